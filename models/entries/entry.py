"""进展与办结小结: what a department says about an item, and what the office answers."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, Relationship, col, select

from models.act import Act
from models.base import RAISE, About, Moment, NotAllowed, Versioned, _, kind_type, link, session_of
from models.entries.review import EntryState, Review, Verdict
from models.entries.said import CLOSING_MONTH, LONGEST_TEXT, EntryKind, Said, Stance, closing_date
from models.items import Item, ItemState, Result, because
from models.people import Department, Person
from models.trail import changes, tell
from models.writers import has_written, starts_anew, took_over, wrote
from models.years import YearState

if TYPE_CHECKING:
    from models.evidence import EvidenceLink


HANDED_IN = "live AND kind = 'monthly' AND state IN ('submitted', 'accepted')"  # to the letter as an index has it


class Entry(Versioned, table=True):
    """One live entry for item, department and month; a returned one is answered by a new one, never overwritten."""

    __table_args__ = (
        sa.Index(
            "uq_entry_live",
            "item_id",
            "department_id",
            "month",
            "kind",
            unique=True,
            sqlite_where=sa.text("live"),
            postgresql_where=sa.text("live"),
        ),
        sa.Index(
            "ix_entry_handed_in",
            "item_id",
            "department_id",
            "month",
            sqlite_where=sa.text(HANDED_IN),
            postgresql_where=sa.text(HANDED_IN),
        ),
        sa.Index("ix_entry_queue", "state", "submitted_at", "kind", "author_id", "item_id", "stance", "department_id"),
        sa.Index("ix_entry_department_state", "department_id", "state", "id"),
        sa.Index("ix_entry_writer", "item_id", "department_id", "state"),
    )

    item_id: int = link("item.id")
    department_id: int = link("department.id")
    month: int = Field(ge=0, le=12)
    kind: EntryKind = Field(sa_type=kind_type(EntryKind))
    stance: Stance = Field(default=Stance.PROGRESS, sa_type=kind_type(Stance))
    text: str = Field(default="", max_length=LONGEST_TEXT)
    percent: int | None = Field(default=None, ge=0, le=100)
    shortfall: str = Field(default="", max_length=1000)
    state: EntryState = Field(default=EntryState.DRAFT, sa_type=kind_type(EntryState))
    live: bool = True
    late: bool = False
    author_id: int = link("person.id")
    written_at: datetime = Field(sa_type=Moment)
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    answers_id: int | None = link("entry.id", nullable=True)

    item: Item = Relationship(sa_relationship_kwargs=RAISE)
    department: Department = Relationship(sa_relationship_kwargs=RAISE)
    author: Person = Relationship(sa_relationship_kwargs=RAISE)
    review: Review | None = Relationship(
        sa_relationship_kwargs=RAISE
        | {
            "uselist": False,
            "viewonly": True,
            "primaryjoin": "and_(Entry.id == Review.entry_id, Review.voided_at.is_(None))",
        }
    )
    links: list["EvidenceLink"] = Relationship(sa_relationship_kwargs=RAISE)

    @property
    def bureau_id(self) -> int:
        return self.item.bureau_id

    def about(self) -> About:
        return self.item.about()._replace(facts={"month": self.month, "kind": self.kind})

    @property
    def closing(self) -> bool:
        return self.kind == EntryKind.CLOSING

    def stranded(self, item: Item) -> bool:
        """Whether this is a draft of a department that no longer has a part in the item: nobody can go on with it."""
        part = item.all_departments or self.department_id in {item.lead_id, *item.helper_ids}
        return self.state == EntryState.DRAFT and not part

    def awaits_answer(self) -> bool:
        """Whether it waits for a review: not about a dropped item; a summary only while its item is 待销号."""
        stands = self.item.state == ItemState.DONE if self.closing else self.item.state != ItemState.DROPPED
        return self.state == EntryState.SUBMITTED and stands

    def revise(self, said: Said, act: Act, *, final: bool = False) -> None:
        """Change a draft, and hand it to the office where it is final: both, or neither.

        Another member of the department may go on with it; who changes nothing does not become its author.
        """
        self._in(EntryState.DRAFT, _("只有草稿可以修改。"))
        if final:
            self._must_go(said)
        said.check(self.item, self.department_id, self.kind, final=False)
        new: dict[str, object] = {
            "stance": said.stance,
            "text": said.text,
            "percent": said.percent if has_percent(self.item, self.department_id) else None,
            "shortfall": said.shortfall,
        }
        before, after = changes(self, new)
        if after:
            wrote(self, act)
            new["author_id"] = act.by_id
            before, after = changes(self, new)
            for name, value in new.items():
                setattr(self, name, value)
            tell(self, "entry.revise", act, before, after)
        if final:
            self.submit(act)

    def _must_go(self, said: Said) -> None:
        """Raise NotAllowed where this cannot go to the office."""
        said.check(self.item, self.department_id, self.kind, final=True)
        if self.closing:
            self.item.must("ask")
        else:
            must_work(self.item)

    def submit(self, act: Act) -> None:
        """Hand a draft to the office. Raises NotAllowed where something is missing. A closing entry makes the item 待销号."""
        self._in(EntryState.DRAFT, _("这条进展已经提交。"))
        self._must_go(Said(stance=self.stance, text=self.text, percent=self.percent, shortfall=self.shortfall))
        if self.closing:
            self.item.asked_to_close(act)
        else:
            self.late = self.item.day(act.at) > closing_date(
                self.item.year.no, self.month, self.item.year.bureau.closing_day
            )
        if not has_percent(self.item, self.department_id):
            self.percent = None  # the item was handed to another lead since this was drafted
        self.state, self.submitted_at, self.author_id = EntryState.SUBMITTED, act.at, act.author_id
        tell(self, "entry.submit", act, {}, {"late": self.late} if self.late else {})

    def withdraw(self, act: Act) -> None:
        """撤回: back to a draft, possible until someone has reviewed."""
        self._in(EntryState.SUBMITTED, _("法治办已经审核，不能撤回。"))
        if self.closing:
            self.item.back_to_work()
        self.state, self.submitted_at, self.late = EntryState.DRAFT, None, False
        tell(self, "entry.withdraw", act)

    def hand_over(self, person: Person, act: Act) -> None:
        """移交草稿 to another member of the department, who goes on with it."""
        self._in(EntryState.DRAFT, _("只有草稿可以移交。"))
        if person.department_id != self.department_id:
            raise NotAllowed(_("草稿只能交给本科室的人员。"), "drafts")
        before, self.author_id = {"author_id": self.author_id}, person.key_id
        tell(self, "entry.hand_over", act, dict(before), {"author_id": person.id})

    def discard(self, act: Act) -> None:
        """Throw a draft away; its text stands in the trail."""
        self._in(EntryState.DRAFT, _("只有草稿可以删除。"))
        starts_anew(self)  # its id may be given to another one
        tell(self, "entry.discard", act, {"text": self.text}, {})
        for one in self.links:
            one.entry_id = None
        session_of(self).delete(self)

    def accept(self, act: Act, *, result: Result | None = None) -> None:
        """通过. Accepting a closing entry closes its item (销号), one act."""
        self.must_be_answered(act)
        if self.closing:
            self.item.check_close(result)
        self._review(Verdict.ACCEPT, "", result, act)
        self.state = EntryState.ACCEPTED
        tell(self, "entry.accept", act)
        if self.closing:
            self.item.close(result, act)

    def send_back(self, reason: str, act: Act) -> None:
        """退回 with a reason; the department answers with a new entry."""
        if not reason.strip():
            raise NotAllowed(_("请写明退回原因。"), "reason")
        self.must_be_answered(act)
        self._review(Verdict.RETURN, reason, None, act)
        self.state, self.live = EntryState.RETURNED, False
        tell(self, "entry.return", act, {}, {"reason": reason})
        if self.closing:
            self.item.back_to_work()

    def must_be_answered(self, act: Act) -> None:
        """Raise NotAllowed where it does not wait for an answer, or not for this one's."""
        self._in(EntryState.SUBMITTED, _("这条进展不在待审核状态，可能已有人审核。"))
        if act.by_id == self.author_id or has_written(self, act.by_id):
            raise NotAllowed(_("自己写的进展不能由自己审核。"))
        if not self.awaits_answer():
            raise NotAllowed(_("这个事项现在是“%(state)s”，这条进展不再审核。"), state=self.item.state.word)

    def _review(self, verdict: Verdict, reason: str, result: Result | None, act: Act) -> None:
        session_of(self).add(
            Review(entry_id=self.key_id, by_id=act.author_id, verdict=verdict, reason=reason, result=result, at=act.at)
        )

    def _in(self, state: EntryState, message: str) -> None:
        self.item.year.must_be_open()
        if self.state != state:
            raise NotAllowed(message)


def reopen(item: Item, reason: str, act: Act) -> None:
    """重新打开: take a closed item back into work; its closing entry stays in the history and no longer counts.

    One that still waits for an answer (the item was closed as 不适用 before) goes on waiting, and the item with it.
    """
    item.must("reopen")
    why = because(reason)
    if not _retire_closing(item):
        item.done_on = None
    item.change("item.reopen", act, state=item.live_state(), result=None, closed_on=None, reason=why)


def _retire_closing(item: Item) -> bool:
    """The accepted summary of an item that is reopened no longer counts. Returns whether one waits for an answer."""
    live = select(Entry).where(Entry.item_id == item.id, Entry.kind == EntryKind.CLOSING, col(Entry.live).is_(True))
    found = session_of(item).exec(live).all()
    for entry in found:
        entry.live = entry.state != EntryState.ACCEPTED
    return any(entry.state == EntryState.SUBMITTED for entry in found)


def has_percent(item: Item, department_id: int) -> bool:
    """Whether a department says how far an item is: the lead does, a helping one gives its text alone."""
    return item.all_departments or item.lead_id == department_id


def must_work(item: Item) -> None:
    """Raise NotAllowed unless the item is being worked on."""
    if item.year.state == YearState.RUNNING and item.state == ItemState.ASSIGNED:
        raise NotAllowed(_("请先签收，再填报进展。"))
    item.must("report")


def accept_all(entries: Iterable[Entry], act: Act) -> None:
    """通过 many, all or none."""
    chosen = list({one.key_id: one for one in entries}.values())
    for entry in chosen:
        entry.must_be_answered(act)
    for entry in chosen:
        entry.accept(act)


def _must_report(item: Item, department: Department, kind: EntryKind, month: int, act: Act) -> None:
    """Raise NotAllowed where this is no department of the item, or no month it can report by now."""
    leads = has_percent(item, department.key_id)
    if not leads and department.id not in item.helper_ids:
        raise NotAllowed(_("“%(name)s”不是这个事项的牵头或配合科室。"), name=department.name)
    if kind == EntryKind.CLOSING:
        if not leads:
            raise NotAllowed(_("办结小结由牵头科室提交。"))
    elif not 1 <= month <= 12:
        raise NotAllowed(_("请选择月份。"), "month")
    elif date(item.year.no, month, 1) > item.day(act.at):
        raise NotAllowed(_("%(month)s 月还没有开始，不能提前填报。"), "month", month=month)


def write(
    item: Item, department: Department, kind: EntryKind, month: int, said: Said, act: Act, *, final: bool = False
) -> Entry:
    """起草: a new draft of a department, handed to the office where it is final. Raises NotAllowed.

    A returned entry of the same month is answered by it.
    """
    must_work(item)
    _must_report(item, department, kind, month, act)
    session, leads = session_of(item), has_percent(item, department.key_id)
    month = CLOSING_MONTH if kind == EntryKind.CLOSING else month
    said.check(item, department.key_id, kind, final=final)
    same = select(Entry).where(Entry.item_id == item.id, Entry.month == month, Entry.kind == kind)
    if kind == EntryKind.MONTHLY:
        same = same.where(Entry.department_id == department.id)
    earlier = session.exec(same.order_by(col(Entry.id).desc())).all()
    if any(one.live and not one.stranded(item) for one in earlier):
        raise NotAllowed(
            _("这个月已有一条进展，请打开它继续。") if month else _("已有一份办结小结，请打开它继续。"), "month"
        )
    answered = next((one for one in earlier if one.state == EntryState.RETURNED), None)
    entry = Entry(
        item_id=item.key_id,
        department_id=department.key_id,
        month=month,
        kind=kind,
        stance=said.stance,
        text=said.text,
        percent=said.percent if leads else None,
        shortfall=said.shortfall,
        author_id=act.author_id,
        written_at=act.at,
        answers_id=answered.id if answered else None,
    )
    entry.item, entry.department = item, department
    session.add(entry)
    wrote(entry, act)
    if answered:
        took_over(entry, answered)
    tell(entry, "entry.write", act, {}, {"text": said.text, "percent": entry.percent})
    if final:
        entry.submit(act)
    return entry
