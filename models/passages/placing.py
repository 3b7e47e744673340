"""The year's own outline changed: what stands in a slot goes with it, and a text that has none any more is kept."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from checklists.schema import Outline
from models.act import Act
from models.asking import load
from models.base import About, NotAllowed, _, session_of
from models.passages.citation import Citation
from models.passages.dismissal import Dismissal
from models.passages.edition import Passage, must_be_unfrozen, passages, slot_name
from models.trail import Trail, tell

if TYPE_CHECKING:
    from models.years import Year

SLOTTED = (Passage, Citation, Dismissal)  # what stands in a slot of the outline
VERB = "year.outline"


def slots_of(outline: Outline) -> dict[str, tuple[str, ...]]:
    """Every slot that has a text of its own, with its items: one for each item under a heading, else the part."""
    found: dict[str, tuple[str, ...]] = {}
    for leaf in outline.leaves():
        if leaf.kind == "items" and leaf.style == "headings":
            found |= {f"{leaf.key}/{ref}": (ref,) for ref in leaf.items}
        else:
            found[leaf.key] = leaf.items if leaf.kind == "items" else ()
    return found


def follows(old: Outline, new: Outline) -> dict[str, str]:
    """Slots that have another name in the new outline: the text of a single item goes where its item goes."""
    was, now = slots_of(old), slots_of(new)
    of_one = {refs[0]: slot for slot, refs in now.items() if len(refs) == 1 and slot not in was}
    gone = {slot: refs[0] for slot, refs in was.items() if slot not in now and len(refs) == 1}
    return {slot: of_one[ref] for slot, ref in gone.items() if ref in of_one}


def set_outline(session: Session, year: "Year", new: Outline, titles: Mapping[str, str], act: Act) -> Trail:
    """Give a year another outline; texts go with their items. `titles` names the items for the trail.

    Raises NotAllowed on an archived year, a final report, or where nothing is otherwise.
    """
    must_be_unfrozen(year, session)
    before, after = year.outline, new.to_dict()
    if Outline.from_dict(before) == new:
        raise NotAllowed(_("提纲没有变化。"))
    taken = passages(session, year.key_id)  # a text that had lost its place may wait there for it
    led = {slot: to for slot, to in follows(year.read_outline(), new).items() if to not in taken}
    year.outline = after
    for table in SLOTTED:
        for row in session.exec(select(table).where(table.year_id == year.id, col(table.slot).in_(led))):
            row.slot = led[row.slot]
    return tell(year, VERB, act, {"outline": before}, {"outline": after, "titles": dict(titles)})


def lost_passages(session: Session, year: "Year", outline: Outline | None = None) -> list[Passage]:
    """Texts of a year that no slot of its outline (or of one that is thought of) has a place for."""
    slots = slots_of(outline or year.read_outline())
    led = follows(year.read_outline(), outline) if outline else {}
    query = select(Passage).options(load(Passage.author)).where(Passage.year_id == year.id).order_by(col(Passage.id))
    return [one for one in session.exec(query) if one.body.strip() and led.get(one.slot, one.slot) not in slots]


def outlines_before(session: Session, year: "Year", most: int = 10) -> list[Trail]:
    """The acts that changed the outline of a year, the newest first: each keeps what it replaced."""
    query = select(Trail).where(Trail.verb == VERB, Trail.subject_id == year.key_id, Trail.bureau_id == year.bureau_id)
    return list(session.exec(query.order_by(col(Trail.id).desc()).limit(most)).all())


def name_before(session: Session, year: "Year", slot: str) -> str:
    """What a slot was called that the outline has no more: by the last outline that had it."""
    for row in outlines_before(session, year, 100):
        outline = Outline.from_dict(row.before["outline"])
        if slot in slots_of(outline):
            return slot_name(session, year, slot, outline)
    return slot


def put_away(passage: Passage, year: "Year", act: Act, *, to: str = "") -> None:
    """Take a text that has no place off the list: thrown away, or written into another slot (`to`), where the sources
    of its numbers go too. Raises NotAllowed where it has a place, or the report is final."""
    must_be_unfrozen(year)
    if passage.slot in slots_of(year.read_outline()):
        raise NotAllowed(_("这段文字在提纲里有位置，请在它的修改页上改。"))
    session = session_of(passage)
    for row in session.exec(select(Citation).where(Citation.year_id == year.id, Citation.slot == passage.slot)):
        if to:
            row.slot = to
        else:
            session.delete(row)
    after: dict[str, object] = {"body": ""} if not to else {}
    about = About(year.bureau_id, f"{year.no} {name_before(session, year, passage.slot)}")
    tell(passage, "passage.place" if to else "passage.discard", act, {"body": passage.body}, after, about=about)
    session.delete(passage)
