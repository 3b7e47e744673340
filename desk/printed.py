"""How words will print before they are kept: a passage in its report, what a department writes in its item's place."""

from dataclasses import replace

from sqlmodel import Session

from checklists import filled
from desk.book import book_of
from desk.report import Desk
from models.items import Item
from reports.blocks import as_point, blocks
from reports.compose import Body, Settings, compose, slots
from reports.figures import fill
from reports.values import Section, walk
from reports.year import Piece, report_from


def of_passage(desk: Desk, piece: Piece, body: str) -> Section:
    """The section of a slot, were this its text."""
    tried = [replace(one, passage=None, draft=body, unfinished=False) if one is piece else one for one in desk.pieces]
    report = report_from(desk.year, desk.year.bureau, tried, book=desk.book)
    return next(one for one in walk(report.sections) if one.key == piece.slot.key)


def of_item(session: Session, item: Item, text: str) -> Section:
    """What is written of an item under the heading that the outline gives it; without one where it has no place."""
    ref = f"{item.checklist_key}/{item.key}"
    outline, titles = filled(item.year.said_outline(item.year.bureau), [ref]), {ref: item.title}
    slot = next((one for one in slots(outline, titles) if ref in one.items), None)
    if "{" in text:
        text = fill(text, book_of(session, item.year))[0]
    if slot is None:
        return Section("", 0, "", "", blocks(text, together=True))
    body = text if len(slot.items) == 1 or not text.strip() else as_point(text, item.title)
    report = compose(outline, {slot.key: Body(body)}, Settings(year=item.year.no, title="", titles=titles))
    return next(one for one in walk(report.sections) if one.key == slot.key)
