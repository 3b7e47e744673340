"""Growth: a rate must come out of the two figures that it compares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.reading import sentences
from proofread.reading.interval import Interval, exactly, plain, rounded
from proofread.reading.pairs import Pair, from_to, pairs, result_of, whole_of
from proofread.reading.say import printed, together
from proofread.reading.tokens import Hedge, Quantity, Sentence
from proofread.reading.units import LENGTHS_OF_TIME, PERCENT, POINTS, TIMES
from proofread.reading.verdict import Verdict, judge
from proofread.reading.words import (
    COMPARED,
    CONSTANT,
    MULTIPLE,
    TO,
    against_year,
    claimed,
    is_fall,
    is_rise,
    verb_place,
)
from proofread.reading.years import parallel
from proofread.rule import Rule

OF: Final = re.compile(r"(?:是|为|相当于)(?:(?:上年|去年|\d{4}年)(?:同期|度)?的?)?$")
HUNDRED: Final = exactly(100)
FAR: Final = Decimal(10)  # points; two figures that are only alike and miss by more were not meant together


@dataclass(frozen=True, slots=True)
class Rate:
    """What comes out: growth in percent as an interval and in the middle, the sum in words."""

    span: Interval
    middle: Decimal
    words: str


def check(document: Document) -> Iterator[Finding]:
    for sentence in sentences(document):
        for at, one in enumerate(sentence.figures):
            yield from _direction(document, sentence, at)
            if one.unit.family in (PERCENT, TIMES, POINTS):
                yield from _rate(document, sentence, at)
            elif one.unit.family == "番":
                yield from _doubled(document, sentence, at)


def _rate(document: Document, sentence: Sentence, at: int) -> Iterator[Finding]:
    one = sentence.figures[at]
    multiple = MULTIPLE.fullmatch(one.before) if one.unit.family in (TIMES, PERCENT) else None
    beside = _multiple_of(sentence, at)
    found_beside = rate(beside, fall=False, multiple=True) if beside and one.unit.family != POINTS else None
    if found_beside:
        yield from _shown(document, sentence, one, found_beside)
    claim = multiple or claimed(one)
    if not claim or len(parallel(sentence.figures, at)) > 1:
        return  # rates told in parallel belong to a series
    fall = not multiple and is_fall(claim["verb"])
    said = pairs(document, sentence, at, against_year(claim))
    worked = [(pair, rate(pair, fall=fall, multiple=bool(multiple))) for pair in said]
    rates = [(pair, found) for pair, found in worked if found is not None]
    if not said and one.unit.family == PERCENT:
        yield from _by_amount(document, sentence, at, fall)
    if not rates or (one.unit.family == POINTS and rates[0][0].result.unit.family == PERCENT):
        return
    scale = 100 if one.unit.family == TIMES else 1
    verdicts = [judge(found.span, one, scale=scale) for _pair, found in rates]
    if one.unit.family != POINTS and Verdict.SOUND in verdicts and not _is_points(*rates[0], one):
        return
    pair, found = min(rates, key=lambda each: abs(each[1].middle - one.value * scale))
    yield from _told(document, sentence, one, pair, found, judge(found.span, one, scale=scale), claim)


def _multiple_of(sentence: Sentence, at: int) -> Pair | None:
    """今年B，是去年A的N倍."""
    if at < 2 or sentence.figures[at].before != "的":
        return None
    base, result = sentence.figures[at - 1], sentence.figures[at - 2]
    return Pair(base, result) if base.unit.family == result.unit.family and OF.search(base.before) else None


def _shown(document: Document, sentence: Sentence, one: Quantity, found: Rate) -> Iterator[Finding]:
    """A printed rate beside the one that comes out."""
    scale = 100 if one.unit.family == TIMES else 1
    verdict = judge(found.span, one, scale=scale)
    if verdict is Verdict.SOUND:
        return
    right = f"{plain(rounded(found.middle / scale, one.places))}{one.unit.name}"
    words = _(
        "%(sum)s=%(right)s，文中写%(said)s", sum=found.words, right=right, said=sentence.between(one.start, one.end)
    )
    severity = Severity.WARNING if verdict is Verdict.CUT else Severity.ERROR
    yield document.finding("growth", severity, sentence.line, one.start, one.end, words, right)


def rate(pair: Pair, *, fall: bool, multiple: bool = False) -> Rate | None:
    """The growth between two figures, a fall counted upwards; None where they can't be divided or are hedged away."""
    base, result = pair.base.interval(), pair.result.interval()
    if not (base.finite and result.finite) or base.low <= 0 or result.low < 0:
        return None
    quotient, middle = result / base, pair.result.amount / pair.base.amount
    top, bottom = together(pair.result, pair.base)
    if multiple:
        return Rate(quotient * HUNDRED, middle * 100, f"{top}÷{bottom}")
    if fall:
        return Rate((exactly(1) - quotient) * HUNDRED, (1 - middle) * 100, f"1−{top}÷{bottom}")
    return Rate((quotient - exactly(1)) * HUNDRED, (middle - 1) * 100, f"{top}÷{bottom}−1")


def _told(
    document: Document,
    sentence: Sentence,
    one: Quantity,
    pair: Pair,
    found: Rate,
    verdict: Verdict,
    claim: re.Match[str],
) -> Iterator[Finding]:
    """The finding in words, as loud as the claim is sure."""
    times = one.unit.family == TIMES
    scale = Decimal(100 if times else 1)
    if found.middle < 0 and pair.sure and "verb" in claim.groupdict() and one.unit.family != POINTS:
        yield _turned(document, sentence, one, pair, found, claim)
    if found.middle < 0 or (abs(found.middle - one.value * scale) > FAR and not pair.sure):
        return  # a growth that fell is told by the direction; a distant pair was not meant
    places = max(one.places, 1) if verdict is Verdict.CUT else one.places
    unit = "倍" if times else "%"
    right = f"{plain(rounded(found.middle / scale, places))}{unit}"
    severity = Severity.WARNING if verdict is Verdict.CUT else Severity.ERROR
    if CONSTANT.search(pair.result.before) or CONSTANT.search(pair.base.before):
        severity = Severity.NOTE
    shown = sentence.between(one.start, one.end)
    says = _("%(sum)s=%(right)s，文中写%(said)s", sum=found.words, right=right, said=shown)
    if one.unit.family == POINTS:
        severity = Severity.WARNING
        says = _("%(sum)s=%(right)s，两数之比用“%%”，“个百分点”只用于两个百分数之差", sum=found.words, right=right)
    elif not times and _is_points(pair, found, one):
        right = f"{plain(abs(pair.result.value - pair.base.value))}个百分点"
        says, severity = _("%(said)s是两个百分数之差，应写成%(right)s", said=shown, right=right), Severity.WARNING
    elif verdict is Verdict.CUT:
        rounds = f"{plain(rounded(found.middle / scale, one.places))}{unit}"
        says = _("%(told)s：直接舍去了尾数，四舍五入应为%(rounded)s", told=says, rounded=rounds)
    elif times and "verb" in claim.groupdict() and judge(found.span + HUNDRED, one, scale=100) is Verdict.SOUND:
        says = _("%(told)s：“增长几倍”不含原数，“是几倍”才含原数", told=says)
    yield document.finding("growth", severity, sentence.line, one.start, one.end, says, right)


def _turned(
    document: Document, sentence: Sentence, one: Quantity, pair: Pair, found: Rate, claim: re.Match[str]
) -> Finding:
    """同比增长 over a figure that fell."""
    scale = Decimal(100 if one.unit.family == TIMES else 1)
    right = ("增长" if is_fall(claim["verb"]) else "下降") + f"{plain(rounded(-found.middle / scale, one.places))}"
    right += sentence.between(one.end - len(one.unit.name), one.end)
    start = verb_place(one, claim)
    words = _(
        "%(base)s到%(result)s是%(right)s，文中写%(said)s",
        base=printed(pair.base),
        result=printed(pair.result),
        right=right,
        said=sentence.between(start, one.end),
    )
    return document.finding("growth", Severity.ERROR, sentence.line, start, one.end, words, right)


def _is_points(pair: Pair, found: Rate, one: Quantity) -> bool:
    """Whether a printed % is the difference of two percents, and not by chance also their ratio."""
    if pair.base.unit.family != PERCENT or one.unit.family != PERCENT or not pair.sure:
        return False
    gap = abs(pair.result.value - pair.base.value)
    return gap == one.value and rounded(found.middle, one.places) != one.value


def _by_amount(document: Document, sentence: Sentence, at: int, fall: bool) -> Iterator[Finding]:
    """B，比上年增加D，增长P: the base is B less D. 比上年的A增加D，增长P: it is A."""
    place = result_of(sentence, at)
    if place is None or at < 2 or not claimed(sentence.figures[at - 1]) or whole_of(sentence, place) is not None:
        return
    one, step, result = sentence.figures[at], sentence.figures[at - 1], sentence.figures[place]
    claim = claimed(step)
    if step.unit.family != result.unit.family or one.clause - step.clause > 1 or CONSTANT.search(result.before):
        return
    if claim is None or is_fall(claim["verb"]) != fall or step.hedge != Hedge.NONE or result.hedge != Hedge.NONE:
        return
    top, bottom = together(step, result)
    base, amount, words = result.interval(), result.amount, f"{top}÷{bottom}"
    if not COMPARED.fullmatch(result.before):
        base = base + step.interval() if fall else base - step.interval()
        amount += step.amount if fall else -step.amount
        words = f"{top}÷（{bottom}{'+' if fall else '−'}{top}）"
    if base.low > 0:
        span = step.interval() / base * HUNDRED
        found = Rate(span, step.amount / amount * 100, words)
        yield from _shown(document, sentence, one, found)


def _doubled(document: Document, sentence: Sentence, at: int) -> Iterator[Finding]:
    """翻一番 is twice as much, 翻两番 four times."""
    one, place = sentence.figures[at], result_of(sentence, at)
    pair = from_to(sentence, place) if place is not None and place == at - 1 else None
    found = rate(pair, fall=False, multiple=True) if pair else None
    if not found or not pair or not one.before.strip("了已又“”").endswith("翻") or one.value > 5:
        return
    needed = Decimal(100) * 2 ** int(one.value)
    if found.span.high < needed * Decimal("0.95"):
        times = f"{plain(rounded(found.middle / 100, 2))}倍"
        words = _(
            "%(sum)s=%(times)s，翻%(said)s应为%(needed)s倍",
            sum=found.words,
            times=times,
            said=sentence.between(one.start, one.end),
            needed=plain(needed / 100),
        )
        yield document.finding("growth", Severity.WARNING, sentence.line, one.start, one.end, words, times)


def _direction(document: Document, sentence: Sentence, at: int) -> Iterator[Finding]:
    """由135降到152: the word and the figures go different ways."""
    pair = from_to(sentence, at)
    found = TO.fullmatch(sentence.figures[at].gap) if pair else None
    if not pair or not found or not found["verb"] or pair.base.unit.family in LENGTHS_OF_TIME:
        return
    base, result, verb = pair.base.interval(), pair.result.interval(), found["verb"]
    if (is_rise(verb) and result.high < base.low) or (is_fall(verb) and base.high < result.low):
        start = pair.result.start - len(pair.result.gap) + found.start("verb")
        right = "下降" if is_rise(verb) else "增加"
        words = _(
            "%(base)s到%(result)s是%(right)s，文中写“%(said)s”",
            base=sentence.between(pair.base.start, pair.base.end),
            result=sentence.between(pair.result.start, pair.result.end),
            right=right,
            said=verb,
        )
        yield document.finding("growth", Severity.ERROR, sentence.line, start, start + len(verb), words, right)


RULE: Final = Rule(
    name="growth",
    title=_("增长率"),
    claims=_(
        "同一句话或同一段落里写出了基数和现数，又写出增长（下降）百分之几、几倍、翻几番。生产总值等按可比价计算的，最多作提示。"
    ),
    source=_("算术：增长率=现数÷基数−1；四舍五入按印出的位数估算区间（GB/T 8170 数值修约规则）"),
    sound=(
        "研发投入由12.98亿元增加到16.47亿元，增长26.9%。",
        "去年培训68人次，今年培训152人次，同比增长123.5%。",
        "受理量由120件下降到90件，下降25%。",
    ),
    wrong=(
        "研发投入由12.98亿元增加到16.47亿元，增长26.7%。",
        "办件量由50件增加到100件，增长2倍。",
        "受理量由120件下降到135件。",
    ),
    check=check,
)
