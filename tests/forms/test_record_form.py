"""The form of a record is made of what its kind asks, and hands on the facts as they were typed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from checklists.counted import Detail, RecordKind
from forms.records import RecordForm, data_of, form_for
from models.records import Record
from tests.forms.conftest import Row

PLAIN = RecordKind(key="talk", name="谈话", title="主题")
FULL = RecordKind(
    key="training",
    name="培训",
    sorts=("集中", "在线"),
    numbers={"amount": "场次", "persons": "人数", "hours": "学时"},
    details=(
        Detail(key="place", name="地点", required=True),
        Detail(key="sent", name="发文日期", type="date"),
        Detail(key="way", name="形式", type="choice", choices=("讲座", "研讨")),
    ),
    life="problem",
)
SENT = {
    "title": "宪法学习",
    "day": "2020-11-30",
    "sort": "集中",
    "amount": "2",
    "persons": "35",
    "hours": "1.50",
    "detail_place": "报告厅",
    "detail_sent": "2020-12-01",
    "detail_way": "讲座",
    "leader": "1",
    "due": "2020-12-31",
    "proofs": "1",
}


class Item(Row):
    """An item as a choice names it."""

    no = "3"


class File(Row):
    """A file that hangs on an item."""

    evidence = Row(9, title="签到表")


def made(bare: Flask, kind: RecordKind, sent: dict[str, Any], files: Sequence[Any] = ()) -> RecordForm:
    with bare.test_request_context(method="POST", data=MultiDict(sent)):
        form = form_for(kind, [Item(5, title="学法")], [Row(1, name="张三")], files)
        form.validate()
        return form


def test_a_kind_that_asks_nothing_has_the_three_fields_of_every_kind(bare: Flask) -> None:
    form = made(bare, PLAIN, {"title": "一次谈话", "day": "2020-05-06"})
    assert {one.name for one in form} == {"version", "title", "day", "items"} and not form.errors
    assert form.title.label.text == "主题" and form.items.choices == [(5, "3 学法")]
    facts = form.facts()
    assert (facts.title, facts.day, facts.sort, facts.amount, facts.persons) == ("一次谈话", date(2020, 5, 6), "", 1, 0)
    assert (facts.hours, facts.details, facts.leader_id, facts.due) == (Decimal(0), {}, None, None)


def test_all_that_a_kind_asks_is_handed_on(bare: Flask) -> None:
    form = made(bare, FULL, SENT, [File(1)])
    assert not form.errors and form["proofs"].choices == [(1, "签到表")]
    facts = form.facts()
    assert (facts.sort, facts.amount, facts.persons, facts.hours) == ("集中", 2, 35, Decimal("1.5"))
    assert facts.details == {"place": "报告厅", "sent": "2020-12-01", "way": "讲座"}
    assert (facts.leader_id, facts.due) == (1, date(2020, 12, 31))


def test_what_must_be_said_is_marked_and_only_that(bare: Flask) -> None:
    marked = {one.name for one in made(bare, FULL, SENT) if one.flags.required}
    assert marked == {"title", "day", "sort", "due", "detail_place"}
    assert "proofs" not in made(bare, FULL, SENT), "without files there is nothing to choose"


def test_the_title_is_asked_by_the_name_that_the_kind_gives_it(bare: Flask) -> None:
    assert made(bare, PLAIN, {"title": " "}).errors["title"] == ["请填写主题。"]


@pytest.mark.parametrize("typed", ["两小时", "nan", "inf", "1000000001", "-1000000001"])
def test_hours_that_are_no_number_are_refused_and_stay(bare: Flask, typed: str) -> None:
    form = made(bare, FULL, {**SENT, "hours": typed})
    assert form.errors["hours"] == ["请填写数字，如 2 或 1.5。"] and form["hours"]._value() == typed
    assert form.facts().hours == Decimal(0)


@pytest.mark.parametrize(("kept", "shown"), [(Decimal("1.50"), "1.5"), (Decimal(20), "20"), (None, "")])
def test_kept_hours_are_shown_without_ballast(bare: Flask, kept: Decimal | None, shown: str) -> None:
    with bare.test_request_context():
        form = form_for(FULL, [], [], data={"hours": kept})
        assert form["hours"]._value() == shown


def test_a_kept_record_fills_its_form(bare: Flask) -> None:
    record = Record(
        year_id=1, kind="training", title="宪法学习", day=date(2020, 11, 30), month=11, sort="在线", leader_id=1,
        written_at=datetime(2020, 11, 30, tzinfo=UTC),
        details={"place": "报告厅", "sent": "2020-12-01", "way": ""},
    )  # fmt: skip
    data = data_of(record, FULL)
    assert (data["title"], data["sort"], data["leader"], data["items"]) == ("宪法学习", "在线", 1, [])
    assert (data["detail_place"], data["detail_sent"], data["detail_way"]) == ("报告厅", date(2020, 12, 1), None)
