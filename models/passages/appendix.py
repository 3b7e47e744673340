"""What the appendices of a report list: a year's items with what was handed in for each."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.asking import load
from models.entries import Entry, EntryKind, EntryState
from models.evidence import Evidence, EvidenceLink
from models.items import Item, ItemHelper, ItemState
from models.trail import Trail
from models.years import Year


@dataclass(frozen=True)
class Listed:
    """An item, how many of the papers it owes are there, their titles, how many are secret and not named, and why
    papers are missing where they are."""

    item: Item
    there: int
    evidence: tuple[str, ...]
    secret: int
    shortfall: str = ""


def listed_items(session: Session, year: Year) -> list[Listed]:
    """The items of a year in their order, dropped ones left out; none where the year prints no appendix."""
    if not (year.appendix_ledger or year.appendix_assessment):
        return []
    query = select(Item).options(
        load(Item.lead),
        load(Item.leader),
        load(Item.helper_rows, ItemHelper.department),
        load(Item.owed),
    )
    query = query.where(Item.year_id == year.key_id, Item.state != ItemState.DROPPED)
    items = session.exec(query.order_by(col(Item.position))).all()
    found = select(EvidenceLink.item_id, EvidenceLink.owed_id, Evidence.title, Evidence.secret).join(
        Evidence, col(Evidence.id) == EvidenceLink.evidence_id
    )
    found = found.join(Item, col(Item.id) == EvidenceLink.item_id)
    found = found.where(Item.year_id == year.key_id, col(EvidenceLink.withdrawn_at).is_(None))
    links: dict[int, list[tuple[int | None, str, bool]]] = {}
    for item_id, owed_id, title, secret in session.exec(found.order_by(col(EvidenceLink.id))).all():
        links.setdefault(item_id, []).append((owed_id, title, secret))
    closing = select(Entry.item_id, Entry.shortfall).join(Item, col(Item.id) == Entry.item_id)
    closing = closing.where(Item.year_id == year.key_id, Entry.kind == EntryKind.CLOSING)
    closing = closing.where(Entry.state == EntryState.ACCEPTED, col(Entry.live).is_(True))
    missing = dict(session.exec(closing).all())
    later = select(Trail.item_id).join(Item).where(Item.year_id == year.key_id, Trail.verb == "evidence.supply")
    supplied = set(session.exec(later).all())
    for item in items:
        if item.key_id in supplied and not item.short:
            missing.pop(item.key_id, None)  # what was missing when it was closed has been handed in
    return [_listed(item, links.get(item.key_id, []), missing.get(item.key_id) or "") for item in items]


def _listed(item: Item, links: list[tuple[int | None, str, bool]], shortfall: str) -> Listed:
    titles = dict.fromkeys(title for _owed, title, secret in links if not secret)
    return Listed(
        item=item,
        there=len({owed for owed, _title, _secret in links if owed is not None}),
        evidence=tuple(titles),
        secret=sum(secret for _owed, _title, secret in links),
        shortfall=shortfall,
    )
