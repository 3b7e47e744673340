"""Values to HTML: one sheet, shown in the preview page and inside the stand-alone document that is printed."""

import itertools
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.marks import Cuts
from reports.text import runs
from reports.values import Report

HOUSE = Path(__file__).parent.parent
WIDTH = 28
TITLE_WIDTH = 19  # the bold figures of a year are a little wider than half a character
SENSE = re.compile(r"(?<=[局厅委办府院会部室])(?=\d{4})|(?<=年度)|(?=关于)|(?=(?:工作|情况)报告$)")


@lru_cache(maxsize=1)
def environment() -> Environment:
    loader = FileSystemLoader(HOUSE / "templates" / "report")
    found = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.globals["runs"] = runs
    found.globals["title_lines"] = title_lines
    return found


def width(text: str) -> float:
    """Width in characters of the grid: half for what is not Chinese."""
    return sum(1 if ord(char) > 0x2000 else 0.5 for char in text)


def title_lines(title: str) -> list[str]:
    """A long title in lines of about the same length, cut where the sense allows: after the office, before 关于,
    after 年度; where no such place fits, anywhere but inside a number."""
    count = math.ceil(width(title) / TITLE_WIDTH)
    if count < 2:
        return [title]
    sense = [match.start() for match in SENSE.finditer(title) if 0 < match.start() < len(title)]
    ways = [_cut(title, cuts) for cuts in itertools.combinations(sense[:12], count - 1)]
    fitting = [lines for lines in ways if max(width(one) for one in lines) <= TITLE_WIDTH]
    if fitting:
        return min(fitting, key=lambda lines: sum(width(one) ** 2 for one in lines))
    free = [at for at in range(1, len(title)) if not (title[at - 1].isascii() and title[at].isascii())]
    even = [width(title) * line / count for line in range(1, count)]
    return _cut(title, [min(free, key=lambda at: abs(width(title[:at]) - want), default=1) for want in even])


def _cut(title: str, cuts: Iterable[int]) -> list[str]:
    return [title[start:end] for start, end in itertools.pairwise((0, *cuts, len(title)))]


def signature_rules(report: Report) -> str:
    """GB/T 9704-2012, 7.3.5.2: the name two characters from the right, the date two behind the name's start;
    a longer date stands two from the right and the name moves."""
    name, day = width(report.signature), width(report.signed_on)
    start = WIDTH - 2 - name if day <= name else WIDTH - 4 - day
    place = "@media print {{ .sheet .signature {{ text-align: left; padding-right: 0 }} {} {} }}"
    left = ".sheet .signature .{} {{ margin-left: calc({} * var(--c)) }}"
    return place.format(left.format("name", max(0, start)), left.format("date", max(0, start + 2)))


def mark_rules(report: Report) -> str:
    """The mark of 版头 on one line: 36 pt, smaller where the office has a long name."""
    if report.red_head is None:
        return ""
    size = min(36.0, 442 / width(f"{report.red_head.name}文件"))
    return f" @media print {{ .sheet .red-head .masthead {{ font-size: {size:.2f}pt }} }}"


def imprint_rules(report: Report) -> str:
    """The room that keeps text clear of 版记: a blank line, and 26 characters of 抄送 on each of its lines."""
    if report.imprint is None:
        return ""
    copies = math.ceil((width(report.imprint.copy_to) + 1) / 26) if report.imprint.copy_to else 0
    return f" .sheet .ban-room {{ height: calc(var(--L) + {copies + 1} * 8.5mm + 1mm) }}"


def sheet(report: Report, marks: Mapping[str, Cuts] | None = None) -> Markup:
    """The report as one article, without styles of its own; `marks` make its numbers links."""
    html = environment().get_template("sheet.html").render(report=report, marks=marks or {})
    return Markup(html)  # noqa: S704 - made by autoescape


def document(report: Report, extra_css: str = "") -> str:
    """A page that stands alone: to print, and to open in a browser."""
    css = (HOUSE / "static" / "report.css").read_text(encoding="utf-8")
    css += signature_rules(report) + imprint_rules(report) + mark_rules(report) + extra_css
    template = environment().get_template("document.html")
    return template.render(report=report, css=Markup(css), sheet=sheet(report))  # noqa: S704 - our own stylesheet
