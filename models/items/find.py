"""Items as pages, verbs and the report ask for them."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from models.asking import beside, load
from models.items.item import OWN, Item
from models.items.parts import Checkpoint, ItemHelper, ItemState
from models.years import Year, of_bureau


def item_options(bring: Callable[..., Any] = load) -> list[Any]:
    """All that an item page needs, in a fixed number of queries; for one item, `beside` makes them fewer."""
    return [
        bring(Item.year).options(beside(Year.bureau)),
        bring(Item.lead),
        bring(Item.person),
        bring(Item.leader),
        load(Item.helper_rows).options(beside(ItemHelper.department)),
        load(Item.checkpoints).options(beside(Checkpoint.ticker)),
        load(Item.owed),
    ]


def item_by_id(session: Session, bureau_id: int, item_id: int) -> Item | None:
    """An item of a bureau with all its page shows."""
    query = select(Item).options(*item_options(beside)).where(Item.id == item_id)
    return session.exec(query.where(of_bureau(Item.year_id, bureau_id))).first()


def items_by_id(session: Session, year_id: int, ids: Sequence[int]) -> list[Item]:
    """Chosen items of a year in their order, for an act on many at once."""
    query = select(Item).options(*item_options()).where(Item.year_id == year_id, col(Item.id).in_(ids))
    return list(session.exec(query.order_by(col(Item.position))).all())


def items_of_year(session: Session, year_id: int) -> list[Item]:
    """Every item of a year; for the plan and the report, which print them all."""
    query = select(Item).options(*item_options()).where(Item.year_id == year_id)
    return list(session.exec(query.order_by(col(Item.position))).all())


def item_names(session: Session, year_id: int) -> dict[str, str]:
    """The items of a year that were not dropped, as outlines name them and as people do, in their order."""
    query = select(Item.checklist_key, Item.key, Item.no, Item.title).where(Item.year_id == year_id)
    rows = session.exec(query.where(Item.state != ItemState.DROPPED).order_by(col(Item.position))).all()
    return {f"{checklist}/{key}": f"{no} {title}" for checklist, key, no, title in rows}


def own_items(session: Session, year_id: int) -> list[Item]:
    """What the bureau added itself, with its checkpoints and papers, and who does it."""
    query = select(Item).options(*item_options())
    query = query.where(Item.year_id == year_id, Item.checklist_key == OWN)
    return list(session.exec(query.order_by(col(Item.position))).all())


def plan_of_year(session: Session, year_id: int) -> list[Item]:
    """Every item of a year with its departments and leader: the plan that all may read."""
    query = select(Item).options(
        load(Item.lead),
        load(Item.leader),
        load(Item.person),
        load(Item.helper_rows, ItemHelper.department),
    )
    query = query.where(Item.year_id == year_id, Item.state != ItemState.DROPPED)
    return list(session.exec(query.order_by(col(Item.position))).all())
