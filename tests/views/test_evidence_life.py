"""Evidence through a year's turns: archived, moved to another department, disk full, without scripts, fetched again."""

import io
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from files import Store
from models.items import OPEN_STATES, Item
from models.people import Department
from models.trail import Trail
from models.years import Year, YearState
from tests.hands import MINE, PAPER, hand_in, item_path, kept, newest
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def in_database(app: Flask, change: Callable[[Session], None]) -> None:
    """Bring about what would take a whole year of pages."""
    with Session(app.extensions["engine"]) as session:
        change(session)
        session.commit()


def archive(session: Session) -> None:
    session.exec(select(Year)).one().state = YearState.ARCHIVED


def test_an_archived_year_is_read_only(visit: Visit, demo_app: Flask) -> None:
    staff, office = visit("staff-window"), visit("office")
    path = item_path(staff)
    hand_in(staff, path, ("a.pdf", PAPER))
    link = newest(staff, path)
    in_database(demo_app, archive)
    before = kept(demo_app)
    for visitor in (staff, office):
        visitor.open(path).silent("上传材料</summary>", "选用已有").says("a.pdf")
        visitor.open(f"/evidence/{link}").silent("改信息或撤下", "替换</a>")
        visitor.submit(f"{path}/evidence", 422, files=(io.BytesIO(b"new"), "b.txt")).says("已归档，只能查看")
        visitor.submit(f"/evidence/{link}/detach", 422, reason="撤").says("已归档，只能查看")
        visitor.open(f"/evidence/{link}/replace")
        visitor.submit(f"/evidence/{link}/replace", 422, file=(io.BytesIO(b"%PDF x"), "b.pdf"), reason="换").says(
            "已归档"
        )
        visitor.open(f"{path}/evidence/pick")
        chosen = re.findall(r'name="files" value="(\d+)"', visitor.text)[-1:]
        visitor.submit(f"{path}/evidence/pick", 422, files=chosen, owed="").says("已归档")
    assert kept(demo_app) == before, "no row, and no file on disk either"


def test_an_item_moved_to_another_department_takes_its_secret_files_along(visit: Visit, demo_app: Flask) -> None:
    """The old department may still read the item, since it wrote about it; its secret files it sees no more."""
    staff, funds = visit("staff-window"), visit("staff-funds")
    path = item_path(staff)
    hand_in(staff, path, ("密.pdf", PAPER), title="移交前的密件", secret="y")
    link = newest(staff, path)
    assert funds.status(path) == 403

    def move(session: Session) -> None:
        item = session.exec(select(Item).where(Item.title == MINE)).one()
        item.lead_id = session.exec(select(Department.id).where(Department.name == "资源配置与管理科")).one()
        item.person_id = None

    in_database(demo_app, move)
    funds.open(path).says("移交前的密件")
    assert funds.status(f"/evidence/{link}/file") == 200
    staff.open(path).says("内部材料").silent("移交前的密件")
    assert staff.status(f"/evidence/{link}/file") == 403 and staff.status(f"/evidence/{link}/edit") == 403
    staff.open("/years/2020/evidence").says("内部材料").silent("移交前的密件")


def test_a_full_disk_says_so_and_saves_nothing(visit: Visit, demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    staff, before = visit("staff-window"), kept(demo_app)
    path = item_path(staff)
    acts = trail_rows(demo_app)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    hand_in(staff, path, ("a.pdf", PAPER), status=507, title="打好的名称").says("磁盘空间不足", "打好的名称")
    monkeypatch.undo()
    assert kept(demo_app) == before and trail_rows(demo_app) == acts
    hand_in(staff, path, ("a.pdf", PAPER)).says("已上传 1 个文件")


def trail_rows(app: Flask) -> int:
    with Session(app.extensions["engine"]) as session:
        return len(session.exec(select(Trail.id).where(col(Trail.verb).like("evidence.%"))).all())


def test_a_file_is_fetched_once_and_in_parts_and_a_secret_one_is_not_kept(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, ("a.pdf", PAPER))
    file = f"/evidence/{newest(staff, path)}/file"
    with staff.client.get(file) as first:
        stamp = first.headers["ETag"]
        assert first.headers["Cache-Control"] == "private, no-cache"
    with staff.client.get(file, headers={"If-None-Match": stamp}) as again:
        assert again.status_code == 304 and again.data == b""
    with staff.client.get(file, headers={"Range": "bytes=0-3"}) as part:
        assert part.status_code == 206 and part.data == b"%PDF" and part.headers["X-Content-Type-Options"] == "nosniff"
    leader = visit("leader")
    hand_in(staff, path, ("b.pdf", PAPER + b"2"), secret="y")
    secret = f"/evidence/{newest(staff, path)}/file"
    assert leader.client.get(secret, headers={"If-None-Match": "*"}).status_code == 403
    assert leader.client.head(secret).status_code == 403


@pytest.mark.parametrize("who", ["leader", "auditor", "admin", "staff-law"])
def test_who_only_reads_changes_no_file(visit: Visit, demo_app: Flask, who: str) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, ("a.pdf", PAPER))
    link, before, acts = newest(staff, path), kept(demo_app), trail_rows(demo_app)
    visitor = visit(who).open("/password")
    visitor.submit(f"{path}/evidence", 403, files=(io.BytesIO(b"new"), "b.txt"))
    visitor.open("/password").submit(f"/evidence/{link}/detach", 403, reason="撤")
    visitor.open("/password").submit(f"/evidence/{link}/edit", 403, title="改", secret="y")
    visitor.open("/password").submit(f"/evidence/{link}/replace", 403, file=(io.BytesIO(b"x"), "b"), reason="换")
    visitor.open("/password").submit(f"{path}/evidence/pick", 403, files=["1"])
    assert kept(demo_app) == before and trail_rows(demo_app) == acts


def test_every_open_item_offers_the_drop_place_and_no_closed_one_does(visit: Visit, demo_app: Flask) -> None:
    with Session(demo_app.extensions["engine"]) as session:
        states = {item.id: item.state for item in session.exec(select(Item)).all()}
    office = visit("office")
    some = sorted(states, key=lambda number: (states[number] not in OPEN_STATES, number))[:14]
    assert {states[number] in OPEN_STATES for number in some} == {True, False}
    for number in some:
        office.open(f"/items/{number}")
        offered = 'class="drop"' in office.text and f"/items/{number}/evidence/pick" in office.text
        assert offered is (states[number] in OPEN_STATES), states[number]


def test_the_same_content_from_many_hands_at_once_is_kept_once(tmp_path: Path) -> None:
    store, content, found = Store(tmp_path, 10_000_000), b"x" * 2_000_000, []

    def put() -> None:
        found.append(store.keep(io.BytesIO(content)).sha256)

    hands = [threading.Thread(target=put) for _hand in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(found) == 8 and len(set(found)) == 1
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [found[0]]
    assert store.path(found[0]).read_bytes() == content


def test_the_owed_paper_that_was_withdrawn_is_missing_again_before_closing(visit: Visit) -> None:
    """The closing summary asks for what is owed: a file withdrawn on the way counts no more."""
    head = visit("head-window")
    path = item_path(head)
    for step in re.findall(rf'action="({path}/checkpoints/\d+)"', head.open(path).text):
        head.open(path).submit(step, on="1")
    for text in ("简易行政指导书", "记录簿"):
        owed = re.search(rf'<option[^>]* value="(\d+)"[^>]*>{text}</option>', head.open(path).text)
        assert owed
        hand_in(head, path, (f"{text}.txt", text.encode()), owed=owed[1])
    link = newest(head, path)
    head.open(f"/evidence/{link}/edit").submit(f"/evidence/{link}/detach", reason="传错").says("1 / 2")
    closing = {"kind": "closing", "text": "都已统一编号。", "shortfall": "", "act": "submit"}
    head.open(f"{path}/entries/new?kind=closing").submit(f"{path}/entries/new", 422, **closing).says(
        "还有未完成的内容：记录簿"
    )
    owed = re.search(r'<option[^>]* value="(\d+)"[^>]*>记录簿</option>', head.open(path).text)
    assert owed
    hand_in(head, path, ("记录簿二.txt", b"again"), owed=owed[1])
    head.open(f"{path}/entries/new?kind=closing").submit(f"{path}/entries/new", **closing).says("待销号")
    hand_in(head, path, ("补充.txt", b"more")).says("已上传 1 个文件")
