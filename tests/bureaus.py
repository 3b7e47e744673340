"""Two bureaus in one database, each with its own year 2020 played. The first is written through with a word that the
second one's people must never read; its rows are those that were there first."""

from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlmodel import SQLModel

MARK = "甲局独有"
THEIRS = "a-"  # in front of the user names of the first bureau: a name is taken once in an installation
# what people write or read, by table; every text of the first bureau begins with the mark
WORDS = {
    "bureau": ("name", "short_name", "addressee", "signature"),
    "checkpoint": ("text",),
    "citation": ("reason",),
    "department": ("name",),
    "dismissal": ("quote", "message", "reason"),
    "entry": ("text", "shortfall"),
    "evidence": ("title", "file_name"),
    "evidence_link": ("reason",),
    "figure": ("note",),
    "indicator": ("name", "definition"),
    "item": ("no", "title", "section", "requirement", "origin", "note", "reason"),
    "owed": ("text",),
    "passage": ("body", "base_text"),
    "person": ("name",),
    "record": ("title", "sort", "reason"),
    "record_update": ("text",),
    "relation": ("name",),
    "review": ("reason",),
    "trail": ("label",),
    "year": ("title", "addressee", "signature", "attachments", "copy_to", "printed_by"),
    "year_checklist": ("title",),
    "year_data": ("title",),
}
Rows = dict[str, list[tuple[Any, ...]]]


def mark(app: Flask) -> None:
    """Write the mark into all that is there."""
    with app.extensions["engine"].begin() as connection:
        for name, columns in WORDS.items():
            table = SQLModel.metadata.tables[name]
            marked: dict[str, Any] = {one: sa.literal(MARK) + table.c[one] for one in columns}
            connection.execute(table.update().values(marked))
        person = SQLModel.metadata.tables["person"]
        connection.execute(person.update().values(username=sa.literal(THEIRS) + person.c.username))


def tops(app: Flask) -> dict[str, int]:
    """By table the last id there is: what has it or a lower one belongs to the bureau that was first."""
    with app.extensions["engine"].connect() as connection:
        query = {table.name: sa.select(sa.func.max(table.c.id)) for table in SQLModel.metadata.sorted_tables}
        return {name: connection.execute(one).scalar() or 0 for name, one in query.items()}


class Both:
    """The database of both, and what belongs to the first."""

    def __init__(self, app: Flask, first: dict[str, int]) -> None:
        self.app, self.first = app, first

    def rows(self) -> Rows:
        """Every row of the first bureau."""
        with self.app.extensions["engine"].connect() as connection:
            return {
                table.name: [
                    tuple(one)
                    for one in connection.execute(
                        table.select().where(table.c.id <= self.first[table.name]).order_by(table.c.id)
                    )
                ]
                for table in SQLModel.metadata.sorted_tables
            }

    def strays(self) -> list[str]:
        """What the second bureau's rows lead to in the first one."""
        found = []
        with self.app.extensions["engine"].connect() as connection:
            for table in SQLModel.metadata.sorted_tables:
                for key in table.foreign_keys:
                    target = key.column.table.name
                    across = (table.c.id > self.first[table.name], key.parent <= self.first[target])
                    ids = connection.execute(sa.select(table.c.id).where(*across)).scalars().all()
                    found += [f"{table.name} {one}.{key.parent.name}" for one in ids]
        return found

    def ids(self, sql: str) -> list[int]:
        """What a query finds; `:top` stands for the last id of the first bureau's table that it names after FROM."""
        table = sql.split("FROM ")[1].split()[0]
        with self.app.extensions["engine"].connect() as connection:
            return list(connection.execute(sa.text(sql), {"top": self.first[table]}).scalars())
