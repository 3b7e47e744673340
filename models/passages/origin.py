"""What 数据来源表 calls the sources of a year's figures by: files, entries, kinds of records, who confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col, select

from checklists.counted import RecordKind
from models.base import Unindexed
from models.evidence import Evidence, EvidenceLink
from models.figures import Figure, FigureSource, entries_named
from models.people import Department, Person, Role, called
from models.years import Year, kinds_of


@dataclass(frozen=True)
class Origins:
    """Names by id; an entry by its item and month (0: its closing summary). A secret file has no name;
    a person who confirmed stands for the office they belong to."""

    zone: ZoneInfo
    kinds: Mapping[str, RecordKind]
    files: Mapping[int, str | None]
    entries: Mapping[int, tuple[str, int]]
    offices: Mapping[int, str]


def origins(session: Session, year: Year, figures: Sequence[Figure]) -> Origins | None:
    """The names that the appendix of a year needs; None where the year prints none. Four queries."""
    if not year.appendix_sources:
        return None
    refs = {source: {ref for one in figures if one.source == source for ref in one.refs} for source in FigureSource}
    entries = entries_named(session, year.bureau_id, sorted(refs[FigureSource.ENTRY]))
    return Origins(
        zone=ZoneInfo(year.bureau.zone),
        kinds={one.key: one for one in kinds_of(session, year.key_id)},
        files=_files(session, year.bureau_id, refs[FigureSource.EVIDENCE] | refs[FigureSource.REPORT]),
        entries={entry.key_id: (item.title, 0 if entry.closing else entry.month) for entry, item, _author in entries},
        offices=_offices(session, year.key_id),
    )


def _files(session: Session, bureau_id: int, ids: set[int]) -> dict[int, str | None]:
    query = select(EvidenceLink.id, Evidence.title, Evidence.secret).join(
        Evidence, col(Evidence.id) == EvidenceLink.evidence_id
    )
    query = query.where(col(EvidenceLink.id).in_(ids), Unindexed(col(Evidence.bureau_id)) == bureau_id)
    found = session.exec(query).all()
    return {key: None if secret else title for key, title, secret in found if key is not None}


def _offices(session: Session, year_id: int) -> dict[int, str]:
    """By figure, the department of who confirmed it, else 法治办."""
    query: Any = (
        sa.select(col(Figure.id), col(Department.id), col(Department.name))
        .join(Person, col(Figure.confirmed_by) == col(Person.id))
        .outerjoin(Department, col(Person.department_id) == col(Department.id))
        .where(col(Figure.year_id) == year_id)
    )
    rows = session.execute(query).all()
    return {key: called(session, Department, room, name) or Role.OFFICE.word for key, room, name in rows}
