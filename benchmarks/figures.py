"""Pages and the report with a few hundred records and with 100,000: the same queries, and hardly more time.

    .venv/bin/python -m benchmarks.figures [--records 100000] [--rounds 15] [--cpu]

Both years are the demonstration with so many records more; they are made and asked turn by turn in one run, and the
median answer of each counts. The aim is the same queries and a ratio of 1.5; where a page misses it the run ends with 1.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import click
import sqlalchemy as sa
from flask import Flask
from sqlmodel import col, select

import config
import db
from app import create_app
from commands.demo import load_if_empty
from models.people import Department, Person
from models.records import Record, RecordItem, RecordState, recount
from models.years import Year
from tests.visitor import Visitor

FEW = 100
KINDS = (
    ("meeting", "推进会"),
    ("study", "集中学习"),
    ("decision", "重大决策"),
    ("visit", "走访"),
    ("credit", "荣誉信息"),
)
PAGES = {
    "records of a kind": "/years/2020/records?kind=meeting",
    "all records": "/years/2020/records",
    "figures": "/years/2020/figures",
    "one figure": "/figures/1",
    "item": "/items/1",
    "report": "/years/2020/report",
    "numbers of a passage": "/years/2020/report/numbers?slot=government",
}
LIMIT = 1.5


def make(folder: Path, extra: int) -> Flask:
    """The demonstration with `extra` more confirmed records, spread over kinds, departments and days."""
    app = create_app(config.Settings(data=folder, database_url=f"sqlite:///{folder / 'fazhi.sqlite3'}"))
    with app.app_context():
        load_if_empty()
        session = db.session()
        year = session.exec(select(Year)).one().key_id
        rooms = [one.key_id for one in session.exec(select(Department)).all()]
        person = session.exec(select(Person).order_by(col(Person.id))).first()
        assert person is not None
        rows = [row(number, year, rooms, person.key_id) for number in range(extra)]
        for start in range(0, extra, 5000):
            session.execute(sa.insert(Record), rows[start : start + 5000])
        first = (session.exec(select(sa.func.max(Record.id))).one() or 0) - extra + 1
        links = [{"record_id": first + number, "item_id": number % 22 + 1} for number in range(extra)]
        for start in range(0, extra, 5000):
            session.execute(sa.insert(RecordItem), links[start : start + 5000])
        recount(session, year)
        session.execute(sa.text("ANALYZE"))
        db.commit()
    return app


def row(number: int, year: int, rooms: list[int], person: int) -> dict[str, object]:
    kind, sort = KINDS[number % len(KINDS)]
    day = date(2020, 1, 1) + timedelta(days=number * 7 % 360)
    return {
        "version": 1,
        "year_id": year,
        "department_id": rooms[number % len(rooms)],
        "author_id": person,
        "kind": kind,
        "sort": sort,
        "title": f"记录{number}",
        "day": day,
        "month": day.month,
        "amount": 1,
        "persons": number % 40,
        "hundredths": 150,
        "details": {},
        "state": RecordState.CONFIRMED,
        "was": "",
        "reason": "",
        "written_at": datetime(2020, 12, 1, tzinfo=UTC),
    }


class Counter:
    """Counts the queries of an app."""

    def __init__(self, app: Flask) -> None:
        self.count = 0
        sa.event.listen(app.extensions["engine"], "before_cursor_execute", self.add)

    def add(self, *_more: object) -> None:
        self.count += 1


def measure(few: Visitor, many: Visitor, path: str, rounds: int, clock: Callable[[], float]) -> tuple[float, float]:
    """Median milliseconds of a page with few and with many records, taken in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 2):
        for held, visitor in zip(times, (few, many), strict=True):
            start = clock()
            answer = visitor.client.get(path)
            spent = (clock() - start) * 1000
            assert answer.status_code == 200, (path, answer.status_code)
            answer.close()
            if turn > 1:
                held.append(spent)
    return median(times[0]), median(times[1])


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--cpu", action="store_true", help="count processor time, for a busy machine")
    want = asked.parse_args()
    clock, failed = time.process_time if want.cpu else time.perf_counter, False
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder:
        apps = [make(Path(folder) / str(count), count) for count in (FEW, want.records)]
        counters = [Counter(app) for app in apps]
        few, many = (Visitor(app).sign_in("office") for app in apps)
        click.echo(f"| page | {FEW} records, ms | {want.records} records, ms | ratio | queries |")
        click.echo("| --- | ---: | ---: | ---: | ---: |")
        for name, path in PAGES.items():
            queries = []
            for counter, visitor in zip(counters, (few, many), strict=True):
                counter.count = 0
                visitor.client.get(path).close()
                queries.append(counter.count)
            one, other = measure(few, many, path, max(1, want.rounds), clock)
            wrong = queries[0] != queries[1] or other > one * LIMIT
            failed = failed or wrong
            told = f"{queries[0]} / {queries[1]}{' !' * wrong}"
            click.echo(f"| {name} | {one:.1f} | {other:.1f} | {other / one:.2f} | {told} |")
        for app in apps:
            app.extensions["engine"].dispose()
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
