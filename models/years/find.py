"""Years by their number, and all of them."""

from typing import Any

from sqlmodel import Session, col, select

from models.asking import beside, load
from models.years.copies import YearChecklist
from models.years.year import Year, YearState


def titles_of_checklists() -> Any:
    """The checklists of a year without their frozen text, which is as long as the year is."""
    return load(Year.checklist_rows).defer(YearChecklist.frozen)


def year_by_no(session: Session, bureau_id: int, no: int, *, checklists: bool = True) -> Year | None:
    """A year with its bureau, and its checklists where they are shown."""
    query = select(Year).options(beside(Year.bureau), *([titles_of_checklists()] if checklists else []))
    return session.exec(query.where(Year.bureau_id == bureau_id, Year.no == no)).first()


def years(session: Session, bureau_id: int) -> list[tuple[int, YearState]]:
    """Number and state of every year, the latest first."""
    query = select(Year.no, Year.state).where(Year.bureau_id == bureau_id).order_by(col(Year.no).desc())
    return [(no, YearState(state)) for no, state in session.exec(query).all()]


def years_full(session: Session, bureau_id: int) -> list[Year]:
    """Every year with its checklists, the latest first."""
    query = select(Year).options(titles_of_checklists()).where(Year.bureau_id == bureau_id)
    return list(session.exec(query.order_by(col(Year.no).desc())).all())
