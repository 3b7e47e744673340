"""The finished PDF, measured: ink beside its area or cell, boxes for letters, lone headings, feet left empty.

What it finds is a note of the look before the print, with the page and the words, and the passage where that can be told.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.base import _
from reports.check import Note, Severity, note
from reports.places import Place, places
from reports.sheets import Char, Rule, Sheet, sheets, words
from reports.values import Report

Area = tuple[float, float, float, float]  # left, top, right, bottom
UPRIGHT: Area = (28, 37, 184, 262)
WIDE: Area = (35, 28, 260, 184)
SLACK = 1.2  # millimetres: what GB/T 9704-2012 allows, and the thickness of a rule
LINE = 10.4455
UNDER = 0.7  # of a line's em box, under its base
MOST_EMPTY = 6  # lines at a foot
WHOLE_ROW = 8  # where a row of a table that stands whole begins the next page
SPACES = re.compile(r"\s")


@dataclass(frozen=True)
class Paper:
    """The sheets, and what was to be printed on them."""

    sheets: Sequence[Sheet]
    places: Sequence[Place]
    report: Report

    def where(self, text: str) -> Place | None:
        """The place that has these words, as the sheet has them without blanks."""
        return next((one for one in self.places if text in bare(one.text)), None)


def measured(content: bytes, report: Report) -> list[Note]:
    """What is wrong with a finished paper, in the order of its pages."""
    paper = Paper(list(sheets(content)), places(report), report)
    return [found for rule in RULES for found in rule(paper)]


def bare(text: str) -> str:
    return SPACES.sub("", text)


def area_of(sheet: Sheet) -> Area:
    return WIDE if sheet.wide else UPRIGHT


def body(sheet: Sheet) -> list[list[Char]]:
    """The lines of a sheet without its page number."""
    lines = ([one for one in line if not numbers_page(sheet, one)] for line in sheet.lines)
    return [line for line in lines if line]


def numbers_page(sheet: Sheet, one: Char) -> bool:
    """Whether a character is of the page number: under the type area, on a turned sheet left of it."""
    left, _top, _right, bottom = area_of(sheet)
    aside = one.right < left - SLACK if sheet.wide else one.top > bottom + SLACK
    return aside and (one.text == "—" or one.text.isdigit())


def told(paper: Paper, rule: str, severity: Severity, text: str, sheet: Sheet, line: str, **more: object) -> Note:
    """A note with its page, the words as they stand there, and their passage."""
    place = paper.where(line)
    return note(rule, severity, text, place.slot if place else None, page=sheet.number, words=shortened(line), **more)


def shortened(text: str) -> str:
    return text if len(text) < 30 else f"{text[:28]}……"


def outside(paper: Paper) -> Iterator[Note]:
    """Ink beyond the type area."""
    for sheet in paper.sheets:
        left, top, right, bottom = area_of(sheet)
        for line in body(sheet):
            out = [
                one
                for one in line
                if one.left < left - SLACK
                or one.right > right + SLACK
                or one.top < top - SLACK
                or one.bottom > bottom + SLACK
            ]
            if out:
                text = _("第 %(page)s 页有字印到版心以外：%(words)s")
                yield told(paper, "outside", Severity.ERROR, text, sheet, words(line))


def beyond_cells(paper: Paper) -> Iterator[Note]:
    """Ink across the rules of a table: it stands in the cell of its neighbour."""
    for sheet in paper.sheets:
        rules = [one for one in sheet.rules if max(one.right - one.left, one.bottom - one.top) > 3]
        for line in body(sheet) if rules else ():
            top, bottom = min(one.top for one in line), max(one.bottom for one in line)
            near = [rule for rule in rules if rule.top < bottom and rule.bottom > top]
            if any(crosses(one, rule) for rule in near for one in line):
                text = _("第 %(page)s 页有字印出了表格的格子：%(words)s")
                yield told(paper, "cell", Severity.ERROR, text, sheet, words(line))


def crosses(one: Char, rule: Rule) -> bool:
    """Whether the ink of a character stands on both sides of a rule."""
    if rule.upright:
        middle = (rule.left + rule.right) / 2
        return one.left < middle - 0.4 and one.right > middle + 0.4 and rule.top < one.base < rule.bottom
    middle, at = (rule.top + rule.bottom) / 2, (one.left + one.right) / 2
    return one.top < middle - 0.4 and one.bottom > middle + 0.4 and rule.left < at < rule.right


def boxes(paper: Paper) -> Iterator[Note]:
    """Signs for missing glyphs."""
    for sheet in paper.sheets:
        for line in body(sheet):
            if any(one.box for one in line):
                shown = "".join("□" if one.box else one.text for one in line)
                place = paper.where(max(shown.split("□"), key=len))
                slot = place.slot if place else None
                text = _("第 %(page)s 页有字印成了方框：%(words)s")
                yield note("box", Severity.ERROR, text, slot, page=sheet.number, words=shortened(shown))


def lone_lines(paper: Paper) -> Iterator[Note]:
    """A heading or a line that leads in what follows, with nothing of that on its page."""
    headings = {bare(one.text) for one in paper.places if one.heading}
    for sheet, _following in pairwise(paper.sheets):
        lines = [words(line) for line in body(sheet)]
        if any("".join(lines[-count:]) in headings for count in (1, 2, 3)):
            text = _("第 %(page)s 页末尾只有标题，内容在下一页：%(words)s")
            yield told(paper, "lone", Severity.WARNING, text, sheet, lines[-1])
        elif lines and lines[-1].endswith("：") and paper.where(lines[-1]):
            text = _("第 %(page)s 页末尾是引出下文的话，下文在下一页：%(words)s")
            yield told(paper, "lone", Severity.WARNING, text, sheet, lines[-1])


def empty_feet(paper: Paper) -> Iterator[Note]:
    """More than six empty lines at the foot of a page that goes on, where no whole row or signature needs the room."""
    for sheet, following in pairwise(paper.sheets):
        lines, rest = body(sheet), body(following)
        if not lines or not rest or sheet.wide != following.wide or begins_anew(paper, rest):
            continue
        free = area_of(sheet)[3] - max([line[0].base + UNDER for line in lines] + table_ends(sheet))
        empty, most = round(free / LINE), WHOLE_ROW if in_table(following, rest[0]) else MOST_EMPTY
        if empty > most:
            text = _("第 %(page)s 页下方空了 %(n)s 行，末行是：%(words)s")
            yield told(paper, "foot", Severity.WARNING, text, sheet, words(lines[-1]), n=empty)


def table_ends(sheet: Sheet) -> list[float]:
    return [one.bottom for one in sheet.rules if one.bottom < area_of(sheet)[3] + SLACK]


def in_table(sheet: Sheet, line: list[Char]) -> bool:
    """Whether a line stands between upright rules."""
    return any(one.upright and one.top < line[0].base < one.bottom for one in sheet.rules)


def begins_anew(paper: Paper, lines: list[list[Char]]) -> bool:
    """Whether a page opens with what begins on a page of its own, or is kept whole: 附件, 版记, a signature."""
    first = words(lines[0])
    own = [one.text for one in paper.places if one.whole]
    return first.startswith(("附件", "抄送：")) or any(bare(one).startswith(first) for one in own)


RULES: tuple[Callable[[Paper], Iterator[Note]], ...] = (outside, beyond_cells, boxes, lone_lines, empty_feet)
