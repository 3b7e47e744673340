"""The files of an item."""

from sqlmodel import Session, col, select

from models.asking import beside
from models.evidence.file import Evidence, EvidenceLink


def links_of(session: Session, item_id: int) -> list[EvidenceLink]:
    """The files of an item that have not been taken off, with who uploaded them."""
    query = select(EvidenceLink).options(beside(EvidenceLink.evidence, Evidence.uploader))
    query = query.where(EvidenceLink.item_id == item_id, col(EvidenceLink.withdrawn_at).is_(None))
    return list(session.exec(query.order_by(col(EvidenceLink.id))).all())
