"""The first hour: steps by role, empty pages that teach, error pages with a way on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session

from models.act import Act
from models.items import open_year
from models.people import Role, add_bureau, add_department, add_person, person_with_roles, the_bureau
from models.years import YearState
from tests.make import PASSWORD, checklist, outline
from tests.visitor import Visitor
from views.access import opens

Visit = Callable[[str], Visitor]


def steps(visitor: Visitor) -> list[tuple[str, bool]]:
    """The steps that the home page shows, and whether each is done."""
    card = re.search(r'<section class="guide.*?</section>', visitor.text, re.DOTALL)
    found = re.findall(r'<li( class="done")?><a href="[^"]*">([^<]+)', card[0]) if card else []
    return [(label, bool(done)) for done, label in found]


@pytest.mark.parametrize(
    ("username", "wanted"),
    [
        ("office", [("建立年度", True), ("分派", False), ("启动", True), ("逐月审核", False), ("写报告", False)]),
        ("head-office", [("签收", False), ("填月报", False), ("上传材料", True), ("写办结小结", True)]),
        ("staff-window", [("签收", True), ("填月报", False), ("上传材料", True), ("写办结小结", True)]),
        ("leader", [("看红灯", False), ("看经过", False), ("看报告", False)]),
        ("admin", [("建科室", True), ("建账号", True), ("单位设置", True)]),
        ("auditor", [("查留痕", False)]),
    ],
)
def test_each_role_is_shown_its_first_steps(visit: Visit, username: str, wanted: list[tuple[str, bool]]) -> None:
    visitor = visit(username).open("/")
    assert steps(visitor) == wanted
    card = visitor.text.split('class="guide')[1].split("</section>")[0]
    for link in re.findall(r'<a href="([^"]+)"', card):
        assert visitor.status(link.replace("&amp;", "&")) == 200, link


@pytest.mark.parametrize(
    ("username", "ways"),
    [
        ("leader", ["/years/2020/ledger?lamp=late", "/items/1", "/years/2020/report"]),
        ("auditor", ["/trail"]),
    ],
)
def test_who_reads_has_done_a_step_when_its_page_was_open(visit: Visit, username: str, ways: list[str]) -> None:
    visitor = visit(username)
    visitor.open("/years/2020/ledger?lamp=ok" if username == "leader" else "/")  # not the page that was meant
    for place, way in enumerate(ways):
        assert [done for _label, done in steps(visitor.open("/"))] == [one < place for one in range(len(ways))]
        visitor.open(way)
    assert all(done for _label, done in steps(visitor.open("/")))


def test_the_offices_last_steps_are_done_with_the_last_review_and_the_final_report(
    visit: Visit, demo_app: Flask
) -> None:
    office = visit("office").open("/").silent("年度报告已定稿")
    with demo_app.extensions["engine"].begin() as connection:
        connection.execute(sa.text("UPDATE entry SET state = 'accepted' WHERE state = 'submitted'"))
    assert ("逐月审核", True) in steps(office.open("/")) and ("写报告", False) in steps(office)
    office.open("/years/2020/report").submit("/years/2020/report/final")
    assert ("写报告", True) in steps(office.open("/").says("年度报告已定稿"))
    visit("leader").open("/").says("年度报告已定稿", "1 月 15 日")


def test_the_steps_are_put_away_and_brought_back_for_one_person(visit: Visit) -> None:
    office = visit("office").open("/").submit("/guide")
    assert steps(office) == []
    assert steps(visit("office2").open("/")) != []
    again = visit("office").open("/")
    assert steps(again) == []
    assert steps(again.submit("/guide", on="1")) != []
    again.submit("/guide").submit("/guide")
    assert steps(again) == []


@pytest.fixture
def bare(app: Flask) -> Flask:
    """A house on its first day: a bureau, one department, six accounts, no year."""
    at = datetime(2031, 1, 5, tzinfo=UTC)
    with app.app_context(), Session(app.extensions["engine"]) as session:
        bureau = add_bureau(session, Act(None, at), name="某市某局", short_name="某局")
        room = add_department(session, bureau, "办公室", Act(None, at))
        session.flush()
        for role in Role:
            person = add_person(
                session,
                bureau,
                Act(None, at),
                username=f"a-{role.value}",
                name=role.value,
                password=PASSWORD,
                roles={role},
                department=room,
            )
            person.must_change = False
        session.commit()
    return app


def enter(app: Flask, role: str) -> Visitor:
    return Visitor(app).sign_in(f"a-{role}", PASSWORD)


@pytest.mark.parametrize(
    ("role", "path", "teaches"),
    [
        ("office", "/", ["还没有年度", "建立年度"]),
        ("staff", "/", ["还没有可看的年度", "法治办启动年度后"]),
        ("leader", "/", ["还没有可看的年度"]),
        ("office", "/years", ["还没有年度", "建立年度"]),
        ("admin", "/people", ["新增账号", "新增科室"]),
        ("auditor", "/", ["操作留痕"]),
    ],
)
def test_an_empty_house_says_what_to_do(bare: Flask, role: str, path: str, teaches: list[str]) -> None:
    enter(bare, role).open(path).says(*teaches)


def test_the_first_admin_is_led_from_an_empty_house(bare: Flask) -> None:
    with bare.extensions["engine"].begin() as connection:
        connection.execute(sa.text("UPDATE person SET active = false WHERE username <> 'a-admin'"))
        connection.execute(sa.text("UPDATE department SET active = false"))
    admin, names = enter(bare, "admin").open("/"), ["建科室", "建账号", "单位设置"]
    assert steps(admin) == [(name, False) for name in names]
    admin.open("/departments/new").submit("/departments/new", name="法规科")
    assert [done for _name, done in steps(admin.open("/"))] == [True, False, False]
    account = {
        "username": "second",
        "name": "某人",
        "roles": ["leader"],
        "department": "",
        "password": "long-enough-77",
    }
    admin.open("/people/new").submit("/people/new", **account)
    settings = {"name": "某局", "short_name": "某", "addressee": "市政府", "signature": "某局", "number_prefix": "某",
                "closing_day": "25", "near_workdays": "10"}  # fmt: skip
    admin.open("/settings").submit("/settings", **settings)
    assert steps(admin.open("/")) == [(name, True) for name in names]


def test_who_is_office_and_admin_is_told_to_make_departments_and_accounts_first(bare: Flask) -> None:
    """The one account that the README makes holds both roles."""
    with bare.extensions["engine"].begin() as connection:
        connection.execute(sa.text("UPDATE person SET active = false WHERE username <> 'a-office'"))
        connection.execute(sa.text("UPDATE department SET active = false"))
        connection.execute(
            sa.text(
                "INSERT INTO person_role (person_id, role) SELECT id, 'admin' FROM person WHERE username = 'a-office'"
            )
        )
    both = enter(bare, "office").open("/")
    assert steps(both) == [("建科室", False), ("建账号", False), ("建立年度", False)]
    both.open("/departments/new").submit("/departments/new", name="法规科")
    assert steps(both.open("/")) == [("建账号", False), ("建立年度", False)]


def test_the_office_is_led_from_an_empty_house_to_a_running_year(bare: Flask) -> None:
    office = enter(bare, "office").open("/")
    assert steps(office) == [("建立年度", False)]
    with bare.app_context(), Session(bare.extensions["engine"]) as session:
        bureau = the_bureau(session)
        assert bureau is not None
        by = person_with_roles(session, username="a-office")
        open_year(session, bureau, 2031, [checklist()], outline(), Act(by, datetime(2031, 1, 6, tzinfo=UTC)))
        session.commit()
    office.open("/")
    assert steps(office)[:3] == [("建立年度", True), ("分派", False), ("启动", False)]
    office.open("/years/2031/review").says("没有等待审核的内容", "科室提交后会出现在这里")
    office.open("/years/2031/ledger?q=没有的").says("没有符合的事项", "看全部")
    enter(bare, "staff").open("/").says("还没有可看的年度")
    office.open("/years").submit("/years/2031/start")
    office.open("/")
    assert ("启动", True) in steps(office)
    enter(bare, "staff").open("/years/2031/monthly").says("没有要报的事项", "签收后")
    assert YearState.RUNNING.word in office.open("/years").text


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [("/items/99999", 404, "请从首页或台账重新进入"), ("/trail", 403, "请联系法治办或系统管理员")],
)
def test_an_error_page_leads_back(visit: Visit, path: str, status: int, says: str) -> None:
    office = visit("office")
    answer = office.client.get(path, headers={"Referer": "http://localhost/years/2020/ledger?lamp=late"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == status and says in text and "回到首页" in text
    assert 'href="/years/2020/ledger?lamp=late">返回上一页' in text


@pytest.mark.parametrize("came", ["http://elsewhere.example/x", "", "http://localhost/items/99999"])
def test_an_error_page_leads_nowhere_else(visit: Visit, came: str) -> None:
    office = visit("office")
    text = office.client.get("/items/99999", headers={"Referer": came}).get_data(as_text=True)
    assert "返回上一页" not in text and "elsewhere" not in text


def test_a_fault_names_its_time_and_place(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")

    @opens(Role.OFFICE)
    def broken() -> str:
        raise RuntimeError("broken on purpose")

    demo_app.view_functions["years.page"] = broken
    office.open("/years", 500).says("出错了", "时间：", "/years", "没有保存")
