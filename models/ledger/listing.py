"""台账: the items of a year as rows to filter, count, sort and page, with a number of queries that does not grow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import Page, beside, contains, load, page_of
from models.evidence import EvidenceLink
from models.items import DueKind, Item, ItemHelper, ItemState, Owed, Result
from models.ledger.lamps import Borders, Lamp, counted, lamp, may_burn
from models.ledger.rights import readable
from models.ledger.waits import nobody
from models.people import Department, Person, called

PAGE_SIZE = 60
BURNING = [light.value for light in (Lamp.LATE, Lamp.NEAR, Lamp.IDLE, Lamp.SHORT)]


@dataclass(frozen=True)
class Filter:
    """What the address of a ledger page asks for."""

    checklist: str = ""
    department: int | None = None
    person: int | None = None
    nobody: bool = False
    state: ItemState | None = None
    lamp: Lamp | None = None
    text: str = ""
    sort: str = "no"
    down: bool = False
    page: int = 1


@dataclass(frozen=True)
class LedgerRow:
    """One item as the ledger shows it."""

    id: int
    no: str
    title: str
    requirement: str
    section: str
    checklist_key: str
    state: ItemState
    lamp: Lamp
    result: Result | None
    lead: str | None
    all_departments: bool
    helpers: tuple[str, ...]
    person: str | None
    person_active: bool
    due: date | None
    due_kind: DueKind
    closed_on: date | None
    percent: int | None
    owed_there: int
    owed_total: int


@dataclass(frozen=True)
class LedgerPage:
    """A page of rows, and how many items each lamp has under the same filter."""

    rows: list[LedgerRow]
    total: int
    number: int
    pages: int
    counts: Mapping[Lamp, int] = field(default_factory=dict)


@cache
def percent_of_item() -> Any:
    """Percent of the last accepted entry (models.told); of a closed item 100."""
    return sa.case((col(Item.state) == ItemState.CLOSED, sa.literal(100)), else_=col(Item.reached))


def _conditions(viewer: Person, year_id: int, asked: Filter) -> list[Any]:
    found: list[Any] = [Item.year_id == year_id, readable(viewer)]
    if asked.checklist:
        found.append(Item.checklist_key == asked.checklist)
    if asked.department:
        helping = select(ItemHelper.item_id).where(ItemHelper.department_id == asked.department)
        found.append(sa.or_(col(Item.lead_id) == asked.department, col(Item.id).in_(helping)))
    if asked.person:
        found.append(Item.person_id == asked.person)
    if asked.nobody:
        found.append(nobody())
    if asked.state:
        found.append(Item.state == asked.state)
    elif asked.lamp != Lamp.NONE:
        found.append(Item.state != ItemState.DROPPED)
    if asked.text:
        found.append(contains(asked.text, Item.title, Item.requirement, Item.no))
    return found


def _key(asked: Filter, light: Any, percent: Any) -> Any:
    """What the rows are sorted by; the position decides between equals."""
    order = (Lamp.LATE, Lamp.NEAR, Lamp.IDLE, Lamp.SHORT, Lamp.OK, Lamp.CLOSED, Lamp.NONE)
    if asked.sort == "due":
        return func.coalesce(Item.due, date(9999, 12, 31))
    if asked.sort == "percent":
        return func.coalesce(percent, 0)
    if asked.sort == "lamp":
        return sa.case({kind.value: place for place, kind in enumerate(order)}, value=light)
    if asked.sort == "department":
        place = select(Department.position).where(Department.id == Item.lead_id)
        return func.coalesce(place.correlate(Item).scalar_subquery(), 0)
    return col(Item.position)


def ledger(session: Session, viewer: Person, year_id: int, asked: Filter, at: Borders) -> LedgerPage:
    """One page of the ledger as the viewer may see it: four queries, whatever the number of rows."""
    counts = _counts(session, viewer, year_id, asked, at)
    total = counts.get(asked.lamp, 0) if asked.lamp else sum(counts.values())
    page = page_of(total, PAGE_SIZE, asked.page)
    rows = _rows(session, _ids(session, viewer, year_id, asked, at, page), asked, at)
    return LedgerPage(rows, total, page.number, page.pages, counts)


def _counts(session: Session, viewer: Person, year_id: int, asked: Filter, at: Borders) -> dict[Lamp, int]:
    """How many items each lamp has under the filter: every item is counted, those that may burn are judged.

    A text is dear to look for: there every item that has it is judged in the one pass that finds it.
    """
    where = _conditions(viewer, year_id, asked)
    light = lamp(at)
    if asked.text:
        each = sa.select(light, func.count()).where(*where).group_by(light)
        return {Lamp(word): number for word, number in session.execute(each).all()}
    burning = sa.select(light, func.count()).where(*where, may_burn(at), light.in_(BURNING)).group_by(light)
    states = sa.select(col(Item.state), func.count()).where(*where).group_by(col(Item.state))
    return counted(
        [(ItemState(state), number) for state, number in session.execute(states).all()],
        {Lamp(word): number for word, number in session.execute(burning).all()},
    )


def _ids(session: Session, viewer: Person, year_id: int, asked: Filter, at: Borders, page: Page) -> list[int]:
    """The ids of one page, in the order that was asked for."""
    light = lamp(at)
    key = _key(asked, light, percent_of_item())
    found = sa.select(col(Item.id)).where(*_conditions(viewer, year_id, asked))
    if asked.lamp:
        found = found.where(light == asked.lamp.value, *([may_burn(at)] if asked.lamp.value in BURNING else []))
    found = found.order_by(key.desc() if asked.down else key.asc(), col(Item.position), col(Item.id))
    return list(session.execute(page.of(found)).scalars())


def _rows(session: Session, ids: list[int], asked: Filter, at: Borders) -> list[LedgerRow]:
    """The items of a page with all that is shown of them, in the order that was asked for."""
    light, percent = lamp(at), percent_of_item()
    key = _key(asked, light, percent)
    owed_total = select(func.count()).select_from(Owed).where(Owed.item_id == Item.id).correlate(Item).scalar_subquery()
    there = select(func.count(sa.distinct(col(EvidenceLink.owed_id)))).where(
        EvidenceLink.item_id == Item.id, col(EvidenceLink.withdrawn_at).is_(None)
    )
    query: Any = (
        sa.select(  # type: ignore[call-overload]
            Item,
            light.label("lamp"),
            percent.label("percent"),
            there.correlate(Item).scalar_subquery(),
            owed_total,
            Department.name,
            Person.name,
            Person.active,
        )
        .outerjoin(Department, col(Item.lead_id) == col(Department.id))
        .outerjoin(Person, col(Item.person_id) == col(Person.id))
        .where(col(Item.id).in_(ids))
        .order_by(key.desc() if asked.down else key.asc(), col(Item.position), col(Item.id))
        .options(load(Item.helper_rows).options(beside(ItemHelper.department)))
    )
    return [_row(session, *found) for found in session.execute(query).all()]


def _row(
    session: Session,
    item: Item,
    light: str,
    percent: int | None,
    there: int,
    owed: int,
    lead: str | None,
    person: str | None,
    active: bool | None,
) -> LedgerRow:
    return LedgerRow(
        id=item.key_id,
        no=item.no,
        title=item.title,
        requirement=item.requirement,
        section=item.section,
        checklist_key=item.checklist_key,
        state=item.state,
        lamp=Lamp(light),
        result=item.result,
        lead=called(session, Department, item.lead_id, lead),
        all_departments=item.all_departments,
        helpers=tuple(one.name for one in item.helpers),
        person=called(session, Person, item.person_id, person),
        person_active=bool(active),
        due=item.due,
        due_kind=item.due_kind,
        closed_on=item.closed_on,
        percent=percent,
        owed_there=there,
        owed_total=owed,
    )


def state_counts(session: Session, year_ids: list[int]) -> dict[int, tuple[int, int]]:
    """By year: how many items there are (without dropped ones), and how many are closed."""
    closed = func.sum(sa.case((col(Item.state) == ItemState.CLOSED, 1), else_=0))
    query = select(col(Item.year_id), func.count(), closed).where(
        col(Item.year_id).in_(year_ids), Item.state != ItemState.DROPPED
    )
    return {year: (total, done or 0) for year, total, done in session.exec(query.group_by(col(Item.year_id)))}


def unassigned(session: Session, year_id: int) -> int:
    """How many items of a year nobody leads yet."""
    query = select(func.count()).select_from(Item)
    return session.exec(query.where(Item.year_id == year_id, Item.state == ItemState.UNASSIGNED)).one()
