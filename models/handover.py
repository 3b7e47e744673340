"""What hangs on a person or a department: shown before either is switched off."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from models.entry import Entry, EntryState
from models.item import OPEN_STATES, Item
from models.people import Department, Person


@dataclass(frozen=True)
class Hangs:
    """Open items the person is responsible for, own drafts, own entries nobody has reviewed."""

    items: list[Item]
    drafts: int
    waiting: int


def hangs_on(session: Session, person: Person) -> Hangs:
    items = session.exec(
        select(Item).where(Item.person_id == person.id, col(Item.state).in_(OPEN_STATES)).limit(50)
    ).all()

    def count(state: EntryState) -> int:
        query = select(func.count()).select_from(Entry).where(Entry.author_id == person.id, Entry.state == state)
        return session.exec(query).one()

    return Hangs(list(items), count(EntryState.DRAFT), count(EntryState.SUBMITTED))


def open_items_of(session: Session, department: Department) -> int:
    """How many open items a department leads."""
    query = (
        select(func.count()).select_from(Item).where(Item.lead_id == department.id, col(Item.state).in_(OPEN_STATES))
    )
    return session.exec(query).one()
