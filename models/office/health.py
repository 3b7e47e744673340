"""What the database itself can say of its health."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.entries import HANDED_IN, Entry, EntryState, ItemFormer, former_pairs
from models.evidence import Evidence, closed_short
from models.items import Item
from models.ledger import nobody_reviews
from models.passages import Edition
from models.records import COLUMNS, WHOLE_YEAR, Record, RecordItem, RecordState, Tally
from models.years import Year, of_bureau

# Every column that holds the content hash of a kept file. Who adds such a column adds it here, or
# the sweep takes its files.
KEPT: tuple[Any, ...] = (Evidence.sha256, Edition.pdf_sha256)


def unreviewable(session: Session, bureau_id: int, *, item_id: int | None = None) -> list[Entry]:
    """Submitted entries that nobody may answer: their author is the only one who could."""
    query = select(Entry).join(Item).where(nobody_reviews(bureau_id))
    if item_id is not None:
        query = query.where(Entry.item_id == item_id)
    return list(session.exec(query.order_by(col(Entry.id)).limit(20)).all())


def row_count(session: Session) -> int:
    """How many items there are; asks whether tables can be read at all."""
    return session.exec(select(func.count()).select_from(Item)).one()


def wrong_sums(session: Session, bureau_id: int, *, thorough: bool = False) -> list[int]:
    """The years of a bureau whose running sums differ from their confirmed records; one query.

    A page asks how many records there are of each class, which an index answers; `thorough` adds up every measure
    of every record, over the items too.
    """
    names = COLUMNS if thorough else COLUMNS[:1]
    sets = [_counted(names, 1)]
    kept: Any = sa.select(
        col(Tally.year_id),
        sa.case((col(Tally.item_id) == WHOLE_YEAR, 1), else_=0).label("whole"),
        col(Tally.kind),
        col(Tally.sort),
        *(func.sum(-getattr(Tally, name)).label(name) for name in names),
    )
    if thorough:
        sets.append(_counted(names, 0).join(RecordItem, col(RecordItem.record_id) == col(Record.id)))
    else:
        kept = kept.where(col(Tally.item_id) == WHOLE_YEAR)
    sets.append(kept.group_by(col(Tally.year_id), sa.text("whole"), col(Tally.kind), col(Tally.sort)))
    every = sa.union_all(*sets).subquery()
    differ = sa.or_(*(func.sum(every.c[name]) != 0 for name in names))
    wrong = sa.select(every.c.year_id).group_by(every.c.year_id, every.c.whole, every.c.kind, every.c.sort)
    query = select(Year.no).where(Year.bureau_id == bureau_id, col(Year.id).in_(wrong.having(differ)))
    return list(session.exec(query.order_by(col(Year.no))).all())


def wrong_told(session: Session, bureau_id: int) -> list[int]:
    """The years of a bureau with an item beside which something else is kept than its entries say (models.told, models.former):
    the months of its lead, whether anything was reported, who once wrote."""
    bits = select(func.sum(sa.literal(1).bitwise_lshift(col(Entry.month)))).where(
        Entry.item_id == Item.id, Entry.department_id == Item.lead_id, sa.text(HANDED_IN)
    )
    months = col(Item.filed) != func.coalesce(bits.correlate(Item).scalar_subquery(), 0)
    reported = select(Entry.id).where(Entry.item_id == Item.id, Entry.state != EntryState.DRAFT)
    kept: Any = sa.select(col(ItemFormer.item_id), col(ItemFormer.department_id), sa.literal(-1))
    pairs = sa.union_all(former_pairs().add_columns(sa.literal(1).label("number")), kept).subquery()
    former = sa.select(pairs.c.item_id).group_by(pairs.c.item_id, pairs.c.department_id)
    differ = sa.or_(
        sa.and_(col(Item.all_departments).is_(False), months),
        col(Item.reported) != reported.correlate(Item).exists(),
        col(Item.short) != closed_short(),
        col(Item.id).in_(former.having(func.sum(pairs.c.number) != 0)),
    )
    wrong = select(Item.year_id).where(differ)
    query = select(Year.no).where(Year.bureau_id == bureau_id, col(Year.id).in_(wrong))
    return list(session.exec(query.order_by(col(Year.no))).all())


def _counted(names: Sequence[str], whole: int) -> Any:
    """Confirmed records by year, kind and class, as the sums have them."""
    columns = {"records": sa.literal(1), "person_hundredths": col(Record.persons) * col(Record.hundredths)}
    own = [columns.get(name, getattr(Record, name, None)) for name in names]
    cell = (col(Record.year_id), col(Record.kind), col(Record.sort))
    query: Any = sa.select(
        cell[0],
        sa.literal(whole).label("whole"),
        *cell[1:],
        *(func.sum(one).label(name) for one, name in zip(own, names, strict=True)),
    )
    return query.where(col(Record.state) == RecordState.CONFIRMED).group_by(*cell)


def kept_hashes(session: Session, bureau_id: int | None = None) -> set[str]:
    """The content hash of every kept file, of one bureau or of all: one that is not there is a fault, one that has no
    row at all may be swept."""
    of_one = {Evidence: col(Evidence.bureau_id) == bureau_id, Edition: of_bureau(Edition.year_id, bureau_id or 0)}
    found = (sa.select(one).where(of_one[one.class_] if bureau_id else sa.true()) for one in KEPT)
    return set(session.execute(sa.union(*found)).scalars())
