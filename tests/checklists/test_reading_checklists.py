"""A checklist file: what is read, and how each mistake is answered with its line and cure."""

from decimal import Decimal
from pathlib import Path

import pytest

from checklists import Wrong, read_checklist
from checklists.schema import Due, Step

HEAD = "kind: checklist\nkey: three\ntitle: 三项\n"
SECTION = HEAD + "sections:\n  - key: one\n    title: 第一节\n    items:\n"
GOOD = SECTION + "      - key: a\n        no: 1\n        title: 甲\n"


def read(folder: Path, text: str | bytes) -> list[tuple[int, str, str]]:
    """The mistakes of a file with this text, as (line, says, cure)."""
    path = folder / "list.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        read_checklist(str(path))
    except Wrong as wrong:
        return [(one.line, one.says, one.cure) for one in wrong.problems]
    return []


def test_a_right_file_becomes_values(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(
        GOOD
        + "        requirement: |\n          第一行\n          第二行\n"
        + "        owed:\n          - 文件\n"
        + "        checkpoints:\n          - 起草\n          - text: 征求意见\n            required: false\n"
        + "        due: 12-04\n        points: 2.50\n"
        + "      - key: b\n        no: 2\n        title: 乙\n        due: 持续推进\n",
        encoding="utf-8",
    )

    found = read_checklist(str(path))

    first, second = found.tasks
    assert (found.key, found.title, found.kind) == ("three", "三项", "tasks")
    assert first.requirement == "第一行\n第二行"
    assert first.owed == ("文件",)
    assert first.checkpoints == (Step(text="起草"), Step(text="征求意见", required=False))
    assert first.due == Due(kind="date", month=12, day=4)
    assert first.points == Decimal("2.50")
    assert second.due.kind == "standing"


def test_words_that_yaml_would_change_stay_text(tmp_path: Path) -> None:
    """1.10 is no number, and no, on, 2020-01-01 are no truths or dates."""
    rows = "".join(
        f"      - key: k{place}\n        no: 1.{place}\n        title: {title}\n"
        for place, title in enumerate(
            ["no", "on", "off", "2020-01-01", "1e3", "0o7", "12:30:00", "yes", "0x1", "1_0"], 1
        )
    )
    path = tmp_path / "list.yaml"
    path.write_text(SECTION + rows, encoding="utf-8")

    tasks = read_checklist(str(path)).tasks

    assert tasks[9].no == "1.10"
    assert [task.title for task in tasks[:4]] == ["no", "on", "off", "2020-01-01"]


@pytest.mark.parametrize(
    ("added", "line", "says", "cure"),
    [
        ("        requirment: 要求\n", 11, "不认识的字段“requirment”", "是不是“requirement”"),
        ("        colour: 红\n", 11, "不认识的字段“colour”", "可用的有：key、no、title、requirement、owed"),
        ("        title: 又一个\n", 11, "字段“title”重复", "请只留一个"),
        ("      - key: a\n        no: 2\n        title: 乙\n", 11, "代号“a”重复", "请换一个"),
        ("      - key: A b\n        no: 2\n        title: 乙\n", 11, "代号“A b”写法不对", "小写字母"),
        ("      - key: b\n        no: 2\n        title: ''\n", 13, "“title”是空的", "请填写"),
        ("      - key: b\n        no: 2\n        title: ~\n", 13, "“title”是空的", "请填写"),
        ("      - key: b\n        no: 2\n", 11, "缺少字段“title”", "请补上"),
        ("        due: 13-01\n", 11, "时限“13-01”不是日期", "如 12-04"),
        ("        due: 02-30\n", 11, "时限“02-30”不是日期", "年底前"),
        ("        due: 2020-12-04\n", 11, "时限“2020-12-04”不是日期", "月-日"),
        ("        owed: 文件\n", 11, "“owed”应当是列表", "行首写“- ”"),
        ("        owed:\n          - [文件]\n", 12, "“owed”应当是文字", "请写成一行文字"),
        ("        requirement:\n          - 一\n", 12, "“requirement”应当是文字", "不要写成列表"),
        (
            "        checkpoints:\n          - text: 一\n            required: perhaps\n",
            13,
            "“perhaps”不是",
            "true、false",
        ),
        ("        checkpoints:\n          - required: true\n", 12, "缺少字段“text”", "请补上"),
        ("        points: 许多\n", 11, "分值“许多”不是数", "如 5 或 2.5"),
        ("        note: " + "长" * 501 + "\n", 11, "“note”超过 500 字", "请缩短"),
        ("        origin: |\n          甲\n          乙\n", 11, "“origin”分成了几行", "请写在一行里"),
        ("      - 只有文字\n", 11, "这里应当是几行“key: …”", "照已有清单"),
        (
            "  - key: one\n    title: 第二节\n    items:\n      - {key: b, no: 2, title: 乙}\n",
            11,
            "代号“one”重复",
            "换一个",
        ),
        ("  - key: two\n    title: 第二节\n    items: []\n", 13, "“items”是空的", "至少写一项"),
        ("  - {key: two, title: 第二节}\n", 11, "缺少字段“items”", "请补上"),
        (
            "  - {title: a, sections: [{title: b, sections: [{title: c, sections: [{title: d, items: [x]}]}]}]}\n",
            11,
            "层次太深",
            "节最多三层",
        ),
        ("        help: 甲科\n", 11, "没有写牵头科室 lead，“help”用不上", "请写 lead"),
        ("        lead: [甲科]\n", 11, "“lead”应当是文字", "请写成一行文字"),
    ],
)
def test_each_mistake_has_its_line_and_cure(tmp_path: Path, added: str, line: int, says: str, cure: str) -> None:
    found = read(tmp_path, GOOD + added)

    assert len(found) == 1
    assert found[0][0] == line
    assert says in found[0][1]
    assert cure in found[0][2]


def test_every_mistake_is_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        GOOD.replace("三项", "''")
        + "        due: 某日\n        ownd: []\n      - key: b\n        no: 7\n        title: ''\n",
    )

    assert [line for line, _, _ in found] == [3, 11, 12, 15]


@pytest.mark.parametrize(
    ("raw", "line", "says", "cure"),
    [
        (GOOD.encode() + "        note: 备注\n".encode("gb18030"), 11, "不是 UTF-8", "另存为 UTF-8"),
        (GOOD.encode("utf-16"), 1, "不是 UTF-8", "另存为 UTF-8"),
        (b"#" * (1024 * 1024 + 1), 1, "超过 1 MB", "拆成几份"),
        (b"", 1, "文件是空的", "照已有清单"),
        (b"- a\n- b\n", 1, "开头应当是", "照已有清单"),
        (b"kind: checklist\nkey: [a\n", 3, "YAML 写法有误", "缩进"),
        (b"kind: checklist\n\tkey: a\n", 2, "YAML 写法有误", "缩进用空格"),
        ((HEAD + "sections: &all []\n").encode(), 4, "用了锚点“&all”", "直接写出来"),
        ((HEAD + "note: !!python/name:os.system x\nsections: []\n").encode(), 4, "用了 ! 标签", "去掉标签"),
        ((GOOD + "---\nkey: b\n").encode(), 11, "几份文档", "一份清单一个文件"),
        ((HEAD + "note: " + "[" * 40 + "]" * 40 + "\n").encode(), 4, "层次太深", "减少嵌套"),
        (b"kind: outline\nkey: a\ntitle: b\nparts: []\n", 1, "这个文件是 outline", "这里要的是 checklist"),
        (
            b"key: a\ntitle: b\nsections:\n- {key: c, title: d, items: [{key: e, no: 1, title: f}]}\n",
            1,
            "缺少字段“kind”",
            "kind: checklist",
        ),
    ],
)
def test_a_file_that_is_no_checklist(tmp_path: Path, raw: bytes, line: int, says: str, cure: str) -> None:
    found = read(tmp_path, raw)

    assert len(found) == 1
    assert found[0][0] == line
    assert says in found[0][1]
    assert cure in found[0][2]


def test_aliases_are_all_named(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "note: &n 说明\nsections: *n\n")

    assert [(line, says) for line, says, _ in found] == [(4, "用了锚点“&n”"), (5, "用了引用“*n”")]


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(Wrong, match="读不到文件"):
            read_checklist(str(path))


def test_windows_line_ends_and_byte_order_mark_are_fine(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == []


def test_a_hopeless_file_is_given_up(tmp_path: Path) -> None:
    found = read(tmp_path, SECTION + "      - x\n" * 5000)

    assert len(found) == 201
    assert "问题太多" in found[-1][1]
