"""撤销 through pages: the button beside what was just done, who may press it, and what it says when it may not."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.views.test_bad_input import item_id
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
LAW, WINDOW, UNASSIGNED, ASSIGNED = "听取意见和测评", "规范使用文书", "文明公正执法", "清单动态管理"


def button(visitor: Visitor) -> str:
    """The address of the undo button that the page shows."""
    found = re.search(r'class="flash ok with-act".*?action="(/undo/\d+)"', visitor.text, re.DOTALL)
    assert found, visitor.text[:2000]
    return found[1]


def facts(visitor: Visitor) -> str:
    """The part of an item page that says who is responsible and until when."""
    return visitor.text[visitor.text.index('<dl class="facts">') : visitor.text.index("</dl>")]


@pytest.mark.parametrize(
    ("act", "done", "state"), [("drop", "已取消。", "已取消"), ("close-na", "已按不适用销号。", "已销号")]
)
def test_an_item_taken_out_by_mistake_comes_back(visit: Visit, act: str, done: str, state: str) -> None:
    office = visit("office")
    path = item_id(office, LAW)
    before = facts(office.open(path))
    office.open(f"{path}/{act}").submit(f"{path}/{act}", reason="点错了").says(done, state)
    undo = button(office)
    office.submit(undo).says("已撤销。").silent("说明：点错了", f"{state}</span>")
    assert facts(office) == before
    office.says("撤销操作：")
    office.submit(undo).says("这一步已经撤销过了。")


def test_many_are_handed_out_and_taken_back_at_once(visit: Visit) -> None:
    office = visit("office")
    one, two = item_id(office, UNASSIGNED), item_id(office, ASSIGNED)
    items = [path.split("/")[-1] for path in (one, two)]
    before = [facts(office.open(path)) for path in (one, two)]
    office.open("/years/2020/ledger")
    chosen = {"items": items, "lead": "2", "person": "0", "leader": "0", "due_kind": "", "due": ""}
    office.submit("/years/2020/ledger/assign", step="preview", **chosen).says("应用到 2 项")
    office.submit("/years/2020/ledger/assign", step="apply", **chosen).says("已分派 2 项")
    undo = button(office)
    assert facts(office.open(one)) != before[0]
    visit("head-law").open(one).submit(f"{one}/acknowledge")
    office.submit(undo).says("已撤销 1 项。", "有 1 项没有动：", f"{UNASSIGNED}（之后已有“签收”）")
    assert facts(office.open(two)) == before[1]
    assert "政策法规科" in facts(office.open(one))


def test_a_single_hand_out_and_a_hand_on_go_back(visit: Visit) -> None:
    office = visit("office")
    path = item_id(office, UNASSIGNED)
    office.open(f"{path}/assign").submit(f"{path}/assign", lead="2", due_kind="year_end", person="", leader="")
    office.submit(button(office)).says("已撤销。", "未启动")
    assert "待分解" in facts(office)
    head = visit("head-law")
    law = item_id(head, LAW)
    head.open(f"{law}/hand-on").submit(f"{law}/hand-on", person="").says("无责任人")
    head.submit(button(head)).says("已撤销。").silent("无责任人")


def test_a_tick_is_taken_back_by_who_set_it_or_by_the_office(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_id(staff, WINDOW)
    step = re.findall(rf"{path}/checkpoints/(\d+)", staff.open(path).text)[0]
    on = "0" if f'checkpoints/{step}"><input type="hidden" name="on" value="0"' in staff.text else "1"
    staff.submit(f"{path}/checkpoints/{step}", on=on).says("已勾选“" if on == "1" else "已取消勾选“")
    undo = button(staff)
    for username, status in (
        ("head-window", 403),
        ("staff-law", 403),
        ("leader", 403),
        ("admin", 403),
        ("auditor", 403),
    ):
        visit(username).open("/password").submit(undo, status)
    visit("office").open("/").submit(undo).says("已撤销。")
    staff.open(path).submit(undo).says("这一步已经撤销过了。")


def test_evidence_taken_off_by_mistake_counts_again(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_id(staff, "依法调解纠纷")
    link = re.findall(r"/evidence/(\d+)/edit", staff.open(path).text)[0]
    count = staff.text.count("/file")
    staff.open(f"/evidence/{link}/edit").submit(f"/evidence/{link}/detach", reason="传错了").says("已撤下。")
    assert staff.text.count("/file") == count - 1
    staff.submit(button(staff)).says("已撤销。")
    assert staff.text.count("/file") == count


def report_unchanged(visit: Visit, username: str, title: str) -> str:
    visitor = visit(username)
    path = item_id(visitor, title)
    visitor.open(path).submit(f"{path}/unchanged", month="11")
    return path


def test_all_unchanged_months_accepted_at_once_wait_again(visit: Visit) -> None:
    path = report_unchanged(visit, "staff-window", WINDOW)
    office = visit("office").open("/years/2020/review")
    found = re.search(r'name="department" value="(\d+)"', office.text)
    assert found
    office.submit("/years/2020/review/unchanged", department=found[1]).says("已通过 1 条“本月无变化”。").silent(
        "全部通过："
    )
    office.submit(button(office)).says("已撤销。", "全部通过：行政审批服务科 1 条")
    office.open(path).says("撤销操作：审核通过")


def test_a_closing_is_taken_back_and_answered_otherwise(visit: Visit) -> None:
    office = visit("office").open("/items/60")
    review = re.findall(r'href="(/review/\d+)"', office.text)[0]
    office.open(review).submit(review, act="accept", result="met").says("已通过并销号。")
    undo = button(office)
    office.open("/items/60").says("已销号", "达标")
    office.submit(undo).says("已撤销。", "待销号", f'href="{review}"', "撤销操作：销号").silent("通过，销号")
    visit("office2").open(review).submit(review, act="return", reason="请补自评表。").says("已退回。")
    office.open("/items/60").says("请补自评表。").submit(undo).says("这一步已经撤销过了。")


def test_an_accepted_month_can_be_answered_again(visit: Visit) -> None:
    path = report_unchanged(visit, "staff-window", WINDOW)
    office = visit("office").open(path)
    review = re.findall(r'href="(/review/\d+)"', office.text)[0]
    office.open(review).submit(review, act="accept").says("已通过。")
    office.submit(button(office)).says("已撤销。")
    visit("office2").open(review).submit(review, act="return", reason="请写明").says("已退回。")
    visit("staff-window").open(path).says("请写明", "回复退回意见")


def test_the_office_sees_the_button_on_the_newest_act_alone(visit: Visit) -> None:
    office = visit("office")
    path = item_id(office, LAW)
    office.open(f"{path}/drop").submit(f"{path}/drop", reason="重复")
    office.open(path)
    assert len(set(re.findall(r'action="(/undo/\d+)"', office.text))) == 1
    visit("leader").open(path).silent("/undo/")
    office.submit(f"{path}/restore").silent("/undo/")


def test_what_has_no_way_back_is_not_found_and_an_archived_year_says_no(visit: Visit, demo_app: Flask) -> None:
    office = visit("office").open("/")
    office.submit("/undo/999999", 404)
    for title in (
        WINDOW,
        "整理典型案例",
        ASSIGNED,
        "说理式文书",
        UNASSIGNED,
        "依法调解纠纷",
        "联系企业和会商",
        LAW,
        "宣传经验和自评",
    ):
        path = item_id(office, title)
        office.open(f"{path}/close-na").submit(f"{path}/close-na", reason="年底清理").says("已按不适用销号。")
    undo = button(office)
    office.open("/years").submit("/years/2020/archive").says("已归档，只能查看。")
    office.open(path).silent("/undo/")
    office.submit(undo).says("2020年度已归档，只能查看", "已销号")


def test_a_department_acknowledges_many_at_once_and_takes_it_back(visit: Visit) -> None:
    office, ledger = visit("office"), "/years/2020/ledger"
    mine = [path.split("/")[-1] for path in (item_id(office, UNASSIGNED), item_id(office, ASSIGNED))]
    chosen = {"items": mine, "lead": "1", "person": "0", "leader": "0", "due_kind": "", "due": ""}
    office.open(ledger).submit(f"{ledger}/assign", step="apply", **chosen)
    staff = visit("staff-office").open("/").says("去签收").open(f"{ledger}?state=assigned")
    assert sorted(re.findall(r'name="items" value="(\d+)"', staff.text)) == sorted(mine)
    visit("staff-law").open(ledger).silent('name="items"').submit(f"{ledger}/acknowledge", items=mine).says(
        "请先勾选待签收的事项"
    )
    staff.submit(f"{ledger}/acknowledge", items=[*mine, "1"]).says("已签收 2 项，请按月填报进展。")
    undo = button(staff)
    staff.open(ledger).silent('name="items"')
    staff.submit(undo).says("已撤销 2 项。").open(f"{ledger}?state=assigned")
    assert sorted(re.findall(r'name="items" value="(\d+)"', staff.text)) == sorted(mine)
