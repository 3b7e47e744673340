"""Reads a finished PDF: glyph origins by pdfminer.six, pixels by pypdfium2. Knows no rule; measure.py judges.

Lengths are millimetres from the top left corner of the sheet.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import pypdfium2
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from PIL import Image

MM = 25.4 / 72
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
LINES, CHARACTERS, BODY, PITCH = 22, 28, 16.0, 15.7935 * MM
ASCENT = 0.88  # of the em box of every Chinese face, over its baseline
NOT_FIRST = "，。、；：？！）》〉”’】〕…％"
NOT_LAST = "（《〈“‘【〔"
DPI = 100


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph where it was drawn; `turned` runs from top to bottom. `text` is empty where the font's map gives none; `code` 0 is .notdef."""

    text: str
    code: int
    x: float
    y: float
    size: float
    font: str
    advance: float
    turned: bool = False

    @property
    def full(self) -> bool:
        """As wide as it is high."""
        return abs(self.advance - self.size * MM) < 0.05

    @property
    def end(self) -> float:
        return self.x + self.advance


@dataclass(frozen=True, slots=True)
class Line:
    """The glyphs of one baseline, from left to right."""

    page: int
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.glyphs)

    @property
    def y(self) -> float:
        return self.glyphs[0].y

    @property
    def size(self) -> float:
        return max(one.size for one in self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        return self.glyphs[-1].end

    @property
    def body(self) -> bool:
        return abs(self.size - BODY) < 0.1

    @property
    def top(self) -> float:
        """The upper edge of the em box."""
        return self.y - ASCENT * self.size * MM

    @property
    def bottom(self) -> float:
        return self.y + (1 - ASCENT) * self.size * MM


def rows(page: int, glyphs: list[Glyph]) -> list[Line]:
    """Glyphs as lines, by their baselines."""
    found: dict[float, list[Glyph]] = defaultdict(list)
    for one in glyphs:
        found[round(one.y, 1)].append(one)
    return [Line(page, tuple(sorted(found[y], key=lambda one: one.x))) for y in sorted(found)]


class _Origins(PDFTextDevice):
    """Collects the origin of every glyph of a page."""

    def __init__(self, resources: PDFResourceManager, height: float) -> None:
        super().__init__(resources)
        self.height, self.found = height, list[Glyph]()

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> Any:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        advance = font.char_width(cid) * fontsize * scaling
        size = max(abs(matrix[0]), abs(matrix[1])) * fontsize
        place = (matrix[4] * MM, (self.height - matrix[5]) * MM)
        name = font.fontname.split("+")[-1]
        self.found.append(Glyph(text, cid, *place, size, name, advance / fontsize * size * MM, matrix[0] == 0))
        return advance


class Paper:
    """A PDF read once: its pages as lines, its pictures, its catalogue."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.document = PDFDocument(PDFParser(io.BytesIO(content)))
        self.sheets, self.glyphs = list[tuple[float, float]](), list[list[Glyph]]()
        self.fonts: dict[str, bool] = {}
        resources = PDFResourceManager()
        for page in PDFPage.create_pages(self.document):
            box = page.mediabox
            self.sheets.append(((box[2] - box[0]) * MM, (box[3] - box[1]) * MM))
            device = _Origins(resources, box[3])
            PDFPageInterpreter(resources, device).process_page(page)
            self.glyphs.append(device.found)
            for font in (resolve1(one) for one in (resolve1(page.resources.get("Font")) or {}).values()):
                self._note_font(font)

    def _note_font(self, font: dict[str, Any]) -> None:
        for below in (resolve1(one) for one in resolve1(font.get("DescendantFonts", [font]))):
            held = resolve1(below.get("FontDescriptor")) or {}
            name = str(getattr(font["BaseFont"], "name", font["BaseFont"])).split("+")[-1]
            self.fonts[name] = any(kind in held for kind in ("FontFile", "FontFile2", "FontFile3"))

    @cached_property
    def lines(self) -> list[list[Line]]:
        """The lines of each page from top to bottom, page number and all."""
        return [
            rows(page, [one for one in glyphs if self.upright(page) or not one.turned])
            for page, glyphs in enumerate(self.glyphs)
        ]

    def upright(self, page: int) -> bool:
        return self.sheets[page][0] < self.sheets[page][1]

    def text(self, page: int) -> list[Line]:
        """The lines above the page number."""
        return [line for line in self.lines[page] if line.y < BOTTOM + 1]

    def foot(self, page: int) -> list[Line]:
        """What stands under the type area: the page number. A sheet turned sideways is held as it is bound."""
        if not self.upright(page):
            width = self.sheets[page][0]
            held = [replace(one, x=one.y, y=width - one.x, turned=False) for one in self.glyphs[page] if one.turned]
            return rows(page, held)
        return [line for line in self.lines[page] if line.y >= BOTTOM + 1]

    @cached_property
    def body(self) -> list[Line]:
        """All lines of body size in reading order, upright pages only."""
        return [line for page in range(len(self.sheets)) if self.upright(page) for line in self.text(page) if line.body]

    @cached_property
    def running(self) -> list[Line]:
        """Lines whose paragraph goes on: the next line starts at the left edge, where no paragraph does."""
        indent = Counter(round(line.left, 1) for line in self.body).most_common(1)[0][0] if self.body else LEFT
        return [
            one
            for one, following in pairwise(self.body)
            if abs(following.left - indent) < 0.3 and (one.page != following.page or following.y - one.y < 11.5)
        ]

    def picture(self, page: int, dpi: int = DPI) -> Image.Image:
        """A page as a grey picture."""
        drawn = pypdfium2.PdfDocument(self.content)[page].render(scale=dpi / 72)
        return drawn.to_pil().convert("L")

    def bound(self, page: int, dpi: int = DPI) -> Image.Image:
        """A page as it is held when bound: a sheet turned sideways has its left edge at the foot."""
        drawn = self.picture(page, dpi)
        return drawn if self.upright(page) else drawn.transpose(Image.Transpose.ROTATE_90)

    def letters(self, page: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """Characters as a reader of the file copies them, with their boxes in points: boxes too have a text."""
        held = pypdfium2.PdfDocument(self.content)[page]
        text = held.get_textpage()
        for place in range(text.count_chars()):
            yield text.get_text_range(place, 1), text.get_charbox(place, loose=True)
