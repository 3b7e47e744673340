"""附件: the ledger and the self-assessment, from the settings of the year to the finished paper and the edition."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session

import db
from models.act import Act
from models.items import DueKind, ItemState, Result, items_of_year
from models.passages import listed_items, standing_edition
from models.people import Role, the_bureau
from models.years import year_by_no
from reports.appendix import ASSESSMENT, LEDGER, appendices
from reports.html import document
from reports.pdf import write
from reports.values import Appendix, Group, Report
from tests.make import at, world
from tests.reports.conftest import SETTINGS
from tests.reports.measure import faults
from tests.reports.paper import Line, Paper
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
PATH = "/years/2020/report/settings"


@pytest.fixture(scope="module")
def paper(dressed: bytes) -> Paper:
    return Paper(dressed)


@pytest.fixture(scope="module")
def wide(paper: Paper) -> list[int]:
    return [page for page in range(len(paper.sheets)) if not paper.upright(page)]


def texts(lines: list[Line]) -> str:
    return "".join(one.text for one in lines)


def test_both_tables_are_printed_with_their_rows(paper: Paper, wide: list[int]) -> None:
    printed = texts([one for page in wide for one in paper.lines[page]])
    assert "2020年度二十二项重点工作台账" in printed and "2020年度服务型行政执法示范点标准自评表" in printed
    for word in ("决策制度建设", "建议提案办理", "成立创建领导小组", "8.3", "达标", "不适用", "尚未评定", "4/4份"):
        assert word in printed, word
    assert "要求分值" not in printed, "no points unless asked for"


def test_they_begin_on_a_new_page_behind_the_signature(paper: Paper, wide: list[int]) -> None:
    assert wide == list(range(wide[0], wide[-1] + 1))
    assert "2021年1月22日" in texts(paper.text(wide[0] - 1))
    assert paper.upright(wide[-1] + 1)


def test_label_and_title_stand_by_7_3_7(paper: Paper, wide: list[int]) -> None:
    """附件2 in 黑体 flush left on the first line, the title centred on the third; the number is that of the note."""
    label, title = paper.text(wide[0])[:2]
    assert label.text == "附件2" and abs(label.size - 16) < 0.1 and label.glyphs[0].font == "FandolHei"
    assert abs(label.left - 35) < 0.2 and abs(label.top - 28) < 3
    assert abs((title.left + title.right) / 2 - (35 + 260) / 2) < 0.5
    middle = (title.top + title.bottom - label.top - label.bottom) / 2
    assert abs(middle - 2 * 10.4455) < 1, "the third line"
    assert any(line.text == "附件3" for page in wide for line in paper.text(page))


def test_the_note_names_what_is_bound_in(paper: Paper, wide: list[int]) -> None:
    """7.3.4: two characters in, numbered, no full stop, the names under one another."""
    note = [one for one in paper.text(wide[0] - 1) if one.text.startswith(("附件", "2.", "3."))]
    assert [one.text for one in note] == [
        "附件：1.年度工作影像资料",
        "2.2020年度二十二项重点工作台账",
        "3.2020年度服务型行政执法示范点标准自评表",
    ]
    assert abs(note[0].left - 28 - 2 * 5.57) < 0.2
    assert all(abs(one.left - note[0].glyphs[3].x) < 0.2 for one in note[1:])


def test_every_page_of_a_table_has_its_head(paper: Paper, wide: list[int]) -> None:
    second = next(page for page in wide if texts(paper.text(page)).startswith("附件3"))
    for page in wide:
        rows = [texts([one]) for one in paper.text(page)]
        head = "".join(LEDGER if page < second else ASSESSMENT)
        assert any(row == head for row in rows), rows[:4]


def test_columns_stand_where_they_stood(paper: Paper, wide: list[int]) -> None:
    """Fixed columns: the heads of one table begin at the same place on each of its pages."""
    places: dict[str, set[tuple[float, ...]]] = {}
    for page in wide:
        for row in paper.text(page):
            if row.text in ("".join(LEDGER), "".join(ASSESSMENT)):
                places.setdefault(row.text, set()).add(tuple(round(one.x, 1) for one in row.glyphs))
    assert len(places) == 2 and all(len(found) == 1 for found in places.values())


def test_tables_keep_inside_their_area(paper: Paper, wide: list[int]) -> None:
    """The type area of an upright page, lying: 28 from the binding edge, 37 and 35 aside."""
    for page in wide:
        for row in paper.text(page):
            assert row.left > 35 and row.right < 297 - 37 + 0.3, row.text
            assert row.top > 27 and row.bottom < 210 - 26 + 0.3, row.text


def test_numbers_of_turned_sheets_stand_where_upright_ones_have_them(paper: Paper, wide: list[int]) -> None:
    odd, even = (next(page for page in wide if page % 2 == rest) for rest in (0, 1))
    assert abs(paper.foot(odd)[0].right - paper.foot(0)[0].right) < 0.3
    assert abs(paper.foot(even)[0].left - paper.foot(1)[0].left) < 0.3
    assert abs(paper.foot(odd)[0].y - paper.foot(0)[0].y) < 0.3


@pytest.mark.parametrize(
    ("css", "rule"),
    [
        ("@page wide:right { @left-bottom { margin-bottom: 20mm } }", "number side"),
        ("@page wide:left { @left-top { transform: rotate(90deg) } }", "number drop"),
        ("@page wide:right { @left-bottom { content: none } }", "number line"),
        ("@page wide { margin: 28mm 37mm 26mm 25mm }", "ink"),
        ("@page wide { size: 279mm 216mm }", "paper"),
    ],
)
def test_broken_appendices_fail(dressed_app: Flask, css: str, rule: str) -> None:
    table = Appendix("ledger", "台账", LEDGER, (Group("一、甲", tuple(("1", *"甲乙丙丁戊己庚辛") for _ in range(40))),))
    report = Report(2030, "报告", "", (), appendices=(table,))
    assert rule in faults(write(document(report, css)))
    assert rule not in faults(write(document(report)))


def test_a_long_cell_loses_nothing() -> None:
    cell = "按计划推进，" * 333 + "到此为止。"
    rows = (("1", "甲", cell, "乙", "—", "丙", "年底前", "已销号\n12月28日", "1/1份"),) * 2
    report = Report(2030, "报告", "", (), appendices=(Appendix("ledger", "台账", LEDGER, (Group("", rows),)),))
    paper = Paper(write(document(report)))
    columns = "".join(
        glyph.text
        for page in range(len(paper.sheets))
        for row in paper.text(page)
        for glyph in row.glyphs
        if 79 < glyph.x < 139
    )
    assert columns.count("按计划推进") > 600 and columns.count("到此为止") == 2


def test_hostile_words_in_a_table_are_text() -> None:
    evil = "<script>alert(1)</script>"
    table = Appendix("ledger", evil, LEDGER, (Group(evil, ((evil,) * 9,)),), evil)
    html = document(Report(2030, "报告", "", (), appendices=(table,)))
    assert "<script" not in html and html.count("&lt;script") >= 12


def test_one_attachment_alone_has_no_number() -> None:
    table = Appendix("ledger", "台账", LEDGER, ())
    assert Report(2030, "题", "", (), appendices=(table,)).label(0) == "附件"
    both = Report(2030, "题", "", (), attachments=("甲",), appendices=(table, table))
    assert [both.label(0), both.label(1)] == ["附件2", "附件3"]
    assert both.notes == ("甲", "台账", "台账")


def test_an_edition_keeps_its_tables_when_the_work_goes_on(demo_app: Flask, visit: Visit) -> None:
    office = visit("office").open(PATH)
    office.submit(PATH, **SETTINGS).says("已保存")
    office.submit("/years/2020/report/final").says("已冻结")
    with demo_app.app_context():
        bureau = the_bureau(db.session())
        assert bureau is not None
        year = year_by_no(db.session(), bureau.key_id, 2020)
        assert year is not None
        edition = standing_edition(db.session(), year.key_id)
        assert edition is not None
        kept = Report.from_json(edition.values)
        now = appendices(year, listed_items(db.session(), year))
    assert kept.appendices == now and len(kept.appendices) == 2
    assert sum(len(group.rows) for group in kept.appendices[0].groups) == 22
    assert sum(len(group.rows) for group in kept.appendices[1].groups) == 38


def test_an_edition_from_before_there_were_tables_can_be_read() -> None:
    old = Report(2030, "题", "", ()).to_json()
    del old["appendices"]
    assert Report.from_json(old).appendices == ()


def test_an_edition_that_did_not_count_what_its_tables_lack_is_counted_by_its_cells() -> None:
    rows = (
        ("1", "甲", "", "达标", "—", "—"),
        ("2", "乙", "", "尚未评定", "—", "—"),
        ("3", "尚未评定的事", "", "达标", "—", "—"),
    )
    report = Report(
        2030, "题", "", (), appendices=(Appendix("assessment", "表", ASSESSMENT, (Group("", rows),), open=7),)
    )
    kept = report.to_json()
    assert [one.open for one in Report.from_json(kept).appendices] == [7]
    del kept["appendices"][0]["open"]
    assert [one.open for one in Report.from_json(kept).appendices] == [1]


def test_rows_tell_who_when_and_how_it_stands(session: Session) -> None:
    here = world(session)
    here.assigned(0, helpers=("law",))
    second = here.assigned(1)
    second.close_na("本年度不开展", Act(here.who("fazhi"), at(5, 2)))
    third = here.item(2)
    third.assign(Act(here.who("fazhi"), at(2, 1)), lead=None, all_departments=True, due_kind=DueKind.STANDING)
    here.year.set_report({"appendix_ledger": True}, Act(here.who("fazhi"), at(2, 1)))
    session.commit()
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None
    (table,) = appendices(year, listed_items(session, year))
    first, closed, all_rooms = table.groups[0].rows
    assert first == ("1", "事项1", "", "办公室", "法规科", "boss", "年底前", "推进中", "0/1份")
    assert closed[7] == "已销号\n5月2日"
    assert all_rooms[3:7] == ("各科室", "—", "—", "持续推进")


def test_dropped_items_are_left_out_and_added_ones_stand_last(session: Session) -> None:
    from models.items import add_item

    here = world(session, "standards")
    here.item(0).drop("并入其他事项", Act(here.who("fazhi"), at(2, 1)))
    new = {"no": "9", "title": "新增一条", "requirement": "", "section": "", "note": ""}
    add_item(session, here.year, new, Act(here.who("fazhi"), at(2, 2)), standard=True, steps=(), owed=())
    here.year.set_report({"appendix_assessment": True}, Act(here.who("fazhi"), at(2, 1)))
    session.commit()
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None
    (table,) = appendices(year, listed_items(session, year))
    assert [row[1] for group in table.groups for row in group.rows] == ["事项2", "事项3", "新增一条"]
    assert table.groups[-1].title == "本单位新增"
    assert table.groups[0].rows[0][3] == "尚未评定"


def test_nothing_is_loaded_where_nothing_is_printed(session: Session) -> None:
    here = world(session)
    assert listed_items(session, here.year) == []
    assert appendices(here.year, []) == ()


def test_secret_papers_are_counted_and_not_named(demo_app: Flask, visit: Visit) -> None:
    import io

    staff = visit("staff-window")
    staff.open("/years/2020/ledger?q=规范使用文书")
    path = staff.text[(start := staff.text.index('href="/items/') + 6) : staff.text.index('"', start)]
    staff.open(path).submit(
        f"{path}/evidence", files=(io.BytesIO(b"%PDF-1.4 x"), "a.pdf"), title="不宜公开的纪要", secret="y"
    )
    office = visit("office").open(PATH)
    office.submit(PATH, **SETTINGS).open("/years/2020/report/preview").says(
        '内部材料<span class="keep">1份</span>'
    ).silent("不宜公开的纪要")


def test_points_are_printed_only_when_asked_for(session: Session) -> None:
    from decimal import Decimal

    here = world(session, "standards")
    for item in items_of_year(session, here.year.key_id):
        item.points = Decimal("2.50")
    here.year.set_report({"appendix_assessment": True}, Act(here.who("fazhi"), at(2, 1)))
    session.flush()
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None
    (table,) = appendices(year, listed_items(session, year))
    assert "分值" not in table.columns and table.kind == "assessment"
    year.appendix_points = True
    (table,) = appendices(year, listed_items(session, year))
    assert table.columns[3] == "分值" and table.groups[0].rows[0][3] == "2.50"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("小清单", "2030年度小清单台账"),
        ("2030年度重点任务", "2030年度重点任务台账"),
        ("重点任务台账", "2030年度重点任务台账"),
    ],
)
def test_a_title_tells_the_year_once(session: Session, title: str, printed: str) -> None:
    here = world(session)
    here.year.set_report({"appendix_ledger": True}, Act(here.who("fazhi"), at(2, 1)))
    session.flush()
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None
    year.checklist_rows[0].title = title
    assert [one.title for one in appendices(year, listed_items(session, year))] == [printed]


def test_results_and_reasons(session: Session) -> None:
    here = world(session, "standards")
    item = here.assigned(0)
    item.close_na("2022年起才有此要求", Act(here.who("fazhi"), at(5, 2)))
    here.year.set_report({"appendix_assessment": True}, Act(here.who("fazhi"), at(2, 1)))
    session.commit()
    assert item.state == ItemState.CLOSED and item.result == Result.NOT_APPLICABLE
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None
    (table,) = appendices(year, listed_items(session, year))
    assert table.groups[0].rows[0][3:] == ("不适用", "—", "2022年起才有此要求")
    assert here.who("fazhi").has(Role.OFFICE)
