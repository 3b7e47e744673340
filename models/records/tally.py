"""Running sums of confirmed records, kept by the verbs that confirm, void and restore: pages stay as fast with 100,000."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, col

from checklists.counted import Adding
from models.base import Row, link

COLUMNS = ("records", "amount", "persons", "hundredths", "person_hundredths")
KEYS = ("year_id", "item_id", "kind", "sort", "month", "department_id")
WHOLE_YEAR = 0


class Tally(Row, table=True):
    """One cell: the confirmed records of an item (0: of the whole year), kind, class, month and department."""

    __table_args__ = (sa.UniqueConstraint(*KEYS, name="uq_tally_cell"),)

    year_id: int = link("year.id")
    item_id: int = WHOLE_YEAR
    kind: str = Field(max_length=60)
    sort: str = Field(default="", max_length=30)
    month: int
    department_id: int = link("department.id")
    records: int = Field(default=0, sa_type=sa.BigInteger)
    amount: int = Field(default=0, sa_type=sa.BigInteger)
    persons: int = Field(default=0, sa_type=sa.BigInteger)
    hundredths: int = Field(default=0, sa_type=sa.BigInteger)
    person_hundredths: int = Field(default=0, sa_type=sa.BigInteger)


@dataclass(frozen=True, slots=True)
class Sum:
    """Confirmed records of one kind, class, month and department, added up."""

    kind: str
    sort: str
    month: int
    department_id: int
    records: int
    amount: int
    persons: int
    hundredths: int
    person_hundredths: int

    def of(self, measure: str) -> Decimal:
        """What it adds to a measure."""
        found = {
            "records": Decimal(self.records),
            "amount": Decimal(self.amount),
            "persons": Decimal(self.persons),
            "hours": Decimal(self.hundredths) / 100,
            "person_hours": Decimal(self.person_hundredths) / 100,
        }
        return found[measure]


class Counted(Protocol):
    """What a confirmed record adds to its cells."""

    year_id: int
    kind: str
    sort: str
    month: int
    department_id: int
    amount: int
    persons: int
    hundredths: int


def count(session: Session, record: Counted, items: Iterable[int], sign: int) -> None:
    """Put a record into the sums of its year and of its items (1), or take it out (-1).

    The database adds, so that two people who confirm at once lose nothing.
    """
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    cell = {name: getattr(record, name) for name in KEYS if name != "item_id"}
    own = {"records": 1, "person_hundredths": record.persons * record.hundredths}
    adds = {name: sign * own.get(name, getattr(record, name, 0)) for name in COLUMNS}
    for item_id in (WHOLE_YEAR, *items):
        query = insert(Tally).values(**cell, item_id=item_id, **adds)
        grown = {name: getattr(Tally, name) + adds[name] for name in COLUMNS}
        session.execute(query.on_conflict_do_update(index_elements=list(KEYS), set_=grown))


def sums(session: Session, year_id: int, *, item_id: int = WHOLE_YEAR, department_id: int | None = None) -> list[Sum]:
    """The sums of a year or of one of its items: a few hundred rows, whatever the number of records."""
    names = ("kind", "sort", "month", "department_id", *COLUMNS)
    query: Any = sa.select(*(getattr(Tally, name) for name in names)).where(
        col(Tally.year_id) == year_id, col(Tally.item_id) == item_id, col(Tally.records) != 0
    )
    if department_id is not None:
        query = query.where(col(Tally.department_id) == department_id)
    return [Sum(*row) for row in session.execute(query.order_by(col(Tally.id))).all()]


def added(found: Iterable[Sum], rule: Adding) -> Decimal:
    """What a rule adds up."""
    return sum(
        (one.of(rule.measure) for one in found if one.kind == rule.kind and (not rule.sorts or one.sort in rule.sorts)),
        Decimal(0),
    )
