"""工作记录: a dated fact with a kind and counts, confirmed by the office, voided with a reason, never deleted."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, Relationship, Session

from checklists.counted import RecordKind
from models.act import Act
from models.base import (
    RAISE,
    About,
    Kind,
    Moment,
    NotAllowed,
    Row,
    Versioned,
    _,
    kind_type,
    link,
    session_of,
    text_column,
)
from models.evidence import EvidenceLink
from models.items import Item
from models.people import Department, Person, acting
from models.records.facts import Facts
from models.records.tally import count
from models.trail import changes, tell
from models.writers import has_written, wrote
from models.years import Year, kinds_of


class RecordState(Kind):
    """Where a record stands; only a confirmed one is counted."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    VOIDED = "voided", _("已作废")


class RecordItem(Row, table=True):
    """An item that a record belongs to."""

    __tablename__ = "record_item"
    __table_args__ = (sa.UniqueConstraint("record_id", "item_id"),)

    record_id: int = link("record.id")
    item_id: int = link("item.id")
    item: Item = Relationship(sa_relationship_kwargs=RAISE)


class RecordEvidence(Row, table=True):
    """A file of one of its items that proves a record."""

    __tablename__ = "record_evidence"
    __table_args__ = (sa.UniqueConstraint("record_id", "link_id"),)

    record_id: int = link("record.id")
    link_id: int = link("evidence_link.id")
    link: EvidenceLink = Relationship(sa_relationship_kwargs=RAISE)


class RecordUpdate(Row, table=True):
    """一月一更新: how far a problem has come."""

    __tablename__ = "record_update"

    record_id: int = link("record.id")
    month: int = Field(ge=1, le=12)
    text: str = text_column(1000)
    solved: bool = False
    by_id: int = link("person.id")
    at: datetime = Field(sa_type=Moment)
    author: Person = Relationship(sa_relationship_kwargs=RAISE)


class Record(Versioned, table=True):
    """One record. `hundredths` are hours times 100, so that the database adds them up exactly."""

    __table_args__ = (
        sa.Index("ix_record_day", "year_id", "day", "id"),
        sa.Index("ix_record_kind", "year_id", "kind", "day", "id"),
        sa.Index("ix_record_rule", "year_id", "state", "kind", "sort", "day", "id"),
    )

    year_id: int = link("year.id")
    department_id: int = link("department.id")
    author_id: int = link("person.id")
    kind: str = Field(max_length=60)
    sort: str = Field(default="", max_length=30)
    title: str = text_column(300)
    day: date
    month: int = Field(ge=1, le=12)
    amount: int = Field(default=1, ge=0, sa_type=sa.BigInteger)
    persons: int = Field(default=0, ge=0, sa_type=sa.BigInteger)
    hundredths: int = Field(default=0, ge=0, sa_type=sa.BigInteger)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    state: RecordState = Field(default=RecordState.DRAFT, sa_type=kind_type(RecordState))
    was: str = Field(default="", max_length=32)
    reason: str = Field(default="", max_length=1000)
    written_at: datetime = Field(sa_type=Moment)
    confirmed_by: int | None = link("person.id", nullable=True)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    leader_id: int | None = link("person.id", nullable=True)
    due: date | None = None
    solved_on: date | None = None

    year: Year = Relationship(sa_relationship_kwargs=RAISE)
    department: Department = Relationship(sa_relationship_kwargs=RAISE)
    author: Person = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Record.author_id]"})
    confirmer: Person | None = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Record.confirmed_by]"})
    leader: Person | None = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Record.leader_id]"})
    item_rows: list[RecordItem] = Relationship(
        sa_relationship_kwargs=RAISE | {"cascade": "all, delete-orphan", "order_by": "RecordItem.id"}
    )
    proofs: list[RecordEvidence] = Relationship(
        sa_relationship_kwargs=RAISE | {"cascade": "all, delete-orphan", "order_by": "RecordEvidence.id"}
    )
    updates: list[RecordUpdate] = Relationship(sa_relationship_kwargs=RAISE | {"order_by": "RecordUpdate.id"})

    @property
    def bureau_id(self) -> int:
        return self.year.bureau_id

    def about(self) -> About:
        return About(self.bureau_id, self.title, self.item_rows[0].item_id if self.item_rows else None)

    @property
    def hours(self) -> Decimal:
        return Decimal(self.hundredths) / 100

    @property
    def items(self) -> list[Item]:
        return [row.item for row in self.item_rows]

    @property
    def said_solved(self) -> bool:
        """Whether the last update says that the problem is solved."""
        return bool(self.updates) and self.updates[-1].solved

    def edit(self, facts: Facts, kind: RecordKind, items: Sequence[Item], proofs: Sequence[int], act: Act) -> None:
        """Correct a record that is not confirmed; who really changes it becomes its author."""
        self._in(
            (RecordState.DRAFT, RecordState.SUBMITTED), _("已确认的记录不能改；确需更正，请法治办作废后重新填写。")
        )
        facts.check(kind, self.year, by_day(self.year, act.at))
        before, after = changes(self, facts.columns())
        if not after and self._rests_on() == ({one.key_id for one in items}, {*proofs}):
            return
        wrote(self, act)
        before, after = changes(self, facts.columns() | {"author_id": act.by_id})
        for name, value in after.items():
            setattr(self, name, value)
        self.belong_to(items)
        self.prove(proofs)
        tell(self, "record.edit", act, before, after)

    def _rests_on(self) -> tuple[set[int], set[int]]:
        """The ids of its items and of the files that prove it."""
        return {row.item_id for row in self.item_rows}, {row.link_id for row in self.proofs}

    def belong_to(self, items: Sequence[Item]) -> None:
        kept = {row.item_id: row for row in self.item_rows}
        self.item_rows = [kept.get(one.key_id) or RecordItem(item_id=one.key_id, item=one) for one in items]

    def prove(self, links: Sequence[int]) -> None:
        kept = {row.link_id: row for row in self.proofs}
        self.proofs = [kept.get(one) or RecordEvidence(link_id=one) for one in links]

    def submit(self, act: Act) -> None:
        """Hand it to the office to be confirmed."""
        self._in((RecordState.DRAFT,), _("这条记录已经提交。"))
        self.state, self.reason = RecordState.SUBMITTED, ""
        tell(self, "record.submit", act)

    def confirm(self, act: Act) -> None:
        """确认: it counts from now on. Never by anybody who wrote it."""
        self.must_be_confirmed(act)
        self.state, self.confirmed_by, self.confirmed_at = RecordState.CONFIRMED, act.by_id, act.at
        self._count(1)
        tell(self, "record.confirm", act)

    def must_be_confirmed(self, act: Act) -> None:
        """Raise NotAllowed where it does not wait to be confirmed, or not by this one."""
        self._in((RecordState.SUBMITTED,), _("只有待确认的记录可以确认。"))
        if act.by_id == self.author_id or has_written(self, act.by_id):
            raise NotAllowed(_("自己写的记录不能由自己确认。"))

    def send_back(self, reason: str, act: Act) -> None:
        """退回 with a reason: a draft of its department again."""
        self._in((RecordState.SUBMITTED,), _("只有待确认的记录可以退回。"))
        self._with(reason, _("请写明退回原因。"))
        self.state, self.reason = RecordState.DRAFT, reason
        tell(self, "record.return", act, after={"reason": reason})

    def void(self, reason: str, act: Act) -> None:
        """作废 with a reason: it no longer counts, and stays in the list."""
        if self.state == RecordState.VOIDED:
            raise NotAllowed(_("这条记录已经作废。"))
        self.year.must_be_open()
        self._with(reason, _("请写明作废原因。"))
        before = self.state.value
        if self.state == RecordState.CONFIRMED:
            self._count(-1)
        self.was, self.state, self.reason = before, RecordState.VOIDED, reason
        tell(self, "record.void", act, {"state": before}, {"reason": reason})

    def restore(self, act: Act) -> None:
        """恢复 to what it was before it was voided."""
        self._in((RecordState.VOIDED,), _("只有已作废的记录可以恢复。"))
        self.state, self.was, self.reason = RecordState(self.was), "", ""
        if self.state == RecordState.CONFIRMED:
            self._count(1)
        tell(self, "record.restore", act, {}, {"state": self.state.value})

    def update(self, month: int, text: str, solved: bool, act: Act) -> None:
        """一月一更新 of a problem."""
        self._must_be_open_problem()
        if not text.strip():
            raise NotAllowed(_("请写明这个月的情况。"), "text")
        if not 1 <= month <= 12 or date(self.year.no, month, 1) > by_day(self.year, act.at):
            raise NotAllowed(_("请选择已经开始的月份。"), "month")
        row = RecordUpdate(
            record_id=self.key_id, month=month, text=text.strip(), solved=solved, by_id=act.author_id, at=act.at
        )
        session_of(self).add(row)
        self.updates.append(row)
        tell(self, "record.update", act, {}, {"month": month, "text": text.strip(), "solved": solved})

    def close_problem(self, act: Act) -> None:
        """销号 of a problem: only when its last update says that it is solved."""
        self._must_be_open_problem()
        if not self.said_solved:
            raise NotAllowed(_("问题不落实不销号：最近一次更新要写明已经解决。"))
        self.solved_on = by_day(self.year, act.at)
        tell(self, "record.close", act)

    def reopen_problem(self, reason: str, act: Act) -> None:
        """Take a closed problem back into work, with a reason."""
        if self.solved_on is None:
            raise NotAllowed(_("这个问题还没有销号。"))
        self._with(reason, _("请写明重新打开的原因。"))
        self.year.must_be_open()
        self.solved_on = None
        tell(self, "record.reopen", act, {}, {"reason": reason})

    def _count(self, sign: int) -> None:
        count(session_of(self), self, [row.item_id for row in self.item_rows], sign)

    def must_be_problem(self) -> None:
        """Raise NotAllowed where it is of a kind that is done when it is written."""
        kind = next((one for one in kinds_of(session_of(self), self.year_id) if one.key == self.kind), None)
        if kind is None or kind.life != "problem":
            raise NotAllowed(_("只有企业提出的问题才逐月更新、销号。"))

    def _must_be_open_problem(self) -> None:
        """Raise NotAllowed where there is nothing to update or close: archived, no problem, voided, or solved already."""
        self.year.must_be_open()
        self.must_be_problem()
        if self.state == RecordState.VOIDED or self.solved_on is not None:
            raise NotAllowed(_("已销号或已作废的问题不能再更新。"))

    def _with(self, reason: str, message: str) -> None:
        if not reason.strip():
            raise NotAllowed(message, "reason")

    def _in(self, states: tuple[RecordState, ...], message: str) -> None:
        self.year.must_be_open()
        if self.state not in states:
            raise NotAllowed(message)


def by_day(year: Year, at: datetime) -> date:
    """The bureau's calendar day of a moment."""
    return at.astimezone(ZoneInfo(year.bureau.zone)).date()


def confirm_all(records: Iterable[Record], act: Act) -> None:
    """确认 many, all or none."""
    chosen = list({one.key_id: one for one in records}.values())
    for record in chosen:
        record.must_be_confirmed(act)
    for record in chosen:
        record.confirm(act)


def write_record(
    session: Session,
    year: Year,
    department: Department,
    kind: RecordKind,
    facts: Facts,
    items: Sequence[Item] = (),
    proofs: Sequence[int] = (),
    *,
    act: Act,
) -> Record:
    """起草 a record of a department. Raises NotAllowed at the field that is wrong."""
    year.must_be_open()
    facts.check(kind, year, by_day(year, act.at))
    record = Record(
        year_id=year.key_id,
        department_id=department.key_id,
        author_id=act.author_id,
        kind=kind.key,
        written_at=act.at,
        **facts.columns(),  # type: ignore[arg-type]
    )
    record.year, record.department, record.author = year, department, acting(act)
    record.item_rows, record.proofs, record.updates = [], [], []
    record.belong_to(items)
    record.prove(proofs)
    session.add(record)
    session.flush()
    wrote(record, act)
    tell(record, "record.write", act, {}, {"kind": kind.name, "day": facts.day, "sort": facts.sort})
    return record
