"""The trail as auditors read it: filtered, newest first, a page at a time, or whole for a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import contains
from models.base import Unindexed
from models.items import Item
from models.labels import as_read
from models.people import Person
from models.trail import Trail
from models.years import Year

TRAIL_SIZE = 50
CHUNK = 500
OFFERED = 8


@dataclass(frozen=True)
class Asked:
    """What the address of the trail page asks for; moments are aware, `until` is not included."""

    person: int | None = None
    item: int | None = None
    batch: str = ""
    verb: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1


def _conditions(bureau_id: int, asked: Asked) -> list[Any]:
    where: list[Any] = [Trail.bureau_id == bureau_id]
    if asked.person:
        where.append(Trail.actor_id == asked.person)
    if asked.item:
        where.append(Trail.item_id == asked.item)
    if asked.batch:
        where.append(Trail.batch == asked.batch)
    if asked.verb:
        where.append(Trail.verb == asked.verb)
    if asked.text:
        where.append(contains(asked.text, as_read(Trail.label)))
    if asked.since:
        where.append(Trail.at >= asked.since)
    if asked.until:
        where.append(Trail.at < asked.until)
    return where


def _rows(session: Session, where: list[Any], limit: int, offset: int = 0) -> list[tuple[Trail, str | None]]:
    query: Any = sa.select(Trail, col(Person.name)).outerjoin(Person, col(Trail.actor_id) == col(Person.id))
    query = query.where(*where).order_by(col(Trail.at).desc(), col(Trail.id).desc()).limit(limit).offset(offset)
    return [(row, name) for row, name in session.execute(query).all()]


def trail(session: Session, bureau_id: int, asked: Asked) -> tuple[list[tuple[Trail, str | None]], int]:
    """(acts of one page with the name of who did them, how many there are in all): two queries."""
    where = _conditions(bureau_id, asked)
    total = session.exec(select(func.count()).select_from(Trail).where(*where)).one()
    return _rows(session, where, TRAIL_SIZE, (asked.page - 1) * TRAIL_SIZE), total


def whole(session: Session, bureau_id: int, asked: Asked) -> Iterator[list[tuple[Trail, str | None]]]:
    """Every act that was asked for, newest first, a piece at a time: what is added meanwhile does not shift it."""
    where = _conditions(bureau_id, asked)
    last: tuple[datetime, int] | None = None
    while True:
        older: list[Any] = []
        if last is not None:
            at, key = last
            older = [sa.or_(col(Trail.at) < at, sa.and_(col(Trail.at) == at, col(Trail.id) < key))]
        piece = _rows(session, [*where, *older], CHUNK)
        if piece:
            yield piece
            last = (piece[-1][0].at, piece[-1][0].key_id)
        if len(piece) < CHUNK:
            return


def batch_sizes(session: Session, bureau_id: int, rows: list[Trail]) -> Mapping[str, int]:
    """How many acts belong to each batch that these rows show."""
    batches = {row.batch for row in rows if row.batch}
    query = select(Trail.batch, func.count()).where(col(Trail.batch).in_(batches))
    query = query.where(Unindexed(col(Trail.bureau_id)) == bureau_id).group_by(col(Trail.batch))
    return {batch or "": count for batch, count in session.exec(query)} if batches else {}


@dataclass(frozen=True)
class Named:
    """An item as the filter names it."""

    id: int
    year: int
    name: str


def items_named(session: Session, bureau_id: int, *, text: str = "", item: int | None = None) -> list[Named]:
    """The item that was asked for, or the first few whose number or title has the text; the latest year first."""
    if not text and item is None:
        return []
    query = select(Item.id, Year.no, Item.no, Item.title).join(Year).where(Year.bureau_id == bureau_id)
    whole_name = col(Item.no) + " " + col(Item.title)
    query = query.where(Item.id == item) if item is not None else query.where(contains(text, whole_name))
    found = session.exec(query.order_by(col(Year.no).desc(), col(Item.position)).limit(OFFERED))
    return [Named(key or 0, year, f"{no} {title}") for key, year, no, title in found]
