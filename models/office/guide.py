"""第一小时: who has put the first steps away, and what of them is behind a house, an office, a department."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, col, select

from models.base import Moment, Row, link
from models.entries import Entry, EntryState
from models.evidence import Evidence, EvidenceLink
from models.items import Item
from models.people import Department, Person


class GuideDone(Row, table=True):
    """A person who needs the first steps no more."""

    __tablename__ = "guide_done"

    person_id: int = link("person.id", unique=True)
    at: datetime = Field(sa_type=Moment)


def put_away(session: Session, person: Person, at: datetime) -> None:
    """Not shown again to this person; doing it twice changes nothing."""
    if not is_away(session, person):
        session.add(GuideDone(person_id=person.key_id, at=at))


def is_away(session: Session, person: Person) -> bool:
    return session.exec(select(GuideDone.id).where(col(GuideDone.person_id) == person.key_id)).first() is not None


def bring_back(session: Session, person: Person) -> None:
    """Show the first steps again."""
    found = session.exec(select(GuideDone).where(col(GuideDone.person_id) == person.key_id)).first()
    if found is not None:
        session.delete(found)


def founded(session: Session, bureau_id: int) -> tuple[bool, bool]:
    """Whether there are departments, and whether there are more accounts than the first one."""
    rooms = select(Department.id).where(Department.bureau_id == bureau_id, col(Department.active))
    people = select(Person.id).where(Person.bureau_id == bureau_id, col(Person.active)).limit(2)
    return session.exec(rooms).first() is not None, len(session.exec(people).all()) == 2


def reviewed(session: Session, year_id: int) -> bool:
    """Whether anything of a year has been accepted."""
    query = select(Entry.id).join(Item).where(Item.year_id == year_id, Entry.state == EntryState.ACCEPTED)
    return session.exec(query.limit(1)).first() is not None


def brought(session: Session, year_id: int, department_id: int) -> tuple[bool, bool]:
    """Whether somebody of a department has uploaded a file that stands, and handed in a closing summary."""
    files = select(EvidenceLink.id).join(Evidence).join(Person, col(Evidence.by_id) == col(Person.id))
    files = files.join(Item, col(EvidenceLink.item_id) == col(Item.id))
    files = files.where(Person.department_id == department_id, col(EvidenceLink.withdrawn_at).is_(None))
    part = sa.or_(col(Item.lead_id) == department_id, col(Item.all_departments))
    closing = select(Item.id).where(part, col(Item.done_on).is_not(None))
    found = (session.exec(one.where(Item.year_id == year_id).limit(1)).first() for one in (files, closing))
    uploaded, summed = (one is not None for one in found)
    return uploaded, summed
