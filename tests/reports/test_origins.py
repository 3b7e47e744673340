"""数据来源表: every printed number with its source, nothing hidden, nothing secret, off unless asked for."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlmodel import Session

from checklists.counted import RecordKind
from checklists.schema import Outline, Part
from models.act import Act
from models.figures import FigureSource
from models.passages import Origins, origins
from models.passages import Passage as Written
from models.people import Bureau
from models.years import Year
from reports.book import Book
from reports.check import check
from reports.html import document
from reports.origins import SOURCES, with_sources
from reports.pdf import write
from reports.sourced import passages_of
from reports.values import NO_SOURCE, Report
from reports.year import pieces, report_from
from tests.make import outline, world
from tests.reports.book import Desk, citation
from tests.reports.paper import Paper
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
PATH = "/years/2020/report/settings"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MEETING = RecordKind(key="meeting", name="会议", sorts=("专题会议",), numbers={"persons": "人次"})
BUREAU = Bureau(name="某局", short_name="某局")
KNOWN = Origins(SHANGHAI, {"meeting": MEETING}, {7: "统计表"}, {9: ("事项1", 0)}, {1: "法规科"})


def year(**more: object) -> Year:
    return Year(bureau_id=1, bureau=BUREAU, no=2030, outline=outline().to_dict(), title="某局2030年度报告", **more)  # type: ignore[arg-type]


def told(text: str, book: Book, *, cited: tuple[object, ...] = (), names: Origins | None = KNOWN) -> Report:
    """A report with one passage and its table."""
    held = year()
    written = Written(year_id=1, slot="opening", body=text, by_id=1, at=datetime(2030, 5, 1, tzinfo=UTC))
    own = pieces(held, {}, {"opening": written})
    report = report_from(held, BUREAU, own, (), book)
    return with_sources(report, own, passages_of(own, cited, book), book, names)  # type: ignore[arg-type]


def rows(text: str, book: Book, *, cited: tuple[object, ...] = (), names: Origins = KNOWN) -> list[tuple[str, ...]]:
    (table,) = told(text, book, cited=cited, names=names).appendices
    assert table.columns == SOURCES and [one.title for one in table.groups] == ["开头"]
    return [row for group in table.groups for row in group.rows]


def test_each_kind_of_source_in_words() -> None:
    desk = Desk()
    desk.indicator(
        "meetings", "次", name="会议", records={"kind": "meeting", "sorts": ["专题会议"], "measure": "records"}
    )
    desk.indicator("heads", "人次", name="参会", records={"kind": "meeting", "sorts": [], "measure": "persons"})
    desk.amount("money", "亿元", y2029="12.98", y2030="16.47")
    desk.indicator("more", "亿元", name="多出", kind="amount", decimals=2)
    desk.indicators[-1].formula = {"how": "difference", "of": ["money", "money@-1"]}
    desk.meetings(1, 2, 3)
    for key in ("meetings", "heads", "more"):
        desk.put(key)
    desk.amount("old", "项", y2029="8")
    desk.figures[-1].source = FigureSource.REPORT
    desk.amount("said", "项", y2030="6")
    desk.figures[-1].source, desk.figures[-1].refs = FigureSource.ENTRY, [9]
    text = "{会议:2030}，{参会:2030}，{money:2029}，{多出:2030}，{money:2030:增速}，{old:2029}，{said:2030}，还有3件。"
    found = rows(text, desk.book())
    assert [row[0] for row in found] == [str(n + 1) for n in range(8)]
    assert [row[1:4] for row in found] == [
        ("3次", "会议", "工作记录3条，会议：专题会议"),
        ("30人次", "参会", "工作记录3条，会议；人次合计"),
        ("12.98亿元", "money（2029年）", "佐证材料：统计表"),
        ("3.49亿元", "多出", "公式：money16.47亿元－money（2029年）12.98亿元"),
        ("26.9%", "money增速", "公式：money16.47亿元比money（2029年）12.98亿元的增速"),
        ("8项", "old（2029年）", "以前的报告：统计表"),
        ("6项", "said", "进展：“事项1”办结小结；证明它的材料或进展已不在"),
        ("3件", "（还有）", NO_SOURCE),
    ]
    assert found[2][4:] == ("法规科", "2030年5月1日") and found[0][4] == "命令行"
    assert found[-1][4:] == ("—", "—")


def test_what_is_unconfirmed_drifted_or_without_its_paper_is_said() -> None:
    desk = Desk()
    desk.amount("money", "万元", y2030="20")
    figure = desk.figures[0]
    drifted = citation(figure, "18万元", seen="18万元", slot="opening")
    assert rows("投入18万元。", desk.book(), cited=(drifted,))[0][3] == "佐证材料：统计表；现为20万元，正文未改"
    desk.gone = {7}
    assert "证明它的材料或进展已不在" in rows("投入{money}。", desk.book())[0][3]
    figure.confirmed_at = None
    assert rows("投入{money}。", desk.book())[0][4:] == ("尚未确认", "—")


def test_an_empty_book_hides_nothing_and_no_number_prints_no_table() -> None:
    assert [row[3] for row in rows("办结3件，答复5件。", Desk().book())] == [NO_SOURCE, NO_SOURCE]
    assert told("没有数字的一年，2030年1月。", Desk().book()).appendices == ()
    assert told("办结3件。", Desk().book(), names=None).appendices == ()


def test_a_passage_is_called_by_the_headings_over_it_whatever_levels_are_skipped() -> None:
    held = year()
    leaves = tuple(Part(key=key, heading=key, kind="written") for key in ("甲", "乙"))
    lead = Part(key="lead", kind="written")
    work = Part(key="work", heading="工作", numbering="1.", parts=(lead, *leaves))
    held.outline = Outline(key="plan", title="", parts=(work,)).to_dict()
    bodies = {
        key: Written(year_id=1, slot=key, body="有3件。", by_id=1, at=datetime(2030, 5, 1, tzinfo=UTC))
        for key in ("lead", "甲", "乙")
    }
    own = pieces(held, {}, bodies)
    book = Desk().book()
    (table,) = with_sources(
        report_from(held, BUREAU, own, (), book), own, passages_of(own, (), book), book, KNOWN
    ).appendices
    assert [one.title for one in table.groups] == ["引言", "一、工作／1.甲", "一、工作／2.乙"]


def test_hostile_names_are_text() -> None:
    evil = "<script>alert(1)</script>%(x)s"
    desk = Desk()
    desk.indicator("a", "项", name="甲").name = evil
    desk.put("a", "5")
    names = Origins(SHANGHAI, {}, {7: evil}, {}, {1: evil})
    report = told("共5项。", desk.book(), cited=(citation(desk.figures[0], "5项", slot="opening"),), names=names)
    html = document(report)
    assert "<script" not in html and html.count("&lt;script&gt;") == 3


def test_the_names_of_a_year(session: Session) -> None:
    """Off by default; a secret file is counted and not named; who confirmed stands for a department."""
    from models.evidence import FileKind, attach
    from models.figures import add_figure, add_indicator
    from tests.make import at

    here = world(session)
    office = here.who("fazhi")
    assert origins(session, here.year, []) is None
    here.year.set_report({"appendix_sources": True}, Act(office, at(2, 1)))
    indicator = add_indicator(session, here.year, Act(office, at(2, 1)), name="甲", unit="项")
    links = []
    for place, secret in enumerate((True, False)):
        links.append(
            attach(session, here.item(0), Act(office, at(2, 1)), sha256=f"{place}" * 64, size=1, kind=FileKind.PDF, mime="application/pdf", file_name="a.pdf", title=f"纪要{place}", own_date=None, secret=secret, owed=None)
        )  # fmt: skip
    session.flush()
    figure = add_figure(
        session,
        here.year,
        indicator,
        "2030",
        Act(office, at(2, 1)),
        source=FigureSource.EVIDENCE,
        typed="5",
        refs=[one.key_id for one in links],
    )
    figure.confirm(here.year, indicator, Act(here.who("fazhi2"), at(2, 2)))
    session.flush()
    names = origins(session, here.year, [figure])
    assert names is not None and names.offices == {figure.id: "法规科"}
    assert set(names.files.values()) == {None, "纪要1"}
    from models.figures import rows_of

    book = Book(rows_of(session, here.year))
    (row,) = rows("共{甲}。", book, names=names)
    assert row[3] == "佐证材料：纪要1；内部材料1份" and row[4] == "法规科"
    assert "纪要0" not in document(told("共{甲}。", book, names=names))


def test_a_long_table_repeats_its_head_in_the_offices_faces() -> None:
    paper = Paper(write(document(told("，".join(f"第三类{n}件" for n in range(10, 60)) + "。", Desk().book()))))
    wide = [page for page in range(len(paper.sheets)) if not paper.upright(page)]
    assert len(wide) >= 3
    for page in wide:
        (head,) = [one for one in paper.text(page) if one.text == "".join(SOURCES)]
        assert {one.font for one in head.glyphs} == {"FandolHei"}
    assert sum(one.text.count(NO_SOURCE) for page in wide for one in paper.text(page)) == 50


@pytest.mark.parametrize(
    ("text", "says"), [("没有数字", "没有带单位的数字"), ("办结3件，另有5件", "2 个数字未注明来源")]
)
def test_the_look_before_the_print_says_what_is_missing(app: Flask, text: str, says: str) -> None:
    report = told(text, Desk().book())
    with app.app_context():
        notes = check(year(appendix_sources=True), BUREAU, report, [])
    said = [one.text % dict(one.values) for one in notes if one.rule == "appendix"]
    assert any(says in one for one in said), said


def test_the_office_switches_it_on(demo_app: Flask, visit: Visit) -> None:
    """On the page: off at first, then bound in last, and kept by the edition."""
    office = visit("office").open(PATH).says("附数据来源表")
    office.open("/years/2020/report/preview").silent("2020年度报告数据来源表")
    office.open(PATH).submit(
        PATH, title="报告", appendix_sources="y", signature="某局", signed_on="2021-01-22", addressee="", attachments=""
    ).says("已保存")
    page = office.open("/years/2020/report/preview").says("2020年度报告数据来源表", "党组专题会议", "内部材料").text
    table = page[page.index('class="sources"') :]
    told = demo_app.test_cli_runner().invoke(args=["report", "figures", "2020"]).output
    count = int(told.rsplit("共 ", 1)[1].split(" ", 1)[0])
    assert table.count("<tr>") - 1 == count > 80, "a row for every number that the command names"
