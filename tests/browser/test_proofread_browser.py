"""校对 in a real browser: drop a file, follow a finding both ways, filter by severity; on both widths, also without scripts."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from models.people import DEMO_PASSWORD

WRONG = "一是学习。二是制度。二是督办。\n" + "抓好学习，建好制度。\n" * 60 + "各科室己完成整改。\n约200余家参加。\n"


def marked_page(browser: Browser, demo_address: str, folder: Path, width: int, scripts: bool = True) -> Page:
    """Sign in, hand over a file, wait for its marks."""
    path = folder / "draft.txt"
    path.write_text(WRONG, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{demo_address}/login")
    page.fill("[name=username]", "office")
    page.fill("[name=password]", DEMO_PASSWORD)
    page.click("main button")
    page.goto(f"{demo_address}/proofread")
    page.set_input_files("[name=file]", path)
    page.click("main button.btn-main")
    expect(page.locator("h1")).to_have_text("校对结果")
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize("width", [1280, 360])
def test_the_marks_are_clean_and_fit(browser: Browser, demo_address: str, tmp_path: Path, width: int) -> None:
    page = marked_page(browser, demo_address, tmp_path, width)
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_finding_and_its_place_lead_to_one_another(
    browser: Browser, demo_address: str, tmp_path: Path, scripts: bool
) -> None:
    page = marked_page(browser, demo_address, tmp_path, 1280, scripts)
    page.click(".proof-list li:nth-child(2) .proof-badge")
    expect(page.locator("#m2")).to_be_in_viewport()
    assert page.url.endswith("#m2")
    page.click("#m2")
    expect(page.locator("#f2")).to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_severity_can_be_hidden_and_shown(browser: Browser, demo_address: str, tmp_path: Path, scripts: bool) -> None:
    page = marked_page(browser, demo_address, tmp_path, 1280, scripts)
    expect(page.locator(".proof-list li")).to_have_count(3)
    page.click("label[for=show-note]")
    expect(page.locator(".proof-list li.note")).to_be_hidden()
    expect(page.locator(".proof-list li.error")).to_be_visible()
    expect(page.locator("#m3")).to_be_hidden()
    page.click("label[for=show-note]")
    expect(page.locator(".proof-list li.note")).to_be_visible()
    page.context.close()


def test_severity_is_told_without_colour(browser: Browser, demo_address: str, tmp_path: Path) -> None:
    page = marked_page(browser, demo_address, tmp_path, 1280)
    lines = {
        kind: page.eval_on_selector(
            f"mark.{kind}",
            "e => [getComputedStyle(e).borderBottomStyle, getComputedStyle(e).textDecorationStyle].join()",
        )
        for kind in ("error", "warning", "note")
    }
    assert len(set(lines.values())) == 3
    assert page.locator("#m1").inner_text().startswith("✕")
    assert "错误" in (page.locator("#m1").text_content() or "")
    page.context.close()
