"""flask checklist check: what it prints, and how it ends."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_babel import Babel

from commands import checklist

GOOD = "kind: checklist\nkey: kitchen\ntitle: 厨房\nsections:\n  - key: all\n    title: 全部\n    items:\n"
TEA = "      - key: tea\n        no: 1\n        title: 茶\n"
CUPS = "      - key: cups\n        no: 2\n        title: 杯\n"
OUTLINE = "kind: outline\nkey: year\ntitle: 报告\nparts:\n  - key: done\n    kind: items\n    items: [kitchen/tea]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*files: str) -> Result:
    app = Flask(__name__)
    Babel(app, default_locale="zh_Hans_CN")
    app.cli.add_command(checklist.cli)
    return app.test_cli_runner().invoke(args=["checklist", "check", *files])


def test_a_right_file_says_what_it_holds() -> None:
    result = check("key-tasks-2020")

    assert result.exit_code == 0
    assert "二十二项重点工作" in result.stdout
    assert "3 节 22 项" in result.stdout
    assert result.stderr == ""


def test_each_mistake_has_file_line_and_cure(folder: Path) -> None:
    (folder / "bad.yaml").write_text(GOOD + TEA + "        du: 12-04\n" + CUPS.replace("杯", "''"), encoding="utf-8")

    result = check("bad.yaml")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "bad.yaml:11: 不认识的字段“du”；是不是“due”",
        "bad.yaml:14: “title”是空的；请填写",
    ]


def test_a_gap_in_the_numbers_is_asked_about_and_refuses_nothing(folder: Path) -> None:
    (folder / "part.yaml").write_text(GOOD + TEA + CUPS.replace("2", "3"), encoding="utf-8")

    result = check("part.yaml")

    assert result.exit_code == 0
    assert "“厨房”事项的序号有 1 处不连续：1→3。本来如此就不用改。" in result.stdout


def test_an_outline_is_checked_beside_the_given_checklist(folder: Path) -> None:
    (folder / "kitchen.yaml").write_text(GOOD + TEA + CUPS, encoding="utf-8")
    (folder / "outline.yaml").write_text(OUTLINE, encoding="utf-8")

    beside, alone = check("outline.yaml", "kitchen.yaml"), check("outline.yaml")

    assert beside.exit_code == 0
    assert "没有收入：kitchen/cups" in beside.stdout
    assert alone.exit_code == 1
    assert "outline.yaml:7: 没有事项“kitchen/tea”" in alone.stderr


def test_a_packaged_outline_needs_no_checklist_named() -> None:
    result = check("outline-2020")

    assert result.exit_code == 0
    assert "收入 60 项" in result.stdout
    assert "没有收入" not in result.stdout


def test_a_given_checklist_stands_for_the_packaged_one_of_its_key(folder: Path) -> None:
    (folder / "short.yaml").write_text(GOOD.replace("kitchen", "key-tasks-2020") + TEA, encoding="utf-8")

    result = check("short.yaml", "outline-2020")

    assert result.exit_code == 1
    assert "没有事项“key-tasks-2020/leadership”" in result.stderr


def test_an_outline_waits_for_its_checklist_to_be_right(folder: Path) -> None:
    (folder / "bad.yaml").write_text(GOOD, encoding="utf-8")

    result = check("bad.yaml", "outline-2020")

    assert result.exit_code == 1
    assert "提纲没有检查：outline-2020" in result.stderr
    assert "bad.yaml:7: “items”应当是列表" in result.stderr


@pytest.mark.parametrize("files", [(), ("nowhere.yaml",), ("key-tasks-2020", "nowhere.yaml"), (".",)])
def test_wrong_use_ends_with_2(folder: Path, files: tuple[str, ...]) -> None:
    assert check(*files).exit_code == 2


def test_a_misspelt_name_hears_the_names_there_are() -> None:
    assert "key-tasks-2020" in check("key-task-2020").stderr


def test_samples_are_printed_and_are_right(folder: Path) -> None:
    app = Flask(__name__)
    Babel(app, default_locale="zh_Hans_CN")
    app.cli.add_command(checklist.cli)
    for name in ("list-full", "outline-full"):
        printed = app.test_cli_runner().invoke(args=["checklist", "sample", name])
        (folder / f"{name}.yaml").write_text(printed.stdout, encoding="utf-8")

    result = check("list-full.yaml", "outline-full.yaml")

    assert result.exit_code == 0
    assert "其余 1 项由“其他事项”收" in result.stdout and "没有收入" not in result.stdout
