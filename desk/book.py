"""A year's figures worked out."""

from sqlmodel import Session

from models.figures import rows_before, rows_of
from models.years import Year
from reports.book import Book


def book_of(session: Session, year: Year, *, before: bool = False) -> Book:
    """The figures of a year, whatever it printed of them; with last year's where they are asked for."""
    earlier = rows_before(session, year) if before else None
    return Book(rows_of(session, year), Book(earlier) if earlier else None)
