"""The database is locked or gone: a clear page, what was typed stays, nothing is half saved, and it goes on afterwards."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, select

import db
from models.act import Act
from models.entries import Entry
from models.people import Role, add_bureau, add_person
from models.trail import Trail
from tests.apps import Pool, new_app
from tests.faults.play import TYPED, Line, overdue, report
from tests.make import PASSWORD, at
from tests.visitor import Visitor

HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


def impatient(app: Flask) -> None:
    """Wait a fifth of a second for a lock instead of five."""
    engine: sa.Engine = app.extensions["engine"]
    engine.dispose()
    sa.event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=200"))


@pytest.fixture
def locked(demo_app: Flask) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Another process that holds the write lock of the demonstration's database until it is ended."""
    held: list[subprocess.Popen[str]] = []

    def hold() -> subprocess.Popen[str]:
        path = demo_app.config["SETTINGS"].data / "fazhi.sqlite3"
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None and process.stdout.readline() == "locked\n"
        held.append(process)
        return process

    yield hold
    for one in held:
        one.kill()
        one.communicate()


def count(app: Flask, table: type[Entry] | type[Trail]) -> int:
    with Session(app.extensions["engine"]) as session:
        return len(session.exec(select(table.id)).all())


def test_a_locked_database_says_so_and_goes_on(
    demo_app: Flask, visit: Callable[[str], Visitor], locked: Callable[[], subprocess.Popen[str]]
) -> None:
    impatient(demo_app)
    visitor = visit("staff-window")
    path = overdue(visitor)
    entries, acts = count(demo_app, Entry), count(demo_app, Trail)
    other = locked()
    report(visitor, path, 503).says("暂时不能使用", "数据库忙", "没有保存", TYPED, "您刚才填写的内容")
    visitor.open(path)  # reading goes on beside the lock
    assert (count(demo_app, Entry), count(demo_app, Trail)) == (entries, acts)
    other.communicate("")
    report(visitor, path).says("已提交")
    assert count(demo_app, Entry) == entries + 1


def test_nobody_is_signed_in_half_while_it_is_locked(
    demo_app: Flask, locked: Callable[[], subprocess.Popen[str]]
) -> None:
    impatient(demo_app)
    other = locked()
    stranger = Visitor(demo_app).open("/login")
    stranger.submit("/login", 503, username="office", password="fazhi-demo-2020").silent("fazhi-demo-2020")
    assert stranger.status("/") == 302, "a sign-in that left no trail is none"
    other.communicate("")
    stranger.sign_in("office")


@pytest.fixture
def line(pg_pool: Pool, tmp_path: Path) -> Iterator[tuple[Line, Flask]]:
    """A line to PostgreSQL, and an app with an account behind it."""
    import psycopg

    name = f"cut{os.getpid()}"
    with psycopg.connect(f"{pg_pool.server}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE empty_template")
    wire = Line(int(pg_pool.server.rsplit(":", 1)[1]))
    app = new_app(tmp_path / "far", f"postgresql://fazhi@127.0.0.1:{wire.port}/{name}")
    with app.app_context():
        bureau = add_bureau(db.session(), Act(None, at(1, 1)), name="某局", short_name="某")
        add_person(
            db.session(),
            bureau,
            Act(None, at(1, 1)),
            username="chief",
            name="主任",
            password=PASSWORD,
            roles={Role.ADMIN, Role.OFFICE},
            department=None,
            must_change=False,
        )
        db.commit()
    yield wire, app
    app.extensions["engine"].dispose()
    wire.close()
    with psycopg.connect(f"{pg_pool.server}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_postgresql_stops_and_comes_back(line: tuple[Line, Flask]) -> None:
    wire, app = line
    chief = Visitor(app).sign_in("chief", PASSWORD).open("/departments/new")
    wire.cut()
    chief.submit("/departments/new", 503, name="创新科").says("暂时不能使用", "没有保存")
    assert chief.status("/healthz") == 503
    wire.mend()
    chief.open("/people").silent("创新科")
    chief.open("/departments/new").submit("/departments/new", name="创新科").says("已新增科室", "创新科")


def test_postgresql_stops_between_change_and_commit(line: tuple[Line, Flask]) -> None:
    wire, app = line
    chief = Visitor(app).sign_in("chief", PASSWORD).open("/departments/new")

    def stop(_held: object) -> None:
        wire.cut()

    sa.event.listen(app.extensions["engine"], "commit", stop)
    chief.submit("/departments/new", 503, name="政策科").says("没有保存")
    sa.event.remove(app.extensions["engine"], "commit", stop)
    wire.mend()
    deadline = time.monotonic() + 10
    while chief.status("/healthz") != 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    chief.open("/people").silent("政策科")
    with Session(app.extensions["engine"]) as session:
        assert "department.add" not in session.exec(select(Trail.verb)).all(), "neither the row nor its trail"


def test_the_commands_say_it_in_words(line: tuple[Line, Flask]) -> None:
    wire, app = line
    wire.cut()
    said = app.test_cli_runner().invoke(args=["doctor"])
    assert said.exit_code == 1 and "连不上数据库" in said.stdout and "Traceback" not in said.output
