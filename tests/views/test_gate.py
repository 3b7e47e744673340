"""The gate before 定稿: errors are mended or explained, warnings only seen; every answer is in the trail."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, select

from models.passages import Dismissal
from models.trail import Trail
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
PROOF = "/years/2020/report/proof"
ERROR = "2018年研发投入总额12.98亿元，2019年研发投入总额16.47亿元，比上年增长25.3%。"


def write(office: Visitor, body: str = ERROR, slot: str = "closing") -> None:
    """Put words into a passage as a person would."""
    path = f"/years/2020/report/passage?slot={slot}"
    office.open(path).submit(path, body=body, act="draft").says("草稿已保存")


def mark_of(office: Visitor, quote: str) -> str:
    """The mark that the form beside a finding sends."""
    office.open(PROOF)
    for row in re.findall(r'<li id="f\d+".*?</li>', office.text, re.DOTALL):
        if f"<del>{quote}</del>" in row or f"<q>{quote}</q>" in row:
            return str(re.search(r'id="k(\w+)"', row)[1])  # type: ignore[index]
    raise AssertionError(f"no finding about “{quote}”")


def finalise(office: Visitor) -> Visitor:
    return office.open("/years/2020/report").submit("/years/2020/report/final")


def test_an_open_error_stops_the_final_edition_and_says_where_to_go(visit: Visit) -> None:
    office = visit("office")
    write(office)
    office.open("/years/2020/report").says("还不能定稿", "有 1 处错误没有改正", PROOF).silent("确认定稿")
    finalise(office).says("还有 1 处错误没有改正，也没有说明理由，不能定稿", "还不能定稿", "去处理")


def test_the_look_before_the_print_counts_open_errors(visit: Visit, demo_app: Flask) -> None:
    def told() -> str:
        return str(demo_app.test_cli_runner().invoke(args=["report", "check", "2020"]).stdout)

    assert "校对有" not in told()
    write(visit("office"))
    assert "校对有 1 处错误没有改正" in told()


def test_taking_the_cure_mends_the_passage_and_opens_the_gate(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    write(office)
    mark = mark_of(office, "25.3%")
    office.submit(f"{PROOF}/cure", mark=mark).says("已把“25.3%”改为“26.9%”", "没有未处理的错误")
    office.open("/years/2020/report/passage?slot=closing").says("比上年增长26.9%")
    with Session(demo_app.extensions["engine"]) as session:
        edit = session.exec(select(Trail).where(Trail.verb == "passage.edit").order_by(Trail.id.desc())).first()  # type: ignore[union-attr]
    assert edit is not None and "25.3%" in str(edit.before) and "26.9%" in str(edit.after)
    finalise(office).says("已定稿")


def test_an_explained_error_lets_the_report_pass_and_keeps_who_and_why(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    write(office)
    mark = mark_of(office, "25.3%")
    office.submit(f"{PROOF}/dismiss", mark=mark, reason="按可比口径计算，另附说明。").says("已说明", "按可比口径计算")
    finalise(office).says("已定稿")
    visit("leader").open(PROOF).says("不改的理由", "按可比口径计算", "法治办主任").silent("收回说明")
    with Session(demo_app.extensions["engine"]) as session:
        kept = session.exec(select(Dismissal).where(Dismissal.mark == mark)).one()
    assert (kept.rule, kept.slot, kept.quote) == ("growth", "closing", "25.3%")


def test_an_explanation_taken_back_closes_the_gate_again(visit: Visit) -> None:
    office = visit("office")
    write(office)
    mark = mark_of(office, "25.3%")
    office.submit(f"{PROOF}/dismiss", mark=mark, reason="暂不处理").says("已说明")
    office.submit(f"{PROOF}/reopen", mark=mark).says("已收回说明", "1 处错误未处理")
    office.submit(f"{PROOF}/reopen", mark=mark).says("这条说明已经收回")
    finalise(office).says("还不能定稿")


def test_changed_words_do_not_inherit_the_explanation(visit: Visit) -> None:
    office = visit("office")
    write(office)
    office.submit(f"{PROOF}/dismiss", mark=mark_of(office, "25.3%"), reason="暂不处理")
    write(office, ERROR.replace("25.3", "24.3"))
    office.open(PROOF).says("1 处错误未处理")


@pytest.mark.parametrize(("reason", "words"), [("", "请填写原因"), ("  ", "请填写原因"), ("长" * 1001, "最多 1000 字")])
def test_a_reason_is_needed(visit: Visit, reason: str, words: str) -> None:
    office = visit("office")
    write(office)
    office.submit(f"{PROOF}/dismiss", mark=mark_of(office, "25.3%"), reason=reason).says(words, "1 处错误未处理")


@pytest.mark.parametrize("act", ["cure", "dismiss"])
def test_a_finding_that_is_gone_is_told(visit: Visit, act: str) -> None:
    office = visit("office")
    write(office)
    mark = mark_of(office, "25.3%")
    write(office, "这一段已经重写。")
    office.open(PROOF).submit(f"{PROOF}/{act}", mark=mark, reason="理由").says("这处意见已经不在了")
    office.submit(f"{PROOF}/{act}", mark="<script>", reason="理由").says("这处意见已经不在了").silent("<script>alert")


def test_what_is_new_since_the_last_look(visit: Visit) -> None:
    office = visit("office")
    office.open(PROOF).submit(f"{PROOF}/look").says("已记下", "此后新增 0 处，消失 0 处")
    write(office)
    office.open(PROOF).says("此后新增 1 处，消失 0 处")
    office.submit(f"{PROOF}/cure", mark=mark_of(office, "25.3%"))
    office.submit(f"{PROOF}/look").says("此后新增 0 处，消失 0 处")


def test_a_final_report_is_only_read(visit: Visit) -> None:
    office = visit("office")
    finalise(office).says("已定稿")
    office.open(PROOF).silent("说明理由", "改这一段", "收回说明")
    mark = mark_of(office, "42%")
    office.submit(f"{PROOF}/reopen", mark=mark).says("报告已经定稿")


def test_who_made_it_final_is_named_to_others(visit: Visit) -> None:
    office = visit("office")
    finalise(office).says("已定稿")
    visit("leader").open("/years/2020/report").says("已定稿", "法治办主任")


def test_hostile_words_of_a_passage_are_shown_as_words(visit: Visit) -> None:
    office = visit("office")
    write(office, ERROR + "<img src=x onerror=alert(1)>")
    office.open(PROOF).says("&lt;img src=x").silent("<img src=x")
    office.submit(f"{PROOF}/dismiss", mark=mark_of(office, "25.3%"), reason="<b>理由</b>").says("&lt;b&gt;理由")


def test_the_passage_page_shows_what_is_said_of_it(visit: Visit) -> None:
    office = visit("office")
    write(office)
    office.open("/years/2020/report/passage?slot=closing").says("校对意见", "16.47÷12.98−1=26.9%")
    office.open("/years/2020/report/passage?slot=opening").silent("校对意见")


def test_the_trail_names_passages_as_the_outline_does(visit: Visit) -> None:
    office = visit("office")
    write(office)
    office.submit(f"{PROOF}/dismiss", mark=mark_of(office, "25.3%"), reason="暂不处理")
    visit("auditor").open("/trail").says("2020 结尾 25.3%").silent("2020 closing")
    visit("auditor").open("/trail?verb=passage.edit").says("2020 结尾", "2020 提升研发支持能力").silent(
        "research-input"
    )


def test_a_reference_without_a_number_is_told_before_the_print(visit: Visit) -> None:
    office = visit("office")
    write(office, "见{没有这个数：2020}。")
    office.open("/years/2020/report").says("这些引用没有数值，不能定稿", "{没有这个数：2020}")


def test_what_is_missing_under_a_heading_leads_to_the_passage_where_it_is_written(visit: Visit) -> None:
    office = visit("office")
    write(office, "督办不够及时，普法力度不够。", "problems")
    rows = re.findall(r'<li id="f\d+".*?</li>', office.open(PROOF).text, re.DOTALL)
    (row,) = [one for one in rows if "没有写原因" in one]
    assert 'href="/years/2020/report/passage?slot=problems">改这一段' in row and "三、存在问题和原因" in row
    office.open("/years/2020/report/passage?slot=problems").says("没有写原因")
    office.open("/years/2020/report?slot=problems").says("没有写原因")
