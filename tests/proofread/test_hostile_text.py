"""Texts that nobody writes: no rule of arithmetic falls, and none is deaf to what stands behind them."""

import pytest

from proofread import Severity, check
from proofread.rules import conflict, difference, growth, product, series, share, sum

RULES = tuple(one.RULE for one in (conflict, difference, growth, product, series, share, sum))
SLIP = "研发投入由12.98亿元增加到16.47亿元，增长26.7%。"
PIECES = {
    "digits": "9",
    "dots": "1.",
    "thousands": "1,111,",
    "years": "年",
    "named years": "2018年、",
    "ranges of years": "2018-",
    "open brackets": "（",
    "closed brackets": "）",
    "figures in open brackets": "（3项",
    "Chinese numerals": "一二十百千万亿",
    "parts without an end": "其中甲3项、",
    "rates without an end": "同比增长5%，",
    "lists in parallel": "2018年、2019年分别为3件、4件，",
    "in parallel": "分别",
    "against": "比上年同比",
    "from and to": "由3家到",
    "each": "每家3万元，",
    "ratios": "产业比1:1:",
    "hundredths": "百分之",
    "commas": "，",
    "tabs": "\t",
    "surrogates": "\U0001f600",
    "joiners": "\u200d",
    "zeros": "0",
    "minus": "-",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_one_endless_line_before_a_slip_hides_nothing(piece: str) -> None:
    text = f"{piece * (20_000 // len(piece))}\n{SLIP}"
    found = [one for one in check(text, rules=RULES) if one.line == 2]
    assert [(one.rule, one.quote, one.expected) for one in found] == [("growth", "26.7%", "26.9%")]


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_every_finding_in_a_hostile_line_quotes_its_place(piece: str) -> None:
    text = piece * (3_000 // len(piece))
    for one in check(text, rules=RULES):
        assert one.quote == text[one.start : one.end]


def test_a_line_of_a_million_characters() -> None:
    text = "本局依法履职" * 170_000 + "，" + SLIP
    (found,) = [one for one in check(text, rules=RULES) if one.severity is Severity.ERROR]
    assert (found.line, text[found.start : found.end]) == (1, "26.7%")


def test_a_number_of_a_hundred_thousand_digits_is_no_figure() -> None:
    assert check(f"共{'7' * 100_000}项，其中甲3项、乙4项。", rules=RULES) == []


def test_thousands_of_open_brackets_do_not_reach_into_the_next_sentence() -> None:
    text = "（" * 5_000 + "。共梳理28项，其中甲21项、乙3项、丙5项。"
    (found,) = check(text, rules=RULES)
    assert (found.rule, found.expected) == ("sum", "29项")


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system(ending: str) -> None:
    (found,) = check(f"第一段。{ending}{SLIP}", rules=RULES)
    assert found.line == 2


def test_a_list_longer_than_anybody_counts_is_left_alone() -> None:
    parts = "、".join(f"第{number}村3户" for number in range(100))
    assert check(f"共改造300户，其中{parts}。", rules=RULES) == []
    assert check("", rules=RULES) == []
