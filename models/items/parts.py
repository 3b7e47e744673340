"""What an item is made of: its states, helping departments, checkpoints and the evidence owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from models.base import RAISE, Kind, Moment, NotAllowed, Row, _, link, text_column
from models.people import Department, Person


class ItemState(Kind):
    """Where an item stands; 已取消 can be restored."""

    UNASSIGNED = "unassigned", _("待分解")
    ASSIGNED = "assigned", _("待签收")
    ACTIVE = "active", _("推进中")
    DONE = "done", _("待销号")
    CLOSED = "closed", _("已销号")
    DROPPED = "dropped", _("已取消")


OPEN_STATES = (ItemState.UNASSIGNED, ItemState.ASSIGNED, ItemState.ACTIVE, ItemState.DONE)


WORKED = (ItemState.UNASSIGNED, ItemState.ASSIGNED, ItemState.ACTIVE)


@dataclass(frozen=True)
class Rule:
    """When something may be done to an item: in which states, whether only in a year that runs, and how it is refused."""

    states: tuple[ItemState, ...]
    says: str
    running: bool = False


RULES: dict[str, Rule] = {
    "acknowledge": Rule((ItemState.ASSIGNED,), _("只有待签收的事项可以签收。"), running=True),
    "ask": Rule((ItemState.ACTIVE,), _("只有推进中的事项可以提交办结小结。"), running=True),
    "assign": Rule(WORKED, _("已销号、待销号或已取消的事项不能再分派。")),
    "attach": Rule(OPEN_STATES, _("事项办结后不能再改材料；确需修改，请先由法治办重新打开。")),
    "close": Rule((ItemState.DONE,), _("只有待销号的事项可以销号。")),
    "close_na": Rule(OPEN_STATES, _("这个事项已经销号或取消。")),
    "decline": Rule((ItemState.ASSIGNED,), _("只有待签收的事项可以退回分派。"), running=True),
    "drop": Rule(OPEN_STATES, _("已销号或已取消的事项不能取消。")),
    "edit": Rule(tuple(ItemState), ""),
    "hand_on": Rule(OPEN_STATES, _("这个事项已经办结，不能再交办。")),
    "lead": Rule(OPEN_STATES, _("这个事项已经办结，不能再更换责任领导。")),
    "move": Rule(OPEN_STATES, _("这个事项已经办结，不能再移交。")),
    "reopen": Rule((ItemState.CLOSED,), _("只有已销号的事项可以重新打开。")),
    "report": Rule((ItemState.ACTIVE,), _("只有推进中的事项可以填报进展。"), running=True),
    "restore": Rule((ItemState.DROPPED,), _("只有已取消的事项可以恢复。")),
    "supply": Rule((ItemState.CLOSED,), _("没有办结的事项，直接上传材料。")),
    "tick": Rule((ItemState.ACTIVE,), _("只有推进中的事项可以勾选检查点。"), running=True),
}


def because(reason: str) -> str:
    """The reason of an act that needs one, without blanks around it. Raises NotAllowed where there is none."""
    if not reason.strip():
        raise NotAllowed(_("请写明原因。"), "reason")
    return reason.strip()


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


def hand_out_faults(
    lead: Department | None, everyone: bool, person: Person | None, due_kind: DueKind, due: date | None, year: int
) -> Iterator[NotAllowed]:
    """All that makes a hand-out senseless, each at its field."""
    if not everyone and lead is None:
        yield NotAllowed(_("请选择牵头科室，或选择“各科室”。"), "lead")
    if lead is not None and not lead.active:
        yield NotAllowed(_("“%(name)s”已停用，请选择别的科室。"), "lead", name=lead.name)
    if person is not None and (everyone or lead is None or person.department_id != lead.id):
        yield NotAllowed(_("责任人应当是牵头科室的人员。"), "person")
    if due_kind == DueKind.DATE and due is None:
        yield NotAllowed(_("请填写完成时限。"), "due")
    if due is not None and not date(year, 1, 1) <= due <= date(year + 1, 12, 31):
        yield NotAllowed(
            _("完成时限应在 %(year)s 年 1 月 1 日至 %(next)s 年 12 月 31 日之间。"), "due", year=year, next=year + 1
        )
