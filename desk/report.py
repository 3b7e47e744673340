"""A year's report as whoever asks works with it: frozen, or as the year is now; its passages, its numbers, its paper."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sqlmodel import Session

from desk.book import book_of
from files import Store
from models.entries import sources
from models.passages import Citation, Edition, Passage, citations_of, listed_items, origins, passages, standing_edition
from models.years import Year
from reports.book import Book, Value
from reports.figures import Numbered, passage
from reports.frozen import Since, frozen_passages, moved, since
from reports.html import document
from reports.origins import with_sources
from reports.sourced import passages_of, unusable
from reports.values import Report
from reports.year import Piece, pieces, report_from

Print = Callable[[Callable[[], str]], bytes]  # HTML, made when the engine is ready for it, to PDF


@dataclass(frozen=True)
class Desk:
    """Each part is gathered when it is first asked for, and stays as it was then: after a change take a new desk."""

    session: Session
    year: Year

    @cached_property
    def edition(self) -> Edition | None:
        return standing_edition(self.session, self.year.key_id)

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """What the office wrote, by slot: also what has no place in the outline any more."""
        return passages(self.session, self.year.key_id)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The slots of the outline, as the year is now."""
        return pieces(self.year, sources(self.session, self.year.key_id), self.passages)

    @cached_property
    def citations(self) -> list[Citation]:
        return citations_of(self.session, self.year.key_id)

    @cached_property
    def book(self) -> Book:
        """The figures, as the year is now."""
        return book_of(self.session, self.year)

    @cached_property
    def told(self) -> list[Numbered]:
        """The numbers of each slot with what stands behind them; an edition of old kept none, and shows today's."""
        if self.edition is not None and self.edition.figures is not None:
            return frozen_passages(self.edition.figures)
        return passages_of(self.pieces, self.citations, self.book)

    @cached_property
    def report(self) -> Report:
        if self.edition is not None:
            return Report.from_json(self.edition.values)
        year, book = self.year, self.book
        report = report_from(year, year.bureau, self.pieces, listed_items(self.session, year), book)
        names = origins(self.session, year, book.rows.figures)
        return with_sources(report, self.pieces, self.told, book, names)

    @property
    def moved(self) -> list[tuple[Value, Value]]:
        """Figures that have changed since the edition was made."""
        kept = self.edition is not None and self.edition.figures is not None
        return moved(self.told, self.book) if kept else []

    @property
    def since(self) -> list[Since]:
        """Texts, and the summaries behind them, that have changed since the edition was made."""
        kept = self.edition.pieces if self.edition is not None else None
        return since(kept, self.pieces) if kept is not None else []

    @property
    def unusable(self) -> list[str]:
        """Tokens that print no number; in an edition none can be left."""
        return [] if self.edition is not None else unusable(self.told)

    @property
    def lost(self) -> list[Passage]:
        """Texts that no slot of the outline has a place for; an edition prints what it has."""
        held = {one.slot.key for one in self.pieces}
        return [one for one in self.passages.values() if one.body.strip() and one.slot not in held]

    def piece(self, slot: str | None) -> Piece | None:
        """The slot of this name."""
        return next((one for one in self.pieces if one.slot.key == slot), None)

    def after(self, piece: Piece) -> Piece | None:
        """The slot that follows in the outline."""
        return next((later for one, later in pairwise(self.pieces) if one.slot.key == piece.slot.key), None)

    def numbers(self, piece: Piece, body: str) -> Numbered:
        """The numbers of a slot, were this its text."""
        return passage(piece.slot.key, body, self.citations, self.book)

    def pdf(self, store: Store, print_: Print) -> bytes:
        """The paper as it was frozen, else printed now."""
        if self.edition is not None:
            return store.path(self.edition.pdf_sha256).read_bytes()
        return print_(lambda: document(self.report))


def desk_of(session: Session, year: Year) -> Desk:
    """The report of a year with all that stands behind it."""
    return Desk(session, year)
