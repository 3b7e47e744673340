"""Departments that once wrote about an item and have no part in it now: they may still read it (models.rights).

Kept as rows of their own, since they are few where entries are many. models.told makes them anew in every flush that
changes the entries, the lead or the helping departments of an item; no verb has to think of them.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from models.base import Row, link
from models.entries.entry import Entry
from models.items import Item, ItemHelper


class ItemFormer(Row, table=True):
    """A department that wrote about an item, and neither leads nor helps now."""

    __tablename__ = "item_former"
    __table_args__ = (
        sa.UniqueConstraint("item_id", "department_id"),
        sa.Index("ix_item_former_reader", "department_id", "item_id"),
    )

    item_id: int = link("item.id")
    department_id: int = link("department.id")


def former_condition(department_id: int) -> Any:
    """Whether a department once wrote about the item: one condition for the database."""
    return col(Item.id).in_(select(ItemFormer.item_id).where(ItemFormer.department_id == department_id))


def former_pairs() -> Any:
    """What the rows should be, from the entries: item and department, each pair once."""
    helps = sa.select(col(ItemHelper.id)).where(
        col(ItemHelper.item_id) == col(Entry.item_id), col(ItemHelper.department_id) == col(Entry.department_id)
    )
    leads = sa.and_(col(Item.lead_id).is_not(None), col(Item.lead_id) == col(Entry.department_id))
    query: Any = sa.select(col(Entry.item_id), col(Entry.department_id)).join(Item, col(Entry.item_id) == col(Item.id))
    return query.where(sa.not_(sa.or_(col(Item.all_departments), leads, helps.correlate(Entry).exists()))).distinct()


def mend_former(connection: sa.Connection, ids: list[int]) -> set[int]:
    """Make the rows of these items anew; the items where they were wrong."""
    kept: Any = sa.select(col(ItemFormer.item_id), col(ItemFormer.department_id)).where(
        col(ItemFormer.item_id).in_(ids)
    )
    there = {tuple(pair) for pair in connection.execute(kept)}
    right = {tuple(pair) for pair in connection.execute(former_pairs().where(col(Item.id).in_(ids)))}
    for item_id, department_id in there - right:
        connection.execute(
            sa.delete(ItemFormer).where(
                col(ItemFormer.item_id) == item_id, col(ItemFormer.department_id) == department_id
            )
        )
    if new := sorted(right - there):
        connection.execute(
            sa.insert(ItemFormer), [{"item_id": item, "department_id": department} for item, department in new]
        )
    return {item for item, _department in there ^ right}
