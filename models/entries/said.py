"""What a department says in an entry, before it is kept, and what has to be there before it may go to the office."""

import calendar
from datetime import date

from models.base import Kind, NotAllowed, _
from models.evidence import open_ends
from models.items import Item

CLOSING_MONTH = 0
LONGEST_TEXT = 5000


class EntryKind(Kind):
    """Monthly progress, or the summary that asks for closing (its month is 0)."""

    MONTHLY = "monthly", _("进展")
    CLOSING = "closing", _("办结小结")


class Stance(Kind):
    """What a month brought."""

    PROGRESS = "progress", _("有进展")
    UNCHANGED = "unchanged", _("本月无变化")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class Said:
    """What a person says in an entry, before it is kept."""

    def __init__(
        self, *, stance: Stance = Stance.PROGRESS, text: str = "", percent: int | None = None, shortfall: str = ""
    ) -> None:
        self.stance = stance
        self.text = text.strip()
        self.percent = percent if stance == Stance.PROGRESS else None
        self.shortfall = shortfall.strip()

    def check(self, item: Item, department_id: int, kind: EntryKind, *, final: bool) -> None:
        """Raise NotAllowed where it may not be kept (final: not be submitted) as it is."""
        if len(self.text) > LONGEST_TEXT:
            raise NotAllowed(_("正文最多 %(n)s 字。"), "text", n=LONGEST_TEXT)
        if not final:
            return
        if kind == EntryKind.CLOSING:
            self._check_closing(item)
            return
        if self.stance == Stance.NOT_APPLICABLE and not self.text:
            raise NotAllowed(_("请写明本月不适用的原因。"), "text")
        if self.stance == Stance.PROGRESS and not self.text:
            raise NotAllowed(_("请写明本月进展；没有变化的，请选“本月无变化”。"), "text")
        leads = item.all_departments or item.lead_id == department_id
        if self.stance == Stance.PROGRESS and leads and self.percent is None:
            raise NotAllowed(_("请填写完成进度（0 至 100）。"), "percent")

    def _check_closing(self, item: Item) -> None:
        if not self.text:
            raise NotAllowed(_("请写明办结情况，通过后写入年度报告。"), "text")
        missing = open_ends(item)
        if missing and not self.shortfall:
            raise NotAllowed(
                _("还有未完成的内容：%(what)s。请先补齐，或在“未完成说明”中写明原因。"),
                "shortfall",
                what="、".join(missing),
            )


def closing_date(year: int, month: int, closing_day: int) -> date:
    """The day by which a month has to be reported."""
    return date(year, month, min(closing_day, calendar.monthrange(year, month)[1]))
