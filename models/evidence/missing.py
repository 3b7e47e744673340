"""What an item still lacks before it is whole: steps not ticked, papers not there.

Of a closed item it is kept beside the item (`Item.short`), so that the ledger finds it among many: made anew in every
flush that closes an item, opens it again, or changes its papers.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, col, select

from models.base import session_of
from models.evidence.file import EvidenceLink
from models.items import Checkpoint, Item, ItemState, Owed, Result


def open_ends(item: Item) -> list[str]:
    """Required checkpoints not ticked and evidence owed that is not there."""
    ends = [step.text for step in item.checkpoints if step.required and step.ticked_at is None]
    query = select(EvidenceLink.owed_id).where(
        EvidenceLink.item_id == item.id, col(EvidenceLink.withdrawn_at).is_(None)
    )
    there = set(session_of(item).exec(query).all())
    return ends + [owed.text for owed in item.owed if owed.id not in there]


def paper_missing() -> Any:
    """Whether a thing owed has no file that stands, as a condition of the database."""
    there = select(EvidenceLink.id).where(EvidenceLink.owed_id == Owed.id, col(EvidenceLink.withdrawn_at).is_(None))
    return ~there.correlate(Owed).exists()


def closed_short() -> Any:
    """What Item.short should be: closed as done, and open_ends has something."""
    papers = select(Owed.id).where(Owed.item_id == Item.id, paper_missing()).correlate(Item).exists()
    steps = select(Checkpoint.id).where(Checkpoint.item_id == Item.id, col(Checkpoint.ticked_at).is_(None))
    steps = steps.where(col(Checkpoint.required)).correlate(Item)
    owes = sa.or_(col(Item.result).is_(None), col(Item.result) != Result.NOT_APPLICABLE)
    return sa.and_(col(Item.state) == ItemState.CLOSED, owes, sa.or_(papers, steps.exists()))


@sa.event.listens_for(Session, "after_flush")
def keep(session: Session, _context: object) -> None:
    """Make anew what the rows of this flush may have changed."""
    items = {row.key_id for row in session.dirty if isinstance(row, Item) and _changed(row, "state", "result")}
    links = (row for row in (*session.new, *session.dirty) if isinstance(row, EvidenceLink))
    items |= {row.item_id for row in links if row in session.new or _changed(row, "owed_id", "withdrawn_at")}
    if items:
        _make_anew(session, col(Item.id).in_(items))


def recount_short(session: Session, year_id: int) -> int:
    """Make it anew for every item of a year; how many items were wrong."""
    session.flush()
    return _make_anew(session, col(Item.year_id) == year_id)


def _changed(row: SQLModel, *names: str) -> bool:
    seen: Any = sa.inspect(row)
    return any(seen.attrs[name].history.has_changes() for name in names)


def _make_anew(session: Session, which: Any) -> int:
    """In the database, past the version that two editors are told apart by; and in the rows that the session holds."""
    connection, right = session.connection(), closed_short()
    wrong = connection.execute(sa.select(col(Item.id), col(Item.short)).where(which, col(Item.short) != right)).all()
    for item_id, short in wrong:
        connection.execute(sa.update(Item).where(col(Item.id) == item_id).values(short=not short))
        held = session.identity_map.get(identity_key(Item, item_id))
        if held is not None:
            set_committed_value(held, "short", not short)
    return len(wrong)
