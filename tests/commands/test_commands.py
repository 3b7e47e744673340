"""The commands as scripts use them: exit codes, clean output, a foreign year."""

import json
import socket
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import select

import config
import db
from app import create_app
from models.figures import figures_of, indicators_of, relations_of
from models.people import DEMO_PASSWORD
from models.years import Year, kinds_of
from tests.apps import new_app

CHECKLIST = """kind: checklist
key: foreign
title: 外单位清单
sections:
  - key: only
    title: 仅此一部分
    items:
      - {key: first, no: 1, title: "修订章程", owed: [章程]}
      - {key: second, no: 2, title: 公开办事指南}
      - {key: third, no: 3, title: 办理信访}
"""
OUTLINE = """kind: outline
key: foreign-outline
title: "{bureau}{year}年依法治理报告"
parts:
  - {key: preface, kind: written}
  - key: done
    heading: 今年做了什么
    parts:
      - {key: rules, heading: "立规矩", kind: items, style: points, items: [foreign/first, foreign/second]}
      - {key: people, heading: "听民意", kind: items, items: [foreign/third]}
  - {key: lacks, heading: "还缺什么", kind: written}
"""


@pytest.fixture
def foreign(tmp_path: Path) -> tuple[str, str]:
    """A three-item checklist and its outline that have nothing to do with 2020."""
    (tmp_path / "c.yaml").write_text(CHECKLIST, encoding="utf-8")
    (tmp_path / "o.yaml").write_text(OUTLINE, encoding="utf-8")
    return str(tmp_path / "c.yaml"), str(tmp_path / "o.yaml")


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(pages).split())


def test_a_foreign_year_prints_its_own_report(app: Flask, foreign: tuple[str, str], tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    opened = run(
        args=["year", "open", "2031", "--checklist", foreign[0], "--outline", foreign[1], "--bureau", "某县某局"]
    )
    assert opened.exit_code == 0, opened.stderr
    out = tmp_path / "r.pdf"
    built = run(args=["report", "build", "2031", "--out", str(out)])
    assert built.exit_code == 0, built.stderr
    assert built.stdout == f"{out}\n"
    text = pdf_text(out)
    for words in (
        "某县某局2031年依法治理报告",
        "一、今年做了什么",
        "（一）立规矩",
        "办理信访",
        "二、还缺什么",
        "本节尚无内容",
    ):
        assert words in text, words
    for figure in ("6413", "242", "16.47", "漯河", "2020"):
        assert figure not in text


def test_the_html_stands_alone(app: Flask, foreign: tuple[str, str], tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    run(args=["year", "open", "2031", "--checklist", foreign[0], "--outline", foreign[1]])
    out = tmp_path / "r.html"
    assert run(args=["report", "build", "2031", "--out", str(out)]).exit_code == 0
    html = out.read_text(encoding="utf-8")
    assert "<style>" in html and 'rel="stylesheet"' not in html and "src=" not in html


def test_refusals_and_wrong_use(app: Flask, foreign: tuple[str, str], tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    missing = run(args=["report", "build", "2031", "--out", str(tmp_path / "r.pdf")])
    assert (missing.exit_code, missing.stdout) == (1, "") and "没有 2031 年度" in missing.stderr
    assert run(args=["report", "build", "2031", "--out", str(tmp_path / "r.doc")]).exit_code == 2
    assert run(args=["year", "open", "1900", "--checklist", foreign[0], "--outline", foreign[1]]).exit_code == 1
    wrong = tmp_path / "w.yaml"
    wrong.write_text(CHECKLIST.replace('title: "修订章程"', 'titel: "修订章程"'), encoding="utf-8")
    refused = run(args=["year", "open", "2031", "--checklist", str(wrong), "--outline", foreign[1]])
    assert refused.exit_code == 1 and ":8:" in refused.stderr and "title" in refused.stderr
    assert run(args=["year", "list"]).stdout == ""


def test_demo_loads_once_and_lists_accounts(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["demo", "--accounts", "--json"]).stdout.strip() == "[]"
    assert "已装入" in run(args=["demo"]).stdout
    assert "没有装入" in run(args=["demo"]).stdout
    rows = json.loads(run(args=["demo", "--accounts", "--json"]).stdout)
    assert {"staff", "head", "office", "leader", "admin", "auditor"} == {row["role"] for row in rows}
    assert set(rows[0]) == {"role", "username", "password"} and rows[0]["password"] == DEMO_PASSWORD


def test_accounts_from_the_command_line(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    args = ["user", "add", "chief", "--name", "主任", "--role", "admin", "--role", "office", "--password-stdin"]
    assert run(args=args, input="short\n").exit_code == 1
    assert run(args=args, input="a-fine-password\n").exit_code == 0
    assert run(args=args, input="a-fine-password\n").exit_code == 1
    assert json.loads(run(args=["user", "list", "--json"]).stdout)[0]["roles"] == ["admin", "office"]
    assert run(args=["user", "disable", "chief"]).exit_code == 1, "the last admin stays"
    assert run(args=["user", "password", "nobody", "--password-stdin"], input="x\n").exit_code == 1


def test_doctor_names_a_missing_file(demo_app: Flask) -> None:
    run = demo_app.test_cli_runner().invoke
    fine = run(args=["doctor", "--json"])
    lines = {line["name"]: line for line in json.loads(fine.stdout)}
    assert {"database", "migration", "data", "engine", "font", "calendar", "evidence", "review"} <= set(lines)
    assert lines["evidence"]["ok"]
    next(demo_app.config["SETTINGS"].data.glob("evidence/??/*")).unlink()
    broken = run(args=["doctor"])
    assert broken.exit_code == 1 and "缺 1 个材料文件" in broken.stdout


def test_doctor_names_a_year_whose_sums_are_wrong_and_the_cure_works(demo_app: Flask) -> None:
    run = demo_app.test_cli_runner().invoke
    assert "ok   各项合计与逐条的工作记录、进展相符" in run(args=["doctor"]).stdout
    for spoilt in (
        "UPDATE tally SET records = records + 1 WHERE item_id = 0 AND kind = 'meeting'",
        "UPDATE item SET filed = 0 WHERE id = (SELECT min(id) FROM item WHERE filed > 0 AND NOT all_departments)",
        "UPDATE item SET reported = NOT reported WHERE id = (SELECT max(id) FROM item)",
        "INSERT INTO item_former (item_id, department_id) SELECT max(item.id), min(department.id) FROM item, department",
    ):
        with demo_app.app_context():
            db.session().execute(sa.text(spoilt))
            db.commit()
        told = run(args=["doctor"]).stdout
        assert "FAIL 2020 年度的合计与工作记录或进展对不上。请运行 flask year recount 2020。" in told
        assert run(args=["year", "recount", "2020"]).exit_code == 0
        assert "ok   各项合计与逐条的工作记录、进展相符" in run(args=["doctor"]).stdout


def test_every_command_has_help(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    for args in (
        ["demo"],
        ["doctor"],
        ["start"],
        ["checklist", "check"],
        ["report", "build"],
        ["user", "add"],
        ["year", "open"],
    ):
        assert run(args=[*args, "--help"]).exit_code == 0


def test_a_database_without_tables_or_without_a_server_is_told_in_words(tmp_path: Path) -> None:
    bare = new_app(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    refused = bare.test_cli_runner().invoke(args=["report", "build", "2020", "--out", str(tmp_path / "r.pdf")])
    assert refused.exit_code == 1 and "数据库还没有建立" in refused.stderr and refused.stdout == ""
    gone = new_app(tmp_path, "postgresql://fazhi@127.0.0.1:1/fazhi")
    for args in (["year", "list"], ["user", "list", "--json"], ["demo"]):
        refused = gone.test_cli_runner().invoke(args=args)
        assert refused.exit_code == 1 and "flask doctor" in refused.stderr, args
        assert refused.stdout == ""


def test_another_bureau_is_not_set_up_beside_the_first(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    args = ["user", "add", "chief", "--name", "主任", "--role", "admin", "--password-stdin"]
    assert run(args=[*args, "--bureau", "某县某局"], input="a-fine-password\n").exit_code == 0
    args[2] = "second"
    refused = run(args=[*args, "--bureau", "某县另一局"], input="a-fine-password\n")
    assert refused.exit_code == 1 and "单位已经是“某县某局”" in refused.stderr
    assert run(args=[*args, "--bureau", "某县某局"], input="a-fine-password\n").exit_code == 0


def test_a_port_in_use_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        busy = create_app(config.Settings(data=tmp_path, database_url=f"sqlite:///{tmp_path / 'f.sqlite3'}", port=port))
        refused = busy.test_cli_runner().invoke(args=["start"])
    assert refused.exit_code == 1 and f"端口 {port} 已被占用" in refused.stderr and refused.stdout == ""
    assert not (tmp_path / "f.sqlite3").exists()


def test_a_bureau_without_a_name_is_told_of_and_takes_the_first_name_that_comes(
    app: Flask, foreign: tuple[str, str], tmp_path: Path
) -> None:
    """As when `user add` was refused for its password and the next line of the README ran all the same."""
    run = app.test_cli_runner().invoke
    opened = run(args=["year", "open", "2031", "--checklist", foreign[0], "--outline", foreign[1]])
    assert opened.exit_code == 0 and "单位还没有名称" in opened.stderr and "单位还没有名称" not in opened.stdout
    assert "单位还没有名称" in run(args=["report", "check", "2031"]).stdout
    add = ["user", "add", "chief", "--name", "主任", "--role", "office", "--password-stdin", "--bureau", "某县某局"]
    assert run(args=add, input="a-fine-password\n").exit_code == 0
    assert "单位还没有名称" not in run(args=["report", "check", "2031"]).stdout
    out = tmp_path / "r.html"
    assert run(args=["report", "build", "2031", "--out", str(out)]).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "某县某局2031年依法治理报告" in text and "本单位" not in text


def test_a_second_year_counts_what_the_first_did_by_now(demo_app: Flask, foreign: tuple[str, str]) -> None:
    """Indicators and relations come along as the office has them, their years moved on; no value does."""
    run = demo_app.test_cli_runner().invoke
    with demo_app.app_context():
        session = db.session()
        first = session.exec(select(Year).where(Year.no == 2020)).one()
        reworded = indicators_of(session, first.key_id)[0]
        reworded.name = "专题会议"
        db.commit()
    opened = run(args=["year", "open", "2022", "--checklist", foreign[0], "--outline", foreign[1]])
    assert opened.exit_code == 0 and "沿用 2020 年度" in opened.stdout, opened.stderr
    with demo_app.app_context():
        session = db.session()
        second = session.exec(select(Year).where(Year.no == 2022)).one()
        own, before = indicators_of(session, second.key_id), indicators_of(session, first.key_id)
        assert [one.key for one in own] == [one.key for one in before] and own[0].name == "专题会议"
        assert [one.key for one in kinds_of(session, second.key_id)] == [
            one.key for one in kinds_of(session, first.key_id)
        ]
        relations = relations_of(session, second.key_id)
        assert len(relations) == len(relations_of(session, first.key_id)) > 10
        growth = next(one for one in relations if one.key == "won-funds-growth")
        assert growth.name == "2021年争取资金的增速" and growth.whole.endswith(":2021")
        figures = figures_of(session, second.key_id)
        assert figures and all(one.source in ("records", "formula") and one.period == "2022" for one in figures)
    assert run(args=["report", "figures", "2022"]).exit_code == 0
