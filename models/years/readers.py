"""谁在读: the person who opened a page, and what the frame of every page tells them, in one query."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models.asking import beside
from models.people import Bureau, Person
from models.years.year import Year, YearState


@dataclass(frozen=True)
class Reader:
    """A person with department and roles, their bureau, and number and state of its years, the latest first."""

    person: Person
    bureau: Bureau
    years: list[tuple[int, YearState]]


def reader(session: Session, person_id: int) -> Reader | None:
    """Who has this id; the query gives a row for every year and role, few of each."""
    query: Any = select(Person, Bureau, Year.no, Year.state).join(Bureau, col(Bureau.id) == col(Person.bureau_id))
    query = query.outerjoin(Year, col(Year.bureau_id) == col(Person.bureau_id)).where(Person.id == person_id)
    query = query.options(beside(Person.department), beside(Person.role_rows))
    rows = session.exec(query.order_by(col(Year.no).desc())).unique().all()
    if not rows:
        return None
    person, bureau, *_year = rows[0]
    return Reader(person, bureau, [(no, state) for _person, _bureau, no, state in rows if no is not None])
