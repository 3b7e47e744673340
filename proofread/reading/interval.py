"""Arithmetic with printed numbers: 12.98 stands for everything that rounds to it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both ends in; a doubt at an end is a doubt for silence."""

    low: Decimal
    high: Decimal

    @property
    def finite(self) -> bool:
        return self.low.is_finite() and self.high.is_finite()

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Interval") -> "Interval":
        ends = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Only for a divisor wholly above nought; callers ask `other.low > 0` first."""
        ends = [one / two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def meets(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


def exactly(value: Decimal | int) -> Interval:
    return Interval(Decimal(value), Decimal(value))


def total(parts: list[Interval]) -> Interval:
    added = exactly(0)
    for one in parts:
        added = added + one
    return added


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """A number as people write it: no exponent, no trailing nought after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
