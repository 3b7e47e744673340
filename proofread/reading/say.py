"""Figures as a message says them."""

from proofread.reading.interval import plain
from proofread.reading.tokens import Quantity


def printed(one: Quantity) -> str:
    return f"{plain(one.value)}{one.size}{one.unit.name}"


def together(*figures: Quantity) -> list[str]:
    """Figures for one sum in words: bare where all have one unit, with their units where these differ."""
    same = len({(one.size, one.unit.name) for one in figures}) == 1
    return [plain(one.value) if same else printed(one) for one in figures]
