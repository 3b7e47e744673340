"""月报: what a department owes for a month, in one list."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from models.entry import Entry, EntryKind, EntryState
from models.item import Item, ItemState, helper_condition


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


def slip(session: Session, year_id: int, department_id: int, month: int) -> list[SlipRow]:
    """Items in work that a department leads, helps with or shares, with this month's entry: three queries."""
    part = sa.or_(col(Item.lead_id) == department_id, col(Item.all_departments), helper_condition(department_id))
    query = (
        select(Item)
        .options(selectinload(Item.lead))  # type: ignore[arg-type]
        .where(Item.year_id == year_id, Item.state == ItemState.ACTIVE, part)
    )
    items = list(session.exec(query.order_by(col(Item.position))).all())
    ids = [item.key_id for item in items]
    mine = (
        select(Entry).where(col(Entry.item_id).in_(ids), Entry.department_id == department_id).order_by(col(Entry.id))
    )
    this_month: dict[int, Entry] = {}
    last: dict[int, tuple[int, str]] = {}
    for entry in session.exec(mine.where(Entry.kind == EntryKind.MONTHLY)):
        if entry.month == month:
            this_month[entry.item_id] = entry
        elif entry.state == EntryState.ACCEPTED and entry.text and entry.month >= last.get(entry.item_id, (0, ""))[0]:
            last[entry.item_id] = (entry.month, entry.text)
    return [
        SlipRow(
            item,
            this_month.get(item.key_id),
            last.get(item.key_id, (0, ""))[1],
            item.lead_id == department_id or item.all_departments,
        )
        for item in items
    ]
