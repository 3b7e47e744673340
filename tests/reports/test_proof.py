"""The report as the proofreader reads it: lines with their passages, marks that hold, cures that find their place."""

import hashlib
from collections import Counter
from dataclasses import replace

import pytest

from proofread import Finding, Severity
from proofread.message import Message
from reports.proof import cured, flaw_of, lines, proof
from reports.values import Block, Report, Section
from tests.reports.words import words


def report(*bodies: str, run_in: bool = False) -> Report:
    sections = tuple(
        Section(key=f"p{n}", level=3, number=f"{n}.", heading=f"第{n}件事", blocks=(Block(text=body),), run_in=run_in)
        for n, body in enumerate(bodies, 1)
    )
    parent = Section(key="whole", level=1, number="一、", heading="主要举措和成效", children=sections)
    return Report(2030, "某市某局2030年度报告", "市政府", (parent,), signature="某市某局", signed_on="2031年1月5日")


def test_every_printed_line_knows_its_passage_and_the_others_have_none() -> None:
    found = lines(report("走访企业5家。", "召开会议3次。"))
    assert [(line.text, line.slot) for line in found] == [
        ("某市某局2030年度报告", None),
        ("市政府：", None),
        ("一、主要举措和成效", None),
        ("1.第1件事", None),
        ("走访企业5家。", "p1"),
        ("2.第2件事", None),
        ("召开会议3次。", "p2"),
        ("某市某局", None),
        ("2031年1月5日", None),
    ]


def test_a_run_in_heading_shares_the_line_of_its_passage() -> None:
    assert ("1.第1件事。走访企业5家。", "p1") in [
        (line.text, line.slot) for line in lines(report("走访企业5家。", run_in=True))
    ]


WRONG = "2028年研发投入总额12.98亿元，2029年研发投入总额16.47亿元，比上年增长26.7%。"


def test_a_finding_stands_in_its_passage_with_a_cure() -> None:
    (flaw,) = [one for one in proof(report("召开会议3次。", WRONG)) if one.finding.rule == "growth"]
    assert (flaw.slot, flaw.open_error, flaw.cure) == ("p2", True, "26.9%")


def test_a_mark_survives_changes_elsewhere_and_not_of_its_own_words() -> None:
    def mark(*bodies: str) -> str:
        return next(one.mark for one in proof(report(*bodies)) if one.finding.rule == "growth")

    here = mark("召开会议3次。", WRONG)
    assert mark("召开会议30次，另有一次。", WRONG) == here
    assert mark("召开会议3次。", WRONG.replace("26.7", "25.7")) != here


def test_the_same_slip_twice_has_two_marks() -> None:
    twice = [
        one.mark for one in proof(report("系统己完成升级。", "系统己完成升级。")) if one.finding.rule == "character"
    ]
    assert len(twice) == len(set(twice)) == 2


def test_a_mark_stands_for_what_is_said_of_the_text_and_not_for_our_words() -> None:
    """Wording a message anew takes no explanation away; another figure in it does."""
    (flaw,) = [one for one in proof(report("系统己完成升级。")) if one.finding.rule == "character"]
    says = flaw.finding.says
    again = replace(flaw.finding, says=Message("“%(wrong)s”错了，请写“%(right)s”", says.values))
    other = replace(flaw.finding, says=Message("“%(wrong)s”", (("wrong", "别的"),)))
    marks = [flaw_of(one, flaw.slot, Counter(), None).mark for one in (flaw.finding, again, other)]
    assert marks[0] == marks[1] == flaw.mark != marks[2]


def test_what_was_explained_by_the_mark_of_before_stands() -> None:
    (flaw,) = [one for one in proof(report("系统己完成升级。")) if one.finding.rule == "character"]
    words = "\x1f".join(("character", flaw.slot or "", "己完成", "已完成", "“己”应为“已”：已完成。"))
    before = hashlib.sha256(f"{words}\x1f1".encode()).hexdigest()[:24]
    assert flaw.former == before and flaw.of({before: "说明"}) == "说明" == flaw.of({flaw.mark: "说明"})
    assert flaw.of({"another": "说明"}) is None


def finding(line: str, quote: str, occurrence: int = 0) -> Finding:
    start = -1
    for _time in range(occurrence + 1):
        start = line.index(quote, start + 1)
    return Finding("growth", Severity.ERROR, 1, start, start + len(quote), quote, Message(""), "9%")


@pytest.mark.parametrize(
    ("body", "line", "occurrence", "after"),
    [
        ("增长8%。", "增长8%。", 0, "增长9%。"),
        ("先增长8%，后增长8%。", "先增长8%，后增长8%。", 1, "先增长8%，后增长9%。"),
        ("- 甲增长8%。\n- 乙增长8%。", "一是甲增长8%。二是乙增长8%。", 1, "- 甲增长8%。\n- 乙增长9%。"),
        ("增长8%,很快。", "一是增长8%，很快。", 0, "增长9%,很快。"),
        ("增长8%。增长8%。", "增长8%。", 0, None),
        ("没有这个数。", "增长8%。", 0, None),
    ],
)
def test_a_cure_is_put_in_where_the_place_is_plain(body: str, line: str, occurrence: int, after: str | None) -> None:
    assert cured(body, line, finding(line, "8%", occurrence), "9%") == after


@pytest.mark.parametrize("body", ["其中女性8人。", ""])
def test_what_the_program_makes_has_no_cure(body: str) -> None:
    assert all(one.cure is None for one in proof(report(body)) if one.finding.rule in ("missing-part", "heading"))


def test_no_line_of_a_setting_is_two_for_the_proofreader() -> None:
    """Breaks of any kind in what stands around the text: a finding behind them is still told of its own line."""
    wild = Report(
        year=2030,
        title="某局\r，，\x85\u2028（2030年度）\n{x}\r\n报告",
        addressee="市\r办公室\n，",
        sections=(Section("a", 1, "一、", "甲", words("共12件，其中许可5件、\r处罚6件。")),),
        signature="某局\r\n某办",
        attachments=("甲\n，，\r乙",),
        signed_on="2031年1月2日",
    )
    printed = [one.text for one in lines(wild)]
    assert not any("\n" in one or "\r" in one for one in printed)
    found = proof(wild)
    assert any(one.finding.rule == "sum" and one.slot == "a" for one in found), found
    assert all(one.finding.quote in printed[one.finding.line - 1] for one in found)
