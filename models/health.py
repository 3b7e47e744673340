"""What the database itself can say of its health."""

from sqlmodel import Session, col, func, select

from models.desk import reviewable
from models.entry import Entry, EntryState
from models.item import Item
from models.people import Role, people


def unreviewable(session: Session, bureau_id: int) -> list[Entry]:
    """Submitted entries that nobody may answer: their author is the only one who could."""
    reviewers = [one for one in people(session, bureau_id, active=True) if one.has(Role.OFFICE, Role.LEADER)]
    query = select(Entry).join(Item).where(Entry.state == EntryState.SUBMITTED)
    for one in reviewers:
        query = query.where(~reviewable(one))
    return list(session.exec(query.order_by(col(Entry.id)).limit(20)).all())


def row_count(session: Session) -> int:
    """How many items there are; asks whether tables can be read at all."""
    return session.exec(select(func.count()).select_from(Item)).one()
