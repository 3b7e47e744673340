"""定稿 asks about every error, keeps the answers, prints no gap, and tells what has changed since."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from pypdfium2 import PdfDocument
from sqlmodel import Session, col, select

from desk.gate import ANSWERED_ELSEWHERE, Finished, asked, make_final, measured_notes
from desk.report import desk_of
from models.act import Act
from models.base import NotAllowed
from models.entries import Entry, EntryState
from models.figures import Figure
from models.passages import Edition
from models.people import person_with_roles
from models.trail import Trail
from models.years import year_by_no
from reports.check import Severity, note
from reports.html import document
from reports.pdf import write
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
REPORT = "/years/2020/report"
GAP = "〔本节尚无内容〕"


def empty(office: Visitor, slot: str = "closing") -> None:
    """Take the text of a passage out, as a person would."""
    path = f"{REPORT}/passage?slot={slot}"
    office.open(path).submit(path, body="", act="draft").says("草稿已保存")


def fields(office: Visitor) -> list[str]:
    """The names of the fields that ask for a reason."""
    return re.findall(r'<textarea[^>]*name="(why_\w+)"', office.open(REPORT).text)


def test_an_empty_part_needs_a_reason_and_what_was_typed_is_not_lost(visit: Visit) -> None:
    office = visit("office")
    office.open(REPORT).silent("why_")
    empty(office)
    empty(office, "problems")
    first, second = fields(office)
    office.says("打印前检查和成品有 2 处错误")
    office.submit(f"{REPORT}/final", 422).says("请填写理由", "确认定稿").silent("由 法治办主任 定稿")
    office.submit(f"{REPORT}/final", 422, **{first: "结尾不写，按局长意见。", second: " "})
    office.says("结尾不写，按局长意见。", "请填写理由", "<details open>")
    office.submit(f"{REPORT}/final", 422, **{first: "长" * 1001, second: "甲"}).says("最多 1000 字", "甲")


def test_the_reasons_stay_with_the_edition_and_no_gap_is_printed(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    empty(office)
    office.open(REPORT).says(GAP)
    (field,) = fields(office)
    office.submit(f"{REPORT}/final", **{field: "结尾不写，按局长意见。"}).says("已定稿")
    leader = visit("leader").open(REPORT)
    leader.says("有 1 处错误未改", "还没有内容", "结尾不写，按局长意见。（法治办主任）").silent(GAP)
    with leader.client.get(f"{REPORT}/pdf") as answer, PdfDocument(answer.data) as paper:
        text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    assert "本节尚无" not in text and "三、" in text
    with Session(demo_app.extensions["engine"]) as session:
        kept = session.exec(select(Edition)).one()
        told = session.exec(select(Trail).where(Trail.verb == "edition.final")).one()
    assert [(one["rule"], one["slot"], one["reason"]) for one in kept.reasons] == [
        ("empty", "closing", "结尾不写，按局长意见。")
    ]
    assert "结尾不写，按局长意见。" in str(told.after["reason"])
    office.open(REPORT).submit(f"{REPORT}/lift", reason="补写结尾").says("以前的定稿", "结尾不写，按局长意见。")


def test_every_error_of_the_look_is_asked_about_whatever_its_rule() -> None:
    """But for what is answered elsewhere; a reason for one is none for another place or other words."""
    notes = [
        note("glyph", Severity.ERROR, "没有字体能印这些字：%(chars)s", chars="𠮷"),
        note("glyph", Severity.ERROR, "没有字体能印这些字：%(chars)s", chars="𡈽"),
        note("ink", Severity.ERROR, "字印出了版心", "opening"),
        note("ink", Severity.ERROR, "字印出了版心", "closing"),
        note("draft", Severity.NOTE, "还有 %(n)s 段是草稿，没有定下", n=2),
        *(note(rule, Severity.ERROR, "另处理") for rule in ANSWERED_ELSEWHERE),
    ]
    assert list(asked(notes).values()) == notes[:4]
    assert list(asked(notes)) == list(asked(notes[:4]))


def test_what_the_finished_paper_shows_is_asked_about_too(demo_app: Flask) -> None:
    """Ink beyond the type area, put there on purpose: no edition without a reason, and the reason stays with it."""
    store = demo_app.extensions["store"]
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        year, person = year_by_no(session, 1, 2020), person_with_roles(session, username="office")
        assert year is not None and person is not None
        act, desk = Act(person, datetime(2021, 2, 1, tzinfo=UTC)), desk_of(session, year)
        paper = write(document(desk.report, ".sheet h1 { margin-left: -60mm; text-align: left }"))
        finished = Finished(paper, measured_notes(desk, paper))
        first, second = asked(finished.notes)
        with pytest.raises(NotAllowed, match="逐处写明理由"):
            make_final(desk, store, finished, act, {first: "标题照旧。", second: " "})
        edition = make_final(desk, store, finished, act, {first: "标题照旧。", second: "同上。"})
        assert [(one["rule"], one["reason"]) for one in edition.reasons] == [
            ("outside", "标题照旧。"),
            ("outside", "同上。"),
        ]


def accept_summary(office: Visitor, app: Flask, item_id: int, text: str) -> None:
    """Another accepted summary of an item, as if it had been reopened, written and accepted."""
    with Session(app.extensions["engine"]) as session:
        old = session.exec(select(Entry).where(Entry.item_id == item_id, col(Entry.live).is_(True), Entry.kind == "closing")).one()  # fmt: skip
        assert old.state == EntryState.ACCEPTED
        old.live = False
        again = old.model_dump(exclude={"id", "version"}) | {"text": text, "live": True}
        session.add(Entry(**again))
        session.commit()


@pytest.fixture
def final(visit: Visit, demo_app: Flask) -> Visitor:
    """The office, its report final; the paper of it is no matter here."""
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        year, person = year_by_no(session, 1, 2020), person_with_roles(session, username="office")
        assert year is not None and person is not None
        at = datetime(2021, 2, 1, tzinfo=UTC)
        make_final(
            desk_of(session, year), demo_app.extensions["store"], Finished(write("<p></p>"), []), Act(person, at)
        )
        session.commit()
    return visit("office").open(REPORT).says("已定稿").silent("定稿后有变化")


def printed_item(app: Flask, *, edited: bool) -> tuple[int, str]:
    """An item whose summary the report prints, and its slot: of a passage the office edited, or of a draft."""
    with app.app_context(), Session(app.extensions["engine"]) as session:
        year = year_by_no(session, 1, 2020)
        assert year is not None
        for piece in desk_of(session, year).pieces:
            closed = [one for one in piece.sources if one.closed and one.month == 0 and one.entry_id]
            if closed and (piece.passage is not None) is edited:
                return closed[0].item_id, piece.slot.key
    raise AssertionError("none")


def test_a_text_that_changes_under_a_final_edition_is_told(final: Visitor, visit: Visit, demo_app: Flask) -> None:
    final.open("/").silent("定稿后有变化")
    item_id, slot = printed_item(demo_app, edited=False)
    accept_summary(final, demo_app, item_id, "定稿以后改写的小结。")
    final.open(REPORT).says("定稿后有变化", "文字变了", f"passage?slot={slot}").silent("个数字变了")
    final.open(f"{REPORT}/passage?slot={slot}").says("定稿时的文字", "现在的文字", "定稿以后改写的小结。")
    final.open("/").says("定稿后有变化", "1 段文字，0 个数字")
    visit("leader").open(REPORT).says("定稿后有变化", "文字变了").silent(f"passage?slot={slot}")
    visit("leader").open("/").silent("定稿后有变化")


def test_a_summary_that_changes_under_an_edited_passage_is_told(final: Visitor, demo_app: Flask) -> None:
    item_id, slot = printed_item(demo_app, edited=True)
    accept_summary(final, demo_app, item_id, "定稿以后改写的小结。")
    final.open(REPORT).says("定稿后有变化", "依据的小结变了")
    final.open(f"{REPORT}/passage?slot={slot}").says("定稿时的小结", "现在的小结", "定稿以后改写的小结。")


def test_a_figure_that_changes_under_a_final_edition_is_told_at_home(final: Visitor, demo_app: Flask) -> None:
    with Session(demo_app.extensions["engine"]) as session:
        kept = session.exec(select(Edition)).one()
        assert kept.figures
        ids = [one["value"]["figure_id"] for part in kept.figures for one in part["shown"] if one["value"]]
        row = session.exec(select(Figure).where(col(Figure.id).in_(ids), col(Figure.value).is_not(None))).first()
        assert row is not None and row.value is not None
        row.value += 1
        session.commit()
    final.open("/").says("定稿后有变化", "0 段文字，1 个数字")
    final.open(REPORT).says("1 个数字变了").silent("文字变了")


def test_an_edition_of_before_says_nothing_of_its_texts(final: Visitor, demo_app: Flask) -> None:
    with Session(demo_app.extensions["engine"]) as session:
        session.exec(select(Edition)).one().pieces = None
        session.commit()
    item_id, _slot = printed_item(demo_app, edited=False)
    accept_summary(final, demo_app, item_id, "定稿以后改写的小结。")
    final.open(REPORT).silent("定稿后有变化")
