"""A row that now names another row by its id leads to that one: what was loaded for the old id is not held on to.

Verbs set the id (`lead_id`), pages show the row behind it (`lead`). Where the new one is not at hand it has to be loaded
by whoever wants to show it, as always (`raise_on_sql`).
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import RelationshipDirection
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel


@sa.event.listens_for(Session, "after_flush")
def follow(session: Session, _context: object) -> None:
    """Let go of what the rows of this flush no longer name."""
    for row in (*session.new, *session.dirty):
        mapper: Any = sa.inspect(type(row))
        for relation in mapper.relationships:
            if relation.direction is RelationshipDirection.MANYTOONE:
                _follow(session, row, relation)


def _follow(session: Session, row: SQLModel, relation: Any) -> None:
    state: Any = sa.inspect(row)
    (column,) = relation.local_columns
    key = state.mapper.get_property_by_column(column).key
    if relation.key not in state.dict or key not in state.dict:
        return
    held, wanted = state.dict[relation.key], state.dict[key]
    if _id_of(held) == wanted:
        return
    new = session.identity_map.get(identity_key(relation.mapper.class_, wanted)) if wanted is not None else None
    if new is None and wanted is not None:
        session.expire(row, [relation.key])
    else:
        set_committed_value(row, relation.key, new)


def _id_of(row: SQLModel | None) -> int | None:
    """The id of a row without asking for it: one that came with this flush is not known to the session yet."""
    if row is None:
        return None
    state: Any = sa.inspect(row)
    found: int | None = state.identity[0] if state.identity else state.dict.get("id")
    return found
