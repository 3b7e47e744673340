"""Printed lines and paragraphs: joined only where it is plain that a line was merely wrapped."""

import pytest

from proofread.pdf import PAGE_NUMBER, Line, joined

LEFT, RIGHT, SIZE = 79.0, 527.0, 16.0
FULL = "市档案局按月检查各科室任务的进展逐项核对佐证材料对超过期限的"


def line(text: str, left: float = LEFT, right: float = RIGHT, size: float = SIZE) -> Line:
    return Line(text, left, right, size)


def first(text: str) -> Line:
    """The first line of a paragraph, indented by two characters."""
    return line(text, left=LEFT + 2 * SIZE)


def last(text: str) -> Line:
    """The last line of a paragraph, which ends before the margin."""
    return line(text, right=LEFT + len(text) * SIZE)


def test_a_full_line_goes_on_in_the_next_one() -> None:
    assert joined([first(FULL), line(FULL), last("发督办单。")]) == [FULL + FULL + "发督办单。"]


def test_an_indented_line_begins_a_paragraph_even_after_a_full_one() -> None:
    assert joined([first(FULL), line(FULL), first(FULL), last("销号。")]) == [FULL + FULL, FULL + "销号。"]


def test_a_short_line_ends_its_paragraph() -> None:
    assert joined([first(FULL), last("销号。"), last("附件")]) == [FULL + "销号。", "附件"]


@pytest.mark.parametrize("opener", ["一、主要举措", "（二）督办", "3.考核", "（4）公开", "第五章 附则"])
def test_a_heading_is_never_drawn_into_the_line_before(opener: str) -> None:
    assert joined([first(FULL), line(FULL), line(opener), first(FULL)])[1] == opener


@pytest.mark.parametrize("lead", [0.0, 2 * SIZE])
@pytest.mark.parametrize(
    "heading",
    ["三、主要负责人履行推进法治建设第一责任人职责的情况", "（二）统筹推进各项工作丰富法治政府建设的内涵形式"],
)
def test_a_heading_that_fills_its_line_stands_alone(heading: str, lead: float) -> None:
    full = line(heading, left=LEFT + lead)
    assert joined([full, last("〔本节尚无内容〕") if not lead else line("〔本节尚无内容〕", LEFT + lead, 300.0)]) == [
        heading,
        "〔本节尚无内容〕",
    ]
    assert joined([first(FULL), line(FULL), full, first(FULL), line(FULL)])[1:] == [heading, FULL + FULL]


def test_a_heading_of_two_lines_stays_one_and_so_does_a_sentence_behind_a_number() -> None:
    heading = "三、主要负责人履行推进法治建设第一责任人职责"
    assert (
        joined([first(FULL), line(FULL), first(heading), last("的情况"), first(FULL), line(FULL)])[1]
        == heading + "的情况"
    )
    sentence = "（一）加强领导，市科技局按月检查各科室任务的进展逐项核对"
    assert joined([line(sentence), line(FULL), last("销号。")]) == [sentence + FULL + "销号。"]


@pytest.mark.parametrize("text", ["2.5亿元到位。", "1.05%，居全省第九位。", "三五年内完成。"])
def test_a_number_at_the_begin_of_a_line_is_no_heading(text: str) -> None:
    assert joined([first(FULL), last(text), first(FULL), line(FULL)])[0] == FULL + text


def test_letters_of_another_size_are_another_paragraph() -> None:
    title = line("江城市档案局二〇二〇年度法治政府建设工作报告", size=22)
    assert joined([title, line(FULL), line(FULL)])[0] == title.text


def test_a_ragged_margin_of_two_characters_is_still_a_full_line() -> None:
    ragged = line(FULL[:-2], right=RIGHT - 2 * SIZE)
    assert (
        joined([first(FULL), ragged, last("销号。"), first(FULL), line(FULL), line(FULL)])[0]
        == FULL + FULL[:-2] + "销号。"
    )


def test_two_latin_words_keep_their_blank_and_chinese_needs_none() -> None:
    assert joined([line("This system reads the"), line("report and names slips")]) == [
        "This system reads the report and names slips"
    ]


@pytest.mark.parametrize("text", ["1", "— 12 —", "- 3 -", "第 4 页", "5 / 20", "第3页 共20页"])
def test_page_numbers_are_known(text: str) -> None:
    assert PAGE_NUMBER.fullmatch(text)


@pytest.mark.parametrize("text", ["2020年", "12件", "第3次", "一", "12345"])
def test_other_short_lines_are_no_page_numbers(text: str) -> None:
    assert not PAGE_NUMBER.fullmatch(text)
