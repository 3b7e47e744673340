"""The finished PDF of 2020, measured; and the measuring, proved on files that are broken on purpose."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page as validation
import pytest
from pdfminer.pdftypes import resolve1

from reports.html import document
from reports.pdf import write
from reports.values import Report, walk
from tests.reports.measure import RULES, faults
from tests.reports.paper import Paper

Child = Callable[..., subprocess.CompletedProcess[bytes]]
NUMBER = 'content: "— " counter(page) " —"; font: 14pt/1 var(--song); vertical-align: top; padding-top: 2.17mm;'


@pytest.fixture(scope="module")
def paper(pdf_2020: bytes) -> Paper:
    return Paper(pdf_2020)


@pytest.fixture(scope="module")
def shorter(report_2020: Report) -> Report:
    """The first chapter: long enough for full pages, short enough to be made a dozen times."""
    return replace(report_2020, sections=report_2020.sections[:2])


def test_the_report_of_2020_breaks_no_rule_of_the_standard(pdf_2020: bytes) -> None:
    assert faults(pdf_2020) == {}


def test_what_is_measured_is_there_to_be_measured(paper: Paper) -> None:
    """A rule about nothing would hold too: there are pages, running lines and every face."""
    assert len(paper.sheets) >= 8
    assert len(paper.running) > 100
    assert sum(all(glyph.full for glyph in line.glyphs) for line in paper.running) > 20
    assert len({line.text for line in paper.body}) > 150
    assert set(paper.fonts) == {"FandolFang", "FandolHei", "FandolKai", "FandolSong", "Noto-Serif-CJK-SC-Bold"}


def test_every_word_of_the_report_is_on_the_paper(paper: Paper, report_2020: Report) -> None:
    printed = "".join(line.text for page in range(len(paper.sheets)) for line in paper.text(page))
    for one in walk(report_2020.sections):
        for text in (one.number + one.heading, *one.texts):
            assert text.replace(" ", "") in printed.replace(" ", ""), text
    for fact in ("6413万元", "242个", "16.47亿元", "351条", "28项", "40余次", "漯河市科学技术局", "2021年1月22日"):
        assert fact in printed, fact


def test_levels_stand_in_their_faces(paper: Paper) -> None:
    def face(start: str) -> set[str]:
        line = next(line for line in paper.body if line.text.startswith(start))
        return {glyph.font for glyph in line.glyphs if "\u4e00" <= glyph.text <= "\u9fff"}

    assert face("一、主要") == {"FandolHei"}
    assert face("（一）加强") == {"FandolKai"}
    assert face("1.领导") == {"FandolFang"}
    title = paper.text(0)[0]
    assert abs(title.size - 22) < 0.1
    assert abs((title.left + title.right) / 2 - 106) < 0.5


def test_paragraphs_and_headings_begin_two_characters_in(paper: Paper, report_2020: Report) -> None:
    heads = tuple((one.number + one.heading)[:6] for one in walk(report_2020.sections) if one.heading)
    starts = [round(line.left, 1) for line in paper.body if line.text.startswith(heads)]
    assert len(starts) == len(heads) and set(starts) == {39.1}
    addressee = next(line for line in paper.body if line.text.endswith("办公室："))
    assert abs(addressee.left - 28) < 0.1


def test_the_file_says_what_it_is(paper: Paper, report_2020: Report, pdf_2020: bytes, tmp_path: Path) -> None:
    """Language, title, outline and tags, and no fault known to the validator of PDF/UA-1."""
    catalog = paper.document.catalog
    assert catalog["Lang"] == b"zh-CN"
    assert resolve1(catalog["MarkInfo"])["Marked"]
    assert resolve1(catalog["ViewerPreferences"])["DisplayDocTitle"]
    title = paper.document.info[0]["Title"].decode("utf-16")
    assert title == report_2020.title
    outline = [name for _level, name, *_rest in paper.document.get_outlines()]
    wanted = [one.number + one.heading for one in walk(report_2020.sections) if one.heading]
    assert [name.rstrip("。") for name in outline if name.rstrip("。") in wanted] == wanted
    path = tmp_path / "2020.pdf"
    path.write_bytes(pdf_2020)
    found = validation.validate_pdf(str(path), profile=validation.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, found.failures


BROKEN = {
    "other margins": ("@page { margin: 25.4mm 31.8mm }", {"left", "right", "top"}),
    "margins low by 3 mm": ("@page { margin: 37.6mm 25.98mm 29.58mm 28mm }", {"top", "bottom"}),
    "leading of 29 pt": ("@page { margin: 37mm 25.98mm 35mm 28mm } :root { --L: 29pt }", {"lines", "step"}),
    "no letter-spacing": (".sheet { letter-spacing: 0 }", {"characters"}),
    "no justification": (".sheet p, .sheet .run-in { text-align: left }", {"edge"}),
    "widows kept together": (".sheet p, .sheet .run-in { orphans: 9; widows: 9 }", {"lines"}),
    "centred number": (
        f"@page :right {{ @bottom-right {{ content: none }} @bottom-center {{ {NUMBER} }} }}"
        f"@page :left {{ @bottom-left {{ content: none }} @bottom-center {{ {NUMBER} }} }}",
        {"number side"},
    ),
    "numbers on the same side": (
        f"@page :left {{ @bottom-left {{ content: none }} @bottom-right {{ {NUMBER} padding-right: 14pt }} }}",
        {"number side"},
    ),
    "number at the very edge": ("@page :right { @bottom-right { padding-right: 0 } }", {"number side"}),
    "wrapped number": ("@page :right { @bottom-right { white-space: normal; width: 11mm } }", {"number line"}),
    "number too low": ("@page :right { @bottom-right { padding-top: 5mm } }", {"number drop"}),
    "no number": ("@page :left { @bottom-left { content: none } }", {"number line", "number side", "number drop"}),
    "Letter paper": ("@page { size: letter }", {"paper"}),
    "楷体 for the body": (":root { --fang: FandolKai }", {"body font"}),
    "print outside the type area": (".sheet h1 { margin-left: -40mm; white-space: nowrap; text-align: left }", {"ink"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_variant_fails(shorter: Report, name: str) -> None:
    css, rules = BROKEN[name]
    found = faults(write(document(shorter, css)))
    assert rules <= set(found), found


def test_the_variant_that_is_not_broken_passes(shorter: Report) -> None:
    """The control of the variants above: the same text, the same road, nothing broken."""
    assert faults(write(document(shorter))) == {}


def test_marks_at_the_wrong_end_of_a_line_are_seen(shorter: Report) -> None:
    """A line that begins with a comma and one that ends with an opening bracket, forced by breaks."""
    html = document(shorter).replace("全市", "<br>，全（<br>市", 1)
    assert {"starts", "ends"} <= set(faults(write(html)))


@pytest.fixture(scope="module")
def latin_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font set-up with one Latin face: what a server without Chinese fonts has."""
    path = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        "<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>"
    )
    return path


def test_missing_fonts_are_seen_by_glyph_and_by_pixel(shorter: Report, child: Child, latin_only: Path) -> None:
    """Every character is a box, though a reader would still copy the right text."""
    made = child(document(shorter), FONTCONFIG_FILE=str(latin_only))
    assert made.stdout.startswith(b"%PDF-"), made.stderr
    assert {"boxes", "pixels", "body font"} <= set(faults(made.stdout))


def test_fonts_that_are_not_embedded_are_seen(shorter: Report, child: Child) -> None:
    """The same file with its font programs unhooked: the viewer would take another face."""
    plain = "import sys; from weasyprint import HTML; html = sys.stdin.read();"
    made = child(
        document(shorter),
        start=f"{plain} sys.stdout.buffer.write(HTML(string=html).write_pdf(uncompressed_pdf=True))",
    )
    assert "embedded" not in faults(made.stdout)
    assert "embedded" in faults(made.stdout.replace(b"/FontFile3", b"/FontFileX"))


def test_every_rule_fails_on_some_variant() -> None:
    shown = set().union(*(rules for _css, rules in BROKEN.values()))
    shown |= {"starts", "ends", "boxes", "pixels", "embedded"}
    assert shown == set(RULES)
