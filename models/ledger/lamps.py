"""The lamp of an item: one expression of the database over two border dates, so that it filters, counts and pages."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.base import Kind, _
from models.entries import HANDED_IN, Entry, closing_date
from models.items import OPEN_STATES, Item, ItemState
from models.people import Bureau, Department
from models.workdays import after_workdays
from models.years import Year


class Lamp(Kind):
    """How an item stands at a glance; always shown with its word and shape."""

    OK = "ok", _("正常")
    NEAR = "near", _("临期")
    LATE = "late", _("超期")
    IDLE = "idle", _("未启动")
    SHORT = "short", _("销号未齐")
    CLOSED = "closed", _("已销号")
    NONE = "none", _("已取消")


AT_REST = {ItemState.CLOSED: Lamp.CLOSED, ItemState.DROPPED: Lamp.NONE}


@dataclass(frozen=True)
class Borders:
    """What the lamp compares with, worked out once a page."""

    today: date
    near: date
    last_month: int
    departments: int


def borders(session: Session, bureau: Bureau, year: Year, today: date) -> Borders:
    """The border dates of a year on a day: today, today + N workdays, and the last month whose closing day is past."""
    active = select(func.count()).select_from(Department)
    active = active.where(Department.bureau_id == bureau.id, col(Department.active).is_(True))
    month = 0
    while month < 12 and closing_date(year.no, month + 1, bureau.closing_day) < today:
        month += 1
    return Borders(today, after_workdays(today, bureau.near_workdays), month, session.exec(active).one())


def owed_months(at: Borders) -> Any:
    """Whether an active item owes a month: one since 签收 whose closing day is past and that was not handed in.

    The bits of all past months less those of `filed` (models.told) are a number; it reaches the bit of the first month
    owed only where one from there on is missing.
    """
    past = (1 << at.last_month + 1) - 2
    missing = sa.literal(past).bitwise_and(col(Item.filed).bitwise_not())
    return sa.and_(
        col(Item.state) == ItemState.ACTIVE, missing >= sa.literal(1).bitwise_lshift(func.coalesce(Item.owes_from, 13))
    )


@lru_cache(maxsize=64)  # an expression takes longer to write than to run
def may_burn(at: Borders) -> Any:
    """What every item fulfils that is 超期, 临期, 未启动 or 销号未齐, and few others: the rest is 正常 or closed."""
    state = col(Item.state)
    waiting = state.in_((ItemState.UNASSIGNED, ItemState.ASSIGNED))
    open_ = state.in_(OPEN_STATES)
    return sa.or_(waiting, sa.and_(open_, col(Item.due) <= at.near), owed_months(at), col(Item.short))


@lru_cache(maxsize=64)
def lamp(at: Borders) -> Any:
    """The expression; the first that fits."""
    state, due = col(Item.state), col(Item.due)
    asked_in_time = sa.and_(state == ItemState.DONE, sa.or_(due.is_(None), col(Item.done_on) <= due))
    waiting = state.in_((ItemState.UNASSIGNED, ItemState.ASSIGNED))
    return sa.case(
        (state == ItemState.DROPPED, Lamp.NONE.value),
        (col(Item.short), Lamp.SHORT.value),
        (state == ItemState.CLOSED, Lamp.CLOSED.value),
        (asked_in_time, Lamp.OK.value),
        (due < at.today, Lamp.LATE.value),
        (sa.or_(due <= at.near, owed_months(at)), Lamp.NEAR.value),
        (sa.and_(waiting, col(Item.reported).is_(False)), Lamp.IDLE.value),
        else_=Lamp.OK.value,
    )


def counted(groups: Iterable[tuple[ItemState, int]], burning: Mapping[Lamp, int]) -> dict[Lamp, int]:
    """How many items have each lamp, from how many have each state and how many of them burn."""
    found = Counter(burning)
    for state, number in groups:
        found[AT_REST.get(state, Lamp.OK)] += number
    short = burning.get(Lamp.SHORT, 0)
    found[Lamp.CLOSED] -= short
    found[Lamp.OK] -= sum(burning.values()) - short
    return {light: number for light, number in found.items() if number}


@lru_cache(maxsize=64)
def months_missing(at: Borders) -> Any:
    """How many monthly entries an active item owes; an item of all departments owes one from each that is active."""
    handed_in = select(func.count()).select_from(Entry)
    handed_in = handed_in.where(
        Entry.item_id == Item.id,
        sa.text(HANDED_IN),
        col(Entry.month) >= col(Item.owes_from),
        col(Entry.month) <= at.last_month,
    )
    active = select(Department.id).where(col(Department.active).is_(True))
    by_lead = handed_in.where(Entry.department_id == Item.lead_id).correlate(Item).scalar_subquery()
    by_all = handed_in.where(col(Entry.department_id).in_(active)).correlate(Item).scalar_subquery()
    months = at.last_month + 1 - col(Item.owes_from)
    return sa.case((col(Item.all_departments), months * at.departments - by_all), else_=months - by_lead)


@dataclass(frozen=True)
class Glance:
    """An item's lamp, percent and months owed, worked out by the database."""

    lamp: Lamp
    percent: int | None
    missing: int


def glance(session: Session, item_id: int, at: Borders, percent: Any) -> Glance:
    """How one item stands; `percent` is ledger.percent_of_item()."""
    missing = sa.case((col(Item.state) == ItemState.ACTIVE, months_missing(at)), else_=0)
    light, share, months = session.execute(sa.select(lamp(at), percent, missing).where(col(Item.id) == item_id)).one()
    return Glance(Lamp(light), share, max(0, months or 0))
