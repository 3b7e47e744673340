"""Entries as pages and reviews ask for them: one by its id, the one before, what was returned, what was accepted."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, select

from models.asking import beside, load
from models.entries.entry import Entry
from models.entries.review import EntryState, Review
from models.entries.said import EntryKind, Stance
from models.evidence import EvidenceLink
from models.items import Item, item_options
from models.years import of_bureau


def entry_options(bring: Callable[..., Any] = load) -> list[Any]:
    """An entry with its author, department, review, files and item; `bring` as above."""
    return [
        bring(Entry.author),
        bring(Entry.department),
        bring(Entry.review, Review.reviewer),
        load(Entry.links).options(beside(EvidenceLink.evidence)),
        bring(Entry.item).options(*item_options(bring)),
    ]


def told_options() -> list[Any]:
    """An entry as another page tells of it: who wrote it, and the answer."""
    return [beside(Entry.author), beside(Entry.department), beside(Entry.review, Review.reviewer)]


def entry_by_id(session: Session, bureau_id: int, entry_id: int) -> Entry | None:
    """An entry of a bureau with its author, review, files and item."""
    query = select(Entry).where(Entry.id == entry_id, col(Entry.item_id).in_(_items_of(bureau_id)))
    return session.exec(query.options(*entry_options(beside))).first()


def _items_of(bureau_id: int) -> Any:
    return select(Item.id).where(of_bureau(Item.year_id, bureau_id))


def entry_before(session: Session, entry: Entry) -> Entry | None:
    """The last accepted entry of the same department and item before this one: the old text of a review."""
    query = select(Entry).options(*told_options())
    query = query.where(
        Entry.item_id == entry.item_id,
        Entry.department_id == entry.department_id,
        Entry.state == EntryState.ACCEPTED,
        Entry.id != entry.id,
        Entry.stance == Stance.PROGRESS,
    )
    if not entry.closing:
        query = query.where(col(Entry.month) < entry.month, Entry.kind == EntryKind.MONTHLY)
    return session.exec(query.order_by(col(Entry.month).desc(), col(Entry.id).desc()).limit(1)).first()


def returned_before(session: Session, entry: Entry, accepted: Entry | None) -> Entry | None:
    """The entry that was sent back and that this one answers; none where a later one of its kind was accepted since."""
    if entry.answers_id is None:
        return None
    since = accepted is not None and (accepted.kind, accepted.month) == (entry.kind, entry.month)
    if since and accepted is not None and accepted.key_id > entry.answers_id:
        return None
    return session.exec(select(Entry).options(*told_options()).where(Entry.id == entry.answers_id)).first()


def stranded_drafts(session: Session, item: Item) -> list[Entry]:
    """Drafts that a department left when the item was moved away: the new lead reads them, nobody goes on with them."""
    query = select(Entry).options(*entry_options()).where(Entry.item_id == item.id, Entry.state == EntryState.DRAFT)
    return [one for one in session.exec(query.order_by(col(Entry.month), col(Entry.id))) if one.stranded(item)]


def live_entry(session: Session, item_id: int, department_id: int, month: int) -> Entry | None:
    """The live entry of a department for a month (0: the closing one)."""
    query = select(Entry).options(*entry_options(beside)).where(Entry.item_id == item_id, Entry.month == month)
    return session.exec(query.where(Entry.department_id == department_id, col(Entry.live).is_(True))).first()


def returned_entry(session: Session, item_id: int, department_id: int, month: int) -> Entry | None:
    """The last entry of a department for a month, where it was sent back: its text starts the answer."""
    query = select(Entry).options(*entry_options(beside)).where(Entry.item_id == item_id, Entry.month == month)
    last = session.exec(
        query.where(Entry.department_id == department_id).order_by(col(Entry.id).desc()).limit(1)
    ).first()
    return last if last is not None and last.state == EntryState.RETURNED else None


def accepted_progress(session: Session, item_id: int) -> list[Entry]:
    """What was reported of an item month by month and accepted, with who reported it: what its summary is made of."""
    query = select(Entry).options(load(Entry.department)).where(Entry.item_id == item_id)
    query = query.where(Entry.state == EntryState.ACCEPTED, Entry.kind == EntryKind.MONTHLY, col(Entry.text) != "")
    return list(session.exec(query.order_by(col(Entry.month), col(Entry.id))).all())
