"""年度: a bureau's plan for one year, opened from frozen checklists and an outline."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Relationship, Session, col, select

from checklists.schema import Checklist, Outline
from models.act import Act
from models.base import About, Kind, NotAllowed, Row, Unindexed, Versioned, _, kind_type, link, session_of
from models.item import OPEN_STATES, Item
from models.names import names_today
from models.opening import add_item_from
from models.people import Bureau
from models.trail import changes, tell


class YearState(Kind):
    """筹备 is seen by the office alone; 已归档 is read only."""

    PREPARING = "preparing", _("筹备")
    RUNNING = "running", _("进行")
    ARCHIVED = "archived", _("已归档")


class YearChecklist(Row, table=True):
    """The year's own copy of a checklist: changing the file later never changes a running year."""

    __tablename__ = "year_checklist"
    __table_args__ = (sa.UniqueConstraint("year_id", "key"),)

    year_id: int = link("year.id")
    key: str = Field(max_length=60)
    title: str = Field(max_length=120)
    position: int = 0
    sha256: str = Field(max_length=64)
    frozen: dict[str, Any] = Field(sa_type=sa.JSON)

    def read(self) -> Checklist:
        return Checklist.from_dict(self.frozen)


class Year(Versioned, table=True):
    """年度, with the settings of its report."""

    __table_args__ = (sa.UniqueConstraint("bureau_id", "no"),)

    bureau_id: int = link("bureau.id")
    no: int = Field(ge=2000, le=2100)
    state: YearState = Field(default=YearState.PREPARING, sa_type=kind_type(YearState))
    outline: dict[str, Any] = Field(sa_type=sa.JSON)
    title: str = Field(default="", max_length=120)
    addressee: str = Field(default="", max_length=60)
    signature: str = Field(default="", max_length=60)
    signed_on: date | None = None
    attachments: str = Field(default="", max_length=2000)
    red_head: bool = False
    doc_number: str = Field(default="", max_length=40)
    signer: str = Field(default="", max_length=40)
    imprint: bool = False
    copy_to: str = Field(default="", max_length=300)
    printed_by: str = Field(default="", max_length=60)
    printed_on: date | None = None
    appendix_ledger: bool = False
    appendix_assessment: bool = False
    appendix_points: bool = False
    appendix_sources: bool = False
    names: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=sa.JSON)

    bureau: Bureau = Relationship(sa_relationship_kwargs={"lazy": "raise_on_sql"})
    checklist_rows: list[YearChecklist] = Relationship(
        sa_relationship_kwargs={"lazy": "raise_on_sql", "order_by": "YearChecklist.position"}
    )

    def about(self) -> About:
        return About(self.bureau_id, str(self.no))

    def read_outline(self) -> Outline:
        return Outline.from_dict(self.outline)

    def month_of(self, day: date) -> int:
        """The month of the year that a day falls in: the first before it, the last after it."""
        if day.year == self.no:
            return day.month
        return 12 if day.year > self.no else 1

    def must_be_open(self) -> None:
        """Raise NotAllowed on an archived year."""
        if self.state == YearState.ARCHIVED:
            raise NotAllowed(_("%(no)s年度已归档，只能查看；确需修改，请先由法治办重开年度。"), no=self.no)

    def start(self, act: Act) -> None:
        """Hand a prepared year to the departments."""
        if self.state != YearState.PREPARING:
            raise NotAllowed(_("只有筹备中的年度可以启动。"))
        self._move("year.start", YearState.RUNNING, act)

    def archive(self, act: Act) -> None:
        """Make the year read only. Raises NotAllowed while an item is neither closed nor dropped."""
        if self.state != YearState.RUNNING:
            raise NotAllowed(_("只有进行中的年度可以归档。"))
        left = session_of(self).exec(
            select(Item).where(Item.year_id == self.id, col(Item.state).in_(OPEN_STATES)).order_by(col(Item.position))
        )
        names = [f"{item.no} {item.title}" for item in left]
        if names:
            raise NotAllowed(
                _("还有 %(n)s 项没有销号，不能归档：%(names)s。请逐项销号、按不适用销号或取消。"),
                n=len(names),
                names="、".join(names[:5]) + ("……" if len(names) > 5 else ""),
            )
        self.names = names_today(session_of(self), self.bureau_id)
        self._move("year.archive", YearState.ARCHIVED, act)

    def reopen(self, reason: str, act: Act) -> None:
        """Take an archived year back into work, with a reason."""
        if self.state != YearState.ARCHIVED:
            raise NotAllowed(_("只有已归档的年度可以重开。"))
        if not reason.strip():
            raise NotAllowed(_("请写明原因。"), "reason")
        self.names = {}
        self._move("year.reopen", YearState.RUNNING, act, reason=reason)

    def set_report(self, new: dict[str, object], act: Act) -> None:
        """Change the settings of the report (columns of this row)."""
        self.must_be_open()
        before, after = changes(self, new)
        for name, value in new.items():
            setattr(self, name, value)
        if after:
            tell(self, "year.settings", act, before, after)

    def _move(self, verb: str, state: YearState, act: Act, **more: object) -> None:
        before = {"state": self.state.value}
        self.state = state
        tell(self, verb, act, before, {"state": state, **more})


def of_bureau(year_id: Any, bureau_id: int) -> Any:
    """Whether a row belongs to a year of a bureau: one condition, for queries that find their rows by something else."""
    return Unindexed(col(year_id)).in_(select(Year.id).where(Year.bureau_id == bureau_id))


def year_faults(session: Session, bureau: Bureau, no: int) -> Iterator[NotAllowed]:
    """Why a year of this number cannot be opened."""
    if not 2000 <= no <= 2100:
        yield NotAllowed(_("年度应在 2000 至 2100 之间。"), "no")
    elif session.exec(select(Year.id).where(Year.bureau_id == bureau.id, Year.no == no)).first():
        yield NotAllowed(_("%(no)s年度已经建立。"), "no", no=no)


def open_year(
    session: Session, bureau: Bureau, no: int, checklists: Sequence[Checklist], outline: Outline, act: Act
) -> Year:
    """Open a year from its checklists: frozen copies and one item for each task. Raises NotAllowed where it exists."""
    for fault in year_faults(session, bureau, no):
        raise fault
    keys = [one.key for one in checklists]
    if len(set(keys)) != len(keys):
        raise NotAllowed(_("同一份清单只能选一次。"), "checklists")
    year = Year(
        bureau_id=bureau.key_id,
        no=no,
        outline=outline.to_dict(),
        title=outline.title.format(bureau=bureau.name, year=no),
        addressee=bureau.addressee,
        signature=bureau.signature or bureau.name,
    )
    session.add(year)
    position = 0
    for place, checklist in enumerate(checklists):
        frozen = checklist.to_dict()
        digest = hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        session.add(
            YearChecklist(
                year_id=year.key_id,
                key=checklist.key,
                title=checklist.title,
                position=place,
                sha256=digest,
                frozen=frozen,
            )
        )
        for section in checklist.sections:
            for task in section.items:
                position += 10
                add_item_from(session, year.key_id, no, checklist, section, task, position)
    tell(year, "year.open", act, after={"checklists": keys})
    return year
