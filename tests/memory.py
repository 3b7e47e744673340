"""What a session holds in memory, compared after each commit with what another one reads: the two say the same."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import RelationshipDirection
from sqlmodel import Session, SQLModel

from models.people import Department, Person, called


def watch(session: Session) -> None:
    """From now on every commit of this session is looked at; what differs fails the test."""

    @sa.event.listens_for(session, "after_commit")
    def _compare(held: Session) -> None:
        found = list(differences(held))
        assert not found, found


def differences(session: Session) -> Iterator[str]:
    """Each field of a row at hand that the database has otherwise, and each row it leads to."""
    tables: dict[sa.Table, dict[int, Any]] = {}
    for row in session.identity_map.values():
        state: Any = sa.inspect(row)
        tables.setdefault(state.mapper.local_table, {})[state.identity[0]] = row
    with session.get_bind().engine.connect() as other:
        for table, rows in tables.items():
            query = table.select().where(table.c.id.in_(rows))
            there = {one.id: one for one in other.execute(query)}
            for key, row in rows.items():
                name = f"{table.name} {key}"
                yield from _of_row(session, name, row, there[key]) if key in there else [f"{name} is gone"]


def _of_row(session: Session, name: str, row: SQLModel, there: sa.Row[Any]) -> Iterator[str]:
    state: Any = sa.inspect(row)
    for column in state.mapper.column_attrs:
        if column.key not in state.dict:  # to be read when it is asked for
            continue
        here, kept = state.dict[column.key], there._mapping[column.columns[0]]
        if column.key == "name" and isinstance(row, Department | Person):  # an archived year shows the old one
            kept = called(session, type(row), there.id, kept)
        if here != kept:
            yield f"{name}.{column.key}: {here!r} in memory, {kept!r} in the database"
    for relation in state.mapper.relationships:
        if relation.direction is RelationshipDirection.MANYTOONE and relation.key in state.dict:
            (column,) = relation.local_columns
            led, kept = state.dict[relation.key], there._mapping[column]
            if (led.id if led is not None else None) != kept:
                yield f"{name}.{relation.key}: {led!r:.60} in memory, {kept!r} in the database"
