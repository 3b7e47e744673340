"""Numbers of a passage and what stands behind them: tokens made into numbers, printed numbers found again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checklists.units import factor, family
from models.base import _
from models.passages import Citation
from reports.book import Book, Value
from reports.interval import printed_interval
from reports.numbers import Number, numbers

TOKEN = re.compile(r"\{([^{}\n]{1,80})\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is wrong with a token: its text, its place (characters from the start), and a message.

    `empty`: it prints no number; else its number is only not confirmed yet.
    """

    token: str
    place: int
    line: int
    says: str
    values: Mapping[str, object] = field(default_factory=dict)
    empty: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """One printed number. `drift`: the figure has changed since somebody last looked at the two side by side."""

    start: int
    end: int
    text: str
    number: Number | None
    value: Value | None = None
    token: str = ""
    citation: Citation | None = None

    @property
    def sourced(self) -> bool:
        return self.value is not None and self.value.sound

    @property
    def drift(self) -> bool:
        return self.citation is not None and self.value is not None and self.citation.seen != self.value.text

    @property
    def kept(self) -> bool:
        return self.citation is not None and bool(self.citation.reason)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The text of a slot as it prints, with every number in it."""

    slot: str
    text: str
    shown: tuple[Shown, ...]
    faults: tuple[Fault, ...]

    @property
    def sourced(self) -> int:
        return sum(one.sourced for one in self.shown)

    @property
    def drifted(self) -> list[Shown]:
        return [one for one in self.shown if one.drift]


def faults_of(text: str, book: Book) -> list[Fault]:
    """What is wrong with the tokens of a text, each at its place."""
    found = []
    for match in TOKEN.finditer(text):
        value = book.token(match[1])
        if value.fault or value.printed is None:
            line = text.count("\n", 0, match.start()) + 1
            says = value.says or _("没有数值")
            found.append(Fault(match[0], match.start(), line, says, value.values, value.printed is None))
    return found


def fill(text: str, book: Book) -> tuple[str, list[tuple[int, int, str, Value]]]:
    """Tokens as numbers, and where they stand. Never a template: a token that has no value stays as it was typed."""
    pieces, places, last, length = list[str](), list[tuple[int, int, str, Value]](), 0, 0
    for match in TOKEN.finditer(text):
        value = book.token(match[1])
        pieces += [text[last : match.start()], value.text or match[0]]
        length += match.start() - last
        if value.text:
            places.append((length, length + len(value.text), match[0], value))
        length += len(pieces[-1])
        last = match.end()
    return "".join([*pieces, text[last:]]), places


def passage(slot: str, raw: str, citations: Iterable[Citation], book: Book) -> Numbered:
    """Every number of a slot's text, with the figure behind it where one is known."""
    text, places = fill(raw, book)
    own = [one for one in citations if one.slot == slot]
    by_token = {one.text: one for one in own if one.text.startswith("{")}
    shown = [
        Shown(start, end, text[start:end], None, value, token, by_token.get(token))
        for start, end, token, value in places
    ]
    bare = [one for one in numbers(text) if not any(start < one.end and one.start < end for start, end, *_ in places)]
    found = matched(bare, [one for one in own if not one.text.startswith("{")], text)
    for number in bare:
        citation = found.get(number.start)
        value = book.of_figure(citation.figure_id) if citation else None
        shown.append(Shown(number.start, number.end, number.text, number, value, "", citation))
    return Numbered(slot, text, tuple(sorted(shown, key=lambda one: one.start)), tuple(faults_of(raw, book)))


def matched(bare: list[Number], citations: list[Citation], text: str) -> dict[int, Citation]:
    """Which printed number each citation means: the same words of the number, the most of the words before it."""
    found: dict[int, Citation] = {}
    for one in citations:
        free = [number for number in bare if number.text == one.text and number.start not in found]
        if free:
            best = max(free, key=lambda number: alike(text[max(0, number.start - 40) : number.start], one.before))
            found[best.start] = one
    return found


def alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their ends."""
    return next(
        (n for n, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other))
    )


def agrees(number: Number, value: Value) -> bool:
    """Whether a printed number may stand for a figure: one family of units, and the figure within what is printed."""
    if value.printed is None:
        return False
    if family(number.unit) != family(value.unit):
        return False
    exact = value.kind == "count"
    said = printed_interval(number.printed, exact=exact).times(factor(number.unit))
    return said.meets(printed_interval(value.printed, exact=exact).times(factor(value.unit)))


def offers(number: Number, book: Book, limit: int = 6) -> list[Value]:
    """Figures that a bare number may come from: of its value and unit, those named like the words before it first."""
    found = [one for one in book.all() if agrees(number, one)]
    return sorted(found, key=lambda one: -len(set(one.name) & set(number.before)))[:limit]
