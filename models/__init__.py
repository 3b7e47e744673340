"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import (
    citation,
    dismissal,
    edition,
    entries,
    evidence,
    figures,
    guide,
    items,
    ledger,
    people,
    records,
    trail,
    years,
)

__all__ = [
    "citation",
    "dismissal",
    "edition",
    "entries",
    "evidence",
    "figures",
    "guide",
    "items",
    "ledger",
    "people",
    "records",
    "trail",
    "years",
]
