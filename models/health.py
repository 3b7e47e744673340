"""What the database itself can say of its health."""

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, func, select

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


def kept_hashes(session: Session) -> set[str]:
    """Every content hash that a row of any table refers to; a file without one may be swept."""
    found: set[str] = set()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith("sha256"):
                found |= {one for one in session.execute(sa.select(column)).scalars() if one}
    return found
