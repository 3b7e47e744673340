"""指标: what a year measures, and the year's own copy of the files that say what is counted."""

import json
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Relationship, Session, col, func, select

from models.act import Act
from models.base import RAISE, About, NotAllowed, Versioned, _, link, text_column
from models.trail import changes, tell
from models.years import Year

KINDS = {"count": _("数量"), "amount": _("金额"), "rate": _("比率")}


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


def json_of(value: Any) -> Any:
    """Plain JSON: tuples become lists, as they will be read back."""
    return json.loads(json.dumps(value, ensure_ascii=False))


def indicators_of(session: Session, year_id: int) -> list[Indicator]:
    """The indicators of a year, in their order."""
    return list(session.exec(select(Indicator).where(Indicator.year_id == year_id).order_by(col(Indicator.position))))


def feeders(session: Session, year_id: int, ref: str) -> dict[int, Indicator]:
    """The indicators that feed the checkpoints of an item (`checklist/task`), by the place of the checkpoint."""
    query = select(Indicator).where(Indicator.year_id == year_id, col(Indicator.feeds).startswith(f"{ref}#"))
    return {int(one.feeds.rpartition("#")[2]): one for one in session.exec(query).all()}
