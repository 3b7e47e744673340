"""What formulas and tokens make of figures: the same as fractions would, or words that say why not; hostile text is only text."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures import NOT_YET
from reports.figures import fill
from tests.reports.book import Desk
from tests.reports.test_relations_hold import printed

amounts = st.decimals(min_value="-99999999.99", max_value="99999999.99", places=2)
HOWS = {"sum": "亿元", "difference": "亿元", "growth": "%", "share": "%"}


def worked_out(how: str, a: str, b: str, *, unit: str = "", of: tuple[str, str] = ("亿元", "亿元")) -> tuple[str, str]:
    """(text, why there is none) of a formula of two figures."""
    desk = Desk()
    desk.amount("a", of[0], y2030=a)
    desk.amount("b", of[1], y2030=b)
    own = unit or HOWS[how]
    kind = "rate" if own == "%" else "amount"
    desk.indicator("f", own, kind=kind, decimals=2, formula={"how": how, "of": ["a", "b"]})
    desk.put("f")
    value = desk.book().get("f:2030")
    return value.text, value.says % value.values


@given(a=amounts, b=amounts, how=st.sampled_from(sorted(HOWS)))
def test_a_formula_gives_what_fractions_give(a: Decimal, b: Decimal, how: str) -> None:
    one, other = Fraction(a), Fraction(b)
    text, why = worked_out(how, f"{a:f}", f"{b:f}")
    if how in ("growth", "share") and not other:
        assert (text, why) == ("", "除数是零，算不出来")
        return
    right = {
        "sum": lambda: one + other,
        "difference": lambda: one - other,
        "growth": lambda: (one / other - 1) * 100,
        "share": lambda: one / other * 100,
    }[how]()
    assert why == "" and Decimal(text.removesuffix(HOWS[how])) == Decimal(printed(right))


@pytest.mark.parametrize(
    ("how", "unit", "of", "text"),
    [
        ("sum", "亿元", ("亿元", "万元"), "2.00亿元"),
        ("sum", "万元", ("亿元", "万元"), "20000.00万元"),
        ("difference", "万元", ("亿元", "万元"), "0.00万元"),
        ("share", "%", ("亿元", "万元"), "100.00%"),
        ("growth", "%", ("亿元", "万元"), "0.00%"),
    ],
)
def test_units_of_one_family_are_converted(how: str, unit: str, of: tuple[str, str], text: str) -> None:
    assert worked_out(how, "1", "10000", unit=unit, of=of) == (text, "")


@pytest.mark.parametrize(
    ("how", "unit", "of"),
    [
        ("sum", "亿元", ("亿元", "家")),
        ("sum", "家", ("亿元", "亿元")),  # the unit of the indicator was changed by hand
        ("difference", "%", ("家", "家")),
        ("growth", "家", ("家", "家")),
        ("share", "亿元", ("亿元", "亿元")),
        ("share", "%", ("家", "亿元")),
    ],
)
def test_what_does_not_go_together_has_no_value(how: str, unit: str, of: tuple[str, str]) -> None:
    assert worked_out(how, "1", "2", unit=unit, of=of) == ("", "单位不同，不能放在一起算")


@pytest.mark.parametrize("how", sorted(HOWS))
@pytest.mark.parametrize("missing", ["a", "b"])
def test_an_input_that_is_not_published_yet_is_named(how: str, missing: str) -> None:
    typed = [NOT_YET if key == missing else "5" for key in "ab"]
    assert worked_out(how, *typed) == ("", f"要用到的“{missing} 2030”还不能用")


@pytest.mark.parametrize(
    ("how", "a", "b", "text"),
    [
        ("sum", "999999999999999999.99", "0.01", "1000000000000000000.00亿元"),
        ("difference", "-999999999999999999", "1", "-1000000000000000000.00亿元"),
        ("growth", "999999999999999999", "0.00000001", "9999999999999999989999999900.00%"),
        ("share", "0.00000001", "999999999999999999", "0.00%"),
        ("growth", "-5", "-10", "-50.00%"),
        ("growth", "5", "-10", "-150.00%"),
    ],
)
def test_huge_tiny_and_negative_numbers_are_exact(how: str, a: str, b: str, text: str) -> None:
    assert worked_out(how, a, b) == (text, "")


def circle(length: int) -> Desk:
    desk = Desk()
    for place in range(length):
        desk.indicator(f"k{place}", formula={"how": "sum", "of": [f"k{(place + 1) % length}"]})
        desk.put(f"k{place}")
    return desk


@pytest.mark.parametrize("length", [1, 2, 3, 50])
def test_a_circle_of_any_length_ends_in_words_wherever_one_enters_it(length: int) -> None:
    for start in {0, length // 2, length - 1}:
        value = circle(length).book().get(f"k{start}:2030")
        assert value.printed is None and "绕了一圈" in value.says


def test_a_long_chain_is_no_circle() -> None:
    desk = Desk()
    desk.indicator("k0")
    desk.put("k0", "7")
    for place in range(1, 60):
        desk.indicator(f"k{place}", formula={"how": "sum", "of": [f"k{place - 1}", f"k{place - 1}"]})
        desk.put(f"k{place}")
    assert desk.book().get("k59:2030").text == f"{7 * 2**59}项"


HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in y %}{{ x }}{% endfor %}",
    "{config}",
    "{a.__class__.__mro__}",
    "{a!r}",
    "{a[0]}",
    "{0}",
    "{:>99999999}",
    "%(a)s %s %d",
    "<script>{a</script>",
    "{" * 500,
    "}" * 500,
    "{a：2030：增速：增速：增速}",
    "{\u202ea}",
    "{a\n}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_as_it_was_typed(text: str) -> None:
    desk = Desk()
    desk.amount("a", "家", y2030="49")
    shown, *_rest = fill(text, desk.book())
    assert shown == text


@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_a_token_is_filled_whatever_stands_around_it(before: str, after: str) -> None:
    desk = Desk()
    desk.amount("研发投入", "亿元", y2029="12.98", y2030="16.47")
    around = (before.replace("{", "").replace("}", ""), after.replace("{", "").replace("}", ""))
    shown, *_rest = fill(f"{around[0]}{{研发投入:2030:增速}}{around[1]}", desk.book())
    assert shown == f"{around[0]}26.9%{around[1]}"


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("投入", "有 2 个指标都叫“投入”，请改用代号"),
        ("收人", "没有名为“收人”的指标"),
        ("未确认", "还没有确认"),
        ("待公布", "2030 年的数据尚未公布"),
        ("自己", "算这个数据时绕了一圈又用到它自己"),
        ("收入:2028", "“收入”没有 2028 年的数据"),
        ("收入:2030:占比", "“占比”不能用，可写“增速”或“增加”"),
    ],
)
def test_each_token_without_a_sound_number_says_why(token: str, why: str) -> None:
    desk = Desk()
    for key in ("a", "b"):
        desk.indicator(key, name="投入")
        desk.put(key, "1")
    desk.indicator("c", name="收入")
    desk.put("c", "5")
    desk.indicator("d", name="未确认")
    desk.put("d", "6", confirmed=False)
    desk.indicator("e", name="待公布")
    desk.put("e", NOT_YET)
    desk.indicator("f", name="自己", formula={"how": "sum", "of": ["f"]})
    desk.put("f")
    value = desk.book().token(token)
    assert value.says % value.values == why and not value.sound
