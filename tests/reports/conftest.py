"""The finished report of 2020, made once a session through the command, and its values."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

import db
from models.drafts import sources
from models.edition import passages
from models.finders import year_by_no
from models.people import the_bureau
from reports.pdf import HOUSE
from reports.values import Report
from reports.year import report_of
from tests.conftest import new_app


@pytest.fixture(scope="session")
def report_app(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The demonstration, only read by the tests that share it."""
    folder = tmp_path_factory.mktemp("report") / "data"
    shutil.copytree(played, folder)
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
        return report_of(year, bureau, sources(db.session(), year.key_id), passages(db.session(), year.key_id))


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
