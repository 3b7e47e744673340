"""Differences: so many more than last year, so many left over."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.reading import sentences
from proofread.reading.interval import Interval, plain, rounded, total
from proofread.reading.lists import LEFT
from proofread.reading.pairs import Pair, pairs
from proofread.reading.say import printed, together
from proofread.reading.tokens import Hedge, Quantity, Sentence
from proofread.reading.units import PEOPLE, PERCENT, POINTS, TIMES
from proofread.reading.verdict import Verdict, judge
from proofread.reading.words import CONSTANT, against_year, claimed, is_fall, verb_place
from proofread.rule import Rule

LISTED: Final = re.compile("其中|包括|包含")
PARTS: Final = 6


def check(document: Document) -> Iterator[Finding]:
    for sentence in sentences(document):
        for at, one in enumerate(sentence.figures):
            if one.unit.family in (PERCENT, TIMES, "番"):
                continue
            claim = claimed(one)
            if claim:
                said = pairs(document, sentence, at, against_year(claim))
                yield from _changed(document, sentence.line, one, said, claim)
            elif LEFT.search(one.before):
                yield from _left(document, sentence, at)


def _changed(document: Document, line: int, one: Quantity, said: list[Pair], claim: re.Match[str]) -> Iterator[Finding]:
    """由A增加到B，增加D: D must be B less A. Percents differ by points."""
    fall = is_fall(claim["verb"])
    family = PERCENT if one.unit.family == POINTS else one.unit.family
    said = [pair for pair in said if pair.base.unit.family == family == pair.result.unit.family]
    if not said or any(judge(_span(pair, fall), one) is Verdict.SOUND for pair in said):
        return
    pair = min(said, key=lambda each: abs(_middle(each, fall) - one.amount))
    middle = _middle(pair, fall)
    if middle < 0 and pair.sure and one.hedge is Hedge.NONE:
        start, right = verb_place(one, claim), ("增加" if fall else "减少") + one.written(-middle)
        words = _(
            "%(base)s到%(result)s是%(right)s，文中写%(said)s",
            base=printed(pair.base),
            result=printed(pair.result),
            right=right,
            said=claim["verb"] + printed(one),
        )
        yield document.finding("difference", Severity.ERROR, line, start, one.end, words, right)
    if middle <= 0 or (not pair.sure and abs(middle - one.amount) > one.amount / 2):
        return
    finer = max(pair.base.places, pair.result.places) if pair.result.size == one.size else one.places
    right = one.written(middle, places=max(one.places, min(finer, 4)))
    first, second = together(pair.base, pair.result) if fall else together(pair.result, pair.base)
    words = _("%(sum)s=%(right)s，文中写%(said)s", sum=f"{first}−{second}", right=right, said=printed(one))
    severity = Severity.WARNING if judge(_span(pair, fall), one) is Verdict.CUT else Severity.ERROR
    if CONSTANT.search(pair.result.before):
        severity = Severity.NOTE
    yield document.finding("difference", severity, line, one.start, one.end, words, right)


def _span(pair: Pair, fall: bool) -> Interval:
    base, result = pair.base.interval(), pair.result.interval()
    return base - result if fall else result - base


def _middle(pair: Pair, fall: bool) -> Decimal:
    return (pair.base.amount - pair.result.amount) * (1 if fall else -1)


def _left(document: Document, sentence: Sentence, at: int) -> Iterator[Finding]:
    """共28项，已完成21项，其余7项: what is left is the whole less what was named."""
    one, figures = sentence.figures[at], _told_of(sentence, at)
    if len(figures) < 2 or any(LISTED.search(each.before) for each in (*figures, one)):
        return
    whole, *parts = figures
    if any(each.hedge is not Hedge.NONE or each.bracket != one.bracket for each in (*figures, one)):
        return
    if (one.unit.family == PEOPLE and len(parts) > 1) or whole.amount <= max(each.amount for each in parts):
        return
    span = whole.interval() - total([each.interval() for each in parts])
    if one.interval().meets(span) or one.interval().meets(whole.interval() - parts[-1].interval()):
        return
    middle = whole.amount - sum((each.amount for each in parts), Decimal(0))
    if middle <= 0:
        return
    right = f"{plain(rounded(middle / one.factor / one.unit.scale, max(each.places for each in (*figures, one))))}"
    right += f"{one.size}{one.unit.name}"
    words = _("%(sum)s=%(right)s，文中写%(said)s", sum="−".join(together(*figures)), right=right, said=printed(one))
    severity = Severity.ERROR if len(parts) == 1 else Severity.WARNING
    yield document.finding("difference", severity, sentence.line, one.start, one.end, words, right)


def _told_of(sentence: Sentence, at: int) -> list[Quantity]:
    """The figures of the same unit that stand before what is left, in the same run of clauses."""
    one, run = sentence.figures[at], []
    for each in reversed(sentence.figures[max(at - PARTS, 0) : at]):
        if claimed(each) or each.unit.name != one.unit.name:
            continue
        run.append(each)
        if "；" in each.gap:
            break
    return run[::-1]


RULE: Final = Rule(
    name="difference",
    title=_("增减额与余数"),
    claims=_(
        "同一句话或同一段落里写出前后两数，又写出“增加（减少、多、少）多少”；两个百分数之差写成个百分点；总数、已办数之后写“其余、剩余多少”。"
    ),
    source=_("算术：增减额=现数−基数；余数=总数−各项之和"),
    sound=(
        "2019年入库企业68家，2020年入库企业152家，同比增加84家。",
        "满意率由92.5%提高到96.1%，提高3.6个百分点。",
        "全年受理建议28件，已办结21件，其余7件正在办理。",
    ),
    wrong=(
        "2019年入库企业68家，2020年入库企业152家，同比增加86家。",
        "满意率由92.5%提高到96.1%，提高4.6个百分点。",
        "全年受理建议28件，已办结21件，其余8件正在办理。",
    ),
    check=check,
)
