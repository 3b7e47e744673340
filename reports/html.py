"""Values to HTML: one sheet, shown in the preview page and inside the stand-alone document that is printed."""

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.breaking import broken, width
from reports.marks import Cuts
from reports.text import runs
from reports.values import Report, Section

HOUSE = Path(__file__).parent.parent
WIDTH = 28
TITLE_WIDTH = 19  # the bold figures of a year are a little wider than half a character
BLOCK_WIDTH = 20  # of a signature in several lines
TABLE_WIDTH, PADDING, CHARACTER = 225.0, 2.4, 3.7  # of a table bound in, in millimetres
TALL = 14  # lines: with label, title and head a row of so many still fits on its sheet


@lru_cache(maxsize=1)
def environment() -> Environment:
    loader = FileSystemLoader(HOUSE / "templates" / "report")
    found = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.globals["runs"] = runs
    found.globals |= {"title_lines": title_lines, "signature_lines": signature_lines, "tall": tall}
    return found


def title_lines(report: Report) -> list[str]:
    """The lines of the title: as they were broken by hand, else by sense."""
    given = report.title_lines or (report.title,)
    return [line for one in given for line in broken(one, TITLE_WIDTH)]


def signature_lines(report: Report) -> list[tuple[str, ...]]:
    """The lines of each office that signs; one wider than the room it has is a block, broken by sense."""
    return [broken(one, BLOCK_WIDTH if width(one) > WIDTH - 4 else WIDTH) for one in report.signatures]


@lru_cache(maxsize=32)
def column_widths(kind: str, count: int) -> tuple[float, ...]:
    """How many characters stand side by side in each column of a table bound in, by the stylesheet; those without a
    width of their own share the rest."""
    given = [0.0] * count
    for names, value in re.findall(r"([^{}]+)\{[^}]*?width: ([\d.]+)mm", stylesheet()):
        for table, place in re.findall(r"\.sheet \.([\w-]+) \.c(\d)", names):
            if table in ("wide", kind) and int(place) <= count:
                given[int(place) - 1] = float(value)
    free = (TABLE_WIDTH - sum(given)) / max(given.count(0.0), 1)
    return tuple(((one or free) - PADDING) / CHARACTER for one in given)


def tall(kind: str, row: tuple[str, ...]) -> bool:
    """Whether a row has so many lines that it may be split between two sheets."""
    wide = column_widths(kind, len(row)) if kind != "in-text" else [36.0 / len(row) - 0.7] * len(row)
    return any(width(cell) / one > TALL for cell, one in zip(row, wide, strict=True))


def signature_rules(report: Report) -> str:
    """GB/T 9704-2012, 7.3.5.2: the name two characters from the right, the date two behind the name's start;
    a longer date stands two from the right and the name moves. Several names stand under one another."""
    name = max((width(line) for one in signature_lines(report) for line in one), default=0)
    day = width(report.signed_on)
    start = WIDTH - 2 - name if day <= name else WIDTH - 4 - day
    place = "@media print {{ .sheet .signature {{ text-align: left; padding-right: 0 }} {} {} }}"
    left = ".sheet .signature .{} {{ margin-left: calc({} * var(--c)) }}"
    return place.format(left.format("name", max(0, start)), left.format("date", max(0, start + 2)))


def mark_rules(report: Report) -> str:
    """The mark of 版头 on one line: 36 pt, smaller where the office has a long name."""
    if report.red_head is None:
        return ""
    size = min(36.0, 442 / max(width(f"{name}文件") for name in report.red_head.name.split("\n")))
    return f" @media print {{ .sheet .red-head .masthead {{ font-size: {size:.2f}pt }} }}"


def imprint_rules(report: Report) -> str:
    """The room that keeps text clear of 版记: a blank line, and 26 characters of 抄送 on each of its lines."""
    if report.imprint is None:
        return ""
    copies = math.ceil((width(report.imprint.copy_to) + 1) / 26) if report.imprint.copy_to else 0
    return f" .sheet .ban-room {{ height: calc(var(--L) + {copies + 1} * 8.5mm + 1mm) }}"


@lru_cache(maxsize=1)
def stylesheet() -> str:
    return (HOUSE / "static" / "report.css").read_text(encoding="utf-8")


def sheet(report: Report, marks: Mapping[str, Cuts] | None = None) -> Markup:
    """The report as one article, without styles of its own; `marks` make its numbers links."""
    html = environment().get_template("sheet.html").render(report=report, marks=marks or {})
    return Markup(html)  # noqa: S704 - made by autoescape


def piece(one: Section) -> Markup:
    """One section as it prints, for the page on which it is written."""
    html = environment().get_template("piece.html").render(one=one, marks={})
    return Markup(html)  # noqa: S704 - made by autoescape


def document(report: Report, extra_css: str = "") -> str:
    """A page that stands alone: to print, and to open in a browser."""
    css = stylesheet() + signature_rules(report) + imprint_rules(report) + mark_rules(report) + extra_css
    template = environment().get_template("document.html")
    return template.render(report=report, css=Markup(css), sheet=sheet(report))  # noqa: S704 - our own stylesheet
