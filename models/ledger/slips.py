"""月报: what a department owes for a month, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import beside, page_of
from models.entries import HANDED_IN, Entry, EntryKind, EntryState
from models.items import Item, ItemState, helper_condition, item_options

PAGE_SIZE = 30


@dataclass(frozen=True)
class SlipRow:
    """An item of the department, its entry of the month (the last one) and the last text that was accepted."""

    item: Item
    entry: Entry | None
    last_text: str
    leads: bool

    @property
    def owed(self) -> bool:
        """Whether nothing was handed in yet."""
        return self.entry is None or self.entry.state in (EntryState.DRAFT, EntryState.RETURNED)


@dataclass(frozen=True)
class Slip:
    """A page of the list, how many items it has in all, and how many of them are still owed."""

    rows: list[SlipRow]
    total: int
    owed: int
    number: int
    pages: int


def part_of(year_id: int, department_id: int) -> list[Any]:
    """Items in work that a department leads, helps with or shares."""
    part = sa.or_(col(Item.lead_id) == department_id, col(Item.all_departments), helper_condition(department_id))
    return [Item.year_id == year_id, Item.state == ItemState.ACTIVE, part]


def written(department_id: int, month: int) -> Any:
    """The entries of a department about an item for a month, of whatever state."""
    return (
        select(Entry.id)
        .where(
            Entry.item_id == Item.id,
            Entry.department_id == department_id,
            Entry.kind == EntryKind.MONTHLY,
            Entry.month == month,
        )
        .correlate(Item)
    )


@lru_cache(maxsize=256)  # an expression takes longer to write than to run
def handed_in(department_id: int, month: int) -> Any:
    """Whether the month of an item waits for the office or was accepted; one search of an index."""
    found = select(Entry.id).where(Entry.item_id == Item.id, Entry.department_id == department_id)
    return found.where(Entry.month == month, sa.text(HANDED_IN)).correlate(Item).exists()


def slip(
    session: Session, year_id: int, department_id: int, month: int, *, page: int = 1, only_owed: bool = False
) -> Slip:
    """A page of what a department reports for a month: five queries, whatever the number of items."""
    where = part_of(year_id, department_id)
    filed = col(Item.filed).bitwise_and(1 << month) != 0
    owed = sa.not_(sa.case((col(Item.lead_id) == department_id, filed), else_=handed_in(department_id, month)))
    counted = select(func.count(), func.sum(sa.case((owed, 1), else_=0))).select_from(Item).where(*where)
    total, still = session.exec(counted).one()
    shown = page_of(still or 0 if only_owed else total, PAGE_SIZE, page)
    query = select(Item).options(beside(Item.lead)).where(*where, *([owed] if only_owed else []))
    query = shown.of(query.order_by(col(Item.position), col(Item.id)))
    rows = with_entries(session, list(session.exec(query).all()), department_id, month)
    return Slip(rows, total, still or 0, shown.number, shown.pages)


def months_owed(session: Session, year_id: int, department_id: int, months: Sequence[int]) -> dict[int, int]:
    """By month: how many items in work the department leads or shares and has not handed in, since it owes them."""
    since = col(Item.owes_from)
    work = (col(Item.year_id) == year_id, col(Item.state) == ItemState.ACTIVE, since.is_not(None))
    led: Any = sa.select(since, col(Item.filed), func.count()).where(*work, col(Item.lead_id) == department_id)
    shared: Any = sa.select(since, func.count()).where(*work, col(Item.all_departments)).group_by(since)
    own: Any = sa.select(col(Entry.item_id), col(Entry.month)).where(col(Entry.department_id) == department_id)
    told = own.where(sa.text(HANDED_IN)).subquery()
    handed: Any = sa.select(told.c.month, func.count()).select_from(Item).join(told, told.c.item_id == col(Item.id))
    handed = handed.where(*work, col(Item.all_departments), since <= told.c.month).group_by(told.c.month)
    owed = dict.fromkeys(months, 0)
    for first, filed, number in session.execute(led.group_by(since, col(Item.filed))).all():
        for month in months:
            owed[month] += number * (first <= month and not filed >> month & 1)
    for first, number in session.execute(shared).all():
        for month in months:
            owed[month] += number * (first <= month)
    for month, number in session.execute(handed).all():
        if month in owed:
            owed[month] -= number
    return {month: number for month, number in owed.items() if number}


def owed_of(session: Session, item: Item, department_id: int | None, last_month: int) -> list[int]:
    """The months of an item in work that its lead, or one of all its departments, has not handed in when they closed."""
    room = department_id if item.all_departments else item.lead_id
    if item.state != ItemState.ACTIVE or item.owes_from is None or room is None:
        return []
    query = select(Entry.month).where(Entry.item_id == item.id, Entry.department_id == room, sa.text(HANDED_IN))
    filed = set(session.exec(query).all())
    return [month for month in range(item.owes_from, last_month + 1) if month not in filed]


def with_entries(session: Session, items: list[Item], department_id: int, month: int) -> list[SlipRow]:
    """The rows of some items: this month's entry, and the last text of another month that was accepted."""
    ids = [item.key_id for item in items]
    own = (col(Entry.item_id).in_(ids), Entry.department_id == department_id, Entry.kind == EntryKind.MONTHLY)
    newest: Any = {"partition_by": col(Entry.item_id), "order_by": (col(Entry.month).desc(), col(Entry.id).desc())}
    told = select(Entry.id, func.row_number().over(**newest).label("rank"))  # the last of each item is read alone
    told = told.where(*own, Entry.month != month, Entry.state == EntryState.ACCEPTED, col(Entry.text) != "")
    ranked = told.subquery()
    last_told = col(Entry.id).in_(select(ranked.c.id).where(ranked.c.rank == 1))
    mine = select(Entry).where(*own, sa.or_(col(Entry.month) == month, last_told)).order_by(col(Entry.id))
    this_month: dict[int, Entry] = {}
    last: dict[int, str] = {}
    for entry in session.exec(mine):
        if entry.month == month:
            this_month[entry.item_id] = entry
        else:
            last[entry.item_id] = entry.text
    return [
        SlipRow(
            item,
            this_month.get(item.key_id),
            last.get(item.key_id, ""),
            item.lead_id == department_id or item.all_departments,
        )
        for item in items
    ]


def untouched(session: Session, year_id: int, department_id: int, month: int, ids: Sequence[int]) -> list[Item]:
    """Those of the chosen items that the department reports and has written nothing about for the month."""
    query = select(Item).options(*item_options()).where(*part_of(year_id, department_id), col(Item.id).in_(ids))
    query = query.where(~written(department_id, month).exists())
    return list(session.exec(query.order_by(col(Item.position))).all())
