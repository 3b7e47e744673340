"""Conflicts: one quantity of one year with two values, in the text or against figures known from elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.reading import sentences
from proofread.reading.interval import plain
from proofread.reading.say import printed
from proofread.reading.tokens import THIS_YEAR, Hedge, Quantity, Sentence
from proofread.reading.units import PERCENT, UNITS, Unit, size_at, unit_at
from proofread.reading.words import claimed, label
from proofread.reading.years import parallel
from proofread.rule import Rule

SHORTEST: Final = 4
SURE: Final = 6  # characters of a name that stands for one quantity even where no year is named
FEW: Final = 4  # places of one name that are compared
GENERAL: Final = re.compile(r"其中|每|人均|平均|各|分别|第|同比|占|力争|计划|目标|预计|不|超|至|到|达标|另|再")
SCOPE: Final = 6  # characters around a known name
OURS: Final = re.compile("^(?:我局|我市|我区|我县|本局|全局|市局|局机关|共计|共|累计|已|先后|还|并|又)++")
PLANS: Final = re.compile(
    r"下一步|下步|明年|今后|展望|主要安排|工作(?:安排|计划|打算|思路|重点)|(?:20\d\d|新|今)年[^，。]{0,12}(?:安排|计划|打算|目标|思路|任务|重点)"
)
WHOLE_YEAR: Final = re.compile("全年|年度|今年|年内|一年来|截至")
PERIOD: Final = re.compile(r"\d月|季度|半年|上旬|中旬|下旬|期间|首批|本次|其中")
HEADING: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A named figure and where it stands."""

    line: int
    start: int
    figure: Quantity
    name: str
    partial: bool  # its sentence speaks of a month, a quarter, one event


def check(document: Document) -> Iterator[Finding]:
    kept: dict[tuple[str, str, int | None], list[Place]] = {}
    planned = _planned(document)
    for sentence in sentences(document):
        for place in _named(sentence):
            yield from _against_known(document, place)
            if planned <= sentence.line:
                continue  # what is planned is another figure than what was done
            figure = place.figure
            if figure.hedge is not Hedge.NONE or GENERAL.search(place.name) or len(place.name) < SHORTEST:
                continue
            key = ("".join(sorted(place.name)), figure.unit.family, figure.year or document.year or THIS_YEAR)
            earlier = kept.setdefault(key, [])
            yield from _against_text(document, place, earlier)
            if len(earlier) < FEW:
                earlier.append(place)


def _loudness(place: Place, other: Place) -> Severity:
    """Figures that name their year contradict each other; the others may speak of two things with one name."""
    one, two = place.figure, other.figure
    if one.dated and two.dated:
        return Severity.ERROR
    if (one.year and two.year) or (WHOLE_YEAR.search(one.before) and WHOLE_YEAR.search(two.before)):
        return Severity.WARNING
    apart = place.line != other.line and one.unit.whole and not (place.partial or other.partial)
    return Severity.WARNING if apart else Severity.NOTE


def _planned(document: Document) -> int:
    """The line of the heading under which plans begin; behind the last line where there is none."""
    for number, line in enumerate(document.lines[1:], 2):
        if len(line) <= HEADING and PLANS.search(line) and not line.rstrip().endswith(("。", "；")):
            return number
    return len(document.lines) + 1


def _named(sentence: Sentence) -> Iterator[Place]:
    """The figures that have a name of their own; in a list of years all have that of the first."""
    at = 0
    partial = bool(PERIOD.search(sentence.text, sentence.start, sentence.end))
    while at < len(sentence.figures):
        run = parallel(sentence.figures, at)
        by_year = len({one.year for one in run}) == len(run) and all(one.dated for one in run)
        for one in run:
            if not claimed(one) and not one.spelled and (len(run) == 1 or by_year):
                yield Place(sentence.line, sentence.start, one, OURS.sub("", label(run[0])), partial)
        at += len(run)


def _against_text(document: Document, place: Place, earlier: list[Place]) -> Iterator[Finding]:
    one = place.figure
    for other in earlier:
        two = other.figure
        if (other.line, other.start) == (place.line, place.start) or one.interval().meets(two.interval()):
            continue
        severity = _loudness(place, other)
        if severity is not Severity.ERROR and len(place.name) < SURE:
            continue
        words = _(
            "%(name)s：此处写%(here)s，第%(line)s行写%(there)s",
            name=place.name,
            here=printed(one),
            line=other.line,
            there=printed(two),
        )
        yield document.finding("conflict", severity, place.line, one.start, one.end, words, printed(two))
        return


def _against_known(document: Document, place: Place) -> Iterator[Finding]:
    one = place.figure
    if claimed(one) or (one.unit.family == PERCENT and not place.name.endswith(("率", "度", "比重", "占比"))):
        return
    for known in document.known:
        if not _is_called(place.name, known.name) or (one.year or document.year) != known.year:
            continue
        unit, factor = _unit(known.unit)
        if unit is None or unit.family != one.unit.family or (unit.whole and unit.name != one.unit.name):
            continue
        amount, span = known.value * factor * unit.scale, one.interval()
        if span.low <= amount <= span.high:
            return
        right = f"{plain(known.value)}{known.unit}"
        severity = Severity.ERROR if place.name == known.name else Severity.WARNING
        words = _(
            "%(year)s年%(name)s：文中写%(said)s，%(origin)s为%(right)s",
            year=known.year,
            name=known.name,
            said=printed(one),
            origin=known.origin,
            right=right,
        )
        yield document.finding("conflict", severity, place.line, one.start, one.end, words, one.written(amount))
        return


def _is_called(name: str, known: str) -> bool:
    """Whether a figure of the text is the known one: its name, with a few words around it at most."""
    return len(known) > 1 and name.endswith(known) and len(name) <= len(known) + SCOPE


def _unit(written: str) -> tuple[Unit | None, int]:
    """A unit as a person typed it: 万元 is 10000 of 元."""
    if written in UNITS:
        return UNITS[written], 1
    size, factor = size_at(written, 0)
    return unit_at(written, len(size)), factor


RULE: Final = Rule(
    name="conflict",
    title=_("前后不一"),
    claims=_(
        "同一名称、同一年份、同类单位的数在两处不同；另给出台账数据或上年报告时，也与它们对照。四舍五入后相合的不算。"
    ),
    source=_("文稿一致性：同一事实只有一个数"),
    sound=(
        "2020年审查合同文本14件。2019年审查合同文本11件。",
        "2019年研发投入总额16.47亿元。会上通报，2019年研发投入总额16.5亿元。",
    ),
    wrong=(
        "2020年审查合同文本14件。回顾全年，2020年审查合同文本16件。",
        "2019年研发投入总额16.47亿元。会上通报，2019年研发投入总额17.4亿元。",
    ),
    check=check,
)
