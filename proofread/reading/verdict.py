"""How a printed figure stands to what comes out: sound, cut instead of rounded, or wrong."""

from enum import StrEnum

from proofread.reading.interval import Interval
from proofread.reading.tokens import Hedge, Quantity


class Verdict(StrEnum):
    SOUND = "sound"
    CUT = "cut"
    WRONG = "wrong"


def judge(true: Interval, printed: Quantity, *, scale: int = 1) -> Verdict:
    """`true` is what the other figures allow; `scale` takes the printed one to the same measure (倍 to percent)."""
    shown = printed.interval()
    shown = Interval(shown.low * scale, shown.high * scale)
    if not true.finite or true.meets(shown):
        return Verdict.SOUND
    low = printed.amount * scale
    cut = true.high >= low and true.low < low + printed.step * scale
    if printed.hedge is Hedge.NONE and not printed.exact and cut:
        return Verdict.CUT
    return Verdict.WRONG
