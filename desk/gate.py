"""校对与定稿: what is said of a report before it is final, the answers to it, and the edition."""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

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
    must_have_reasons,
    must_print_numbers,
)
from models.trail import plain
from reports.check import Note, Severity, check
from reports.frozen import frozen_json, frozen_pieces, without_gaps
from reports.html import document
from reports.measure import measured
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
        today=year.bureau.today(datetime.now(UTC)),
    )


def measured_notes(desk: Desk, content: bytes) -> list[Note]:
    """What is wrong with the finished paper itself; errors are asked about like those of the look before the print."""
    return measured(content, desk.report)


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


ANSWERED_ELSEWHERE = ("proof", "token")  # one by one in 校对, and in the passage: they refuse as long as they stand


def asked(notes: Iterable[Note]) -> dict[str, Note]:
    """The errors of the look before the print that need a reason before the report is final, each by its mark."""
    errors = (one for one in notes if one.severity == Severity.ERROR and one.rule not in ANSWERED_ELSEWHERE)
    return {mark_of(one): one for one in errors}


def mark_of(note: Note) -> str:
    """What names an error while it stands as it is: another place or other words are another error."""
    said = json.dumps([note.rule, note.slot, note.text, plain(dict(note.values))], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def answered(note: Note, reason: str) -> dict[str, Any]:
    """An error with why it may stand, as an edition keeps it."""
    return {
        "rule": note.rule,
        "slot": note.slot,
        "text": note.text,
        "values": plain(dict(note.values)),
        "reason": reason.strip(),
    }


@dataclass(frozen=True)
class Finished:
    """The paper that is to be final, and what was measured on it."""

    content: bytes
    notes: list[Note]


def final_paper(desk: Desk, print_: Print) -> Finished:
    """Print and measure. Raises NotAllowed where no reason could make the report final."""
    must_print_numbers(desk.unusable)
    must_be_sound(sum(one.open_error for one in unexplained(desk)))  # before the engine works for nothing
    must_be_unfrozen(desk.year)
    content = print_(lambda: document(without_gaps(desk.report)))
    return Finished(content, measured_notes(desk, content))


def make_final(
    desk: Desk, store: Store, paper: Finished, act: Act, reasons: Mapping[str, str] | None = None
) -> Edition:
    """定稿: values, numbers and paper frozen. The file is safe on disk before its row is.

    `reasons`, by mark of `asked`: why each error of the look before the print, and of the finished paper, may stand.
    """
    flaws, said, session, year = unexplained(desk), reasons or {}, desk.session, desk.year
    errors = sum(one.open_error for one in flaws)
    must_print_numbers(desk.unusable)
    must_be_sound(errors)
    must_be_unfrozen(year)
    why = [answered(one, said.get(mark, "")) for mark, one in asked(notes_of(desk, flaws)).items()]
    must_have_reasons(why)
    why += [answered(one, said.get(mark, "")) for mark, one in asked(paper.notes).items()]
    must_have_reasons(why)
    return freeze(
        session,
        year,
        without_gaps(desk.report).to_json(),
        store.keep(io.BytesIO(paper.content)).sha256,
        act,
        figures=frozen_json(desk.told, lambda rule: ids_of(session, year.key_id, rule)),
        pieces=frozen_pieces(desk.pieces),
        reasons=why,
        open_errors=errors,
    )
