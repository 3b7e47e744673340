"""What stands in an address: nonsense asks for nothing, a number that no row can have is not found; on both databases."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session

from tests.make import PASSWORD, world
from tests.visitor import Visitor

Look = Callable[[str], Visitor]
HUGE = ("2147483648", "9223372036854775808", "9" * 30)
ROWS = (
    ("office", "/years/{}/ledger"), ("office", "/years/{}/report"), ("office", "/items/{}"), ("office", "/items/{}/edit"),
    ("office", "/evidence/{}"), ("office", "/evidence/{}/file"), ("office", "/records/{}"), ("office", "/figures/{}"),
    ("office", "/review/{}"), ("office", "/years/2030/indicators/{}"), ("staff", "/entries/{}"),
    ("staff", "/items/{}/entries/new"), ("staff", "/records/{}/edit"), ("admin", "/people/{}"), ("admin", "/people/{}/switch"),
    ("admin", "/departments/{}"),
)  # fmt: skip
QUERIES = (
    (
        "fazhi",
        "/years/2030/ledger",
        ("page", "department", "person", "state", "lamp", "sort", "down", "checklist", "q"),
    ),
    ("fazhi", "/years/2030/records", ("page", "department", "month", "item", "state", "kind", "sort", "q")),
    ("fazhi", "/years/2030/evidence", ("page", "department", "item", "kind", "secret", "since", "until", "sort", "q")),
    ("fazhi", "/years/2030/evidence/gaps", ("department", "item", "checklist", "q")),
    ("fazhi", "/years/2030/review", ("page",)),
    ("fazhi", "/", ("year",)),
    ("staff", "/years/2030/monthly", ("month", "page")),
    ("admin", "/people", ("page", "department", "role", "active", "q")),
)
NONSENSE = (
    "",
    "x",
    "-1",
    "0",
    "1.5",
    "１",
    "%00",
    "%07",
    "%F0%9F%98%80",
    "%25%25_",
    "9" * 30,
    "%27%20OR%201=1--",
    "长" * 500,
)


@pytest.fixture
def small(any_app: Flask) -> Callable[[str], Visitor]:
    """Signed-in visitors of a small year, on each database."""
    with any_app.app_context(), Session(any_app.extensions["engine"], expire_on_commit=False) as session:
        world(session)
        session.execute(sa.text("UPDATE person SET must_change = false"))
        session.commit()
    known: dict[str, Visitor] = {}

    def one(username: str) -> Visitor:
        username = {"office": "fazhi"}.get(username, username)
        if username not in known:
            known[username] = Visitor(any_app).sign_in(username, PASSWORD)
        return known[username]

    return one


def test_a_number_that_no_row_can_have_is_not_found(small: Look) -> None:
    for username, path in ROWS:
        for number in HUGE:
            small(username).open(path.format(number), 404).says("没有找到", "回到首页")


def test_a_number_that_no_row_has_is_not_found_or_not_yours(small: Look) -> None:
    for username, path in ROWS:
        assert small(username).status(path.format("2147483647")) in (403, 404), path


def test_nonsense_in_the_address_asks_for_nothing(small: Look) -> None:
    for username, path, names in QUERIES:
        for value in NONSENSE:
            query = "&".join(f"{name}={value}" for name in names)
            assert small(username).status(f"{path}?{query}") in (200, 302), f"{path}?{query}"


def test_one_nonsense_value_leaves_the_list_whole(small: Look) -> None:
    """Not an empty page: what cannot be meant filters nothing."""
    fazhi = small("fazhi")
    for query in (
        "state=x",
        "lamp=purple",
        "department=x",
        "person=x",
        "sort=x",
        "down=x",
        "page=x",
        "page=-3",
        "q=%00",
    ):
        fazhi.open(f"/years/2030/ledger?{query}").says("事项1", "事项2", "事项3")


def test_a_month_that_is_none_is_the_usual_month(small: Look) -> None:
    staff = small("staff")
    for month in ("0", "13", "0019", "1234", "x", "-1", "9" * 30, "%00"):
        found = re.search(r"<h1>(\d+) 月月报", staff.open(f"/years/2030/monthly?month={month}").text)
        assert found is not None and 1 <= int(found[1]) <= 12, month


def test_the_trail_takes_no_impossible_day(look: Look) -> None:
    auditor = look("auditor")
    whole = re.search(r"共 (\d+) 条|(\d+) 条", auditor.open("/trail").text)
    for query in ("until=9999-12-31", "since=0001-01-01", "since=x&until=x", f"item={'9' * 30}", f"person={'9' * 30}",
                  f"page={'9' * 30}", "page=-1", "verb=drop.table", "q=%00", "batch=%00"):  # fmt: skip
        page = auditor.open(f"/trail?{query}")
        found = re.search(r"共 (\d+) 条|(\d+) 条", page.text)
        assert (found and found[0]) == (whole and whole[0]), query
        assert auditor.status(f"/trail.csv?{query}") == 200


@pytest.mark.parametrize("month", ["0019", "00099", "13", "0"])
def test_no_entry_is_written_for_a_month_that_is_none(small: Look, any_app: Flask, month: str) -> None:
    staff, fazhi = small("staff"), small("fazhi").open("/items/1/assign")
    fazhi.submit("/items/1/assign", lead="1", person="", leader="", due_kind="year_end", due="").says("已分派")
    staff.open("/items/1").submit("/items/1/acknowledge").open("/items/1/entries/new")
    fields = {"month": month, "kind": "monthly", "stance": "progress", "text": "做了", "percent": "10", "act": "draft"}
    with staff.client.post("/items/1/entries/new", data={"csrf_token": staff.token, **fields}):
        pass
    with Session(any_app.extensions["engine"]) as session:
        months = [row[0] for row in session.execute(sa.text("SELECT month FROM entry"))]
    assert all(1 <= one <= 12 for one in months)


def test_a_value_past_every_form_is_refused_in_words(small: Look) -> None:
    """A NUL in a field that no form cleans: PostgreSQL cannot keep it, and the answer is a page."""
    fazhi = small("fazhi").open("/password")
    for path, fields in (
        ("/years/2030/report/proof/reopen", {"mark": "\x00"}),
        ("/years/2030/report/proof/dismiss", {"mark": "\x00", "reason": "x"}),
        ("/years/2030/review/unchanged", {"department": "9" * 30}),
        ("/years/2030/records/confirm", {"items": ["9" * 30, "\x00"]}),
        ("/years/2030/ledger/assign", {"items": ["9" * 30], "step": "apply"}),
    ):
        with fazhi.client.post(path, data={"csrf_token": fazhi.token, **fields}, follow_redirects=True) as answer:
            assert answer.status_code in (200, 400, 422), (path, answer.status_code)


@pytest.mark.parametrize("username", ["\x00", "off\x00ice", "\x07", "长" * 41, "' OR 1=1 --"])
def test_no_name_at_the_door_breaks_it(any_app: Flask, small: Look, username: str) -> None:
    stranger = Visitor(any_app).open("/login")
    stranger.submit("/login", 422, username=username, password="whatever-it-is")
    stranger.silent("出错了").open("/").says("登录")
