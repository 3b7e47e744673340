"""The year's own outline changed: what stands in a slot goes with it, and a text that has none any more is kept."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from checklists.places import filled
from checklists.schema import Outline
from models.act import Act
from models.asking import load
from models.base import About, NotAllowed, _, session_of
from models.items import item_names
from models.passages.citation import Citation
from models.passages.dismissal import Dismissal
from models.passages.edition import Passage, must_be_unfrozen, passages, slot_name
from models.trail import Trail, tell

if TYPE_CHECKING:
    from models.years import Year

VERB = "year.outline"


def slots_of(outline: Outline, refs: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Every slot that has a text of its own, with its items: one for each item under a heading, else the part. `refs`:
    the items of the year, for a part that takes the rest."""
    found: dict[str, tuple[str, ...]] = {}
    for leaf in filled(outline, refs).leaves():
        if leaf.kind == "items" and leaf.style == "headings":
            found |= {f"{leaf.key}/{ref}": (ref,) for ref in leaf.items}
        else:
            found[leaf.key] = leaf.items if leaf.kind == "items" else ()
    return found


def follows(old: Outline, new: Outline, refs: Sequence[str] = ()) -> dict[str, str]:
    """Slots that have another name in the new outline: the text of a single item goes where its item goes."""
    was, now = slots_of(old, refs), slots_of(new, refs)
    of_one = {own[0]: slot for slot, own in now.items() if len(own) == 1 and slot not in was}
    gone = {slot: own[0] for slot, own in was.items() if slot not in now and len(own) == 1}
    return {slot: of_one[ref] for slot, ref in gone.items() if ref in of_one}


def set_outline(session: Session, year: "Year", new: Outline, act: Act) -> Trail:
    """Give a year another outline; texts go with their items. The trail keeps what the items were called.

    Raises NotAllowed on an archived year, a final report, or where nothing is otherwise.
    """
    must_be_unfrozen(year, session)
    old = year.read_outline()
    if old == new:
        raise NotAllowed(_("提纲没有变化。"))
    titles = item_names(session, year.key_id)
    taken = passages(session, year.key_id)  # a text that had lost its place may wait there for it
    led = {slot: to for slot, to in follows(old, new, list(titles)).items() if to not in taken}
    before, after = year.outline, new.to_dict()
    year.outline = after
    for row in standing_in(session, year, list(led)):
        row.slot = led[row.slot]
    return tell(year, VERB, act, {"outline": before}, {"outline": after, "titles": titles})


def standing_in(session: Session, year: "Year", slots: Sequence[str]) -> list[Passage | Citation | Dismissal]:
    """Texts, sources and explanations that stand in these slots."""
    of_passages = select(Passage).where(Passage.year_id == year.id, col(Passage.slot).in_(slots))
    of_numbers = select(Citation).where(Citation.year_id == year.id, col(Citation.slot).in_(slots))
    of_findings = select(Dismissal).where(Dismissal.year_id == year.id, col(Dismissal.slot).in_(slots))
    return [*session.exec(of_passages), *session.exec(of_numbers), *session.exec(of_findings)] if slots else []


def lost_passages(
    session: Session, year: "Year", items: Mapping[str, str], outline: Outline | None = None
) -> list[Passage]:
    """Texts of a year with these items that no slot of its outline (or of one that is thought of) has a place for."""
    refs, own = list(items), year.read_outline()
    slots = slots_of(outline or own, refs)
    led = follows(own, outline, refs) if outline else {}
    query = select(Passage).options(load(Passage.author)).where(Passage.year_id == year.id).order_by(col(Passage.id))
    return [one for one in session.exec(query) if one.body.strip() and led.get(one.slot, one.slot) not in slots]


def outlines_before(session: Session, year: "Year", most: int = 10) -> list[Trail]:
    """The acts that changed the outline of a year, the newest first: each keeps what it replaced."""
    query = select(Trail).where(Trail.verb == VERB, Trail.subject_id == year.key_id, Trail.bureau_id == year.bureau_id)
    return list(session.exec(query.order_by(col(Trail.id).desc()).limit(most)).all())


def name_before(session: Session, year: "Year", slot: str) -> str:
    """What a slot is called, or was by the last outline that had it."""
    if slot in slots_of(year.read_outline(), list(item_names(session, year.key_id))):
        return slot_name(session, year, slot)
    for row in outlines_before(session, year, 100):
        outline = Outline.from_dict(row.before["outline"])
        if slot in slots_of(outline, list(row.after["titles"])):
            return slot_name(session, year, slot, outline)
    return slot_name(session, year, slot)


def put_away(passage: Passage, year: "Year", act: Act, *, to: str = "") -> None:
    """Take a text that has no place off the list: thrown away, or written into another slot (`to`), where the sources
    of its numbers go too. Raises NotAllowed where it has a place, or the report is final."""
    must_be_unfrozen(year)
    session = session_of(passage)
    if passage.slot in slots_of(year.read_outline(), list(item_names(session, year.key_id))):
        raise NotAllowed(_("这段文字在提纲里有位置，请在它的修改页上改。"))
    for row in standing_in(session, year, [passage.slot]):
        if to and not isinstance(row, Passage):
            row.slot = to
        elif isinstance(row, Citation):
            session.delete(row)
    after: dict[str, object] = {"body": ""} if not to else {}
    about = About(year.bureau_id, f"{year.no} {name_before(session, year, passage.slot)}")
    tell(passage, "passage.place" if to else "passage.discard", act, {"body": passage.body}, after, about=about)
    session.delete(passage)
