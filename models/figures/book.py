"""All that a year's figures are worked out from, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from models.figures.figure import Figure, FigureSource, figures_of, live_entries, live_links
from models.figures.indicator import Indicator, indicators_of
from models.records import Sum, sums
from models.years import Year


@dataclass(frozen=True)
class Rows:
    """The rows of one year. `links` and `entries` are those of the named ones that still stand."""

    no: int
    indicators: Sequence[Indicator] = ()
    figures: Sequence[Figure] = ()
    sums: Sequence[Sum] = ()
    links: frozenset[int] = frozenset()
    entries: frozenset[int] = frozenset()


def rows_of(session: Session, year: Year) -> Rows:
    """The rows of a year's book; five queries, whatever there is."""
    figures = figures_of(session, year.key_id)
    refs = {source: {ref for one in figures if one.source == source for ref in one.refs} for source in FigureSource}
    return Rows(
        no=year.no,
        indicators=indicators_of(session, year.key_id),
        figures=figures,
        sums=sums(session, year.key_id),
        links=frozenset(live_links(session, year.bureau_id, refs[FigureSource.EVIDENCE] | refs[FigureSource.REPORT])),
        entries=frozenset(live_entries(session, year.bureau_id, refs[FigureSource.ENTRY])),
    )


def rows_before(session: Session, year: Year) -> Rows | None:
    """The rows of the year before, where the system has it."""
    query = select(Year).where(Year.bureau_id == year.bureau_id, Year.no == year.no - 1)
    before = session.exec(query).first()
    return rows_of(session, before) if before else None
