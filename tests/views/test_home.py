"""The home page of each role: what waits, what is late, how the year or the house stands."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session

from models.items import Item
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def cards(visitor: Visitor) -> list[str]:
    """The titles of the cards in their order."""
    return re.findall(r'<section class="card-box[^"]*"[^>]*><h2>([^<]+)', visitor.text)


@pytest.mark.parametrize(
    ("username", "wanted"),
    [
        ("leader", ["超期", "年度报告的期限", "各科室"]),
        ("office", ["等待审核", "超期", "待分解", "待销号", "各科室", "年度报告的期限"]),
        ("head-office", ["待签收"]),
        ("staff-law", ["12 月月报", "超期"]),
        ("admin", ["系统状态"]),
        ("auditor", ["系统状态", "操作留痕"]),
    ],
)
def test_each_role_sees_its_cards_in_order(visit: Visit, username: str, wanted: list[str]) -> None:
    assert cards(visit(username).open("/")) == wanted


def test_red_comes_first_in_the_tiles(visit: Visit) -> None:
    tiles = visit("leader").open("/").text.split('class="tiles"')[1].split("</ul>")[0]
    assert re.findall(r"lamp=(\w+)", tiles)[:2] == ["late", "near"]


def test_what_is_late_says_by_how_many_workdays(visit: Visit) -> None:
    visit("leader").open("/").says("已超 22 个工作日", "12 月 15 日")


def test_each_number_of_a_department_leads_to_its_rows(visit: Visit) -> None:
    leader = visit("leader").open("/")
    links = re.findall(r'href="(/years/2020/ledger\?department=\d+(?:&amp;lamp=\w+)?)"', leader.text)
    assert len(links) > 8 and any("lamp=late" in one for one in links)
    for one in links:
        rows = leader.open(one.replace("&amp;", "&")).text.count('<td class="main-cell"')
        assert rows > 0, one


def test_a_counted_department_has_what_it_says(visit: Visit) -> None:
    leader = visit("leader").open("/")
    found = re.search(r'department=(\d+)&amp;lamp=late" aria-label="[^"]+ 超期 (\d+)"', leader.text)
    assert found is not None
    leader.open(f"/years/2020/ledger?department={found[1]}&lamp=late")
    assert leader.text.count('<td class="main-cell"') >= int(found[2])


def test_a_member_is_told_which_items_the_department_leads_so_that_numbers_agree_with_the_leaders(visit: Visit) -> None:
    row = visit("leader").open("/").says(">牵头科室</th>").text.split("政策法规科</a>")[1].split("</tr>")[0]
    closed, led = (int(re.search(rf'data-label="{word}">(\d+)', row)[1]) for word in ("已销号", "共"))  # type: ignore[index]
    tiles = visit("staff-law").open("/").text.split('class="tiles"')[1].split("</ul>")[0]
    found = (re.search(r'big">(\d+)<.*牵头 (\d+) 项，.*配合 (\d+) 项', one, re.DOTALL) for one in tiles.split("</li>"))
    said = [tuple(map(int, one.groups())) for one in found if one]
    assert len(said) == 2 and all(whole == own + helped and helped for whole, own, helped in said)
    assert [own for _whole, own, _helped in said] == [closed, led]
    visit("leader").open("/").silent("项，配合")


def test_the_auditor_sees_the_trail_and_refused_sign_ins(visit: Visit, demo_app: Flask) -> None:
    auditor = visit("auditor").open("/").says("最近七天没有登录失败", "只增不改")
    total = int(re.search(r"共 (\d+) 条", auditor.text)[1])  # type: ignore[index]
    stranger = Visitor(demo_app).open("/login")
    stranger.submit("/login", 422, username="office", password="wrong-password")
    auditor.open("/").says("最近七天有 1 次登录失败", f"共 {total + 1} 条", "登录失败")
    item = {"no": "4.4", "title": "规范使用文书", "section": "", "requirement": "新写的要求", "note": ""}
    visit("office").open("/items/43/edit").submit("/items/43/edit", **item)
    last = auditor.open("/").text.split("只增不改")[1].split("</section>")[0]
    assert '<a href="/trail?item=43">4.4 规范使用文书</a>' in last
    auditor.open("/trail?item=43").says("只看事项", "新写的要求")


def test_admins_see_faults_first_and_how_to_mend_them(visit: Visit, demo_app: Flask) -> None:
    admin = visit("admin").open("/").says("一切正常（16 项）")
    assert "<details><summary>" in admin.text.split("系统状态")[1].split("</section>")[0]
    store = demo_app.config["SETTINGS"].data / "evidence"
    next(path for path in store.rglob("*") if path.is_file()).unlink()
    admin.open("/").says("1 项要处理")
    lines = admin.text.split("系统状态")[1].split("</section>")[0]
    assert "<details" not in lines
    assert lines.index('class="lamp late"') < lines.index('class="lamp ok"')


@pytest.mark.parametrize("username", ["leader", "auditor", "admin", "office", "staff-law"])
def test_there_is_no_welcome(visit: Visit, username: str) -> None:
    visit(username).open("/").silent("欢迎", "您好")


def test_home_is_the_same_on_both_databases(any_demo: Flask) -> None:
    office = Visitor(any_demo).sign_in("office").open("/").says("待分解", "超期")
    assert "各科室" in cards(office)


def test_the_home_asks_the_database_the_same_number_of_times(visit: Visit, demo_app: Flask) -> None:
    office, engine = visit("office"), demo_app.extensions["engine"]
    seen: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    office.open("/")
    few = len(seen)
    with Session(engine) as session:
        for place in range(200):
            session.add(Item(year_id=1, checklist_key="own", key=f"k{place}", no="9", position=900 + place, title="多"))
        session.commit()
    seen.clear()
    office.open("/").says("看全部")
    assert len(seen) <= few


@pytest.mark.parametrize(("due", "word"), [("2020-12-20", "超期"), ("2021-12-31", "待销号")])
def test_what_waits_for_closing_has_one_lamp_on_every_page(visit: Visit, demo_app: Flask, due: str, word: str) -> None:
    """Asked for by the due date it says 待销号; asked for after it, the item is late wherever it is shown."""
    with demo_app.extensions["engine"].begin() as connection:
        connection.execute(sa.text(f"UPDATE item SET due='{due}', due_kind='date' WHERE state='done'"))
    office = visit("office")
    lamp = re.compile(r'<span class="lamp (\w+)"><svg.*?</svg>([^<]*)</span>', re.DOTALL)
    ledger = lamp.findall(office.open("/years/2020/ledger?state=done").text.split("<tbody>")[1])
    path = re.search(r'class="text-reset" href="(/items/\d+)"', office.text)
    assert path
    page = lamp.findall(office.open(path[1]).text.split("<main")[1])[0]
    assert ledger and {*ledger} == {page} and page[1].split()[0] == word
    home = office.open("/").text
    late = home[home.index("<h2>超期") : home.index("<h2>待分解")]
    assert (f'href="{path[1]}"' in late) == (word == "超期")


@pytest.mark.parametrize(
    ("username", "under_settings"),
    [
        ("staff-law", []),
        ("auditor", []),
        ("leader", []),
        ("office", ["清单", "年度"]),
        ("admin", ["人员与科室", "单位设置"]),
    ],
)
def test_only_who_sets_something_has_rooms_under_settings(
    visit: Visit, username: str, under_settings: list[str]
) -> None:
    rooms = visit(username).open("/").text.split('aria-label="栏目">')[1].split("</nav>")[0]
    below = rooms.split(">设置</p>")[1] if ">设置</p>" in rooms else ""
    assert re.findall(r"<a [^>]*>([^<]+)", below) == under_settings


def test_more_than_ninety_nine_are_counted_in_the_queue_alone(visit: Visit, demo_app: Flask) -> None:
    office = visit("office").open("/").says('<span class="count">4</span>').silent("99+")
    with demo_app.extensions["engine"].begin() as connection:
        connection.execute(sa.text("UPDATE entry SET state = 'submitted' WHERE kind = 'monthly' AND live"))
    office.open("/").says('<span class="count">99+</span>', '等待审核<span class="n">99+</span>')
    office.open("/items/1").says('<span class="count">99+</span>')
    exact = re.search(r">(\d+) 条<", office.open("/years/2020/review").text)
    assert exact is not None and int(exact[1]) > 99
