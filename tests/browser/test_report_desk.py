"""The report's desk in a real browser: the outline leads to the sheet, the PDF button wakes by itself, nothing is cramped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Desk
from tests.reports.conftest import SETTINGS
from tests.servers import serving
from tests.visitor import Visitor

REPORT = "/years/2020/report"
LABELS = """
    const seen = [];
    addEventListener("DOMContentLoaded", () => {
      const button = document.querySelector("[data-file]");
      if (button) new MutationObserver(() => seen.push(button.textContent)).observe(button, { childList: true });
    });
    window.labels = seen;
"""


@pytest.fixture
def office(browser: Browser, demo_app: Flask) -> Iterator[Desk]:
    with serving(demo_app) as address:
        held = Desk(browser, address, "office")
        yield held
        held.close()


def test_a_line_of_the_outline_shows_its_place_and_its_origin(office: Desk) -> None:
    office.open(REPORT)
    page = office.page
    page.get_by_role("link", name="3.提升研发支持能力").first.click()
    section = page.locator("section:target")
    expect(section).to_be_in_viewport()
    expect(section).to_contain_text("提升研发支持能力")
    office.sees("7 研发支持能力", "资源配置与管理科")
    line = page.locator(".outline [aria-current]")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("3.提升研发支持能力")
    page.get_by_role("link", name="修改这一段").click()
    expect(page.get_by_label("正文")).to_be_visible()


def test_sheet_and_cards_scroll_in_their_own_columns(office: Desk) -> None:
    """The page is no longer than two screens, however long the report; the sheet is reached by keyboard."""
    office.open(REPORT)
    page = office.page
    assert page.evaluate("document.documentElement.scrollHeight") < 1800
    sheet = page.get_by_role("region", name="报告正文")
    assert sheet.evaluate("one => one.scrollHeight") > 4000
    expect(page.get_by_text("定稿…", exact=True)).to_be_in_viewport(ratio=1)
    sheet.focus()
    page.keyboard.press("End")
    expect(page.get_by_text("2021年1月22日", exact=True)).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 800})
    office.open(REPORT)  # the cards are folded: the text begins on the first screen
    expect(page.get_by_text("市法治政府建设领导小组办公室")).to_be_in_viewport()
    page.get_by_text("来源和检查").click()
    expect(page.get_by_role("heading", name="打印前检查")).to_be_visible()
    office.open(f"{REPORT}#final")
    expect(page.get_by_role("heading", name="定稿")).to_be_in_viewport()


def test_the_button_says_what_goes_on_and_wakes_when_the_file_is_here(office: Desk, tmp_path: Path) -> None:
    office.page.add_init_script(LABELS)
    office.open(REPORT)
    button = office.page.locator("[data-file]")
    for _again in range(2):
        with office.page.expect_download() as coming:
            button.click()
        assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")
        expect(button).to_be_enabled()
        expect(button).to_have_text("生成 PDF")
    assert office.page.evaluate("window.labels") == ["正在生成…", "生成 PDF"] * 2
    assert "made-" not in office.page.evaluate("document.cookie")


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_the_report_are_sound_at_both_widths(office: Desk, demo_app: Flask, width: int) -> None:
    """With everything switched on, also the wide tables: no finding of axe at all, nothing wider than the screen."""
    Visitor(demo_app).sign_in("office2").open(f"{REPORT}/settings").submit(f"{REPORT}/settings", **SETTINGS)
    office.page.set_viewport_size({"width": width, "height": 800})
    for path in (
        REPORT,
        f"{REPORT}/settings",
        f"{REPORT}/preview",
    ):
        office.open(path)
        found = Axe().run(office.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], path
        assert office.page.evaluate("document.documentElement.scrollWidth") <= width, path
