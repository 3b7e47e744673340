"""工作日: the Chinese calendar with its moved days (调休); Monday to Friday where the calendar knows no more."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

ONE = timedelta(days=1)


@lru_cache(maxsize=4096)  # a page of late items asks for the same days over and over
def is_workday(day: date) -> bool:
    """Whether people work that day (State Council's yearly notice, as the package chinesecalendar has it)."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def known_until() -> int:
    """The last year whose moved days are known."""
    return int(max(day.year for day in chinese_calendar.holidays))


def after_workdays(day: date, count: int) -> date:
    """The day that is `count` workdays after a day."""
    while count:
        day += ONE
        count -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """How many workdays lie in (start, end]; negative where end is before start."""
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + n * ONE) for n in range(1, (end - start).days + 1))
