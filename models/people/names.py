"""The names an archived year keeps: a department or a person that is renamed later is still called there as it was.

The year holds the names (`Year.names`) from its archiving until it is reopened. A page of such a year asks for them once;
from then on every department and person that its session loads carries the old name, for showing alone: nothing is changed.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import object_session
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from models.people.bureau import Department
from models.people.person import Person


def names_today(session: Session, bureau_id: int) -> dict[str, dict[str, str]]:
    """What every department and person is called now, by kind and id."""
    found: dict[str, dict[str, str]] = {}
    for table in (Department, Person):
        query = select(table.id, table.name).where(col(table.bureau_id) == bureau_id)
        found[kind_of(table)] = {str(key): name for key, name in session.exec(query)}
    return found


def kind_of(table: type[Department | Person]) -> str:
    return str(table.__tablename__)


def use_names(session: Session, names: dict[str, dict[str, str]]) -> None:
    """From now on this session shows these names (none: today's)."""
    session.info["names"] = names
    for row in list(session.identity_map.values()):
        if isinstance(row, Department | Person) and not sa.inspect(row).modified:
            if today := _today(row).pop(_key(row), None):
                set_committed_value(row, "name", today)
            _rename(row, names)


def own_name(row: Department | Person) -> str:
    """What a department or person is called now, whatever the year of the page calls them."""
    return _today(row).get(_key(row), row.name)


def _today(row: Department | Person) -> dict[tuple[str, str], str]:
    """The names of today in whose place this session shows old ones, by kind and id."""
    held = object_session(row)
    found: dict[tuple[str, str], str] = held.info.setdefault("today", {}) if held is not None else {}
    return found


def _key(row: Department | Person) -> tuple[str, str]:
    return kind_of(type(row)), str(sa.inspect(row).identity[0])


def called(session: Session, table: type[Department | Person], key: int | None, name: str | None) -> str | None:
    """The name to show where a query asked for the column alone."""
    names: dict[str, dict[str, str]] = session.info.get("names") or {}
    return names.get(kind_of(table), {}).get(str(key), name) if key else name


def _rename(row: Department | Person, names: dict[str, dict[str, str]]) -> None:
    kind, key = _key(row)
    old = names.get(kind, {}).get(key)
    if old:
        _today(row)[kind, key] = row.name
        set_committed_value(row, "name", old)


@sa.event.listens_for(Department, "load")
@sa.event.listens_for(Person, "load")
def _loaded(row: Any, _context: Any) -> None:
    held = object_session(row)
    if held is not None and (names := held.info.get("names")):
        _rename(row, names)


@sa.event.listens_for(Department, "refresh")
@sa.event.listens_for(Person, "refresh")
def _refreshed(row: Any, context: Any, attributes: Any) -> None:
    if attributes is None or "name" in attributes:
        _loaded(row, context)
