"""谁在看: who has a review or a text open just now. Forgotten after some minutes; no part of the trail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, col, select

from models.base import Moment, Row, link
from models.people.person import Person

FRESH = timedelta(minutes=10)


class Presence(Row, table=True):
    """A person and the place they opened last: a review, a draft, a passage."""

    place: str = Field(max_length=80, index=True)
    person_id: int = link("person.id")
    at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True)
class Here:
    """Somebody who has a place open, and since when."""

    name: str
    at: datetime


def _colleagues(person_id: int) -> Any:
    """Who works for the same bureau as a person, as a subquery of their ids."""
    own = select(Person.bureau_id).where(Person.id == person_id).scalar_subquery()
    return select(Person.id).where(Person.bureau_id == own)


def arrive(session: Session, place: str, person_id: int, at: datetime) -> None:
    """Note that a person has a place open; what has gone stale anywhere in their bureau, which goes by one clock, is
    swept."""
    mine = sa.and_(col(Presence.place) == place, col(Presence.person_id) == person_id)
    stale = sa.or_(col(Presence.at) < at - FRESH, col(Presence.at) > at + FRESH)
    stale = sa.and_(stale, col(Presence.person_id).in_(_colleagues(person_id)))
    session.execute(sa.delete(Presence).where(sa.or_(mine, stale)))
    session.add(Presence(place=place, person_id=person_id, at=at))


def leave_place(session: Session, place: str, *, person_id: int | None = None) -> None:
    """What was done there is done: nobody is busy with it any more, or this one person is not."""
    left = sa.delete(Presence).where(col(Presence.place) == place)
    session.execute(left if person_id is None else left.where(col(Presence.person_id) == person_id))


def others(session: Session, places: list[str], person_id: int, at: datetime) -> dict[str, list[Here]]:
    """Who else has these places open, the one who came first in front: one query."""
    query = select(Presence.place, Person.name, Presence.at).join(Person, col(Presence.person_id) == col(Person.id))
    query = query.where(col(Presence.place).in_(places), Presence.person_id != person_id, Presence.at >= at - FRESH)
    query = query.where(col(Person.id).in_(_colleagues(person_id)))
    found: dict[str, list[Here]] = {}
    for place, name, since in session.exec(query.order_by(col(Presence.at), col(Presence.id))).all():
        if name not in {one.name for one in found.setdefault(place, [])}:
            found[place].append(Here(name, since))
    return found
