"""第一小时: who has put the first steps away."""

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.base import Moment, Row, link
from models.people import Person


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
