"""A text from the typed words to printed blocks: paragraphs, points with what belongs to them, tables, headings.

A line is a block. "- " opens a point (一是、二是 …), indented "  - " one of the inner list of a point （1）; lines of cells,
between bars or tabs, are a table; "# " is a heading without a number. What follows a point belongs to it, so that the
numbers run on, up to a heading or a paragraph that leads in the next list with a colon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.text import ordinal, tidy
from reports.values import Block, BlockKind

INSIDE = "  "
POINT = re.compile(r"(?P<inside>[ \t\u3000]*)[-•●▪■◆]\s+(?P<text>.*)")
HEADING = re.compile(r"#{1,6}\s+(?P<text>.+)")
BARS = re.compile(r"\s*\|.*\|\s*")
RULE = re.compile(r"[\s|:\-]+")
COUNT = "[一二三四五六七八九十百]{1,5}"
TYPED = re.compile(  # an ordinal typed at a point's head: the program prints one
    rf"(?:{COUNT}[是、]|[（(]\s*(?:{COUNT}|\d{{1,3}})\s*[)）]、?|\d{{1,3}}[.．、](?!\d)|\d{{1,3}}[)）]|[①-⑳])[,，、]?\s*"
)
LEADS_IN = "：:"


def ended(point: str) -> str:
    """A point with a mark at its end: typed as a line of a list it often has none."""
    return point if point.rstrip("”’）》")[-1:] in set("。；！？…：") else f"{point}。"


@dataclass(frozen=True, slots=True)
class Line:
    """A typed line by what it opens: `inside`, whether it is indented; `tight`, whether no blank line stands before it."""

    kind: str
    text: str = ""
    inside: bool = False
    tight: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def lines(text: str) -> Iterator[Line]:
    """The typed lines of a text, those of a table taken together."""
    tight, cells = False, list[str]()
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        if is_row(line):
            cells.append(line)
            continue
        if cells:
            yield from table(cells, tight)
            tight, cells = True, []
        if line.strip():
            yield replace(plain(line), tight=tight)
        tight = bool(line.strip())


def is_row(line: str) -> bool:
    """Whether a line has cells: between bars, or apart by tabs."""
    return bool(BARS.fullmatch(line)) or ("\t" in line.strip() and not POINT.fullmatch(line))


def table(typed: list[str], tight: bool) -> Iterator[Line]:
    """Lines of cells as one table; a lone line with a tab in it is a line with a blank, rules between rows are none."""
    if len(typed) == 1 and "\t" in typed[0]:
        yield replace(plain(typed[0].replace("\t", " ")), tight=tight)
        return
    rows = [cells_of(line) for line in typed if not RULE.fullmatch(line)]
    wide = max((len(row) for row in rows), default=0)
    if wide:
        yield Line("table", rows=tuple((*row, *[""] * (wide - len(row))) for row in rows))


def cells_of(line: str) -> tuple[str, ...]:
    """The words of a row's cells."""
    bare = line.strip()
    if BARS.fullmatch(line):
        return tuple(one.strip() for one in bare[1:-1].split("|"))
    return tuple(one.strip() for one in line.split("\t"))


def plain(line: str) -> Line:
    """A line that is no row of a table."""
    if found := POINT.fullmatch(line):
        return Line(
            "point", TYPED.sub("", found["text"].strip(), count=1) or found["text"].strip(), bool(found["inside"])
        )
    if found := HEADING.fullmatch(line.strip()):
        return Line("heading", found["text"].strip())
    return Line("paragraph", line.strip(), line.startswith((INSIDE, "\t")))


class _Printer:
    """Goes through the lines once and counts points and inner points."""

    def __init__(self, together: bool) -> None:
        self.together = together
        self.found: list[Block] = []
        self.place = self.inner = 0
        self.runs_on = False  # whether the next point may stand in the paragraph before it

    def add(self, line: Line) -> None:
        if line.kind == "point" and not (line.inside and self.place):
            self.point(line)
        elif line.kind == "point":
            self.inner += 1
            self.put(f"（{self.inner}）{ended(tidy(line.text))}")
        elif line.kind == "table":
            rows = tuple(tuple(tidy(cell) for cell in row) for row in line.rows)
            self.found.append(Block(kind=BlockKind.TABLE, rows=rows))
            self.runs_on = False
        else:
            self.words(line)

    def point(self, line: Line) -> None:
        run = self.runs_on and (self.place > 0 or line.tight)
        self.place, self.inner = self.place + 1, 0
        text = f"{ordinal(self.place)}是{ended(tidy(line.text))}"
        if run:
            self.found[-1] = replace(self.found[-1], text=self.found[-1].text + text)
        else:
            self.put(text)
        self.runs_on = self.together

    def words(self, line: Line) -> None:
        """A paragraph or a heading; a list that it does not belong to is over."""
        text = tidy(line.text)
        if not text:
            return
        heads = line.kind == "heading"
        if heads or (not line.inside and text[-1] in LEADS_IN):
            self.place = 0
        self.inner = 0
        self.put(text, BlockKind.HEADING if heads else BlockKind.PARAGRAPH)
        self.runs_on = self.together and self.place == 0 and not heads

    def put(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        self.found.append(Block(kind=kind, text=text))
        self.runs_on = False


def blocks(text: str, *, together: bool) -> tuple[Block, ...]:
    """A body as it is printed; `together`: points without anything of their own run on in one paragraph."""
    printer = _Printer(together)
    for line in lines(text):
        printer.add(line)
    return tuple(printer.found)


def as_point(text: str, title: str) -> str:
    """A text as one point of a list, with all that belongs to it; one that opens with a list, a table or a heading is
    led in by `title`."""
    typed = [line.rstrip() for line in text.split("\n")]
    first = next(lines(text), Line("paragraph"))
    if first.kind != "paragraph":
        typed = [f"{title}：", *typed]
    head, *rest = typed
    return "\n".join([f"- {head.strip()}", *(INSIDE + line if line else "" for line in rest)]).rstrip()


def rejoined(text: str) -> str:
    """Lines that follow one another without a blank line as one paragraph: what was pasted with its line breaks."""
    found: list[str] = []
    for line in lines_kept(text):
        joins = found and found[-1] and line and is_words(found[-1]) and is_words(line)
        if joins:
            found[-1] += line.strip()
        else:
            found.append(line)
    return "\n".join(found)


def lines_kept(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_words(line: str) -> bool:
    """Whether a typed line is running text, no row and no head of a list."""
    return not is_row(line) and plain(line).kind == "paragraph"


def broken(text: str) -> int:
    """How many paragraphs a text would have less were its lines joined: 0 where each stands alone."""
    return text.count("\n") - rejoined(text).count("\n")
