"""年度: a bureau's plan for one year, opened from frozen checklists and an outline."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Relationship, col, select

from checklists.filling import said
from checklists.schema import Outline
from models.act import Act
from models.base import About, Kind, NotAllowed, Unindexed, Versioned, _, kind_type, link
from models.people import Bureau
from models.trail import changes, tell
from models.years.copies import YearChecklist


class YearState(Kind):
    """筹备 is seen by the office alone; 已归档 is read only."""

    PREPARING = "preparing", _("筹备")
    RUNNING = "running", _("进行")
    ARCHIVED = "archived", _("已归档")


class Year(Versioned, table=True):
    """年度, with the settings of its report."""

    __table_args__ = (sa.UniqueConstraint("bureau_id", "no"),)

    bureau_id: int = link("bureau.id")
    no: int = Field(ge=2000, le=2100)
    state: YearState = Field(default=YearState.PREPARING, sa_type=kind_type(YearState))
    outline: dict[str, Any] = Field(sa_type=sa.JSON)
    title: str = Field(default="", max_length=120)
    addressee: str = Field(default="", max_length=400)
    signature: str = Field(default="", max_length=200)
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

    @property
    def title_line(self) -> str:
        """The report's title without the breaks that were set by hand."""
        return "".join(self.title.splitlines())

    def read_outline(self) -> Outline:
        """As it was written: {year} and {bureau} are not filled in."""
        return Outline.from_dict(self.outline)

    def said_outline(self, bureau: Bureau) -> Outline:
        """As it is read and printed."""
        return said(self.read_outline(), self.no, bureau.name)

    def month_of(self, day: date) -> int:
        """The month of the year that a day falls in: the first before it, the last after it."""
        if day.year == self.no:
            return day.month
        return 12 if day.year > self.no else 1

    def must_be_open(self) -> None:
        """Raise NotAllowed on an archived year."""
        if self.state == YearState.ARCHIVED:
            raise NotAllowed(_("%(no)s年度已归档，只能查看；确需修改，请先由法治办重开年度。"), no=self.no)

    def must_run(self) -> None:
        """Raise NotAllowed while the year is not in the hands of the departments."""
        if self.state == YearState.PREPARING:
            raise NotAllowed(_("%(no)s年度还在筹备，启动后科室才能办理。"), no=self.no)
        self.must_be_open()

    def start(self, act: Act) -> None:
        """Hand a prepared year to the departments."""
        if self.state != YearState.PREPARING:
            raise NotAllowed(_("只有筹备中的年度可以启动。"))
        self.move("year.start", YearState.RUNNING, act)

    def reopen(self, reason: str, act: Act) -> None:
        """Take an archived year back into work, with a reason."""
        if self.state != YearState.ARCHIVED:
            raise NotAllowed(_("只有已归档的年度可以重开。"))
        if not reason.strip():
            raise NotAllowed(_("请写明原因。"), "reason")
        self.names = {}
        self.move("year.reopen", YearState.RUNNING, act, reason=reason)

    def set_report(self, new: dict[str, object], act: Act) -> None:
        """Change the settings of the report (columns of this row)."""
        self.must_be_open()
        before, after = changes(self, new)
        for name, value in new.items():
            setattr(self, name, value)
        if after:
            tell(self, "year.settings", act, before, after)

    def move(self, verb: str, state: YearState, act: Act, **more: object) -> None:
        before = {"state": self.state.value}
        self.state = state
        tell(self, verb, act, before, {"state": state, **more})


def of_bureau(year_id: Any, bureau_id: int) -> Any:
    """Whether a row belongs to a year of a bureau: one condition, for queries that find their rows by something else."""
    return Unindexed(col(year_id)).in_(select(Year.id).where(Year.bureau_id == bureau_id))
