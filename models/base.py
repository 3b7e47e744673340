"""What every table shares: constraint names, strict assignment, kinds stored by value, refusals in words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import declared_attr, object_session
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import Field, Session, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _(text: str) -> str:
    """Mark a text for the message catalogue; pages and commands translate it when they show it."""
    return text


class NotAllowed(Exception):
    """A verb refused: `text` is a catalogue message, `values` fill it, `field` names the form field it is about."""

    def __init__(self, text: str, field: str | None = None, **values: object) -> None:
        super().__init__(text % values if values else text)
        self.text, self.field, self.values = text, field, values


class Kind(StrEnum):
    """A closed list of values, each with the word that people read."""

    word: str

    def __new__(cls, value: str, word: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.word = word
        return member


def kind_type(kind: type[Kind]) -> sa.Enum:
    """Column type that stores the value, so that a new member needs no migration."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Moment(sa.TypeDecorator[datetime]):
    """An aware UTC datetime on every database; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class DecimalText(sa.TypeDecorator[Decimal]):
    """A Decimal kept as text: SQLite's Numeric would go through float."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Unindexed(FunctionElement[int]):
    """A column that SQLite shall not look for by its index: it takes the one of the longer table. Others know better."""

    type = sa.Integer()
    inherit_cache = True


@compiles(Unindexed)
def _as_it_is(element: Unindexed, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(Unindexed, "sqlite")
def _behind_a_plus(element: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


class About(NamedTuple):
    """What the trail says of the row that an act was about: its bureau, its name for people, its item, and what is
    always said of it."""

    bureau_id: int
    label: str
    item_id: int | None = None
    facts: Mapping[str, object] = MappingProxyType({})


class Row(SQLModel):
    """Base of every table: a wrong value fails where it is assigned, not when it is read. What checks it is built when
    the first value is assigned: who only reads does not wait for it."""

    model_config = {"validate_assignment": True, "defer_build": True}

    id: int | None = Field(default=None, primary_key=True)

    @property
    def key_id(self) -> int:
        """The id of a row that has been flushed."""
        if self.id is None:
            session_of(self).flush()
        assert self.id is not None
        return self.id

    def about(self) -> About:
        """How the trail names this row. Rows that no act is about have no answer."""
        raise TypeError(f"no act is about a {type(self).__name__}")


class Versioned(Row):
    """A row that two people may edit: the database refuses the slower save."""

    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}


RAISE = {"lazy": "raise_on_sql"}  # of a relationship: who reads it has loaded it


def session_of(row: SQLModel) -> Session:
    """The session a row lives in; a row outside a session has no verbs."""
    session: OrmSession | None = object_session(row)
    if not isinstance(session, Session):
        raise RuntimeError("row is not in a session")
    return session


def text_column(limit: int) -> Any:
    """Required text of at most `limit` characters."""
    return Field(min_length=1, max_length=limit)


def link(target: str, *, nullable: bool = False, **options: Any) -> Any:
    """Foreign key with an index; rows people refer to are never deleted under them."""
    if nullable:
        return Field(default=None, foreign_key=target, index=True, nullable=True, **options)
    return Field(foreign_key=target, index=True, **options)
