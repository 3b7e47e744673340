"""The trail as auditors read it: filtered, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.people import Person
from models.trail import Trail

PAGE_SIZE = 50


@dataclass(frozen=True)
class Asked:
    """What the address of the trail page asks for; moments are aware, `until` is not included."""

    person: int | None = None
    verb: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1


def trail(session: Session, bureau_id: int, asked: Asked) -> tuple[list[tuple[Trail, str | None]], int]:
    """(acts of one page with the name of who did them, how many there are in all): two queries."""
    where: list[Any] = [Trail.bureau_id == bureau_id]
    if asked.person:
        where.append(Trail.actor_id == asked.person)
    if asked.verb:
        where.append(Trail.verb == asked.verb)
    if asked.text:
        like = "%" + asked.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        where.append(col(Trail.label).like(like, escape="\\"))
    if asked.since:
        where.append(Trail.at >= asked.since)
    if asked.until:
        where.append(Trail.at < asked.until)
    total = session.exec(select(func.count()).select_from(Trail).where(*where)).one()
    query: Any = (
        sa.select(Trail, col(Person.name)).outerjoin(Person, col(Trail.actor_id) == col(Person.id)).where(*where)
    )
    query = (
        query.order_by(col(Trail.at).desc(), col(Trail.id).desc()).limit(PAGE_SIZE).offset((asked.page - 1) * PAGE_SIZE)
    )
    return [(row, name) for row, name in session.execute(query).all()], total
