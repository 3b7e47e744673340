"""The page 年度报告: outline, sheet, origin of a passage, settings, versions, 定稿."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlmodel import select

import db
from models.entries import Entry, EntryState
from models.items import items_of_year
from models.people import the_bureau
from models.years import year_by_no
from tests.reports.conftest import SETTINGS
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
REPORT = "/years/2020/report"
PASSAGE = f"{REPORT}/passage"
RESEARCH = "innovation-work/key-tasks-2020/research-input"


def test_the_outline_leads_to_the_place_on_the_sheet_and_to_the_edit_page(visit: Visit) -> None:
    office = visit("office").open(REPORT)
    anchor = RESEARCH.replace("/", "--")
    office.says("一、主要举措和成效", "（二）统筹推进创新，丰富工作内涵", "3.提升研发支持能力", "开头", "结尾")
    office.says(f'href="{REPORT}?slot={RESEARCH}#s-{anchor}"', f'id="s-{anchor}"')
    office.says(f'href="{PASSAGE}?slot={RESEARCH}"', 'aria-label="修改“3.提升研发支持能力”"')


def test_every_line_of_the_outline_has_its_place_on_the_sheet(visit: Visit) -> None:
    text = visit("office").open(REPORT).text
    anchors = {part.split('"')[0] for part in text.split("#s-")[1:]}
    assert len(anchors) > 20
    assert all(f'id="s-{one}"' in text for one in anchors)


def test_a_chosen_passage_shows_where_it_comes_from(visit: Visit) -> None:
    office = visit("office").open(REPORT).says("点提纲里的一段")
    office.open(f"{REPORT}?slot={RESEARCH}").says(
        "7 研发支持能力", "资源配置与管理科", "已销号", "修改这一段", 'aria-current="true"'
    )
    office.open(f"{REPORT}?slot=problems").says("由法治办撰写，没有对应的事项")


@pytest.mark.parametrize("slot", ["nothing-of-that-name", "", "../../etc", "<script>"])
def test_a_slot_that_is_not_there_is_no_fault_on_the_page(visit: Visit, slot: str) -> None:
    visit("office").open(f"{REPORT}?slot={slot}").says("点提纲里的一段").silent("<script>")
    assert visit("office").status(f"{PASSAGE}?slot={slot}") == 404


def test_leaders_read_and_change_nothing(visit: Visit) -> None:
    leader = visit("leader").open(f"{REPORT}?slot={RESEARCH}").says("7 研发支持能力", "还没有定稿")
    leader.silent("修改这一段", "报告设置", "确认定稿")
    assert leader.status(f"{PASSAGE}?slot={RESEARCH}") == 403


def test_versions_are_kept_by_passage_so_two_people_can_write(visit: Visit) -> None:
    first, second = visit("office"), visit("office2")
    first.open(f"{PASSAGE}?slot=problems")
    second.open(f"{PASSAGE}?slot=closing")
    second.submit(f"{PASSAGE}?slot=closing", body="第二个人的结尾。", act="settle")
    first.submit(f"{PASSAGE}?slot=problems", body="第一个人的问题。", act="draft").says("草稿已保存")
    first.open(REPORT).says("第二个人的结尾。", "第一个人的问题。")


def test_a_stale_save_shows_both_texts_and_the_next_one_counts(visit: Visit) -> None:
    first, second, path = visit("office"), visit("office2"), f"{PASSAGE}?slot=problems"
    first.open(path).silent("也正在编辑")
    second.open(path).says("法治办主任也正在编辑这一段")
    first.open(REPORT).says("法治办副主任正在编辑").silent("法治办主任正在编辑")
    first.open(path)
    second.submit(path, body="第二个人的文字。", act="settle")
    first.submit(path, 409, body="第一个人的文字。", act="draft").says(
        "别人刚刚改过", "对方保存的内容", "第二个人的文字。", "第一个人的文字。"
    )
    first.silent("还有几处要改").open(path).silent("也正在编辑").submit(path, body="两人商量后的文字。", act="settle")
    second.open(path).says("两人商量后的文字。", "已定")


def test_what_is_not_settled_is_named_before_the_final_edition_and_the_last_passage_leads_to_the_gate(
    visit: Visit,
) -> None:
    office, path = visit("office"), f"{PASSAGE}?slot=closing"
    office.open(path).says("保存并定下，去校对").silent("保存并定下，下一段")
    office.submit(path, body="还要改的结尾。", act="draft")
    loose = office.open(REPORT).text.split('id="final"')[1].split("</details>")[0]
    assert "没有定下" in loose and 'passage?slot=closing"' in loose and "确认定稿" in office.text
    office.open(path).submit(path, body="定下的结尾。", act="settle").says("校对年度报告", "去定稿")
    assert 'passage?slot=closing"' not in office.open(REPORT).text.split('id="final"')[1].split("</section>")[0]


def test_a_first_save_that_is_late_is_stale_too(visit: Visit) -> None:
    """Nobody had written the passage when both opened it."""
    first, second, path = visit("office"), visit("office2"), f"{PASSAGE}?slot={RESEARCH}"
    first.open(path)
    second.open(path).submit(path, body="先存的一份。", act="draft")
    first.submit(path, 409, body="后存的一份。", act="draft").says("先存的一份。", "后存的一份。")


def change_the_entry(app: Flask, title: str, text: str) -> None:
    """The accepted closing entry of an item says something else, as after a reopened item was closed again."""
    with app.app_context():
        session = db.session()
        bureau = the_bureau(session)
        assert bureau is not None
        year = year_by_no(session, bureau.key_id, 2020)
        assert year is not None
        item = next(one for one in items_of_year(session, year.key_id) if one.title == title)
        old = next(
            one
            for one in session.exec(select(Entry).where(Entry.item_id == item.id))
            if one.closing and one.state == EntryState.ACCEPTED
        )
        again = type(old)(**{**old.model_dump(exclude={"id", "text"}), "text": text})
        old.live = False
        session.flush()
        session.add(again)
        db.commit()


def test_a_passage_behind_its_entries_shows_both_and_keeps_the_office_text(demo_app: Flask, visit: Visit) -> None:
    office, path = visit("office"), f"{PASSAGE}?slot={RESEARCH}"
    office.open(path).submit(path, body="法治办改过的一段。", act="settle")
    office.open(REPORT).silent("有更新")
    change_the_entry(demo_app, "研发支持能力", "科室后来又改了小结。")
    office.open(f"{REPORT}?slot={RESEARCH}").says("有更新", "法治办改过的一段。", "改过之后，科室的小结又有变化")
    office.open(path).says("依据的小结有更新", "当时的小结", "现在的小结", "科室后来又改了小结", "法治办改过的一段。")
    office.submit(path, body="法治办改过的一段。", act="settle").open(path).silent("依据的小结有更新")
    office.open(REPORT).silent("有更新")


def test_without_an_edit_the_report_follows_the_entries(demo_app: Flask, visit: Visit) -> None:
    change_the_entry(demo_app, "依法行政会商机制", "科室后来又改了小结。")
    visit("office").open(REPORT).says("科室后来又改了小结。").silent("有更新")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": ""}, "请填写标题"),
        ({"title": "长" * 121}, "最多 120 字"),
        ({"doc_number": "漯科〔2021〕03号"}, "〔2021〕3号"),
        ({"doc_number": "漯科〔2021〕第3号"}, "〔2021〕3号"),
        ({"signed_on": "2021-02-30"}, "日期"),
        ({"attachments": "长" * 2001}, "最多 2000 字"),
        ({"copy_to": "有\uffff声"}, "不是字符"),
    ],
)
def test_wrong_settings_are_told_at_their_field_and_kept(visit: Visit, fields: dict[str, str], message: str) -> None:
    office = visit("office").open(f"{REPORT}/settings")
    office.submit(f"{REPORT}/settings", 422, **(SETTINGS | fields)).says(message, "漯河市科学技术局办公室")
    office.open(f"{REPORT}/settings").silent("漯河市科学技术局办公室")


def test_settings_of_two_people_do_not_overwrite_each_other(visit: Visit) -> None:
    first, second, path = visit("office"), visit("office2"), f"{REPORT}/settings"
    first.open(path)
    second.open(path).submit(path, **(SETTINGS | {"signer": "副局长"}))
    first.submit(path, 422, **SETTINGS).says("有人改过设置")
    second.open(path).says('value="副局长"')


def test_switching_appendices_on_shows_them_on_sheet_and_in_the_outline(visit: Visit) -> None:
    office = visit("office").open(f"{REPORT}/settings")
    office.submit(f"{REPORT}/settings", **SETTINGS)
    office.open(REPORT).says('href="#appendix-1"', 'id="appendix-1"', "2020年度二十二项重点工作台账", "自评表有")
    office.open(f"{REPORT}/preview").says("附件3", "自评结果", "抄送：", "签发人：")


def test_the_file_tells_the_waiting_button_that_it_is_here(visit: Visit) -> None:
    office = visit("office").open(REPORT)
    with office.client.get(f"{REPORT}/pdf?save=1&token=abc123") as answer:
        assert "made-abc123=1" in answer.headers["Set-Cookie"]
        assert answer.headers["Content-Disposition"].startswith(
            "attachment; filename=report-2020-draft.pdf; filename*=UTF-8''%E6"
        )
        assert unquote(answer.headers["Content-Disposition"]).endswith("工作报告（草稿）.pdf")
    for bad in ("a%3Bb", "A" * 99, "x%0d%0ay"):
        with office.client.get(f"{REPORT}/pdf?token={bad}") as answer:
            assert "made-" not in answer.headers.get("Set-Cookie", "")
            assert answer.headers["Content-Disposition"].startswith("inline")


def test_a_final_report_is_closed_until_it_is_lifted(visit: Visit) -> None:
    office, late = visit("office").open(REPORT), visit("office2")
    late.open(f"{PASSAGE}?slot=problems")
    office.submit(f"{REPORT}/final").says("已冻结", "下载 PDF").silent("修改这一段", "报告设置")
    office.open(f"{REPORT}?slot=problems").silent(">草稿<", ">已定<", "段是草稿", "没有定下")
    office.open(f"{PASSAGE}?slot=problems").silent(">草稿<", ">已定<")
    for path in (f"{PASSAGE}?slot=problems", f"{REPORT}/settings"):  # said before anybody writes
        office.open(path).says("报告已经定稿；要修改，请先撤销定稿。", f'href="{REPORT}#final">去撤销定稿').silent(
            "btn-main"
        )
    office.open(REPORT)
    office.submit(f"{REPORT}/final").says("报告已经定稿；要修改，请先撤销定稿。", "已冻结", "撤销定稿")
    office.open(REPORT)
    late.submit(f"{PASSAGE}?slot=problems", 422, body="打开后才定稿的改动", act="draft")
    late.says("已经定稿", "打开后才定稿的改动</textarea>")
    office.open(f"{REPORT}/settings").submit(f"{REPORT}/settings", 422, **SETTINGS).says("已经定稿")
    office.open(REPORT).submit(f"{REPORT}/lift", reason="").says("请写明撤销定稿的原因", "已冻结")
    office.submit(f"{REPORT}/lift", reason="数字要改").says("可以继续修改", "以前的定稿", "数字要改")


def test_what_is_final_stays_as_it_was(demo_app: Flask, visit: Visit) -> None:
    office = visit("office").open(REPORT)
    office.submit(f"{REPORT}/final")
    with office.client.get(f"{REPORT}/pdf") as answer:
        before = answer.get_data()
        assert unquote(answer.headers["Content-Disposition"]).endswith("工作报告.pdf")
    change_the_entry(demo_app, "研发支持能力", "科室后来又改了小结。")
    office.open(REPORT).silent("科室后来又改了小结。")
    with office.client.get(f"{REPORT}/pdf") as answer:
        assert answer.get_data() == before


def test_the_number_of_queries_does_not_grow_with_the_appendices(demo_app: Flask, visit: Visit) -> None:
    import sqlalchemy as sa

    asked: list[str] = []
    sa.event.listen(demo_app.extensions["engine"], "before_cursor_execute", lambda *args: asked.append(args[2]))
    office = visit("office").open(f"{REPORT}/settings")
    office.submit(f"{REPORT}/settings", **SETTINGS)
    asked.clear()
    office.open(REPORT)
    with_tables = len(asked)
    assert with_tables < 40, asked


@pytest.mark.parametrize(
    ("prefix", "short", "name"), [("桐司", "桐司法局", "桐司"), ("", "桐林局", "桐林局"), ("", "LJ", "某局")]
)
def test_the_number_of_a_paper_is_shown_as_this_bureau_writes_it(
    demo_app: Flask, visit: Visit, prefix: str, short: str, name: str
) -> None:
    import sqlalchemy as sa

    with demo_app.extensions["engine"].begin() as connection:
        names = {"prefix": prefix, "short": short}
        connection.execute(sa.text("UPDATE bureau SET number_prefix = :prefix, short_name = :short"), names)
    office = visit("office").open(f"{REPORT}/settings").says(f"如：{name}〔2021〕3号").silent("漯科〔")
    office.submit(f"{REPORT}/settings", 422, **(SETTINGS | {"doc_number": "第3号"})).says(
        f"应写成“{name}〔2021〕3号”的样子"
    )
