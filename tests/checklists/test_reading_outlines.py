"""An outline file beside its checklists: what is read, and how each mistake is answered with its line and cure."""

from pathlib import Path

import pytest

from checklists import Wrong, read_outline
from checklists.schema import Checklist, Outline, Section, Task

TASKS = tuple(Task(key=key, no=str(no), title=key) for no, key in enumerate(("tea", "water", "cups"), 1))
KITCHEN = Checklist(key="kitchen", title="厨房", sections=(Section(key="all", title="全部", items=TASKS),))
HEAD = "kind: outline\nkey: year\ntitle: '{bureau}{year}年度报告'\nparts:\n"
GOOD = (
    HEAD
    + "  - key: done\n    heading: 做了什么\n    kind: items\n    items:\n      - kitchen/tea\n      - kitchen/water\n"
)


def outline(folder: Path, text: str) -> Outline:
    path = folder / "outline.yaml"
    path.write_text(text, encoding="utf-8")
    return read_outline(str(path), [KITCHEN])


def mistakes(folder: Path, text: str) -> list[tuple[int, str, str]]:
    try:
        outline(folder, text)
    except Wrong as wrong:
        return [(one.line, one.says, one.cure) for one in wrong.problems]
    return []


def test_a_right_outline_becomes_values(tmp_path: Path) -> None:
    found = outline(
        tmp_path,
        GOOD
        + "    titles:\n      kitchen/tea: 茶\n"
        + "  - key: more\n    heading: 其他\n    parts:\n"
        + "      - key: rest\n        kind: gathered\n        items: [kitchen/cups]\n"
        + "      - key: end\n        kind: written\n        points: apart\n        hint: 一句话\n",
    )

    first, second = found.parts
    assert found.run_in == 3
    assert (first.items, first.titles) == (("kitchen/tea", "kitchen/water"), {"kitchen/tea": "茶"})
    assert second.kind == "group"
    assert [leaf.key for leaf in found.leaves()] == ["done", "rest", "end"]
    assert second.parts[1].points == "apart"


def test_a_star_stands_for_the_whole_checklist(tmp_path: Path) -> None:
    found = outline(tmp_path, HEAD + "  - key: done\n    kind: gathered\n    items: [kitchen/*]\n")

    assert found.parts[0].items == ("kitchen/tea", "kitchen/water", "kitchen/cups")


@pytest.mark.parametrize(
    ("added", "line", "says", "cure"),
    [
        ("      - kitchen/teh\n", 11, "没有事项“kitchen/teh”", "是不是“kitchen/tea”"),
        ("      - garden/*\n", 11, "没有事项“garden/*”", "kitchen/tea"),
        ("      - kitchen/tea\n", 11, "事项“kitchen/tea”已在“done”里", "只能放在一处"),
        (
            "  - key: again\n    kind: gathered\n    items: [kitchen/water]\n",
            13,
            "事项“kitchen/water”已在“done”里",
            "去掉一个",
        ),
        ("  - key: done\n    kind: written\n", 11, "代号“done”重复", "请换一个"),
        ("  - key: b\n    kind: writen\n", 12, "“writen”不是能用的写法", "是不是“written”"),
        ("  - key: b\n    kind: written\n    heading: 三、问题\n", 13, "标题“三、问题”带了序号", "序号由程序印"),
        ("  - key: b\n    kind: written\n    heading: （二）问题\n", 13, "标题“（二）问题”带了序号", "序号由程序印"),
        ("  - key: b\n    kind: written\n    heading: 2.问题\n", 13, "标题“2.问题”带了序号", "序号由程序印"),
        ("  - key: b\n    heading: 空\n", 11, "既没有 kind，也没有 parts", "或写下级 parts"),
        ("  - key: b\n    kind: items\n", 11, "缺少字段“items”", "收哪些事项"),
        ("  - key: b\n    kind: items\n    items: []\n", 13, "“items”是空的", "至少写一项"),
        ("  - key: b\n    kind: written\n    items: [kitchen/cups]\n", 13, "这个部分不收事项", "kind: gathered"),
        (
            "  - key: b\n    kind: written\n    parts: [{key: c, kind: written}]\n",
            13,
            "不能再有 parts",
            "去掉 kind 或 parts",
        ),
        ("    style: pionts\n", 11, "“pionts”不是能用的写法", "是不是“points”"),
        ("    titles: {kitchen/cups: 杯}\n", 11, "不认识的字段“kitchen/cups”", "kitchen/tea"),
        ("    titel: 茶\n", 11, "不认识的字段“titel”", "是不是“titles”"),
        ("    numbering: 1、\n", 11, "不认识的编号样式“1、”", "或写自己的样式"),
        ("    numbering: '{2}'\n", 11, "不认识的编号样式“{2}”", "或写自己的样式"),
        ("  - {key: b, kind: written, number: none}\n", 11, "没有标题的部分不印序号", "请补上 heading"),
        ("  - {key: b, kind: written, heading: 乙, continue: true}\n", 11, "“continue”用不上", "有下级标题的部分"),
        ("  - {key: b, kind: written, hint: '{yaer}年'}\n", 11, "“{yaer}年”里的花括号写法不对", "{year+1}"),
        ("run_in: 9\n", 11, "“run_in”应当是 0 至 4 的整数", "请改正"),
        ("checklists: [garden]\n", 11, "没有清单“garden”", "请带上这份清单"),
        (
            "  - {key: b, parts: [{key: c, parts: [{key: d, parts: [{key: e, parts: [{key: f, kind: written}]}]}]}]}\n",
            11,
            "层次太深",
            "最多四级",
        ),
    ],
)
def test_each_mistake_has_its_line_and_cure(tmp_path: Path, added: str, line: int, says: str, cure: str) -> None:
    found = mistakes(tmp_path, GOOD + added)

    assert len(found) == 1
    assert found[0][0] == line
    assert says in found[0][1]
    assert cure in found[0][2]


@pytest.mark.parametrize("heading", ["一体推进", "2021年主要安排", "十项制度", "第一责任人"])
def test_a_heading_may_begin_with_a_number_that_is_no_ordinal(tmp_path: Path, heading: str) -> None:
    assert mistakes(tmp_path, GOOD + f"  - key: b\n    kind: written\n    heading: {heading}\n") == []


def test_a_title_knows_the_bureau_and_the_year_only(tmp_path: Path) -> None:
    assert mistakes(tmp_path, GOOD.replace("{bureau}", "{name}"))[0][:2] == (
        3,
        "“{name}{year}年度报告”里的花括号写法不对",
    )


def test_a_checklist_is_no_outline(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "kind: checklist\nkey: a\ntitle: b\nsections: []\n")

    assert found == [(1, "这个文件是 checklist", "这里要的是 outline，请换一个文件")]


def test_an_outline_without_parts_is_told(tmp_path: Path) -> None:
    assert mistakes(tmp_path, HEAD.replace("parts:\n", "parts: []\n"))[0][1] == "“parts”是空的"
