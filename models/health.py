"""What the database itself can say of its health."""

from sqlmodel import Session, col, func, select

from models.desk import nobody_reviews
from models.entry import Entry
from models.item import Item
from models.year import Year


def unreviewable(session: Session, bureau_id: int, *, item_id: int | None = None) -> list[Entry]:
    """Submitted entries that nobody may answer: their author is the only one who could."""
    query = select(Entry).join(Item).join(Year).where(Year.bureau_id == bureau_id, nobody_reviews())
    if item_id is not None:
        query = query.where(Entry.item_id == item_id)
    return list(session.exec(query.order_by(col(Entry.id)).limit(20)).all())


def row_count(session: Session) -> int:
    """How many items there are; asks whether tables can be read at all."""
    return session.exec(select(func.count()).select_from(Item)).one()
