"""Printed numbers of a text: amounts with a unit, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.numbers import numbers


def texts(text: str) -> list[str]:
    return [one.text for one in numbers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("召开专题会议5次，研究事项26次", ["5次", "26次"]),
        ("投入16.47亿元，比上年增长26.7%", ["16.47亿元", "26.7%"]),
        ("提高1.5个百分点，前移2个位次", ["1.5个百分点", "2个位次"]),
        ("走访企业60多家，咨询40余次", ["60多家", "40余次"]),
        ("近30家企业，超过500户", ["近30家", "超过500户"]),
        ("细化二十二项重点工作", ["二十二项"]),
        ("资金1,188万元", ["1,188万元"]),
        ("集中学习和自学不少于60小时", ["60小时"]),
        ("1.2万名群众", ["1.2万名"]),
        ("项目3项400万元", ["3项", "400万元"]),
        ("增长12.5％", ["12.5％"]),
    ],
)
def test_amounts(text: str, found: list[str]) -> None:
    assert texts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2020年12月4日，2021年度",
        "居全省第9位，第3次会议",
        "《“十三五”规划100条》印发",
        "漯科〔2020〕3号文件",
        "一是加强领导，二是完善制度",
        "一窗受理、一站审批，三结合一会商",
        "第一责任人职责，六步工作法",
        "8时30分开会",
        "引用{投入：2020}",
        "互联网+，5G，H7N9",
        "三五家，一两次",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert texts(text) == []


def test_value_unit_place_and_the_words_before() -> None:
    text = "2019年获资金2862.5万元，同比增长42%。"
    first, second = numbers(text)
    assert (str(first.value), first.unit, first.printed.decimals) == ("2862.5", "万元", 1)
    assert text[first.start : first.end] == "2862.5万元"
    assert first.before.endswith("年获资金") and second.before == "同比增长"
    assert numbers("二十二项")[0].value == 22
    assert numbers("40余次")[0].printed.hedge == "余"


@given(st.text(alphabet="0123456789.,%一二三十百第年月日次家项万亿元余多《》〔〕{}，。 -", max_size=400))
def test_any_text_is_read_and_places_hold(text: str) -> None:
    last = 0
    for one in numbers(text):
        assert text[one.start : one.end] == one.text and one.start >= last
        last = one.end


def test_a_long_line_of_digits_is_no_number_and_takes_no_time() -> None:
    assert texts("9" * 100_000 + "次") == []
    assert len(texts("5次，" * 20_000)) == 20_000
