"""What the database itself can say of its health."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, func, select

from models.desk import nobody_reviews
from models.entry import HANDED_IN, Entry
from models.item import Item
from models.record import Record, RecordItem, RecordState
from models.tally import COLUMNS, WHOLE_YEAR, Tally
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


def wrong_sums(session: Session) -> list[int]:
    """The years whose running sums differ from their confirmed records, in the whole or over their items; one query.

    Cells are added up by kind, so that the database reads every record once and sorts none.
    """
    own: list[Any] = [sa.literal(1), col(Record.amount), col(Record.persons), col(Record.hundredths)]
    own.append(col(Record.persons) * col(Record.hundredths))
    records = sa.select(
        col(Record.year_id), sa.literal(1).label("whole"), col(Record.kind), *map(_total, own, COLUMNS)
    ).where(col(Record.state) == RecordState.CONFIRMED)
    items = records.with_only_columns(
        col(Record.year_id), sa.literal(0).label("whole"), col(Record.kind), *map(_total, own, COLUMNS)
    ).join(RecordItem, col(RecordItem.record_id) == col(Record.id))
    whole = sa.case((col(Tally.item_id) == WHOLE_YEAR, 1), else_=0).label("whole")
    kept = sa.select(
        col(Tally.year_id), whole, col(Tally.kind), *(_total(-getattr(Tally, name), name) for name in COLUMNS)
    )
    every = sa.union_all(
        records.group_by(col(Record.year_id), col(Record.kind)),
        items.group_by(col(Record.year_id), col(Record.kind)),
        kept.group_by(col(Tally.year_id), whole, col(Tally.kind)),
    ).subquery()
    differ = sa.or_(*(func.sum(every.c[name]) != 0 for name in COLUMNS))
    wrong = sa.select(every.c.year_id).group_by(every.c.year_id, every.c.whole, every.c.kind).having(differ)
    return list(session.exec(select(Year.no).where(col(Year.id).in_(wrong)).order_by(col(Year.no))).all())


def wrong_months(session: Session) -> list[int]:
    """The years with an item of one lead whose months handed in differ from the lead's entries (models.told)."""
    bits = select(func.sum(sa.literal(1).bitwise_lshift(col(Entry.month)))).where(
        Entry.item_id == Item.id, Entry.department_id == Item.lead_id, sa.text(HANDED_IN)
    )
    differ = col(Item.filed) != func.coalesce(bits.correlate(Item).scalar_subquery(), 0)
    wrong = select(Item.year_id).where(col(Item.all_departments).is_(False), differ)
    return list(session.exec(select(Year.no).where(col(Year.id).in_(wrong)).order_by(col(Year.no))).all())


def _total(column: Any, name: str) -> Any:
    return func.sum(column).label(name)


def kept_hashes(session: Session) -> set[str]:
    """Every content hash that a row of any table refers to; a file without one may be swept."""
    found: set[str] = set()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith("sha256"):
                found |= {one for one in session.execute(sa.select(column)).scalars() if one}
    return found
