"""A real Chromium, and one window of it for each person: what every browser test stands on."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from models.people import DEMO_PASSWORD
from tests.servers import serving

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = next(found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name)))
    flags = FLAGS + (["--no-sandbox"] if os.getuid() == 0 else [])
    with sync_playwright() as engine:
        held = engine.chromium.launch(executable_path=path, args=flags)
        yield held
        held.close()


@pytest.fixture
def address(any_demo: Flask) -> Iterator[str]:
    """The demonstration, served: once from SQLite, once from PostgreSQL."""
    with serving(any_demo) as url:
        yield url


@pytest.fixture
def demo_address(demo_app: Flask) -> Iterator[str]:
    """The demonstration, served from a copy that is quick to have (SQLite)."""
    with serving(demo_app) as url:
        yield url


class Desk:
    """One person's browser window."""

    def __init__(self, browser: Browser, address: str, username: str | None, **options: Any) -> None:
        self.context: BrowserContext = browser.new_context(accept_downloads=True, locale="zh-CN", **options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        self.address = address
        if username:
            self.sign_in(username)

    def sign_in(self, username: str) -> None:
        self.open("/login")
        self.enter(username)

    def enter(self, username: str) -> None:
        """Fill the sign-in page that is open."""
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", DEMO_PASSWORD)
        self.send("登录")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def send(self, name: str) -> None:
        """Press what leads to another page, and wait until that is there whole: a click alone may return before."""
        with self.page.expect_navigation():
            self.press(name)

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def find(self, title: str) -> None:
        """Open an item by searching the ledger."""
        self.open("/years/2020/ledger")
        self.page.fill("[name=q]", title)
        self.send("筛选")
        self.follow(title)

    def sees(self, *words: str) -> None:
        for word in words:
            expect(self.page.locator("main")).to_contain_text(word)
        self.page.wait_for_load_state()  # the words may stand in the half of a page that has come

    def misses(self, *words: str) -> None:
        for word in words:
            expect(self.page.locator("main")).not_to_contain_text(word)

    def width(self) -> int:
        """How wide the page is: more than the window means that something sticks out."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth")
        return found

    def close(self) -> None:
        assert self.faults == [], self.faults
        self.context.close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Callable[..., Desk]:
    """A window of a demonstration on each database."""
    return lambda username, **options: Desk(browser, address, username, **options)


@pytest.fixture
def demo_desk(browser: Browser, demo_address: str) -> Callable[..., Desk]:
    """A window of the demonstration on SQLite."""
    return lambda username, **options: Desk(browser, demo_address, username, **options)
