"""Which year governs a figure: the last one named, its own in a list told in parallel, the one before for 上年."""

import re
from bisect import bisect_right
from typing import Final

from proofread.reading.tokens import Quantity, Year

NAMED: Final = re.compile(r"今年|本年度|去年|上年|上一年|前年")
AGO: Final = {"今年": 0, "本年度": 0, "去年": 1, "上年": 1, "上一年": 1, "前年": 2}
COMPARED: Final = tuple("比较与同超如按")
BEFORE: Final = re.compile(r"(?:比|较|与)(?:上年|去年|上一年)度?(?:同期)?(?:的|为)?$")
JOINED: Final = re.compile(r"(?:度|底|末)?[、，和与及]{1,2}")
SPANNED: Final = re.compile(r"(?:度)?(?:[-\u2010-\u2015\u2212~\uff5e至到]{1,2})")
LISTED: Final = re.compile(r"[、，和与及以]{1,2}(?:达|为|约|近|超过?|到)?")
BARRIER: Final = re.compile("[，；。：！？()]")
IN_LIST: Final = ("分别", "依次")
FAR: Final = 160  # characters between a list of years and the figures that it is told with
TRIES: Final = 4
MOST: Final = 12  # years, or figures, of one list


def relative_years(text: str, this: int) -> list[Year]:
    """今年, 去年, 前年 as years. 比上年 compares and names nothing that governs."""
    return [
        Year(this - AGO[found.group()], found.start(), found.end())
        for found in NAMED.finditer(text)
        if not text[: found.start()].endswith(COMPARED)
    ]


def with_years(figures: list[Quantity], years: list[Year], text: str) -> list[Quantity]:
    """Every figure with the year that governs it. A year that is only compared with governs its own clause alone."""
    if not years:
        return figures
    starts = [one.start for one in years]
    ready, governing, seen = [], None, 0
    for one in figures:
        last = bisect_right(starts, one.start)
        for passed in years[seen:last]:
            governing = governing if _is_local(passed, text) else passed.value
        seen = max(seen, last)
        if governing is not None and BEFORE.search(one.before):
            ready.append(one.of_year(governing - 1))
            continue
        near = years[last - 1] if last else None
        if near and near.start >= one.start - MOST * 3 and not BARRIER.search(text, near.end, one.start):
            ready.append(one.of_year(near.value))
        else:
            ready.append(one if governing is None else one.of_year(governing, dated=False))
    _told_in_parallel(ready, years, starts, text)
    return ready


def _is_local(year: Year, text: str) -> bool:
    return text[max(year.start - 1, 0) : year.start].endswith(COMPARED) or text[year.start] in "去上前"


def _told_in_parallel(figures: list[Quantity], years: list[Year], starts: list[int], text: str) -> None:
    """2018年、2019年分别为A、B: the first figure of the list gets the first year, and so on."""
    for at, one in enumerate(figures):
        if not _opens_list(one, figures[at - 1].end if at else 0, text):
            continue
        run = parallel(figures, at)
        chain = _chain(years, bisect_right(starts, one.start), one.start, text, len(run))
        if chain:
            for place, (figure, year) in enumerate(zip(run, chain, strict=True)):
                figures[at + place] = figure.of_year(year)


def _opens_list(one: Quantity, since: int, text: str) -> bool:
    """Whether 分别 stands before this figure in its clause: 分别获项目、奖励资金2005万元 counts too."""
    since = max(since, one.start - 60)
    place = max(text.rfind(word, since, one.start) for word in IN_LIST)
    return place >= 0 and not BARRIER.search(text, place, one.start)


def parallel(figures: list[Quantity] | tuple[Quantity, ...], at: int) -> list[Quantity]:
    """The figures of one list that starts here: one family, nothing but separators between them."""
    run = [figures[at]]
    for one in figures[at + 1 : at + MOST]:
        if one.unit.family != run[0].unit.family or not LISTED.fullmatch(one.gap):
            break
        run.append(one)
    return run


def _chain(years: list[Year], end: int, place: int, text: str, size: int) -> list[int]:
    """The last list of years before a place, if it has as many as are asked for; 2018—2020年 counts as three."""
    for _ in range(TRIES if size > 1 else 0):
        if end < 2 or place - years[end - 1].end > FAR or "。" in text[years[end - 1].end : place]:
            break
        first = end - 1
        while first and end - first < MOST and _joins(years[first - 1], years[first], text):
            first -= 1
        if end - first > 1:
            return _spread(years[first:end], text, size)
        end = first
    return []


def _joins(one: Year, two: Year, text: str) -> bool:
    gap = text[one.end : two.start]
    return len(gap) <= 3 and bool(JOINED.fullmatch(gap) or SPANNED.fullmatch(gap))


def _spread(chain: list[Year], text: str, size: int) -> list[int]:
    values = [one.value for one in chain]
    if len(chain) == 2 and SPANNED.fullmatch(text[chain[0].end : chain[1].start]):
        values = list(range(values[0], values[1] + 1)) if 0 < values[1] - values[0] < MOST else []
    return values if len(values) == size else []
