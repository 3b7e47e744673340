"""The fields that every form is made of: dates, choices, whole numbers, hours, text without control characters."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from wtforms import IntegerField

from forms.base import Day, Form, Pick, Several, area, line
from forms.records import Hours
from forms.validators import Required, WholeNumber
from tests.forms.conftest import Filled

NOT_OFFERED = "所选的不在可选范围内，请重新选择。"


class Sample(Form):
    """One field of each kind."""

    title = line("标题", 10, Required("标题"))
    body = area("正文", 20)
    day = Day("日期")
    share = IntegerField("进度", [WholeNumber(0, 100)])
    hours = Hours("学时")
    room = Pick("科室")
    sure = Pick("必选", default=0)
    many = Several("多选", coerce=int)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.room.choices = [("", "请选择"), (1, "一"), (2, "二")]
        self.sure.choices = [(0, "不改变"), (1, "一")]
        self.many.choices = [(1, "一"), (2, "二")]


def said(form: Any, name: str) -> list[str]:
    return [str(one) for one in form[name].errors]


@pytest.mark.parametrize("typed", ["2020-12-31", "2020/12/31", "2020.12.31", "2020-12-31 ", "2020/12/31"])
def test_a_date_is_read_however_it_is_written(fill: Filled, typed: str) -> None:
    form = fill(Sample, title="题", day=typed.strip())
    assert form.day.data == date(2020, 12, 31) and not said(form, "day")


@pytest.mark.parametrize("typed", ["2020-02-29", "1949-01-01", "2100-12-31"])
def test_leap_days_and_the_borders_are_dates(fill: Filled, typed: str) -> None:
    assert fill(Sample, title="题", day=typed).day.data == date.fromisoformat(typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2019-02-29", "请按 2020-12-31 的样子填写日期。"),
        ("2020-13-01", "请按 2020-12-31 的样子填写日期。"),
        ("2020-04-31", "请按 2020-12-31 的样子填写日期。"),
        ("31-12-2020", "请按 2020-12-31 的样子填写日期。"),
        ("2020年12月31日", "请按 2020-12-31 的样子填写日期。"),
        ("20201231", "请按 2020-12-31 的样子填写日期。"),
        ("年底前", "请按 2020-12-31 的样子填写日期。"),
        ("<script>", "请按 2020-12-31 的样子填写日期。"),
        ("1948-12-31", "请填写 1949 年至 2100 年之间的日期。"),
        ("2101-01-01", "请填写 1949 年至 2100 年之间的日期。"),
        ("0001-01-01", "请填写 1949 年至 2100 年之间的日期。"),
        ("9999-12-31", "请填写 1949 年至 2100 年之间的日期。"),
    ],
)
def test_what_is_no_date_is_told_once_and_stays_in_the_field(fill: Filled, typed: str, words: str) -> None:
    form = fill(Sample, title="题", day=typed)
    assert form.day.data is None and said(form, "day") == [words]
    assert form.day._value() == typed


def test_no_date_is_no_mistake(fill: Filled) -> None:
    for sent in ({"day": ""}, {}):
        form = fill(Sample, title="题", share="1", **sent)
        assert form.day.data is None and not form.errors


@pytest.mark.parametrize(
    ("typed", "value"), [("0", 0), ("100", 100), (" 7 ", 7), ("007", 7), ("５０", 50), ("-0", 0), ("１００", 100)]
)
def test_a_whole_number_may_be_typed_with_full_width_digits(fill: Filled, typed: str, value: int) -> None:
    form = fill(Sample, title="题", share=typed)
    assert form.share.data == value and not said(form, "share")


@pytest.mark.parametrize("typed", ["5.5", "五", "1_0", "1 0", "0x10", "1e2", "50%", "--5", "+", "九十", "1" * 5000])
def test_what_is_no_whole_number_is_told_and_stays(fill: Filled, typed: str) -> None:
    form = fill(Sample, title="题", share=typed)
    assert said(form, "share") == ["请填写整数。"] and form.share._value() == typed


@pytest.mark.parametrize("typed", ["-1", "101", "１０１", "99999999999999999999"])
def test_a_number_beyond_its_borders_is_told_which_they_are(fill: Filled, typed: str) -> None:
    assert said(fill(Sample, title="题", share=typed), "share") == ["请填写 0 至 100 之间的整数。"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2", "2"), ("1.5", "1.5"), (" 0.25 ", "0.25"), ("８", "8"), ("0", "0"), ("10", "10"), ("100", "100")],
)
def test_hours_are_exact(fill: Filled, typed: str, value: str) -> None:
    form = fill(Sample, title="题", hours=typed)
    assert form.hours.data == Decimal(value) and not said(form, "hours")


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "-Infinity", "sNaN", "1e30", "两小时", "1,5", "1:30", "9" * 40])
def test_what_is_no_number_of_hours_is_told_and_stays(fill: Filled, typed: str) -> None:
    form = fill(Sample, title="题", hours=typed)
    assert form.hours.data is None and said(form, "hours") == ["请填写数字，如 2 或 1.5。"]
    assert form.hours._value() == typed


@pytest.mark.parametrize(("kept", "shown"), [(Decimal("100.00"), "100"), (Decimal("1.50"), "1.5"), (None, "")])
def test_kept_hours_are_shown_without_needless_noughts(fill: Filled, kept: Decimal | None, shown: str) -> None:
    class Kept(Form):
        hours = Hours("学时")

    assert Kept(formdata=None, data={"hours": kept}).hours._value() == shown


@pytest.mark.parametrize(("typed", "value"), [("1", 1), ("", None), ("None", None), ("2", 2)])
def test_a_choice_of_the_list_is_a_number_and_the_empty_one_is_nothing(
    fill: Filled, typed: str, value: int | None
) -> None:
    form = fill(Sample, title="题", share="1", room=typed)
    assert form.room.data == value and not form.errors


@pytest.mark.parametrize("typed", ["3", "-1", "一", "1.0", "1; DROP TABLE item", "9" * 30])
@pytest.mark.parametrize("name", ["room", "sure", "many"])
def test_a_choice_that_was_not_offered_is_told_in_our_words(fill: Filled, name: str, typed: str) -> None:
    assert said(fill(Sample, title="题", **{name: typed}), name) == [NOT_OFFERED]


def test_of_several_choices_one_that_was_not_offered_spoils_all(fill: Filled) -> None:
    assert said(fill(Sample, title="题", many=["1", "7"]), "many") == [NOT_OFFERED]
    assert fill(Sample, title="题", many=["1", "2"]).many.data == [1, 2]
    assert fill(Sample, title="题").many.data in ([], None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("全年12\u200b件", "全年12件"),
        ("\ufeff开头", "开头"),
        ("倒\u202e置\u202c", "倒置"),
        ("软\u00ad连\u2060接", "软连接"),
        ("响\x00\x07\x1b\x1f\x7f铃", "响铃"),
        ("幻灯片\v一行\f一页\x85一行\u2028一行\u2029完", "幻灯片\n一行\n一页\n一行\n一行\n完"),
        ("怪\u00a0空\u2003格\u202f和\u3000全角", "怪 空 格 和\u3000全角"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("\ue001", "\ue001"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_without_a_word(fill: Filled, typed: str, kept: str) -> None:
    form = fill(Sample, title="题", share="1", body=typed)
    assert not form.errors and form.body.data == kept


@pytest.mark.parametrize("char", ["\ud800", "\udfff", "\ufffe", "\uffff", "\U0001fffe"])
def test_what_is_no_character_is_told_with_its_place(fill: Filled, char: str) -> None:
    form = fill(Sample, title="题", body=f"第一行\n第{char}二行")
    assert said(form, "body") == [f"第 2 行第 2 个字（U+{ord(char):04X}）不是字符，无法保存，请删去后重试。"]
    assert char in form.body.data, "what was typed stays"


@pytest.mark.parametrize("text", ["一\t二", "甲\r\n乙\r丙", "😀𠮷", "（一）“引”", "\u3000缩进", "⚖️"])
def test_rare_but_sound_characters_pass(fill: Filled, text: str) -> None:
    form = fill(Sample, title="题", share="1", body=text)
    assert not form.errors and "\r" not in form.body.data


def test_both_line_ends_of_browsers_become_one(fill: Filled) -> None:
    assert fill(Sample, title="题", body="甲\r\n乙\r丙\n丁").body.data == "甲\n乙\n丙\n丁"


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\t\n", " \u3000 "])
def test_blanks_are_no_title(fill: Filled, blank: str) -> None:
    assert said(fill(Sample, title=blank), "title") == ["请填写标题。"]


def test_a_title_is_as_long_as_it_may_be_and_no_longer(fill: Filled) -> None:
    assert not said(fill(Sample, title="长" * 10), "title")
    assert not said(fill(Sample, title="  " + "长" * 10 + "  "), "title"), "blanks at the ends do not count"
    form = fill(Sample, title="长" * 11)
    assert said(form, "title") == ["最多 10 字，请删减。"] and form.title.data == "长" * 11


def test_a_line_end_of_a_browser_counts_once(fill: Filled) -> None:
    """A text area of twenty letters and a line end: sent as two characters, kept as one."""
    assert not said(fill(Sample, title="题", body="一" * 9 + "\r\n" + "二" * 10), "body")


def test_every_mistake_is_told_at_once(fill: Filled) -> None:
    form = fill(Sample, title="", body="\uffff", day="x", share="x", hours="x", room="x", many="x")
    assert set(form.errors) == {"title", "body", "day", "share", "hours", "room", "many"}


@pytest.mark.parametrize(
    ("sent", "stale"), [("3", False), ("2", True), ("", True), ("03", True), ("x", True), (None, True)]
)
def test_a_form_is_fresh_with_the_version_it_was_opened_with_alone(fill: Filled, sent: str | None, stale: bool) -> None:
    form = fill(Sample, title="题", **({} if sent is None else {"version": sent}))
    assert form.stale(3) is stale


def test_what_another_saved_is_told_beside_what_was_typed(fill: Filled) -> None:
    form = fill(Sample, title="我的", body="一样")
    form.compare({"title": "对方的", "body": "一样", "unknown": "没有这个字段", "share": 5})
    assert said(form, "title") == ["对方保存的是“对方的”。"] and form.title.data == "我的"
    assert not said(form, "body"), "what both wrote alike is no difference"


def test_no_message_is_in_english(fill: Filled) -> None:
    form = fill(Sample, title="", body="\uffff", day="x", share="x", hours="x", room="x", sure="x", many="x")
    words = " ".join(str(one) for errors in form.errors.values() for one in errors)
    assert not re.search(r"[A-Za-z]{2,}", words.replace("U+FFFF", "")), words
