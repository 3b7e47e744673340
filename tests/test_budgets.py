"""What a page of the demonstration may cost: so many questions to the database, so many bytes. Counts, not times.

A page that needs more says so here, in the same change; one that needs less lowers its line.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.visitor import Visitor

YEAR = "/years/2020"
FIRST = "the first of the queue"
PAGES = (
    ("office", "/", 15, 12_600),
    ("leader", "/", 10, 10_600),
    ("staff-window", "/", 14, 6_300),
    ("head-window", "/", 14, 6_300),
    ("admin", "/", 16, 6_800),
    ("admin", "/people", 8, 18_100),
    ("auditor", "/", 17, 9_200),
    ("auditor", "/trail", 6, 27_000),
    ("office", f"{YEAR}/ledger", 13, 82_000),
    ("staff-window", f"{YEAR}/ledger", 13, 19_200),
    ("office", "/items/43", 24, 10_700),
    ("staff-window", "/items/43", 28, 11_300),
    ("office", f"{YEAR}/review", 11, 5_600),
    ("office", FIRST, 13, 6_200),
    ("office", f"{YEAR}/report", 19, 44_500),
    ("office", f"{YEAR}/report/passage?slot=opening", 26, 19_900),
    ("office", f"{YEAR}/report/outline", 11, 117_000),
    ("office", f"{YEAR}/records", 12, 26_000),
    ("office", f"{YEAR}/figures", 12, 50_500),
    ("office", f"{YEAR}/evidence", 8, 35_000),
    ("staff-window", f"{YEAR}/monthly", 9, 5_600),
)


@contextmanager
def asked(app: Flask) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = app.extensions["engine"]
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("username", "path", "queries", "size"), PAGES)
def test_a_page_keeps_to_its_budget(
    visit: Callable[[str], Visitor], demo_app: Flask, username: str, path: str, queries: int, size: int
) -> None:
    client = visit(username).client
    if path == FIRST:
        path = re.findall("/review/[0-9]+", client.get(f"{YEAR}/review").get_data(as_text=True))[0]
    with asked(demo_app) as seen:
        answer = client.get(path)
    assert answer.status_code == 200
    assert len(seen) <= queries, "\n".join(seen)
    assert len(answer.data) <= size
