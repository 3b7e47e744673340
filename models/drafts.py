"""What a report is written from: the accepted texts of a year's items, one query."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from models.entry import Entry, EntryKind, EntryState
from models.item import Item, ItemState
from models.names import called
from models.people import Department


@dataclass(frozen=True)
class Source:
    """The text of an item that counts: its accepted closing entry, else its last accepted month."""

    item_id: int
    ref: str
    no: str
    title: str
    department: str | None
    state: ItemState
    entry_id: int | None
    month: int
    text: str

    @property
    def closed(self) -> bool:
        return self.state == ItemState.CLOSED


def sources(session: Session, year_id: int) -> dict[str, Source]:
    """By "checklist_key/task_key", every item of a year that was not dropped. Months without progress say nothing."""
    rank = (
        sa.func.row_number()
        .over(
            partition_by=col(Entry.item_id),
            order_by=(
                sa.case((col(Entry.kind) == EntryKind.CLOSING, 0), else_=1),
                col(Entry.month).desc(),
                col(Entry.id).desc(),
            ),
        )
        .label("rank")
    )
    accepted = (
        sa.select(col(Entry.id).label("entry_id"), col(Entry.item_id), col(Entry.month), col(Entry.text), rank)
        .join(Item, col(Item.id) == col(Entry.item_id))
        .where(
            col(Item.year_id) == year_id,
            col(Entry.state) == EntryState.ACCEPTED,
            col(Entry.live).is_(True),
            col(Entry.text) != "",
        )
        .subquery()
    )
    query: Any = (
        sa.select(Item, col(Department.name), accepted.c.entry_id, accepted.c.month, accepted.c.text)
        .outerjoin(accepted, sa.and_(accepted.c.item_id == Item.id, accepted.c.rank == 1))
        .outerjoin(Department, col(Item.lead_id) == col(Department.id))
        .where(col(Item.year_id) == year_id, col(Item.state) != ItemState.DROPPED)
        .order_by(col(Item.position))
    )
    found = {}
    for item, department, entry_id, month, text in session.execute(query).all():
        ref = f"{item.checklist_key}/{item.key}"
        found[ref] = Source(
            item.key_id,
            ref,
            item.no,
            item.title,
            called(session, Department, item.lead_id, department),
            item.state,
            entry_id,
            month or 0,
            text or "",
        )
    return found
