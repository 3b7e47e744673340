"""A wrong setting of the environment ends every command in words and with 2, before anything is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.cli import FlaskGroup

import config
from app import create_app

HOUSE = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "FAZHI_HTTPS", "PORT", "FLASK_APP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))


def flask(*args: str) -> Result:
    """The command line as `flask` builds it, with the app made from the environment."""
    return CliRunner().invoke(FlaskGroup(create_app=create_app), list(args))


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", "８０８０", " ", "9" * 5000, "80; rm -rf /"])
def test_a_wrong_port(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    refused = flask("doctor", "--json")
    assert (refused.exit_code, refused.stdout) == (2, "") and "PORT 应是 1 至 65535 之间的整数" in refused.stderr
    assert "Traceback" not in refused.stderr and not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://root:geheim-7@localhost/x",
        "oracle://root:geheim-7@localhost/x",
        "postgresql://root:geheim-7@localhost:port/x",
        "postgresql+psycopg2://root:geheim-7@localhost/x",
        "sqlite+aiosqlite:///x.db",
        "file:///etc/passwd",
        "://",
    ],
)
def test_a_wrong_database_never_repeats_its_password(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    refused = flask("doctor")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "DATABASE_URL" in refused.stderr and "sqlite:///" in refused.stderr and "postgresql://" in refused.stderr
    assert "geheim-7" not in refused.stderr and "Traceback" not in refused.stderr


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_each_name_of_postgresql_is_understood(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    """Nobody listens there: the doctor says so with 1, as a finding and not as wrong use."""
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://fazhi@127.0.0.1:1/fazhi")
    told = flask("doctor")
    assert told.exit_code == 1 and "连不上数据库" in told.stdout and "DATABASE_URL" in told.stdout


def test_a_data_folder_that_is_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("不是目录", encoding="utf-8")
    for place in (tmp_path / "taken", tmp_path / "taken" / "below"):
        monkeypatch.setenv("FAZHI_DATA", str(place))
        refused = flask("year", "list")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "FAZHI_DATA" in refused.stderr and "不能用作数据目录" in refused.stderr
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "不是目录"


def test_a_secret_key_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data" / "secret-key").mkdir(parents=True)
    refused = flask("year", "list")
    assert refused.exit_code == 2 and "不能用作数据目录" in refused.stderr
    (tmp_path / "data" / "secret-key").rmdir()
    (tmp_path / "data" / "secret-key").write_bytes(b"\xff\xfe\x00")
    assert flask("year", "list").exit_code == 2


def test_help_says_the_same_without_the_insides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    told = flask("--help")
    assert told.exit_code == 2 and "PORT 应是" in told.stderr and "Traceback" not in told.stderr


def test_a_server_that_loads_the_app_fails_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a command an error is what makes the server stop; an exit would make it try for ever."""
    monkeypatch.setenv("PORT", "abc")
    with pytest.raises(config.WrongSetting, match="PORT 应是"):
        create_app()


def test_sound_settings_make_the_folder_and_go_on(tmp_path: Path) -> None:
    listed = flask("year", "list")
    assert (listed.exit_code, listed.stdout) == (0, ""), listed.stderr
    assert {one.name for one in (tmp_path / "data").iterdir()} >= {"secret-key", "fazhi.sqlite3"}


def test_the_program_itself_ends_with_two() -> None:
    """Through the real `flask`, as `make run` calls it."""
    flask_program = Path(sys.executable).with_name("flask")
    ran = subprocess.run(
        [flask_program, "--app", "app", "start"],
        cwd=HOUSE,
        env={**os.environ, "PORT": "abc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (
        2,
        "",
    ) and ran.stderr.strip() == "PORT 应是 1 至 65535 之间的整数，现在是“abc”。"
