"""The doors of every act: each POST route, each role, with a sound token: a wrong role gets 403 and nothing changes."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, func, select

from models.trail import Trail
from tests.test_pages import DOORS, SIX
from tests.visitor import Visitor
from views.access import Door

MEMBERS = {"staff-law", "head-law"}
OFFICE = {"office"}

# endpoint -> (address, who may act): item 1 belongs to the members' department, item 6 to another, entry 1 to the first
ACTS: dict[str, tuple[str, set[str]]] = {
    "account.logout": ("/logout", set(SIX)),
    "account.password": ("/password", set(SIX)),
    "entries.discard": ("/entries/1/discard", MEMBERS),
    "entries.edit": ("/entries/1", MEMBERS),
    "entries.unchanged": ("/items/1/unchanged", MEMBERS),
    "entries.withdraw": ("/entries/1/withdraw", MEMBERS),
    "entries.write": ("/items/1/entries/new", MEMBERS),
    "evidence.detach": ("/evidence/1/detach", MEMBERS | OFFICE),
    "evidence.edit": ("/evidence/1/edit", MEMBERS | OFFICE),
    "evidence.upload": ("/items/1/evidence", MEMBERS | OFFICE),
    "item_office.assign": ("/items/1/assign", OFFICE),
    "item_office.close_na": ("/items/1/close-na", OFFICE),
    "item_office.drop": ("/items/1/drop", OFFICE),
    "item_office.edit": ("/items/1/edit", OFFICE),
    "item_office.new": ("/years/2020/items/new", OFFICE),
    "item_office.reopen": ("/items/1/reopen", OFFICE),
    "item_office.restore": ("/items/1/restore", OFFICE),
    "items.acknowledge": ("/items/1/acknowledge", MEMBERS),
    "items.decline": ("/items/1/decline", {"head-law"}),
    "items.hand_on": ("/items/1/hand-on", {"head-law"}),
    "items.tick": ("/items/1/checkpoints/1", MEMBERS),
    "ledger.acknowledge": ("/years/2020/ledger/acknowledge", MEMBERS),
    "ledger.assign": ("/years/2020/ledger/assign", OFFICE),
    "monthly.unchanged": ("/years/2020/monthly/unchanged", MEMBERS),
    "outline.page": ("/years/2020/report/outline", OFFICE),
    "outline_places.place": ("/items/1/place", OFFICE),
    "outline_places.text": ("/years/2020/report/outline/texts/1", OFFICE),
    "people.edit": ("/people/2", {"admin"}),
    "departments.edit": ("/departments/1", {"admin"}),
    "people.new": ("/people/new", {"admin"}),
    "departments.new": ("/departments/new", {"admin"}),
    "people.reset": ("/people/2/password", {"admin"}),
    "people.switch": ("/people/2/switch", {"admin"}),
    "report.final": ("/years/2020/report/final", OFFICE),
    "report.lift": ("/years/2020/report/lift", OFFICE),
    "report.passage": ("/years/2020/report/passage?slot=opening", OFFICE),
    "report.settings": ("/years/2020/report/settings", OFFICE),
    "review.page": ("/review/1", OFFICE),
    "review.unchanged": ("/years/2020/review/unchanged", OFFICE),
    "settings.page": ("/settings", {"admin"}),
    "years.archive": ("/years/2020/archive", OFFICE),
    "years.delete": ("/years/2020/delete", OFFICE),
    "years.open": ("/years/new", OFFICE),
    "years.reopen": ("/years/2020/reopen", OFFICE),
    "years.start": ("/years/2020/start", OFFICE),
}
ELSEWHERE = (
    "/items/6/acknowledge", "/items/6/decline", "/items/6/hand-on", "/items/6/unchanged", "/items/6/entries/new",
    "/items/6/evidence", "/items/6/checkpoints/1", "/items/6/assign", "/items/6/drop",
)  # fmt: skip


def acts_told(app: Flask) -> int:
    """How many acts the trail holds."""
    with Session(app.extensions["engine"]) as session:
        return session.exec(select(func.count()).select_from(Trail)).one()


def posting(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())}


def test_every_route_that_takes_a_form_is_known(demo_app: Flask) -> None:
    """A new act gets a line in ACTS, or stands among the pages of its own tests with a door that is not public."""
    for endpoint in posting(demo_app) - set(ACTS) - {"account.login"}:
        door: Door | None = getattr(demo_app.view_functions[endpoint], "door", None)
        assert door is not None and not door.public, endpoint
    assert set(ACTS) <= posting(demo_app) and set(ACTS) <= set(DOORS)


@pytest.mark.parametrize("username", SIX)
def test_a_wrong_role_is_refused_and_nothing_changes(
    demo_app: Flask, visit: Callable[[str], Visitor], username: str
) -> None:
    visitor = visit(username).open("/password")
    token, before = visitor.token, acts_told(demo_app)
    for endpoint, (path, allowed) in ACTS.items():
        if username in allowed:
            continue
        with visitor.client.post(path, data={"csrf_token": token, "reason": "想试试", "on": "1"}) as answer:
            assert answer.status_code == 403, f"{username} on {endpoint}: {answer.status_code}"
            assert "没有权限" in answer.get_data(as_text=True)
    assert acts_told(demo_app) == before


@pytest.mark.parametrize("username", sorted(MEMBERS))
@pytest.mark.parametrize("path", ELSEWHERE)
def test_another_departments_item_is_not_acted_on(
    demo_app: Flask, visit: Callable[[str], Visitor], username: str, path: str
) -> None:
    visitor = visit(username).open("/password")
    before = acts_told(demo_app)
    with visitor.client.post(path, data={"csrf_token": visitor.token, "reason": "想试试", "on": "1"}) as answer:
        assert answer.status_code == 403
    assert acts_told(demo_app) == before


@pytest.mark.parametrize("username", ["staff-law", "office", "admin"])
def test_the_right_role_is_let_in(visit: Callable[[str], Visitor], username: str) -> None:
    """The same empty form from the right role is answered: refused at a field or by a rule, never at the door."""
    for endpoint, (path, allowed) in ACTS.items():
        if username in allowed and endpoint not in ("account.logout", "report.final"):
            visitor = visit(username).open("/password")
            with visitor.client.post(path, data={"csrf_token": visitor.token}) as answer:
                assert answer.status_code in (200, 302, 303, 409, 422), f"{endpoint}: {answer.status_code}"
                assert answer.status_code != 302 or "/login" not in answer.headers["Location"], endpoint


def test_a_stranger_changes_nothing_even_with_a_token(demo_app: Flask) -> None:
    stranger = Visitor(demo_app).open("/login")
    token, before = stranger.token, acts_told(demo_app)
    for endpoint, (path, _allowed) in ACTS.items():
        with stranger.client.post(path, data={"csrf_token": token}) as answer:
            assert answer.status_code in (302, 303) and "/login" in answer.headers["Location"], endpoint
    assert acts_told(demo_app) == before


def test_a_token_of_somebody_else_is_no_token(demo_app: Flask, visit: Callable[[str], Visitor]) -> None:
    token = visit("office2").open("/password").token
    office, before = visit("office"), acts_told(demo_app)
    with office.client.post("/items/1/reopen", data={"csrf_token": token, "reason": "x"}) as answer:
        assert answer.status_code == 400 and "登录状态变了" in answer.get_data(as_text=True)
    assert acts_told(demo_app) == before


@pytest.mark.parametrize(
    "path", ["/items/99999", "/entries/99999", "/review/99999", "/evidence/99999/file", "/people/9"]
)
def test_an_unknown_number_is_not_found_or_not_yours(visit: Callable[[str], Visitor], path: str) -> None:
    known = {"/people/9": 403}
    visitor = visit("staff-law")
    expected = 403 if path.startswith("/review") else known.get(path, 404)
    visitor.open(path, expected).says("回到首页")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_in_words(visit: Callable[[str], Visitor], method: str) -> None:
    office = visit("office").open("/password")
    with office.client.open("/items/1", method=method, headers={"X-CSRFToken": office.token}) as answer:
        assert answer.status_code in (400, 405) and "回到首页" in answer.get_data(as_text=True)
