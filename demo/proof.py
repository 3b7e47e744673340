"""The office proofreads the report of the demonstration: it mends what is wrong, and explains the one it lets stand."""

from sqlmodel import Session

from models.act import Act
from models.dismissal import dismiss
from models.drafts import sources
from models.edition import passages, write_passage
from models.year import Year
from reports.proof import Flaw, cured, lines, proof
from reports.year import pieces, report_of


def proofread(session: Session, year: Year, explained: dict[str, str], act: Act) -> None:
    """Take every cure that can be put in; `explained` gives, by the quoted words, why some stand as they are."""
    while flaw := next((one for one in found(session, year) if one.cure and one.finding.quote not in explained), None):
        mend(session, year, flaw, act)
    for flaw in found(session, year):
        if flaw.finding.quote in explained:
            dismiss(
                session,
                year,
                act,
                mark=flaw.mark,
                rule=flaw.finding.rule,
                slot=flaw.slot or "",
                quote=flaw.finding.quote,
                message=flaw.finding.message,
                reason=explained[flaw.finding.quote],
            )


def found(session: Session, year: Year) -> list[Flaw]:
    return proof(report_of(year, year.bureau, sources(session, year.key_id), passages(session, year.key_id)))


def mend(session: Session, year: Year, flaw: Flaw, act: Act) -> None:
    """改为: as the page does it."""
    texts, held = sources(session, year.key_id), passages(session, year.key_id)
    piece = next(one for one in pieces(year, texts, held) if one.slot.key == flaw.slot)
    line = lines(report_of(year, year.bureau, texts, held))[flaw.finding.line - 1].text
    body = cured(piece.text, line, flaw.finding, flaw.cure or "")
    if body is None:
        raise ValueError(f"no plain place for “{flaw.finding.quote}” in {flaw.slot}")
    if piece.passage is None:
        write_passage(session, year, piece.slot.key, body, piece.based_on, piece.draft, act)
    else:
        piece.passage.edit(year, body, piece.based_on, piece.draft, act)
    session.flush()
