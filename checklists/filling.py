"""Words of an outline that each year fills anew, and years that were typed there and are left over."""

import re
from collections.abc import Iterator
from dataclasses import replace

from checklists.problems import Remark, _
from checklists.schema import Outline, Part

TOKEN = re.compile(r"\{(?:bureau|year(?:[+-]1)?)\}")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# The years of a paper's name and of a plan for several years are its own.
KEPT = re.compile(r"《[^》]*》|(?<!\d)20\d\d\s*年?\s*[—－~～至到-]+\s*20\d\d(?!\d)")
AHEAD = re.compile("安排|打算|计划|思路|展望|下一步")
SHOWN = 5


def fill(text: str, year: int, bureau: str) -> str:
    """A text with {year}, {year+1}, {year-1} and {bureau} filled in."""
    words = {"{bureau}": bureau, "{year}": str(year), "{year+1}": str(year + 1), "{year-1}": str(year - 1)}
    return TOKEN.sub(lambda token: words[token[0]], text)


def said(outline: Outline, year: int, bureau: str) -> Outline:
    """The outline of a year with its headings and hints filled in."""

    def of(part: Part) -> Part:
        return replace(
            part,
            heading=fill(part.heading, year, bureau),
            hint=fill(part.hint, year, bureau),
            titles={ref: fill(title, year, bureau) for ref, title in part.titles.items()},
            parts=tuple(of(one) for one in part.parts),
        )

    return replace(outline, parts=tuple(of(one) for one in outline.parts))


def braces(text: str) -> bool:
    """Whether braces stand there that nothing fills."""
    return bool(set("{}") & set(TOKEN.sub("", text)))


def typed_years(outline: Outline) -> Iterator[tuple[str, int]]:
    """Headings that hold a year in figures, with it; a year that is filled in is none."""
    for text in _headings(outline.parts):
        for found in YEAR.finditer(KEPT.sub("", text)):
            yield text, int(found[0])


def _headings(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield part.heading
        yield from part.titles.values()
        yield from _headings(part.parts)


def years_left(outline: Outline, year: int) -> list[Remark]:
    """One question about the headings whose year is not this year's, nor that of what is planned for the next."""
    found = [
        heading
        for heading, typed in typed_years(outline)
        if typed not in (year, year + 1) or (typed == year and AHEAD.search(heading))
    ]
    if not found:
        return []
    names = "、".join(f"“{heading}”" for heading in dict.fromkeys(found[:SHOWN])) + "……" * (len(found) > SHOWN)
    text = _("提纲里这些标题的年份像是旧的，而年度是 %(year)s：%(names)s。写成 {year}、{year+1} 的，每年自动换。")
    return [Remark(text, {"year": year, "names": names})]
