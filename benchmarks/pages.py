"""Pages of a year of 10,000 items and 120,000 entries beside the same pages of a year of 60, in one run.

    .venv/bin/python -m benchmarks.pages [--postgresql] [--items 10000] [--rounds 12] [--cpu] [--json]

Both years stand in databases of their own and are asked turn by turn; the fastest answer of each counts, so that a
busy machine disturbs both alike. What is printed: milliseconds, their ratio, and how many queries each page makes.
"""

import argparse
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

import config
import db
from app import create_app
from benchmarks.year import ENTRIES, PASSWORD, YEAR, build

LEDGER = f"/years/{YEAR}/ledger"
PAGES: tuple[tuple[str, str, str], ...] = (
    ("home of the office", "office", "/"),
    ("home of a member", "staff", "/"),
    ("home of a leader", "boss", "/"),
    ("ledger, first page", "office", LEDGER),
    ("ledger, last page", "office", f"{LEDGER}?page=99999"),
    ("ledger, late ones", "office", f"{LEDGER}?lamp=late"),
    ("ledger, one department", "office", f"{LEDGER}?department=1"),
    ("ledger, text", "office", f"{LEDGER}?q=事项"),
    ("ledger, by due date", "office", f"{LEDGER}?sort=due"),
    ("ledger, by lamp", "office", f"{LEDGER}?sort=lamp"),
    ("ledger, by percent", "office", f"{LEDGER}?sort=percent&down=1"),
    ("ledger of a member", "staff", LEDGER),
    ("item", "office", "/items/31"),
    ("review queue", "office", f"/years/{YEAR}/review"),
    ("review of one entry", "office", "/review/36"),
    ("monthly slip", "staff", f"/years/{YEAR}/monthly"),
    ("report", "office", f"/years/{YEAR}/report"),
    ("report, one passage", "office", f"/years/{YEAR}/report/passage?slot=work/big/t1"),
)


@dataclass(frozen=True)
class Line:
    """One page: the fastest answer of the small and of the large year in milliseconds, their queries and rows."""

    page: str
    small_ms: float
    large_ms: float
    small_queries: int
    large_queries: int
    small_rows: int
    large_rows: int

    @property
    def ratio(self) -> float:
        return self.large_ms / self.small_ms


class Place:
    """A year of some size behind an app, with a signed-in browser of each account."""

    def __init__(self, folder: Path, url: str, items: int) -> None:
        folder.mkdir()
        self.app = create_app(config.Settings(data=folder, database_url=url))
        with self.app.app_context():
            db.upgrade()
            started = time.perf_counter()
            build(db.session(), items)
            db.commit()
            db.analyze()  # as `flask start` does
            if url.startswith("postgresql"):  # as its own housekeeping does after a while
                with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.execute(sa.text("VACUUM ANALYZE"))
        self.built_in = time.perf_counter() - started
        self.clients = {name: signed_in(self.app, name) for name in ("office", "staff", "boss")}
        self.queries = 0
        sa.event.listen(self.app.extensions["engine"], "before_cursor_execute", self.count)

    def count(self, *_call: Any) -> None:
        self.queries += 1

    def open(self, who: str, path: str, clock: Callable[[], float]) -> tuple[float, int, int]:
        """(milliseconds, queries, rows of tables and lists) of one answer."""
        before, started = self.queries, clock()
        answer = self.clients[who].get(path)
        took = (clock() - started) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        text = answer.get_data(as_text=True)
        return took, self.queries - before, text.count("<tr") + text.count("<li")


def signed_in(app: Flask, username: str) -> FlaskClient:
    """A browser session."""
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/login").get_data(as_text=True))
    data = {"username": username, "password": PASSWORD, "csrf_token": token[1] if token else ""}
    answer = client.post("/login", data=data)
    if answer.status_code != 303:
        raise SystemExit(f"sign-in of {username}: {answer.status_code}")
    return client


@contextmanager
def places(items: int, postgresql: bool) -> Iterator[tuple[Place, Place]]:
    """The small and the large year, on databases that live as long as the block."""
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fazhi-bench-")))
        urls = [f"sqlite:///{root / name / 'fazhi.sqlite3'}" for name in ("small", "large")]
        if postgresql:
            from tests.servers import postgres

            server = stack.enter_context(postgres())
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE small")
                connection.execute("CREATE DATABASE large")
            urls = [f"{server}/small", f"{server}/large"]
        found = Place(root / "small", urls[0], 60), Place(root / "large", urls[1], items)
        yield found
        for one in found:
            one.app.extensions["engine"].dispose()


def measure(small: Place, large: Place, rounds: int, clock: Callable[[], float]) -> Iterator[Line]:
    for page, who, path in PAGES:
        times: tuple[list[float], list[float]] = ([], [])
        for _round in range(rounds):
            (fast, few, short), (slow, many, long) = small.open(who, path, clock), large.open(who, path, clock)
            times[0].append(fast)
            times[1].append(slow)
        yield Line(page, min(times[0]), min(times[1]), few, many, short, long)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--postgresql", action="store_true", help="on a throw-away PostgreSQL instead of SQLite")
    asked.add_argument("--items", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=12)
    asked.add_argument("--cpu", action="store_true", help="count processor time, for a busy machine (SQLite only)")
    asked.add_argument("--json", action="store_true")
    want = asked.parse_args()
    with places(want.items, want.postgresql) as (small, large):
        lines = list(measure(small, large, want.rounds, time.process_time if want.cpu else time.perf_counter))
        if want.json:
            print(json.dumps([asdict(one) for one in lines]))
            return
        kind = "PostgreSQL" if want.postgresql else "SQLite"
        print(f"{kind}: {want.items} items, {want.items * ENTRIES} entries, built in {large.built_in:.1f} s")
        print(
            f"| page | 60 items, ms | {want.items} items, ms | ratio | queries | rows |\n| --- | ---: | ---: | ---: | ---: | ---: |"
        )
        for one in lines:
            queries, rows = f"{one.small_queries} / {one.large_queries}", f"{one.small_rows} / {one.large_rows}"
            print(f"| {one.page} | {one.small_ms:.1f} | {one.large_ms:.1f} | {one.ratio:.2f} | {queries} | {rows} |")


if __name__ == "__main__":
    main()
