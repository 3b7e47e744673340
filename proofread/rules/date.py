"""Dates that cannot be, that lie after the signature, or far outside the report's year."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.many import gathered
from proofread.message import Message, _
from proofread.rule import Rule
from proofread.structure import is_annual_report, paragraphs, report_year, signature_line

DATE = re.compile(
    r"(?<![\d.．/—–~～\-])(?:(?P<year>\d{4})[ \t]?年[ \t]?)?(?P<month>\d{1,2})[ \t]?月(?!报|均|刊)(?:[ \t]?(?P<day>\d{1,2})[ \t]?[日号])?"
)
YEAR = re.compile(r"(?<![\d.])(?P<year>\d{4})[ \t]?年")
# words that make a later date a plan, a period or a title of another year
PLANNED = re.compile("前|将|拟|计划|预计|力争|争取|安排|目标|有效期|期限|届满|实施|施行|起|至|到|止|末")
DONE = re.compile("，?(?:我局|市局|局党组|党组)?(?:召开|举办|组织|开展|举行|成立|完成|通过|签订|到|赴)")
EARLIEST, LATEST = 1840, 2100


def impossible(found: re.Match[str]) -> Message | None:
    """Why a date is none, in words; None for one that can be."""
    month, day = int(found["month"]), found["day"]
    if not 1 <= month <= 12:
        return _("没有 %(month)s 月。", month=month)
    if day is None:
        return None
    year = int(found["year"]) if found["year"] else 2000  # without a year, 29 February may be
    last = monthrange(year, month)[1] if 1 <= year <= 9999 else 31
    if 1 <= int(day) <= last:
        return None
    if found["year"]:
        return _(
            "%(year)s年%(month)s 月没有 %(day)s 日，最后一天是 %(last)s 日。",
            year=found["year"],
            month=month,
            day=int(day),
            last=last,
        )
    return _("%(month)s 月没有 %(day)s 日，最后一天是 %(last)s 日。", month=month, day=int(day), last=last)


def full(found: re.Match[str]) -> date | None:
    """The day of a complete date; the first of the month where only the month is told."""
    if not found["year"] or impossible(found) or not 1 <= int(found["year"]) <= 9999:
        return None
    return date(int(found["year"]), int(found["month"]), int(found["day"] or 1))


def signed_on(document: Document) -> tuple[int, date] | None:
    """The line and the day of the signature."""
    line = signature_line(document)
    found = DATE.search(document.lines[line - 1]) if line else None
    day = full(found) if found else None
    return (line, day) if line and day else None


def in_line(document: Document, line: int, text: str, signed: tuple[int, date] | None) -> Iterator[Finding]:
    """The dates of a line, against the calendar and the signature."""
    for found in DATE.finditer(text):
        why = impossible(found)
        if why:
            yield document.finding("date", Severity.ERROR, line, found.start(), found.end(), why)
            continue
        day = full(found)
        if signed and day and line < signed[0] and day > signed[1] and not planned(text, found):
            words = _(
                "这个日期在落款日期（第 %(line)s 行，%(year)s年%(month)s月%(day)s日）之后。",
                line=signed[0],
                year=f"{signed[1]:%Y}",
                month=signed[1].month,
                day=signed[1].day,
            )
            yield document.finding("date", Severity.WARNING, line, found.start(), found.end(), words)
    for found in YEAR.finditer(text):
        if not EARLIEST <= int(found["year"]) <= LATEST:
            words = _("年份“%(year)s”可能写错了。", year=found["year"])
            yield document.finding("date", Severity.WARNING, line, found.start("year"), found.end("year"), words)


def planned(text: str, found: re.Match[str]) -> bool:
    """Whether the words around a date tell of what is to come."""
    before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 12]
    return "截至" not in before[-3:] and PLANNED.search(before + after) is not None


def signature(document: Document, year: int | None, signed: tuple[int, date] | None) -> Iterator[Finding]:
    """A report on a year is signed in its last weeks or in the year after it."""
    if year is None or signed is None or signed[1].year in (year, year + 1):
        return
    line, text = signed[0], document.lines[signed[0] - 1]
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    words = _("%(year)s年的报告，落款却是 %(signed)s 年。", year=year, signed=signed[1].year)
    yield document.finding("date", Severity.WARNING, line, start, end, words)


def other_years(document: Document, year: int, signed: tuple[int, date] | None) -> Iterator[Finding]:
    """Something done on a day of another year, told in the report of this one."""
    for line, text in paragraphs(document):
        if signed and line >= signed[0]:
            return
        for found in DATE.finditer(text):
            day = full(found)
            if day and found["day"] and day.year != year and DONE.match(text, found.end()):
                words = _("这件事的日期不在报告年度（%(year)s年）之内，请核对。", year=year)
                yield document.finding("date", Severity.NOTE, line, found.start(), found.end(), words)


def check(document: Document) -> list[Finding]:
    """Every date of the text, then those of other years and the signature against the report's year."""
    signed, year = signed_on(document), report_year(document)
    found = (one for line, text in paragraphs(document) for one in in_line(document, line, text, signed))
    told = [*gathered(found, _("日期有问题，"), 40), *signature(document, year, signed)]
    if year is not None and is_annual_report(document):
        places = {(one.line, one.start) for one in told}
        others = (one for one in other_years(document, year, signed) if (one.line, one.start) not in places)
        told += gathered(others, _("报告年度之外的日期，"))
    return told


RULE = Rule(
    name="date",
    title=_("日期"),
    claims=_(
        "日历上没有的日期；在落款日期之后、又不是计划和期限的日期；落款与报告年度相差一年以上；不可能的年份。年度报告里发生在别的年份的事，作为提示。"
    ),
    source=_("GB/T 15835—2011；公历；GB/T 9704—2012 7.3.5.4 成文日期"),
    sound=(
        "2020年2月29日开会，12月31日前完成。",
        "关于2020年度法治政府建设情况的报告\n截至2020年12月31日办结5件，2021年6月底前完成其余。\n2021年1月20日",
    ),
    wrong=(
        "2019年2月29日召开会议。",
        "9月31日召开推进会，13月通报。",
        "关于2020年度法治政府建设情况的报告\n截至2021年2月5日办结5件。\n2021年1月20日",
    ),
    check=check,
)
