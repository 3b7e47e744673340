"""Figures that somebody knows from elsewhere: the ledger of the year, last year's report."""

from dataclasses import dataclass
from decimal import Decimal

from proofread.message import Message, _

LEDGER = _("台账")


@dataclass(frozen=True, slots=True)
class Known:
    """What a figure of a year is called, its value and its unit as people write it (万元, 件, %).

    `origin` says where it stands (台账, 上年报告): the message names it.
    """

    name: str
    year: int
    value: Decimal
    unit: str
    origin: str | Message = LEDGER
