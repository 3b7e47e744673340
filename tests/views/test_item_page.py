"""The item page: one story, and at its foot the act that waits for the reader."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session

from models.entries import Entry, EntryKind, EntryState
from models.items import item_by_id
from tests.crowd import SWOLLEN, many_entries
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def foot(visitor: Visitor) -> str:
    """The words of the bar at the foot of an item page."""
    found = re.search(r'<section class="waits.*?</section>', visitor.text, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found[0]) if found else ""


@pytest.mark.parametrize(
    ("username", "item", "says", "not_says"),
    [
        ("head-law", 1, "", "填报"),  # closed: nothing waits
        ("office", 54, "还没有分派给科室", "签收"),
        ("office", 55, "等您审核", "撤回"),
        ("head-office", 48, "退回分派", "写办结小结"),
        ("staff-office", 48, "请签收", "退回分派"),  # only the head returns an assignment
        ("staff-law", 59, "等待法治办审核", "审核 "),
        ("leader", 59, "", "审核"),
        ("staff-window", 43, "12 月还没有报", "签收"),
    ],
)
def test_the_foot_says_what_waits_for_this_reader(
    visit: Visit, username: str, item: int, says: str, not_says: str
) -> None:
    words = foot(visit(username).open(f"/items/{item}"))
    assert (says in words) if says else (words == "")
    assert not_says not in words


def test_there_is_one_main_act(visit: Visit) -> None:
    for username, item in (
        ("staff-law", 59),
        ("head-office", 48),
        ("office", 55),
        ("office", 54),
        ("staff-window", 43),
    ):
        bar = re.search(r'<section class="waits.*?</section>', visit(username).open(f"/items/{item}").text, re.DOTALL)
        assert bar is not None and bar[0].count("btn-main") <= 1, username


def test_the_months_that_are_owed_are_named_and_lead_to_their_form(visit: Visit) -> None:
    staff = visit("staff-window").open("/items/43").says("欠 4 个月进展")
    owed = re.findall(r'href="/items/43/entries/new\?month=(\d+)"\s+aria-label', staff.text)
    assert owed == ["9", "10", "11", "12"]
    staff.open(f"/items/43/entries/new?month={owed[0]}").says("9 月进展</h1>")
    visit("office").open("/items/43").says("9 月、10 月、11 月、12 月").silent("/entries/new")
    staff.open("/years/2020/monthly?month=9").says("欠 1 项", "全选")
    assert len(re.findall(r"欠 1 项", staff.text)) == 4
    for month in owed:
        staff.submit("/items/43/unchanged", month=month).silent("全选")
    staff.says("都报齐了").silent("欠 1 项")
    staff.open("/items/43").silent("个月进展").says("分派", "牵头科室：行政审批服务科", "责任人：行政审批服务科经办人")


def test_quiet_months_and_their_answers_are_folded(visit: Visit) -> None:
    visitor = visit("office").open("/items/3").says("8—9 月", "10—11 月", "逐月看", "通过，销号")
    story = visitor.text.split('id="story"')[1].split("</section>")[0]
    assert story.count("<li") < 30 and "审核通过" not in story
    assert "勾选检查点</strong> 5 项" in story


def test_an_item_with_300_entries_is_paged(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    seen: list[str] = []
    sa.event.listen(demo_app.extensions["engine"], "before_cursor_execute", lambda *call: seen.append(call[2]))
    office.open(f"/items/{SWOLLEN}")
    before = len(seen)
    many_entries(demo_app)
    seen.clear()
    office.open(f"/items/{SWOLLEN}").says("下一页", "第 1 页")
    assert len(seen) <= before + 1
    assert office.text.count("次退回。") < 60
    last = int(re.search(r"共 (\d+) 页", office.text)[1])  # type: ignore[index]
    office.open(f"/items/{SWOLLEN}?page={last}").says("第0次退回。", "上一页").silent("下一页")
    office.open(f"/items/{SWOLLEN}?page=none").says("第 1 页")


def test_a_long_text_is_there_in_full_behind_a_click(visit: Visit, demo_app: Flask) -> None:
    many_entries(demo_app, count=60)
    visit("office").open(f"/items/{SWOLLEN}").says("全文", "收起", "第59次进展。")


def test_a_secret_file_is_not_named_in_the_story(visit: Visit) -> None:
    staff = visit("staff-law")
    staff.open("/items/59").says("进展和经过")
    assert "内部材料" not in staff.text.split('id="story"')[1].split("</section>")[0]


def hand_in(app: Flask, item_id: int, months: range) -> None:
    """Entries of the lead department that wait for an answer."""
    with app.app_context(), Session(app.extensions["engine"]) as session:
        item = item_by_id(session, 1, item_id)
        assert item is not None and item.lead_id is not None and item.person_id is not None
        for month in months:
            at = datetime(2020, month, 20, tzinfo=UTC)
            session.add(
                Entry(
                    item_id=item_id,
                    department_id=item.lead_id,
                    month=month,
                    kind=EntryKind.MONTHLY,
                    text="等着审核。",
                    percent=50,
                    state=EntryState.SUBMITTED,
                    author_id=item.person_id,
                    written_at=at,
                    submitted_at=at,
                )
            )
        session.commit()


@pytest.mark.parametrize("username", ["office", "staff-window", "leader"])
def test_what_waits_is_found_in_a_fixed_number_of_queries(visit: Visit, demo_app: Flask, username: str) -> None:
    reader = visit(username)
    hand_in(demo_app, 43, range(9, 11))
    seen: list[str] = []
    reader.open("/items/43")
    sa.event.listen(demo_app.extensions["engine"], "before_cursor_execute", lambda *call: seen.append(call[2]))
    reader.open("/items/43")
    few = len(seen)
    hand_in(demo_app, 43, range(1, 3))
    hand_in(demo_app, 43, range(11, 13))
    seen.clear()
    reader.open("/items/43")
    assert len(seen) <= few


def test_the_words_of_a_checkpoint_tick_it(visit: Visit) -> None:
    staff = visit("staff-window").open("/items/43")
    boxes = set(re.findall(r'<button id="(step-\d+)" class="tick', staff.text))
    assert boxes and boxes == set(re.findall(r'<label for="(step-\d+)"', staff.text))
    assert (
        "<label for=" not in visit("leader").open("/items/43").text.split('id="checkpoints"')[1].split("</section>")[0]
    )


def test_the_summary_is_written_beside_the_years_progress_and_under_the_title_the_report_prints(visit: Visit) -> None:
    visit("office").open("/items/7/reopen").submit("/items/7/reopen", reason="补充数字")
    staff, path = visit("staff-funds"), "/items/7/entries/new"
    staff.open(f"{path}?kind=closing").says(
        "报告里先印标题“提升研发支持能力”，再印下面的正文", "今年的进展", "1 条已通过"
    )
    card = staff.text.split("今年的进展")[1].split("</section>")[0]
    assert "<details><summary" in card and "6 月 · 资源配置与管理科" in card
    staff.open(f"{path}?month=12").silent("报告里先印标题", "今年的进展")
    shared = visit("staff-window").open("/items/43/entries/new?kind=closing")
    shared.says("今年的进展", "报告里先印标题“高质量推进服务型行政执法示范点创建”")
