"""科室 through pages: added, renamed, refused at the field, saved by two at once."""

import re
from collections.abc import Callable

import pytest

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "请填写科室名称"),
        ("   ", "请填写科室名称"),
        ("长" * 41, "最多 40 字"),
        ("办公室", "已有名为“办公室”的科室"),
        ("看不\uffff见", "不是字符"),
    ],
)
def test_a_wrong_name_is_told_at_its_field_and_kept(visit: Visit, name: str, message: str) -> None:
    admin = visit("admin").open("/departments/new")
    admin.submit("/departments/new", 422, name=name).says(message)
    admin.open("/departments/2").submit("/departments/2", 422, name=name, position="2", active="y").says(message)
    admin.open("/people").says("政策法规科")


def test_a_long_and_hostile_name_is_shown_as_text(visit: Visit) -> None:
    name = "<script>x</script>" + "科" * 22
    admin = visit("admin").open("/departments/new").submit("/departments/new", name=name).says("已新增科室")
    admin.says("&lt;script&gt;").silent("<script>x")
    visit("auditor").open("/trail?verb=department.add").says("&lt;script&gt;")


def test_the_slower_of_two_saves_is_told(visit: Visit) -> None:
    first, second = visit("admin").open("/departments/2"), visit("admin").open("/departments/2")
    first.submit("/departments/2", name="法治科", position="2", active="y").says("已保存", "法治科")
    second.submit("/departments/2", 422, name="法规处", position="2", active="y").says("刚才有人改过这个科室", "法规处")
    visit("admin").open("/people").says("法治科").silent("法规处")


def test_an_empty_department_is_switched_off_and_on(visit: Visit) -> None:
    admin = (
        visit("admin").open("/departments/new").submit("/departments/new", name="档案室").says("0 人 · 牵头 0 项未办结")
    )
    room = re.findall(r'href="(/departments/\d+)">档案室', admin.text)[0]
    admin.open(room).silent("移交给别的科室").submit(room, name="档案室", position="9").says("已停用</span>")
    visit("office").open("/items/54/assign").silent("档案室")
    admin.open(room).submit(room, name="档案室", position="9", active="y").silent("已停用</span>")
    visit("office").open("/items/54/assign").says("档案室")


@pytest.mark.parametrize("path", ["/departments/999", "/departments/999/move", "/people/999", "/people/999/switch"])
def test_what_is_not_there_is_not_found(visit: Visit, path: str) -> None:
    visit("admin").open(path, 404).says("没有找到")


@pytest.mark.parametrize("username", ["office", "head-law", "auditor", "leader"])
def test_only_admins_change_staff(visit: Visit, username: str) -> None:
    visitor = visit(username).open("/password")
    for path in ("/people/3/switch", "/departments/2", "/departments/2/move", "/departments/new"):
        visitor.open("/password").submit(path, 403, name="x", target="1", act="off")
    visit("admin").open("/people?active=off").says("没有符合的账号")


def test_a_move_to_nowhere_changes_nothing(visit: Visit) -> None:
    admin = visit("admin").open("/departments/8/move")
    for target in ("", "8", "999", "x"):
        admin.open("/departments/8/move").submit("/departments/8/move", 422, target=target, members="y")
    admin.open("/people").says("2 人 · 牵头 2 项未办结")


def test_a_move_is_undone_by_the_office(visit: Visit) -> None:
    admin = visit("admin").open("/departments/8/move").submit("/departments/8/move", target="2").says("已移交")
    office = visit("office").open("/items/43").says("移交科室", "待签收")
    undo = re.findall(r'action="(/undo/\d+)"', office.text)[0]
    admin.open("/password").submit(undo, 403)
    office.submit(undo).says("已撤销")
    office.open("/items/43").says("撤销操作：移交科室", "推进中", "行政审批服务科经办人")
