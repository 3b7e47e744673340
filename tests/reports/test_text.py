"""Text rules: marks as they are printed, numbers that stay whole, characters that need another face."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text import common, ordinal, rare_characters, runs, tidy


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("加强学习,提高认识;抓好落实:", "加强学习，提高认识；抓好落实："),
        ("为什么?因为重要!", "为什么？因为重要！"),
        ("比上年增长16.9%,在全省第9位", "比上年增长16.9%，在全省第9位"),
        ("共6,413万元", "共6,413万元"),
        ("会议于14:05开始", "会议于14:05开始"),
        ("see a, b; c", "see a, b; c"),
        ("平台(试行)已开通", "平台（试行）已开通"),
        ("记作(试行)", "记作（试行）"),
        ("f(x)", "f(x)"),
        ("((试行))", "（（试行））"),
        ("(a)(试行)", "(a)（试行）"),
        ("缺一半(", "缺一半("),
        ("缺一半)", "缺一半)"),
        ("(试行):", "（试行）："),
        ("市政府--江南大学签约", "市政府——江南大学签约"),
        ("2019--2020", "2019--2020"),
        ("加大 科技 财 政投入", "加大科技财政投入"),
        ("2020 年", "2020年"),
        ("增长 16.9%", "增长16.9%"),
        ("16.9% ，比上年", "16.9%，比上年"),
        ("制定《工作安排》 《工作方案》", "制定《工作安排》《工作方案》"),
        ("使用 GDP 比重", "使用 GDP 比重"),
        ("　　首行空格　", "首行空格"),
        ("制表\t符", "制表符"),
        ("", ""),
    ],
)
def test_marks_are_set_as_they_are_printed(typed: str, printed: str) -> None:
    assert tidy(typed) == printed


@given(st.text(alphabet="法治,;:?!()（）《》 -12.%\u3000\t，。", max_size=60))
def test_tidying_twice_changes_nothing_and_loses_no_letter(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert [char for char in once if char in "法治12"] == [char for char in text if char in "法治12"]


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (40, "四十"), (99, "九十九")]
)
def test_ordinals_are_chinese(number: int, word: str) -> None:
    assert ordinal(number) == word


def kept(text: str) -> list[str]:
    return [run.text for run in runs(text) if run.kind == "keep"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("共6413万元。", ["6413万元"]),
        ("增长16.9%，", ["16.9%"]),
        ("提高1.5个百分点", ["1.5个百分点"]),
        ("漯科〔2021〕3号文件", ["漯科〔2021〕3号"]),
        ("共12.98亿元", ["12.98亿元"]),
        ("没有数字", []),
        ("2019年", ["2019年"]),
        ("培训3000余人次", ["3000余人次"]),
        ("办理12件次，复议40余件", ["12件次", "40余件"]),
        ("依照豫依法行政领办〔2014〕86号", ["豫依法行政领办〔2014〕86号"]),
        ("某市全面依法治市办发〔2021〕112号", ["某市全面依法治市办发〔2021〕112号"]),
        ("根据市政府第825号令", ["第825号"]),
        ("PM2.5浓度", []),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line(text: str, whole: list[str]) -> None:
    assert kept(text) == whole


def test_ten_thousand_brackets_take_no_long_time() -> None:
    """Linear: nesting as deep as a body may be long."""
    text = "(" * 10_000 + "法" + ")" * 10_000
    assert tidy(text) == "（" * 10_000 + "法" + "）" * 10_000


@given(st.text(max_size=80))
def test_runs_put_together_are_the_text(text: str) -> None:
    assert "".join(run.text for run in runs(text)) == text
    assert all(run.text for run in runs(text))


@pytest.mark.parametrize("char", "䶮㛃𬱟㎡")
def test_rare_characters_are_told_apart(char: str) -> None:
    assert char not in common()
    assert rare_characters(f"张{char}和李{char}") == [char]
    assert [(run.text, run.kind) for run in runs(f"张{char}同志")] == [("张", ""), (char, "rare"), ("同志", "")]


def test_usual_text_has_no_rare_character() -> None:
    assert rare_characters("“一站式”审批——《条例》……（试行）〔2020〕1号：16.9%，a-b·①") == []
