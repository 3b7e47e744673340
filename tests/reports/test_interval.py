"""Printed numbers as intervals: what is true and rounded stays silent, what is changed beyond rounding is found."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.units import Printed, convert, factor, family, read_printed
from reports.interval import Interval, printed_interval, rounded


def span(text: str, **how: bool) -> tuple[str, str]:
    printed = read_printed(text)
    assert printed is not None
    found = printed_interval(printed, **how)
    return str(found.low), str(found.high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12.98", "12.975", "12.985"),
        ("26.7", "26.65", "26.75"),
        ("5", "4.5", "5.5"),
        ("40余", "40", "50"),
        ("500多", "500", "600"),
        ("60余", "60", "70"),
        ("近30", "20", "30"),
        ("超过3.5", "3.5", "3.6"),
    ],
)
def test_what_a_printed_number_stands_for(text: str, low: str, high: str) -> None:
    found = span(text)
    assert (Decimal(found[0]), Decimal(found[1])) == (Decimal(low), Decimal(high))


def test_a_count_is_exact_and_a_cut_number_lies_above() -> None:
    assert span("351", exact=True) == ("351", "351")
    assert span("42", cut=True) == ("42", "43")
    assert span("12.5", exact=True) != ("12.5", "12.5")  # decimals are never exact


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((1, 2), (2, 3), False),  # the high end does not belong
        ((1, 2), (1, 1), True),
        ((1, 2), (2, 2), False),
        ((5, 5), (5, 5), True),
        ((5, 5), (6, 6), False),
        ((1, 4), (2, 3), True),
        ((-3, -1), (-2, 0), True),
    ],
)
def test_meeting(one: tuple[int, int], other: tuple[int, int], meet: bool) -> None:
    first, second = (Interval(Decimal(low), Decimal(high)) for low, high in (one, other))
    assert first.meets(second) is meet and second.meets(first) is meet


def test_no_quotient_where_zero_may_divide() -> None:
    zero = printed_interval(Printed(Decimal(0), 0))
    assert Interval(Decimal(1), Decimal(2)).over(zero) is None
    assert Interval(Decimal(1), Decimal(2)).over(Interval(Decimal(0), Decimal(0))) is None


money = st.decimals(min_value="0.01", max_value="100000000", places=2)


@given(a=money, b=money)
def test_a_true_growth_printed_with_rounding_is_silent(a: Decimal, b: Decimal) -> None:
    growth = rounded((b / a - 1) * 100, 1)
    spans = [printed_interval(Printed(one, 2)) for one in (b, a)]
    ratio = spans[0].over(spans[1])
    assert ratio is not None
    found = Interval(ratio.low - 1, ratio.high - 1).times(Decimal(100))
    assert found.meets(printed_interval(Printed(growth, 1)))


@given(parts=st.lists(st.decimals(min_value=0, max_value=10**9, places=6), min_size=2, max_size=9))
def test_a_true_sum_of_rounded_parts_is_silent(parts: list[Decimal]) -> None:
    whole = rounded(sum(parts, Decimal(0)), 2)
    total = Interval(Decimal(0), Decimal(0))
    for one in parts:
        total = total.plus(printed_interval(Printed(rounded(one, 2), 2)))
    assert total.meets(printed_interval(Printed(whole, 2)))


@given(a=money, b=money, off=st.integers(min_value=2, max_value=400))
def test_a_difference_changed_beyond_rounding_is_found(a: Decimal, b: Decimal, off: int) -> None:
    spans = [printed_interval(Printed(one, 2)) for one in (b, a)]
    wrong = Printed(b - a + off * Decimal("0.01"), 2)
    assert not spans[0].minus(spans[1]).meets(printed_interval(wrong))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("16.47", "16.47"), ("40余", "40余"), ("近2.50", "近2.50"), ("-3", "-3"), ("1,188", "1188"), ("0", "0")],
)
def test_a_typed_number_is_printed_as_it_was_typed(text: str, shown: str) -> None:
    printed = read_printed(text)
    assert printed is not None and printed.text == shown


@pytest.mark.parametrize(
    "text", ["", "abc", "1e5", "１２", "1.", ".5", "9" * 30, "NaN", "40余多", "4 0", "1.123456789"]
)
def test_no_number(text: str) -> None:
    assert read_printed(text) is None


def test_units_of_a_family_are_converted_and_others_are_not() -> None:
    assert convert(Decimal("16.47"), "亿元", "万元") == 164_700
    assert convert(Decimal(2005), "万元", "亿元") == Decimal("0.2005")
    assert convert(Decimal(3), "家", "个") == 3
    assert convert(Decimal(3), "家", "万元") is None
    assert family("套") == "套" and factor("套") == 1
