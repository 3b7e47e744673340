"""台账 as it is asked for: filters, sorting, counts and pages agree with one another and live in the address."""

import re
from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session

from models.items import Item
from tests.visitor import Visitor

Look = Callable[[str], Visitor]
LEDGER = "/years/2020/ledger"


def rows(visitor: Visitor) -> list[str]:
    """The ids of the items on the page, in their order."""
    return re.findall(r'<td class="main-cell"><a class="text-reset" href="/items/(\d+)"', visitor.text)


def every(visitor: Visitor, query: str = "") -> list[str]:
    """The ids on all pages together."""
    found: list[str] = []
    for page in range(1, 9):
        shown = rows(visitor.open(f"{LEDGER}?{query}&page={page}"))
        if shown and shown[0] in found:
            break
        found += shown
    return found


def tiles(visitor: Visitor) -> dict[str, int]:
    """What each tile counts, by its lamp."""
    box = visitor.text.split('class="tiles"')[1].split("</ul>")[0]
    return {lamp: int(count) for lamp, count in re.findall(r"lamp=(\w+)[^>]*>.*?(\d+)", box, re.DOTALL)}


@pytest.mark.parametrize("lamp", ["late", "near", "ok", "idle", "closed"])
def test_a_tile_leads_to_as_many_rows_as_it_counts(look: Look, lamp: str) -> None:
    office = look("office").open(LEDGER)
    assert len(every(office, f"lamp={lamp}")) == tiles(office.open(LEDGER)).get(lamp, 0)


def test_all_pages_together_have_every_item_once(look: Look) -> None:
    office = look("office")
    found = every(office)
    assert len(found) == len(set(found)) == sum(tiles(office.open(LEDGER)).values()) >= 60


@pytest.mark.parametrize("sort", ["no", "department", "due", "percent", "lamp"])
def test_a_sorted_list_has_the_same_rows_and_runs_backwards(look: Look, sort: str) -> None:
    office = look("office")
    up, down = every(office, f"sort={sort}"), every(office, f"sort={sort}&down=1")
    assert set(up) == set(down) == set(every(office)) and up != down


def test_late_comes_first_where_the_state_is_asked_for(look: Look) -> None:
    office = look("office")
    late = every(office, "lamp=late")
    assert late and every(office, "sort=lamp")[: len(late)] == late


@pytest.mark.parametrize("page", ["999", "0", "2"])
def test_a_page_beyond_the_last_is_the_last(look: Look, page: str) -> None:
    office = look("office")
    last = rows(office.open(f"{LEDGER}?page=2"))
    shown = rows(office.open(f"{LEDGER}?page={page}"))
    assert shown == (rows(office.open(LEDGER)) if page == "0" else last)


def test_the_pager_keeps_what_was_asked_for(look: Look, read_app: Flask) -> None:
    with Session(read_app.extensions["engine"]) as session:
        session.add(Item(year_id=1, checklist_key="own", key="more", no="99", position=9001, title="第六十一项"))
        session.commit()
    office = look("office").open(f"{LEDGER}?sort=due&down=1")
    links = [unescape(one) for one in re.findall(r'href="([^"]*page=2[^"]*)"', office.text)]
    with Session(read_app.extensions["engine"]) as session:
        session.execute(sa.text("DELETE FROM item WHERE key = 'more'"))
        session.commit()
    assert links and all("sort=due" in one and "down=1" in one for one in links)


@pytest.mark.parametrize("text", ["没有这样的事项", "%", "_", "\\", "' OR '1'='1", "<script>alert(1)</script>"])
def test_a_search_that_finds_nothing_says_so_with_a_way_on(look: Look, text: str) -> None:
    office = look("office")
    with office.client.get(LEDGER, query_string={"q": text}) as answer:
        page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and '<td class="main-cell"' not in page
    assert f'href="{LEDGER}"' in page and "<script>alert" not in page


def test_a_search_minds_no_case_and_no_blanks_around(look: Look, read_app: Flask) -> None:
    with Session(read_app.extensions["engine"]) as session:
        session.add(Item(year_id=1, checklist_key="own", key="case", no="99", position=9000, title="App 与 WiFi 公开"))
        session.commit()
    office = look("office")
    for text in ("wifi", "WIFI", "%20WiFi%20", "app"):
        office.open(f"{LEDGER}?q={text}").says("App 与 WiFi 公开")
    with Session(read_app.extensions["engine"]) as session:
        session.execute(sa.text("DELETE FROM item WHERE key = 'case'"))
        session.commit()


def test_filters_narrow_one_another(look: Look) -> None:
    office = look("office")
    both = set(every(office, "department=2&lamp=closed"))
    assert both == set(every(office, "department=2")) & set(every(office, "lamp=closed")) and both


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("person=none", "无责任人"),
        ("department=2", "政策法规科"),
        ("department=2&lamp=late", "政策法规科、超期"),
        ("state=active&q=%E6%96%87%E4%B9%A6", "推进中、含“文书”"),
        ("department=999", "全部事项"),
        ("q=%3Cb%3E", "含“&lt;b&gt;”"),
    ],
)
def test_the_print_says_in_words_what_was_asked(look: Look, query: str, words: str) -> None:
    page = look("office").open(f"{LEDGER}?{query}")
    if "<thead>" in page.text:
        assert words in page.text.split("<thead>")[1].split("</tr>")[0]
    else:
        assert "<b>”" not in page.text


@pytest.mark.parametrize("username", ["staff-law", "head-office"])
def test_a_member_sees_and_counts_the_own_department_alone(look: Look, username: str) -> None:
    mine, whole = every(look(username)), every(look("office"))
    assert 0 < len(mine) < len(whole) and set(mine) <= set(whole)
    assert sum(tiles(look(username).open(LEDGER)).values()) == len(mine)


CHOSEN = {"lead": "2", "person": "0", "leader": "0", "due_kind": "", "due": ""}


def kept(app: Flask) -> list[tuple[object, ...]]:
    with app.extensions["engine"].connect() as connection:
        columns = "id, lead_id, person_id, leader_id, due, due_kind, state, version"
        return [tuple(row) for row in connection.execute(sa.text(f"SELECT {columns} FROM item ORDER BY id"))]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"due_kind": "date", "due": ""}, "请填写完成时限。"),
        ({"due_kind": "date", "due": "2035-01-01"}, "完成时限应在 2020 年 1 月 1 日至 2021 年 12 月 31 日之间。"),
        ({"person": "7"}, "不能改：责任人应当是牵头科室的人员。"),
        ({"due_kind": "date", "due": "年底"}, "请按 2020-12-31 的样子填写日期"),
        ({"due_kind": "date", "due": "2020-02-30"}, "请按 2020-12-31 的样子填写日期"),
        ({"due_kind": "date", "due": "1900-01-01"}, "1949"),
        ({"due_kind": "someday"}, "选择"),
        ({"lead": "999"}, "所选的不在可选范围内"),
        ({"lead": "很多"}, "所选的不在可选范围内"),
        ({"person": "999"}, "所选的不在可选范围内"),
        ({"leader": "<script>"}, "所选的不在可选范围内"),
    ],
)
def test_a_wrong_bulk_act_is_told_at_its_field_and_changes_nothing(
    look: Look, read_app: Flask, change: dict[str, str], words: str
) -> None:
    before, office = kept(read_app), look("office").open(LEDGER)
    for step in ("preview", "apply"):
        office.open(LEDGER).submit(f"{LEDGER}/assign", 422, items=["43", "54"], step=step, **CHOSEN | change)
        office.says(words, 'name="items" value="43"', 'name="items" value="54"')
        (day,) = re.findall(r'<input[^>]*name="due"[^>]*>', office.text)
        typed = change.get("due", "")
        assert 'type="date"' in day and (f'value="{typed}"' in day or f"您填的是“{typed}”" in office.text)
    assert kept(read_app) == before


def test_a_preview_shows_both_sides_and_changes_nothing(look: Look, read_app: Flask) -> None:
    before = kept(read_app)
    office = look("office").open(LEDGER).submit(f"{LEDGER}/assign", items=["43", "54"], step="preview", **CHOSEN)
    office.says("现在", "改后", "应用到 2 项", "政策法规科")
    assert kept(read_app) == before


def test_all_that_a_preview_refuses_stands_at_the_fields_at_once(look: Look) -> None:
    wrong = CHOSEN | {"person": "7", "due_kind": "date", "due": ""}
    office = look("office").open(LEDGER).submit(f"{LEDGER}/assign", 422, items=["43", "54"], step="preview", **wrong)
    for field in ("person", "due"):
        assert f'id="{field}-error"' in office.text, field
    assert office.text.count("不能改：") == 2 and "应用到" not in office.text


def test_nothing_to_change_offers_nothing_to_apply(look: Look, read_app: Flask) -> None:
    before, same = kept(read_app), {"lead": "0", "person": "0", "leader": "0", "due_kind": "", "due": ""}
    for step in ("preview", "apply"):
        office = look("office").open(LEDGER).submit(f"{LEDGER}/assign", items=["48"], step=step, **same)
        office.says("没有要改的", "不变").silent("应用到", "已分派")
    assert kept(read_app) == before


@pytest.mark.parametrize("items", [[], ["x"], ["-1"], ["999999"], ["9" * 30], ["1; DROP TABLE item"]])
def test_nothing_chosen_is_told_and_leads_back(look: Look, read_app: Flask, items: list[str]) -> None:
    before = kept(read_app)
    office = look("office").open(LEDGER).submit(f"{LEDGER}/assign", items=items, step="apply", **CHOSEN)
    office.says("请先在台账里勾选要分派的事项", "<h1")
    assert kept(read_app) == before
