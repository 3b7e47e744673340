"""Every page for every role: it opens, it is sound HTML, and the doors hold."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor

SIX = ("staff-law", "head-law", "office", "leader", "admin", "auditor")
MEMBERS = {"staff-law", "head-law"}
READERS = {*MEMBERS, "office", "leader"}
EVERYBODY = set(SIX)
ITEM, OTHER, OPEN, LINK = 1, 6, 58, 1  # item 1 is led by 政策法规科, item 6 is another department's

# endpoint -> (address, who may open it with GET); None: not opened with GET
DOORS: dict[str, tuple[str, set[str] | None]] = {
    "account.login": ("/login", EVERYBODY | {"stranger"}),
    "account.logout": ("/logout", None),
    "account.password": ("/password", EVERYBODY),
    "checklists.one": ("/checklists/key-tasks-2020", READERS),
    "checklists.page": ("/checklists", READERS),
    "checklists.sample": ("/checklists/samples/list", READERS),
    "checklists.plan": ("/years/2020/plan", READERS),
    "citations.keep": ("/years/2020/report/numbers/1/keep", None),
    "citations.link": ("/years/2020/report/numbers/cite", None),
    "citations.page": ("/years/2020/report/numbers?slot=systems", {"office", "leader"}),
    "citations.remove": ("/years/2020/report/numbers/1/remove", None),
    "citations.take": ("/years/2020/report/numbers/1/take", None),
    "departments.edit": ("/departments/1", {"admin"}),
    "departments.move": ("/departments/1/move", {"admin"}),
    "departments.new": ("/departments/new", {"admin"}),
    "entries.discard": ("/entries/1/discard", None),
    "entries.edit": ("/entries/1", MEMBERS),
    "entries.unchanged": ("/items/1/unchanged", None),
    "entries.withdraw": ("/entries/1/withdraw", None),
    "entries.write": (f"/items/{ITEM}/entries/new", MEMBERS),
    "evidence.detach": ("/evidence/1/detach", None),
    "evidence.edit": (f"/evidence/{LINK}/edit", {"office", *MEMBERS}),
    "evidence.file": (f"/evidence/{LINK}/file", READERS),
    "evidence.page": (f"/evidence/{LINK}", READERS),
    "evidence.replace": (f"/evidence/{LINK}/replace", {"office", *MEMBERS}),
    "evidence.upload": (f"/items/{ITEM}/evidence", None),
    "evidence_list.gaps": ("/years/2020/evidence/gaps", READERS),
    "evidence_list.page": ("/years/2020/evidence", READERS),
    "evidence_pick.page": (f"/items/{ITEM}/evidence/pick", {"office", *MEMBERS}),
    "figure_edit.edit": ("/figures/1/edit", {"office"}),
    "figure_rule.page": ("/years/2020/indicators/1/rule", {"office"}),
    "figure_edit.indicator": ("/years/2020/indicators/1", {"office"}),
    "figure_edit.new": ("/years/2020/figures/new?indicator=1", {"office"}),
    "figure_edit.new_indicator": ("/years/2020/indicators/new", {"office"}),
    "figures.begin": ("/years/2020/figures/begin", None),
    "figures.chart": ("/years/2020/figures/chart/1.svg", READERS),
    "figures.confirm": ("/figures/1/confirm", None),
    "figures.one": ("/figures/1", READERS),
    "figures.page": ("/years/2020/figures", READERS),
    "figures.parts": ("/years/2020/figures/parts/2.svg", READERS),
    "health.page": ("/healthz", EVERYBODY | {"stranger"}),
    "home.guide": ("/guide", None),
    "home.page": ("/", EVERYBODY),
    "item_office.assign": (f"/items/{ITEM}/assign", {"office"}),
    "item_office.close_na": (f"/items/{ITEM}/close-na", {"office"}),
    "item_office.drop": (f"/items/{ITEM}/drop", {"office"}),
    "item_office.edit": (f"/items/{ITEM}/edit", {"office"}),
    "item_office.new": ("/years/2020/items/new", {"office"}),
    "item_office.reopen": (f"/items/{ITEM}/reopen", {"office"}),
    "item_office.restore": (f"/items/{ITEM}/restore", None),
    "items.acknowledge": (f"/items/{ITEM}/acknowledge", None),
    "items.decline": (f"/items/{ITEM}/decline", {"head-law"}),
    "items.hand_on": (f"/items/{ITEM}/hand-on", {"head-law"}),
    "items.page": (f"/items/{ITEM}", READERS),
    "items.tick": (f"/items/{ITEM}/checkpoints/1", None),
    "ledger.acknowledge": ("/years/2020/ledger/acknowledge", None),
    "ledger.assign": ("/years/2020/ledger/assign", None),
    "ledger.page": ("/years/2020/ledger", READERS),
    "monthly.page": ("/years/2020/monthly", MEMBERS),
    "monthly.unchanged": ("/years/2020/monthly/unchanged", None),
    "outline.page": ("/years/2020/report/outline", {"office"}),
    "outline_places.checklist": ("/years/2020/lists/key-tasks-2020.yaml", READERS),
    "outline_places.outline": ("/years/2020/report/outline.yaml", {"office", "leader"}),
    "outline_places.place": (f"/items/{ITEM}/place", None),
    "outline_places.text": ("/years/2020/report/outline/texts/1", None),
    "people.edit": ("/people/2", {"admin"}),
    "people.new": ("/people/new", {"admin"}),
    "people.page": ("/people", {"admin"}),
    "people.reset": ("/people/2/password", {"admin"}),
    "people.switch": ("/people/2/switch", {"admin"}),
    "proof.cure": ("/years/2020/report/proof/cure", None),
    "proof.explain": ("/years/2020/report/proof/dismiss", None),
    "proof.page": ("/years/2020/report/proof", {"office", "leader"}),
    "proof.reopen": ("/years/2020/report/proof/reopen", None),
    "proof.seen": ("/years/2020/report/proof/look", None),
    "proofread.page": ("/proofread", READERS),
    "record_acts.close": ("/records/1/close", None),
    "record_acts.confirm": ("/records/1/confirm", None),
    "record_acts.reopen": ("/records/1/reopen", None),
    "record_acts.restore": ("/records/1/restore", None),
    "record_acts.send_back": ("/records/1/return", None),
    "record_acts.submit": ("/records/1/submit", None),
    "record_acts.update": ("/records/1/update", None),
    "record_acts.void": ("/records/1/void", None),
    "records.confirm_many": ("/years/2020/records/confirm", None),
    "records.edit": ("/records/1/edit", MEMBERS),
    "records.one": ("/records/1", READERS),
    "records.page": ("/years/2020/records", READERS),
    "measured.page": ("/years/2020/report/measured", {"office", "leader"}),
    "report.final": ("/years/2020/report/final", None),
    "report.lift": ("/years/2020/report/lift", None),
    "report.page": ("/years/2020/report", {"office", "leader"}),
    "report.passage": ("/years/2020/report/passage?slot=opening", {"office"}),
    "report.pdf": ("/years/2020/report/pdf", {"office", "leader"}),
    "printed.passage": ("/years/2020/report/printed?slot=opening", None),
    "printed.item": ("/items/43/printed", None),
    "report.preview": ("/years/2020/report/preview", {"office", "leader"}),
    "report.settings": ("/years/2020/report/settings", {"office"}),
    "review.page": ("/review/1", {"office"}),  # answered already: said so
    "review.queue": ("/years/2020/review", {"office", "leader"}),
    "review.unchanged": ("/years/2020/review/unchanged", None),
    "settings.page": ("/settings", {"admin"}),
    "trail.export": ("/trail.csv", {"auditor"}),
    "trail.page": ("/trail", {"auditor"}),
    "undo.act": ("/undo/1", None),
    "years.archive": ("/years/2020/archive", None),
    "years.delete": ("/years/2020/delete", None),
    "years.open": ("/years/new", {"office"}),
    "years.page": ("/years", {"office"}),
    "years.reopen": ("/years/2020/reopen", None),
    "years.start": ("/years/2020/start", None),
}


def test_every_route_is_in_the_table_and_has_a_door(demo_app: Flask) -> None:
    free = {"static", "bootstrap.static"}
    routes = {rule.endpoint for rule in demo_app.url_map.iter_rules()} - free
    assert routes == set(DOORS)
    for endpoint in routes:
        assert hasattr(demo_app.view_functions[endpoint], "door"), endpoint


@pytest.mark.parametrize("username", SIX)
def test_each_role_opens_its_pages_and_no_other(visit: Callable[[str], Visitor], username: str) -> None:
    visitor = visit(username)
    for endpoint, (path, allowed) in DOORS.items():
        if endpoint in ("report.pdf", "measured.page"):  # they print
            continue
        if allowed is None:
            assert visitor.status(path) == 405, endpoint
        elif username in allowed:
            visitor.open(path)
        else:
            assert visitor.status(path) == 403, endpoint


def test_a_stranger_is_sent_to_sign_in(demo_app: Flask) -> None:
    stranger = Visitor(demo_app)
    for endpoint, (path, allowed) in DOORS.items():
        if allowed is not None and "stranger" in allowed:
            stranger.open(path)
        elif allowed is not None:
            assert stranger.status(path) == 302, endpoint
            assert "/login" in stranger.client.get(path).headers["Location"]


def test_another_departments_item_is_closed_to_members_only(visit: Callable[[str], Visitor]) -> None:
    for path in (f"/items/{OTHER}", f"/items/{OTHER}/entries/new", f"/items/{OTHER}/hand-on"):
        assert visit("staff-law").status(path) == 403
        assert visit("head-law").status(path) == 403
    visit("office").open(f"/items/{OTHER}")
    visit("leader").open(f"/items/{OTHER}")


@pytest.mark.parametrize("username", SIX)
def test_no_shown_link_answers_403(visit: Callable[[str], Visitor], username: str) -> None:
    """Crawl what a role is shown, two steps deep: every link leads somewhere."""
    visitor, waiting = visit(username), ["/"]
    seen: set[str] = set()
    for _step in range(2):
        found: list[str] = []
        for path in waiting:
            visitor.open(path)
            found += re.findall(r'href="(/[^"#]*)"', visitor.text)
        waiting = sorted(
            {one.replace("&amp;", "&") for one in found if not re.search(r"static|/pdf|/file", one)} - seen
        )[:40]
        seen |= set(waiting)
    for path in waiting:
        assert visitor.status(path) in (200, 302, 303), path


def test_posts_without_a_token_change_nothing(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("office")
    for endpoint, (path, allowed) in DOORS.items():
        if allowed is None:
            assert visitor.status(path, "POST") == 400, endpoint


def test_errors_are_pages_in_our_words(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("office")
    visitor.open("/items/99999", 404).says("没有找到", "回到首页")
    visitor.open("/trail", 403).says("没有权限")
    visitor.open("/items/1/restore", 405).says("方式不对")
