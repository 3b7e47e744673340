"""The rules of arithmetic on passages: silent where the figures hold, the right value where they do not."""

import pytest

from proofread import Finding, Severity, check
from proofread.reading.numerals import folded
from proofread.rule import Rule
from proofread.rules import RULES
from tests.proofread.passages import Passage, passages

NAMES = ("sum", "difference", "growth", "share", "product", "series", "conflict")
ARITHMETIC = {rule.name: rule for rule in RULES if rule.name in NAMES}


def loud(text: str) -> list[Finding]:
    rules = tuple(ARITHMETIC.values())
    return [found for found in check(text, rules=rules) if found.severity is not Severity.NOTE]


def of_rule(rule: str, text: str) -> list[Finding]:
    return [found for found in loud(text) if found.rule == rule]


def test_all_seven_rules_are_there() -> None:
    assert set(ARITHMETIC) == set(NAMES)


@pytest.mark.parametrize("passage", [one for one in passages(*NAMES) if not one.wrong], ids=lambda one: one.text[:30])
def test_sound_passages_stay_silent(passage: Passage) -> None:
    assert loud(passage.text) == []


@pytest.mark.parametrize("passage", [one for one in passages(*NAMES) if one.wrong], ids=lambda one: one.text[:30])
def test_wrong_passages_are_named_with_the_right_value(passage: Passage) -> None:
    found = of_rule(passage.rule, passage.text)
    assert found
    assert passage.expected is None or passage.expected in [one.expected for one in found]
    assert passage.quote is None or passage.quote in [one.quote for one in found]
    for one in loud(passage.text):
        assert one.quote == passage.text[one.start : one.end]
        assert 0 < len(one.quote) <= 40 and one.message


@pytest.mark.parametrize("passage", [one for one in passages(*NAMES) if one.wrong], ids=lambda one: one.text[:30])
def test_half_width_and_full_width_are_read_alike(passage: Passage) -> None:
    half = passage.text.translate(str.maketrans("，；：（）％", ",;:()%"))
    full = passage.text.translate(str.maketrans("0123456789.%", "０１２３４５６７８９．％"))
    told = [(one.start, one.end, one.rule, one.expected) for one in loud(passage.text)]
    assert [(one.start, one.end, one.rule, one.expected) for one in loud(half)] == told
    if "," not in passage.text:
        assert [(one.start, one.end, one.rule, one.expected) for one in loud(full)] == told
    assert len(folded(half)) == len(half)


@pytest.mark.parametrize("name", NAMES)
def test_at_least_as_many_sound_as_wrong(name: str) -> None:
    told = [one.wrong for one in passages(name)]
    assert told.count(False) >= told.count(True) >= 12


@pytest.mark.parametrize("rule", ARITHMETIC.values(), ids=lambda one: one.name)
def test_examples_of_a_rule_hold(rule: Rule) -> None:
    for text in rule.sound:
        assert loud(text) == [], text
    for text in rule.wrong:
        assert of_rule(rule.name, text), text
    assert rule.title and rule.claims and rule.source


@pytest.mark.parametrize("passage", [one for one in passages(*NAMES) if one.wrong][::5], ids=lambda one: one.text[:30])
def test_a_passage_inside_a_report_is_found_at_its_place(passage: Passage) -> None:
    before = "一、主要做法\n我局按照年度要点推进各项工作。\n"
    found = of_rule(passage.rule, f"{before}{passage.text}\n以上情况，特此报告。")
    assert found
    assert {one.line for one in found} == {3}
    assert [one.expected for one in found] == [one.expected for one in of_rule(passage.rule, passage.text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由200件增加到240件，增长25%。", "20%"),
        ("由200件增加到240件，增长0.2倍，比上年增加50件。", "40件"),
        ("由200件减少到150件，下降30%。", "25%"),
        ("由3件增加到4件，增长33%。", None),
        ("由3件增加到4件，增长33.4%。", "33.3%"),
        ("由1.0亿元增加到1.2亿元，增长28%。", None),  # 0.95 to 1.05 and 1.15 to 1.25: 28 % is possible
        ("由1.00亿元增加到1.20亿元，增长28%。", "20%"),
        ("由1亿元增加到12000万元，增长120%。", None),
        ("由10000万元增加到1.20亿元，增长30%。", "20%"),
        ("由0件增加到5件，增长100%。", None),
    ],
)
def test_growth_is_judged_by_what_the_printed_digits_allow(text: str, expected: str | None) -> None:
    assert [found.expected for found in loud(text)] == ([expected] if expected else [])


def test_a_cut_rate_is_a_warning_that_says_so() -> None:
    (found,) = loud("2018年、2019年补助分别为2005万元、2862.5万元，同比增长42%。")
    assert (found.severity, found.quote, found.expected) == (Severity.WARNING, "42%", "42.8%")
    assert "舍去" in found.message and "43%" in found.message


def test_a_wrong_rate_is_an_error_with_its_sum_in_words() -> None:
    (found,) = loud("研发投入由12.98亿元增加到16.47亿元，增长26.7%。")
    assert (found.severity, found.quote, found.expected) == (Severity.ERROR, "26.7%", "26.9%")
    assert found.message == "16.47÷12.98−1=26.9%，文中写26.7%"


def test_growth_at_constant_prices_is_a_note_at_most() -> None:
    text = "生产总值由1000亿元增加到1500亿元，增长45%。"
    assert [(one.rule, one.severity) for one in check(text)] == [("growth", Severity.NOTE)]


def test_a_list_that_may_leave_something_out_is_told_softly() -> None:
    short = "新增学校12所，其中小学3所、中学5所。"
    assert [one.severity for one in check(short)] == [Severity.NOTE]
    assert [one.severity for one in loud(short.replace("新增", "共有"))] == [Severity.WARNING]
    assert [one.severity for one in loud("新增学校12所（小学3所、中学5所）。")] == [Severity.ERROR]
    assert [one.severity for one in loud("新增学校12所，其中小学3所、其他5所。")] == [Severity.ERROR]


def test_an_open_list_beyond_its_whole_is_an_error() -> None:
    text = "争取资金1000万元，其中引导资金600万元、奖补资金500万元等。"
    assert [(one.rule, one.severity) for one in loud(text)] == [("sum", Severity.ERROR)]


@pytest.mark.parametrize("words", ["等", "等项目", "，还有一批正在申报"])
def test_an_open_list_that_falls_short_is_silent(words: str) -> None:
    text = "共争取资金1000万元，其中引导资金400万元、奖补资金500万元"
    assert loud(f"{text}{words}。") == []
    assert loud(f"{text}。")


@pytest.mark.parametrize("hedge", ["约", "近", "超过", "不少于"])
def test_a_hedged_whole_claims_no_sum(hedge: str) -> None:
    assert loud(f"共梳理事项{hedge}30项，其中许可18项、确认9项。") == []
    assert loud("共梳理事项30项，其中许可18项、确认9项。")


@pytest.mark.parametrize("behind", ["余", "多"])
def test_a_round_number_with_more_claims_no_sum(behind: str) -> None:
    assert loud(f"共梳理事项30{behind}项，其中许可18项、确认16项。") == []
