"""Reads a finished PDF: on each sheet the characters where they were drawn, their lines, and the rules of tables.

Lengths are millimetres from the upper left corner of the sheet.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
THICK = 1.0  # what is thicker is an area, no rule
BLANK = " \t\r\n\u00a0\u3000\u0000\u0002\ufffe"


@dataclass(frozen=True, slots=True)
class Char:
    """A character with the box of its ink; `box`: whether it looks like the sign for a missing glyph."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    box: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn on the sheet: upright where it is higher than wide."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.bottom - self.top > self.right - self.left


@dataclass(frozen=True)
class Sheet:
    """A page from 1 on, with what stands on it."""

    number: int
    wide: bool
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def lines(self) -> list[list[Char]]:
        """The characters of each line from left to right, the lines from top to bottom."""
        found: dict[float, list[Char]] = defaultdict(list)
        for one in sorted(self.chars, key=lambda one: one.base):
            near = next((base for base in reversed(found) if one.base - base < 0.4), one.base)
            found[near].append(one)
        return [sorted(line, key=lambda one: one.left) for line in found.values()]


def words(line: list[Char]) -> str:
    return "".join(one.text for one in line)


def sheets(content: bytes) -> Iterator[Sheet]:
    """Each page of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        for place in range(len(document)):
            page = document[place]
            text = page.get_textpage()
            try:
                width, height = page.get_size()
                chars = tuple(_chars(text.raw, height, {}))
                yield Sheet(place + 1, width > height, chars, tuple(_rules(page, height)))
            finally:
                text.close()
                page.close()


def _chars(text: Any, height: float, missing: dict[str, tuple[float, ...]]) -> Iterator[Char]:
    """The characters that have a text of their own; `missing` keeps what a missing glyph of each font looks like."""
    place, count = 0, pdfium.FPDFText_CountChars(text)
    while place < count:
        code = pdfium.FPDFText_GetUnicode(text, place)
        at, place = place, place + 1
        if 0xD800 <= code < 0xDC00 and place < count:  # the rest of a character beyond the first plane
            code = 0x10000 + ((code - 0xD800) << 10) + (pdfium.FPDFText_GetUnicode(text, place) - 0xDC00)
            place += 1
        if pdfium.FPDFText_IsGenerated(text, at) or 0xD800 <= code < 0xE000 or chr(code) in BLANK:
            continue
        left, right, bottom, top = _numbers(pdfium.FPDFText_GetCharBox, text, at, 4)
        x, y = _numbers(pdfium.FPDFText_GetCharOrigin, text, at, 2)
        size = _size(text, at)
        seen = tuple((edge - start) / (size or 1) for edge, start in ((left, x), (bottom, y), (right, x), (top, y)))
        box = code > 0x7F and _alike(seen, _missing(text, at, missing))
        edges = (left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)
        yield Char(chr(code), *edges, base=(height - y) * MM, size=size, box=box)


def _numbers(ask: Any, text: Any, place: int, count: int) -> list[float]:
    """What a function of PDFium puts into its last arguments."""
    found = [ctypes.c_double() for _ in range(count)]
    ask(text, place, *found)
    return [one.value for one in found]


def _size(text: Any, place: int) -> float:
    """The size a character is drawn in, in points."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, place, matrix)
    return float(pdfium.FPDFText_GetFontSize(text, place) * max(abs(matrix.a), abs(matrix.b)))


def _missing(text: Any, place: int, kept: dict[str, tuple[float, ...]]) -> tuple[float, ...]:
    """The box of the missing glyph of a character's font, in parts of its size; empty where the font has none."""
    drawn = pdfium.FPDFText_GetTextObject(text, place)
    font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
    if not font:
        return ()
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    key = name.value.decode("utf-8", "replace")
    if key not in kept:
        kept[key] = _outline(pdfium.FPDFFont_GetGlyphPath(font, 0, 1.0))
    return kept[key]


def _outline(path: Any) -> tuple[float, ...]:
    """The box of a glyph's outline."""
    xs, ys = list[float](), list[float]()
    for place in range(pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0):
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, place), x, y)
        xs.append(x.value)
        ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else ()


def _alike(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return bool(other) and all(abs(a - b) < 0.02 for a, b in zip(one, other, strict=True))


def _rules(page: Any, height: float) -> Iterator[Rule]:
    """What is drawn that is no text: the rules of tables and of 版头."""
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        if min(right - left, top - bottom) * MM < THICK:
            yield Rule(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)
