"""The finished report of 2020, made once a session through the command, and its values."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

import db
from desk.report import desk_of
from models.people import the_bureau
from models.years import year_by_no
from reports.pdf import HOUSE
from reports.values import Report
from tests.apps import copied, new_app
from tests.visitor import Visitor


@pytest.fixture(scope="session")
def report_app(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The demonstration, only read by the tests that share it."""
    folder = tmp_path_factory.mktemp("report") / "data"
    copied(played, folder)
    return new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")


@pytest.fixture(scope="session")
def pdf_2020(report_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF as the command writes it."""
    out = tmp_path_factory.mktemp("pdf") / "2020.pdf"
    answer: Result = report_app.test_cli_runner().invoke(args=["report", "build", "2020", "--out", str(out)])
    assert answer.exit_code == 0, answer.output
    return out.read_bytes()


@pytest.fixture(scope="session")
def report_2020(report_app: Flask) -> Report:
    """The values that the PDF was made from."""
    with report_app.app_context():
        bureau = the_bureau(db.session())
        assert bureau is not None
        year = year_by_no(db.session(), bureau.key_id, 2020)
        assert year is not None
        return desk_of(db.session(), year).report


@pytest.fixture(scope="session")
def child() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the child process that makes PDFs by itself, with another environment or another start."""

    def run(html: str, *, start: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
        how = ["-c", start] if start else ["-m", "reports.pdf"]
        return subprocess.run(
            [sys.executable, *how],
            input=html.encode(),
            cwd=HOUSE,
            env={**os.environ, **environment},
            capture_output=True,
            timeout=120,
            check=False,
        )

    return run


SETTINGS = {
    "title": "漯河市科学技术局2020年度法治政府建设工作报告",
    "addressee": "市法治政府建设领导小组办公室",
    "signature": "漯河市科学技术局",
    "signed_on": "2021-01-22",
    "attachments": "年度工作影像资料",
    "appendix_ledger": "y",
    "appendix_assessment": "y",
    "red_head": "y",
    "doc_number": "漯科〔2021〕3号",
    "signer": "局长",
    "imprint": "y",
    "copy_to": "市司法局、市人大常委会法制工作委员会、市政协社会和法制委员会，各县区科技主管部门，各开发区科技主管部门",
    "printed_by": "漯河市科学技术局办公室",
    "printed_on": "2021-01-22",
}


@pytest.fixture(scope="session")
def dressed_app(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The demonstration with everything switched on, set through the page by the office."""
    folder = tmp_path_factory.mktemp("dressed") / "data"
    copied(played, folder)
    app = new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")
    office = Visitor(app).sign_in("office").open("/years/2020/report/settings")
    office.submit("/years/2020/report/settings", **SETTINGS).says("已保存")
    return app


@pytest.fixture(scope="session")
def dressed(dressed_app: Flask) -> bytes:
    """The paper with red head, imprint and both appendices, as the page hands it out."""
    with Visitor(dressed_app).sign_in("office").client.get("/years/2020/report/pdf") as answer:
        assert answer.mimetype == "application/pdf", answer.get_data(as_text=True)[:300]
        return answer.get_data()
