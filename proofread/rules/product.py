"""Products: so many, so much each, so much in all."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.reading import sentences
from proofread.reading.interval import Interval, exactly
from proofread.reading.say import printed
from proofread.reading.tokens import Hedge, Quantity, Sentence
from proofread.reading.units import COUNTED, PEOPLE
from proofread.rule import Rule

COUNTERS: Final = sorted({name for names in COUNTED.values() for name in names.split()}, key=len, reverse=True)
EACH: Final = re.compile(
    rf"(?:平均)?每(?P<unit>{'|'.join(COUNTERS)}|季度|季|月)(?P<more>[^，。；、每]{{0,10}})$|人均(?P<mean>[^，。；、]{{0,8}})$"
)
MEAN: Final = re.compile("均")  # a mean is rounded, a rate a head is not
AT_LEAST: Final = re.compile("至少|不少于|不低于|最多|以上")
IN_ALL: Final = re.compile(r"(?:共|共计|合计|总计|一共|总共|全年|累计|总)[^，。；、每人]{0,8}$")
PERIODS: Final = {"季度": 4, "季": 4, "月": 12}
WINDOW: Final = 6


def check(document: Document) -> Iterator[Finding]:
    for sentence in sentences(document):
        for at, one in enumerate(sentence.figures):
            found = EACH.search(one.before)
            if found:
                yield from _multiplied(document, sentence, at, found["unit"] or PEOPLE)


def _multiplied(document: Document, sentence: Sentence, at: int, unit: str) -> Iterator[Finding]:
    """One reading only: a single count, a single total, both near; anything else says nothing."""
    each, near = sentence.figures[at], sentence.figures[max(at - WINDOW, 0) : at + WINDOW]
    near = tuple(one for one in near if one is not each and one.bracket == each.bracket)
    if any(EACH.search(one.before) for one in near) or AT_LEAST.search(each.before):
        return
    totals = [one for one in near if _same(one, each) and IN_ALL.search(one.before) and one.start > each.start]
    if len(totals) != 1 or any(one.hedge is not Hedge.NONE for one in (each, totals[0])):
        return
    if unit in PERIODS:
        times, shown = exactly(PERIODS[unit]), str(PERIODS[unit])
        if "全年" not in sentence.between(max(totals[0].start - 30, 0), totals[0].start):
            return
    else:
        counts = [one for one in near if one is not totals[0] and _counts(one, unit, each) and not _same(one, each)]
        if len(counts) != 1 or counts[0].hedge is not Hedge.NONE:
            return
        times, shown = counts[0].interval(), printed(counts[0])
    yield from _compared(document, sentence.line, each, totals[0], times, shown)


def _compared(
    document: Document, line: int, each: Quantity, whole: Quantity, times: Interval, shown: str
) -> Iterator[Finding]:
    half = each.step / 2 if MEAN.search(each.before) else Decimal(0)
    apiece = Interval(each.amount - half, each.amount + half)
    if whole.interval().meets(apiece * times):
        return
    middle = each.amount * (times.low + times.high) / 2
    right = whole.written(middle)
    words = _("%(sum)s=%(right)s，文中写%(said)s", sum=f"{printed(each)}×{shown}", right=right, said=printed(whole))
    yield document.finding("product", Severity.ERROR, line, whole.start, whole.end, words, right)


def _same(one: Quantity, each: Quantity) -> bool:
    if one.unit.whole and one.unit.family != PEOPLE:
        return one.unit.name == each.unit.name
    return one.unit.family == each.unit.family


def _counts(one: Quantity, unit: str, each: Quantity) -> bool:
    """Whether this figure counts what 每… speaks of; 每个 counts many things, so its noun must be the same."""
    if unit in ("个", "项"):
        near = each.before.endswith(f"每{unit}") and each.clause - one.clause == 1
        return one.unit.name == unit and (near or (len(one.after) > 1 and one.after[:2] in each.before))
    return one.unit.name == unit or (unit == PEOPLE and one.unit.family == PEOPLE)


RULE: Final = Rule(
    name="product",
    title=_("单数与总数"),
    claims=_("同一句话里写出“几期”“每期多少”和“共多少”，三个数各只有一个；每季度、每月多少次，又写出全年多少次。"),
    source=_("算术：总数=单数×个数"),
    sound=(
        "举办培训班5期，每期40人，共培训200人。",
        "每季度召开会商会2次，全年共召开8次。",
        "奖励企业35家，每家10万元，合计350万元。",
    ),
    wrong=(
        "举办培训班5期，每期40人，共培训240人。",
        "每季度召开会商会2次，全年共召开6次。",
        "奖励企业35家，每家10万元，合计360万元。",
    ),
    check=check,
)
