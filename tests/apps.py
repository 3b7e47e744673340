"""Apps and databases for tests, without what every test would do again: routes, templates and statements compiled."""

import copy
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask
from psycopg import sql

import config
import db
from app import create_app
from files import Store


@cache
def pattern() -> Flask:
    """The app as create_app() makes it; it never answers, it is copied."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(config.Settings(data=Path(folder), database_url="sqlite://"))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return app


SHARED: dict[str, tuple[Any, Any]] = {}


def share(engine: sa.Engine) -> sa.Engine:
    """Let the engines of all tests share one dialect of each kind, and the statements compiled for it."""
    name = engine.dialect.name
    if name not in SHARED:
        first = db.make_engine("sqlite://" if name == "sqlite" else engine.url.render_as_string(hide_password=False))
        try:
            first.connect().close()  # a dialect learns from its first connection what the server can do
        except sa.exc.OperationalError:  # a test of a server that is not there
            return engine
        first.dispose()
        SHARED[name] = first.dialect, first._compiled_cache
    engine.dialect, engine._compiled_cache = SHARED[name]
    return engine


def new_app(folder: Path, url: str) -> Flask:
    """An app of its own data folder, settings, database and pages; only the routes and the compiled are shared."""
    settings = config.Settings(data=folder, database_url=url)
    folder.mkdir(parents=True, exist_ok=True)
    app = copy.copy(pattern())
    app.config = copy.copy(app.config)
    app.config.update(SETTINGS=settings, SECRET_KEY=settings.secret_key())
    app.view_functions = dict(app.view_functions)
    app.extensions = app.extensions | {
        "engine": share(db.make_engine(url)),
        "store": Store(folder / "evidence", config.MAX_UPLOAD),
    }
    return app


def copied(played: Path, folder: Path) -> Path:
    """A data folder like another one: its own database, and the same kept files, which the product never writes into."""
    folder.mkdir(parents=True)
    for path in played.iterdir():
        if path.is_dir():
            shutil.copytree(path, folder / path.name, copy_function=os.link)
        else:
            shutil.copy(path, folder)
    return folder


EMPTY = """
DO $$
DECLARE name text; filled boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %I', name); END IF;
  END LOOP;
  PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
END $$
"""


class Pool:
    """Empty migrated databases of one PostgreSQL: emptied after use, which is ten times quicker than making one."""

    def __init__(self, server: str, template: str) -> None:
        self.server, self.template = server, template
        self.free: list[str] = []
        self.numbers = count(1)

    @contextmanager
    def one(self) -> Iterator[str]:
        """The address of a database that nobody else uses."""
        name = self.free.pop() if self.free else self._made()
        yield f"{self.server}/{name}"
        with psycopg.connect(f"{self.server}/{name}", autocommit=True) as connection:
            connection.execute(EMPTY)
        self.free.append(name)

    def _made(self) -> str:
        name = f"t{next(self.numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(self.template))
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            connection.execute(create)
        return name
