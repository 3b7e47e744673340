"""A dropped item is nobody's work: its waiting entry leaves the queue, and who still opens it is told why."""

import re
from collections.abc import Callable

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def waiting(office: Visitor) -> tuple[str, str]:
    """The first monthly entry that waits, and its item."""
    for path in dict.fromkeys(re.findall(r'href="(/review/\d+)"', office.open("/years/2020/review").text)):
        if "月进展" in office.open(path).text:
            item = re.search(r'href="(/items/\d+)"', office.text)
            assert item
            return path, item[1]
    raise AssertionError("nothing waits")


def test_the_entry_of_a_dropped_item_leaves_the_queue_and_comes_back(visit: Visit) -> None:
    office = visit("office")
    path, item = waiting(office)
    office.open(f"{item}/drop").submit(f"{item}/drop", reason="并入别的事项")
    assert f'href="{path}"' not in office.open("/years/2020/review").text
    office.open(item).silent(f'href="{path}"')
    office.open(path).says("已取消", "不再审核")
    office.open(item).submit(f"{item}/restore")
    assert f'href="{path}"' in office.open("/years/2020/review").text


def test_an_answer_that_comes_too_late_is_shown_and_not_lost(visit: Visit) -> None:
    """One office account reads the entry while the other drops its item."""
    office, other = visit("office"), visit("office2")
    path, item = waiting(office)
    office.open(path)
    other.open(f"{item}/drop").submit(f"{item}/drop", reason="并入别的事项")
    office.submit(path, 409, act="return", reason="请写明会议次数")
    office.says("不再审核", "您的意见没有保存", "请写明会议次数")
    other.open(item).says("已取消")
