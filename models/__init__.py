"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import (
    citation,
    dismissal,
    edition,
    entries,
    evidence,
    figure,
    guide,
    indicator,
    items,
    people,
    records,
    relation,
    trail,
    years,
)

__all__ = [
    "citation",
    "dismissal",
    "edition",
    "entries",
    "evidence",
    "figure",
    "guide",
    "indicator",
    "items",
    "people",
    "records",
    "relation",
    "trail",
    "years",
]
