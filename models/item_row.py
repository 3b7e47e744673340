"""事项, its columns: what is kept of one task or standard of a year, and the one way every verb changes and tells it."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Field

from models.act import Act
from models.base import About, DecimalText, NotAllowed, Versioned, _, kind_type, link, text_column
from models.item_parts import OPEN_STATES, DueKind, ItemState, Result
from models.trail import changes, tell

if TYPE_CHECKING:
    from models.year import Year


class ItemRow(Versioned):
    """The columns of an item; models.item adds its parts and its verbs."""

    if TYPE_CHECKING:
        year: "Year"

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
    filed: int = 0  # what its entries come to is kept by models.told alone: see there
    reached: int | None = None
    reported: bool = False

    @property
    def bureau_id(self) -> int:
        return self.year.bureau_id

    def about(self) -> About:
        return About(self.bureau_id, f"{self.no} {self.title}", self.id)

    def day(self, at: datetime) -> date:
        """The bureau's calendar day of a moment."""
        return at.astimezone(ZoneInfo(self.year.bureau.zone)).date()

    def _live_state(self) -> ItemState:
        """Where an item that comes back stands: as before; 待销号 where its closing entry still waits."""
        if self.lead_id is None and not self.all_departments:
            return ItemState.UNASSIGNED
        if self.done_on is not None:
            return ItemState.DONE
        return ItemState.ACTIVE if self.acknowledged_on else ItemState.ASSIGNED

    def _because(self, reason: str) -> str:
        """The reason of an act that needs one, without blanks around it."""
        if not reason.strip():
            raise NotAllowed(_("请写明原因。"), "reason")
        return reason.strip()

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

    def _change(self, verb: str, act: Act, /, **new: object) -> None:
        before, after = changes(self, new)
        self._set(new)
        tell(self, verb, act, before, after)
