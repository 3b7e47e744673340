"""操作留痕 through pages: filtered, in words, linked by batch, as a file that no spreadsheet runs."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, select

from models.trail import Trail
from tests.views.test_bad_input import item_id
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def total(visitor: Visitor) -> int:
    found = re.search(r"共 (\d+) 条，新的在前", visitor.text)
    assert found
    return int(found[1])


def table(visitor: Visitor) -> str:
    return visitor.text[visitor.text.index("<tbody>") : visitor.text.index("</tbody>")]


def test_an_act_reads_in_words_not_in_columns(visit: Visit) -> None:
    office = visit("office")
    path = item_id(office, "文明公正执法")
    office.open(f"{path}/assign").submit(
        f"{path}/assign", lead="2", helpers=["1", "3"], due_kind="date", due="2021-02-01", person="", leader=""
    ).says("已分派")
    auditor = visit("auditor").open("/trail?verb=item.assign")
    first = table(auditor).split("</tr>")[0]
    for words in (
        "牵头科室",
        "政策法规科",
        "配合科室",
        "办公室、资源配置与管理科",
        "时限方式",
        "日期",
        "2021 年 2 月 1 日",
        "待分解",
        "待签收",
    ):
        assert words in first, words
    for raw in ("lead_id", "helper_ids", "due_kind", "assigned", "unassigned", "None"):
        assert raw not in first, raw


@pytest.mark.parametrize(
    "verb", ["entry.write", "account.add", "item.tick", "item.close", "entry.return", "year.settings"]
)
def test_no_kept_field_is_shown_by_its_column(visit: Visit, verb: str) -> None:
    shown = table(visit("auditor").open(f"/trail?verb={verb}"))
    assert "</tr>" in shown
    assert not re.findall(r'<span class="faint">[a-z_]+</span>', shown)
    assert not re.search(r"submitted|progress|returned|closing|monthly|checkpoint_id|True|False", shown)


def test_the_history_of_one_item_is_found_by_searching(visit: Visit) -> None:
    auditor = visit("auditor").open("/trail?q=规范使用")
    some = total(auditor)
    link = re.findall(r'href="(/trail\?[^"]*item=\d+[^"]*)"', auditor.text)[0].replace("&amp;", "&")
    auditor.open(link).says("只看事项“4.4 规范使用文书”（2020 年度）", "不限事项")
    assert total(auditor) == some
    auditor.open(f"{link}&verb=item.acknowledge").says("签收")
    assert total(auditor) == 1
    auditor.open("/trail?item=99999").says("没有符合的记录")
    auditor.open("/trail?q=%25_nothing").says("没有符合的记录")


def test_time_and_person_narrow_it_down_and_nonsense_asks_for_nothing(visit: Visit) -> None:
    auditor = visit("auditor").open("/trail")
    everything = total(auditor)
    auditor.open("/trail?since=2020-03-01&until=2020-03-31")
    march = total(auditor)
    assert 0 < march < everything
    auditor.open("/trail?since=2020-03-01&until=2020-03-31&person=2")
    assert 0 < total(auditor) < march
    auditor.open("/trail?since=yesterday&person=me&verb=fly&item=x&page=-3&batch=")
    assert total(auditor) == everything


def test_a_batch_is_linked_and_shown_alone(visit: Visit) -> None:
    office = visit("office").open("/years/2020/ledger")
    chosen = {"items": ["48", "54"], "lead": "2", "person": "0", "leader": "0", "due_kind": "", "due": ""}
    office.submit("/years/2020/ledger/assign", step="apply", **chosen).says("已分派 2 项")
    auditor = visit("auditor").open("/trail?verb=item.assign").says("同一批 2 条")
    link = re.findall(r'href="(/trail\?[^"]*batch=[0-9a-f]+[^"]*)"', auditor.text)[0].replace("&amp;", "&")
    auditor.open(link).says("只看同一批的操作")
    assert total(auditor) == 2
    undo = re.findall(r'action="(/undo/\d+)"', office.text)[0]
    office.submit(undo).says("已撤销 2 项")
    auditor.open("/trail?verb=act.undo").says("撤销操作：分派", "撤销的操作")
    assert total(auditor) == 2
    assert {row[2] for row in rows_of(auditor, "/trail.csv?verb=act.undo")[1:]} == {"撤销操作：分派"}


def test_a_review_taken_back_and_a_strangers_sign_in_are_told(visit: Visit) -> None:
    office, entry = visit("office"), "听取意见和测评"
    queue = office.open("/years/2020/review").text
    path = re.search(rf'href="(/review/\d+)">[^<]*{entry}', queue)
    assert path
    office.open(path[1]).submit(path[1], act="accept", result="", reason="")
    undo = re.search(r'action="(/undo/\d+)"', office.text)
    assert undo
    office.submit(undo[1]).says("已撤销")
    office.open("/login").submit("/login", 422, username="nosuchname", password="wrong-password")
    auditor = (
        visit("auditor").open("/trail?verb=act.undo").says("撤销操作：审核通过", "原审核人", "法治办主任", "作废的审核")
    )
    auditor.open("/trail?verb=account.refused").says("nosuchname", "没有这个账号").silent("wrong-password", "命令行")


def rows_of(visitor: Visitor, path: str) -> list[list[str]]:
    """The rows of a downloaded file."""
    with visitor.client.get(path) as answer:
        assert answer.status_code == 200 and answer.mimetype == "text/csv"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=trail-")
        return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_the_file_has_what_the_page_was_asked_for(visit: Visit) -> None:
    auditor = visit("auditor").open("/trail?verb=item.decline&q=清单")
    link = re.findall(r'href="(/trail\.csv[^"]*)"', auditor.text)
    auditor.open("/trail")
    everything = total(auditor)
    rows = rows_of(auditor, "/trail.csv")
    assert rows[0] == ["时间", "人员", "操作", "对象", "从", "到", "批次"]
    assert everything > 1000 and everything <= len(rows) - 1 <= everything + 1
    assert len({tuple(row) for row in rows}) > 1000, "no piece comes twice"
    assert [row[0] for row in rows[1:]] == sorted((row[0] for row in rows[1:]), reverse=True)
    assert not link or len(rows_of(auditor, link[0].replace("&amp;", "&"))) >= 2
    closed = rows_of(auditor, "/trail.csv?verb=item.close")
    assert (
        {row[2] for row in closed[1:]} == {"销号"} and "状态：待销号" in closed[1][4] and "状态：已销号" in closed[1][5]
    )


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_of_the_file_is_a_formula(demo_app: Flask, visit: Visit, label: str) -> None:
    with Session(demo_app.extensions["engine"]) as session:
        row = session.exec(select(Trail).where(Trail.verb == "item.close")).first()
        assert row is not None
        row.label, row.batch, row.after = label, "=cmd", {"reason": "=HYPERLINK(1)"}
        session.add(row)
        session.commit()
    found = [row for row in rows_of(visit("auditor"), "/trail.csv?batch==cmd") if "销号" in row]
    assert found[0][3] == f"'{label}" and found[0][6] == "'=cmd"
    assert not any(one.startswith(("=", "+", "-", "@", "\t", "＝")) for one in found[0])


def test_the_auditors_home_tells_the_state_of_the_trail(visit: Visit) -> None:
    auditor = visit("auditor").open("/").says("操作留痕", "只增不改", "最近七天没有登录失败", "系统状态")
    auditor.silent('href="/settings"', 'href="/people"')
    count = re.search(r"(\d+) 条，只增不改", auditor.text)
    assert count and int(count[1]) == total(auditor.open("/trail"))
    visit("leader").open("/").silent("只增不改", "系统状态")


def test_days_the_wrong_way_round_are_told_at_the_field_and_leave_nothing_out(visit: Visit) -> None:
    auditor = visit("auditor").open("/trail?person=2")
    everything = total(auditor)
    auditor.open("/trail?person=2&since=2020-12-01&until=2020-11-01").says("“到”早于“从”", 'aria-invalid="true"')
    assert total(auditor) == everything and 'value="2020-11-01"' in auditor.text
    auditor.open("/trail?since=2020-12-01&until=2020-12-01").silent("早于")


def test_no_row_speaks_of_what_only_the_program_needs(visit: Visit) -> None:
    """A number's source is told by its name, an undo by what it took back."""
    auditor = visit("auditor").open("/trail?verb=citation.add")
    assert re.search(r'faint">数据</span>\s*[\u4e00-\u9fff]+ 20\d\d', table(auditor))
    office = visit("office")
    path = item_id(office, "文明公正执法")
    fields = {"lead": "2", "due_kind": "year_end", "due": "", "person": "", "leader": ""}
    act = office.open(f"{path}/assign").submit(f"{path}/assign", **fields).text.split('action="/undo/')[1].split('"')[0]
    office.submit(f"/undo/{act}")
    auditor.open("/trail").says("撤销的操作").silent("批次</span>", "编号</span>")
    for words in ("规则</span>", "indicators", "records", "checkpoint_id", "solved"):
        auditor.silent(words)
