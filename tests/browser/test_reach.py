"""Everybody can use every page: axe finds nothing, nothing sticks out of a phone or of a page at 200 %."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Desk
from tests.test_pages import DOORS, SIX

Open = Callable[..., Desk]
AXE = Axe()
WIDE, HALF, PHONE = 1280, 640, 360  # 640 is what is left of 1280 at 200 %
FURTHER = {
    "office": ["/review/1", "/items/3", "/items/54", "/items/1?page=99", "/years/2020/ledger?q=nothing"],
    "staff-law": ["/years/2020/monthly?month=3", "/items/59", "/items/59/entries/new?kind=closing"],
    "head-law": ["/items/59"],
    "leader": ["/items/59", "/years/2020/ledger?lamp=late"],
    "admin": ["/nowhere"],
    "auditor": ["/years/2020/ledger"],
}


ORDER = ("office", "staff-law", "head-law", "leader", "admin", "auditor")  # who has most on a page opens it
NO_PAGES = {
    "health.page",
    "evidence.file",
    "report.pdf",
    "trail.export",
    "checklists.sample",
    "outline_places.checklist",
    "outline_places.outline",
}
OF_EACH = ("/", "/items/1", "/years/2020/figures")  # differs by who looks


def plan() -> dict[str, list[str]]:
    """Every page once, by the first role that may open it; by the others what looks different to them."""
    doors = [(path, allowed) for endpoint, (path, allowed) in DOORS.items() if allowed and endpoint not in NO_PAGES]
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for username in ORDER:
        own = [path for path, allowed in doors if username in allowed]
        found[username] = [one for one in own if one not in seen or one in OF_EACH] + FURTHER[username]
        seen |= set(own)
    return found


def findings(page: Page) -> list[str]:
    """All that axe says, whatever weight it gives it."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.axe_script)
    violations = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in violations for node in one["nodes"]]


def stuck_out(page: Page) -> list[str]:
    """What reaches beyond the right edge of the window."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    return found


def test_no_page_is_forgotten() -> None:
    assert set(ORDER) == set(SIX)
    planned = {path for paths in plan().values() for path in paths}
    assert {endpoint for endpoint, (path, allowed) in DOORS.items() if allowed and path not in planned} == NO_PAGES


@pytest.mark.parametrize("username", [*ORDER, None])
def test_axe_finds_nothing_on_any_page_at_either_width(demo_desk: Open, username: str | None) -> None:
    here = demo_desk(username)
    wrong: list[str] = []
    for path in plan()[username] if username else ["/login"]:
        here.page.set_viewport_size({"width": WIDE, "height": 800})
        here.open(path)
        for width in (WIDE, HALF, PHONE):
            here.page.set_viewport_size({"width": width, "height": 800})
            wrong += [f"{path} at {width}: {one}" for one in stuck_out(here.page)]
            if width != HALF:
                wrong += [f"{path} at {width}: {one}" for one in findings(here.page)]
    assert wrong == []
    here.context.close()


def test_the_measures_bite(demo_desk: Open) -> None:
    """A page spoilt on purpose is found out by both."""
    here = demo_desk("office")
    here.page.set_viewport_size({"width": PHONE, "height": 800})
    here.page.evaluate(
        """() => { document.querySelector("main").innerHTML =
        "<h1>x</h1><img src='/x.png' width=500 height=20><p class='faint'><button></button></p>"; }"""
    )
    assert any(one.startswith("image-alt") for one in findings(here.page))
    assert any(one.startswith("button-name") for one in findings(here.page))
    assert stuck_out(here.page)
    here.context.close()
