"""Relations: the slips of the published report are found with what they should be, sound figures stay silent."""

from decimal import Decimal
from typing import Any

import pytest

from models.figures import How, Relation
from reports.judge import Verdict, judge
from tests.reports.book import Desk


def relation(how: How, whole: str, *parts: str, **more: Any) -> Relation:
    return Relation(id=1, year_id=1, key="r", name="关系", how=how, whole=whole, parts=list(parts), **more)


def told(verdict: Verdict) -> tuple[str, str]:
    return verdict.state, verdict.says % verdict.values


def growth(base: str, now: str, printed: str, unit: str = "亿元", **more: Any) -> tuple[str, str]:
    desk = Desk()
    desk.amount("a", unit, y2029=base, y2030=now)
    desk.amount("rate", "%", y2030=printed)
    return told(judge(relation(How.GROWTH, "rate:2030", "a:2030", "a:2029", **more), desk.book()))


@pytest.mark.parametrize(
    ("base", "now", "printed", "says"),
    [
        ("12.98", "16.47", "26.9", ("ok", "")),
        ("12.98", "16.47", "26.7", ("broken", "印的是26.7%，应为26.9%")),
        ("11.1", "12.98", "16.9", ("ok", "")),
        ("2005", "2862.5", "42", ("broken", "按截位才相符，四舍五入应为42.8%")),
        ("2005", "2862.5", "43", ("ok", "")),
        ("2005", "2862.5", "44", ("broken", "印的是44%，应为42.8%")),
        ("100", "90", "-10", ("ok", "")),
        ("100", "90", "10", ("broken", "印的是10%，应为-10.0%")),
        ("0", "90", "10", ("broken", "除数是零，算不出来")),
    ],
)
def test_growth(base: str, now: str, printed: str, says: tuple[str, str]) -> None:
    assert growth(base, now, printed) == says


def test_growth_cut_is_sound_where_the_rule_is_to_cut() -> None:
    assert growth("2005", "2862.5", "42", rounding="cut")[0] == "ok"
    assert growth("2005", "2862.5", "43", rounding="cut")[0] == "broken"


def counts(whole: str, *parts: str, open: bool = False) -> tuple[str, str]:
    desk = Desk()
    for key, typed in zip("wabcdefghijk", (whole, *parts), strict=False):
        desk.indicator(key, "条")
        desk.put(key, typed)
    keys = [f"{key}:2030" for key in "abcdefghijk"[: len(parts)]]
    return told(judge(relation(How.SUM, "w:2030", *keys, open=open), desk.book()))


@pytest.mark.parametrize(
    ("whole", "parts", "says"),
    [
        ("351", ("189", "157", "5"), "ok"),
        ("28", ("21", "3", "4"), "ok"),
        ("242", ("1", "1", "79", "4", "6", "3", "4", "8", "128", "8"), "ok"),
        ("352", ("189", "157", "5"), "broken"),
        ("350", ("189", "157", "5"), "broken"),
        ("50余", ("20余", "30余"), "ok"),
        ("80余", ("20余", "30余"), "broken"),
    ],
)
def test_closed_sums_of_counts_are_exact(whole: str, parts: tuple[str, ...], says: str) -> None:
    assert counts(whole, *parts)[0] == says


def test_an_open_list_may_fall_short_but_not_exceed() -> None:
    assert counts("2048", "400", "365", "793", "300", open=True) == ("ok", "")
    assert counts("1858", "400", "365", "793", "300", open=True) == ("ok", "")
    assert counts("1857", "400", "365", "793", "300", open=True) == ("broken", "各部分相加已经超过总数")


def test_parts_in_another_unit_of_the_family() -> None:
    desk = Desk()
    desk.amount("whole", "亿元", y2030="1.50")
    desk.amount("a", "万元", y2030="12000")
    desk.amount("b", "万元", y2030="3000")
    sum_of = relation(How.SUM, "whole:2030", "a:2030", "b:2030")
    assert told(judge(sum_of, desk.book())) == ("ok", "")
    desk.figures[2].value = Decimal(3200)
    assert told(judge(sum_of, desk.book())) == ("broken", "印的是1.50亿元，应为1.52亿元")


def test_mixed_units_are_named() -> None:
    desk = Desk()
    desk.amount("a", "亿元", y2030="1")
    desk.amount("b", "家", y2030="1")
    mixed = relation(How.EQUAL, "a:2030", "b:2030")
    assert told(judge(mixed, desk.book())) == ("broken", "单位不同，不能放在一起核对")


@pytest.mark.parametrize(("how", "printed", "state"), [(How.DIFFERENCE, "84", "ok"), (How.DIFFERENCE, "83", "broken")])
def test_difference_of_counts(how: How, printed: str, state: str) -> None:
    desk = Desk()
    for key, typed in (("a", "152"), ("b", "68"), ("more", printed)):
        desk.indicator(key, "家")
        desk.put(key, typed)
    assert judge(relation(how, "more:2030", "a:2030", "b:2030"), desk.book()).state == state


def test_a_share_and_two_equal_places() -> None:
    desk = Desk()
    desk.amount("a", "亿元", y2030="12.98")
    desk.amount("b", "亿元", y2030="1236.19")
    desk.amount("share", "%", y2030="1.05")
    desk.indicator("one", "次")
    desk.put("one", "5")
    desk.indicator("two", "次")
    desk.put("two", "4")
    book = desk.book()
    assert judge(relation(How.SHARE, "share:2030", "a:2030", "b:2030"), book).state == "ok"
    assert told(judge(relation(How.EQUAL, "one:2030", "two:2030"), book)) == ("broken", "印的是5次，应为4次")


def test_as_printed_last_year() -> None:
    before, now = Desk(2029), Desk(2030)
    before.amount("a", "万元", y2029="1450")
    now.amount("a", "万元", y2029="1450")
    printed = relation(How.PRINTED, "a:2029")
    assert told(judge(printed, now.book())) == ("unknown", "系统里没有上年的报告")
    assert judge(printed, now.book(before.book())).state == "ok"
    before.figures[0].value = Decimal(1460)
    assert told(judge(printed, now.book(before.book()))) == ("broken", "印的是1450万元，应为1460万元")


def test_a_missing_figure_breaks_nothing() -> None:
    desk = Desk()
    desk.amount("a", "亿元", y2029="1", y2030="尚未公布")
    desk.amount("rate", "%", y2030="5")
    assert told(judge(relation(How.GROWTH, "rate:2030", "a:2030", "a:2029"), desk.book())) == ("unknown", "缺“a 2030”")
