"""What a rule of arithmetic sees of a text: figures with their words, years, sentences. Never the raw text."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from proofread.reading.interval import INFINITE, Interval, plain, rounded
from proofread.reading.units import Unit

THIS_YEAR: Final = 9999  # stands for 今年 where nobody knows the report's year; 去年 is one less


class Hedge(StrEnum):
    """What a word beside a figure leaves open: above it, below it, both, or everything."""

    NONE = ""
    OVER = "余"
    UNDER = "近"
    ABOUT = "约"
    LEAST = "以上"
    MOST = "以内"
    RANGE = "至"


@dataclass(frozen=True, slots=True)
class Year:
    """A year that the text names, at [start, end) of its line."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit at [start, end) of its line; 1.2万名 is one, of 12000 名.

    `before` and `after` are the words that touch it, up to the next separator or figure; `year` governs it,
    `dated` when its own clause names the year. `clause` counts separators, `bracket` names the innermost one (0: none).
    """

    value: Decimal
    places: int
    size: str
    factor: int
    unit: Unit
    hedge: Hedge
    start: int
    end: int
    before: str
    after: str
    clause: int
    bracket: int
    gap: str = ""
    year: int | None = None
    dated: bool = False
    spelled: bool = False

    @property
    def amount(self) -> Decimal:
        """The printed value in the smallest unit of its family."""
        return self.value * self.factor * self.unit.scale

    @property
    def step(self) -> Decimal:
        """One in the last printed place, in the smallest unit."""
        return Decimal(1).scaleb(-self.places) * self.factor * self.unit.scale

    @property
    def exact(self) -> bool:
        """Counted, not measured: 72家 is 72, while 72亿元 is anything that rounds to it."""
        return self.unit.whole and self.factor == 1 and self.places == 0

    def interval(self) -> Interval:
        """Everything that the printed figure can stand for."""
        amount, coarse = self.amount, self._coarse()
        if self.hedge is Hedge.NONE:
            half = Decimal(0) if self.exact or self.spelled else self.step / 2
            return Interval(amount - half, amount + half)
        return {
            Hedge.OVER: Interval(amount, amount + coarse),
            Hedge.UNDER: Interval(amount - coarse, amount),
            Hedge.ABOUT: Interval(amount - coarse, amount + coarse),
            Hedge.LEAST: Interval(amount, INFINITE),
            Hedge.MOST: Interval(-INFINITE, amount),
            Hedge.RANGE: Interval(-INFINITE, INFINITE),
        }[self.hedge]

    def _coarse(self) -> Decimal:
        """One in the last place that is not nought: 60余 may reach 70, 500多 may reach 600."""
        digits = self.value.normalize().as_tuple()
        exponent = digits.exponent if isinstance(digits.exponent, int) else 0
        return Decimal(1).scaleb(exponent) * self.factor * self.unit.scale

    def written(self, amount: Decimal, *, places: int | None = None) -> str:
        """Another amount, written as this one is: its size, its unit, its places (never fewer than needed)."""
        value = amount / self.factor / self.unit.scale
        value = rounded(value, self.places if places is None else places)
        return f"{plain(value)}{self.size}{self.unit.name}"

    def of_year(self, year: int, *, dated: bool = True) -> "Quantity":
        return replace(self, year=year, dated=dated)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands between two full stops of a line: its figures and years in order. `text` is the whole line, folded."""

    line: int
    start: int
    end: int
    text: str
    figures: tuple[Quantity, ...]
    years: tuple[Year, ...]

    def between(self, start: int, end: int) -> str:
        return self.text[start:end]
