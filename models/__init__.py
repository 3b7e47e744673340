"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import (
    entries,
    evidence,
    figures,
    history,
    items,
    led,
    ledger,
    office,
    passages,
    people,
    records,
    trail,
    years,
)

__all__ = [
    "entries",
    "evidence",
    "figures",
    "history",
    "items",
    "led",
    "ledger",
    "office",
    "passages",
    "people",
    "records",
    "trail",
    "years",
]
