"""版头 and 版记 on the finished paper, in the numbers of GB/T 9704-2012, 7.2 and 7.4."""

from pathlib import Path

import page as validation
import pypdfium2
import pytest
from PIL import ImageChops

from reports.html import document
from reports.pdf import write
from reports.values import Imprint, RedHead, Report, Section
from tests.reports.measure import faults, ink
from tests.reports.paper import BOTTOM, LEFT, MM, RIGHT, TOP, Line, Paper
from tests.reports.words import words

PITCH = 10.4455
CHARACTER, SMALL = 16 * MM, 14 * MM  # 3号 and 4号


@pytest.fixture(scope="module")
def paper(dressed: bytes) -> Paper:
    return Paper(dressed)


def line(paper: Paper, start: str, page: int = 0) -> Line:
    return next(one for one in paper.lines[page] if one.text.startswith(start))


def rules_of(paper: Paper, page: int, colour: bool) -> list[tuple[float, float, float, float]]:
    """By pixels: the horizontal rules of a page as (top, bottom, left, right); red ones, or black ones."""
    dpi = 600
    picture = pypdfium2.PdfDocument(paper.content)[page].render(scale=dpi / 72).to_pil().convert("RGB")
    red, green, _blue = picture.split()
    dark = (green if colour else red).point(lambda one: 255 if one < 128 else 0)
    if colour:
        dark = ImageChops.multiply(dark, red.point(lambda one: 255 if one >= 128 else 0))
    found, start = list[tuple[float, float, float, float]](), None
    for y in range(picture.height):
        row = dark.crop((0, y, picture.width, y + 1))
        box = row.getbbox()
        long = box is not None and row.histogram()[255] * 25.4 / dpi > 150
        if box is not None and long and start is None:
            start = (y, box[0], box[2])
        if not long and start is not None:
            top, left, right = (one * 25.4 / dpi for one in start)
            found.append((top, y * 25.4 / dpi, left, right))
            start = None
    return found


def test_the_dressed_paper_breaks_no_rule_of_the_body(dressed: bytes, tmp_path: Path) -> None:
    assert faults(dressed) == {}
    path = tmp_path / "dressed.pdf"
    path.write_bytes(dressed)
    found = validation.validate_pdf(str(path), profile=validation.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, found.failures


def test_the_mark_stands_35_mm_under_the_top(paper: Paper) -> None:
    mark = line(paper, "漯河市科学技术局文件")
    assert abs(mark.top - TOP - 35) < 0.5
    assert abs((mark.left + mark.right) / 2 - (LEFT + RIGHT) / 2) < 0.5
    assert all(glyph.font.startswith("Noto-Serif") for glyph in mark.glyphs)
    picture = pypdfium2.PdfDocument(paper.content)[0].render(scale=2).to_pil().convert("RGB")
    x, y = mark.left * 72 / 25.4 * 2, mark.y * 72 / 25.4 * 2
    cut = picture.crop((round(x), round(y) - 60, round(x) + 60, round(y)))
    colours = sorted(cut.getcolors(10_000) or [], reverse=True)
    assert colours[0][1] == (255, 255, 255) and colours[1][1] == (230, 0, 18), colours[:3]


def test_number_and_signer_stand_on_one_line_one_character_in(paper: Paper) -> None:
    number, mark = line(paper, "漯科〔2021〕3号"), line(paper, "漯河市科学技术局文件")
    assert number.text == "漯科〔2021〕3号签发人：局长"
    assert abs(number.left - LEFT - CHARACTER) < 0.2
    assert abs(number.right - RIGHT + CHARACTER) < 0.3
    assert abs(number.top - mark.bottom - 2 * PITCH) < 0.5, "two blank lines under the mark"
    faces = {glyph.text: glyph.font for glyph in number.glyphs}
    assert faces["签"] == "FandolFang" and faces["局"] == "FandolKai"


def test_the_red_line_and_the_title_under_it(paper: Paper) -> None:
    number, title = line(paper, "漯科〔2021〕3号"), line(paper, "漯河市科学技术局2020年度")
    (rule,) = rules_of(paper, 0, colour=True)
    top, bottom, left, right = rule
    assert abs(top - number.bottom - 4) < 0.3
    assert bottom - top >= 0.35
    assert abs(left - LEFT) < 0.2 and abs(right - RIGHT) < 0.3
    assert abs(title.top - bottom - 2 * PITCH) < 0.5, "two lines under the red line"


def test_the_first_page_still_has_text(paper: Paper) -> None:
    assert sum(one.body for one in paper.text(0)) >= 5


def test_the_imprint_stands_at_the_foot_of_the_last_page(paper: Paper) -> None:
    last = len(paper.sheets) - 1
    assert paper.upright(last), "behind sheets turned sideways it has a page of its own"
    rules = rules_of(paper, last, colour=False)
    assert len(rules) == 3
    assert [round(bottom - top, 2) for top, bottom, *_rest in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.05)
    assert abs(rules[-1][1] - BOTTOM) < 0.3, "its last line is the lower edge of the type area"
    assert all(abs(left - LEFT) < 0.2 and abs(right - RIGHT) < 0.3 for _top, _bottom, left, right in rules)


def test_copies_and_printer_have_their_places(paper: Paper) -> None:
    last = len(paper.sheets) - 1
    copies, printed = line(paper, "抄送：", last), line(paper, "漯河市科学技术局办公室", last)
    assert abs(copies.size - 14) < 0.1 and abs(printed.size - 14) < 0.1
    assert abs(copies.left - LEFT - SMALL) < 0.2 and abs(printed.left - LEFT - SMALL) < 0.2
    assert printed.text.endswith("2021年1月22日印发") and abs(printed.right - RIGHT + SMALL) < 0.3
    turned = [one for one in paper.text(last) if copies.y < one.y < printed.y]
    assert turned and all(abs(one.left - copies.glyphs[3].x) < 0.2 for one in turned), "under the first name"
    assert max(one.right for one in turned) <= RIGHT - SMALL + 0.3
    assert turned[-1].text.endswith("。") and not turned[-1].text.endswith("。。")
    assert ink(paper.picture(last), (LEFT, TOP, RIGHT, copies.top - 3)) is None


def plain(**more: object) -> Report:
    body = tuple("科技工作按计划推进，各项任务责任到人。" * 3 for _ in range(30))
    values: dict[str, object] = {
        "year": 2030,
        "title": "某局2030年度报告",
        "addressee": "市办公室",
        "sections": (Section("a", 1, "一、", "工作", words(*body)),),
        "signature": "某局",
        "signed_on": "2031年1月2日",
    }
    return Report(**(values | more))  # type: ignore[arg-type]


def test_without_a_signer_the_number_is_centred() -> None:
    paper = Paper(write(document(plain(red_head=RedHead("某局", "某科〔2031〕3号")))))
    number = line(paper, "某科〔2031〕3号")
    assert abs((number.left + number.right) / 2 - (LEFT + RIGHT) / 2) < 0.5


@pytest.mark.parametrize(
    "name", ["某局", "某某市自然资源和规划局", "某某市自然资源和规划局高新技术产业开发区分局", "长" * 60]
)
def test_the_mark_stands_on_one_line_inside_the_type_area(name: str) -> None:
    paper = Paper(write(document(plain(red_head=RedHead(name, "某科〔2031〕3号")))))
    mark = paper.text(0)[0]
    assert mark.text == f"{name}文件" and mark.size < 36.1
    assert mark.left > LEFT - 0.5 and mark.right < RIGHT + 0.5
    assert abs(mark.top - TOP - 35) < 1


@pytest.mark.parametrize("length", [0, 5, 40, 300])
@pytest.mark.parametrize("fill", range(0, 22, 7))
def test_the_imprint_never_covers_the_text(length: int, fill: int) -> None:
    """Whatever the last page holds, and however many offices get a copy."""
    body = tuple("文。" for _ in range(20 + fill))
    imprint = Imprint("市" * length, "某局办公室", "2031年1月2日")
    paper = Paper(write(document(plain(sections=(Section("a", 1, "一、", "工作", words(*body)),), imprint=imprint))))
    last = len(paper.sheets) - 1
    above = [one for one in paper.text(last) if one.body]
    first = next(one for one in paper.lines[last] if abs(one.size - 14) < 0.1)
    assert not above or above[-1].bottom < first.top - 2
    assert abs(line(paper, "某局办公室", last).bottom - BOTTOM) < 4


@pytest.mark.parametrize("lines", range(11, 22))
def test_the_signature_never_stands_on_a_page_alone(lines: int) -> None:
    """Whatever the text's length, some of it stands over the name and the date."""
    sections = (Section("a", 1, "一、", "工作", words("文。") * lines),)
    paper = Paper(write(document(plain(sections=sections, attachments=("名单",)))))
    last = paper.text(len(paper.sheets) - 1)
    assert last[-1].text == "2031年1月2日"
    assert any("文。" in one.text for one in last), [one.text for one in last]


def test_public_papers_have_neither(pdf_2020: bytes) -> None:
    paper = Paper(pdf_2020)
    words = "".join(one.text for page in range(len(paper.sheets)) for one in paper.lines[page])
    assert "文件漯科" not in words and "签发人" not in words and "抄送" not in words
    assert rules_of(paper, 0, colour=True) == [] and rules_of(paper, len(paper.sheets) - 1, colour=False) == []
