"""勾稽关系: what figures of a year must satisfy. Judged in reports/judge.py; here they are only kept."""

import re
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, col, select

from checklists.counted import Claim
from models.base import Kind, Row, _, kind_type, link, text_column
from models.years import Year

YEAR_WORD = re.compile(r"\{year(-[1-9])?\}")


class How(Kind):
    """How a figure hangs on others."""

    SUM = "sum", _("各部分之和")
    DIFFERENCE = "difference", _("相差")
    GROWTH = "growth", _("增速")
    SHARE = "share", _("占比")
    EQUAL = "equal", _("两处相等")
    PRINTED = "printed", _("与上年报告一致")


class Relation(Row, table=True):
    """One relation. `whole` and `parts` name figures as `key:period`."""

    __table_args__ = (sa.UniqueConstraint("year_id", "key"),)

    year_id: int = link("year.id")
    key: str = Field(max_length=60)
    name: str = text_column(80)
    how: How = Field(sa_type=kind_type(How))
    whole: str = Field(max_length=80)
    parts: list[Any] = Field(default_factory=list, sa_type=sa.JSON)
    open: bool = False
    rounding: str = Field(default="round", max_length=10)
    position: int = 0


def at_period(ref: str, no: int) -> str:
    """`key@-1` in the year 2020 is `key:2019`."""
    key, _at, back = ref.partition("@")
    return f"{key}:{no + int(back or 0)}"


def named(text: str, no: int) -> str:
    """`{year-1}年投入的增速` in the year 2020 is 2019年投入的增速."""
    return YEAR_WORD.sub(lambda found: str(no + int(found[1] or 0)), text)


def relation_of(year: Year, claim: Claim, position: int) -> Relation:
    """A relation of the file, in this year's periods."""
    return Relation(
        year_id=year.key_id,
        key=claim.key,
        name=named(claim.name, year.no),
        how=How(claim.how),
        whole=at_period(claim.whole, year.no),
        parts=[at_period(one, year.no) for one in claim.parts],
        open=claim.open,
        rounding=claim.rounding,
        position=position,
    )


def relations_of(session: Session, year_id: int) -> list[Relation]:
    return list(session.exec(select(Relation).where(Relation.year_id == year_id).order_by(col(Relation.position))))
