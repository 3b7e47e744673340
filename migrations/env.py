"""Alembic's entrance. An engine of its own, without SQLite's foreign keys: batch mode copies tables."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import models  # noqa: F401 - so that the metadata knows every table
from db import make_engine
from models.base import DecimalText, Moment


def render_item(kind: str, thing: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write plain SQLAlchemy types: an old migration never imports the app."""
    if kind != "type":
        return False
    if isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(thing, DecimalText):
        return "sa.String(length=40)"
    if isinstance(thing, sa.Enum):
        return "sa.String(length=32)"
    if isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})" if thing.length else "sa.String()"
    return False


def compare_type(_context: Any, _column: Any, _meta: Any, inspected: Any, wanted: Any) -> bool | None:
    """Types of ours are kept as plain ones; compare what the database holds."""
    if isinstance(wanted, Moment):
        return not isinstance(inspected, sa.DateTime)
    if isinstance(wanted, DecimalText | sa.Enum):
        return not isinstance(inspected, sa.String)
    return None


def run() -> None:
    """Migrate, then let SQLite say whether every reference still holds."""
    engine = make_engine(context.config.attributes["url"].render_as_string(hide_password=False), foreign_keys=False)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=compare_type,
        )
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite":
                broken = connection.execute(sa.text("PRAGMA foreign_key_check")).fetchall()
                if broken:
                    raise RuntimeError(f"references without a row: {broken[:5]}")
    engine.dispose()


run()
