"""The office proofreads the report of the demonstration: it mends what is wrong, and explains the one it lets stand."""

from sqlmodel import Session

from desk.gate import cure, explain
from desk.report import desk_of
from models.act import Act
from models.years import Year
from reports.proof import proof


def proofread(session: Session, year: Year, explained: dict[str, str], act: Act) -> None:
    """Take every cure that can be put in; `explained` gives, by the quoted words, why some stand as they are."""
    while mend(session, year, explained, act):
        session.flush()
    desk = desk_of(session, year)
    for flaw in proof(desk.report):
        if flaw.finding.quote in explained:
            explain(desk, flaw, explained[flaw.finding.quote], act)


def mend(session: Session, year: Year, explained: dict[str, str], act: Act) -> bool:
    """改为: as the page does it, with the first finding that has a cure; whether there was one."""
    desk = desk_of(session, year)
    found = (one for one in proof(desk.report) if one.cure and one.finding.quote not in explained)
    flaw = next(found, None)
    if flaw is not None and cure(desk, flaw, act) is None:
        raise ValueError(f"no plain place for “{flaw.finding.quote}” in {flaw.slot}")
    return flaw is not None
