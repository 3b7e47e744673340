"""材料: the list and the gaps, everything in the address, no more questions to the database for more rows."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.hands import hand_in, item_path
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def titles(visitor: Visitor) -> list[str]:
    return re.findall(r'class="text-reset" href="/evidence/\d+">([^<]+)</a>', visitor.text)


def total(visitor: Visitor) -> int:
    found = re.search(r"共 (\d+) 份", visitor.text)
    assert found
    return int(found[1])


def test_the_address_says_what_is_shown(visit: Visit) -> None:
    office = visit("office").open("/years/2020/evidence")
    every = total(office)
    assert every > 100 and len(titles(office)) == 50
    office.open("/years/2020/evidence?page=99").says("上一页").silent("下一页")
    for query, words in (
        ("checklist=key-tasks-2020", "二十二项重点工作"),
        ("kind=image", "图片"),
        ("secret=1", "内部"),
        ("q=会议纪要", "含“会议纪要”"),
        ("since=2020-09-01&until=2020-09-30", "材料日期 2020-09-01 至 2020-09-30"),
        ("item=1", "1 法治政府建设组织领导"),
    ):
        office.open(f"/years/2020/evidence?{query}").says(words)
        assert 0 < total(office) < every, query
    kinds = [total(office.open(f"/years/2020/evidence?kind={kind}")) for kind in ("image", "pdf", "text", "other")]
    assert sum(kinds) == every and min(kinds[:3]) > 0
    both = [total(office.open(f"/years/2020/evidence?secret={secret}")) for secret in (0, 1)]
    assert sum(both) == every
    rooms = re.findall(r'<option value="(\d+)"[^>]*>[^<]+科</option>', office.text)
    assert rooms and all(0 < total(office.open(f"/years/2020/evidence?department={one}")) < every for one in rooms)


def test_pages_keep_the_filter(visit: Visit) -> None:
    office = visit("office").open("/years/2020/evidence?checklist=demonstration-site-2020&kind=pdf&sort=item")
    first = titles(office)
    following = re.search(r'href="([^"]+)" rel="next"', office.text)
    if following is None:
        assert total(office) == len(first)
    office.open("/years/2020/evidence?checklist=key-tasks-2020&sort=item")
    following = re.search(r'href="([^"]+)" rel="next"', office.text)
    assert following
    office.open(following[1].replace("&amp;", "&"))
    assert "checklist=key-tasks-2020" in following[1] and "sort=item" in following[1]
    assert office.text.count("1 法治政府建设组织领导") == 0, "the second page begins later"


@pytest.mark.parametrize("query", ["page=0", "page=-1&kind=x", "since=2020-13-45", "department=abc&secret=7", "item=999999", "sort=%27", "q=%25", "checklist=" + "x" * 500, "page=999999999999"])  # fmt: skip
def test_nonsense_in_the_address_asks_for_nothing(visit: Visit, query: str) -> None:
    visitor = visit("office")
    visitor.open(f"/years/2020/evidence?{query}")
    visitor.open(f"/years/2020/evidence/gaps?{query}")


def test_a_department_sees_its_own(visit: Visit) -> None:
    staff, office = visit("staff-window").open("/years/2020/evidence"), visit("office").open("/years/2020/evidence")
    assert 0 < total(staff) < total(office)
    staff.says("行政审批服务科").silent("领导小组成立文件", 'name="department"')
    office.says('name="department"')
    for who in ("auditor", "admin"):
        assert visit(who).status("/years/2020/evidence") == 403
        assert visit(who).status("/years/2020/evidence/gaps") == 403


def test_gaps_name_item_department_and_date(visit: Visit) -> None:
    office = visit("office").open("/years/2020/evidence/gaps")
    office.says("4.4 规范使用文书", "简易行政指导书、记录簿", "行政审批服务科", "12 月 15 日", "超期", "0 / 2")
    office.says("7 个事项缺 10 份", "<strong>行政审批服务科</strong> 缺 2 份，1 个事项", "待分解")
    assert 'href="/items/43#evidence"' in office.text
    office.open("/years/2020/evidence/gaps?all=1&q=四张清单").says("6.5")
    office.open("/years/2020/evidence/gaps?q=四张清单").says("没有缺的材料")
    office.open("/years/2020/evidence").says('class="tag amber">10</span>')


def test_a_year_without_files_says_what_to_do(visit: Visit) -> None:
    office = visit("office").open("/years/new")
    office.submit("/years/new", 422, no="2021", checklists=["key-tasks-2020"], outline="outline-2020")
    office.submit(
        "/years/new", no="2021", checklists=["key-tasks-2020", "demonstration-site-2020"], outline="outline-2020"
    )
    office.open("/years/2021/evidence").says("还没有材料", "去台账")
    office.open("/years/2021/evidence/gaps").says("待分解")
    assert visit("staff-window").status("/years/2021/evidence") == 403, "a year in preparation is the office's"


def test_hostile_names_are_shown_as_text(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, ("a.pdf", b"%PDF x"), title='<script>alert(1)</script>{{ 7*7 }}"><img src=x onerror=alert(2)>')
    for page in (path, "/years/2020/evidence", f"{path}/evidence/pick"):
        staff.open(page).says("&lt;script&gt;alert(1)", "{{ 7*7 }}").silent("<script>alert", "<img src=x")


def test_the_number_of_queries_does_not_grow_with_the_rows(visit: Visit, demo_app: Flask) -> None:
    office, asked = visit("office"), [0]

    def count(*_seen: object) -> None:
        asked[0] += 1

    sa.event.listen(demo_app.extensions["engine"], "before_cursor_execute", count)

    def queries(path: str) -> int:
        office.open(path)
        asked[0] = 0
        office.open(path)
        return asked[0]

    few = queries("/years/2020/evidence?item=1")
    assert queries("/years/2020/evidence") <= few and len(titles(office)) == 50
    one = queries("/years/2020/evidence/gaps?q=4.4")
    assert queries("/years/2020/evidence/gaps?all=1") <= one
    path = item_path(office)
    nothing = queries(f"{path}/evidence/pick?q=领导小组成立文件")
    assert queries(f"{path}/evidence/pick") <= nothing
