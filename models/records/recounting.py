"""The running sums made anew from the records one by one."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, delete, func

from models.records.record import Record, RecordItem, RecordState
from models.records.tally import COLUMNS, KEYS, WHOLE_YEAR, Tally


def recount(session: Session, year_id: int) -> None:
    """Make the sums of a year anew from its records one by one."""
    session.exec(delete(Tally).where(col(Tally.year_id) == year_id))
    for item_id in (sa.literal(WHOLE_YEAR), col(RecordItem.item_id)):
        item: Any = item_id
        keys: list[Any] = [col(Record.year_id), item, Record.kind, Record.sort, Record.month, Record.department_id]
        added_up: list[Any] = [
            func.count(),
            func.sum(Record.amount),
            func.sum(Record.persons),
            func.sum(Record.hundredths),
        ]
        added_up.append(func.sum(col(Record.persons) * col(Record.hundredths)))
        query: Any = sa.select(*keys, *added_up).select_from(Record)
        if item.key == "item_id":
            query = query.join(RecordItem, col(RecordItem.record_id) == col(Record.id))
        query = query.where(col(Record.year_id) == year_id, col(Record.state) == RecordState.CONFIRMED)
        grouped = [one for one in keys if not isinstance(one, sa.BindParameter)]
        session.execute(sa.insert(Tally).from_select([*KEYS, *COLUMNS], query.group_by(*grouped)))
