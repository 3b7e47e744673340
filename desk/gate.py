"""校对与定稿: what is said of a report before it is final, the answers to it, and the edition."""

import io

from desk.outline import without_place
from desk.passages import keep_body
from desk.report import Desk, Print
from files import Store
from models.act import Act
from models.items import item_names
from models.ledger import ids_of
from models.passages import (
    Dismissal,
    Edition,
    Passage,
    dismiss,
    dismissals,
    freeze,
    must_be_sound,
    must_be_unfrozen,
    must_print_numbers,
)
from reports.check import Note, check
from reports.frozen import frozen_json
from reports.html import document
from reports.proof import Flaw, cured, lines, proof


def unexplained(desk: Desk) -> list[Flaw]:
    """What the proofreader says of the report and nobody has explained."""
    explained = dismissals(desk.session, desk.year.key_id)
    return [one for one in proof(desk.report) if one.of(explained) is None]


def notes_of(desk: Desk, flaws: list[Flaw]) -> list[Note]:
    """The look before the print, with what the proofreader says."""
    year, final = desk.year, desk.edition is not None
    left = {} if final else without_place(year.read_outline(), item_names(desk.session, year.key_id))
    return check(
        year,
        year.bureau,
        desk.report,
        desk.pieces,
        flaws,
        desk.unusable,
        placeless=list(left.values()),
        lost=0 if final else len(desk.lost),
        final=final,
    )


def cure(desk: Desk, flaw: Flaw, act: Act) -> Passage | None:
    """改为: what is right in the place of what is wrong; None where the passage has no one plain place for it."""
    piece = desk.piece(flaw.slot)
    if piece is None or flaw.cure is None:
        return None
    line = lines(desk.report)[flaw.finding.line - 1].text
    body = cured(piece.text, line, flaw.finding, flaw.cure)
    return keep_body(desk, piece, body, act, caught_up=False) if body is not None else None


def explain(desk: Desk, flaw: Flaw, reason: str, act: Act) -> Dismissal:
    """说明理由: let a finding stand."""
    found = flaw.finding
    return dismiss(
        desk.session,
        desk.year,
        act,
        mark=flaw.mark,
        rule=found.rule,
        slot=flaw.slot or "",
        quote=found.quote,
        message=found.message,
        reason=reason,
    )


def make_final(desk: Desk, store: Store, print_: Print, act: Act) -> Edition:
    """定稿: values, numbers and paper frozen. The file is safe on disk before its row is."""
    errors = sum(one.open_error for one in unexplained(desk))
    must_print_numbers(desk.unusable)
    must_be_sound(errors)  # before the engine works for nothing
    must_be_unfrozen(desk.year)
    kept = store.keep(io.BytesIO(print_(lambda: document(desk.report))))
    session, year = desk.session, desk.year
    figures = frozen_json(desk.told, lambda rule: ids_of(session, year.key_id, rule))
    return freeze(session, year, desk.report.to_json(), kept.sha256, act, figures=figures, open_errors=errors)
