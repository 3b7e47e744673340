"""交接: what hangs on a person or a department, and how it goes to somebody else in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.act import Act
from models.base import NotAllowed, _, session_of
from models.entries import Entry, EntryState, entry_options
from models.items import OPEN_STATES, Item, helper_condition, item_options
from models.ledger import nobody_reviews, reviewable
from models.people import Department, Person, Role, people


@dataclass(frozen=True)
class Hangs:
    """Open items the person is responsible for or in charge of, own drafts, own entries nobody has reviewed yet,
    and entries of others that only this person can review."""

    items: Sequence[Item]
    leading: Sequence[Item]
    drafts: Sequence[Entry]
    waiting: Sequence[Entry]
    reviews: Sequence[Entry]

    def __bool__(self) -> bool:
        return bool(self.items or self.leading or self.drafts or self.waiting or self.reviews)


@dataclass(frozen=True)
class Successors:
    """Who takes over what; nobody: it stays as it is, and the items show 无责任人."""

    items: Person | None = None
    leading: Person | None = None
    drafts: Person | None = None
    reviews: Person | None = None


def hangs_on(session: Session, person: Person) -> Hangs:
    """Everything that waits for this person, with what a page of it shows."""
    is_open = col(Item.state).in_(OPEN_STATES)
    items = select(Item).options(*item_options()).where(is_open).order_by(col(Item.year_id), col(Item.position))
    own = select(Entry).options(*entry_options()).where(Entry.author_id == person.id).order_by(col(Entry.id))
    return Hangs(
        items=session.exec(items.where(Item.person_id == person.id)).all(),
        leading=session.exec(items.where(Item.leader_id == person.id)).all(),
        drafts=session.exec(own.where(Entry.state == EntryState.DRAFT)).all(),
        waiting=session.exec(own.where(Entry.state == EntryState.SUBMITTED)).all(),
        reviews=_only_reviewer(session, person),
    )


def _only_reviewer(session: Session, person: Person) -> Sequence[Entry]:
    """The entries that nobody could review without this person: no other office account, no leader in charge."""
    if not person.has(Role.OFFICE, Role.LEADER):
        return []
    query = select(Entry).join(Item).options(*entry_options())
    query = query.where(reviewable(person), nobody_reviews(person.bureau_id, without=person.key_id))
    return session.exec(query.order_by(col(Entry.id))).all()


def hand_over(session: Session, person: Person, to: Successors, act: Act, *, off: bool) -> Hangs:
    """交接, all or nothing, and switch the account off where asked. Returns what hung on it.

    Raises NotAllowed at the kind that a successor cannot take.
    """
    hangs, act = hangs_on(session, person), act.batched()
    if off:
        person.may_go(act)
    charged = [("leading", to.leading, one) for one in hangs.leading]
    charged += [("reviews", to.reviews, entry.item) for entry in hangs.reviews]
    given = [(to.items, one) for one in hangs.items] if to.items else []
    drafts = [(to.drafts, one) for one in hangs.drafts] if to.drafts else []
    for successor, item in given:
        _must(successor.belongs(item.lead_id), "items", successor, item)
        item.must("hand_on")
    for successor, draft in drafts:
        _must(successor.belongs(draft.department_id), "drafts", successor, draft.item)
        draft.item.year.must_be_open()
    leaders = [(kind, leader, item) for kind, leader, item in charged if leader is not None]
    for kind, leader, item in leaders:
        _must(leader.has(Role.LEADER), kind, leader, item)
        item.must("lead")
    for successor, item in given:
        item.hand_on(successor, act)
    for successor, draft in drafts:
        draft.hand_over(successor, act)
    for _kind, leader, item in leaders:
        item.lead_by(leader, act)
    if off:
        person.switch(False, act)
    return hangs


def _must(fits: bool, kind: str, person: Person, item: Item) -> None:
    """Refuse a successor who is not of the department, or no leader of the bureau."""
    text = _("“%(name)s”不在“%(what)s”的科室，请另选一人或暂不指定。")
    if kind in ("leading", "reviews"):
        text = _("“%(name)s”不是局领导，不能分管“%(what)s”，请另选一人或暂不指定。")
    if not fits or person.bureau_id != item.bureau_id:
        raise NotAllowed(text, kind, name=person.name, what=f"{item.no} {item.title}")


@dataclass(frozen=True)
class RoomHangs:
    """How many open items a department leads and helps with, and how many active accounts it has."""

    led: int
    helped: int
    members: int

    def __bool__(self) -> bool:
        return bool(self.led or self.helped or self.members)


def hangs_on_room(session: Session, room: Department) -> RoomHangs:
    """What keeps a department from being switched off."""

    def count(*conditions: Any) -> int:
        return session.exec(
            select(func.count()).select_from(Item).where(col(Item.state).in_(OPEN_STATES), *conditions)
        ).one()

    members = (
        select(func.count()).select_from(Person).where(Person.department_id == room.id, col(Person.active).is_(True))
    )
    return RoomHangs(count(Item.lead_id == room.id), count(helper_condition(room.key_id)), session.exec(members).one())


def must_be_empty(hangs: RoomHangs) -> None:
    """Raise NotAllowed while something hangs on a department: only then may it be switched off."""
    if hangs:
        raise NotAllowed(
            _("这个科室还牵头 %(a)s 项、配合 %(b)s 项没办结的事项，有 %(c)s 个在用账号。请先移交。"),
            "active",
            a=hangs.led,
            b=hangs.helped,
            c=hangs.members,
        )


def edit_room(room: Department, act: Act, *, name: str, position: int, active: bool) -> None:
    """Rename, reorder, or switch off where nothing hangs on it. Raises NotAllowed."""
    if room.active and not active:
        must_be_empty(hangs_on_room(session_of(room), room))
    room.edit(act, name=name, position=position, active=active)


def move_room(session: Session, old: Department, new: Department, act: Act, *, members: bool, off: bool = False) -> int:
    """移交: every open item that a department leads or helps with goes to another, with its people and its being
    switched off where asked."""
    if new.id == old.id or not new.active or new.bureau_id != old.bureau_id:
        raise NotAllowed(_("请选择另一个在用的科室。"), "target")
    part = sa.or_(col(Item.lead_id) == old.id, helper_condition(old.key_id))
    query = select(Item).options(*item_options()).where(col(Item.state).in_(OPEN_STATES), part)
    items = session.exec(query.order_by(col(Item.year_id), col(Item.position))).all()
    for item in items:
        item.must("move")
    hangs = hangs_on_room(session, old)
    if off and hangs.members and not members:
        must_be_empty(replace(hangs, led=0, helped=0))
    act = act.batched()
    for one in people(session, old.bureau_id, active=True) if members else ():
        if one.department_id == old.id:
            one.edit(act, name=one.name, department=new, roles=set(one.roles))
    session.flush()
    for item in items:
        item.move(old, new, act)
    if off:
        old.edit(act, name=old.name, position=old.position, active=False)
    return len(items)
