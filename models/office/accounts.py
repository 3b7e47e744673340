"""Accounts and departments as an admin reads them: searched, counted, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from models.asking import beside, contains, load, page_of
from models.base import Unindexed
from models.items import OPEN_STATES, Item
from models.people import Department, Person, PersonRole, Role, departments
from models.trail import Trail
from models.years import of_bureau

PAGE_SIZE = 50


@dataclass(frozen=True)
class AskedPeople:
    """What the address of the page asks for."""

    text: str = ""
    department: int | None = None
    role: Role | None = None
    active: bool | None = None
    page: int = 1


@dataclass(frozen=True)
class PeoplePage:
    """A page of accounts, how many there are under the filter, and when each signed in last."""

    rows: list[Person]
    total: int
    number: int
    pages: int
    signed_in: Mapping[int, datetime]


def people_page(session: Session, bureau_id: int, asked: AskedPeople) -> PeoplePage:
    """Five queries, however many accounts there are. Those in use come first."""
    where: list[Any] = [Person.bureau_id == bureau_id]
    if asked.text:
        where.append(contains(asked.text, Person.name, Person.username))
    if asked.department:
        where.append(Person.department_id == asked.department)
    if asked.role:
        where.append(col(Person.id).in_(select(PersonRole.person_id).where(PersonRole.role == asked.role)))
    if asked.active is not None:
        where.append(col(Person.active).is_(asked.active))
    total = session.exec(select(func.count()).select_from(Person).where(*where)).one()
    page = page_of(total, PAGE_SIZE, asked.page)
    query = select(Person).options(load(Person.role_rows), beside(Person.department)).where(*where)
    query = page.of(query.order_by(col(Person.active).desc(), col(Person.id)))
    rows = list(session.exec(query).all())
    return PeoplePage(
        rows, total, page.number, page.pages, last_sign_ins(session, bureau_id, [row.key_id for row in rows])
    )


def last_sign_ins(session: Session, bureau_id: int, ids: list[int]) -> dict[int, datetime]:
    """When each of these persons of a bureau signed in last, as the trail tells."""
    query = select(Trail.actor_id, func.max(Trail.at)).where(Trail.verb == "account.sign_in")
    query = query.where(Unindexed(col(Trail.bureau_id)) == bureau_id)  # found by who acted
    query = query.where(col(Trail.actor_id).in_(ids)).group_by(col(Trail.actor_id))
    return {who or 0: at for who, at in session.exec(query)}


def department_counts(session: Session, bureau_id: int) -> list[tuple[Department, int, int]]:
    """Each department with its active accounts and the open items it leads: three queries."""
    members = select(Person.department_id, func.count()).where(Person.bureau_id == bureau_id, col(Person.active))
    members = members.group_by(col(Person.department_id))
    led = select(Item.lead_id, func.count()).where(col(Item.state).in_(OPEN_STATES))
    led = led.where(of_bureau(Item.year_id, bureau_id)).group_by(col(Item.lead_id))
    persons, items = dict(session.exec(members).all()), dict(session.exec(led).all())
    return [(one, persons.get(one.id, 0), items.get(one.id, 0)) for one in departments(session, bureau_id)]
