"""What a claim of growth speaks of: the figure now, and the figure it started from."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from proofread.document import Document
from proofread.reading import sentences
from proofread.reading.tokens import Quantity, Sentence
from proofread.reading.units import PERCENT
from proofread.reading.words import COMPARED, FROM, REACHED, TO, WAS, claimed, label, likeness
from proofread.reading.years import LISTED, parallel

Key = tuple[int, str, int | str]
REACH: Final = 40  # figures of a year that are looked at, the nearest ones
BACK: Final = 12  # figures between a claim and what it speaks of
ALIKE: Final = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """`sure` where the text itself puts the two side by side, or calls both by the same words."""

    base: Quantity
    result: Quantity
    sure: bool = True


@lru_cache(maxsize=2)
def book(document: Document) -> dict[Key, list[Quantity]]:
    """Every figure with a year, by year, family of unit and line, and once more by what it is called."""
    kept: dict[Key, list[Quantity]] = {}
    for sentence in sentences(document):
        for one in sentence.figures:
            if one.year is not None and not claimed(one):
                for last in (sentence.line, label(one)):
                    kept.setdefault((one.year, one.unit.family, last), []).append(one)
    return kept


def result_of(sentence: Sentence, at: int) -> int | None:
    """The figure that a claim at this place speaks of: the nearest before it that is no claim and no share itself."""
    for back in range(at - 1, max(at - BACK, -1), -1):
        one = sentence.figures[back]
        if one.bracket not in (0, sentence.figures[at].bracket) or claimed(one):
            continue
        if not (one.unit.family == PERCENT and "占" in one.before):
            return back
    return None


def whole_of(sentence: Sentence, place: int) -> int | None:
    """The whole whose part stands at this place: a claim behind a list of parts may speak of either."""
    for back in range(place, max(place - BACK, 0), -1):
        if "其中" in sentence.figures[back].before:
            return back - 1
    return None


def from_to(sentence: Sentence, at: int) -> Pair | None:
    """由A增加到B, where B stands at this place."""
    if at == 0:
        return None
    one, two = sentence.figures[at - 1], sentence.figures[at]
    if one.unit.family == two.unit.family and FROM.search(one.before) and TO.fullmatch(two.gap):
        return Pair(one, two)
    return None


def pairs(document: Document, sentence: Sentence, at: int, against: int | None) -> list[Pair]:
    """The pairs that a claim at this place may speak of. One certain pair, or every one that could be meant."""
    place = result_of(sentence, at)
    if place is None:
        return []
    side = (
        from_to(sentence, place)
        or _compared(sentence, place)
        or _reached(sentence, place, at)
        or _beside(sentence, place, at)
        or _side_by_side(sentence, place, against)
    )
    if side:
        return [side]
    found = []
    for meant in (place, whole_of(sentence, place)):
        result = sentence.figures[meant] if meant is not None else None
        if result and result.year is not None and not (meant == place and _in_list(sentence, place)):
            found += _remembered(document, sentence, result, against if against is not None else result.year - 1)
    return found


def _compared(sentence: Sentence, place: int) -> Pair | None:
    """今年B，比上年的A: the figure at this place is where it started from."""
    if place == 0:
        return None
    base, result = sentence.figures[place], sentence.figures[place - 1]
    if base.unit.family == result.unit.family and COMPARED.fullmatch(base.before):
        return Pair(base, result)
    return None


def _reached(sentence: Sentence, place: int, at: int) -> Pair | None:
    """比上年的A增长P，达到B: the figure now stands behind the claim."""
    base = sentence.figures[place]
    result = sentence.figures[at + 1] if at + 1 < len(sentence.figures) else None
    if not result or base.unit.family != result.unit.family or not COMPARED.fullmatch(base.before):
        return None
    return Pair(base, result) if REACHED.fullmatch(result.before) else None


def _beside(sentence: Sentence, place: int, at: int) -> Pair | None:
    """B（上年A），增长P, or B，增长P（上年A）: where it started from stands in brackets, or right behind."""
    result = sentence.figures[place]
    for near in (place + 1, at + 1):
        base = sentence.figures[near] if near != at and near < len(sentence.figures) else None
        if base and base.unit.family == result.unit.family and WAS.fullmatch(base.before):
            return Pair(base, result)
    return None


def _side_by_side(sentence: Sentence, place: int, against: int | None) -> Pair | None:
    """2018年、2019年分别为A、B, or 去年A，今年B: two neighbours that name their years."""
    if place == 0:
        return None
    one, two = sentence.figures[place - 1], sentence.figures[place]
    if one.unit.family != two.unit.family or not (one.dated and two.dated) or one.year == two.year:
        return None
    listed = bool(LISTED.fullmatch(two.gap))
    if listed and place > 1 and parallel(sentence.figures, place - 2)[2:]:
        return None
    base, result = sorted((one, two), key=lambda figure: figure.year or 0)
    if not listed and label(base) and label(result) and likeness(base, result) < ALIKE:
        return None
    if not listed and (result.year or 0) - (base.year or 0) != 1 and base.year != against:
        return None
    return Pair(base, result)


def _in_list(sentence: Sentence, place: int) -> bool:
    """Whether the figure is one of several told in one breath: a claim behind them speaks of nobody in particular."""
    return place > 0 and len(parallel(sentence.figures, place - 1)) > 1


def _remembered(document: Document, sentence: Sentence, result: Quantity, year: int) -> list[Pair]:
    """Figures of the year before with like words in the same paragraph, or with the same words anywhere."""
    kept, family = book(document), result.unit.family
    called = [one for one in kept.get((year, family, label(result)), [])[:REACH] if likeness(one, result) == 100]
    if called:
        return [Pair(one, result) for one in called]
    here = kept.get((year, family, sentence.line), [])
    last = bisect_left(here, result.start, key=lambda one: one.start)
    near = here[max(last - REACH, 0) : last]
    return [Pair(one, result, sure=False) for one in near if likeness(one, result) >= ALIKE]
