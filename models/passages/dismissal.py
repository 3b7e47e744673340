"""校对意见的说明: why the office lets a finding stand, and what it had seen when it last looked."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, Relationship, Session, col, select

from models.act import Act
from models.asking import load
from models.base import RAISE, About, Moment, NotAllowed, Row, _, link, session_of
from models.labels import marked
from models.passages.edition import must_be_unfrozen, slot_name
from models.people import Person
from models.trail import tell

if TYPE_CHECKING:
    from models.years import Year


class Dismissal(Row, table=True):
    """A finding that stands with a reason. `mark` names it (reports.proof.Flaw); taken back, it stays in the history."""

    __table_args__ = (
        sa.Index(
            "uq_dismissal_standing",
            "year_id",
            "mark",
            unique=True,
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        ),
    )

    year_id: int = link("year.id")
    mark: str = Field(max_length=40)
    rule: str = Field(max_length=32)
    slot: str = Field(default="", max_length=200)
    quote: str = Field(default="", max_length=40)
    message: str = Field(default="", max_length=500)
    reason: str = Field(min_length=1, max_length=1000)
    by_id: int = link("person.id")
    at: datetime = Field(sa_type=Moment)
    taken_back_at: datetime | None = Field(default=None, sa_type=Moment)
    taken_back_by: int | None = link("person.id", nullable=True)
    year: "Year" = Relationship(sa_relationship_kwargs=RAISE)
    author: Person = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Dismissal.by_id]"})

    def about(self) -> About:
        where = slot_name(session_of(self), self.year, self.slot) if self.slot else marked("whole")
        return About(self.year.bureau_id, f"{self.year.no} {where} {self.quote}")

    def take_back(self, year: "Year", act: Act) -> None:
        """收回说明: the finding is open again."""
        must_be_unfrozen(year)
        if self.taken_back_at is not None:
            raise NotAllowed(_("这条说明已经收回。"))
        self.taken_back_at, self.taken_back_by = act.at, act.by_id
        tell(self, "finding.reopen", act, {"reason": self.reason}, {})


class ProofLook(Row, table=True):
    """The findings that stood when the office last said that it had seen them: what is new since can be told."""

    __tablename__ = "proof_look"

    year_id: int = link("year.id", unique=True)
    marks: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    by_id: int = link("person.id")
    at: datetime = Field(sa_type=Moment)


def dismiss(
    session: Session, year: "Year", act: Act, *, mark: str, rule: str, slot: str, quote: str, message: str, reason: str
) -> Dismissal:
    """说明理由: let a finding stand. Raises NotAllowed without a reason, or where it is explained already."""
    must_be_unfrozen(year)
    if not reason.strip():
        raise NotAllowed(_("请写明为什么不改。"), "reason")
    if mark in dismissals(session, year.key_id):
        raise NotAllowed(_("这处已经有说明。"), "reason")
    row = Dismissal(
        year_id=year.key_id,
        mark=mark,
        rule=rule,
        slot=slot,
        quote=quote,
        message=message[:500],
        reason=reason.strip(),
        by_id=act.author_id,
        at=act.at,
    )
    row.year = year
    session.add(row)
    tell(row, "finding.dismiss", act, {}, {"rule": rule, "message": message[:200], "reason": row.reason})
    return row


def look(session: Session, year: "Year", marks: list[str], act: Act) -> None:
    """看过了: remember what stands, so that the next look can say what is new and what is gone."""
    year.must_be_open()
    row = last_look(session, year.key_id) or ProofLook(year_id=year.key_id, by_id=act.author_id, at=act.at)
    row.marks, row.by_id, row.at = marks, act.author_id, act.at
    session.add(row)
    tell(row, "finding.look", act, after={"count": len(marks)}, about=year.about())


def last_look(session: Session, year_id: int) -> ProofLook | None:
    return session.exec(select(ProofLook).where(ProofLook.year_id == year_id)).first()


def dismissals(session: Session, year_id: int) -> dict[str, Dismissal]:
    """The standing explanations of a year by mark, with who gave them."""
    query = select(Dismissal).options(load(Dismissal.author))
    query = query.where(Dismissal.year_id == year_id, col(Dismissal.taken_back_at).is_(None))
    return {row.mark: row for row in session.exec(query).all()}
