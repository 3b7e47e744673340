"""Figures that the ledger or last year's report knows are compared with those of a text."""

from decimal import Decimal

import pytest

from proofread import Known, Severity, check
from proofread.rules import conflict

RULES = (conflict.RULE,)
KNOWN = (
    Known("研发投入总额", 2019, Decimal("164712"), "万元", "上年报告"),
    Known("合法性审查", 2020, Decimal(14), "件"),
    Known("按时办结率", 2020, Decimal("98.5"), "%"),
)


@pytest.mark.parametrize(
    "text",
    [
        "2019年研发投入总额16.47亿元。",
        "2019年研发投入总额164712万元。",
        "2019年研发投入总额约16亿元。",
        "2019年研发投入总额超过16亿元。",
        "全年完成合法性审查14件，按时办结率达98.5%。",
        "按时办结率达99%。",
        "2019年完成合法性审查12件。",
        "合法性审查意见被采纳的有12条。",
        "2020年合法性审查14家企业的合同12次。",
        "按时办结率提高3个百分点，增长98%。",
        "2021年研发投入总额20亿元。",
    ],
)
def test_what_agrees_or_is_something_else_is_silent(text: str) -> None:
    assert check(text, year=2020, known=KNOWN, rules=RULES) == []


@pytest.mark.parametrize(
    ("text", "quote", "expected", "origin"),
    [
        ("2019年研发投入总额16.74亿元。", "16.74亿元", "16.47亿元", "上年报告"),
        ("2019年研发投入总额164172万元。", "164172万元", "164712万元", "上年报告"),
        ("全年完成合法性审查16件。", "16件", "14件", "台账"),
        ("2020年合法性审查16件。", "16件", "14件", "台账"),
        ("按时办结率达95.8%。", "95.8%", "98.5%", "台账"),
        ("合法性审查20余件。", "20余件", "14件", "台账"),
    ],
)
def test_what_differs_is_named_with_where_the_right_value_stands(
    text: str, quote: str, expected: str, origin: str
) -> None:
    (found,) = check(text, year=2020, known=KNOWN, rules=RULES)
    assert (found.rule, found.quote, found.expected) == ("conflict", quote, expected)
    assert origin in found.message


def test_the_very_name_is_an_error_and_a_longer_one_a_warning() -> None:
    loudness = [
        check(text, year=2020, known=KNOWN, rules=RULES)[0].severity
        for text in ("合法性审查16件。", "完成合法性审查16件。")
    ]
    assert loudness == [Severity.ERROR, Severity.WARNING]


def test_without_a_year_only_figures_with_a_year_are_compared() -> None:
    assert check("合法性审查16件。", known=KNOWN, rules=RULES) == []
    assert check("2020年合法性审查16件。", known=KNOWN, rules=RULES)


def test_a_unit_that_nobody_knows_compares_nothing() -> None:
    known = (Known("合法性审查", 2020, Decimal(14), "篓"),)
    assert check("2020年合法性审查16件。", known=known, rules=RULES) == []


def test_plans_of_next_year_are_no_conflict() -> None:
    done = "2020年审查合同文本14件。\n{}\n2020年审查合同文本16件。"
    assert check(done.format("四、2021年工作安排"), rules=RULES) == []
    assert [one.line for one in check(done.format("四、其他情况"), rules=RULES)] == [3]


DONE = "全局举办法治培训班12期。\n{}"


@pytest.mark.parametrize(
    ("later", "severity"),
    [
        ("第二部分小结：先后举办法治培训班15期。", Severity.WARNING),
        ("小结如下。先后举办法治培训班15期。", Severity.WARNING),
        ("其中一季度，举办法治培训班3期。", Severity.NOTE),
        ("6月，举办法治培训班3期。", Severity.NOTE),
        ("小结如下。先后举办法治培训班12期。", None),
        ("小结如下。举办法治培训班10余期。", None),
    ],
)
def test_two_figures_without_a_year_in_two_paragraphs(later: str, severity: Severity | None) -> None:
    found = check(DONE.replace("全局", "").format(later), rules=RULES)
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all((one.line, one.expected) == (2, "12期") for one in found)


def test_two_figures_in_one_paragraph_without_a_year_are_a_note() -> None:
    text = "面向机关，举办法治培训班12期。面向基层，举办法治培训班15期。"
    assert [one.severity for one in check(text, rules=RULES)] == [Severity.NOTE]


def test_money_of_one_name_without_a_year_is_a_note() -> None:
    text = "安排法治专项资金3000万元。\n安排法治专项资金3亿元。"
    assert [one.severity for one in check(text, rules=RULES)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "heading", ["四、下一步工作", "四、2021年主要安排", "四、明年重点", "四、今后工作思路", "（三）2021年工作计划"]
)
def test_headings_under_which_plans_stand(heading: str) -> None:
    text = "2020年审查合同文本14件。\n{}\n2020年审查合同文本16件。"
    assert check(text.format(heading), rules=RULES) == []


@pytest.mark.parametrize("heading", ["（一）统筹安排部署", "二、目标管理", "印发2020年度工作安排，细化任务。"])
def test_headings_that_speak_of_what_was_done(heading: str) -> None:
    text = "2020年审查合同文本14件。\n{}\n2020年审查合同文本16件。"
    assert [one.rule for one in check(text.format(heading), rules=RULES)] == ["conflict"]
