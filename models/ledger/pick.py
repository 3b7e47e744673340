"""选用已有材料: the files that a person may use again, and where they stand."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import contains, load, page_of
from models.evidence import Evidence, EvidenceLink
from models.items import Item
from models.ledger.files import Found
from models.ledger.rights import readable, visible_file
from models.people import Person, Role
from models.years import Year, YearState

PAGE_SIZE = 20


def _pickable(viewer: Person) -> Any:
    """Files that stand somewhere the viewer may look, as a subquery of their ids; nobody picks what they may not see."""
    query = (
        select(EvidenceLink.evidence_id)
        .join(Evidence, col(EvidenceLink.evidence_id) == col(Evidence.id))
        .join(Item, col(EvidenceLink.item_id) == col(Item.id))
        .join(Year, col(Item.year_id) == col(Year.id))
        .where(col(EvidenceLink.withdrawn_at).is_(None), readable(viewer), visible_file(viewer))
    )
    return query if viewer.has(Role.OFFICE) else query.where(Year.state != YearState.PREPARING)


def pickable(session: Session, viewer: Person, bureau_id: int, text: str, page: int) -> Found[Evidence]:
    """Files that may be used again, the newest first."""
    where: list[Any] = [Evidence.bureau_id == bureau_id, col(Evidence.id).in_(_pickable(viewer))]
    if text:
        served = select(EvidenceLink.evidence_id).join(Item, col(EvidenceLink.item_id) == col(Item.id))
        served = served.where(readable(viewer), contains(text, Item.title, Item.no))
        where.append(sa.or_(contains(text, Evidence.title, Evidence.file_name), col(Evidence.id).in_(served)))
    total = session.exec(select(func.count()).select_from(Evidence).where(*where)).one()
    shown = page_of(total, PAGE_SIZE, page)
    query = select(Evidence).options(load(Evidence.uploader)).where(*where)
    query = shown.of(query.order_by(col(Evidence.id).desc()))
    return Found(list(session.exec(query).all()), total, shown.number, shown.pages)


def picked(session: Session, viewer: Person, bureau_id: int, ids: Sequence[int]) -> list[Evidence]:
    """The chosen ones of those that may be used again."""
    query = select(Evidence).where(Evidence.bureau_id == bureau_id, col(Evidence.id).in_(_pickable(viewer)))
    return list(session.exec(query.where(col(Evidence.id).in_(ids)).order_by(col(Evidence.id))).all())


def places(session: Session, viewer: Person, evidence_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """By file: the items it serves that the viewer may read, as (item id, no and title)."""
    query: Any = (
        sa.select(EvidenceLink.evidence_id, Item.id, Item.no, Item.title, Item.position)  # type: ignore[call-overload]
        .join(Item, col(EvidenceLink.item_id) == col(Item.id))
        .where(col(EvidenceLink.evidence_id).in_(evidence_ids), col(EvidenceLink.withdrawn_at).is_(None))
        .where(readable(viewer))
        .distinct()
        .order_by(col(Item.position))
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for evidence_id, item_id, no, title, _place in session.execute(query).all():
        found.setdefault(evidence_id, []).append((item_id, f"{no} {title}"))
    return found


def same_content(session: Session, viewer: Person, evidence: Evidence) -> Evidence | None:
    """Another file with this content that the viewer may see: it is kept once, and worth saying."""
    query = select(Evidence).where(Evidence.sha256 == evidence.sha256, Evidence.id != evidence.id)
    query = query.where(Evidence.bureau_id == evidence.bureau_id, col(Evidence.id).in_(_pickable(viewer)))
    return session.exec(query.order_by(col(Evidence.id))).first()
