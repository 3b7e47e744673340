"""The ledger as it is read: which checklist a section belongs to, whose a row is, what the printed head says."""

import re
from collections.abc import Callable

import pytest

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
LISTS = ("二十二项重点工作", "服务型行政执法示范点标准")


def sections(visitor: Visitor) -> list[str]:
    found = re.findall(r'<tr class="section"><th[^>]*>(.*?)</th>', visitor.text, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one) for one in found]


def test_each_section_says_which_checklist_it_is_of(visit: Visit) -> None:
    found = sections(visit("office").open("/years/2020/ledger"))
    assert len(found) > 8
    assert all(sum(title in one for title in LISTS) == 1 for one in found), found
    first, second = (one for one in found if one.startswith("一、"))
    assert first.endswith(LISTS[0]) and second.endswith(LISTS[1])


def test_one_checklist_alone_needs_no_such_word(visit: Visit) -> None:
    found = sections(visit("office").open("/years/2020/ledger?checklist=key-tasks-2020"))
    assert found and not any(title in one for one in found for title in LISTS)


def test_a_name_that_begins_with_the_department_is_told_short_and_in_full(visit: Visit) -> None:
    ledger = visit("office").open("/years/2020/ledger?q=决策制度建设")
    assert '<span title="办公室经办人">经办人</span>' in ledger.text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "全部事项"),
        ("?lamp=late", "超期"),
        ("?checklist=key-tasks-2020&state=closed", "二十二项重点工作、已销号"),
        ("?q=会商", "含“会商”"),
    ],
)
def test_the_printed_head_says_what_is_shown(visit: Visit, asked: str, words: str) -> None:
    head = visit("office").open("/years/2020/ledger" + asked).text.split("<thead>")
    line = re.sub(r"<[^>]+>", "", head[1].split("</tr>")[0]).strip() if len(head) > 1 else ""
    assert line.startswith("漯河市科学技术局 · 2020 年度台账") and words in line and "2021 年 1 月 15 日" in line


def test_filters_live_in_the_address(visit: Visit) -> None:
    office = visit("office").open("/years/2020/ledger?checklist=key-tasks-2020&sort=due")
    for link in re.findall(
        r'href="(/years/2020/ledger\?[^"]+)"', office.text.split('class="tiles"')[1].split("</ul>")[0]
    ):
        assert "checklist=key-tasks-2020" in link and "sort=due" in link


def test_a_selection_can_be_taken_back(visit: Visit) -> None:
    office = visit("office").open("/years/2020/ledger").says("取消选择")
    assert re.search(r'<button class="btn end" type="reset">取消选择</button>', office.text)
    visit("leader").open("/years/2020/ledger").silent("取消选择", "分派或调整时限")


def test_a_member_is_told_that_the_ledger_counts_what_the_department_helps_with(
    visit: Callable[[str], Visitor],
) -> None:
    visit("staff-law").open("/years/2020/ledger").says("本科室牵头和配合的全部事项，共 15 项")
    visit("leader").open("/years/2020/ledger").says("全部事项，共 60 项").silent("本科室牵头")
