"""指标: what a year measures, and the year's own copy of the files that say what is counted."""

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, Relationship, Session, col, func, select

from checklists.counted import Indicators, Measured, RecordKind, RecordKinds
from models.act import Act
from models.base import RAISE, About, NotAllowed, Row, Versioned, _, link, text_column
from models.trail import changes, tell
from models.year import Year

if TYPE_CHECKING:
    from models.relation import Relation

KINDS = {"count": _("数量"), "amount": _("金额"), "rate": _("比率")}


class YearData(Row, table=True):
    """The year's own copy of a data file (records, indicators): changing the file later never changes a running year."""

    __tablename__ = "year_data"
    __table_args__ = (sa.UniqueConstraint("year_id", "kind"),)

    year_id: int = link("year.id")
    kind: str = Field(max_length=20)
    key: str = Field(max_length=60)
    title: str = Field(max_length=120)
    sha256: str = Field(max_length=64)
    frozen: dict[str, Any] = Field(sa_type=sa.JSON)


class Indicator(Versioned, table=True):
    """One named quantity of a year. `records` and `formula` say how it is worked out, where it is."""

    __table_args__ = (sa.UniqueConstraint("year_id", "key"),)

    year_id: int = link("year.id")
    key: str = Field(max_length=60)
    name: str = text_column(60)
    unit: str = text_column(10)
    kind: str = Field(default="count", max_length=10)
    decimals: int = Field(default=0, ge=0, le=6)
    definition: str = Field(default="", max_length=500)
    period: str = Field(default="year", max_length=10)
    position: int = 0
    records: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    formula: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    goal: int | None = None
    feeds: str = Field(default="", max_length=130, index=True)
    year: Year = Relationship(sa_relationship_kwargs=RAISE)

    def about(self) -> About:
        return About(self.year.bureau_id, f"{self.year.no} {self.name}")

    def edit(self, year: Year, new: dict[str, object], act: Act) -> None:
        """Reword the name or definition, or change how it is printed. The key stays."""
        year.must_be_open()
        check_indicator(str(new.get("name", self.name)), str(new.get("unit", self.unit)))
        before, after = changes(self, new)
        for name, value in new.items():
            setattr(self, name, value)
        if after:
            tell(self, "indicator.edit", act, before, after)


def check_indicator(name: str, unit: str) -> None:
    """Raise NotAllowed where a name could not stand in a token, or a unit is missing."""
    if not name.strip():
        raise NotAllowed(_("请填写指标名称。"), "name")
    if any(char in "{}:：" or char.isspace() for char in name):
        raise NotAllowed(_("名称里不能有花括号、冒号和空格，要能写进 {名称：年份}。"), "name")
    if not unit.strip():
        raise NotAllowed(_("请填写单位，如“项”“万元”“%”。"), "unit")


def add_indicator(
    session: Session,
    year: Year,
    act: Act,
    *,
    name: str,
    unit: str,
    kind: str = "count",
    decimals: int = 0,
    definition: str = "",
) -> Indicator:
    """A new indicator of a year, of figures that are typed in. Raises NotAllowed without a unit or for a taken name."""
    year.must_be_open()
    check_indicator(name, unit)
    same = select(Indicator.name).where(Indicator.year_id == year.id, Indicator.name == name)
    if session.exec(same).first():
        raise NotAllowed(_("已有名为“%(name)s”的指标，请换一个名称。"), "name", name=name)
    last = session.exec(select(func.max(Indicator.position)).where(Indicator.year_id == year.id)).one() or 0
    row = Indicator(
        year_id=year.key_id,
        key=f"own-{last + 10}",
        name=name,
        unit=unit,
        kind=kind,
        decimals=decimals,
        definition=definition,
        position=last + 10,
    )
    row.year = year
    session.add(row)
    tell(row, "indicator.add", act, {}, {"name": name, "unit": unit})
    return row


def take_data(session: Session, year: Year, kinds: RecordKinds, indicators: Indicators, act: Act) -> None:
    """Give a year its kinds of records, indicators and relations: frozen copies, and rows of its own."""
    from models.figure import computed_figure
    from models.relation import relation_of

    year.must_be_open()
    if session.exec(select(YearData.id).where(YearData.year_id == year.id)).first():
        raise NotAllowed(_("%(no)s年度已经有工作记录类型和指标。"), no=year.no)
    for kind, file in (("records", kinds), ("indicators", indicators)):
        frozen = file.to_dict()
        digest = hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        row = YearData(
            year_id=year.key_id, kind=kind, key=file.key, title=file.title, sha256=digest, frozen=json_of(frozen)
        )
        session.add(row)
    for place, one in enumerate(indicators.indicators, 1):
        indicator = _indicator_of(year, one, place * 10)
        session.add(indicator)
        session.flush()
        if one.records or one.formula:
            session.add(computed_figure(year, indicator, str(year.no), act))
    relations: list[Relation] = [relation_of(year, one, place) for place, one in enumerate(indicators.relations, 1)]
    session.add_all(relations)
    tell_data(year, kinds.key, indicators.key, act)


def tell_data(year: Year, kinds: str, indicators: str, act: Act) -> None:
    """The trail row of a year that was given its kinds of records and its indicators, and from where."""
    after: dict[str, object] = {"records": kinds, "indicators": indicators}
    tell(year, "year.data", act, after=after)


def _indicator_of(year: Year, one: Measured, position: int) -> Indicator:
    return Indicator(
        year_id=year.key_id,
        key=one.key,
        name=one.name,
        unit=one.unit,
        kind=one.kind,
        decimals=one.decimals,
        definition=one.definition,
        period=one.period,
        position=position,
        records=json_of(asdict(one.records)) if one.records else None,
        formula=json_of(asdict(one.formula)) if one.formula else None,
        goal=one.goal,
        feeds=one.feeds,
    )


def json_of(value: Any) -> Any:
    """Plain JSON: tuples become lists, as they will be read back."""
    return json.loads(json.dumps(value, ensure_ascii=False))


def kinds_of(session: Session, year_id: int) -> list[RecordKind]:
    """The kinds of records of a year, in their order; none where the year has no data files."""
    query = select(YearData.frozen).where(YearData.year_id == year_id, YearData.kind == "records")
    frozen = session.exec(query).first()
    return list(RecordKinds.from_dict(frozen).kinds) if frozen else []


def indicators_of(session: Session, year_id: int) -> list[Indicator]:
    """The indicators of a year, in their order."""
    return list(session.exec(select(Indicator).where(Indicator.year_id == year_id).order_by(col(Indicator.position))))


def feeders(session: Session, year_id: int, ref: str) -> dict[int, Indicator]:
    """The indicators that feed the checkpoints of an item (`checklist/task`), by the place of the checkpoint."""
    query = select(Indicator).where(Indicator.year_id == year_id, col(Indicator.feeds).startswith(f"{ref}#"))
    return {int(one.feeds.rpartition("#")[2]): one for one in session.exec(query).all()}
