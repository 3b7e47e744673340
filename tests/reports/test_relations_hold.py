"""Relations by property: whatever is true and printed with rounding holds; one figure changed beyond it is broken, with what
should be printed. The right values are worked out here with fractions, not with the arithmetic that is tested."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.figures import How, Relation
from reports.judge import Verdict, judge
from tests.reports.book import Desk

true_amounts = st.decimals(min_value=0, max_value=10**9, places=6)
amounts = st.decimals(min_value="1", max_value="99999999.99", places=2)
many = st.integers(min_value=1, max_value=10**15)
CENT = Decimal("0.01")


def printed(value: Decimal | Fraction, decimals: int = 2, *, cut: bool = False) -> str:
    """A value as a person would print it."""
    if isinstance(value, Fraction):
        scaled = value * 10**decimals
        whole = abs(scaled.numerator) // scaled.denominator
        rest = abs(scaled) - whole
        whole += not cut and rest >= Fraction(1, 2)
        value = Decimal(whole if value >= 0 else -whole).scaleb(-decimals)
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN if cut else ROUND_HALF_UP):f}"


def judged(how: How, unit: str, whole: str, *parts: str, part_unit: str | None = None, **more: Any) -> Verdict:
    """The verdict on printed figures; a count where the unit counts things."""
    desk, of = Desk(), part_unit or unit

    def put(key: str, own: str, typed: str) -> None:
        kind = "rate" if own == "%" else "amount" if own.endswith("元") else "count"
        desk.indicator(key, own, kind=kind, decimals=2)
        desk.put(key, typed)

    put("whole", unit, whole)
    for place, typed in enumerate(parts):
        put(f"p{place}", of, typed)
    keys = [f"p{place}:2030" for place in range(len(parts))]
    row = Relation(id=1, year_id=1, key="r", name="关系", how=how, whole="whole:2030", parts=keys, **more)
    return judge(row, desk.book())


@given(parts=st.lists(true_amounts, min_size=2, max_size=9), open_list=st.booleans())
def test_a_true_sum_holds(parts: list[Decimal], open_list: bool) -> None:
    verdict = judged(How.SUM, "亿元", printed(sum(parts, Decimal(0))), *(printed(one) for one in parts), open=open_list)
    assert verdict.state == "ok"


@given(parts=st.lists(amounts, min_size=2, max_size=9), off=st.integers(1, 10**6), up=st.booleans())
def test_a_sum_beyond_what_rounding_explains_is_broken_with_its_sum(parts: list[Decimal], off: int, up: bool) -> None:
    total = sum(parts, Decimal(0))
    beyond = (len(parts) // 2 + 1 + off) * CENT  # each printed part may be half a hundredth off, and so may the whole
    verdict = judged(How.SUM, "亿元", printed(total + beyond if up else total - beyond), *map(str, parts))
    assert (verdict.state, verdict.expected) == ("broken", f"{total:.2f}亿元")


@given(parts=st.lists(amounts, min_size=2, max_size=9), rest=true_amounts)
def test_an_open_list_holds_with_any_rest_and_not_with_less_than_its_parts(parts: list[Decimal], rest: Decimal) -> None:
    total = sum(parts, Decimal(0))
    said = [str(one) for one in parts]
    assert judged(How.SUM, "亿元", printed(total + rest), *said, open=True).state == "ok"
    short = total - (len(parts) // 2 + 2) * CENT - rest
    verdict = judged(How.SUM, "亿元", printed(short), *said, open=True)
    assert (verdict.state, verdict.says) == ("broken", "各部分相加已经超过总数")


@given(parts=st.lists(many, min_size=2, max_size=9), off=st.integers(-(10**6), 10**6))
def test_counts_add_up_to_the_last_one(parts: list[int], off: int) -> None:
    whole = sum(parts) + off
    assume(whole >= 0)
    verdict = judged(How.SUM, "件", str(whole), *map(str, parts))
    assert (verdict.state, verdict.expected) == (("ok", "") if off == 0 else ("broken", f"{sum(parts)}件"))


@given(parts=st.lists(st.integers(1, 10**10), min_size=2, max_size=6))
def test_parts_in_ten_thousands_make_a_whole_in_hundred_millions(parts: list[int]) -> None:
    whole = Fraction(sum(parts), 10_000)
    assert judged(How.SUM, "亿元", printed(whole), *map(str, parts), part_unit="万元").state == "ok"
    beyond = whole + Fraction(len(parts), 10_000) + Fraction(1, 50)
    verdict = judged(How.SUM, "亿元", printed(beyond), *map(str, parts), part_unit="万元")
    assert (verdict.state, verdict.expected) == ("broken", f"{printed(whole)}亿元")


@given(a=true_amounts, b=true_amounts)
def test_a_true_difference_holds(a: Decimal, b: Decimal) -> None:
    high, low = max(a, b), min(a, b)
    assert judged(How.DIFFERENCE, "亿元", printed(high - low), printed(high), printed(low)).state == "ok"


@given(a=amounts, b=amounts, off=st.integers(2, 10**6))
def test_a_difference_beyond_rounding_is_broken_with_its_value(a: Decimal, b: Decimal, off: int) -> None:
    verdict = judged(How.DIFFERENCE, "亿元", f"{b - a + off * CENT:.2f}", str(b), str(a))
    assert (verdict.state, verdict.expected) == ("broken", f"{b - a:.2f}亿元")


def rates(low: Fraction, high: Fraction, decimals: int) -> tuple[Fraction, Fraction]:
    """Between which values a printed rate has to lie, half of its last digit on either side."""
    half = Fraction(1, 2 * 10**decimals)
    return low * 100 - half, high * 100 + half


def quotient(now: Decimal, base: Decimal) -> tuple[Fraction, Fraction]:
    half = Fraction(1, 200)
    return (Fraction(now) - half) / (Fraction(base) + half), (Fraction(now) + half) / (Fraction(base) - half)


@given(base=amounts, now=amounts, decimals=st.integers(0, 3))
def test_a_true_growth_and_a_true_share_hold(base: Decimal, now: Decimal, decimals: int) -> None:
    ratio = Fraction(now) / Fraction(base)
    growth, share = printed((ratio - 1) * 100, decimals), printed(ratio * 100, decimals)
    assert judged(How.GROWTH, "%", growth, str(now), str(base), part_unit="亿元").state == "ok"
    assert judged(How.SHARE, "%", share, str(now), str(base), part_unit="亿元").state == "ok"


@pytest.mark.parametrize(("how", "less"), [(How.GROWTH, 1), (How.SHARE, 0)])
@given(base=amounts, now=amounts, decimals=st.integers(1, 2), off=st.integers(-2000, 2000))
def test_a_rate_beyond_rounding_is_broken_with_its_value(
    how: How, less: int, base: Decimal, now: Decimal, decimals: int, off: int
) -> None:
    said = (Fraction(now) / Fraction(base) - less) * 100
    wrong = printed(said + Fraction(off, 10**decimals), decimals)
    least, most = quotient(now, base)
    low, high = rates(least - less, most - less, decimals)
    assume(not low <= Fraction(wrong) <= high)
    verdict = judged(how, "%", wrong, str(now), str(base), part_unit="亿元")
    assert (verdict.state, verdict.expected) == ("broken", f"{printed(said, decimals)}%")


@given(base=many, now=many, decimals=st.integers(0, 2))
def test_growth_of_counts_holds_up_and_down_at_every_border_of_rounding(base: int, now: int, decimals: int) -> None:
    growth = printed((Fraction(now, base) - 1) * 100, decimals)
    assert judged(How.GROWTH, "%", growth, str(now), str(base), part_unit="件").state == "ok"


@given(base=st.integers(1, 10**6), now=st.integers(1, 10**6))
def test_growth_that_is_cut_holds_up_and_down(base: int, now: int) -> None:
    growth = printed((Fraction(now, base) - 1) * 100, 1, cut=True)
    assert judged(How.GROWTH, "%", growth, str(now), str(base), part_unit="件", rounding="cut").state == "ok"


@pytest.mark.parametrize(
    ("base", "now", "said", "state"),
    [
        ("400", "399", "-0.3", "ok"),  # −0.25 % exactly: half a digit goes away from zero
        ("400", "399", "-0.2", "broken"),
        ("400", "401", "0.3", "ok"),
        ("400", "401", "0.2", "broken"),
        ("200", "199", "-1", "ok"),
        ("200", "201", "1", "ok"),
        ("8", "8", "0", "ok"),
        ("8", "8", "0.0", "ok"),
        ("8", "0", "-100", "ok"),
        ("8", "0", "-99.9", "broken"),
        ("3", "1", "-66.7", "ok"),
        ("3", "1", "-66.6", "broken"),
        ("1", "10", "900", "ok"),
    ],
)
def test_borders_of_growth(base: str, now: str, said: str, state: str) -> None:
    verdict = judged(How.GROWTH, "%", said, now, base, part_unit="件")
    assert verdict.state == state
    assert verdict.expected != f"{said}%", "never “印的是X，应为X”"


@pytest.mark.parametrize(
    ("base", "now", "said", "state"),
    [
        ("6", "5", "-16.6", "ok"),  # −16.67 % cut towards zero
        ("6", "5", "-16.7", "broken"),
        ("6", "7", "16.6", "ok"),
        ("6", "7", "16.7", "broken"),
        ("300", "299", "0", "ok"),  # −0.33 % cut to nothing
        ("300", "301", "0", "ok"),
        ("300", "303", "0", "broken"),
        ("300", "297", "0", "broken"),
    ],
)
def test_borders_of_growth_that_is_cut(base: str, now: str, said: str, state: str) -> None:
    assert judged(How.GROWTH, "%", said, now, base, part_unit="件", rounding="cut").state == state


@pytest.mark.parametrize("how", [How.GROWTH, How.SHARE])
@pytest.mark.parametrize(("base", "unit"), [("0", "件"), ("0.00", "亿元"), ("-0.00", "亿元"), ("0.00", "万元")])
def test_nothing_is_divided_by_zero(how: How, base: str, unit: str) -> None:
    verdict = judged(how, "%", "5.0", "3", base, part_unit=unit)
    assert (verdict.state, verdict.says, verdict.expected) == ("broken", "除数是零，算不出来", "")


@given(value=st.integers(10, 10**9), hedge=st.sampled_from(["余", "多"]))
def test_a_round_number_with_a_hedge_holds_for_what_it_came_from(value: int, hedge: str) -> None:
    step = 10 ** (len(str(value)) - 1)
    round_down = f"{value // step * step}{hedge}"
    assert judged(How.EQUAL, "次", round_down, str(value)).state == "ok"
    assert judged(How.EQUAL, "次", round_down, str(value // step * step + step)).state == "broken"
    assert judged(How.EQUAL, "次", round_down, str(value // step * step - 1)).state == "broken"


@pytest.mark.parametrize(
    ("last", "now", "state"),
    [
        ("12.98", "12.98", "ok"),
        ("12.98", "12.980", "ok"),
        ("12.98", "13.0", "ok"),  # printed shorter this year
        ("12.98", "12.9", "broken"),
        ("12.98", "12.99", "broken"),
        ("40余", "45", "ok"),
        ("40余", "51", "broken"),
        ("尚未公布", "12.98", "unknown"),
        ("12.98", "尚未公布", "unknown"),
    ],
)
def test_as_last_years_report_printed_it(last: str, now: str, state: str) -> None:
    before, this = Desk(2029), Desk(2030)
    before.amount("a", "亿元", y2029=last)
    this.amount("a", "亿元", y2029=now)
    row = Relation(id=1, year_id=1, key="r", name="关系", how=How.PRINTED, whole="a:2029", parts=[])
    assert judge(row, this.book(before.book())).state == state


@pytest.mark.parametrize("how", list(How))
def test_a_relation_of_figures_that_nobody_has_is_unknown(how: How) -> None:
    """A bureau that has not typed anything yet sees no red."""
    row = Relation(id=1, year_id=1, key="r", name="关系", how=how, whole="x:2030", parts=["y:2030", "y:2029"])
    verdict = judge(row, Desk().book(Desk(2029).book()))
    assert verdict.state == "unknown" and verdict.says % verdict.values == "缺“x:2030”"


@pytest.mark.parametrize(
    ("how", "unit", "part_unit"),
    [
        (How.SUM, "亿元", "件"),
        (How.DIFFERENCE, "件", "%"),
        (How.EQUAL, "人", "万元"),
        (How.GROWTH, "件", "件"),  # a rate has to be in %
        (How.SHARE, "亿元", "亿元"),
    ],
)
def test_units_that_do_not_go_together_are_named_whatever_the_numbers(how: How, unit: str, part_unit: str) -> None:
    verdict = judged(how, unit, "5", "5", "5", part_unit=part_unit)
    assert (verdict.state, verdict.says) == ("broken", "单位不同，不能放在一起核对")
