"""Makes the pictures of both READMEs from the demonstration, so that they never go stale: python scripts/pictures.py."""

import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, sync_playwright

HOUSE = Path(__file__).parent.parent
sys.path.insert(0, str(HOUSE))

import config  # noqa: E402
from app import create_app  # noqa: E402
from models.people import DEMO_PASSWORD  # noqa: E402
from tests.servers import serving  # noqa: E402

OUT = HOUSE / "docs" / "pictures"
PAGES = {  # name: who, what they open, how wide
    "ledger": ("office", "/years/2020/ledger?checklist=demonstration-site-2020&sort=lamp", 1280),
    "item": ("staff-law", "/items/59", 1280),
    "home": ("leader", "/", 1280),
}


def main() -> None:
    """A few pages as their readers see them, the first page of the report, and that report proofread."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = create_app(config.Settings(data=data, database_url=f"sqlite:///{data / 'fazhi.sqlite3'}"))
        app.test_cli_runner().invoke(args=["demo"])
        app.test_cli_runner().invoke(args=["report", "build", "2020", "--out", str(data / "r.pdf")])
        with pypdfium2.PdfDocument(data / "r.pdf") as document:
            document[0].render(scale=1.1).to_pil().save(OUT / "report.png")
        with serving(app) as address, sync_playwright() as engine:
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
            for name, (username, path, width) in PAGES.items():
                take(browser, address, OUT / f"{name}.png", username, path, width)
            proofread(browser, address, data / "r.pdf", OUT / "proofread.png")
            browser.close()


def signed_in(browser: Browser, address: str, username: str, width: int) -> Page:
    """A window of one person; the first steps are put away."""
    page = browser.new_context(viewport={"width": width, "height": 860}, locale="zh-CN").new_page()
    page.goto(f"{address}/login")
    page.fill("[name=username]", username)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.click("main button")
    page.get_by_role("button", name="不再显示").click()
    return page


def take(browser: Browser, address: str, file: Path, username: str, path: str, width: int) -> None:
    """One page as one person sees it."""
    page = signed_in(browser, address, username, width)
    page.goto(address + path)
    page.screenshot(path=file)
    page.context.close()


def proofread(browser: Browser, address: str, paper: Path, file: Path) -> None:
    """A paper dropped on the page of proofreading, at one of its findings."""
    page = signed_in(browser, address, "deputy", 1280)
    page.goto(f"{address}/proofread")
    page.set_input_files("[name=file]", paper)
    page.click("main button.btn-main")
    page.locator(".proof-list li.warning .proof-badge").first.click()
    page.wait_for_timeout(1500)  # the browser scrolls there at its ease
    page.screenshot(path=file)
    page.context.close()


if __name__ == "__main__":
    main()
