"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import edition, entry, evidence, figure, indicator, item, people, record, relation, trail, year

__all__ = [
    "edition",
    "entry",
    "evidence",
    "figure",
    "indicator",
    "item",
    "people",
    "record",
    "relation",
    "trail",
    "year",
]
