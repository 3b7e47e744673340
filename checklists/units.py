"""Units of one family are converted; printed numbers keep their hedge (40余) and their decimals."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import Enum

FAMILIES: dict[str, tuple[str, Decimal]] = {
    "元": ("money", Decimal(1)),
    "万元": ("money", Decimal(10_000)),
    "亿元": ("money", Decimal(100_000_000)),
    "%": ("ratio", Decimal(1)),
    "％": ("ratio", Decimal(1)),
    "小时": ("hours", Decimal(1)),
    "学时": ("hours", Decimal(1)),
    "个": ("bodies", Decimal(1)),  # 平台242个, of which 孵化器1家: one thing under two measure words
    "家": ("bodies", Decimal(1)),
}


class Side(Enum):
    """Where the value lies that a hedged number stands for."""

    ABOVE = "above"
    BELOW = "below"
    AROUND = "around"


HEDGES_AFTER = {"余": Side.ABOVE, "多": Side.ABOVE}
HEDGES_BEFORE = {"近": Side.BELOW, "超过": Side.ABOVE, "超": Side.ABOVE, "约": Side.AROUND, "逾": Side.ABOVE}
HEDGES = HEDGES_BEFORE | HEDGES_AFTER
LARGEST = Decimal(10) ** 18
WIDE = Context(prec=60)  # a growth from almost nothing has more digits than Decimal's usual 28
PRINTED = re.compile(
    rf"(?P<before>{'|'.join(HEDGES_BEFORE)})?(?P<number>-?[0-9]{{1,19}}(?:\.[0-9]{{1,8}})?)(?P<after>{'|'.join(HEDGES_AFTER)})?"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed: its value, how many decimals it shows, and its hedge."""

    value: Decimal
    decimals: int
    hedge: str = ""

    @property
    def text(self) -> str:
        number = format(self.value.quantize(Decimal(1).scaleb(-self.decimals), context=WIDE), "f")
        return f"{number}{self.hedge}" if self.hedge in HEDGES_AFTER else f"{self.hedge}{number}"


def read_printed(text: str) -> Printed | None:
    """“40余”, “近2.5”, “16.47”; None where it is no such number or beyond any sum a bureau may report."""
    match = PRINTED.fullmatch(text.strip().replace(",", "").replace("，", ""))
    if match is None:
        return None
    value = Decimal(match["number"])
    if abs(value) >= LARGEST:
        return None
    return Printed(value, len(match["number"].partition(".")[2]), match["before"] or match["after"] or "")


def family(unit: str) -> str:
    """What a unit measures; a unit of no family is its own."""
    return FAMILIES.get(unit, (unit, Decimal(1)))[0]


def factor(unit: str) -> Decimal:
    """How many of the family's base unit one of it is."""
    return FAMILIES.get(unit, (unit, Decimal(1)))[1]


def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """A value in another unit of its family; None between families."""
    if family(unit) != family(to):
        return None
    return value * factor(unit) / factor(to)
