"""Where lines break and how they are spread: codes break, numbers and their units never, figures are never apart."""

import re
from pathlib import Path

import pypdfium2
import pytest

from reports.html import document
from reports.justify import gives
from reports.pdf import write
from reports.values import Report, Section
from tests.reports.paper import LEFT, RIGHT, Line, Paper
from tests.reports.words import words

ADDRESS = (Path(__file__).parent / "cases" / "long-address.txt").read_text(encoding="utf-8").strip()
NUMBERS = "全年办理行政许可1234567件，比2019年的987654件增长25.0%，投入资金16.47亿元，惠及企业3000余家，" * 30
DOCUMENTS = "全市各单位都按照某市全面依法治市办发〔2021〕112号文件的各项要求，认真抓好落实。" * 20
LATIN = "依托GDP、R&D和Internet of Things等平台推进，详见administration和internationalization各章。" * 12


@pytest.fixture(scope="module")
def made() -> bytes:
    texts = (*ADDRESS.split("\n\n"), NUMBERS, DOCUMENTS, LATIN, "见" + "a" * 300 + "。")
    section = Section("a", 1, "一、", "网址https://mp.example.cn/s?" + "x" * 90, words(*texts))
    return write(document(Report(2030, "报告" + "y" * 70, "市" + "z" * 90, (section,), signature="w" * 90)))


@pytest.fixture(scope="module")
def paper(made: bytes) -> Paper:
    return Paper(made)


@pytest.fixture(scope="module")
def lines(paper: Paper) -> list[Line]:
    return [line for page in range(len(paper.sheets)) for line in paper.text(page)]


def test_addresses_and_codes_stay_inside_the_type_area(lines: list[Line]) -> None:
    printed = "".join(one.text for one in lines)
    for code in re.findall(r"[!-~]{20,}", ADDRESS):
        assert code in printed, code
    outside = [one.text for one in lines if one.left < LEFT - 0.5 or one.right > RIGHT + 0.5]
    assert outside == []


def test_an_address_begins_on_the_line_of_the_words_before_it(lines: list[Line]) -> None:
    assert any("网址为https://" in one.text for one in lines)


@pytest.mark.parametrize("whole", ["1234567件", "2019年", "987654件", "25.0%", "16.47亿元", "3000余家"])
def test_a_number_and_its_unit_are_on_one_line(lines: list[Line], whole: str) -> None:
    assert sum(one.text.count(whole) for one in lines) == NUMBERS.count(whole)


def test_the_number_of_a_document_is_on_one_line_whatever_its_prefix(lines: list[Line]) -> None:
    assert sum(one.text.count("某市全面依法治市办发〔2021〕112号") for one in lines) == 20


def test_figures_are_never_spaced_apart(paper: Paper) -> None:
    """By their origins: two figures of one number are as far apart on every line."""
    found = {
        round(right.x - left.x, 2)
        for line in paper.body
        for left, right in zip(line.glyphs, line.glyphs[1:], strict=False)
        if left.text.isdigit() and right.text.isdigit() and left.text + right.text != "11"
    }
    assert found and max(found) - min(found) < 0.05, found


def test_a_reader_of_the_file_gets_the_same_numbers(made: bytes) -> None:
    with pypdfium2.PdfDocument(made) as document_:
        pages = [page.get_textpage().get_text_range() for page in document_]
    text = re.sub(r"— \d+ —", "", "".join(pages)).replace("\r\n", "")
    assert re.findall(r"\d[\d.]*", NUMBERS) == re.findall(
        r"\d[\d.]*", text[text.index("全年办理") : text.index("全市各单位")]
    )


def test_lines_with_figures_still_reach_the_right_edge(paper: Paper) -> None:
    running = [one for one in paper.running if "件" in one.text or "企业" in one.text]
    assert len(running) > 30
    assert [one.text for one in running if abs(one.right - RIGHT) > 0.5] == []


@pytest.mark.parametrize(
    ("pair", "plain", "last"),
    [("法治", True, True), ("法1", True, True), ("12", False, False), ("1.", False, False), ("ab", False, True), ("a ", True, True), ("——", False, False), ("１２", False, False), ("₂5", False, False)],
)  # fmt: skip
def test_what_gives_way(pair: str, plain: bool, last: bool) -> None:
    """Chinese first, Latin letters last, figures never."""
    assert (gives(*pair, latin=False), gives(*pair, latin=True)) == (plain, last)
