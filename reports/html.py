"""Values to HTML: one sheet, shown in the preview page and inside the stand-alone document that is printed."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.marks import Cut
from reports.text import runs
from reports.values import Report

HOUSE = Path(__file__).parent.parent
WIDTH = 28
TITLE_WIDTH = 20


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
    """A long title in two lines of about the same length, cut where the sense allows: after the office, or before 年度."""
    if width(title) <= TITLE_WIDTH:
        return [title]
    cuts = [
        match.start()
        for match in re.finditer(r"(?<=[局厅委办府院会部])(?=\d{4})|(?<=年度)|(?<=关于)|(?=工作报告$)", title)
    ]
    best = min(cuts, key=lambda cut: abs(width(title[:cut]) - width(title) / 2), default=None)
    if best is None or max(width(title[:best]), width(title[best:])) > TITLE_WIDTH:
        best = round(len(title) / 2)
    return [title[:best], title[best:]]


def signature_rules(report: Report) -> str:
    """GB/T 9704-2012, 7.3.5.2: the name two characters from the right, the date two behind the name's start;
    a longer date stands two from the right and the name moves."""
    name, day = width(report.signature), width(report.signed_on)
    start = WIDTH - 2 - name if day <= name else WIDTH - 4 - day
    place = "@media print {{ .sheet .signature {{ text-align: left; padding-right: 0 }} {} {} }}"
    left = ".sheet .signature .{} {{ margin-left: calc({} * var(--c)) }}"
    return place.format(left.format("name", max(0, start)), left.format("date", max(0, start + 2)))


def sheet(report: Report, marks: Mapping[str, tuple[Cut, ...]] | None = None) -> Markup:
    """The report as one article, without styles of its own; `marks` make its numbers links."""
    html = environment().get_template("sheet.html").render(report=report, marks=marks or {})
    return Markup(html)  # noqa: S704 - made by autoescape


def document(report: Report, extra_css: str = "") -> str:
    """A page that stands alone: to print, and to open in a browser."""
    css = (HOUSE / "static" / "report.css").read_text(encoding="utf-8") + signature_rules(report) + extra_css
    template = environment().get_template("document.html")
    return template.render(report=report, css=Markup(css), sheet=sheet(report))  # noqa: S704 - our own stylesheet
