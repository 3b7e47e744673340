"""缺的材料: what items still owe, grouped by item; the queries do not grow with the rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import contains, page_of
from models.evidence import paper_missing
from models.items import OPEN_STATES, DueKind, Item, ItemState, Owed
from models.ledger.files import AskedFiles, Found, of_items
from models.ledger.lamps import Borders, Lamp, lamp
from models.people import Department, Person

PAGE_SIZE = 40


@dataclass(frozen=True)
class Gap:
    """An item with what is missing."""

    item_id: int
    no: str
    title: str
    state: ItemState
    lamp: Lamp
    department: str | None
    all_departments: bool
    due: date | None
    due_kind: DueKind
    missing: tuple[str, ...]
    owed_total: int


def _gap_conditions(viewer: Person, year_id: int, asked: AskedFiles) -> list[Any]:
    where = of_items(viewer, year_id, asked)
    if not asked.everything:
        where.append(sa.or_(col(Item.state).in_(OPEN_STATES), col(Item.short)))
    if asked.text:
        lacks = select(Owed.id).where(Owed.item_id == Item.id, paper_missing(), contains(asked.text, Owed.text))
        where.append(sa.or_(contains(asked.text, Item.title, Item.no), lacks.correlate(Item).exists()))
    return where


def gaps_by_department(
    session: Session, viewer: Person, year_id: int, asked: AskedFiles
) -> list[tuple[str | None, int, int]]:
    """(lead department, items with a gap, things missing), the most first; None stands for items without a lead."""
    query: Any = (
        sa.select(Department.name, func.count(sa.distinct(col(Item.id))), func.count())  # type: ignore[call-overload]
        .select_from(Owed)
        .join(Item, col(Owed.item_id) == col(Item.id))
        .outerjoin(Department, col(Item.lead_id) == col(Department.id))
        .where(*_gap_conditions(viewer, year_id, asked), paper_missing())
        .group_by(col(Department.id), col(Department.name))
    )
    found = [(name, items, count) for name, items, count in session.execute(query).all()]
    return sorted(found, key=lambda row: (-row[2], row[0] or ""))


def gaps(session: Session, viewer: Person, year_id: int, asked: AskedFiles, at: Borders) -> Found[Gap]:
    """One page of items that still owe something, in their order: three queries."""
    lacks = select(Owed.id).where(Owed.item_id == Item.id, paper_missing()).correlate(Item).exists()
    where = [*_gap_conditions(viewer, year_id, asked), lacks]
    total = session.exec(select(func.count()).select_from(Item).where(*where)).one()
    shown = page_of(total, PAGE_SIZE, asked.page)
    query: Any = (
        sa.select(Item, lamp(at).label("lamp"), Department.name)  # type: ignore[call-overload]
        .outerjoin(Department, col(Item.lead_id) == col(Department.id))
        .where(*where)
        .order_by(col(Item.position), col(Item.id))
    )
    rows = session.execute(shown.of(query)).all()
    ids = [item.id for item, *_rest in rows]
    owed: Any = sa.select(Owed.item_id, Owed.text, paper_missing().label("missing")).where(col(Owed.item_id).in_(ids))  # type: ignore[call-overload]
    lists: dict[int, list[tuple[str, bool]]] = {}
    for item_id, text, missing in session.execute(owed.order_by(col(Owed.item_id), col(Owed.position))).all():
        lists.setdefault(item_id, []).append((text, bool(missing)))
    return Found(
        [_gap(item, light, name, lists[item.key_id]) for item, light, name in rows], total, shown.number, shown.pages
    )


def _gap(item: Item, light: str, department: str | None, owed: list[tuple[str, bool]]) -> Gap:
    return Gap(
        item_id=item.key_id,
        no=item.no,
        title=item.title,
        state=item.state,
        lamp=Lamp(light),
        department=department,
        all_departments=item.all_departments,
        due=item.due,
        due_kind=item.due_kind,
        missing=tuple(text for text, missing in owed if missing),
        owed_total=len(owed),
    )
