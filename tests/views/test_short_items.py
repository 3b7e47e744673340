"""销号未齐 on the pages: seen in the ledger, at home and in the missing papers until the papers are handed in afterwards."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from models.evidence import EvidenceLink
from models.items import Item, Owed
from tests.hands import PAPER, hand_in
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
LEDGER, GAPS = "/years/2020/ledger", "/years/2020/evidence/gaps"


@pytest.fixture
def short(demo_app: Flask) -> tuple[str, str, str, str]:
    """An item of 政策法规科 that was closed without one of its papers: address, title, the paper and its id."""
    with Session(demo_app.extensions["engine"]) as session:
        papers = select(EvidenceLink, Item, Owed).join(Item, col(EvidenceLink.item_id) == col(Item.id)).join(Owed)
        papers = papers.where(Item.state == "closed", Item.lead_id == 1, col(EvidenceLink.withdrawn_at).is_(None))
        link, item, owed = next(
            row for row in session.exec(papers) if sum(one.owed_id == row[2].id for one in links(session, row[1])) == 1
        )
        link.withdrawn_at = datetime(2020, 12, 1, tzinfo=UTC)
        session.commit()
        return f"/items/{item.id}", item.title, owed.text, str(owed.id)


def links(session: Session, item: Item) -> list[EvidenceLink]:
    query = select(EvidenceLink).where(EvidenceLink.item_id == item.id, col(EvidenceLink.withdrawn_at).is_(None))
    return list(session.exec(query).all())


def test_what_was_closed_with_a_gap_is_seen_and_its_paper_comes_afterwards(
    visit: Visit, short: tuple[str, str, str, str]
) -> None:
    path, title, paper, owed = short
    office, staff = visit("office"), visit("staff-law")
    office.open(f"{LEDGER}?lamp=short").says(title, "销号未齐", "共 1 项")
    office.open("/").says("销号未齐")
    office.open(GAPS).says(title, paper, "销号未齐")
    visit("leader").open(path).says("销号未齐").silent("补交材料")
    staff.open(path).says("销号未齐", "补交材料", "可以补交还缺的材料")
    choices = re.findall(r"<option[^>]*>([^<]*)</option>", staff.text.split('id="owed"')[1].split("</select>")[0])
    assert choices == ["请选择", paper], "only what is missing"
    hand_in(staff, path, ("补.pdf", PAPER), status=422, owed="").says("只能补交应交材料")
    hand_in(staff, path, ("补.pdf", PAPER), owed=owed).says("已上传 1 个文件", "补交材料", "补.pdf")
    staff.silent("销号未齐", "可以补交还缺的材料")
    office.open(GAPS).silent(title)
    office.open(LEDGER).silent("销号未齐")
    visit("auditor").open("/trail?verb=evidence.supply").says("补交材料", title)


def test_a_kept_paper_is_used_for_what_a_closed_item_owes(visit: Visit, short: tuple[str, str, str, str]) -> None:
    path, _title, paper, owed = short
    staff = visit("staff-law").open(f"{path}/evidence/pick?owed={owed}").says(paper)
    found = re.search(r'name="files"[^>]*value="(\d+)"', staff.text)
    assert found
    staff.submit(f"{path}/evidence/pick", files=[found[1]], owed=owed).says("已选用 1 份材料").silent("销号未齐")
    staff.open(f"{path}/evidence/pick").says("事项办结后不能再改材料")


def test_another_department_hands_nothing_in(visit: Visit, short: tuple[str, str, str, str]) -> None:
    path, _title, _paper, owed = short
    stranger = visit("staff-window")
    assert stranger.open("/").status(path) == 403
    stranger.submit(f"{path}/evidence", 403, owed=owed)
