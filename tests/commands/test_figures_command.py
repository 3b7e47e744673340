"""flask report figures: every printed number of the demonstration with its source; the words a person reads."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, col, select

import db
from models.evidence import Evidence, EvidenceLink
from models.figures import Figure
from models.passages import Passage
from models.records import Record, RecordState
from tests.demo.test_demo import printed
from tests.visitor import Visitor

SLOT = "leadership/key-tasks-2020/leadership"


def run(app: Flask, *words: str, code: int = 0) -> str:
    result = app.test_cli_runner().invoke(args=list(words))
    assert result.exit_code == code, result.output
    return str(result.output)


def test_every_number_of_the_demonstration_has_a_source_that_is_there(demo_app: Flask) -> None:
    rows: list[dict[str, Any]] = json.loads(run(demo_app, "report", "figures", "2020", "--json"))
    kinds = Counter(row["source"] and row["source"]["kind"] for row in rows)
    assert len(rows) >= 80 and kinds[None] <= len(rows) * 0.05
    assert kinds["records"] + kinds["formula"] >= 25
    text = printed(demo_app)
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        there = {
            "records": set(session.exec(select(Record.id).where(Record.state == RecordState.CONFIRMED)).all()),
            "formula": set(session.exec(select(Figure.id)).all()),
            "evidence": set(session.exec(select(EvidenceLink.id)).all()),
            "report": set(session.exec(select(EvidenceLink.id)).all()),
        }
    for row in rows:
        assert set(row) == {"text", "value", "unit", "passage", "source"}
        assert row["text"] in text and row["text"].endswith(row["unit"])
        source = row["source"]
        assert source["ids"] and set(source["ids"]) <= there[source["kind"]], row
        assert source["confirmed_by"] and source["confirmed_at"]


def test_the_number_of_records_is_the_number_that_is_printed(demo_app: Flask) -> None:
    rows = json.loads(run(demo_app, "report", "figures", "2020", "--json"))
    found = {(row["text"], row["passage"]): row["source"] for row in rows}
    assert len(found["5次", "leadership/key-tasks-2020/leadership"]["ids"]) == 5
    assert len(found["8次", "first-responsible"]["ids"]) == 8
    assert len(found["26次", "first-responsible"]["ids"]) == 26
    assert len(found["14项", "government"]["ids"]) == 14
    assert len(found["40余次", "government"]["ids"]) in range(41, 50)


def test_an_explained_slip_is_said_by_a_paper_and_a_mended_one_worked_out(demo_app: Flask) -> None:
    rows = json.loads(run(demo_app, "report", "figures", "2020", "--json"))
    kinds = {row["text"]: row["source"]["kind"] for row in rows}
    assert kinds["42%"] == "evidence", "the office explained why it stands"
    assert kinds["26.9%"] == "formula", "mended through the gate"
    assert kinds["16.9%"] == kinds["15.38%"] == kinds["84家"] == kinds["242个"] == "formula"


def test_some_come_from_an_earlier_report_and_some_are_printed_by_tokens(demo_app: Flask) -> None:
    """The words are those that were typed; the passage holds tokens, and the earlier report is a paper of its own."""
    rows = json.loads(run(demo_app, "report", "figures", "2020", "--json"))
    earlier = [row for row in rows if row["source"]["kind"] == "report"]
    assert [row["text"] for row in earlier] == ["1188万元", "1450万元", "2005万元", "53家", "72家", "104家", "120家"]
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        links = {ref for row in earlier for ref in row["source"]["ids"]}
        titles = session.exec(select(Evidence.title).join(EvidenceLink).where(col(EvidenceLink.id).in_(links))).all()
        bodies = "".join(session.exec(select(Passage.body)).all())
    assert titles == ["2019年度法治政府建设工作报告"]
    tokens = ["{清理文件:2020}", "{保留文件:2020}", "{废止文件:2020}", "{研发投入总额:2018}", "{研发投入增速:2018}"]
    assert [one for one in tokens if one not in bodies] == []
    text = printed(demo_app)
    assert (
        "清理文件9项，保留5项，废止4项" in text and "达到12.98亿元" in text and "增速16.9%" in text and "{" not in text
    )


def test_an_edition_keeps_its_numbers_and_their_sources(demo_app: Flask, visit: Callable[[str], Visitor]) -> None:
    """定稿, a meeting voided: the command and the page say what was frozen; an older edition says so; lifted: live."""
    ask = ("report", "figures", "2020", "--json")
    before = run(demo_app, *ask)
    office = visit("office").open("/years/2020/report")
    office.submit("/years/2020/report/final").says("已冻结").silent("定稿后数据变了")
    assert run(demo_app, *ask) == before
    found = {(row["text"], row["passage"]): row["source"] for row in json.loads(before)}
    meeting = found["5次", SLOT]["ids"][0]
    path = f"/records/{meeting}"
    office.open(path).submit(f"{path}/void", reason="重复登记").says("作废")
    assert run(demo_app, *ask) == before
    office.open("/years/2020/report").says("定稿后数据变了", "党组专题会议 5次 → 4次", "94 个数字，94 个有来源")
    office.open(f"/years/2020/report/numbers?slot={SLOT}").says("下面是定稿时的数字和来源", "2 个数字，2 个有来源")
    office.silent("采用新数字")
    with demo_app.app_context():
        db.session().execute(sa.text("UPDATE edition SET figures = NULL"))
        db.commit()
    old = demo_app.test_cli_runner().invoke(args=list(ask))
    assert json.loads(old.stdout) != json.loads(before) and "没有保存数字来源" in old.stderr
    office.open(f"/years/2020/report/numbers?slot={SLOT}").says("下面是现在的数据")
    office.open("/years/2020/report").submit("/years/2020/report/lift", reason="次数要改").says("已撤销定稿")
    office.says("党组专题会议 5次 → 4次")
    lifted = demo_app.test_cli_runner().invoke(args=list(ask))
    changed = {(row["text"], row["passage"]): row["source"] for row in json.loads(lifted.stdout)}
    assert lifted.stderr == "" and meeting not in changed["5次", SLOT]["ids"]


def test_words_for_people_and_a_year_that_is_not_there(demo_app: Flask) -> None:
    text = run(demo_app, "report", "figures", "2020")
    assert "共 94 个数字，94 个有来源。" in text and "5次\tleadership" in text
    assert "没有 1999 年度" in run(demo_app, "report", "figures", "1999", code=1)


def test_recounting_changes_nothing_where_nothing_is_wrong(demo_app: Flask) -> None:
    before = run(demo_app, "report", "figures", "2020", "--json")
    assert "已重新合计 2020 年度" in run(demo_app, "year", "recount", "2020")
    assert run(demo_app, "report", "figures", "2020", "--json") == before


def test_data_files_are_checked_by_the_command(demo_app: Flask, tmp_path: Any) -> None:
    assert "指标 77 个，关系 18 条" in run(demo_app, "checklist", "check", "indicators-2020")
    path = tmp_path / "kinds.yaml"
    path.write_text("kind: records\nkey: a\ntitle: b\nkinds:\n  - key: c\n    name: d\n", encoding="utf-8")
    assert f"{path}:5: 缺少字段“counts”；请补上" in run(demo_app, "checklist", "check", str(path), code=1)
