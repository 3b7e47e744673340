"""What waits for a person: counts and short lists of the home page and the layout."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import beside, load
from models.base import Unindexed
from models.entries import Entry, EntryKind, EntryState, Stance, entry_options, told_options
from models.items import Item, ItemState, helper_condition
from models.ledger.rights import readable
from models.people import Department, Person, PersonRole, Role
from models.trail import Trail
from models.writers import no_writer, written_by
from models.years import Year, of_bureau

SHORT_LIST = 12


def reviewable(person: Person) -> Any:
    """The submitted entries a person may answer, as a condition of the database (see rights.may_review)."""
    own = of_bureau(Item.year_id, person.bureau_id)
    mine = written_by(Entry, person.key_id)
    waits: Any = sa.and_(awaits_answer(), col(Entry.author_id) != person.id, col(Entry.id).not_in(mine), own)
    if person.has(Role.OFFICE):
        return waits
    return sa.and_(waits, in_charge(person) if person.has(Role.LEADER) else sa.false())


def in_charge(person: Person) -> Any:
    """The entries of a leader's items that every office account there is has had a hand in."""
    office = select(PersonRole.id).join(Person).where(PersonRole.role == Role.OFFICE, col(Person.active))
    office = office.where(Person.bureau_id == person.bureau_id, *untouched_by(col(PersonRole.person_id)))
    alone = ~office.correlate(Entry).exists()
    return sa.and_(Unindexed(col(Item.leader_id)) == person.id, alone)  # found by the entry: see in_year()


def untouched_by(person_id: Any) -> tuple[Any, ...]:
    """The entries in which there are no words of the person of another column, and which they did not hand in."""
    return person_id != Entry.author_id, no_writer(Entry, Entry.id, person_id)


def in_year(year_id: Any) -> Any:
    """The items of a year, for queries that start at the few entries that wait and not at the items of the year."""
    return Unindexed(col(Item.year_id)) == year_id


@cache  # as models.lamp does: an expression takes longer to write than to run
def awaits_answer() -> Any:
    """Entry.awaits_answer as a condition of the database, for Entry joined with its Item."""
    stands = sa.and_(col(Entry.kind) == EntryKind.MONTHLY, col(Item.state) != ItemState.DROPPED)
    return sa.and_(col(Entry.state) == EntryState.SUBMITTED, sa.or_(stands, col(Item.state) == ItemState.DONE))


@cache
def nobody_reviews(bureau_id: int, *, without: int = 0) -> Any:
    """The submitted entries that nobody of their bureau may answer (or nobody but one person): the same rule, asked the
    other way."""
    able = select(PersonRole.id).join(Person).where(col(Person.active).is_(True), Person.id != without)
    able = able.where(Person.bureau_id == bureau_id, *untouched_by(col(Person.id)))
    office = able.where(PersonRole.role == Role.OFFICE).correlate(Entry).exists()
    leader = (
        able.where(PersonRole.role == Role.LEADER, col(Person.id) == Item.leader_id).correlate(Entry, Item).exists()
    )
    return sa.and_(of_bureau(Item.year_id, bureau_id), awaits_answer(), sa.not_(office), sa.not_(leader))


def waiting_for_review(session: Session, person: Person, year: int, bureau_id: int, *, most: int | None = None) -> int:
    """How many entries wait for this person's answer; no more than `most` are counted."""
    if not person.has(Role.OFFICE, Role.LEADER):
        return 0
    of_year = select(Year.id).where(Year.no == year, Year.bureau_id == bureau_id).scalar_subquery()
    query = select(Entry.id).join(Item).where(in_year(of_year), reviewable(person)).limit(most)
    return session.exec(select(func.count()).select_from(query.subquery())).one()


def review_queue(session: Session, person: Person, year_id: int, *, limit: int, offset: int = 0) -> list[Entry]:
    """Entries that wait for this person, the longest waiting first."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id))
    query = query.options(load(Entry.item), load(Entry.author), load(Entry.department))  # many may wait, few are read
    query = query.where(in_year(year_id), reviewable(person))
    return list(session.exec(query.order_by(col(Entry.submitted_at), col(Entry.id)).limit(limit).offset(offset)).all())


def to_answer(session: Session, person: Person, item_id: int) -> list[Entry]:
    """The first entries of an item that this person may answer: one query, whatever waits."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(beside(Entry.department))
    query = query.where(Entry.item_id == item_id, reviewable(person))
    return list(session.exec(query.order_by(col(Entry.submitted_at), col(Entry.id)).limit(2)).all())


def unchanged_by_department(session: Session, person: Person, year_id: int) -> list[tuple[Department, int]]:
    """Departments with waiting 本月无变化 entries, and how many: they can be accepted at once."""
    waits = select(Entry.department_id, func.count().label("number")).join(Item)
    waits = waits.where(in_year(year_id), Entry.stance == Stance.UNCHANGED, reviewable(person))
    found = waits.group_by(Unindexed(col(Entry.department_id))).subquery()  # found by the state that waits
    query = select(Department, found.c.number).join(found, found.c.department_id == Department.id)
    return list(session.exec(query.order_by(col(Department.position))).all())


def unchanged_of(session: Session, person: Person, year_id: int, department_id: int) -> list[Entry]:
    """The waiting 本月无变化 entries of a department that this person may answer."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(*entry_options())
    query = query.where(Item.year_id == year_id, Entry.department_id == department_id)
    return list(session.exec(query.where(Entry.stance == Stance.UNCHANGED, reviewable(person))).all())


def first_items(session: Session, person: Person, year_id: int, *conditions: Any) -> list[Item]:
    """The first few readable items of a year under conditions, by due date."""
    query = select(Item).options(beside(Item.lead))
    query = query.where(Item.year_id == year_id, readable(person), *conditions)
    order = (func.coalesce(Item.due, date(9999, 12, 31)), col(Item.position))
    return list(session.exec(query.order_by(*order).limit(SHORT_LIST)).all())


def to_acknowledge(session: Session, person: Person, year_id: int) -> set[int]:
    """The items that wait for 签收 by this person's department."""
    if not person.belongs(person.department_id):
        return set()
    query = select(Item.id).where(Item.year_id == year_id, Item.state == ItemState.ASSIGNED)
    return {key for key in session.exec(query.where(Item.lead_id == person.department_id)) if key is not None}


def returned_unanswered(session: Session, person: Person, year_id: int) -> list[Entry]:
    """Entries of the person's department that were sent back and not yet answered."""
    answer = sa.orm.aliased(Entry)
    answered = select(answer.id).where(answer.answers_id == Entry.id).correlate(Entry).exists()
    found = select(Entry.id).where(Entry.department_id == person.department_id, Entry.state == EntryState.RETURNED)
    few = (
        found.where(~answered).cte("few").prefix_with("MATERIALIZED", dialect="postgresql")
    )  # else it reads each whole
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(*told_options(), beside(Entry.item))
    query = query.where(
        col(Entry.id).in_(select(few.c.id)),
        Item.year_id == year_id,
        col(Item.state).in_((ItemState.ACTIVE,)),
        has_part(person.department_id),
    )
    return list(
        session.exec(query.order_by(col(Entry.written_at).desc(), col(Entry.id).desc()).limit(SHORT_LIST)).all()
    )


@cache
def nobody() -> Any:
    """Items at work that nobody does: no person was named, or the one who was is switched off."""
    off = select(Person.id).where(col(Person.active).is_(False))
    missing = sa.or_(col(Item.person_id).is_(None), col(Item.person_id).in_(off))
    return sa.and_(col(Item.state).in_((ItemState.ACTIVE, ItemState.DONE)), col(Item.lead_id).is_not(None), missing)


def has_part(department_id: int | None) -> Any:
    """The items a department leads, helps with or shares: only there can it go on writing."""
    return sa.or_(col(Item.lead_id) == department_id, col(Item.all_departments), helper_condition(department_id or 0))


def drafts(session: Session, person: Person, year_id: int) -> list[Entry]:
    """Unfinished drafts of the person's department."""
    query = select(Entry).join(Item, col(Entry.item_id) == col(Item.id)).options(*told_options(), beside(Entry.item))
    query = query.where(
        Item.year_id == year_id, Entry.department_id == person.department_id, Entry.state == EntryState.DRAFT
    ).where(has_part(person.department_id))
    return list(session.exec(query.order_by(col(Entry.id).desc()).limit(SHORT_LIST)).all())


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
