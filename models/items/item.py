"""事项: one task or standard of a year, and how it lives from 待分解 to 已销号."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, Relationship, col, select

from models.act import Act
from models.base import RAISE, About, DecimalText, NotAllowed, Versioned, _, kind_type, link, session_of, text_column
from models.items.parts import RULES, Checkpoint, DueKind, ItemHelper, ItemState, Owed, Result, because, hand_out_faults
from models.people import Department, Person, departments
from models.trail import changes, tell
from models.years import Year

OWN = "own"  # the checklist of what the bureau added itself


class Item(Versioned, table=True):
    """事项. Copied from a checklist when the year opens, owned by the year afterwards."""

    __table_args__ = (
        sa.UniqueConstraint("year_id", "checklist_key", "key"),
        sa.Index("ix_item_year_position", "year_id", "position"),
        sa.Index(  # all that the lamp of an item reads, so that a year is judged without its texts
            "ix_item_standing",
            "year_id",
            "state",
            "lead_id",
            "due",
            "done_on",
            "owes_from",
            "filed",
            "reported",
            "all_departments",
            "short",
            "person_id",
            "position",
        ),
    )

    year_id: int = link("year.id")
    checklist_key: str = Field(max_length=60)
    key: str = Field(max_length=60)
    standard: bool = False
    no: str = text_column(20)
    position: int
    section: str = Field(default="", max_length=400)  # as the list says it, three titles deep at most
    title: str = text_column(120)
    requirement: str = Field(default="", max_length=2000)
    origin: str = Field(default="", max_length=300)
    note: str = Field(default="", max_length=500)
    points: Decimal | None = Field(default=None, sa_type=DecimalText)
    state: ItemState = Field(default=ItemState.UNASSIGNED, sa_type=kind_type(ItemState), index=True)
    lead_id: int | None = link("department.id", nullable=True)
    all_departments: bool = False
    person_id: int | None = link("person.id", nullable=True)
    leader_id: int | None = link("person.id", nullable=True)
    due_kind: DueKind = Field(default=DueKind.YEAR_END, sa_type=kind_type(DueKind))
    due: date | None = None
    owes_from: int | None = None
    acknowledged_on: date | None = None
    done_on: date | None = None
    closed_on: date | None = None
    result: Result | None = Field(default=None, sa_type=kind_type(Result))
    reason: str = Field(default="", max_length=1000)
    filed: int = 0  # what its entries come to is kept by models.told alone: see there
    reached: int | None = None
    reported: bool = False
    short: bool = False  # closed, and something it owes is missing: kept by models.evidence.missing alone

    year: Year = Relationship(sa_relationship_kwargs=RAISE)
    lead: Department | None = Relationship(sa_relationship_kwargs=RAISE)
    person: Person | None = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Item.person_id]"})
    leader: Person | None = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Item.leader_id]"})
    helper_rows: list[ItemHelper] = Relationship(
        sa_relationship_kwargs=RAISE | {"cascade": "all, delete-orphan", "order_by": "ItemHelper.id"}
    )
    checkpoints: list[Checkpoint] = Relationship(sa_relationship_kwargs=RAISE | {"order_by": "Checkpoint.position"})
    owed: list[Owed] = Relationship(sa_relationship_kwargs=RAISE | {"order_by": "Owed.position"})

    @property
    def helpers(self) -> list[Department]:
        return [row.department for row in self.helper_rows]

    @property
    def helper_ids(self) -> set[int]:
        return {row.department_id for row in self.helper_rows}

    @property
    def own(self) -> bool:
        """Whether the bureau added it: it is of no checklist, and has no other origin to tell."""
        return self.checklist_key == OWN

    @property
    def bureau_id(self) -> int:
        return self.year.bureau_id

    def about(self) -> About:
        return About(self.bureau_id, f"{self.no} {self.title}", self.id)

    def day(self, at: datetime) -> date:
        """The bureau's calendar day of a moment."""
        return at.astimezone(ZoneInfo(self.year.bureau.zone)).date()

    def must(self, act: str) -> None:
        """Raise NotAllowed where this cannot be done to the item as it and its year stand; `act` is a key of RULES."""
        rule = RULES[act]
        self.year.must_be_open()
        if rule.running:
            self.year.must_run()
        if self.state not in rule.states:
            raise NotAllowed(rule.says)

    def may(self, act: str) -> bool:
        """Whether this can be done to the item now; who may do it is asked of the person."""
        try:
            self.must(act)
        except NotAllowed:
            return False
        return True

    def assign(
        self,
        act: Act,
        *,
        lead: Department | None,
        all_departments: bool = False,
        helpers: Iterable[Department] = (),
        person: Person | None = None,
        leader: Person | None = None,
        due_kind: DueKind,
        due: date | None = None,
    ) -> None:
        """分派: to one lead department or to all. A new lead has to acknowledge; an item of all departments starts at once.

        Another date, person or helper for the same lead is no new hand-out (调整分派).
        """
        for fault in self.assign_faults(lead, all_departments, person, due_kind, due):
            raise fault
        helping = list({one.key_id: one for one in helpers if lead is None or one.id != lead.id}.values())
        moved = (lead.id if lead else None, all_departments) != (self.lead_id, self.all_departments)
        if due_kind != DueKind.DATE:
            due = date(self.year.no, 12, 31) if due_kind == DueKind.YEAR_END else None
        new: dict[str, object] = {
            "lead_id": lead.id if lead and not all_departments else None,
            "all_departments": all_departments,
            "person_id": person.id if person else None,
            "leader_id": leader.id if leader else None,
            "due_kind": due_kind,
            "due": due,
        }
        if moved or self.state == ItemState.UNASSIGNED:
            new["state"] = ItemState.ACTIVE if all_departments else ItemState.ASSIGNED
            new["acknowledged_on"] = self.day(act.at) if all_departments else None
            new["owes_from"] = (
                self.year.month_of(self.day(act.at)) if all_departments else None
            )  # a new lead owes from its own 签收 on
        before, after = changes(self, new)
        wanted = [] if all_departments else helping
        if {one.id for one in wanted} != self.helper_ids:
            before["helper_ids"], after["helper_ids"] = sorted(self.helper_ids), sorted(one.key_id for one in wanted)
            self.set_helpers(wanted)
        self._set(new)
        if after:
            tell(self, "item.assign" if "state" in after or moved else "item.arrange", act, before, after)

    def assign_faults(
        self, lead: Department | None, everyone: bool, person: Person | None, due_kind: DueKind, due: date | None
    ) -> Iterator[NotAllowed]:
        """All that assign() would refuse, so that a form tells it at once and a preview without doing it."""
        try:
            self.must("assign")
        except NotAllowed as refusal:
            yield refusal
        yield from hand_out_faults(lead, everyone, person, due_kind, due, self.year.no)
        if everyone and not departments(session_of(self), self.year.bureau_id, active=True):
            yield NotAllowed(_("还没有科室，不能分派给各科室。"), "lead")

    def set_helpers(self, wanted: Iterable[Department]) -> None:
        """The helping departments; the verb that changes them leaves the trail row."""
        kept = {row.department_id: row for row in self.helper_rows}
        self.helper_rows = [
            kept.get(one.key_id) or ItemHelper(department_id=one.key_id, department=one) for one in wanted
        ]

    def acknowledge(self, act: Act) -> None:
        """签收 by the lead department; months are owed from now on."""
        self.must("acknowledge")
        self.change(
            "item.acknowledge",
            act,
            state=ItemState.ACTIVE,
            acknowledged_on=self.day(act.at),
            owes_from=self.owes_from or self.year.month_of(self.day(act.at)),
        )

    def decline(self, reason: str, act: Act) -> None:
        """退回分派: the head returns a wrong assignment; the item waits for the office again."""
        self.must("decline")
        why = because(reason)
        self.change("item.decline", act, state=ItemState.UNASSIGNED, lead_id=None, person_id=None, reason=why)

    def hand_on(self, person: Person | None, act: Act) -> None:
        """交办: the head names the person of the own department who does it."""
        self.must("hand_on")
        if person is not None and person.department_id != self.lead_id:
            raise NotAllowed(_("责任人应当是牵头科室的人员。"), "person")
        self.change("item.hand_on", act, person_id=person.id if person else None)

    def lead_by(self, leader: Person, act: Act) -> None:
        """更换责任领导, while the item is open."""
        self.must("lead")
        self.change("item.leader", act, leader_id=leader.id)

    def move(self, old: Department, new: Department, act: Act) -> None:
        """移交科室: what a department leads or helps with goes to another one; what it wrote stays its own.

        The new lead acknowledges first; an item that waits for closing goes on waiting. The person stays who moved along.
        """
        self.must("move")
        moved: dict[str, object] = {}
        if self.lead_id == old.id:
            stays = self.person is not None and self.person.department_id == new.id
            moved = {"lead_id": new.id, "person_id": self.person_id if stays else None}
            if self.state in (ItemState.ASSIGNED, ItemState.ACTIVE):
                moved |= {"state": ItemState.ASSIGNED, "acknowledged_on": None, "owes_from": None}
        before, after = changes(self, moved)
        lead_id = moved.get("lead_id", self.lead_id)
        helping = {one.key_id: one for one in (new if one.id == old.id else one for one in self.helpers)}
        wanted = [one for key, one in helping.items() if key != lead_id]
        if {one.key_id for one in wanted} != self.helper_ids:
            before["helper_ids"], after["helper_ids"] = sorted(self.helper_ids), sorted(one.key_id for one in wanted)
            self.set_helpers(wanted)
        self._set(moved)
        if after:
            tell(self, "item.move", act, before, after)

    def edit(self, new: dict[str, object], act: Act) -> None:
        """Rename, renumber or reword; the key stays."""
        self.must("edit")
        self.change("item.edit", act, **new)

    def drop(self, reason: str, act: Act) -> None:
        """取消 with a reason; 恢复 takes it back."""
        self.must("drop")
        self.change("item.drop", act, state=ItemState.DROPPED, reason=because(reason))

    def restore(self, act: Act) -> None:
        self.must("restore")
        self.change("item.restore", act, state=self.live_state(), reason="")

    def close_na(self, reason: str, act: Act) -> None:
        """Close as 不适用 with a reason, without an entry."""
        self.must("close_na")
        self.change(
            "item.close_na",
            act,
            state=ItemState.CLOSED,
            result=Result.NOT_APPLICABLE,
            closed_on=self.day(act.at),
            reason=because(reason),
        )

    def tick(self, checkpoint: Checkpoint, on: bool, act: Act) -> None:
        """Tick or untick a checkpoint of this item while it is open."""
        self.must("tick")
        if (checkpoint.ticked_at is not None) == on:
            return
        new: dict[str, object] = {"ticked_by": act.by_id if on else None, "ticked_at": act.at if on else None}
        before, after = changes(checkpoint, new)
        checkpoint.ticked_by, checkpoint.ticked_at = (act.by_id, act.at) if on else (None, None)
        which: dict[str, object] = {"checkpoint": checkpoint.text, "checkpoint_id": checkpoint.id}
        tell(self, "item.tick" if on else "item.untick", act, before, which | after)

    def asked_to_close(self, act: Act) -> None:
        """The closing entry was submitted: 待销号. The entry's own trail row tells it."""
        self.must("ask")
        self.state, self.done_on = ItemState.DONE, self.day(act.at)

    def back_to_work(self) -> None:
        """The closing entry was withdrawn or sent back. An item that was dropped or closed meanwhile stays so."""
        self.done_on = None
        if self.state == ItemState.DONE:
            self.state = ItemState.ACTIVE

    def check_close(self, result: Result | None) -> None:
        """Raise NotAllowed where it cannot be closed with this result; a standard needs one."""
        self.must("close")
        if self.standard and result is None:
            raise NotAllowed(_("请选择这项标准的结果：达标、基本达标、未达标或不适用。"), "result")

    def close(self, result: Result | None, act: Act) -> None:
        """销号, by the acceptance of the closing entry."""
        self.check_close(result)
        self.change(
            "item.close",
            act,
            state=ItemState.CLOSED,
            result=result if self.standard else None,
            closed_on=self.day(act.at),
        )

    def live_state(self) -> ItemState:
        """Where an item that comes back stands: as before; 待销号 where its closing entry still waits."""
        if self.lead_id is None and not self.all_departments:
            return ItemState.UNASSIGNED
        if self.done_on is not None:
            return ItemState.DONE
        return ItemState.ACTIVE if self.acknowledged_on else ItemState.ASSIGNED

    def _set(self, new: dict[str, object]) -> None:
        for name, value in new.items():
            setattr(self, name, value)

    def change(self, verb: str, act: Act, /, **new: object) -> None:
        before, after = changes(self, new)
        self._set(new)
        if after:
            tell(self, verb, act, before, after)


def acknowledge_all(items: Iterable[Item], act: Act) -> None:
    """签收 many, all or none."""
    chosen = list({one.key_id: one for one in items}.values())
    for item in chosen:
        item.must("acknowledge")
    for item in chosen:
        item.acknowledge(act)


def helper_condition(department_id: int) -> Any:
    """Whether a department helps with the item: one condition for the database."""
    return col(Item.id).in_(select(ItemHelper.item_id).where(ItemHelper.department_id == department_id))
