"""What an item still lacks before it is whole: steps not ticked, papers not there."""

from sqlmodel import col, select

from models.base import session_of
from models.evidence.file import EvidenceLink
from models.items import Item


def open_ends(item: Item) -> list[str]:
    """Required checkpoints not ticked and evidence owed that is not there."""
    ends = [step.text for step in item.checkpoints if step.required and step.ticked_at is None]
    query = select(EvidenceLink.owed_id).where(
        EvidenceLink.item_id == item.id, col(EvidenceLink.withdrawn_at).is_(None)
    )
    there = set(session_of(item).exec(query).all())
    return ends + [owed.text for owed in item.owed if owed.id not in there]
