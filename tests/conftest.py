"""Fixtures: a migrated database of its own for each test, on SQLite and PostgreSQL, and the played demonstration."""

import fcntl
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings
from sqlmodel import Session, SQLModel, select

import db
import demo
from files import Store
from models.entries import recount_told
from models.people import person as people
from models.years import Year
from tests.apps import Pool, copied, new_app
from tests.bureaus import Both, mark, tops
from tests.memory import watch
from tests.servers import postgres
from tests.visitor import Visitor

BOTH = ("sqlite", "postgresql")
# In browsers and on paper counting what is reached costs more than the tests, and on the second database it is counted twice.
UNCOUNTED = re.compile(
    r"^(browser|test_anywhere|reports/test_(layout|appendix|red_head|pdf|hard_text|tables|measured|lines|around_the_text))"
)
people.hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # a test makes many accounts and guards none

settings.register_profile("steady", deadline=None, derandomize=True)  # neither a busy machine nor luck decides
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs without coverage."""
    for item in items:
        place = item.path.relative_to(Path(__file__).parent).as_posix()
        if UNCOUNTED.match(place) or "postgresql" in item.name:
            item.add_marker("uncounted")


@pytest.fixture(scope="session")
def pg_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    app = new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")
    with app.app_context():
        db.upgrade()
    app.extensions["engine"].dispose()
    return folder


@pytest.fixture(scope="session")
def pg_pool(pg_url: str, tmp_path_factory: pytest.TempPathFactory) -> Pool:
    with psycopg.connect(f"{pg_url}/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE empty_template")
    app = new_app(tmp_path_factory.mktemp("pg"), f"{pg_url}/empty_template")
    with app.app_context():
        db.upgrade()
    app.extensions["engine"].dispose()
    return Pool(pg_url, "empty_template")


class Makers:
    """Makes a new app on an empty migrated database of either kind."""

    def __init__(self, request: pytest.FixtureRequest, tmp_path: Path, held: ExitStack) -> None:
        self.request, self.tmp_path, self.held = request, tmp_path, held
        self.made = 0

    def __call__(self, kind: str) -> Flask:
        folder = self.tmp_path / f"data{self.made}"
        self.made += 1
        if kind == "sqlite":
            shutil.copytree(self.request.getfixturevalue("sqlite_template"), folder)
            app = new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")
        else:
            app = new_app(folder, self.held.enter_context(self.request.getfixturevalue("pg_pool").one()))
        self.held.callback(app.extensions["engine"].dispose)
        return app


@pytest.fixture
def make_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Flask]]:
    with ExitStack() as held:
        yield Makers(request, tmp_path, held)


@pytest.fixture
def app(make_app: Callable[[str], Flask]) -> Flask:
    """An app on an empty SQLite database."""
    return make_app("sqlite")


@pytest.fixture(params=BOTH)
def any_app(request: pytest.FixtureRequest, make_app: Callable[[str], Flask]) -> Flask:
    """An app on an empty database, once on SQLite and once on PostgreSQL."""
    return make_app(request.param)


@pytest.fixture
def session(any_app: Flask) -> Iterator[Session]:
    """A session on an empty database of each kind; whatever was done, memory and database say the same after each
    commit, and items end with what their entries come to."""
    engine = any_app.extensions["engine"]
    with any_app.app_context(), Session(engine, expire_on_commit=False) as held:
        watch(held)
        yield held
    with Session(engine) as after:
        assert sum(recount_told(after, year_id) for year_id in after.exec(select(Year.id)).all() if year_id) == 0


def play(app: Flask) -> None:
    """Load the demonstration into an app's empty database."""
    store: Store = app.extensions["store"]

    with app.app_context():
        demo.load(db.session(), store)
        db.commit()


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first worker makes, and the others wait for."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            work = folder.with_name(f"{name}-in-work")
            make(work)
            work.rename(folder)
    return folder


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A data folder with the demonstration, to be copied: played once for all workers."""

    def make(folder: Path) -> None:
        shutil.copytree(sqlite_template, folder)
        app = new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")
        play(app)
        app.extensions["engine"].dispose()

    return once(tmp_path_factory, "played", make)


@pytest.fixture
def demo_app(played: Path, tmp_path: Path) -> Iterator[Flask]:
    """An app with its own copy of the demonstration (SQLite)."""
    folder = tmp_path / "demo"
    copied(played, folder)
    app = new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="session")
def pg_played(played: Path, pg_pool: Pool) -> Path:
    """The demonstration in a template database of PostgreSQL, and the data folder that goes with it."""
    with psycopg.connect(f"{pg_pool.server}/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE played_template TEMPLATE empty_template")
    filled(f"sqlite:///{played / 'fazhi.sqlite3'}", f"{pg_pool.server}/played_template")
    return played


@pytest.fixture(params=BOTH)
def any_demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app with its own copy of the demonstration, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("demo_app")
        return
    folder, url = tmp_path / "pg-demo", request.getfixturevalue("pg_url")
    copied(request.getfixturevalue("pg_played"), folder)
    name = f"d{abs(hash(str(folder)))}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE played_template")
    app = new_app(folder, f"{url}/{name}")
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="session")
def both_played(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The played demonstration marked as one bureau's, and played again as another's: once for all workers."""

    def make(folder: Path) -> None:
        app = new_app(copied(played, folder), f"sqlite:///{folder / 'fazhi.sqlite3'}")
        mark(app)
        (folder / "first.json").write_text(json.dumps(tops(app)), encoding="utf-8")
        play(app)
        app.extensions["engine"].dispose()

    return once(tmp_path_factory, "both", make)


@pytest.fixture(scope="session")
def boths(
    both_played: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Both]]:
    """Two bureaus in one database of a kind, made when it is first asked for."""
    made: dict[str, Both] = {}

    def one(kind: str) -> Both:
        if kind not in made:
            folder = copied(both_played, tmp_path_factory.mktemp("both") / "data")
            url = f"sqlite:///{folder / 'fazhi.sqlite3'}"
            if kind == "postgresql":
                pool: Pool = request.getfixturevalue("pg_pool")
                with psycopg.connect(f"{pool.server}/postgres", autocommit=True) as server:
                    server.execute("CREATE DATABASE two_bureaus TEMPLATE empty_template")
                filled(url, url := f"{pool.server}/two_bureaus")
            made[kind] = Both(new_app(folder, url), json.loads((folder / "first.json").read_text(encoding="utf-8")))
        return made[kind]

    yield one
    for both in made.values():
        both.app.extensions["engine"].dispose()


@pytest.fixture(scope="session", params=BOTH)
def both(request: pytest.FixtureRequest, boths: Callable[[str], Both]) -> Both:
    """Two bureaus in one database, of each kind."""
    return boths(request.param)


def filled(source: str, target: str) -> None:
    """Put every row of one database into another that is empty."""
    old, new = db.make_engine(source), db.make_engine(target)
    with old.connect() as reading, new.begin() as writing:
        writing.execute(sa.text("SET session_replication_role = replica"))  # rows that name later ones of their table
        for table in SQLModel.metadata.sorted_tables:
            rows = [dict(one) for one in reading.execute(table.select()).mappings()]
            if rows:
                writing.execute(table.insert(), rows)
                last = sa.select(sa.func.max(table.c.id)).scalar_subquery()
                writing.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), last)))
    old.dispose()
    new.dispose()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, str]:
    """Session cookies by user name: copies of the demonstration have one secret key and the same accounts."""
    return {}


@pytest.fixture
def visit(demo_app: Flask, signed_in: dict[str, str]) -> Callable[[str], Visitor]:
    """A visitor of the demonstration who signed in: through the page the first time, after that with the cookie."""

    def one(username: str) -> Visitor:
        visitor = Visitor(demo_app)
        if username in signed_in:
            visitor.client.set_cookie("session", signed_in[username])
            return visitor
        visitor.sign_in(username)
        cookie = visitor.client.get_cookie("session")
        assert cookie is not None
        signed_in[username] = cookie.value
        return visitor

    return one


@pytest.fixture(autouse=True)
def quiet_migrations() -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
