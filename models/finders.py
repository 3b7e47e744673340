"""Rows with what a page of them shows: each finder names what it loads."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from models.asking import beside, load
from models.copies import YearChecklist
from models.entry import Entry, EntryKind, EntryState, Review, Stance
from models.evidence import Evidence, EvidenceLink
from models.item import Checkpoint, Item, ItemHelper, ItemState
from models.year import Year, YearState, of_bureau


def item_options(bring: Callable[..., Any] = load) -> list[Any]:
    """All that an item page needs, in a fixed number of queries; for one item, `beside` makes them fewer."""
    return [
        bring(Item.year).options(beside(Year.bureau)),
        bring(Item.lead),
        bring(Item.person),
        bring(Item.leader),
        load(Item.helper_rows).options(beside(ItemHelper.department)),
        load(Item.checkpoints).options(beside(Checkpoint.ticker)),
        load(Item.owed),
    ]


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


def item_by_id(session: Session, bureau_id: int, item_id: int) -> Item | None:
    """An item of a bureau with all its page shows."""
    query = select(Item).options(*item_options(beside)).where(Item.id == item_id)
    return session.exec(query.where(of_bureau(Item.year_id, bureau_id))).first()


def items_by_id(session: Session, year_id: int, ids: Sequence[int]) -> list[Item]:
    """Chosen items of a year in their order, for an act on many at once."""
    query = select(Item).options(*item_options()).where(Item.year_id == year_id, col(Item.id).in_(ids))
    return list(session.exec(query.order_by(col(Item.position))).all())


def items_of_year(session: Session, year_id: int) -> list[Item]:
    """Every item of a year; for the plan and the report, which print them all."""
    query = select(Item).options(*item_options()).where(Item.year_id == year_id)
    return list(session.exec(query.order_by(col(Item.position))).all())


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


def links_of(session: Session, item_id: int) -> list[EvidenceLink]:
    """The files of an item that have not been taken off, with who uploaded them."""
    query = select(EvidenceLink).options(beside(EvidenceLink.evidence, Evidence.uploader))
    query = query.where(EvidenceLink.item_id == item_id, col(EvidenceLink.withdrawn_at).is_(None))
    return list(session.exec(query.order_by(col(EvidenceLink.id))).all())


def titles_of_checklists() -> Any:
    """The checklists of a year without their frozen text, which is as long as the year is."""
    return load(Year.checklist_rows).defer(YearChecklist.frozen)


def year_by_no(session: Session, bureau_id: int, no: int, *, checklists: bool = True) -> Year | None:
    """A year with its bureau, and its checklists where they are shown."""
    query = select(Year).options(beside(Year.bureau), *([titles_of_checklists()] if checklists else []))
    return session.exec(query.where(Year.bureau_id == bureau_id, Year.no == no)).first()


def years(session: Session, bureau_id: int) -> list[tuple[int, YearState]]:
    """Number and state of every year, the latest first."""
    query = select(Year.no, Year.state).where(Year.bureau_id == bureau_id).order_by(col(Year.no).desc())
    return [(no, YearState(state)) for no, state in session.exec(query).all()]


def years_full(session: Session, bureau_id: int) -> list[Year]:
    """Every year with its checklists, the latest first."""
    query = select(Year).options(titles_of_checklists()).where(Year.bureau_id == bureau_id)
    return list(session.exec(query.order_by(col(Year.no).desc())).all())


def plan_of_year(session: Session, year_id: int) -> list[Item]:
    """Every item of a year with its departments and leader: the plan that all may read."""
    query = select(Item).options(
        load(Item.lead),
        load(Item.leader),
        load(Item.person),
        load(Item.helper_rows, ItemHelper.department),
    )
    query = query.where(Item.year_id == year_id, Item.state != ItemState.DROPPED)
    return list(session.exec(query.order_by(col(Item.position))).all())
