"""Workdays: the holidays and moved days of 2020 and 2021 as the State Council published them."""

from datetime import date, timedelta

import pytest

from models.workdays import after_workdays, is_workday, known_until, workdays_between


@pytest.mark.parametrize(
    "day",
    [
        "2020-01-01",  # 元旦
        "2020-01-24",  # 除夕, a Friday
        "2020-01-31",  # 春节, made longer by the epidemic
        "2020-02-02",
        "2020-04-06",  # 清明, a Monday
        "2020-05-05",  # 劳动节
        "2020-06-25",  # 端午, a Thursday
        "2020-10-08",  # 国庆 and 中秋, a Thursday
        "2021-02-11",
        "2021-02-17",
        "2021-09-21",  # 中秋, a Tuesday
        "2021-10-07",
        "2020-03-14",  # a plain Saturday
    ],
)
def test_nobody_works_on_a_holiday(day: str) -> None:
    assert not is_workday(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        "2020-01-19",  # Sundays and Saturdays that were moved
        "2020-04-26",
        "2020-05-09",
        "2020-06-28",
        "2020-09-27",
        "2020-10-10",
        "2021-02-07",
        "2021-02-20",
        "2021-04-25",
        "2021-05-08",
        "2021-09-18",
        "2021-09-26",
        "2021-10-09",
        "2020-02-03",  # the first Monday after the long 春节
        "2021-04-06",
    ],
)
def test_a_moved_day_is_a_workday(day: str) -> None:
    assert is_workday(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2020-09-25", 1, "2020-09-27"),  # from a Friday to the moved Sunday
        ("2020-09-30", 1, "2020-10-09"),  # over the whole 国庆
        ("2020-09-30", 2, "2020-10-10"),  # a moved Saturday
        ("2020-12-17", 10, "2020-12-31"),
        ("2021-02-10", 1, "2021-02-18"),
        ("2020-05-01", 0, "2020-05-01"),  # no day is counted, none is looked for
    ],
)
def test_so_many_workdays_later(start: str, count: int, end: str) -> None:
    assert after_workdays(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2020-09-25", "2020-10-10", 6),  # 27 (moved), 28, 29, 30 September, 9 and 10 October
        ("2020-10-01", "2020-10-08", 0),
        ("2020-06-01", "2020-06-01", 0),
        ("2020-10-10", "2020-09-25", -6),
        ("2020-12-31", "2021-01-04", 1),  # over 元旦 and a weekend
    ],
)
def test_how_many_lie_between(start: str, end: str, count: int) -> None:
    assert workdays_between(date.fromisoformat(start), date.fromisoformat(end)) == count


def test_there_and_back_agree() -> None:
    for start in (date(2020, 1, 20), date(2020, 9, 20), date(2021, 2, 1)):
        for count in (1, 3, 10, 25):
            assert workdays_between(start, after_workdays(start, count)) == count


def test_beyond_the_calendar_it_is_monday_to_friday() -> None:
    beyond = date(known_until() + 2, 10, 1)
    for day in (beyond + timedelta(days=n) for n in range(14)):
        assert is_workday(day) is (day.weekday() < 5)
    assert is_workday(date(1999, 10, 1)), "nor before it"


def test_the_last_known_year_has_its_national_day() -> None:
    assert known_until() >= 2026
    assert not is_workday(date(known_until(), 10, 1))
