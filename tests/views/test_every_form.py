"""For every form the same list: works, empty, too long, wrong kind, control characters, markup, saved by another, sent twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}</textarea>'
KEPT = "这几个字是我填的"


@dataclass(frozen=True)
class Case:
    """A form: who fills it, where it is opened and sent, sound values, and what each of its fields does not take.

    `texts` has the fields that are typed freely with their greatest length, `must` those that may not be empty with
    the message, `wrong` (field, value, message) of a wrong kind, `done` what the page says afterwards.
    """

    who: str
    path: str
    sound: dict[str, Any]
    done: str
    texts: dict[str, int] = field(default_factory=dict)
    must: dict[str, str] = field(default_factory=dict)
    wrong: tuple[tuple[str, Any, str], ...] = ()
    versioned: bool = False
    twice: tuple[int, str] | None = None


ITEM = {"no": "1", "title": "事项", "section": "一、组织", "requirement": "要求", "note": "备注"}
BUREAU = {"name": "某局", "short_name": "某", "addressee": "市政府", "signature": "某局", "number_prefix": "某",
          "closing_day": "25", "near_workdays": "10"}  # fmt: skip
FORMS: dict[str, Case] = {
    "item.edit": Case("office", "/items/1/edit", ITEM, "已保存",
        {"no": 20, "title": 120, "section": 400, "requirement": 2000, "note": 500},
        {"no": "请填写序号", "title": "请填写事项名称"}, versioned=True),
    "item.new": Case("office", "/years/2020/items/new", ITEM | {"steps": "第一步\n第二步", "owed": "文件"}, "已新增",
        {"no": 20, "title": 120, "section": 400, "requirement": 2000, "note": 500, "steps": 3000, "owed": 2000},
        {"no": "请填写序号", "title": "请填写事项名称"}),
    "item.assign": Case("office", "/items/43/assign", {"lead": "1", "person": "", "due_kind": "date", "due": "2020-12-30"}, "已分派", {},
        {"lead": "请选择牵头科室", "due_kind": "请选择时限"},
        (("lead", "9999", ""), ("lead", "很多", ""), ("due", "明天", "2020-12-31"), ("due", "2020-02-30", "2020-12-31"),
         ("due", "1900-01-01", "1949"), ("due_kind", "someday", ""), ("helpers", "9999", "")), versioned=True),
    "item.reopen": Case("office", "/items/1/reopen", {"reason": "补充"}, "已重新打开", {"reason": 1000},
        {"reason": "请填写原因"}, twice=(422, "只有已销号的事项")),
    "item.drop": Case("office", "/items/43/drop", {"reason": "重复"}, "已取消", {"reason": 1000}, {"reason": "请填写原因"},
        twice=(422, "不能取消")),
    "item.close_na": Case("office", "/items/43/close-na", {"reason": "不涉及"}, "已按不适用销号", {"reason": 1000},
        {"reason": "请填写原因"}, twice=(422, "已经销号")),
    "passage": Case("office", "/years/2020/report/passage?slot=problems", {"body": "一段文字。", "act": "draft"}, "草稿已保存",
        {"body": 20000}, versioned=True),
    "report.settings": Case("office", "/years/2020/report/settings",
        {"title": "报告", "addressee": "市政府", "signature": "某局", "signed_on": "2021-01-20"}, "已保存",
        {"title": 120, "addressee": 400, "signature": 200, "signer": 40, "copy_to": 300, "printed_by": 60, "attachments": 2000},
        {"title": "请填写标题"}, (("signed_on", "昨天", "2020-12-31"), ("doc_number", "漯科[2021]3号", "〔2021〕3号"),
        ("printed_on", "2021-13-01", "2020-12-31")), versioned=True),
    "bureau": Case("admin", "/settings", BUREAU, "已保存",
        {"name": 60, "short_name": 20, "addressee": 400, "signature": 60, "number_prefix": 20},
        {"name": "请填写单位名称", "short_name": "请填写简称", "closing_day": "请填写截止日", "near_workdays": "请填写天数"},
        (("closing_day", "31", "1 至 28"), ("closing_day", "月底", "请填写整数"), ("near_workdays", "61", "1 至 60"), ("near_workdays", "0", "1 至 60")), versioned=True),
    "person.new": Case("admin", "/people/new",
        {"username": "someone", "name": "某人", "roles": ["leader"], "department": "", "password": "long-enough-77"}, "已新增",
        {"name": 40, "username": 40},
        {"username": "请填写用户名", "name": "请填写姓名或职务", "roles": "请选择角色", "password": "请填写初始密码"},
        (("roles", ["king"], ""), ("username", "有空格 的", "字母、数字"), ("password", "short", "至少 10 个字符"),
         ("department", "9999", "")), twice=(422, "已被使用")),
    "person.edit": Case("admin", "/people/2", {"name": "改名", "roles": ["leader"], "department": ""}, "已保存", {"name": 40},
        {"name": "请填写姓名或职务", "roles": "请选择角色"}, (("roles", ["king"], ""),), versioned=True),
    "person.reset": Case("admin", "/people/2/password", {"password": "long-enough-77"}, "密码已重置", {},
        {"password": "请填写新密码"}, (("password", "1234567890", "太容易被猜到"), ("password", "长" * 129, "最多 128"))),
    "department.new": Case("admin", "/departments/new", {"name": "新科室"}, "已新增科室", {"name": 40},
        {"name": "请填写科室名称"}, twice=(422, "已有名为")),
    "department.edit": Case("admin", "/departments/1", {"name": "改名科", "position": "3", "active": "y"}, "已保存",
        {"name": 40}, {"name": "请填写科室名称"}, (("position", "第一", "请填写整数"), ("position", "99999", "0 至 9999")),
        versioned=True),
    "year.new": Case("office", "/years/new", {"no": "2031", "checklists": ["key-tasks-2020", "demonstration-site-2020"], "outline": "outline-2020"}, "已建立", {},
        {"no": "请填写年度", "checklists": "请选择内置清单"},
        (("no", "1999", "2000 至 2100"), ("no", "今年", "请填写整数"), ("checklists", ["../../etc/passwd"], ""),
         ("outline", "key-tasks-2020", "")), twice=(422, "已经建立")),
    "evidence.edit": Case("office", "/evidence/1/edit", {"title": "名称", "own_date": "2020-05-01"}, "", {"title": 200},
        wrong=(("own_date", "五月", "2020-12-31"),)),
}  # fmt: skip


def sent(visitor: Visitor, case: Case, status: int, **change: Any) -> Visitor:
    """The form with its sound values but for what is changed."""
    visitor.open(case.path)
    values = {name: value for name, value in (case.sound | change).items() if value is not None}
    return visitor.submit(case.path, status, **values)


@pytest.mark.parametrize("name", [name for name, case in FORMS.items() if case.done])
def test_sound_values_are_kept(visit: Visit, name: str) -> None:
    sent(visit(FORMS[name].who), FORMS[name], 200).says(FORMS[name].done)


@pytest.mark.parametrize("name", FORMS)
def test_every_wrong_value_is_told_at_its_field_and_nothing_typed_is_lost(visit: Visit, name: str) -> None:
    case = FORMS[name]
    visitor = visit(case.who)
    numbers = {one for one, value in case.sound.items() if str(value).isdigit()}  # a browser sends these though empty
    for blank, message in case.must.items():
        kept = {other: KEPT for other in case.texts if other != blank and other not in ("no", "username", "short_name")}
        for value in ("", "   ") if blank in case.texts else ("",) if blank in numbers else (None,):
            sent(visitor, case, 422, **kept | {blank: value}).says(message, "还有几处要改", *([KEPT] if kept else []))
    for text, limit in case.texts.items():
        letters = ("a" if text == "username" else "长") * (limit + 1)
        told = "字母、数字" if text == "username" else f"最多 {limit} 字"
        sent(visitor, case, 422, **{text: letters}).says(told, letters)
        sent(visitor, case, 422, **{text: "响\uffff铃"}).says("第 1 行第 2 个字（U+FFFF）不是字符")
    for wrong, value, message in case.wrong:
        sent(visitor, case, 422, **{wrong: value}).says("field-error", "还有几处要改", message)


@pytest.mark.parametrize("name", [name for name, case in FORMS.items() if case.texts])
def test_markup_is_shown_as_text(visit: Visit, name: str) -> None:
    """Refused or kept, what was typed comes back as letters; nothing of it comes alive or is run as a template."""
    case = FORMS[name]
    visitor = visit(case.who).open(case.path)
    evil = {text: EVIL[:limit] for text, limit in case.texts.items() if text not in ("no", "username")}
    data = case.sound | {"csrf_token": visitor.token, "version": "1"} | evil
    with visitor.client.post(case.path, data=data, follow_redirects=True) as answer:
        page = answer.get_data(as_text=True)
    assert "<script>alert" not in page and "<img src=x" not in page and ">49<" not in page


@pytest.mark.parametrize("name", [name for name, case in FORMS.items() if case.versioned])
def test_who_saves_second_overwrites_nobody(visit: Visit, name: str) -> None:
    """The second is told, keeps what was typed, sees what the first saved, and may save once more."""
    case = FORMS[name]
    text = next(iter(case.texts), None)
    first, second = visit(case.who), visit("office2" if case.who == "office" else case.who)
    slow = second.open(case.path)
    mine, theirs = (
        ({text: "后存的人写的"}, {text: "先存的人写的"}) if text not in (None, "no") else ({}, {"title": "先存"})
    )
    if case.who == "admin" and name == "person.edit":
        mine, theirs = {"name": "后存的人写的"}, {"name": "先存的人写的"}
    if name == "item.assign":
        theirs = {"lead": "2"}
    sent(first, case, 200, **theirs)
    slow.submit(case.path, 422 if name != "passage" else 409, **case.sound | mine)
    slow.says("改过", *mine.values(), *(theirs.values() if name != "item.assign" else ()))


@pytest.mark.parametrize("name", [name for name, case in FORMS.items() if case.twice])
def test_the_same_form_sent_twice_is_done_once(visit: Visit, name: str) -> None:
    case = FORMS[name]
    assert case.twice is not None
    visitor = visit(case.who)
    sent(visitor, case, 200)
    token = visitor.open("/password").token
    visitor.submit(case.path, case.twice[0], csrf_token=token, **case.sound).says(case.twice[1])
