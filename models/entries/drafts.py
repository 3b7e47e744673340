"""What a report is written from: the accepted texts of the items it prints, one query."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.entries.entry import Entry
from models.entries.review import EntryState
from models.entries.said import EntryKind
from models.items import Item, ItemState
from models.people import Department, called
from models.years import Year

MOST_NAMED = 1000  # a longer list of names costs more than reading the whole year


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


def printed(session: Session, year_id: int) -> Any:
    """The items that the outline of a year prints, as a condition of the database: a long year has a short report."""
    year = session.exec(select(Year).where(Year.id == year_id)).one()
    keys: dict[str, list[str]] = {}
    leaves = list(year.read_outline().leaves())
    if any(leaf.rest for leaf in leaves):
        return sa.true()
    for leaf in leaves:
        for ref in leaf.items:
            checklist, _slash, key = ref.partition("/")
            keys.setdefault(checklist, []).append(key)
    if sum(map(len, keys.values())) > MOST_NAMED:
        return sa.true()
    each = [sa.and_(col(Item.checklist_key) == name, col(Item.key).in_(found)) for name, found in keys.items()]
    return sa.or_(sa.false(), *each)


def _last_words(wanted: list[Any]) -> Any:
    """The accepted entries of the items, ranked: the closing summary first, else the last month."""
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
    return (
        sa.select(col(Entry.id).label("entry_id"), col(Entry.item_id), col(Entry.month), col(Entry.text), rank)
        .where(
            col(Entry.item_id).in_(select(Item.id).where(*wanted)),
            col(Entry.state) == EntryState.ACCEPTED,
            col(Entry.live).is_(True),
            col(Entry.text) != "",
        )
        .subquery()
    )


def sources(session: Session, year_id: int) -> dict[str, Source]:
    """By "checklist_key/task_key", every item of the year's report that was not dropped. Months without progress say nothing."""
    wanted = [Item.year_id == year_id, Item.state != ItemState.DROPPED, printed(session, year_id)]
    accepted = _last_words(wanted)
    query: Any = (
        sa.select(Item, col(Department.name), accepted.c.entry_id, accepted.c.month, accepted.c.text)
        .outerjoin(accepted, sa.and_(accepted.c.item_id == Item.id, accepted.c.rank == 1))
        .outerjoin(Department, col(Item.lead_id) == col(Department.id))
        .where(*wanted)
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
