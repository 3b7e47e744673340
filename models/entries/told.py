"""What the entries of an item come to, kept beside the item, so that 10,000 items are judged without their entries.

`filed` has the bit 1 << month for each month that all who owe it have handed in: the lead department, or every active
one where all lead. `reached` is the percent of the last accepted entry, or the mean of each department's last.
`reported` is whether there is any entry that is no draft. A flush that changes an entry, a lead, a helping department or
a department makes them anew in the same transaction, and with them the rows of models.former.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, col

from models.entries.entry import HANDED_IN, Entry
from models.entries.former import mend_former
from models.entries.review import EntryState
from models.evidence import recount_short
from models.items import Item
from models.people import Department
from models.years import Year

BLOCK = 1000
KEPT = ("filed", "reached", "reported")
PART = ("lead_id", "all_departments", "helper_rows")  # who has a part in an item
Told = tuple[int, int | None, bool]
ByRoom = dict[int, dict[int, int]]


@sa.event.listens_for(Session, "after_flush")
def keep(session: Session, _context: object) -> None:
    """Make anew what the rows of this flush may have changed."""
    items: set[int] = set()
    bureaus: set[int] = set()
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Entry) and (row in session.deleted or _changed(row, "state", "live", "percent")):
            items.add(row.item_id)
        elif isinstance(row, Item) and row not in session.new and _changed(row, *PART):
            items.add(row.key_id)
        elif isinstance(row, Department) and _changed(row, "active"):
            bureaus.add(row.bureau_id)
    if not (items or bureaus):
        return
    if bureaus:
        of_all: Any = sa.select(col(Item.id)).join(Year, col(Item.year_id) == col(Year.id))
        of_all = of_all.where(col(Year.bureau_id).in_(bureaus), col(Item.all_departments))
        items |= set(session.connection().execute(of_all).scalars())
    _make_anew(session, sorted(items))


def _changed(row: SQLModel, *names: str) -> bool:
    seen: Any = sa.inspect(row)
    return any(seen.attrs[name].history.has_changes() for name in names)


def recount_told(session: Session, year_id: int) -> int:
    """Make all of it anew for every item of a year, and what closed ones lack; how many items were wrong."""
    short = recount_short(session, year_id)
    ids = session.execute(sa.select(col(Item.id)).where(col(Item.year_id) == year_id).order_by(col(Item.id))).scalars()
    return short + _make_anew(session, list(ids))


def _make_anew(session: Session, items: list[int]) -> int:
    """In the database, past the version that two editors are told apart by; and in the rows that the session holds."""
    wrong, connection = 0, session.connection()
    for start in range(0, len(items), BLOCK):
        block = items[start : start + BLOCK]
        stale = dict(_stale(connection, block))
        for item_id, told in stale.items():
            new = dict(zip(KEPT, told, strict=True))
            connection.execute(sa.update(Item).where(col(Item.id) == item_id).values(new))
            held = session.identity_map.get(identity_key(Item, item_id))
            if held is not None:
                for name, value in new.items():
                    set_committed_value(held, name, value)
        wrong += len(stale.keys() | mend_former(connection, block))
    return wrong


def _stale(connection: sa.Connection, ids: list[int]) -> Iterator[tuple[int, Told]]:
    """The items whose columns say something else than their entries, with what they should say.

    Their rows are held first: two people who hand in at once are counted one after the other.
    """
    kept = [getattr(Item, name) for name in KEPT]
    facts: Any = sa.select(col(Item.id), col(Item.lead_id), col(Item.all_departments), col(Year.bureau_id), *kept)
    held = facts.join(Year, col(Item.year_id) == col(Year.id)).where(col(Item.id).in_(ids)).order_by(col(Item.id))
    items = connection.execute(held.with_for_update(of=Item)).all()
    rooms = _active_rooms(connection) if any(row.all_departments for row in items) else {}
    months, percents, reported = _said(connection, ids)
    for item_id, lead_id, all_departments, bureau_id, *known in items:
        owing = rooms.get(bureau_id, set()) if all_departments else {lead_id}
        by_room = months.get(item_id, {})
        bits = [by_room.get(one, 0) for one in owing]
        told = (_common(bits), _percent(percents.get(item_id, {}), all_departments), item_id in reported)
        if told != tuple(known):
            yield item_id, told


def _active_rooms(connection: sa.Connection) -> dict[int, set[int]]:
    """By bureau: its departments at work."""
    active: Any = sa.select(col(Department.bureau_id), col(Department.id)).where(col(Department.active))
    rooms: dict[int, set[int]] = {}
    for bureau_id, department_id in connection.execute(active):
        rooms.setdefault(bureau_id, set()).add(department_id)
    return rooms


def _said(connection: sa.Connection, ids: list[int]) -> tuple[ByRoom, ByRoom, set[int]]:
    """By item and department: the months handed in, as bits; the percent of the last accepted entry, the last at the
    end. And the items with any entry that is no draft."""
    query: Any = sa.select(col(Entry.item_id), col(Entry.department_id), col(Entry.month), col(Entry.percent))
    query = query.add_columns(col(Entry.state) == EntryState.ACCEPTED, sa.case((sa.text(HANDED_IN), 1), else_=0))
    query = query.where(col(Entry.item_id).in_(ids), col(Entry.state) != EntryState.DRAFT)
    months: ByRoom = {}
    percents: ByRoom = {}
    reported: set[int] = set()
    for row in connection.execute(query.order_by(col(Entry.month), col(Entry.id))):
        item_id, department_id, month, percent, accepted, handed_in = row
        reported.add(item_id)
        if handed_in:
            rooms = months.setdefault(item_id, {})
            rooms[department_id] = rooms.get(department_id, 0) | 1 << month
        if accepted and percent is not None:
            rooms = percents.setdefault(item_id, {})
            rooms.pop(department_id, None)
            rooms[department_id] = percent
    return months, percents, reported


def _common(bits: Iterable[int]) -> int:
    """The months that all have; none where nobody owes."""
    found = [*bits]
    common = found[0] if found else 0
    for one in found:
        common &= one
    return common


def _percent(by_room: dict[int, int], all_departments: bool) -> int | None:
    if not by_room:
        return None
    last = [*by_room.values()]
    return int(Fraction(sum(last), len(last)) + Fraction(1, 2)) if all_departments else last[-1]
