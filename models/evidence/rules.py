"""What must hold of evidence whoever hands it in: the item takes files, the thing owed is its own, no date lies ahead."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import select

from models.base import NotAllowed, _, session_of
from models.items import Item, ItemState, Owed
from models.trail import Trail


def must_take(item: Item) -> None:
    """Raise NotAllowed where nothing about an item's files may change any more."""
    item.must("attach")


def must_add(item: Item, owed: Owed | None) -> None:
    """Raise NotAllowed where no file may come. 补交: what was closed with a gap takes the papers it owes, and no others."""
    if not (item.state == ItemState.CLOSED and (item.short or _supplied(item))):
        must_take(item)
        return
    item.year.must_be_open()
    if owed is None:
        raise NotAllowed(_("已销号的事项只能补交应交材料，请选择对应的一项。"), "owed")


def _supplied(item: Item) -> bool:
    """Whether papers have come since it was closed: what is begun may be gone on with."""
    query = select(Trail.id).where(Trail.item_id == item.id, Trail.verb == "evidence.supply")
    return session_of(item).exec(query.limit(1)).first() is not None


def check_owed(item: Item, owed: Owed | None) -> None:
    """A file stands for what its own item owes."""
    if owed is not None and owed.item_id != item.id:
        raise NotAllowed(_("这项应交材料不属于这个事项。"), "owed")


def check_dated(item: Item, own_date: date | None, at: datetime) -> None:
    """No paper is dated after the day on which it is handed in."""
    today = item.day(at)
    if own_date is not None and own_date > today:
        raise NotAllowed(
            _("材料日期不能晚于今天（%(y)s 年 %(m)s 月 %(d)s 日）。"),
            "own_date",
            y=today.year,
            m=today.month,
            d=today.day,
        )


def the_one_missing(item: Item, there: Iterable[int | None]) -> int | None:
    """The thing owed that a new file most likely is: the only one that nothing stands for yet."""
    handed_in = set(there)
    missing = [one.id for one in item.owed if one.id not in handed_in]
    return missing[0] if len(missing) == 1 else None
