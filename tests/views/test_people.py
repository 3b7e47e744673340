"""Staff changes through pages: found, handed over, switched off; departments renamed, moved, switched off."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session

from models.act import Act
from models.people import Role, add_person, the_bureau
from tests.make import at
from tests.views.test_bad_input import item_id
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
WINDOW = "规范使用文书"


def person(admin: Visitor, username: str) -> str:
    """The address of an account, found as an admin would."""
    admin.open(f"/people?q={username}")
    found = re.search(rf'<small>{username}</small>.*?href="(/people/\d+)"', admin.text, re.DOTALL)
    assert found, username
    return found[1]


def pick(admin: Visitor, field: str, name: str) -> str:
    """The value of a choice of the form that is open."""
    part = admin.text[admin.text.index(f'name="{field}"') :]
    found = re.search(rf'value="(\d+)">{name}</option>', part[: part.index("</select>")])
    assert found, (field, name)
    return found[1]


def test_accounts_are_searched_and_filtered(demo_app: Flask) -> None:
    admin = (
        Visitor(demo_app).sign_in("admin").open("/people").says("共 22 个账号", "最近登录", "从未登录", "政策法规科")
    )
    admin.open("/people?q=HEAD-LAW").says("共 1 个账号", "政策法规科科长").silent("办公室主任")
    admin.open("/people?q=%25").says("没有符合的账号")
    admin.open("/people?role=leader").says("共 2 个账号", "分管副局长")
    admin.open("/people?active=off").says("没有符合的账号")
    admin.open("/people?role=nonsense&page=zero&department=x").says("共 22 个账号")
    rows = admin.open("/people?q=admin").text
    assert "从未登录" not in rows[rows.index("<tbody>") :], "this very visitor signed in"


def test_a_thousand_accounts_are_read_a_page_at_a_time(demo_app: Flask, visit: Visit) -> None:
    with Session(demo_app.extensions["engine"]) as session:
        bureau = the_bureau(session)
        assert bureau is not None
        first = add_person(
            session,
            bureau,
            Act(None, at(1, 1)),
            username="many-0",
            name="多人",
            password="a-fine-password",
            roles={Role.AUDITOR},
            department=None,
        )
        columns = first.model_dump(exclude={"id", "username"})
        session.add_all([type(first)(username=f"many-{n}", **columns) for n in range(1, 101)])
        session.commit()
    admin = visit("admin").open("/people?q=many").says("共 101 个账号", "第 1 页，共 3 页")
    admin.open("/people?q=many&page=3").says("many-100").silent("many-49<")
    admin.open("/people?q=many&page=99").says("第 3 页，共 3 页")


def test_switching_off_asks_for_a_successor_and_hands_everything_over(visit: Visit) -> None:
    admin = visit("admin")
    path = person(admin, "staff-window")
    admin.open(f"{path}/switch").says("负责的事项", WINDOW, "只交接，不停用")
    heir = pick(admin, "everything", "行政审批服务科科长")
    admin.submit(f"{path}/switch", everything=heir, items="0", act="off").says("已停用，名字保留在历史里。")
    admin.open("/people?active=off").says("行政审批服务科经办人")
    office = visit("office")
    office.open(item_id(office, WINDOW)).says("行政审批服务科科长", "交办").silent("无责任人")
    admin.open(f"{path}/switch").submit(f"{path}/switch").says("已启用。")


def test_without_a_successor_the_homes_of_head_and_office_name_the_items(visit: Visit) -> None:
    admin = visit("admin")
    path = person(admin, "staff-window")
    admin.open(f"{path}/switch").submit(f"{path}/switch", everything="", items="0", act="off").says("已停用")
    for username in ("office", "head-window"):
        home = visit(username).open("/")
        heap = home.text[home.text.index("<h2>无责任人") :]
        assert WINDOW in heap[: heap.index("</section>")]
        home.open("/years/2020/ledger?person=none").says(WINDOW, "无责任人，共")
    assert "无责任人" not in visit("head-rural").open("/").text


def test_only_handing_over_leaves_the_account_on(visit: Visit) -> None:
    admin = visit("admin")
    path = person(admin, "staff-window")
    admin.open(f"{path}/switch")
    heir = pick(admin, "items", "行政审批服务科科长")
    admin.submit(f"{path}/switch", everything="", items=heir, act="only").says("已交接。")
    admin.open(f"{path}/switch").silent(WINDOW)
    visit("staff-window").open("/")


def test_a_successor_from_elsewhere_is_refused_at_the_field(visit: Visit) -> None:
    admin = visit("admin")
    path = person(admin, "staff-window")
    admin.open(f"{path}/switch").submit(f"{path}/switch", 422, everything="99999", act="off").says("还有几处要改")
    leader = person(admin, "deputy")
    admin.open(f"{leader}/switch").says("分管的事项")
    wrong = pick(admin, "everything", "局长")
    admin.open(f"{path}/switch").submit(f"{path}/switch", 422, everything=wrong, items="0", act="off")
    admin.open("/people?active=off").says("没有符合的账号")


@pytest.mark.parametrize(("username", "words"), [("admin", "不能停用自己的账号"), ("auditor", "可以直接停用")])
def test_the_page_says_first_whether_the_account_can_go(visit: Visit, username: str, words: str) -> None:
    admin = visit("admin")
    path = person(admin, username)
    admin.open(f"{path}/switch").says(words)
    assert ('value="off"' in admin.text) == (username == "auditor")


def test_the_last_office_account_stays(visit: Visit) -> None:
    admin = visit("admin")
    path = person(admin, "office2")
    admin.open(f"{path}/switch").submit(f"{path}/switch", act="off").says("已停用")
    last = person(admin, "office")
    admin.open("/people?q=office")
    found = re.search(r'<small>office</small>.*?href="(/people/\d+)"', admin.text, re.DOTALL)
    assert found
    last = found[1]
    admin.open(f"{last}/switch").says("这是最后一个“法治办”账号").submit(f"{last}/switch", 422, act="off").says(
        "最后一个"
    )
    visit("office").open("/")


def test_a_person_who_changes_department_is_told_what_is_left_behind(visit: Visit) -> None:
    admin = visit("admin")
    path = person(admin, "staff-window")
    admin.open(path)
    target = pick(admin, "department", "政策法规科")
    admin.submit(path, name="转岗人员", department=target, roles="staff").says(
        "以前的进展仍记在原来的科室", "名下还有", "请交接", WINDOW
    )
    office = visit("office")
    office.open(item_id(office, WINDOW)).says("转岗人员（行政审批服务科）")


def test_a_department_is_moved_with_its_people_and_switched_off(visit: Visit) -> None:
    admin = visit("admin").open("/people").says("人 · 牵头")
    room = re.findall(r'href="(/departments/\d+)">行政审批服务科', admin.text)[0]
    name = {"name": "行政审批服务科", "position": "8"}
    admin.open(room).submit(room, 422, **name).says("没办结的事项", "请先移交", "移交给别的科室")
    admin.open(f"{room}/move").submit(f"{room}/move", 422, target="").says("请选择接收科室")
    target = pick(admin, "target", "政策法规科")
    admin.submit(f"{room}/move", 422, target=target, off="y").says("个在用账号。请先移交")
    admin.submit(f"{room}/move", target=target, members="y", off="y").says("已移交", "已停用</span>")
    office = visit("office")
    office.open(item_id(office, WINDOW)).says("移交科室", "待签收", "行政审批服务科经办人")
    moved = visit("staff-window")
    path = item_id(moved, WINDOW)
    moved.open(path).submit(f"{path}/acknowledge").says("已签收", "填报 12 月进展")


def test_a_renamed_department_keeps_its_old_name_in_an_archived_year(visit: Visit) -> None:
    office, admin = visit("office"), visit("admin")
    for title in (
        WINDOW,
        "整理典型案例",
        "清单动态管理",
        "说理式文书",
        "文明公正执法",
        "依法调解纠纷",
        "联系企业和会商",
        "听取意见和测评",
        "宣传经验和自评",
    ):
        path = item_id(office, title)
        office.open(f"{path}/close-na").submit(f"{path}/close-na", reason="年底清理")
    office.open("/years").submit("/years/2020/archive").says("已归档，只能查看。")
    room = re.findall(r'href="(/departments/\d+)">行政审批服务科', admin.open("/people").text)[0]
    admin.open(room).submit(room, name="营商环境科", position="8", active="y").says("已保存", "营商环境科")
    path = item_id(office, WINDOW)
    office.says("行政审批服务科").silent("营商环境科</td>")
    office.open(path).says("行政审批服务科").silent("营商环境科")
    office.open("/years/2020/plan").says("行政审批服务科").silent("营商环境科")
    office.open("/").says("行政审批服务科").silent("营商环境科")
    office.open("/years").submit("/years/2020/reopen", reason="补充").says("已重开")
    office.open(path).says("营商环境科")


def test_a_new_lead_reads_the_draft_that_was_left(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_id(staff, WINDOW)
    staff.open(f"{path}/entries/new?month=11").submit(
        f"{path}/entries/new", month="11", stance="progress", text="写到一半的话", percent="40", act="save"
    ).says("草稿已保存")
    office = visit("office").open(f"{path}/assign")
    office.submit(f"{path}/assign", lead=pick(office, "lead", "政策法规科"), due_kind="year_end", person="", leader="")
    head = visit("head-law").open(path).says("行政审批服务科的11 月进展草稿", "写到一半的话")
    head.silent("继续填写")
    staff.open("/").silent("/entries/")
    staff.open(path).says("行政审批服务科").silent("写到一半的话")
    head.submit(f"{path}/acknowledge").says("已签收")


def test_an_entry_that_nobody_can_review_says_so(visit: Visit, demo_app: Flask) -> None:
    admin = visit("admin")
    office = person(admin, "office2")
    admin.open(office).submit(office, name="法治办副主任", department="2", roles=["office", "staff"])
    writer = Visitor(demo_app).sign_in("office2")
    path = item_id(writer, "听取意见和测评")
    writer.open(f"{path}/entries/new?month=1").submit(
        f"{path}/entries/new", month="1", stance="progress", text="自己写的", percent="60", act="submit"
    ).says("已提交").silent("没有人能审核")
    for username in ("office", "leader", "deputy"):
        address = person(admin, username) if username != "office" else "/people/2"
        admin.open(f"{address}/switch").submit(f"{address}/switch", act="off").says("已停用")
    writer.open(path).says("这条没有人能审核")
    checked = demo_app.test_cli_runner().invoke(args=["doctor"])
    assert checked.exit_code == 1 and "没有人能审核" in checked.stdout
