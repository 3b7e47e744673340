"""审核: where a paper lies, and the answer that a named person gives to it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from models.base import RAISE, Kind, Moment, Row, _, kind_type, link
from models.items import Result
from models.people import Person


class EntryState(Kind):
    """Where the paper lies."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    ACCEPTED = "accepted", _("已通过")
    RETURNED = "returned", _("已退回")


class Verdict(Kind):
    """The office's answer."""

    ACCEPT = "accept", _("通过")
    RETURN = "return", _("退回")


class Review(Row, table=True):
    """审核: one answer to one entry, by a named person who did not write it. Taken back, it stays and no longer counts."""

    __table_args__ = (
        sa.Index(
            "uq_review_standing",
            "entry_id",
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        ),
    )

    entry_id: int = link("entry.id")
    by_id: int = link("person.id")
    verdict: Verdict = Field(sa_type=kind_type(Verdict))
    reason: str = Field(default="", max_length=1000)
    result: Result | None = Field(default=None, sa_type=kind_type(Result))
    at: datetime = Field(sa_type=Moment)
    voided_at: datetime | None = Field(default=None, sa_type=Moment)
    voided_by: int | None = link("person.id", nullable=True)
    reviewer: Person = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Review.by_id]"})
