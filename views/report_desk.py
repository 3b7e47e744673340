"""A year's report as its pages show it: frozen or as the year is now, its passages, its numbers, what is said of it."""

from dataclasses import dataclass, field

from flask import url_for
from flask_babel import gettext as _

import db
from models.appendix import listed_items
from models.citation import citations_of
from models.dismissal import dismissals
from models.drafts import sources
from models.edition import Edition, Passage, passages, standing_edition, write_passage
from models.origins import origins
from models.year import Year, YearState
from reports.book import Value
from reports.figures import Passage as Numbered
from reports.frozen import frozen_passages, moved
from reports.origins import with_sources
from reports.proof import Flaw, proof
from reports.sourced import passages_of
from reports.values import Report
from reports.year import Piece, pieces, report_from
from views.access import act
from views.figures import book_of


@dataclass(frozen=True)
class Desk:
    """The report, its slots, its standing edition, and the numbers of each slot with what stands behind them.

    `moved`: figures that have changed since the edition was made.
    """

    report: Report
    pieces: list[Piece]
    edition: Edition | None
    told: list[Numbered]
    moved: list[tuple[Value, Value]] = field(default_factory=list)


def desk(year: Year) -> Desk:
    """Everything the report's pages work with: frozen where an edition stands, else as the year is now."""
    session, book = db.session(), book_of(year)
    own = pieces(year, sources(session, year.key_id), passages(session, year.key_id))
    edition = standing_edition(session, year.key_id)
    told = passages_of(own, citations_of(session, year.key_id), book)
    if edition is not None:
        report = Report.from_json(edition.values)
        if edition.figures is not None:
            told = frozen_passages(edition.figures)
            return Desk(report, own, edition, told, moved(told, book))
    else:
        report = report_from(year, year.bureau, own, listed_items(session, year), book)
        report = with_sources(report, own, told, book, origins(session, year, book.rows.figures))
    return Desk(report, own, edition, told)


def chosen(found: list[Piece], key: str | None) -> int | None:
    """The place of a piece in the outline."""
    return next((place for place, one in enumerate(found) if one.slot.key == key), None)


def said(year: Year, report: Report) -> list[Flaw]:
    """What the proofreader says of the report and nobody has explained."""
    explained = dismissals(db.session(), year.key_id)
    return [one for one in proof(report) if one.mark not in explained]


def keep_body(year: Year, piece: Piece, body: str, *, caught_up: bool = True) -> Passage:
    """The words of a passage, edited before or not. Raises NotAllowed where the report is final.

    `caught_up`: the person saw the entries as they are now; a mended word alone leaves a passage behind them.
    """
    held, entries, draft = piece.passage, piece.based_on, piece.draft
    if held is None:
        held = write_passage(db.session(), year, piece.slot.key, body, entries, draft, act())
        db.session().flush()
    elif caught_up:
        held.edit(year, body, entries, draft, act())
    else:
        held.edit(year, body, held.based_on, held.base_text, act())
    return held


def way_on(year: Year) -> tuple[str, str]:
    """Where an archived year, or else a final report, is opened again: address and words."""
    if year.state == YearState.ARCHIVED:
        return url_for("years.page"), _("去“年度”重开")
    return url_for("report.page", no=year.no, _anchor="final"), _("去撤销定稿")
