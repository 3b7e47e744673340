"""What a record says before it is kept, and what makes it no fact of its kind and year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checklists.counted import RecordKind
from models.base import NotAllowed, _
from models.years import Year

MOST = 1_000_000_000
MOST_HOURS = Decimal(100_000)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a record says, before it is kept."""

    title: str
    day: date | None
    sort: str = ""
    amount: int = 1
    persons: int = 0
    hours: Decimal = Decimal(0)
    details: Mapping[str, str] = field(default_factory=dict)
    leader_id: int | None = None
    due: date | None = None

    def check(self, kind: RecordKind, year: Year, today: date) -> None:
        """Raise NotAllowed, at its field, where it is no fact of this kind and year."""
        for fault in self.faults(kind, year, today):
            raise fault

    def faults(self, kind: RecordKind, year: Year, today: date) -> Iterator[NotAllowed]:
        """Everything that makes it no fact of this kind and year, so that a form tells all of it at once."""
        if not self.title.strip():
            yield NotAllowed(_("请填写%(what)s。"), "title", what=kind.title)
        if self.day is None:
            yield NotAllowed(_("请填写日期。"), "day")
        elif self.day.year != year.no:
            yield NotAllowed(_("日期应在%(no)s年之内。"), "day", no=year.no)
        elif self.day > today:
            yield NotAllowed(_("日期还没有到，工作记录只记已经做了的事。"), "day")
        if kind.sorts and self.sort not in kind.sorts:
            yield NotAllowed(_("请选择分类。"), "sort")
        yield from self._numbers(kind)
        for one in kind.details:
            said = self.details.get(one.key, "")
            if one.required and not said:
                yield NotAllowed(_("请填写%(what)s。"), f"detail_{one.key}", what=one.name)
            if one.type == "choice" and said and said not in one.choices:
                yield NotAllowed(_("请选择%(what)s。"), f"detail_{one.key}", what=one.name)
        if kind.life == "problem" and self.due is None:
            yield NotAllowed(_("请填写解决时限。"), "due")

    def _numbers(self, kind: RecordKind) -> Iterator[NotAllowed]:
        for name, value in (("amount", self.amount), ("persons", self.persons)):
            if not 0 <= value <= MOST:
                what = kind.numbers.get(name, "")
                yield NotAllowed(_("%(what)s应在 0 至 %(most)s 之间。"), name, what=what, most=MOST)
        if not 0 <= self.hours <= MOST_HOURS or self.hours * 100 % 1:
            yield NotAllowed(
                _("%(what)s应在 0 至 %(most)s 之间，最多两位小数。"),
                "hours",
                what=kind.numbers.get("hours", ""),
                most=MOST_HOURS,
            )

    def columns(self) -> dict[str, object]:
        assert self.day is not None
        return {
            "title": self.title.strip(),
            "day": self.day,
            "month": self.day.month,
            "sort": self.sort,
            "amount": self.amount,
            "persons": self.persons,
            "hundredths": int(self.hours * 100),
            "details": dict(self.details),
            "leader_id": self.leader_id,
            "due": self.due,
        }
