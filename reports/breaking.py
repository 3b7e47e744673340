"""Where a name or a title is broken: between words, at marks, in lines of about the same length; never inside a number."""

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

SENSE = re.compile(r"(?<=[局厅委办府院会部室])(?=\d{4})|(?<=年度)|(?=关于)|(?=(?:工作|情况)报告$)")
OPENING, CLOSING = "（《〈“‘【〔", "，。、；：？！）》〉”’】〕…％%"
SUFFIXES = frozenset("局厅委办院室站所部处科会署的等性化法者号市县区省")  # alone they belong to what stands before them
JOINS = "和及与暨"
PLACE = re.compile(r"(?:^|(?<=[（、，“《]))[\u4e00-\u9fff]{1,3}[省市县区州旗]")
LONGEST = 9
INSIDE, NEVER = 600.0, 10_000.0  # what it costs to cut a word; what is done only where nothing else can be


@cache
def words() -> frozenset[str]:
    """The words of offices and their papers, which no line cuts."""
    return frozenset((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split())


def width(text: str) -> float:
    """Width in characters of the grid: half for what is not Chinese."""
    return sum(1 if ord(char) > 0x2000 else 0.5 for char in text)


def cut_in_words(text: str) -> list[str]:
    """A text as words of the list, names of places and single characters: as few pieces as can be."""
    places = {match.start(): match.end() for match in PLACE.finditer(text)}
    best: list[tuple[float, int]] = [(0.0, 0)]  # how well the text up to here is cut, and where its last piece begins
    for end in range(1, len(text) + 1):
        ways = [(best[end - 1][0] + 1.5, end - 1)]
        for start in range(max(0, end - LONGEST), end - 1):
            if text[start:end] in words() or places.get(start) == end:
                ways.append((best[start][0] + 1, start))
        best.append(min(ways))
    found, end = list[str](), len(text)
    while end:
        found.append(text[best[end][1] : end])
        end = best[end][1]
    return found[::-1]


def costs(text: str) -> list[float]:
    """What a cut before each character costs; the first is never asked."""
    found = [INSIDE] * len(text)
    place = 0
    for before, word in pairwise(["", *cut_in_words(text)]):
        if place:
            found[place] = _between(before, word)
        place += len(word)
    for match in SENSE.finditer(text):
        if match.start() < len(text):
            found[match.start()] = 0
    for place in range(1, len(text)):
        found[place] = _at_marks(text[place - 1], text[place], found[place])
    return found


def _between(before: str, word: str) -> float:
    """The cost of a cut between two pieces: least where both are words that are known."""
    if word in SUFFIXES:
        return NEVER
    return 30 if (len(before) > 1 and len(word) > 1) or word in JOINS else 90


def _at_marks(before: str, char: str, cost: float) -> float:
    """The cost of a cut between two characters, with what marks, figures and joined signs say of it."""
    if char in CLOSING or before in OPENING or (before.isascii() and char.isascii()):
        return NEVER
    if unicodedata.category(char)[0] in "MC" or (before.isdigit() and char == "年"):
        return NEVER
    if before in CLOSING or char in OPENING:
        return 0
    return cost + 30 if before in JOINS else cost


@lru_cache(maxsize=64)
def broken(text: str, most: float) -> tuple[str, ...]:
    """A text in as few lines as it needs, none wider than `most` characters."""
    least = math.ceil(width(text) / most)
    if least < 2:
        return (text,)
    ways = [found for count in (least, least + 1) if (found := _best(text, count, most))]
    first = ways[0][0] if len(ways) > 1 else 0.0
    chosen = ways[1] if len(ways) > 1 and ways[1][0] + 200 < first else ways[0]
    return tuple(text[start:end] for start, end in pairwise((0, *chosen[1], len(text))))


def _best(text: str, count: int, most: float) -> tuple[float, list[int]] | None:
    """The cheapest cuts into a number of lines: evenness and the cost of each cut; None where they do not fit."""
    price, even = costs(text), width(text) / count
    upto = [0.0]
    for char in text:
        upto.append(upto[-1] + width(char))
    ends: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for line in range(1, count + 1):
        last = line == count
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in ends.items():
            for end in _ends(upto, start, most, last):
                added = (upto[end] - upto[start] - even) ** 2 + (0 if last else price[end])
                if end not in reached or cost + added < reached[end][0]:
                    reached[end] = (cost + added, cuts if last else [*cuts, end])
        ends = reached
    return ends.get(len(text))


def _ends(upto: list[float], start: int, most: float, last: bool) -> Iterator[int]:
    """Where a line that begins at a place may end: as far as it is wide; the last one at the end of the text."""
    whole = len(upto) - 1
    for end in range(start + 1, whole + 1):
        if upto[end] - upto[start] > most:
            return
        if (end == whole) == last:
            yield end
