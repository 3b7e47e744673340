"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import (
    citation,
    dismissal,
    edition,
    entry,
    evidence,
    figure,
    guide,
    indicator,
    item,
    people,
    presence,
    record,
    relation,
    tally,
    trail,
    year,
)

__all__ = [
    "citation",
    "dismissal",
    "edition",
    "entry",
    "evidence",
    "figure",
    "guide",
    "indicator",
    "item",
    "people",
    "presence",
    "record",
    "relation",
    "tally",
    "trail",
    "year",
]
