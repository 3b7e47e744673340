"""Every command as a script uses it: help, exit codes, JSON alone on standard output, nothing there at a refusal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result
from flask import Flask
from sqlmodel import Session, func, select

from commands import GROUPS, group
from models.people import Person
from models.records import COLUMNS, KEYS, Tally
from models.trail import Trail
from models.years import Year
from tests.visitor import Visitor

Run = Callable[..., Result]
HOUSE = Path(__file__).parents[2]


def paths(command: click.Command, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command: ("year", "open")."""
    here = (*before, command.name or "")
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from paths(one, here)
    else:
        yield here


COMMANDS = sorted(path for name in GROUPS for path in paths(group(name)))
NO_YEAR = [
    ("report", "build", "2044", "--out", "OUT.pdf"),
    ("report", "check", "2044"),
    ("report", "check", "2044", "--json"),
    ("report", "figures", "2044"),
    ("report", "figures", "2044", "--json"),
    ("year", "recount", "2044"),
]
WRONG_USE = [
    ("year", "open"),
    ("year", "open", "二〇三〇", "--checklist", "x", "--outline", "y"),
    ("year", "open", "2031", "--outline", "standard"),
    ("year", "recount"),
    ("year", "recount", "今年"),
    ("report", "build", "2020"),
    ("report", "build", "2020", "--out", "a.doc"),
    ("report", "check"),
    ("report", "check", "2020", "--yaml"),
    ("report", "figures", "x"),
    ("user", "add"),
    ("user", "add", "someone", "--name", "某人"),
    ("user", "add", "someone", "--name", "某人", "--role", "king"),
    ("user", "password"),
    ("user", "disable"),
    ("demo", "--json"),
    ("demo", "--accounts", "--xml"),
    ("doctor", "--fast"),
    ("checklist", "check"),
    ("checklist", "check", "no-such-file.yaml"),
    ("proofread",),
]


@pytest.fixture
def run(app: Flask) -> Run:
    return lambda *args, **more: app.test_cli_runner().invoke(args=list(args), **more)


@pytest.fixture
def demo(demo_app: Flask) -> Run:
    return lambda *args, **more: demo_app.test_cli_runner().invoke(args=list(args), **more)


def rows(app: Flask, kind: Any) -> int:
    with Session(app.extensions["engine"]) as session:
        return session.exec(select(func.count()).select_from(kind)).one()


def test_there_is_a_command_for_every_group() -> None:
    assert len(COMMANDS) >= 14 and ("year", "recount") in COMMANDS and ("user", "disable") in COMMANDS


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_says_in_chinese_what_it_does(run: Run, path: tuple[str, ...]) -> None:
    told = run(*path, "--help")
    assert told.exit_code == 0 and not told.stderr
    words = told.stdout.split("用法： ")[1].split("\n\n")[1].strip()
    assert any("\u4e00" <= char <= "\u9fff" for char in words), words


@pytest.mark.parametrize("args", WRONG_USE, ids=" ".join)
def test_wrong_use_ends_with_two_and_says_nothing_on_standard_output(run: Run, args: tuple[str, ...]) -> None:
    refused = run(*args)
    assert (refused.exit_code, refused.stdout) == (2, "") and refused.stderr.strip()


@pytest.mark.parametrize("args", NO_YEAR, ids=" ".join)
def test_a_year_that_is_not_there_ends_with_one(run: Run, demo: Run, args: tuple[str, ...], tmp_path: Path) -> None:
    args = tuple(str(tmp_path / one) if one.startswith("OUT") else one for one in args)
    for database in (run, demo):
        refused = database(*args)
        assert (refused.exit_code, refused.stdout) == (1, "") and "没有 2044 年度" in refused.stderr
    assert not list(tmp_path.glob("OUT*"))


@pytest.mark.parametrize("year", ["0", "-1", "99999999999999999999999"])
@pytest.mark.parametrize("words", [("report", "check"), ("report", "figures"), ("year", "recount")], ids=" ".join)
def test_a_year_that_no_year_can_be_is_not_there_either(any_app: Flask, words: tuple[str, ...], year: str) -> None:
    refused = any_app.test_cli_runner().invoke(args=[*words, "--", year])
    assert (refused.exit_code, refused.stdout) == (1, "") and f"没有 {year} 年度" in refused.stderr


@pytest.mark.parametrize("year", ["0", "1999", "2101", "99999999999999999999999"])
def test_a_year_out_of_bounds_is_not_opened(run: Run, app: Flask, year: str) -> None:
    refused = run("year", "open", year, "--checklist", "key-tasks-2020", "--outline", "standard")
    assert (refused.exit_code, refused.stdout) == (1, "") and "2000" in refused.stderr
    assert rows(app, Year) == 0


def test_an_empty_database_answers_with_nothing(run: Run) -> None:
    for args, told in (
        (("year", "list"), ""),
        (("user", "list"), ""),
        (("user", "list", "--json"), "[]\n"),
        (("demo", "--accounts"), ""),
        (("demo", "--accounts", "--json"), "[]\n"),
    ):
        found = run(*args)
        assert (found.exit_code, found.stdout) == (0, told), args
    for act in (("user", "password", "office", "--password-stdin"), ("user", "disable", "office")):
        refused = run(*act, input="a-fine-password\n")
        assert (refused.exit_code, refused.stdout) == (1, "") and "没有账号“office”" in refused.stderr


@pytest.mark.parametrize(
    ("args", "codes"),
    [
        (("doctor", "--json"), {0, 1}),
        (("doctor", "--json", "--sweep"), {0, 1}),
        (("user", "list", "--json"), {0}),
        (("demo", "--accounts", "--json"), {0}),
        (("report", "check", "2020", "--json"), {0, 1}),
        (("report", "figures", "2020", "--json"), {0}),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_json_stands_alone_on_standard_output(demo: Run, args: tuple[str, ...], codes: set[int]) -> None:
    told = demo(*args)
    found = json.loads(told.stdout)
    assert told.exit_code in codes and isinstance(found, list) and found and isinstance(found[0], dict)


def test_a_swept_file_is_counted_beside_the_json(demo: Run, demo_app: Flask) -> None:
    """A file that no row knows and that is a day old goes; the newest ones stay, they may be about to get their row."""
    import os

    folder = demo_app.config["SETTINGS"].data / "evidence" / "aa"
    folder.mkdir(exist_ok=True)
    old, new = folder / ("aa" + "0" * 62), folder / ("aa" + "1" * 62)
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    kept = {one for one in folder.parent.rglob("*") if one.is_file()} - {old}
    told = demo("doctor", "--sweep", "--json")
    json.loads(told.stdout)
    assert "已清理 1 个没有登记的文件" in told.stderr
    assert {one for one in folder.parent.rglob("*") if one.is_file()} == kept
    again = demo("doctor", "--sweep")
    assert "已清理 0 个没有登记的文件" in again.stdout


def test_the_look_before_the_print_says_the_same_in_words_and_in_json(demo: Run) -> None:
    words, data = demo("report", "check", "2020"), demo("report", "check", "2020", "--json")
    notes = json.loads(data.stdout)
    assert words.exit_code == data.exit_code == int(any(one["severity"] != "note" for one in notes))
    assert all(one["message"] in words.stdout for one in notes)
    assert all(set(one) == {"rule", "severity", "slot", "message"} for one in notes)


def test_figures_tell_in_words_what_json_tells(demo: Run) -> None:
    data = json.loads(demo("report", "figures", "2020", "--json").stdout)
    lines = demo("report", "figures", "2020").stdout.splitlines()
    assert len(lines) == len(data) + 1
    assert [line.split("\t")[0] for line in lines[:-1]] == [one["text"] for one in data]


def test_an_account_is_made_once_and_signs_in_after_choosing_a_password(app: Flask, run: Run) -> None:
    args = ("user", "add", "chief", "--name", "主任", "--role", "office", "--bureau", "某县某局", "--password-stdin")
    for short in ("", "short\n", "1234567890\n", "a" * 129 + "\n"):
        refused = run(*args, input=short)
        assert (refused.exit_code, refused.stdout) == (1, "") and refused.stderr.strip() and rows(app, Person) == 0
    made = run(*args, input="a-fine-password\n")
    assert made.exit_code == 0 and "已新增账号“chief”" in made.stdout
    again = run(*args, input="a-fine-password\n")
    assert (again.exit_code, again.stdout) == (1, "") and "已被使用" in again.stderr and rows(app, Person) == 1
    visitor = Visitor(app).open("/login")
    visitor.submit("/login", username="chief", password="a-fine-password").says("新密码")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("--department", "没有的科室"), "没有科室“没有的科室”"),
        (("--role", "staff"), "科室"),
        (("--name", ""), "名称"),
        (("--name", "长" * 41), ""),
    ],
)
def test_an_account_that_cannot_be_is_not_made(demo: Run, demo_app: Flask, change: tuple[str, str], words: str) -> None:
    before = rows(demo_app, Person), rows(demo_app, Trail)
    args = ("user", "add", "someone", "--name", "某人", "--role", "leader", "--password-stdin", *change)
    refused = demo(*args, input="a-fine-password\n")
    assert (refused.exit_code, refused.stdout) == (1, "") and words in refused.stderr and refused.stderr.strip()
    assert (rows(demo_app, Person), rows(demo_app, Trail)) == before


def test_a_new_password_ends_the_sessions_of_before(demo: Run, demo_app: Flask) -> None:
    visitor = Visitor(demo_app).sign_in("office")
    refused = demo("user", "password", "office", "--password-stdin", input="office\n")
    assert (refused.exit_code, refused.stdout) == (1, "") and visitor.status("/") == 200
    assert demo("user", "password", "office", "--password-stdin", input="another-fine-9\n").exit_code == 0
    assert visitor.status("/") == 302
    Visitor(demo_app).open("/login").submit("/login", username="office", password="another-fine-9").says("新密码")


def test_a_successor_who_is_switched_off_takes_nothing_over(demo: Run) -> None:
    assert demo("user", "disable", "head-window").exit_code == 0
    refused = demo("user", "disable", "staff-window", "--successor", "head-window")
    assert (refused.exit_code, refused.stdout) == (1, "") and "在用的账号" in refused.stderr


def cells(app: Flask) -> list[tuple[Any, ...]]:
    """Every running sum, without its key."""
    with Session(app.extensions["engine"]) as session:
        return sorted(tuple(getattr(one, name) for name in (*KEYS, *COLUMNS)) for one in session.exec(select(Tally)))


def test_recounting_mends_sums_that_went_wrong(demo: Run, demo_app: Flask) -> None:
    """Sums are kept beside the records: spoilt by hand, they are made anew from them."""
    sound = cells(demo_app)
    with Session(demo_app.extensions["engine"]) as session:
        for place, cell in enumerate(session.exec(select(Tally)).all()):
            if place % 3:
                cell.records += 7
            else:
                session.delete(cell)
        session.commit()
    assert cells(demo_app) != sound
    assert demo("year", "recount", "2020").exit_code == 0
    assert cells(demo_app) == sound


def test_a_file_that_cannot_be_written_leaves_what_was_there(demo: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("旧", encoding="utf-8")
    refused = demo("report", "build", "2020", "--out", str(tmp_path / "taken" / "r.html"))
    assert (refused.exit_code, refused.stdout) == (1, "") and "写不了“" in refused.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["taken"] or (tmp_path / "taken").read_text("utf-8") == "旧"


LOADED = """
import sys
from flask.cli import main
try:
    main()
except SystemExit:
    loaded = {name for name in ("views", "forms", "proofread", "demo") if name in sys.modules}
    print("loaded:", *sorted(loaded))
"""


def flask_itself(folder: Path, *args: str) -> str:
    """What a new process prints, as when a person runs it."""
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-c", LOADED, "--app", "app", *args]
    ran = subprocess.run(
        command, cwd=HOUSE, env=surroundings | {"FAZHI_DATA": str(folder)}, capture_output=True, text=True, check=True
    )
    return ran.stdout


def test_a_command_waits_for_no_page_and_the_list_of_addresses_has_them_all(demo_app: Flask, tmp_path: Path) -> None:
    folder, out = demo_app.config["SETTINGS"].data, tmp_path / "report.html"
    assert flask_itself(folder, "report", "build", "2020", "--out", str(out)).endswith("loaded:\n")
    assert "二十二项" in out.read_text(encoding="utf-8")
    told = flask_itself(folder, "routes")
    assert "/years/<int:no>/ledger" in told and told.count("\n") > 100 and "views" in told.splitlines()[-1]
