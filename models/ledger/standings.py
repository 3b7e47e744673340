"""How a year stands: every item judged once, for the counts and the most urgent items of the home page."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import beside
from models.items import Item, ItemState
from models.ledger.lamps import Borders, Lamp, counted, lamp, may_burn
from models.ledger.rights import readable
from models.ledger.waits import SHORT_LIST
from models.ledger.waits import nobody as done_by_nobody
from models.people import Department, Person, called

URGENT = (Lamp.LATE, Lamp.NEAR)


@dataclass(frozen=True)
class Standing:
    """The counts of a year as one person may read it, and its first late and near items.

    `states`: by state and lead department; `burning`: the late, near, idle and short ones by lamp and lead department;
    `nobody`: those at work with nobody to do them, by lead department.
    """

    states: Mapping[tuple[ItemState, int | None], int]
    burning: Mapping[tuple[Lamp, int | None], int]
    nobody: Mapping[int | None, int]
    urgent: Mapping[Lamp, list[Item]]

    def count(self, *, state: ItemState | None = None, lead_id: int | None = None) -> int:
        """Items of a state, of one lead department: each where that is asked."""
        return sum(
            number for (kind, room), number in self.states.items() if state in (None, kind) and lead_id in (None, room)
        )

    def without_person(self, lead_id: int | None = None) -> int:
        """Items at work with nobody to do them, of one lead department where that is asked."""
        return sum(number for room, number in self.nobody.items() if lead_id in (None, room))

    def lamps_of(self, rooms: Collection[int | None]) -> dict[Lamp, int]:
        """How many items of these lead departments have each lamp."""
        burning: Counter[Lamp] = Counter()
        for (light, room), number in self.burning.items():
            burning[light] += number * (room in rooms)
        return counted(((state, number * (room in rooms)) for (state, room), number in self.states.items()), burning)

    @property
    def lamps(self) -> dict[Lamp, int]:
        return self.lamps_of({room for _state, room in self.states})


def standing(session: Session, viewer: Person, year_id: int, at: Borders) -> Standing:
    """Two passes over the items of a year, one of them over those that may burn, whatever their number."""
    mine = (col(Item.year_id) == year_id, readable(viewer))
    without = func.sum(sa.case((done_by_nobody(), 1), else_=0))
    states = sa.select(col(Item.state), col(Item.lead_id), func.count(), without).where(*mine)
    groups = session.execute(states.group_by(col(Item.state), col(Item.lead_id))).all()
    nobody: Counter[int | None] = Counter()
    for _state, room, _number, lacking in groups:
        nobody[room] += lacking
    burning, ids = _burning(session, mine, at)
    return Standing(
        {(ItemState(state), room): number for state, room, number, _lacking in groups},
        burning,
        nobody,
        _urgent(session, ids, at),
    )


def _burning(
    session: Session, mine: tuple[Any, ...], at: Borders
) -> tuple[dict[tuple[Lamp, int | None], int], list[int]]:
    """The late, near, idle and short items counted, and the ids of the first late and near ones."""
    light = (
        sa.select(
            col(Item.id),
            col(Item.lead_id),
            func.coalesce(Item.due, date(9999, 12, 31)).label("due"),
            col(Item.position),
            lamp(at).label("lamp"),
        )
        .where(*mine, may_burn(at))
        .cte("light")
    )
    kinds = (light.c.lamp, light.c.lead_id)
    parts: list[Any] = [sa.select(*kinds, func.count().label("number")).group_by(*kinds)]
    for kind in URGENT:
        first = sa.select(light.c.lamp, light.c.id, sa.literal(0)).where(light.c.lamp == kind.value)
        parts.append(sa.select(first.order_by(light.c.due, light.c.position).limit(SHORT_LIST).subquery()))
    counts: dict[tuple[Lamp, int | None], int] = {}
    ids: list[int] = []
    for word, ref, number in session.execute(sa.union_all(*parts)).all():
        if not number:
            ids.append(ref)
        elif Lamp(word) != Lamp.OK:
            counts[Lamp(word), ref] = number
    return counts, ids


def _urgent(session: Session, ids: list[int], at: Borders) -> dict[Lamp, list[Item]]:
    """The named items by lamp, the earliest due first."""
    query: Any = (
        sa.select(Item, lamp(at))
        .options(beside(Item.lead))
        .where(col(Item.id).in_(ids))
        .order_by(func.coalesce(Item.due, date(9999, 12, 31)), col(Item.position))
    )
    found: dict[Lamp, list[Item]] = {kind: [] for kind in URGENT}
    for item, word in session.execute(query).all():
        found[Lamp(word)].append(item)
    return found


@dataclass(frozen=True)
class RoomCounts:
    """A lead department, how many of its items have which lamp, and how many there are."""

    id: int
    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def by_department(session: Session, stands: Standing, bureau_id: int) -> list[RoomCounts]:
    """Each lead department and how its items stand, the one with most items past due first."""
    found = {
        room: {light.value: number for light, number in stands.lamps_of({room}).items() if light != Lamp.NONE}
        for room in {room for _state, room in stands.states}
        if room is not None
    }
    rooms = select(Department.id, Department.name).where(Department.bureau_id == bureau_id)
    rows = session.exec(rooms.order_by(col(Department.position), col(Department.id))).all()
    named = [
        RoomCounts(key, called(session, Department, key, name) or name, found[key])
        for key, name in rows
        if key is not None and found.get(key)
    ]
    return sorted(named, key=lambda room: -room.counts.get(Lamp.LATE.value, 0))
