"""A small year that counts: two kinds of records, a handful of indicators, and their relations."""

from datetime import date
from typing import Any

from checklists.counted import (
    Adding,
    Claim,
    Count,
    Detail,
    Formula,
    Indicators,
    Measured,
    RecordKind,
    RecordKinds,
)
from models.act import Act
from models.figures import Figure, FigureSource, Indicator, add_figure, figures_of, indicators_of, rows_of, take_data
from models.records import Facts, Record, write_record
from models.years import kinds_of
from reports.book import Book
from tests.make import World, at

KINDS = RecordKinds(
    key="kinds",
    title="类型",
    kinds=(
        RecordKind(
            key="meeting",
            name="会议",
            title="议题",
            sorts=("专题会议", "汇报会"),
            numbers={"persons": "人数"},
            details=(Detail(key="chair", name="主持人", required=True),),
            counts=(Count(key="times", name="次数", unit="次"),),
        ),
        RecordKind(
            key="study",
            name="学习",
            numbers={"amount": "份数", "persons": "人数", "hours": "学时"},
            counts=(Count(key="hours", name="学时", unit="小时", measure="person_hours"),),
        ),
        RecordKind(
            key="problem",
            name="企业问题",
            life="problem",
            counts=(Count(key="problems", name="件数", unit="件"),),
        ),
    ),
)
INDICATORS = Indicators(
    key="indicators",
    title="指标",
    indicators=(
        Measured(key="meetings", name="专题会议", unit="次", records=Adding(kind="meeting", sorts=("专题会议",))),
        Measured(key="all-meetings", name="全部会议", unit="次", records=Adding(kind="meeting")),
        Measured(key="chaired", name="主持会议", unit="次"),
        Measured(
            key="hours", name="学时", unit="小时", decimals=1, records=Adding(kind="study", measure="person_hours")
        ),
        Measured(key="money", name="投入", unit="亿元", kind="amount", decimals=2),
        Measured(key="part", name="其中奖励", unit="万元", kind="amount"),
        Measured(
            key="growth",
            name="投入增速",
            unit="%",
            kind="rate",
            decimals=1,
            formula=Formula(how="growth", of=("money", "money@-1")),
        ),
    ),
    relations=(
        Claim(key="same", name="两处一致", how="equal", whole="chaired", parts=("meetings",)),
        Claim(key="growth", name="增速", how="growth", whole="growth", parts=("money", "money@-1")),
    ),
)


class Counted:
    """A year with its data taken; short ways to write, confirm and look up."""

    def __init__(self, here: World, indicators: Indicators = INDICATORS) -> None:
        self.here, self.session, self.year = here, here.session, here.year
        take_data(self.session, self.year, KINDS, indicators, Act(here.who("fazhi"), at(1, 4)))
        self.session.commit()
        self.kinds = {one.key: one for one in kinds_of(self.session, self.year.key_id)}

    def indicator(self, key: str) -> Indicator:
        return next(one for one in indicators_of(self.session, self.year.key_id) if one.key == key)

    def write(self, kind: str = "meeting", items: tuple[int, ...] = (), **facts: Any) -> Record:
        """A record of the office's staff, not yet handed in."""
        start: dict[str, Any] = {"title": "研究工作", "day": date(2030, 3, 1)}
        if kind == "meeting":
            start |= {"sort": "专题会议", "details": {"chair": "局长"}}
        if kind == "problem":
            start |= {"due": date(2030, 6, 30)}
        own = [self.here.item(place) for place in items]
        room, staff = self.here.rooms["office"], self.here.who("staff")
        said = Facts(**(start | facts))
        return write_record(self.session, self.year, room, self.kinds[kind], said, own, act=Act(staff, at(5, 1)))

    def confirmed(self, kind: str = "meeting", items: tuple[int, ...] = (), **facts: Any) -> Record:
        record = self.write(kind, items, **facts)
        record.submit(Act(self.here.who("staff"), at(5, 1)))
        record.confirm(Act(self.here.who("fazhi"), at(5, 2)))
        self.session.flush()
        return record

    def figure(self, key: str, period: str, typed: str, *, confirm: bool = True, **more: Any) -> Figure:
        """A typed value; a file is only named, since nobody looks at it here."""
        values: dict[str, Any] = {"source": FigureSource.ENTRY, "refs": [1]} | more
        indicator, fazhi = self.indicator(key), self.here.who("fazhi")
        row = add_figure(self.session, self.year, indicator, period, Act(fazhi, at(5, 3)), typed=typed, **values)
        self.session.flush()
        if confirm:
            row.confirm(self.year, indicator, Act(self.here.who("fazhi2"), at(5, 4)))
            self.session.flush()
        return row

    def confirm_all(self) -> None:
        """Confirm what the indicators work out by themselves."""
        by_id = {one.key_id: one for one in indicators_of(self.session, self.year.key_id)}
        for one in figures_of(self.session, self.year.key_id):
            if one.confirmed_at is None:
                one.confirm(self.year, by_id[one.indicator_id], Act(self.here.who("fazhi2"), at(5, 4)))
        self.session.flush()

    def book(self) -> Book:
        """The book, with every named entry taken for standing."""
        self.session.flush()
        rows = rows_of(self.session, self.year)
        named = frozenset(ref for one in rows.figures for ref in one.refs)
        return Book(type(rows)(**{**rows.__dict__, "entries": named, "links": named}))
