"""Dates, numbers of persons and cards, counts, words of the lists: made by the hundred, true ones silent, false ones named."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofread import Finding, Severity
from proofread.document import read
from proofread.lists import listed
from proofread.numerals import word_of
from proofread.rule import Rule
from proofread.rules import character, count, secret, wording
from proofread.rules import date as dates
from proofread.rules.secret import CHECKS, WEIGHTS, is_card, is_identity

QUICK = settings(max_examples=80, deadline=None)


def told(rule: Rule, text: str) -> list[Finding]:
    return [one for one in rule.check(read(text)) if one.severity is not Severity.NOTE]


@QUICK
@given(
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{0}年{1}月{2}日", "{0} 年 {1} 月 {2} 日", "{0}年{1}月{2}号"]),
)
def test_every_day_of_the_calendar_is_silent(day: date, form: str) -> None:
    assert not told(dates.RULE, form.format(day.year, day.month, day.day) + "召开会议。")


@QUICK
@given(st.integers(1901, 2099), st.integers(1, 12), st.integers(1, 9))
def test_a_day_after_the_months_end_is_an_error_that_says_the_last_day(year: int, month: int, more: int) -> None:
    end = monthrange(year, month)[1]
    (one,) = told(dates.RULE, f"{year}年{month}月{end + more}日召开会议。")
    assert one.severity is Severity.ERROR and f"最后一天是 {end} 日" in one.message


@given(st.integers(13, 99))
def test_a_month_after_december_is_an_error(month: int) -> None:
    (one,) = told(dates.RULE, f"2020年{month}月通报。")
    assert one.quote == f"2020年{month}月"


def identity(area: int, day: date, order: int) -> str:
    """A number that answers its own check."""
    digits = f"{area}{day:%Y%m%d}{order:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + CHECKS[total % 11]


@QUICK
@given(
    st.integers(110000, 659999), st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.integers(0, 999), st.integers(0, 16)
)
def test_an_identity_number_is_known_by_its_check(area: int, day: date, order: int, at: int) -> None:
    number = identity(area, day, order)
    (one,) = told(secret.RULE, f"证件号{number}，已核验。")
    assert one.quote == number
    other = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    assert not is_identity(other)


@QUICK
@given(st.text("0123456789", min_size=13, max_size=16), st.integers(0, 14))
def test_a_card_number_is_known_by_its_last_digit(body: str, at: int) -> None:
    stem = "62" + body
    right = [digit for digit in "0123456789" if is_card(stem + digit)]
    assert len(right) == 1
    number = stem + right[0]
    changed = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    assert not is_card(changed)
    assert [one.quote for one in told(secret.RULE, f"卡号{number}。")] == [number]


@pytest.mark.parametrize("around", ["编号{}0", "1{}", "A{}", "{}-2", "0.{}", "{}x"])
def test_eleven_digits_inside_a_longer_number_are_no_telephone(around: str) -> None:
    assert not told(secret.RULE, around.format("13800138000"))


@QUICK
@given(st.integers(2, 9), st.integers(2, 9), st.booleans())
def test_a_closed_list_of_titles_is_counted(names: int, said: int, chinese: bool) -> None:
    titles = "".join(f"《{word_of(number)}号规则》" for number in range(1, names + 1))
    shown = word_of(said) if chinese else str(said)
    found = told(count.RULE, f"印发{titles}{shown}个文件。")
    assert [one.expected for one in found] == ([] if names == said else [word_of(names) if chinese else str(names)])


@QUICK
@given(st.integers(2, 9), st.integers(2, 9))
def test_an_open_list_may_be_shorter_than_its_number_but_not_longer(names: int, said: int) -> None:
    titles = "".join(f"《{word_of(number)}号规则》" for number in range(1, names + 1))
    assert bool(told(count.RULE, f"印发{titles}等{said}个文件。")) is (names > said)


@QUICK
@given(st.integers(2, 9), st.integers(2, 9), st.sampled_from(["抓好{}件事：", "做到{}个到位：", "“{}结合”："]))
def test_points_are_counted(points: int, said: int, claim: str) -> None:
    body = "".join(f"{word_of(number)}是抓督办。" for number in range(1, points + 1))
    found = told(count.RULE, claim.format(word_of(said)) + body)
    assert [one.expected for one in found] == ([] if points == said else [word_of(points)])


PAIRS = [(wrong, right) for level in ("warning", "note") for wrong, right in listed("characters")[level].items()]


@pytest.mark.parametrize(("wrong", "right"), PAIRS, ids=lambda one: str(one))
def test_every_pair_of_the_list_is_told_and_its_cure_is_silent(wrong: str, right: str) -> None:
    found = character.check(read(f"据此，{wrong}，并报告结果。"))
    assert [(one.quote, one.expected) for one in found] == [(wrong, right)]
    assert not character.check(read(f"据此，{right}，并报告结果。"))


LONGER = [longer for words in listed("characters")["unless"].values() for longer in words]


@pytest.mark.parametrize("longer", LONGER)
def test_every_exception_of_the_list_is_silent(longer: str) -> None:
    found = character.check(read(f"据此，{longer}，并报告结果。"))
    assert not found, found


GROUPS = [(word, group["level"]) for group in listed("wording") for word in group["words"]]


@pytest.mark.parametrize(("word", "level"), GROUPS)
def test_every_word_of_the_list_is_told_at_its_level(word: str, level: str) -> None:
    found = wording.check(read(f"据此，{word}，并报告结果。"))
    assert (word, level) in [(one.quote, one.severity.value) for one in found]


@pytest.mark.parametrize("text", ["约200家左右", "约200余家", "近30多件", "超过50余次", "大约1.2万余人", "近10%左右"])
def test_two_hedges_around_one_number_are_a_note(text: str) -> None:
    (one,) = wording.check(read(f"全年走访企业{text}。"))
    assert one.severity is Severity.NOTE


@pytest.mark.parametrize(
    "text", ["约200家", "200余家", "200家左右", "近30件，余下的结转", "超过50次", "约定10日左右岸同治"]
)
def test_one_hedge_is_none(text: str) -> None:
    assert not wording.check(read(f"全年走访企业{text}。"))
