"""数据: the value of an indicator for a year or a date, where it comes from, and who confirmed it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Relationship, Session, col, select

from checklists.units import HEDGES_AFTER, Printed, read_printed
from models.act import Act
from models.asking import beside
from models.base import RAISE, About, DecimalText, Kind, Moment, NotAllowed, Unindexed, Versioned, _, kind_type, link
from models.entries import Entry, EntryState
from models.evidence import Evidence, EvidenceLink
from models.figures.indicator import Indicator
from models.items import Item
from models.people import Person, acting
from models.trail import tell
from models.writers import has_written, starts_anew, wrote
from models.years import Year, of_bureau

NOT_YET = "尚未公布"  # as a person types it


class FigureSource(Kind):
    """What stands behind a figure."""

    RECORDS = "records", _("工作记录合计")
    FORMULA = "formula", _("由公式算出")
    EVIDENCE = "evidence", _("佐证材料")
    ENTRY = "entry", _("已通过的进展")
    REPORT = "report", _("以前的报告")


class Unsaid(Kind):
    """What the trail keeps where a figure has no value."""

    PENDING = "pending", _("尚未公布")


COMPUTED = (FigureSource.RECORDS, FigureSource.FORMULA)


class Figure(Versioned, table=True):
    """One value. Computed ones keep none: they are worked out when they are read, so they cannot be stale."""

    __table_args__ = (sa.UniqueConstraint("indicator_id", "period"), sa.Index("ix_figure_year", "year_id", "period"))

    year_id: int = link("year.id")
    indicator_id: int = link("indicator.id")
    period: str = Field(max_length=10)
    source: FigureSource = Field(sa_type=kind_type(FigureSource))
    value: Decimal | None = Field(default=None, sa_type=DecimalText)
    decimals: int | None = None
    hedge: str = Field(default="", max_length=4)
    pending: bool = False
    refs: list[Any] = Field(default_factory=list, sa_type=sa.JSON)
    note: str = Field(default="", max_length=500)
    by_id: int | None = link("person.id", nullable=True)
    at: datetime = Field(sa_type=Moment)
    confirmed_by: int | None = link("person.id", nullable=True)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    year: Year = Relationship(sa_relationship_kwargs=RAISE)
    indicator: Indicator = Relationship(sa_relationship_kwargs=RAISE)
    confirmer: Person | None = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Figure.confirmed_by]"})

    def about(self) -> About:
        return About(self.year.bureau_id, f"{self.indicator.name} {self.period}")

    @property
    def computed(self) -> bool:
        return self.source in COMPUTED

    @property
    def typed(self) -> str:
        """What a person would type for this value."""
        if self.pending:
            return NOT_YET
        return Printed(self.value, self.decimals or 0, self.hedge).text if self.value is not None else self.hedge

    @property
    def told(self) -> str:
        """The value as the trail keeps it."""
        return Unsaid.PENDING.value if self.pending else self.typed

    def set(
        self,
        year: Year,
        indicator: Indicator,
        act: Act,
        *,
        source: FigureSource,
        typed: str,
        refs: list[int],
        note: str,
        decimals: int | None = None,
        anew: bool = False,
    ) -> None:
        """Change what the figure says; it has to be confirmed again. Where it says the same, nothing has happened, but
        where it is worked out another way (`anew`)."""
        year.must_be_open()
        said = value_of(indicator, source, typed, refs, note, decimals)
        if said == self._said() and not anew:
            return
        if self.confirmed_at is not None:
            starts_anew(self)
        wrote(self, act)
        before: dict[str, object] = {"value": self.told, "source": self.source.value}
        self._take(said)
        self.by_id, self.at, self.confirmed_by, self.confirmed_at = act.author_id, act.at, None, None
        self.confirmer = None
        tell(self, "figure.set", act, before, {"value": self.told, "source": source.value})

    def confirm(self, year: Year, indicator: Indicator, act: Act, *, alone: bool = False) -> None:
        """确认. A typed value is never confirmed by anybody who typed at it, unless nobody else could (`alone`)."""
        year.must_be_open()
        if self.confirmed_at is not None:
            raise NotAllowed(_("这个数据已经确认。"))
        own = self.by_id == act.by_id or has_written(self, act.by_id)
        if not self.computed and own and not alone:
            raise NotAllowed(_("自己填过的数据不能由自己确认，请法治办没有填过的同志确认；都填过的，由局领导确认。"))
        self.confirmed_by, self.confirmed_at, self.confirmer = act.by_id, act.at, acting(act)
        tell(self, "figure.confirm", act, {}, {"value": self.told})

    def _said(self) -> "Value":
        """What it says now."""
        return Value(self.source, self.refs, self.note, self.value, self.decimals, self.hedge, self.pending)

    def _take(self, said: "Value") -> None:
        self.source, self.refs, self.note = said.source, said.refs, said.note
        self.value, self.decimals, self.hedge, self.pending = said.value, said.decimals, said.hedge, said.pending


@dataclass(frozen=True)
class Value:
    """What a figure says, checked and before it is kept."""

    source: FigureSource
    refs: list[int]
    note: str
    value: Decimal | None = None
    decimals: int | None = None
    hedge: str = ""
    pending: bool = False


def value_of(
    indicator: Indicator, source: FigureSource, typed: str, refs: list[int], note: str, decimals: int | None
) -> Value:
    """What was said as it will be kept; `decimals` is for computed values, a typed one shows its own. Raises NotAllowed."""
    text = typed.strip()
    if source in COMPUTED:
        rule = indicator.records if source == FigureSource.RECORDS else indicator.formula
        if rule is None:
            raise NotAllowed(_("这个指标没有定下怎样计算，请选择别的来源。"), "source")
        return Value(source, refs, note, hedge=check_hedge(text), decimals=decimals)
    if text == NOT_YET:
        return Value(source, refs, note, pending=True)
    printed = read_printed(text)
    if printed is None:
        raise NotAllowed(_("请填写数值，如 16.47、40余或“尚未公布”；整数部分最多 18 位，小数最多 8 位。"), "typed")
    if indicator.kind == "count" and printed.value < 0:
        raise NotAllowed(_("数量不能是负数。"), "typed")
    if not refs:
        raise NotAllowed(_("请选择证明它的材料或进展。"), "refs")
    return Value(source, refs, note, printed.value, printed.decimals, printed.hedge)


def check_hedge(text: str) -> str:
    """The hedge of a computed figure: 余 or 多, or none."""
    if text and text not in HEDGES_AFTER:
        raise NotAllowed(_("由记录或公式得出的数据不填数值；要印成“40余”的样子，只填“余”或“多”。"), "typed")
    return text


def check_period(indicator: Indicator, period: str) -> str:
    """A year, or a date where the indicator has one. Raises NotAllowed."""
    if re.fullmatch("(19|20)[0-9]{2}", period):
        return period
    if indicator.period == "date":
        try:
            return date.fromisoformat(period).isoformat()
        except ValueError:
            raise NotAllowed(_("请填写年份，如 2020，或日期，如 2020-11-30。"), "period") from None
    raise NotAllowed(_("请填写年份，如 2020。"), "period")


def computed_figure(year: Year, indicator: Indicator, period: str, act: Act) -> Figure:
    """The figure of an indicator that is worked out; still to be confirmed."""
    source = FigureSource.RECORDS if indicator.records else FigureSource.FORMULA
    row = Figure(
        year_id=year.key_id,
        indicator_id=indicator.key_id,
        period=period,
        source=source,
        by_id=act.by_id,
        at=act.at,
    )
    row.year, row.indicator = year, indicator
    return row


def add_figure(
    session: Session,
    year: Year,
    indicator: Indicator,
    period: str,
    act: Act,
    *,
    source: FigureSource,
    typed: str = "",
    refs: list[int] | None = None,
    note: str = "",
    decimals: int | None = None,
) -> Figure:
    """A value for a period. Raises NotAllowed where the period has one already, or the value is none."""
    year.must_be_open()
    period = check_period(indicator, period.strip())
    there = session.exec(select(Figure).where(Figure.indicator_id == indicator.id, Figure.period == period)).first()
    if there is not None:
        raise NotAllowed(
            _("“%(name)s”%(period)s 已有数据，一期只能有一个值；请打开它修改。"),
            "period",
            name=indicator.name,
            period=period,
        )
    said = value_of(indicator, source, typed, refs or [], note, decimals)
    row = Figure(year_id=year.key_id, indicator_id=indicator.key_id, period=period, source=source, at=act.at)
    row.year, row.indicator = year, indicator
    row._take(said)
    row.by_id = act.author_id
    session.add(row)
    wrote(row, act)
    tell(row, "figure.add", act, {}, {"value": row.told, "source": source.value})
    return row


def figures_of(session: Session, year_id: int) -> list[Figure]:
    """Every figure of a year with who confirmed it."""
    query = select(Figure).options(beside(Figure.confirmer)).where(Figure.year_id == year_id)
    return list(session.exec(query.order_by(col(Figure.indicator_id), col(Figure.period))).all())


def live_links(session: Session, bureau_id: int, ids: set[int]) -> set[int]:
    """Which of these files of a bureau still stand where they were attached."""
    query = select(EvidenceLink.id).join(Evidence, col(EvidenceLink.evidence_id) == col(Evidence.id))
    query = query.where(col(EvidenceLink.id).in_(ids), col(EvidenceLink.withdrawn_at).is_(None))
    query = query.where(Unindexed(col(Evidence.bureau_id)) == bureau_id)
    return {one for one in session.exec(query).all() if one is not None}


def live_entries(session: Session, bureau_id: int, ids: set[int]) -> set[int]:
    """Which of these entries of a bureau are accepted and still count."""
    query = select(Entry.id).join(Item, col(Entry.item_id) == col(Item.id)).where(of_bureau(Item.year_id, bureau_id))
    query = query.where(col(Entry.id).in_(ids), Entry.state == EntryState.ACCEPTED, col(Entry.live).is_(True))
    return {one for one in session.exec(query).all() if one is not None}
