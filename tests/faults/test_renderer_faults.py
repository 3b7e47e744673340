"""The PDF engine is killed, hangs, has no memory or no fonts: a clear message, no file, and the next print works."""

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from reports.pdf import RenderFailed, render
from tests.visitor import Visitor

LONG = "<html lang='zh'><head><title>长</title></head><body>" + "<p>很长的一段文字。</p>" * 3000 + "</body></html>"
SHORT = "<html lang='zh'><head><title>短</title></head><body><p>短。</p></body></html>"


def engines() -> list[int]:
    """The PDF engines that this process has started and that still live."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
            parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        if b"reports.pdf" in words and int(parent) == os.getpid():
            found.append(int(folder.name))
    return found


@contextmanager
def struck(blow: int) -> Iterator[None]:
    """Send a signal to the engine as soon as it runs."""

    def strike() -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            for one in engines():
                os.kill(one, blow)
                return
            time.sleep(0.005)

    thread = threading.Thread(target=strike)
    thread.start()
    yield
    thread.join()


def test_a_killed_engine_is_told_and_the_next_print_works(visit: Callable[[str], Visitor]) -> None:
    office = visit("office").open("/years/2020/report")
    with struck(signal.SIGKILL):
        office.open("/years/2020/report/pdf").says("排版程序出错，没有生成文件", "年度报告")
    assert engines() == []
    with office.client.get("/years/2020/report/pdf") as answer:
        assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-")


def test_no_edition_is_frozen_without_its_pdf(visit: Callable[[str], Visitor]) -> None:
    office = visit("office").open("/years/2020/report")
    with struck(signal.SIGKILL):
        office.submit("/years/2020/report/final").says("没有生成文件").silent("已定稿，内容和 PDF 不再变化")
    office.open("/years/2020/report").says("定稿后内容和 PDF 不再变化")
    office.submit("/years/2020/report/final").says("已定稿")


def test_a_hanging_engine_is_ended_at_the_limit() -> None:
    with struck(signal.SIGSTOP), pytest.raises(RenderFailed) as failed:
        render(LONG, limit=3)
    assert failed.value.reason == "timeout" and engines() == []
    assert render(SHORT).startswith(b"%PDF-")


def test_an_engine_without_memory_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child may have 120 MB of address space: less than the engine needs to start."""

    def poor() -> None:
        size = 120 * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))

    monkeypatch.setattr(subprocess, "Popen", partial(subprocess.Popen, preexec_fn=poor))
    with pytest.raises(RenderFailed) as failed:
        render(LONG)
    assert failed.value.reason == "engine" and failed.value.detail
    monkeypatch.undo()
    assert render(SHORT).startswith(b"%PDF-")


def test_fonts_go_while_the_server_runs(
    visit: Callable[[str], Visitor], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Fontconfig is shown an empty folder: every character would be a box, so nothing is printed."""
    (tmp_path / "none").mkdir()
    empty = tmp_path / "fonts.conf"
    empty.write_text(f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    office = visit("office")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    office.open("/years/2020/report/pdf").says("没有中文字体", "请系统管理员安装")
    monkeypatch.delenv("FONTCONFIG_FILE")
    with office.client.get("/years/2020/report/pdf") as answer:
        assert answer.data.startswith(b"%PDF-")
