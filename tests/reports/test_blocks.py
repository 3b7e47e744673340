"""Bodies are made of blocks: what is typed or pasted is what is printed, in order, numbered and whole, on page and paper."""

import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import as_point, blocks, broken, rejoined
from reports.html import document, piece
from reports.pdf import write
from reports.text import ordinal
from reports.values import Block, BlockKind, Report, Section

CHARS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA0)
WORDS = st.text(CHARS, min_size=1, max_size=30).map(lambda text: f"文{text}。")
CELL = st.text(CHARS, min_size=1, max_size=4)


def read_back(pdf: bytes) -> str:
    """The words of a paper without blanks and page numbers."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = (page.get_textpage().get_text_range() for page in document)
        return "".join(re.sub(r"—\d+—$", "", re.sub(r"\s", "", page)) for page in pages)


def printed(text: str, *, together: bool = False) -> list[str]:
    return [line for one in blocks(text, together=together) for line in one.lines]


def test_a_paragraph_belongs_to_its_point() -> None:
    assert printed("- 问题一。\n\n原因是甲。\n- 问题二。\n\n原因是乙。\n") == [
        "一是问题一。",
        "原因是甲。",
        "二是问题二。",
        "原因是乙。",
    ]


def test_ordinals_that_were_typed_are_printed_once() -> None:
    assert printed("- 一是加强学习。\n- 二是规范执法。\n- 三是强化监督。\n") == [
        "一是加强学习。",
        "二是规范执法。",
        "三是强化监督。",
    ]


def test_a_summary_with_a_list_stays_whole_as_one_of_several_points() -> None:
    summary = "主要做了两件事：\n\n- 学习教育\n- 专题培训\n\n另有一段补充。"
    points = as_point(summary, "甲"), as_point("只有一句。", "乙"), as_point("- 子\n- 丑", "丙")
    assert printed("\n".join(points)) == [
        "一是主要做了两件事：",
        "（1）学习教育。",
        "（2）专题培训。",
        "另有一段补充。",
        "二是只有一句。",
        "三是丙：",
        "（1）子。",
        "（2）丑。",
    ]


def test_pasted_lines_are_paragraphs_and_one_click_joins_them() -> None:
    typed = "第一段。\n第二段。\n（1）第一小点。\n\n第三段。\n- 要点。\n- 要点。"
    assert printed(typed) == ["第一段。", "第二段。", "（1）第一小点。", "第三段。", "一是要点。", "二是要点。"]
    assert broken(typed) == 2
    assert printed(rejoined(typed))[0] == "第一段。第二段。（1）第一小点。" and broken(rejoined(typed)) == 0


@pytest.mark.parametrize(
    "typed",
    [
        "指标\t2025年\n办件\t100件\n\n表后。",
        "| 指标 | 2025年 |\n|---|:---:|\n| 办件 | 100件 |\n表后。",
        "指标\t2025年\n办件\t100件\t\n表后。",
    ],
)
def test_rows_are_a_table(typed: str) -> None:
    table, after = blocks(typed, together=True)
    assert [row[:2] for row in table.rows] == [("指标", "2025年"), ("办件", "100件")] and after.text == "表后。"
    assert len({len(row) for row in table.rows}) == 1


def test_a_lone_line_with_a_tab_is_no_table() -> None:
    assert printed("一、\t总体情况\n正文。") == ["一、总体情况", "正文。"]


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A typed body and its printed lines: points with paragraphs, inner lists and tables, then a list that starts anew."""
    typed, lines = list[str](), list[str]()
    for part in range(draw(st.integers(1, 2))):
        head = draw(WORDS)[:-1] + "："
        typed.append(head)
        lines.append(head)
        for point in range(1, draw(st.integers(1, 4)) + 1):
            words = draw(WORDS)
            typed.append(f"- {ordinal(point)}是{words}" if draw(st.booleans()) else f"- {words}")
            lines.append(f"{ordinal(point)}是{words}")
            for kind in draw(st.lists(st.sampled_from(("paragraph", "inner", "table")), max_size=2)):
                _inside(draw, kind, typed, lines)
        if part == 0:
            typed.append("")
    return "\n".join(typed), lines


def _inside(draw: st.DrawFn, kind: str, typed: list[str], lines: list[str]) -> None:
    if kind == "paragraph":
        words = draw(WORDS)
        typed += ["", words]
        lines.append(words)
    elif kind == "inner":
        inner = draw(st.lists(WORDS, min_size=1, max_size=3))
        typed += ["", *(f"  - {one}" for one in inner), "", "止。"]
        lines += [*(f"（{number}）{one}" for number, one in enumerate(inner, 1)), "止。"]
    else:
        rows = draw(st.lists(st.tuples(CELL, CELL), min_size=2, max_size=3))
        typed += ["", *(f"| {a} | {b} |" for a, b in rows), "", "表下。"]
        lines += [*(f"{a}\t{b}" for a, b in rows), "表下。"]


@given(bodies())
def test_order_numbers_and_words_are_those_of_the_blocks(body: tuple[str, list[str]]) -> None:
    typed, lines = body
    assert printed(typed) == lines
    shown = str(piece(Section("a", 1, "一、", "题", blocks(typed, together=False))))
    words = re.sub(r"<[^>]+>|\s", "", shown)
    assert words == "一、题" + "".join(lines).replace("\t", "")


@given(bodies())
@settings(max_examples=6)
def test_paper_has_the_same_words_in_the_same_order(body: tuple[str, list[str]]) -> None:
    typed, lines = body
    section = Section("a", 1, "一、", "题", blocks(typed, together=False))
    paper = read_back(write(document(Report(2030, "年度报告", "", (section,)))))
    assert "".join(lines).replace("\t", "") in paper


def test_an_edition_of_before_keeps_its_paragraphs() -> None:
    report = Report(
        2030, "题", "", (Section("a", 1, "一、", "甲", (Block(text="文。"), Block(BlockKind.TABLE, rows=(("甲",),)))),)
    )
    kept = report.to_json()
    assert Report.from_json(kept) == report
    del kept["sections"][0]["blocks"]
    kept["sections"][0]["paragraphs"] = ["文。"]
    assert Report.from_json(kept).sections[0].texts == ("文。",)
