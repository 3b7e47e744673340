"""The finished paper, measured: each fault put in on purpose is named with its page, its words and its passage."""

from collections.abc import Callable

import pytest
from flask import Flask

from reports.appendix import LEDGER
from reports.html import document
from reports.measure import measured
from reports.pdf import write
from reports.values import Appendix, Group, Report, Section
from tests.reports.words import words
from tests.visitor import Visitor

SENTENCE = "全年各项工作按计划推进，责任到人。"
Found = list[tuple[str, str, str | None, dict[str, object]]]


def report(*texts: str, rows: int = 0) -> Report:
    sections = (Section("a", 1, "一、", "甲", words(*texts)), Section("b", 1, "二、", "乙丙丁", words("文。", "文。")))
    row = ("1", "任务", SENTENCE * 2, "办公室", "—", "—", "12月底前", "已销号\n6月1日", "1/1份")
    table = Appendix("ledger", "2021年度台账", LEDGER, (Group("一、组织领导", (row,) * rows),))
    return Report(2021, "某局报告", "市", sections, "某局", "2022年1月2日", appendices=(table,) if rows else ())


def look(held: Report, css: str = "") -> Found:
    notes = measured(write(document(held, css)), held)
    return [(one.rule, one.severity.value, one.slot, dict(one.values)) for one in notes]


def test_a_sound_paper_has_no_fault(pdf_2020: bytes, report_2020: Report) -> None:
    assert measured(pdf_2020, report_2020) == []


def test_a_paper_with_everything_on_it_has_no_fault(dressed: bytes, report_2020: Report) -> None:
    assert [one for one in measured(dressed, report_2020) if one.severity.value == "error"] == []


def test_long_tables_and_texts_have_no_fault() -> None:
    assert look(report(SENTENCE * 90, rows=30)) == []


def test_ink_beyond_the_type_area_is_named_with_its_passage() -> None:
    held = report("见网址https://mp.example.cn/" + "x" * 60)
    ((rule, severity, slot, values),) = look(held, ".sheet .code { white-space: nowrap }")
    assert (rule, severity, slot, values["page"]) == ("outside", "error", "a", 1)
    assert str(values["words"]).startswith("https://mp.example.cn/xxx")
    ((rule, _severity, slot, _values),) = look(held, ".sheet h1 { margin-left: -60mm; text-align: left }")
    assert (rule, slot) == ("outside", None)


def test_a_foot_that_is_printed_too_low_is_beyond_the_area_and_the_page_number_is_not() -> None:
    found = look(report(SENTENCE * 40), "@page { margin: 39mm 25.98mm 28mm 28mm }")
    assert {one[0] for one in found} == {"outside"}


def test_ink_across_the_rules_of_a_table_is_named() -> None:
    found = look(report("文。", rows=2), ".sheet .wide td { white-space: nowrap }")
    assert {one[:2] for one in found} == {("cell", "error")} and found[0][3]["page"] == 2


def test_a_sign_for_a_missing_glyph_is_named_with_the_words_around_it() -> None:
    ((rule, severity, slot, values),) = look(report("获奖者刘\ue801某上台领奖。"))
    assert (rule, severity, slot) == ("box", "error", "a")
    assert values == {"page": 1, "words": "获奖者刘□某上台领奖。"}


def test_a_heading_alone_at_a_foot_is_named() -> None:
    held = report(*["文。"] * 17)
    assert look(held) == [], "the sheet keeps it with its text"
    ((rule, severity, slot, values),) = look(held, ".sheet h2 { break-after: auto }")
    assert (rule, severity, slot, values["words"]) == ("lone", "warning", "b", "二、乙丙丁")


def test_a_line_that_leads_in_what_is_on_the_next_page_is_named() -> None:
    held = report(*["文。"] * 17, "主要做了三件事：", "一是学习。")
    assert look(held) == [], "the sheet keeps it with what it leads in"
    ((rule, severity, slot, values),) = look(held, ".sheet .leads-in { break-after: auto }")
    assert (rule, severity, slot, values["words"]) == ("lone", "warning", "a", "主要做了三件事：")


@pytest.mark.parametrize(("lines", "empty"), [(11, 7), (12, 0)])
def test_more_than_six_empty_lines_at_a_foot_are_named(lines: int, empty: int) -> None:
    found = look(report(*["文。"] * lines), ".sheet #s-b { break-before: page }")
    assert [(rule, slot, values["n"]) for rule, _severity, slot, values in found] == (
        [("foot", "a", empty)] if empty else []
    )


def test_the_page_measures_when_it_is_asked(report_app: Flask, visit_report: Callable[[str], Visitor]) -> None:
    visit_report("office").open("/years/2020/report").says("量一量成品")
    visit_report("office").open("/years/2020/report/measured").says("没有量出问题")


@pytest.fixture
def visit_report(report_app: Flask) -> Callable[[str], Visitor]:
    return lambda name: Visitor(report_app).sign_in(name)
