"""An archived year: every page reads, no page offers an act, every form that is sent all the same is refused in words."""

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]

NOT_THE_YEARS = {"presence", "trail"}  # who looks at a page; refused sign-ins
REASON = {"reason": "想改"}
ITEM = {
    "no": "1",
    "title": "改名",
    "section": "",
    "requirement": "",
    "note": "",
}
MONTH = {"month": "12", "kind": "monthly", "stance": "progress", "text": "补报", "percent": "50", "act": "draft"}
ACTS: list[tuple[str, str, dict[str, Any]]] = [
    ("office", "/items/1/edit", ITEM),
    ("office", "/items/43/assign", {"lead": "1", "person": "", "leader": "", "due_kind": "year_end", "due": ""}),
    ("office", "/items/43/drop", REASON),
    ("office", "/items/43/close-na", REASON),
    ("office", "/items/1/reopen", REASON),
    ("office", "/items/1/restore", {}),
    ("office", "/years/2020/items/new", ITEM),
    ("office", "/years/2020/ledger/assign", {"items": ["43"], "step": "apply", "lead": "2", "person": "0", "leader": "0", "due_kind": "", "due": ""}),
    ("office", "/years/2020/report/settings", {"title": "改标题"}),
    ("office", "/years/2020/report/passage?slot=problems", {"body": "改一段。", "act": "draft"}),
    ("office", "/years/2020/report/final", {}),
    ("office", "/years/2020/report/outline", {"draft": "", "do": "save"}),
    ("office", "/years/2020/delete", {"typed": "2020"}),
    ("office", "/years/2020/report/proof/look", {}),
    ("office", "/years/2020/figures/new?indicator=INDICATOR", {"period": "2020", "source": "evidence", "typed": "5", "refs": ["1"]}),
    ("office", "/figures/1/edit", {"source": "evidence", "typed": "5", "refs": ["1"], "note": ""}),
    ("office", "/years/2020/indicators/new", {"name": "新指标", "unit": "项", "kind": "count", "decimals": "0"}),
    ("office", "/years/2020/indicators/1/rule", {"way": "records", "kind": "meeting", "measure": "persons"}),
    ("office", "/years/2020/indicators/1", {"name": "改指标", "unit": "项", "kind": "count", "decimals": "0"}),
    ("office", "/records/1/void", REASON),
    ("office", "/records/2/return", REASON),
    ("office", "/records/2/confirm", {}),
    ("office", "/evidence/1/edit", {"title": "改名", "own_date": ""}),
    ("office", "/evidence/1/detach", REASON),
    ("office", "/items/43/evidence", {"title": "", "own_date": ""}),
    ("staff-law", "/years/2020/records?kind=KIND", {"title": "补一条", "day": "2020-12-01", "act": "draft"}),
    ("staff-window", "/items/43/entries/new", MONTH),
    ("staff-window", "/items/43/unchanged", {"month": "12"}),
    ("staff-window", "/years/2020/monthly/unchanged", {"month": "12", "items": ["43"]}),
    ("head-window", "/items/43/acknowledge", {}),
    ("head-window", "/items/43/decline", REASON),
    ("head-window", "/items/43/hand-on", {"person": ""}),
    ("staff-window", "/items/43/checkpoints/STEP", {"on": "1"}),
    ("office", "/years/2020/start", {}),
    ("office", "/years/2020/archive", {}),
]  # fmt: skip
READ = (
    "/", "/years/2020/ledger", "/items/1", "/items/43", "/years/2020/evidence", "/years/2020/evidence/gaps",
    "/years/2020/records", "/records/1", "/years/2020/figures", "/figures/1", "/years/2020/report",
    "/years/2020/report/proof", "/years/2020/report/numbers?slot=systems", "/evidence/1",
)  # fmt: skip


@pytest.fixture
def archived(demo_app: Flask) -> Iterator[Flask]:
    """The demonstration's year put away as it stands, with items still open: every act would have something to do."""
    with demo_app.extensions["engine"].begin() as connection:
        connection.execute(sa.text("UPDATE year SET state = 'archived' WHERE no = 2020"))
        connection.execute(sa.text("UPDATE record SET state = 'submitted' WHERE id = 2"))
    yield demo_app


def kept(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table that belongs to the work of the year."""
    with app.extensions["engine"].connect() as connection:
        names = [one for one in sa.inspect(connection).get_table_names() if one not in NOT_THE_YEARS]
        return {one: list(connection.execute(sa.text(f"SELECT * FROM {one}")).all()) for one in names}


def address(app: Flask, path: str) -> str:
    """The address with the numbers that the database gave."""
    with app.extensions["engine"].connect() as connection:
        step = connection.execute(sa.text("SELECT id FROM checkpoint WHERE item_id = 43 ORDER BY id")).scalar()
        indicator = connection.execute(sa.text("SELECT max(id) FROM indicator")).scalar()
        kind = connection.execute(sa.text("SELECT kind FROM record ORDER BY id")).scalar()
    return path.replace("STEP", str(step)).replace("INDICATOR", str(indicator)).replace("KIND", str(kind))


def version(app: Flask, visitor: Visitor, place: str) -> str:
    """The version that a form carries which was opened before the year was put away; some addresses take forms alone."""

    def state(word: str) -> None:
        with app.extensions["engine"].begin() as connection:
            connection.execute(sa.text(f"UPDATE year SET state = '{word}' WHERE no = 2020"))

    state("running")
    with visitor.client.get(place, follow_redirects=True) as answer:
        found = re.search(r'name="version" value="([^"]*)"', answer.get_data(as_text=True))
    state("archived")
    return found[1] if found else ""


@pytest.mark.parametrize(("username", "path", "fields"), ACTS, ids=[path for _who, path, _fields in ACTS])
def test_an_act_is_refused_in_words_and_changes_nothing(
    archived: Flask, visit: Visit, username: str, path: str, fields: dict[str, Any]
) -> None:
    visitor = visit(username).open("/password")
    before, place = kept(archived), address(archived, path)
    data = {"csrf_token": visitor.token, "version": version(archived, visitor, place), **fields}
    if path.endswith("/evidence"):
        data["files"] = (io.BytesIO(b"%PDF-1.4 x"), "补.pdf")
    with visitor.client.post(place, data=data, follow_redirects=True) as answer:
        page = answer.get_data(as_text=True)
        assert answer.status_code in (200, 403, 409, 422), (answer.status_code, page[:2000])
    assert kept(archived) == before
    assert "已归档" in page.split("<main", 1)[1] or answer.status_code == 403, path
    assert not any(
        words in page
        for words in ("已保存。", "已提交", "已新增", "已分派", "已上传", "已确认，", "已作废，", "已退回")
    )


@pytest.mark.parametrize("username", ["office", "leader", "staff-law"])
def test_every_page_still_reads(archived: Flask, visit: Visit, username: str) -> None:
    visitor = visit(username)
    for path in READ:
        if username == "staff-law" and ("/report" in path or path == "/items/43"):
            continue
        visitor.open(path)


FORMS = (  # address of a form, and the page that reads instead: None where the form's own values are worth reading
    ("office", "/items/43/assign", "/items/43"),
    ("office", "/items/43/drop", "/items/43"),
    ("office", "/items/43/edit", "/items/43"),
    ("office", "/years/2020/items/new", "/years/2020/ledger"),
    ("office", "/evidence/1/replace", "/items/"),
    ("office", "/figures/1/edit", "/figures/1"),
    ("office", "/years/2020/figures/new?indicator=INDICATOR", "/years/2020/figures"),
    ("office", "/years/2020/indicators/new", "/years/2020/figures"),
    ("office", "/years/2020/indicators/1", None),
    ("office", "/years/2020/indicators/1/rule", None),
    ("office", "/years/2020/report/settings", None),
    ("office", "/years/2020/report/passage?slot=systems", None),
    ("staff-window", "/items/43/entries/new", "/items/43"),
    ("head-window", "/items/43/decline", "/items/43"),
    ("head-window", "/items/43/hand-on", "/items/43"),
    ("staff-law", "/records/1/edit", "/records/1"),
)


def offered(page: str) -> list[str]:
    """The buttons that a page offers to send."""
    forms = re.findall(r'<form method="post"[^>]*>.*?</form>', page.split("<main", 1)[1], re.DOTALL)
    return re.findall(r"<button", "".join(forms))


@pytest.mark.parametrize(("username", "path", "reads"), FORMS, ids=[path for _who, path, _reads in FORMS])
def test_a_form_says_why_nothing_can_be_changed_before_it_is_filled(
    archived: Flask, visit: Visit, username: str, path: str, reads: str | None
) -> None:
    visitor = visit(username).open(address(archived, path)).says("2020年度已归档，只能查看")
    assert visitor.page is not None and visitor.page.request.path.startswith(reads or path.split("?")[0])
    assert not offered(visitor.text)
    if reads is None:
        visitor.says("去“年度”重开", 'href="/years"')
        assert "<fieldset" not in visitor.text or "disabled" in visitor.text


def test_a_passage_of_an_archived_year_is_read_where_it_was_written(archived: Flask, visit: Visit) -> None:
    office = visit("office").open("/years/2020/report/passage?slot=problems")
    with archived.extensions["engine"].connect() as connection:
        body = connection.execute(sa.text("SELECT body FROM passage WHERE slot = 'problems'")).scalar()
    office.says(str(body)[:30]).silent("<textarea")


@pytest.mark.parametrize("path", ["/", "/years/2020/ledger", "/items/1", "/years/2020/records"])
def test_the_top_bar_calls_the_account_as_it_is_called_today(archived: Flask, visit: Visit, path: str) -> None:
    with archived.extensions["engine"].begin() as connection:
        who = sa.text("SELECT id, name, department_id FROM person WHERE username = 'staff-law'")
        person, name, room = connection.execute(who).one()
        called = connection.execute(sa.text("SELECT name FROM department WHERE id = :id"), {"id": room}).scalar()
        names = json.dumps({"person": {person: name}, "department": {room: called}})
        connection.execute(sa.text("UPDATE year SET names = :names WHERE no = 2020"), {"names": names})
        connection.execute(sa.text("UPDATE person SET name = '改了名的人' WHERE id = :id"), {"id": person})
        connection.execute(sa.text("UPDATE department SET name = '改了名的科' WHERE id = :id"), {"id": room})
    bar, page = visit("staff-law").open(path).text.split("<main", 1)
    assert "<summary>改了名的人</summary>" in bar and "· 改了名的科" in bar
    assert name not in bar and called not in bar
    if path == "/items/1":
        assert called in page and "改了名的科" not in page, "the year keeps its own names"
