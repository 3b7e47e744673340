"""How a year stands: every item judged once, for the counts and the most urgent items of the home page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, func, select

from models.desk import SHORT_LIST
from models.desk import nobody as done_by_nobody
from models.item import Item, ItemState
from models.lamp import Borders, Lamp, lamp
from models.names import called
from models.people import Department, Person
from models.rights import readable

URGENT = (Lamp.LATE, Lamp.NEAR)


@dataclass(frozen=True)
class Group:
    """Items that are alike in what the home page counts."""

    lamp: Lamp
    state: ItemState
    lead_id: int | None
    nobody: bool


@dataclass(frozen=True)
class Standing:
    """The counts of a year as one person may read it, and its first late and near items."""

    groups: Mapping[Group, int]
    urgent: Mapping[Lamp, list[Item]]

    def count(self, *, state: ItemState | None = None, lead_id: int | None = None, nobody: bool = False) -> int:
        """Items of a state, of one lead department, at work with nobody to do them: each where that is asked."""
        return sum(
            number
            for one, number in self.groups.items()
            if (state is None or one.state == state)
            and (lead_id is None or one.lead_id == lead_id)
            and (one.nobody or not nobody)
        )

    @property
    def lamps(self) -> dict[Lamp, int]:
        found: Counter[Lamp] = Counter()
        for one, number in self.groups.items():
            found[one.lamp] += number
        return dict(found)


def standing(session: Session, viewer: Person, year_id: int, at: Borders) -> Standing:
    """One pass over the items of a year and one query for the few that are shown, whatever their number."""
    light = (
        sa.select(
            col(Item.id),
            col(Item.state),
            col(Item.lead_id),
            sa.case((done_by_nobody(), 1), else_=0).label("nobody"),
            func.coalesce(Item.due, date(9999, 12, 31)).label("due"),
            col(Item.position),
            lamp(at).label("lamp"),
        )
        .where(col(Item.year_id) == year_id, readable(viewer))
        .cte("light")
    )
    kinds = (light.c.lamp, light.c.state, light.c.lead_id, light.c.nobody)
    parts: list[Any] = [sa.select(*kinds, func.count().label("number")).group_by(*kinds)]
    for kind in URGENT:
        first = sa.select(light.c.lamp, light.c.state, light.c.id, sa.cast(sa.null(), sa.Integer), sa.literal(0)).where(
            light.c.lamp == kind.value
        )
        parts.append(sa.select(first.order_by(light.c.due, light.c.position).limit(SHORT_LIST).subquery()))
    groups: dict[Group, int] = {}
    ids: list[int] = []
    for word, state, ref, without, number in session.execute(sa.union_all(*parts)).all():
        if number:
            groups[Group(Lamp(word), state, ref, bool(without))] = number
        else:
            ids.append(ref)
    return Standing(groups, _urgent(session, ids, at))


def _urgent(session: Session, ids: list[int], at: Borders) -> dict[Lamp, list[Item]]:
    """The named items by lamp, the earliest due first."""
    query: Any = (
        sa.select(Item, lamp(at))
        .options(selectinload(Item.lead), selectinload(Item.person))  # type: ignore[arg-type]
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
    found: dict[int, Counter[str]] = {}
    for one, number in stands.groups.items():
        if one.lead_id is not None and one.state != ItemState.DROPPED:
            found.setdefault(one.lead_id, Counter())[one.lamp.value] += number
    rooms = select(Department.id, Department.name).where(Department.bureau_id == bureau_id)
    rows = session.exec(rooms.order_by(col(Department.position), col(Department.id))).all()
    named = [
        RoomCounts(key, called(session, Department, key, name) or name, found[key])
        for key, name in rows
        if key is not None and key in found
    ]
    return sorted(named, key=lambda room: -room.counts.get(Lamp.LATE.value, 0))
