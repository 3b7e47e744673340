"""Files of records and indicators: every mistake at once, with its line and cure."""

from pathlib import Path

import pytest

from checklists import Wrong, packaged_data, read_indicators, read_kinds
from checklists.counted import RecordKinds

KINDS = """kind: records
key: kinds
title: 类型
kinds:
  - key: meeting
    name: 会议
    sorts:
      - 专题会议
    numbers:
      persons: 人数
    counts:
      - key: times
        name: 次数
        unit: 次
"""
INDICATORS = """kind: indicators
key: numbers
title: 指标
indicators:
  - key: meetings
    name: 会议
    unit: 次
    records:
      kind: meeting
  - key: money
    name: 投入
    unit: 亿元
  - key: part
    name: 奖励
    unit: 万元
"""
Found = list[tuple[int, str, str]]


def kinds(folder: Path, text: str) -> Found:
    path = folder / "kinds.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        read_kinds(str(path))
    except Wrong as wrong:
        return [(one.line, one.says, one.cure) for one in wrong.problems]
    return []


def indicators(folder: Path, text: str) -> Found:
    path, beside = folder / "numbers.yaml", folder / "kinds.yaml"
    path.write_text(text, encoding="utf-8")
    beside.write_text(KINDS, encoding="utf-8")
    try:
        read_indicators(str(path), read_kinds(str(beside)))
    except Wrong as wrong:
        return [(one.line, one.says, one.cure) for one in wrong.problems]
    return []


def test_the_examples_are_right(tmp_path: Path) -> None:
    assert kinds(tmp_path, KINDS) == [] and indicators(tmp_path, INDICATORS) == []


@pytest.mark.parametrize(
    ("added", "line", "says", "cure"),
    [
        ("  - key: meeting\n    name: 另一个\n    counts: []\n", 15, "代号“meeting”重复", "请换一个"),
        ("  - key: other\n    name: 会议\n    counts: []\n", 16, "名称“会议”重复", "请换一个"),
        ("  - key: other\n    name: 别的\n", 15, "缺少字段“counts”", "请补上"),
        (
            "  - key: other\n    name: 别的\n    count: []\n    counts: []\n",
            17,
            "不认识的字段“count”",
            "是不是“counts”",
        ),
        ("  - key: Other\n    name: 别的\n    counts: []\n", 15, "写法不对", "小写字母"),
        ("  - key: other\n    name: 别的\n    life: forever\n    counts: []\n", 17, "不是能用的写法", "plain、problem"),
        ("        measure: amount\n", 12, "“amount”要用到“amount”，这个类型没有它", "numbers"),
        ("        measure: person_hours\n", 12, "“person_hours”要用到“hours”", "numbers"),
        ("        measure: sum\n", 15, "“sum”不是能用的写法", "records、amount"),
        ("    details:\n      - key: a\n        name: 甲\n        type: choice\n", 16, "没有写可选的内容", "choices"),
        (
            "    details:\n      - key: a\n        name: 甲\n        type: number\n",
            18,
            "“number”不是能用的写法",
            "text、date、choice",
        ),
    ],
)
def test_each_mistake_of_a_kinds_file(tmp_path: Path, added: str, line: int, says: str, cure: str) -> None:
    found = kinds(tmp_path, KINDS + added)
    assert len(found) == 1, found
    assert found[0][0] == line and says in found[0][1] and cure in found[0][2]


@pytest.mark.parametrize(
    ("added", "line", "says", "cure"),
    [
        ("  - key: more\n    name: 没有单位\n", 16, "缺少字段“unit”", "请补上"),
        ("  - key: more\n    name: 空单位\n    unit: ''\n", 18, "“unit”是空的", "请填写"),
        ("  - key: more\n    name: 研发:投入\n    unit: 项\n", 17, "花括号、冒号或空格", "{名称：年份}"),
        ("  - key: more\n    name: 多\n    unit: 项\n    decimals: 9\n", 19, "0 至 6 的整数", "请改正"),
        ("    records:\n      kind: meating\n", 17, "没有工作记录类型“meating”", "是不是“meeting”"),
        ("    records:\n      kind: meeting\n      sorts:\n        - 茶话会\n", 19, "没有分类“茶话会”", "可用的有"),
        ("    formula:\n      how: sum\n      of:\n        - mony\n", 19, "没有指标“mony”", "是不是“money”"),
        ("    formula:\n      how: sum\n      of:\n        - money@-10\n", 19, "不是指标代号", "代号@-1"),
        ("    formula:\n      how: difference\n      of:\n        - money\n", 17, "正好两个指标", "请写两个"),
        ("    formula:\n      how: sum\n      of:\n        - meetings\n", 17, "单位不同", "同一类单位"),
        (
            "    formula:\n      how: growth\n      of:\n        - money\n        - money@-1\n",
            17,
            "增速和占比的单位应当是 %",
            "写成 %",
        ),
        (
            "    formula:\n      how: sum\n      of:\n        - part\n",
            13,
            "“part”绕了一圈又用到自己",
            "请改它的 formula",
        ),
        ("    goal: 60\n", 13, "goal 和 feeds 要一起写", "请补上另一个"),
        ("    goal: 60\n    feeds: law-study\n", 17, "写法不对", "第几个检查点"),
        ("relations:\n  - key: a\n    name: 关系\n    how: sum\n    whole: money\n", 17, "没有写 parts", "请写出"),
        (
            "relations:\n  - key: a\n    name: 关系\n    how: sum\n    whole: money\n    parts:\n      - meetings\n",
            17,
            "单位不同",
            "如亿元和万元",
        ),
        (
            "relations:\n  - key: a\n    name: 关系\n    how: printed\n    whole: money\n    parts:\n      - part\n",
            22,
            "只和上年报告比",
            "请去掉 parts",
        ),
        (
            "relations:\n  - key: a\n    name: 关系\n    how: growth\n    whole: money\n    parts:\n      - part\n",
            17,
            "正好两个指标",
            "请写两个",
        ),
    ],
)
def test_each_mistake_of_an_indicators_file(tmp_path: Path, added: str, line: int, says: str, cure: str) -> None:
    found = indicators(tmp_path, INDICATORS + added)
    assert len(found) == 1, found
    assert found[0][0] == line and says in found[0][1] and cure in found[0][2]


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    broken = (
        INDICATORS.replace("    unit: 次\n", "").replace("投入", "投 入")
        + "  - key: money\n    name: x\n    unit: ''\n"
    )
    assert [line for line, _says, _cure in indicators(tmp_path, broken)] == [5, 10, 15, 17]


def test_units_of_one_family_and_the_year_before_are_fine(tmp_path: Path) -> None:
    more = "relations:\n  - key: a\n    name: 关系\n    how: sum\n    whole: money\n    open: true\n    parts:\n      - part\n      - money@-1\n"
    assert indicators(tmp_path, INDICATORS + more) == []


def test_both_need_their_own_kind_of_file(tmp_path: Path) -> None:
    assert "这里要的是 records" in kinds(tmp_path, INDICATORS)[0][2]
    assert "这里要的是 indicators" in indicators(tmp_path, KINDS)[0][2]


def test_frozen_kinds_come_back_the_same_and_every_kind_counts_something() -> None:
    import json

    found, measured = packaged_data()
    assert RecordKinds.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    assert all(one.counts for one in found.kinds)
    assert len({one.name for one in measured.indicators}) == len(measured.indicators), "a name is a token"
