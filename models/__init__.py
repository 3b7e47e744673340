"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import (
    citation,
    edition,
    entry,
    evidence,
    figure,
    indicator,
    item,
    people,
    record,
    relation,
    tally,
    trail,
    year,
)

__all__ = [
    "citation",
    "edition",
    "entry",
    "evidence",
    "figure",
    "indicator",
    "item",
    "people",
    "record",
    "relation",
    "tally",
    "trail",
    "year",
]
