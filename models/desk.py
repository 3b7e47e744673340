"""What waits for a person: counts and short lists of the home page and the layout."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, func, select

from models.entry import Entry, EntryState, Stance
from models.finders import entry_options
from models.item import Item, ItemState
from models.lamp import Borders, Lamp, lamp
from models.people import Department, Person, PersonRole, Role
from models.rights import readable
from models.trail import Trail
from models.year import Year

SHORT_LIST = 12


def reviewable(person: Person) -> Any:
    """The submitted entries a person may answer, as a condition of the database (see rights.may_review)."""
    others = (
        select(PersonRole.person_id)
        .join(Person)
        .where(PersonRole.role == Role.OFFICE, col(Person.active).is_(True), PersonRole.person_id != Entry.author_id)
    )
    mine = sa.and_(col(Item.leader_id) == person.id, sa.not_(others.correlate(Entry).exists()))
    may = sa.true() if person.has(Role.OFFICE) else mine if person.has(Role.LEADER) else sa.false()
    return sa.and_(col(Entry.state) == EntryState.SUBMITTED, col(Entry.author_id) != person.id, may)


def waiting_for_review(session: Session, person: Person, year: int, bureau_id: int) -> int:
    """How many entries wait for this person's answer."""
    if not person.has(Role.OFFICE, Role.LEADER):
        return 0
    query = select(func.count()).select_from(Entry).join(Item).join(Year)
    return session.exec(query.where(Year.no == year, Year.bureau_id == bureau_id, reviewable(person))).one()


def review_queue(session: Session, person: Person, year_id: int, *, limit: int, offset: int = 0) -> list[Entry]:
    """Entries that wait for this person, the longest waiting first."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(*entry_options())
    query = query.where(Item.year_id == year_id, reviewable(person))
    return list(session.exec(query.order_by(col(Entry.submitted_at), col(Entry.id)).limit(limit).offset(offset)).all())


def to_answer(session: Session, person: Person, item_id: int) -> list[Entry]:
    """The first entries of an item that this person may answer: one query, whatever waits."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(selectinload(Entry.department))  # type: ignore[arg-type]
    query = query.where(Entry.item_id == item_id, reviewable(person))
    return list(session.exec(query.order_by(col(Entry.submitted_at), col(Entry.id)).limit(2)).all())


def unchanged_by_department(session: Session, person: Person, year_id: int) -> list[tuple[Department, int]]:
    """Departments with waiting 本月无变化 entries, and how many: they can be accepted at once."""
    query = select(Department, func.count()).select_from(Entry).join(Item, col(Entry.item_id) == col(Item.id))
    query = query.join(Department, col(Entry.department_id) == col(Department.id))
    query = query.where(Item.year_id == year_id, Entry.stance == Stance.UNCHANGED, reviewable(person))
    return list(session.exec(query.group_by(col(Department.id)).order_by(col(Department.position))).all())


def unchanged_of(session: Session, person: Person, year_id: int, department_id: int) -> list[Entry]:
    """The waiting 本月无变化 entries of a department that this person may answer."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(*entry_options())
    query = query.where(Item.year_id == year_id, Entry.department_id == department_id)
    return list(session.exec(query.where(Entry.stance == Stance.UNCHANGED, reviewable(person))).all())


def items_where(
    session: Session, person: Person, year_id: int, *conditions: Any, limit: int = SHORT_LIST
) -> tuple[list[Item], int]:
    """Readable items of a year under conditions, by due date: the first few and how many there are."""
    base = [Item.year_id == year_id, readable(person), *conditions]
    total = session.exec(select(func.count()).select_from(Item).where(*base)).one()
    query = select(Item).options(selectinload(Item.lead), selectinload(Item.person))  # type: ignore[arg-type]
    order = (func.coalesce(Item.due, date(9999, 12, 31)), col(Item.position))
    return list(session.exec(query.where(*base).order_by(*order).limit(limit)).all()), total


def items_with_lamp(session: Session, person: Person, year_id: int, at: Borders, kind: Lamp) -> tuple[list[Item], int]:
    """Readable items of one lamp."""
    return items_where(session, person, year_id, lamp(at) == kind.value)


def items_in_state(session: Session, person: Person, year_id: int, *states: ItemState) -> tuple[list[Item], int]:
    return items_where(session, person, year_id, col(Item.state).in_(states))


def returned_unanswered(session: Session, person: Person, year_id: int) -> list[Entry]:
    """Entries of the person's department that were sent back and not yet answered."""
    answer = sa.orm.aliased(Entry)
    answered = select(answer.id).where(answer.answers_id == Entry.id)
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(*entry_options())
    query = query.where(
        Item.year_id == year_id,
        Entry.department_id == person.department_id,
        Entry.state == EntryState.RETURNED,
        ~answered.correlate(Entry).exists(),
        col(Item.state).in_((ItemState.ACTIVE,)),
    )
    return list(session.exec(query.order_by(col(Entry.id).desc()).limit(SHORT_LIST)).all())


def drafts(session: Session, person: Person, year_id: int) -> list[Entry]:
    """Unfinished drafts of the person's department."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(*entry_options())
    query = query.where(
        Item.year_id == year_id, Entry.department_id == person.department_id, Entry.state == EntryState.DRAFT
    )
    return list(session.exec(query.order_by(col(Entry.id).desc()).limit(SHORT_LIST)).all())


@dataclass(frozen=True)
class RoomCounts:
    """A lead department, how many of its items have which lamp, and how many there are."""

    id: int
    name: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def by_department(session: Session, year_id: int, at: Borders) -> list[RoomCounts]:
    """Each lead department and how its items stand, the one with most items past due first."""
    light = lamp(at).label("lamp")
    query = select(col(Department.id), col(Department.name), light, func.count()).select_from(Item)
    query = query.join(Department, col(Item.lead_id) == col(Department.id))
    query = query.where(Item.year_id == year_id, Item.state != ItemState.DROPPED)
    found: dict[int, RoomCounts] = {}
    grouped = query.group_by(col(Department.id), col(Department.name), sa.text("lamp")).order_by(col(Department.id))
    for key, name, kind, count in session.execute(grouped).all():
        found.setdefault(key, RoomCounts(key, name, {})).counts[kind] = count
    return sorted(found.values(), key=lambda room: -room.counts.get(Lamp.LATE.value, 0))


@dataclass(frozen=True)
class TrailState:
    """How the trail stands: how many rows, refused sign-ins of late, and the last acts with who did them."""

    total: int
    refused: int
    last: list[tuple[Trail, str | None]]


def trail_state(session: Session, bureau_id: int, since: datetime) -> TrailState:
    """For the auditor's home: three queries. `since` is where the count of refused sign-ins starts."""
    mine = col(Trail.bureau_id) == bureau_id
    total = session.execute(sa.select(func.count()).select_from(Trail).where(mine)).scalar_one()
    refused = sa.select(func.count()).select_from(Trail).where(mine, col(Trail.verb) == "account.refused")
    last = sa.select(Trail, col(Person.name)).outerjoin(Person, col(Trail.actor_id) == col(Person.id)).where(mine)
    last = last.where(col(Trail.verb) != "account.sign_in")
    rows = session.execute(last.order_by(col(Trail.id).desc()).limit(SHORT_LIST)).all()
    late = session.execute(refused.where(col(Trail.at) >= since)).scalar_one()
    return TrailState(total, late, [(row, who) for row, who in rows])
