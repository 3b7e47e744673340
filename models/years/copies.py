"""The year's own copies of the files it was opened from: changing a file later never changes a running year."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, col, select

from checklists.counted import RecordKind, RecordKinds
from checklists.schema import Checklist
from models.base import Row, link


class YearChecklist(Row, table=True):
    """The year's copy of a checklist."""

    __tablename__ = "year_checklist"
    __table_args__ = (sa.UniqueConstraint("year_id", "key"),)

    year_id: int = link("year.id")
    key: str = Field(max_length=60)
    title: str = Field(max_length=120)
    position: int = 0
    sha256: str = Field(max_length=64)
    frozen: dict[str, Any] = Field(sa_type=sa.JSON)

    def read(self) -> Checklist:
        return Checklist.from_dict(self.frozen)


class YearData(Row, table=True):
    """The year's copy of a data file (records, indicators)."""

    __tablename__ = "year_data"
    __table_args__ = (sa.UniqueConstraint("year_id", "kind"),)

    year_id: int = link("year.id")
    kind: str = Field(max_length=20)
    key: str = Field(max_length=60)
    title: str = Field(max_length=120)
    sha256: str = Field(max_length=64)
    frozen: dict[str, Any] = Field(sa_type=sa.JSON)


def checklists_of(session: Session, year_id: int) -> list[Checklist]:
    """The checklists of a year as they were when it was opened, in their order."""
    query = select(YearChecklist).where(YearChecklist.year_id == year_id).order_by(col(YearChecklist.position))
    return [one.read() for one in session.exec(query)]


def kinds_of(session: Session, year_id: int) -> list[RecordKind]:
    """The kinds of records of a year, in their order; none where the year has no data files."""
    query = select(YearData.frozen).where(YearData.year_id == year_id, YearData.kind == "records")
    frozen = session.exec(query).first()
    return list(RecordKinds.from_dict(frozen).kinds) if frozen else []
