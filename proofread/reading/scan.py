"""One pass over a folded line: every number gets its unit, its hedge, its words and its place."""

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Final

from proofread.reading.numerals import Numeral, numerals
from proofread.reading.tokens import THIS_YEAR, Hedge, Quantity, Sentence, Year
from proofread.reading.units import UNITS, Unit, size_at, unit_at
from proofread.reading.years import relative_years, with_years

WORDS: Final = 40  # words that a figure keeps on each side
STOPS: Final = "。！？"
BEFORE: Final = {
    Hedge.LEAST: ("超过", "超", "突破", "逾", "不下于", "不少于", "不低于", "至少", "高于", "多于"),
    Hedge.MOST: ("不超过", "不高于", "不多于", "不足", "至多", "最多", "低于", "少于", "控制在"),
    Hedge.ABOUT: ("大约", "约为", "约"),
    Hedge.UNDER: ("接近", "将近", "近"),
}
BEHIND: Final = {
    Hedge.OVER: ("余", "多"),
    Hedge.LEAST: ("以上", "及以上"),
    Hedge.MOST: ("以内", "以下"),
    Hedge.ABOUT: ("左右", "上下"),
}
LEADS: Final = ("其中", "包括", "包含", "分别为", "分别是", "依次为")
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212~\u301c\uff5e至到"


@dataclass
class Scan:
    """What one pass has gathered so far. A full stop closes every bracket: one that stays open spoils one sentence."""

    text: str
    figures: list[Quantity] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    left: int = 0
    clause: int = 0
    brackets: list[int] = field(default_factory=list)

    def mark(self, one: Numeral) -> None:
        if one.mark in "：，" and self.text.endswith(LEADS, 0, one.start):
            return  # 其中：甲3项 and 其中，甲3项 are one clause
        self.left = one.end
        self.clause += one.mark != "、"
        if one.mark == "(":
            self.brackets.append(one.start + 1)
        elif one.mark == ")" and self.brackets:
            self.brackets.pop()
        elif one.mark in STOPS:
            self.brackets.clear()
            self.stops.append(one.end)

    def number(self, one: Numeral) -> None:
        text, place = self.text, one.end
        if _is_year(one, text):
            self.years.append(Year(int(one.value), one.start, place + text.startswith("年", place)))
            return
        if _is_part_of_a_word(one, text):
            return
        hedge, place = _behind(text, place)
        size, factor = "", 1
        unit = _hundredth(one, text) or unit_at(text, place)
        if unit is None:
            size, factor = size_at(text, place)
            place += len(size)
            hedge, place = (hedge, place) if hedge else _behind(text, place)
            unit = unit_at(text, place) if size else None
        if unit is None:
            return
        place += len(unit.name) if not _hundredth(one, text) else 0
        if one.spelled and text[place : place + 1].isdigit():
            return  # 一类60%: a name, not a count
        if not hedge:
            hedge, place = _after(text, place)
        self._keep(one, unit, size, factor, hedge, place)

    def _keep(self, one: Numeral, unit: Unit, size: str, factor: int, hedge: Hedge, end: int) -> None:
        start, value = one.start, one.value
        if _hundredth(one, self.text):
            start -= len("百分之")
        elif start > 1 and self.text[start - 1] in "-\u2212" and self.text[start - 2] not in "0123456789":
            start, value = start - 1, -value
        low = max(self.left, start - WORDS)
        before, found = _hedged(self.text[low:start])
        if _is_range(self.text, start, end):
            found = Hedge.RANGE
        gap = self.text[self.figures[-1].end : start][-WORDS:] if self.figures else ""
        bracket = self.brackets[-1] if self.brackets else 0
        self.figures.append(
            Quantity(
                value, one.places, size, factor, unit, found or hedge, start, end, before, "", self.clause, bracket, gap
                , spelled=one.spelled
            )
        )  # fmt: skip
        self.left = end


def scan(line: int, text: str, year: int | None) -> list[Sentence]:
    """The sentences of a folded line that name a figure."""
    seen, ends = Scan(text), []
    for one in numerals(text):
        if one.mark:
            seen.mark(one)
            ends.append(one.start)
        else:
            seen.number(one)
    if not seen.figures:
        return []
    years = sorted([*seen.years, *relative_years(text, year or THIS_YEAR)], key=lambda one: one.start)
    figures = with_years(_with_words(seen.figures, text, ends), years, text)
    return _sentences(line, text, seen.stops, figures, years)


def _with_words(figures: list[Quantity], text: str, ends: list[int]) -> list[Quantity]:
    """The figures with the words behind them, up to the next separator or figure."""
    ends = [*ends, len(text)]
    ready = []
    for at, one in enumerate(figures):
        end = ends[bisect_left(ends, one.end)]
        if at + 1 < len(figures):
            end = min(end, figures[at + 1].start)
        ready.append(replace(one, after=text[one.end : min(end, one.end + WORDS)]))
    return ready


def _sentences(line: int, text: str, stops: list[int], figures: list[Quantity], years: list[Year]) -> list[Sentence]:
    ready, at, when = [], 0, 0
    for start, end in zip([0, *stops], [*stops, len(text)], strict=True):
        first, since = at, when
        while at < len(figures) and figures[at].start < end:
            at += 1
        while when < len(years) and years[when].start < end:
            when += 1
        if at > first:
            ready.append(Sentence(line, start, end, text, tuple(figures[first:at]), tuple(years[since:when])))
    return ready


def _is_year(one: Numeral, text: str) -> bool:
    if one.places or not 1949 <= one.value <= 2100 or one.end - one.start != 4:
        return False
    behind = text[one.end : one.end + 6]
    return behind.startswith("年") or (
        behind[:1] in DASHES + "、和及" and behind[1:5].isdigit() and behind[5:6] == "年"
    )


def _is_part_of_a_word(one: Numeral, text: str) -> bool:
    """PM2.5, 5G, 第3, 1+6, 2/3, 20:30: a number inside a name, an ordinal or a ratio."""
    before = text[one.start - 1] if one.start else ""
    behind = text[one.end : one.end + 1]
    return bool(
        (before and (before in "第+/_.#〔[" or (before.isascii() and before.isalpha()) or before == ":"))
        or ((behind and behind in "+/:_") or (behind.isascii() and behind.isalpha()))
    )  # fmt: skip


def _hundredth(one: Numeral, text: str) -> Unit | None:
    """百分之二十 is 20%."""
    return UNITS["%"] if text.startswith("百分之", max(one.start - 3, 0)) and one.start >= 3 else None


def _is_range(text: str, start: int, end: int) -> bool:
    """10%-15% and 3至5家: two ends, no value."""
    if start > 1 and text[start - 1] in DASHES and (text[start - 2].isdigit() or text[start - 2 : start] == "%-"):
        return True
    return text[end : end + 1] != "" and text[end] in DASHES[:-2] and text[end + 1 : end + 2].isdigit()


def _behind(text: str, place: int) -> tuple[Hedge, int]:
    """余 and 多 between the number and its unit."""
    return (Hedge.OVER, place + 1) if text[place : place + 1] in ("余", "多") else (Hedge.NONE, place)


def _after(text: str, place: int) -> tuple[Hedge, int]:
    """A hedge behind the unit: 80%以上, 3倍多. The figure's place ends before it."""
    for hedge, words in BEHIND.items():
        if text.startswith(words, place):
            return hedge, place
    return Hedge.NONE, place


def _hedged(before: str) -> tuple[str, Hedge]:
    """The words before a figure without the hedge that stands last in them."""
    for hedge, words in BEFORE.items():
        for word in words:
            if before.endswith(word) and not before.endswith(("不" + word, "节约", "合约", "附近", "最近")):
                return before.removesuffix(word), hedge
    return before, Hedge.NONE
