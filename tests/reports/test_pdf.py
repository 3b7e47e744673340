"""The child process: what it refuses to fetch, how it fails, and what the page and the command say then."""

import http.server
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from reports import fonts, justify
from reports.html import document
from reports.pdf import RenderFailed, render
from reports.values import Report
from tests.reports.measure import faults
from tests.reports.paper import Paper
from tests.visitor import Visitor

Child = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who asks it for what."""
    asked: list[str] = []

    class Notes(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def test_nothing_is_fetched(listener: tuple[str, list[str]], tmp_path: Path) -> None:
    """Pictures, stylesheets, fonts, imports, attachments, files of the machine: none is asked for."""
    address, asked = listener
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300"/></svg>'
    )
    html = (
        f'<html lang="zh-CN"><head><title>t</title><link rel="stylesheet" href="{address}/style.css">'
        f'<link rel="attachment" href="file://{secret}"><style>@import url({address}/import.css);'
        f"@font-face {{ font-family: x; src: url({address}/font.otf) }} p {{ font-family: x;"
        f' background: url({address}/back.png) }}</style></head><body><p>文</p><img alt="" src="{address}/pixel.png">'
        f'<img alt="" src="file://{secret}"></body></html>'
    )
    made = render(html)
    assert made.startswith(b"%PDF-") and b"EmbeddedFile" not in made
    dark = sum(Paper(made).picture(0).histogram()[:128])
    assert 0 < dark < 1000, "the one character, and no picture"
    assert asked == []


def test_the_same_report_gives_the_same_bytes(report_2020: Report, pdf_2020: bytes) -> None:
    assert render(document(report_2020)) == pdf_2020


def test_time_runs_out_in_words(report_2020: Report) -> None:
    with pytest.raises(RenderFailed) as caught:
        render(document(report_2020), limit=0.01)
    assert caught.value.reason == "timeout"


def test_a_killed_child_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the machine runs out of memory: the child is gone, the page answers."""
    real = subprocess.Popen[bytes].communicate

    def kill(
        self: subprocess.Popen[bytes], input: bytes | None = None, timeout: float | None = None
    ) -> tuple[bytes, bytes]:
        if isinstance(self.args, list) and "reports.pdf" in self.args:
            os.kill(self.pid, signal.SIGKILL)
        return real(self, input, timeout)

    monkeypatch.setattr(subprocess.Popen, "communicate", kill)
    with pytest.raises(RenderFailed) as caught:
        render("<p>文</p>")
    assert caught.value.reason == "engine"


@pytest.fixture
def bad_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Puts a script in the place of the child's Python."""

    def put(script: str) -> None:
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(sys, "executable", str(path))

    return put


@pytest.mark.parametrize(
    "script", ["cat > /dev/null; echo broken >&2; exit 3", "cat > /dev/null; echo not a pdf", "exit 0"]
)
def test_an_engine_that_fails_is_told(bad_engine: Callable[[str], None], script: str) -> None:
    bad_engine(script)
    with pytest.raises(RenderFailed) as caught:
        render("<p>文</p>" * 100_000)
    assert caught.value.reason == "engine"


def ended(pid: int) -> bool:
    """Whether a killed process is gone, or waits to be buried; a busy machine takes a moment over it."""
    for _attempt in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_a_child_that_hangs_is_ended_with_all_it_started(bad_engine: Callable[[str], None], tmp_path: Path) -> None:
    bad_engine(f"sleep 60 & echo $! > {tmp_path}/pid; wait")
    with pytest.raises(RenderFailed):
        render("<p>文</p>", limit=1)
    pid = int((tmp_path / "pid").read_text())
    assert ended(pid), "what the child started is killed with it"


FAULTS = {
    "timeout": ("排版超过 60 秒", "排版超过 60 秒"),
    "fonts": ("没有中文字体", "没有中文字体"),
    "engine": ("排版程序出错", "排版程序出错"),
}


@pytest.mark.parametrize("reason", FAULTS)
def test_page_and_command_say_why_there_is_no_pdf(
    demo_app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reason: str
) -> None:
    """Nothing half written: no file, no edition, and the page can be used at once."""

    def fail(*_: object, **__: object) -> bytes:
        raise RenderFailed(reason, "inner words")

    monkeypatch.setattr("reports.pdf.Engine.print", fail)
    on_page, on_command = FAULTS[reason]
    office = Visitor(demo_app).sign_in("office")
    office.open("/years/2020/report/pdf").says(on_page).silent("inner words")
    office.submit("/years/2020/report/final").says(on_page, "草稿").silent("已冻结")
    out = tmp_path / "x.pdf"
    answer = demo_app.test_cli_runner().invoke(args=["report", "build", "2020", "--out", str(out)])
    assert answer.exit_code == 1 and on_command in answer.stderr and answer.stdout == ""
    assert list(tmp_path.glob("*.pdf*")) == []


def test_without_any_chinese_font_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "chinese_there", lambda: False)
    with pytest.raises(RenderFailed) as caught:
        render("<p>文</p>")
    assert caught.value.reason == "fonts"


def test_the_spreading_gives_way_when_the_engine_changes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from weasyprint.layout import inline

    monkeypatch.delattr(inline, "justify_line")
    assert justify.install() is False
    assert "ragged" in caplog.text


def test_without_the_spreading_the_report_is_still_made_but_ragged(report_2020: Report, child: Child) -> None:
    start = (
        "import sys; from reports import justify, pdf; justify.install = lambda: False;"
        "sys.stdout.buffer.write(pdf.write(sys.stdin.buffer.read().decode()))"
    )
    made = child(document(report_2020), start=start)
    assert set(faults(made.stdout)) == {"edge"}


@pytest.mark.parametrize("out", ["report.docx", "report", "report.PDF.txt"])
def test_the_command_knows_two_kinds_of_file(report_app: Flask, tmp_path: Path, out: str) -> None:
    answer = report_app.test_cli_runner().invoke(args=["report", "build", "2020", "--out", str(tmp_path / out)])
    assert answer.exit_code == 2 and ".pdf 或 .html" in answer.stderr


def test_the_command_refuses_a_year_that_is_not_there(report_app: Flask, tmp_path: Path) -> None:
    answer = report_app.test_cli_runner().invoke(args=["report", "build", "2031", "--out", str(tmp_path / "a.pdf")])
    assert answer.exit_code == 1 and "没有 2031 年度" in answer.stderr


def test_the_command_says_where_it_cannot_write(report_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "a.html"
    answer = report_app.test_cli_runner().invoke(args=["report", "build", "2020", "--out", str(out)])
    assert answer.exit_code == 1 and "写不了" in answer.stderr
