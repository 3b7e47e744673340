"""Figures worked out: records added up, formulas, hedges, views of tokens; and why there is none."""

from decimal import Decimal
from typing import Any

import pytest

from reports.book import Book
from tests.reports.book import Desk


def adding(kind: str = "meeting", *sorts: str, measure: str = "records") -> dict[str, Any]:
    return {"kind": kind, "sorts": list(sorts), "measure": measure}


def fault(book: Book, token: str) -> str:
    value = book.token(token)
    return value.says % value.values


def test_records_are_added_up_by_kind_class_and_measure() -> None:
    desk = Desk()
    desk.indicator("some", "次", records=adding("meeting", "专题会议"))
    desk.indicator("all", "次", records=adding("meeting"))
    desk.indicator("hours", "小时", decimals=1, records=adding("meeting", measure="hours"))
    for key in ("some", "all", "hours"):
        desk.put(key)
    desk.meetings(1, 3, 3)
    desk.meetings(5, sort="汇报会")
    book = desk.book()
    assert [book.get(f"{key}:2030").text for key in ("some", "all", "hours")] == ["3次", "4次", "6.0小时"]
    assert book.get("some:2030").source == "records" and book.get("some:2030").sound


@pytest.mark.parametrize(
    ("count", "hedge", "text"), [(43, "余", "40余次"), (7, "余", "7次"), (586, "多", "500多次"), (10, "余", "10余次")]
)
def test_a_hedged_sum_is_printed_down_to_its_round_number(count: int, hedge: str, text: str) -> None:
    desk = Desk()
    desk.indicator("calls", "次", records=adding())
    desk.put("calls", hedge=hedge)
    desk.meetings(*[1] * count)
    assert desk.book().get("calls:2030").text == text


@pytest.mark.parametrize(
    ("how", "a", "b", "unit", "text"),
    [
        ("growth", "16.47", "12.98", "%", "26.89%"),
        ("difference", "12.98", "11.1", "亿元", "1.88亿元"),
        ("difference", "12.98", "11.1", "万元", "18800.00万元"),
        ("share", "1", "3", "%", "33.33%"),
        ("sum", "1.5", "2.25", "亿元", "3.75亿元"),
        ("growth", "-5", "10", "%", "-150.00%"),
        ("sum", "999999999999999999", "1", "亿元", "1000000000000000000.00亿元"),
    ],
)
def test_formulas(how: str, a: str, b: str, unit: str, text: str) -> None:
    desk = Desk()
    desk.amount("a", "亿元", y2030=a)
    desk.amount("b", "亿元", y2030=b)
    desk.indicator(
        "found", unit, kind="rate" if unit == "%" else "amount", decimals=2, formula={"how": how, "of": ["a", "b"]}
    )
    desk.put("found")
    value = desk.book().get("found:2030")
    assert value.text == text and value.source == "formula"
    assert value.ids == (1, 2) and value.inputs == ("a:2030", "b:2030")


def test_a_formula_reads_the_year_before() -> None:
    desk = Desk()
    desk.amount("a", "家", y2028="53", y2029="72", y2030="101")
    desk.indicator("rate", "%", kind="rate", decimals=1, formula={"how": "growth", "of": ["a", "a@-1"]})
    desk.put("rate", period="2029")
    desk.put("rate")
    desk.put("rate", period="2028")
    book = desk.book()
    assert [book.get(f"rate:{no}").text for no in (2029, 2030)] == ["35.8%", "40.3%"]
    assert "还不能用" in book.get("rate:2028").says


def test_more_decimals_where_the_figure_asks_for_them() -> None:
    desk = Desk()
    desk.amount("a", "家", y2029="104", y2030="120")
    desk.indicator("rate", "%", kind="rate", decimals=1, formula={"how": "growth", "of": ["a", "a@-1"]})
    desk.put("rate", decimals=2)
    assert desk.book().get("rate:2030").text == "15.38%"


class TestFaults:
    """Each token that has no number says why."""

    def test_unknown_ambiguous_and_unsupported(self) -> None:
        desk = Desk()
        desk.indicator("a", name="投入")
        desk.indicator("b", name="投入")
        desk.indicator("c", name="收入")
        desk.put("c", "5")
        book = desk.book()
        assert fault(book, "没有") == "没有名为“没有”的指标"
        assert fault(book, "投入") == "有 2 个指标都叫“投入”，请改用代号"
        assert fault(book, "收入:2030:占比") == "“占比”不能用，可写“增速”或“增加”"
        assert fault(book, "收入:1999") == "“收入”没有 1999 年的数据"
        assert fault(book, "收入:2030:增速") == "要用到的“c:2029”还不能用" or "还不能用" in fault(
            book, "收入:2030:增速"
        )
        assert fault(book, "::::") != "" and fault(book, " ") != ""

    def test_which_year_is_meant(self) -> None:
        desk = Desk()
        desk.amount("one", "家", y2028="3")
        desk.amount("two", "家", y2028="3", y2029="4")
        desk.amount("own", "家", y2029="4", y2030="5")
        book = desk.book()
        assert book.token("one").text == "3家"
        assert book.token("own").text == "5家"
        assert fault(book, "two") == "“two”有几期数据，请写明年份：2028、2029"
        assert book.token("two：2029").text == "4家"  # a full-width colon is as good

    def test_not_published_unconfirmed_and_gone(self) -> None:
        desk = Desk()
        desk.amount("a", "家", y2029="4", y2030="尚未公布")
        desk.indicator("b")
        desk.put("b", "6", confirmed=False)
        book = desk.book()
        assert fault(book, "a") == "2030 年的数据尚未公布"
        assert (fault(book, "b"), book.token("b").text, book.token("b").sound) == ("还没有确认", "6项", False)
        desk.gone.add(7)
        assert fault(desk.book(), "a:2029") == "证明它的材料或进展已不在"

    def test_circles_end(self) -> None:
        desk = Desk()
        for key, other in (("a", "b"), ("b", "c"), ("c", "a")):
            desk.indicator(key, formula={"how": "sum", "of": [other]})
            desk.put(key)
        desk.indicator("self", formula={"how": "sum", "of": ["self"]})
        desk.put("self")
        book = desk.book()
        assert all("绕了一圈" in fault(book, key) for key in ("a", "b", "c", "self"))

    def test_zero_divides_nothing(self) -> None:
        desk = Desk()
        desk.amount("a", "家", y2029="0", y2030="5")
        desk.indicator("rate", "%", kind="rate", formula={"how": "growth", "of": ["a", "a@-1"]})
        desk.put("rate")
        book = desk.book()
        assert fault(book, "rate") == "除数是零，算不出来"
        assert fault(book, "a:2030:增速") == "除数是零，算不出来"

    def test_units_that_do_not_go_together(self) -> None:
        desk = Desk()
        desk.amount("a", "家", y2030="5")
        desk.amount("b", "亿元", y2030="5")
        desk.indicator("sum", "家", formula={"how": "sum", "of": ["a", "b"]})
        desk.put("sum")
        assert fault(desk.book(), "sum") == "单位不同，不能放在一起算"

    def test_an_unconfirmed_input_makes_no_figure(self) -> None:
        desk = Desk()
        desk.indicator("a")
        desk.put("a", "5", confirmed=False)
        desk.indicator("sum", formula={"how": "sum", "of": ["a"]})
        desk.put("sum")
        value = desk.book().get("sum:2030")
        assert value.printed is None and value.says % value.values == "要用到的“a 2030”还不能用"


def test_views_of_a_token() -> None:
    desk = Desk()
    desk.amount("money", "亿元", y2029="12.98", y2030="16.47")
    book = desk.book()
    growth, more = book.token("money:2030:增速"), book.token("money:2030:增加")
    assert (growth.text, more.text, book.token("money:2030:减少").text) == ("26.9%", "3.49亿元", "-3.49亿元")
    assert growth.source == "formula" and growth.ids == (2, 1) and growth.confirmed_by == "复核人"


def test_units_of_a_family_are_added() -> None:
    desk = Desk()
    desk.amount("a", "亿元", y2030="1.2")
    desk.amount("b", "万元", y2030="3000")
    desk.indicator("sum", "亿元", kind="amount", decimals=1, formula={"how": "sum", "of": ["a", "b"]})
    desk.put("sum")
    value = desk.book().get("sum:2030")
    assert value.text == "1.5亿元" and value.printed is not None and value.printed.value == Decimal("1.5")
