"""事项: one task or standard of a year, and how it lives from 待分解 to 已销号."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, Relationship, select

from models.base import (
    DecimalText,
    Kind,
    Moment,
    NotAllowed,
    Row,
    Versioned,
    _,
    kind_type,
    link,
    text_column,
)
from models.people import Department, Person
from models.trail import changes, leave

if TYPE_CHECKING:
    from models.year import Year

RAISE = {"lazy": "raise_on_sql"}


class ItemState(Kind):
    """Where an item stands; 已取消 can be restored."""

    UNASSIGNED = "unassigned", _("待分解")
    ASSIGNED = "assigned", _("待签收")
    ACTIVE = "active", _("推进中")
    DONE = "done", _("待销号")
    CLOSED = "closed", _("已销号")
    DROPPED = "dropped", _("已取消")


OPEN_STATES = (ItemState.UNASSIGNED, ItemState.ASSIGNED, ItemState.ACTIVE, ItemState.DONE)


class DueKind(Kind):
    """A date, the year's last day, or reported every month and closed at year's end."""

    DATE = "date", _("日期")
    YEAR_END = "year_end", _("年底前")
    STANDING = "standing", _("持续推进")


class Result(Kind):
    """What the office finds when it closes a standard."""

    MET = "met", _("达标")
    MOSTLY = "mostly", _("基本达标")
    NOT_MET = "not_met", _("未达标")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class ItemHelper(Row, table=True):
    """A department that helps (配合) with an item."""

    __tablename__ = "item_helper"
    __table_args__ = (sa.UniqueConstraint("item_id", "department_id"),)

    item_id: int = link("item.id")
    department_id: int = link("department.id")
    department: Department = Relationship(sa_relationship_kwargs=RAISE)


class Checkpoint(Row, table=True):
    """检查点: a step of an item that is ticked, and can be unticked while the item is open."""

    item_id: int = link("item.id")
    position: int
    text: str = text_column(300)
    required: bool = True
    ticked_by: int | None = link("person.id", nullable=True)
    ticked_at: datetime | None = Field(default=None, sa_type=Moment)
    ticker: Person | None = Relationship(sa_relationship_kwargs=RAISE)


class Owed(Row, table=True):
    """应交材料: one thing that the checklist asks an item to hand in."""

    item_id: int = link("item.id")
    position: int
    text: str = text_column(200)


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
            "all_departments",
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
    section: str = Field(default="", max_length=120)
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

    year: "Year" = Relationship(sa_relationship_kwargs=RAISE)
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

    def day(self, at: datetime) -> date:
        """The bureau's calendar day of a moment."""
        return at.astimezone(ZoneInfo(self.year.bureau.zone)).date()

    def assign(
        self,
        *,
        lead: Department | None,
        all_departments: bool = False,
        helpers: Iterable[Department] = (),
        person: Person | None = None,
        leader: Person | None = None,
        due_kind: DueKind,
        due: date | None = None,
        by: Person | None,
        at: datetime,
        batch: str | None = None,
    ) -> None:
        """分派: to one lead department or to all. A new lead has to acknowledge; an item of all departments starts at once."""
        self._open_for(_("已销号、待销号或已取消的事项不能再分派。"), but=ItemState.DONE)
        helping = [one for one in helpers if lead is None or one.id != lead.id]
        check_hand_out(lead, all_departments, person, due_kind, due, self.year.no)
        moved = (lead.id if lead else None, all_departments) != (self.lead_id, self.all_departments)
        due = date(self.year.no, 12, 31) if due_kind == DueKind.YEAR_END else due if due_kind == DueKind.DATE else None
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
            new["acknowledged_on"] = self.day(at) if all_departments else None
            if all_departments:
                new["owes_from"] = self._month(at)
        before, after = changes(self, new)
        wanted = [] if all_departments else helping
        if {one.id for one in wanted} != self.helper_ids:
            before["helpers"], after["helpers"] = [one.name for one in self.helpers], [one.name for one in wanted]
            kept = {row.department_id: row for row in self.helper_rows}
            self.helper_rows = [
                kept.get(one.key_id) or ItemHelper(department_id=one.key_id, department=one) for one in wanted
            ]  # type: ignore[call-arg]
        self._set(new)
        if after:
            self._leave("item.assign", by, at, before, after, batch)

    def acknowledge(self, *, by: Person, at: datetime) -> None:
        """签收 by the lead department; months are owed from now on."""
        self._in(ItemState.ASSIGNED, _("只有待签收的事项可以签收。"))
        self._change(
            "item.acknowledge",
            by,
            at,
            state=ItemState.ACTIVE,
            acknowledged_on=self.day(at),
            owes_from=self.owes_from or self._month(at),
        )

    def decline(self, reason: str, *, by: Person, at: datetime) -> None:
        """退回分派: the head returns a wrong assignment; the item waits for the office again."""
        self._in(ItemState.ASSIGNED, _("只有待签收的事项可以退回分派。"))
        self._change("item.decline", by, at, state=ItemState.UNASSIGNED, lead_id=None, person_id=None, reason=reason)

    def hand_on(self, person: Person | None, *, by: Person, at: datetime) -> None:
        """交办: the head names the person of the own department who does it."""
        self._open_for(_("这个事项已经办结，不能再交办。"))
        if person is not None and person.department_id != self.lead_id:
            raise NotAllowed(_("责任人应当是牵头科室的人员。"), "person")
        self._change("item.hand_on", by, at, person_id=person.id if person else None)

    def edit(self, new: dict[str, object], *, by: Person, at: datetime) -> None:
        """Rename, renumber or reword; the key stays."""
        self.year.must_be_open()
        self._change("item.edit", by, at, **new)

    def drop(self, reason: str, *, by: Person, at: datetime) -> None:
        """取消 with a reason; 恢复 takes it back."""
        self._open_for(_("已销号或已取消的事项不能取消。"))
        self._change("item.drop", by, at, state=ItemState.DROPPED, reason=reason)

    def restore(self, *, by: Person, at: datetime) -> None:
        self._in(ItemState.DROPPED, _("只有已取消的事项可以恢复。"))
        self._change("item.restore", by, at, state=self._live_state(), reason="")

    def close_na(self, reason: str, *, by: Person, at: datetime) -> None:
        """Close as 不适用 with a reason, without an entry."""
        self._open_for(_("这个事项已经销号或取消。"))
        self._change(
            "item.close_na",
            by,
            at,
            state=ItemState.CLOSED,
            result=Result.NOT_APPLICABLE,
            closed_on=self.day(at),
            reason=reason,
        )

    def reopen(self, reason: str, *, by: Person, at: datetime) -> None:
        """Take a closed item back into work; its closing entry stays in the history and no longer counts."""
        self._in(ItemState.CLOSED, _("只有已销号的事项可以重新打开。"))
        from models.entry import retire_closing  # entries know items, not the other way round

        retire_closing(self)
        new = {"state": self._live_state(), "result": None, "closed_on": None, "done_on": None, "reason": reason}
        self._change("item.reopen", by, at, **new)

    def tick(self, checkpoint: Checkpoint, on: bool, *, by: Person, at: datetime) -> None:
        """Tick or untick a checkpoint of this item while it is open."""
        self._open_for(_("事项办结后不能再改检查点。"), but=ItemState.DONE)
        if (checkpoint.ticked_at is not None) == on:
            return
        checkpoint.ticked_by, checkpoint.ticked_at = (by.id, at) if on else (None, None)
        verb = "item.tick" if on else "item.untick"
        self._leave(verb, by, at, {}, {"checkpoint": checkpoint.text}, None)

    def asked_to_close(self, *, at: datetime) -> None:
        """The closing entry was submitted: 待销号. The entry's own trail row tells it."""
        self._in(ItemState.ACTIVE, _("只有推进中的事项可以提交办结小结。"))
        self.state, self.done_on = ItemState.DONE, self.day(at)

    def back_to_work(self) -> None:
        """The closing entry was withdrawn or sent back."""
        self.state, self.done_on = ItemState.ACTIVE, None

    def close(self, result: Result | None, *, by: Person, at: datetime) -> None:
        """销号, by the acceptance of the closing entry; a standard needs its result."""
        self._in(ItemState.DONE, _("只有待销号的事项可以销号。"))
        if self.standard and result is None:
            raise NotAllowed(_("请选择这项标准的结果：达标、基本达标、未达标或不适用。"), "result")
        self._change(
            "item.close",
            by,
            at,
            state=ItemState.CLOSED,
            result=result if self.standard else None,
            closed_on=self.day(at),
        )

    def _live_state(self) -> ItemState:
        if self.lead_id is None and not self.all_departments:
            return ItemState.UNASSIGNED
        return ItemState.ACTIVE if self.acknowledged_on else ItemState.ASSIGNED

    def _month(self, at: datetime) -> int:
        """The month of the year a moment falls in; before it 1, after it 12."""
        day = self.day(at)
        return 1 if day.year < self.year.no else 12 if day.year > self.year.no else day.month

    def _open_for(self, message: str, *, but: ItemState | None = None) -> None:
        self.year.must_be_open()
        if self.state not in OPEN_STATES or self.state == but:
            raise NotAllowed(message)

    def _in(self, state: ItemState, message: str) -> None:
        self.year.must_be_open()
        if self.state != state:
            raise NotAllowed(message)

    def _set(self, new: dict[str, object]) -> None:
        for name, value in new.items():
            setattr(self, name, value)

    def _change(self, verb: str, by: Person | None, at: datetime, **new: object) -> None:
        before, after = changes(self, new)
        self._set(new)
        self._leave(verb, by, at, before, after, None)

    def _leave(
        self,
        verb: str,
        by: Person | None,
        at: datetime,
        before: dict[str, object],
        after: dict[str, object],
        batch: str | None,
    ) -> None:
        leave(
            self,
            verb,
            bureau_id=self.year.bureau_id,
            by=by,
            at=at,
            label=f"{self.no} {self.title}",
            item_id=self.id,
            before=before,
            after=after,
            batch=batch,
        )


def check_hand_out(
    lead: Department | None, everyone: bool, person: Person | None, due_kind: DueKind, due: date | None, year: int
) -> None:
    """Raise NotAllowed where a hand-out makes no sense."""
    if not everyone and lead is None:
        raise NotAllowed(_("请选择牵头科室，或选择“各科室”。"), "lead")
    if lead is not None and not lead.active:
        raise NotAllowed(_("“%(name)s”已停用，请选择别的科室。"), "lead", name=lead.name)
    if person is not None and (everyone or lead is None or person.department_id != lead.id):
        raise NotAllowed(_("责任人应当是牵头科室的人员。"), "person")
    if due_kind == DueKind.DATE and due is None:
        raise NotAllowed(_("请填写完成时限。"), "due")
    if due is not None and not date(year, 1, 1) <= due <= date(year + 1, 12, 31):
        raise NotAllowed(_("完成时限应在%(year)s年之内，最迟不超过次年年底。"), "due", year=year)


def helper_condition(department_id: int) -> Any:
    """Whether a department helps with the item: one condition for the database."""
    helping = select(ItemHelper.id).where(ItemHelper.item_id == Item.id, ItemHelper.department_id == department_id)
    return helping.exists()
