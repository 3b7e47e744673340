"""A year that was opened wrongly goes with all its rows, while it is still prepared; the trail stays."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, func, select

from models.act import Act
from models.base import NotAllowed, _
from models.evidence import Evidence, EvidenceLink
from models.items import Item
from models.passages import standing_edition
from models.trail import Trail, tell
from models.writers import Writer
from models.years import Year, YearState

HANDFUL = 500
Doomed = dict[sa.Table, list[int]]


def delete_year(session: Session, year: Year, typed: str, act: Act) -> None:
    """Take a prepared year away with everything in it. Its number has to be typed. Files that nothing else refers to
    fall to the sweep. Raises NotAllowed once the year has been started, or its report is final."""
    if year.state != YearState.PREPARING:
        raise NotAllowed(_("%(no)s年度已经启动过，不能删除。"), no=year.no)
    if standing_edition(session, year.key_id):
        raise NotAllowed(_("报告已经定稿；要删除年度，请先撤销定稿。"))
    if typed.strip() != str(year.no):
        raise NotAllowed(_("要删除，请照样输入年度“%(no)s”。"), "typed", no=year.no)
    items = session.exec(select(func.count()).select_from(Item).where(Item.year_id == year.id)).one()
    tell(year, "year.delete", act, {"items": items})
    session.flush()
    doomed = doomed_rows(session, year.key_id)
    links = doomed[table_of(EvidenceLink)]
    files = set(_ids_of(session, col(EvidenceLink.evidence_id), col(EvidenceLink.id), links))
    forget(session, doomed)
    for table in SQLModel.metadata.sorted_tables:
        unlink(session, table, doomed)
    for table in reversed(SQLModel.metadata.sorted_tables):
        for some in _handfuls(doomed.get(table, [])):
            session.execute(table.delete().where(table.c.id.in_(some)))
            written = sa.delete(Writer).where(col(Writer.subject) == table.name, col(Writer.subject_id).in_(some))
            session.execute(written)  # their ids may be given again
    used = set(_ids_of(session, col(EvidenceLink.evidence_id), col(EvidenceLink.evidence_id), sorted(files)))
    for some in _handfuls(sorted(files - used)):
        session.execute(sa.delete(Evidence).where(col(Evidence.id).in_(some)))


def table_of(kind: type[Any]) -> sa.Table:
    table: sa.Table = sa.inspect(kind).local_table
    return table


def doomed_rows(session: Session, year_id: int) -> Doomed:
    """The ids of all rows that cannot be without the year, table by table: found by the keys that must not be empty, so
    that a new table needs no line here."""
    doomed: Doomed = {table_of(Year): [year_id]}
    for table in SQLModel.metadata.sorted_tables:
        keys = [one for one in led_from(table, doomed) if not one.nullable]
        if keys:
            found = (key for one in keys for key in _ids_of(session, table.c.id, one, doomed[target_of(one)]))
            doomed[table] = sorted(set(found))
    return doomed


def _handfuls(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many at a time as every database takes in one question."""
    return (ids[at : at + HANDFUL] for at in range(0, len(ids), HANDFUL))


def _ids_of(session: Session, wanted: Any, column: Any, ids: Sequence[int]) -> Iterator[int]:
    """What a column has in the rows where another has one of these ids."""
    for some in _handfuls(ids):
        yield from session.execute(sa.select(wanted).where(column.in_(some))).scalars()


def led_from(table: sa.Table, doomed: Doomed) -> list[sa.Column[Any]]:
    """The columns of a table that refer to doomed rows."""
    return [one for one in table.columns if one.foreign_keys and target_of(one) in doomed]


def target_of(column: sa.Column[Any]) -> sa.Table:
    return next(iter(column.foreign_keys)).column.table


def unlink(session: Session, table: sa.Table, doomed: Doomed) -> None:
    """Empty what may be empty and refers to doomed rows: the trail goes on without its items."""
    for column in led_from(table, doomed):
        for some in _handfuls(doomed[target_of(column)]) if column.nullable else ():
            session.execute(table.update().where(column.in_(some)).values({column.name: None}))


def forget(session: Session, doomed: Doomed) -> None:
    """Take the doomed rows out of the session; what is told of them is read anew."""
    held: list[Any] = list(session.identity_map.values())
    for row in held:
        if row.id in doomed.get(table_of(type(row)), ()):
            session.expunge(row)
        elif isinstance(row, Trail):
            session.expire(row)
