"""Whose words stand in a row since it was last accepted: none of them may accept it.

A name is added by each real change and by nothing else. Acceptance keeps the names, for it may be taken back; the first
change after it starts anew.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, col, select

from models.act import Act
from models.base import Row, link, session_of


class Writer(Row, table=True):
    """A person whose words stand in a row (`subject`, `subject_id`: its table and id, as the trail names them)."""

    __table_args__ = (
        sa.UniqueConstraint("subject", "subject_id", "person_id"),
        sa.Index("ix_writer_subjects", "person_id", "subject", "subject_id"),
    )

    subject: str = Field(max_length=32)
    subject_id: int
    person_id: int = link("person.id")


def wrote(row: Row, act: Act) -> None:
    """The person really changed the row; the command line is nobody."""
    if act.by_id is not None and not has_written(row, act.by_id):
        session_of(row).add(Writer(**_of(row), person_id=act.by_id))


def took_over(row: Row, earlier: Row) -> None:
    """The row begins with the words of an earlier one: who wrote there has written here."""
    new = writers(earlier) - writers(row)
    session_of(row).add_all(Writer(**_of(row), person_id=one) for one in sorted(new))


def starts_anew(row: Row) -> None:
    """Nobody has written it any more: it was accepted and changes again, or it goes."""
    session = session_of(row)
    for one in session.exec(select(Writer).filter_by(**_of(row))).all():
        session.delete(one)
    session.flush()


def writers(row: Row) -> set[int]:
    """The ids of everybody whose words stand in the row."""
    return set(session_of(row).exec(select(Writer.person_id).filter_by(**_of(row))).all())


def has_written(row: Row, person_id: int | None) -> bool:
    """Whether words of this person stand in the row."""
    query = select(Writer.id).filter_by(**_of(row), person_id=person_id)
    return session_of(row).exec(query).first() is not None


def written_by(kind: type[Row], person_id: int) -> Any:
    """The ids of the rows of a table that a person has written, for a condition of the database."""
    return select(Writer.subject_id).where(Writer.subject == kind.__tablename__, Writer.person_id == person_id)


def no_writer(kind: type[Row], row_id: Any, person_id: Any) -> Any:
    """Whether the person of another column has not written the row of another: one condition of the database."""
    query = select(Writer.id).where(Writer.subject == kind.__tablename__, col(Writer.subject_id) == row_id)
    return ~query.where(col(Writer.person_id) == person_id).correlate_except(Writer).exists()


def _of(row: Row) -> dict[str, Any]:
    return {"subject": type(row).__tablename__, "subject_id": row.key_id}
