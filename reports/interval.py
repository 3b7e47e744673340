"""Arithmetic of printed numbers: 12.98 stands for [12.975, 12.985), 40余 for (40, 50). No fixed tolerance anywhere."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Literal

from checklists.units import HEDGES, Printed, Side

EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; where both are the same it is that one value. `end` tells which end belongs to it."""

    low: Decimal
    high: Decimal
    end: Literal["low", "high", "neither"] = "low"

    @property
    def point(self) -> bool:
        return self.low == self.high

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        if self.point and other.point:
            return self.low == other.low
        if self.point or other.point:
            one, wide = (self, other) if self.point else (other, self)
            ends = {"low": wide.low, "high": wide.high}
            return wide.low < one.low < wide.high or one.low == ends.get(wide.end)
        return self.low < other.high and other.low < self.high

    def plus(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, factor: Decimal) -> "Interval":
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends), self.end)

    def over(self, other: "Interval") -> "Interval | None":
        """A quotient; None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        with localcontext(EXACT):
            ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))


def printed_interval(printed: Printed, *, exact: bool = False, cut: bool = False) -> Interval:
    """What a printed number may stand for. A count is exact; a hedge opens one side up to the next round step.

    Half a digit is rounded away from zero, and cutting goes towards it: below zero the ends change places.
    """
    value = printed.value
    if printed.hedge:
        step = Decimal(1).scaleb(max(0, len(str(int(abs(value)))) - 1)) if value else Decimal(1)
        if value % step:
            step = Decimal(1).scaleb(-printed.decimals)
        if HEDGES[printed.hedge] is Side.BELOW:
            return Interval(value - step, value)
        if HEDGES[printed.hedge] is Side.AROUND:
            return Interval(value - step, value + step)
        return Interval(value, value + step)
    if exact and not printed.decimals:
        return Interval(value, value)
    unit = Decimal(1).scaleb(-printed.decimals)
    if cut:
        if not value:
            return Interval(-unit, unit, "neither")
        return Interval(value, value + unit) if value > 0 else Interval(value - unit, value, "high")
    return Interval(value - unit / 2, value + unit / 2, "high" if value < 0 else "low")


def rounded(value: Decimal, decimals: int, *, cut: bool = False) -> Decimal:
    """A value as it is printed with so many decimals: half up, or cut."""
    with localcontext(EXACT):
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN if cut else ROUND_HALF_UP)
