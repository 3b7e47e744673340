"""Makes the pictures of the README from the demonstration, so that they never go stale: python scripts/pictures.py."""

import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import sync_playwright

HOUSE = Path(__file__).parent.parent
sys.path.insert(0, str(HOUSE))

import config  # noqa: E402
from app import create_app  # noqa: E402
from models.people import DEMO_PASSWORD  # noqa: E402
from tests.servers import serving  # noqa: E402


def main() -> None:
    """The ledger as the office sees it, the first page of the report, and that report proofread."""
    out = HOUSE / "docs" / "pictures"
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = create_app(config.Settings(data=data, database_url=f"sqlite:///{data / 'fazhi.sqlite3'}"))
        app.test_cli_runner().invoke(args=["demo"])
        app.test_cli_runner().invoke(args=["report", "build", "2020", "--out", str(data / "r.pdf")])
        with pypdfium2.PdfDocument(data / "r.pdf") as document:
            document[0].render(scale=1.1).to_pil().save(out / "report.png")
        with serving(app) as address, sync_playwright() as engine:
            browser = engine.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.goto(f"{address}/login")
            page.fill("[name=username]", "office")
            page.fill("[name=password]", DEMO_PASSWORD)
            page.click("main button")
            page.goto(f"{address}/years/2020/ledger?checklist=demonstration-site-2020&sort=lamp")
            page.screenshot(path=out / "ledger.png")
            page.goto(f"{address}/proofread")
            page.set_input_files("[name=file]", data / "r.pdf")
            page.click("main button.btn-main")
            page.click(".proof-list li.warning >> nth=1 >> .proof-badge")
            page.wait_for_timeout(1500)  # the browser scrolls there at its ease
            page.screenshot(path=out / "proofread.png")
            browser.close()


if __name__ == "__main__":
    main()
