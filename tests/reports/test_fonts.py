"""Which font serves each role, asked of the machine: the real one, and machines that lack something."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from reports import fonts
from reports.html import document
from reports.pdf import write
from reports.values import Report, Section
from tests.reports.measure import constant_step, no_boxes
from tests.reports.paper import Paper
from tests.reports.words import words

SERIF = "/usr/share/fonts/opentype/noto"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No answer of another machine is remembered."""
    fonts._characters.cache_clear()
    yield
    fonts._characters.cache_clear()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """A machine whose fonts are only those of some folders."""

    def has(*folders: str) -> None:
        path = tmp_path / "fonts.conf"
        dirs = "".join(f"<dir>{one}</dir>" for one in folders)
        path.write_text(
            f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{dirs}'
            f"<cachedir>{tmp_path}/cache</cachedir></fontconfig>"
        )
        monkeypatch.setenv("FONTCONFIG_FILE", str(path))
        fonts._characters.cache_clear()

    return has


def test_this_machine_has_a_face_of_the_right_kind_for_each_role() -> None:
    found = {one.role: one for one in fonts.preflight()}
    assert set(found) == {"fang", "kai", "hei", "xbs", "song", "signs"}
    assert all(one.complete for one in found.values())
    assert found["fang"].font == "FandolFang" and found["fang"].exact
    assert found["xbs"].font == "Noto Serif CJK SC" and not found["xbs"].exact


def test_the_stacks_are_those_of_the_stylesheet() -> None:
    stacks = fonts.stacks()
    assert stacks["fang"][0] == "仿宋_GB2312"
    assert all(names[-1] in ("serif", "sans-serif") for names in stacks.values())
    assert all(fonts.EXACT[role] < len(names) for role, names in stacks.items())


def test_a_machine_without_fangsong_says_what_stands_in(machine: Callable[..., None]) -> None:
    machine(SERIF)
    fang = next(one for one in fonts.preflight() if one.role == "fang")
    assert (fang.font, fang.exact, fang.complete) == ("Noto Serif CJK SC", False, True)
    assert fonts.chinese_there()


@pytest.mark.parametrize("folders", [(), ("/usr/share/fonts/truetype/dejavu",)])
def test_a_machine_without_chinese_says_so(machine: Callable[..., None], folders: tuple[str, ...]) -> None:
    machine(*folders)
    assert not fonts.chinese_there()
    assert all(one.font is None and not one.complete for one in fonts.preflight() if one.role != "signs")


def test_the_doctor_names_the_missing_role_and_the_cure(machine: Callable[..., None], report_app: Flask) -> None:
    machine()
    answer = report_app.test_cli_runner().invoke(args=["doctor"])
    assert answer.exit_code == 1
    assert "正文（仿宋）没有字体" in answer.output and "apt-get install fonts-noto-cjk" in answer.output


def test_coverage_is_asked_character_by_character() -> None:
    assert fonts.covers("FandolFang", "法治政府")
    assert not fonts.covers("FandolFang", "法㎡")
    assert fonts.covers("Noto Serif CJK SC", "䶮㛃𬱟㎡")
    assert not fonts.covers("No Such Font")


def test_characters_that_no_family_has_are_found_in_one_go() -> None:
    every = "".join(chr(code) for code in range(0x4E00, 0x9FA6)) + "\U000f1234\u0378㎡"
    assert fonts.lost(every) == ["\U000f1234", "\u0378"]


def test_fonts_that_go_while_the_server_runs_are_noticed(
    machine: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    assert fonts.covers("FandolFang")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert fonts.covers("FandolFang"), "the same minute is not asked twice"
    now = 61.0
    assert not fonts.covers("FandolFang")


def test_a_machine_without_fontconfig_is_not_called_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be asked, the print goes on; the engine has the last word."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert fonts.chinese_there()
    assert not fonts.covers("FandolFang")


def test_a_name_cannot_be_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def note(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", note)
    assert not fonts.covers("x; rm -rf /", "字")
    assert asked[0][1:] == ["-f", "%{charset}\n", ":family=x; rm -rf /"]


def test_signs_below_and_above_the_line_are_printed_on_the_grid() -> None:
    """In their own face, without lifting the line they stand in."""
    text = f"二氧化碳（CO₂）浓度和PM₂.₅下降，面积12m²；{fonts.SIGNS}。" * 40
    paper = Paper(write(document(Report(2030, "某局₂报告", "", (Section("a", 1, "一、", "甲", words(text)),)))))
    faces = {glyph.text: glyph.font for line in paper.body for glyph in line.glyphs}
    assert {faces[char] for char in "₀₂₉⁰"} == {"DejaVu-Serif"}
    assert fonts.lost(fonts.SIGNS) == []
    assert constant_step(paper) == "" and no_boxes(paper) == ""
