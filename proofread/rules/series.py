"""Series: several years told in parallel, with their rates told in parallel."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.reading import sentences
from proofread.reading.interval import plain, rounded
from proofread.reading.pairs import Pair
from proofread.reading.tokens import Quantity, Sentence
from proofread.reading.units import PERCENT
from proofread.reading.verdict import Verdict, judge
from proofread.reading.words import CONSTANT, FALL, RISE, label
from proofread.reading.years import parallel
from proofread.rule import Rule
from proofread.rules.growth import rate

RATES: Final = re.compile(
    rf"(?:同比|比上年|较上年|年)?(?:分别|依次)?(?:同比)?(?:{RISE}|{FALL}|增长率)(?:率|幅度|速度)?(?:分别|依次)?(?:为|是|达)?$"
)
STEADY: Final = re.compile(
    r"(?:逐年|连年|年年|连续[^，。]{0,4}(?:年)?)(?P<verb>递增|增长|上升|增加|提高|攀升|递减|下降|减少|降低)"
)
DOWN: Final = ("递减", "下降", "减少", "降低")
REACH: Final = 24
LONGEST: Final = 12


def check(document: Document) -> Iterator[Finding]:
    for sentence in sentences(document):
        at = 0
        while at < len(sentence.figures):
            run = parallel(sentence.figures, at)
            run = run if len(run) > 1 else _year_by_year(sentence, at)
            if len(run) > 1 and run[0].unit.family != PERCENT and _consecutive(run):
                yield from _rates(document, sentence, run, at + len(run))
            if len(run) > 2 and (_in_order(run) or _undated(run)):
                yield from _steady(document, sentence, run)
            at += len(run)


def _year_by_year(sentence: Sentence, at: int) -> list[Quantity]:
    """2018年案件60件，2019年48件，2020年36件: each names its year, the first alone its subject."""
    run = [sentence.figures[at]]
    for one in sentence.figures[at + 1 : at + LONGEST]:
        follows = run[-1].dated and one.dated and one.year == (run[-1].year or 0) + 1
        if not follows or one.unit != run[0].unit or label(one) not in ("", label(run[0])):
            break
        run.append(one)
    return run


def _in_order(run: list[Quantity]) -> bool:
    return all(one.dated and two.dated and one.year and two.year and one.year < two.year for one, two in pairwise(run))


def _undated(run: list[Quantity]) -> bool:
    """近三年分别为A、B、C: told in order, without the years."""
    return "近" in run[0].before and "年" in run[0].before and not any(one.dated for one in run)


def _consecutive(run: list[Quantity]) -> bool:
    return _in_order(run) and all((two.year or 0) - (one.year or 0) == 1 for one, two in pairwise(run))


def _rates(document: Document, sentence: Sentence, run: list[Quantity], at: int) -> Iterator[Finding]:
    """A、B、C，增速分别为p、q: the last two rates belong to B and C. A rate too many belongs to A."""
    if at >= len(sentence.figures) or sentence.figures[at].unit.family != PERCENT:
        return
    first = sentence.figures[at]
    rates = parallel(sentence.figures, at)
    single = len(run) == 2 and len(rates) == 1  # growth speaks of these
    if single or not RATES.search(first.before.rstrip("了")) or len(rates) not in (len(run), len(run) - 1):
        return
    if any(word in first.before for word in ("年均", "环比")):
        return
    fall = any(word in first.before for word in ("降", "减"))
    for (base, result), printed in zip(pairwise(run), rates[len(rates) - len(run) + 1 :], strict=True):
        found = rate(Pair(base, result), fall=fall)
        verdict = judge(found.span, printed) if found else Verdict.SOUND
        if not found or verdict is Verdict.SOUND:
            continue
        places = max(printed.places, 1) if verdict is Verdict.CUT else printed.places
        right = f"{plain(rounded(found.middle, places))}%"
        words = _(
            "%(year)s年：%(sum)s=%(right)s，文中写%(said)s",
            year=result.year,
            sum=found.words,
            right=right,
            said=sentence.between(printed.start, printed.end),
        )
        severity = Severity.WARNING if verdict is Verdict.CUT else Severity.ERROR
        severity = Severity.NOTE if CONSTANT.search(run[0].before) else severity
        yield document.finding("series", severity, sentence.line, printed.start, printed.end, words, right)


def _steady(document: Document, sentence: Sentence, run: list[Quantity]) -> Iterator[Finding]:
    """逐年增长 with a year that fell."""
    behind = sentence.between(run[-1].end, min(run[-1].end + REACH, sentence.end))
    found = STEADY.search(behind) or STEADY.search(run[0].before)
    if not found:
        return
    down = found["verb"] in DOWN
    for one, two in pairwise(run):
        low, high = (two, one) if down else (one, two)
        if high.interval().high < low.interval().low:
            early, late = (f"{each.year}年" if each.dated else "" for each in (one, two))
            values = {
                "late": late + sentence.between(two.start, two.end),
                "early": early + sentence.between(one.start, one.end),
                "said": found.group(),
            }
            words = _("%(late)s比%(early)s少，文中写“%(said)s”", **values)
            if down:
                words = _("%(late)s比%(early)s多，文中写“%(said)s”", **values)
            yield document.finding("series", Severity.ERROR, sentence.line, two.start, two.end, words)
            return


RULE: Final = Rule(
    name="series",
    title=_("多年数列"),
    claims=_(
        "几个连续年份的数并列写出（分别为），又并列写出各年增速；或写“逐年增长（下降）”。首年没有基数的增速不判。"
    ),
    source=_("算术：各年增速=当年数÷上年数−1"),
    sound=(
        "2018年、2019年、2020年入库企业分别为53家、72家、101家，增速分别为32.5%、35.8%、40.3%。",
        "2018年、2019年、2020年办件量分别为300件、280件、260件，逐年下降。",
    ),
    wrong=(
        "2018年、2019年、2020年入库企业分别为53家、72家、101家，增速分别为32.5%、38.5%、40.3%。",
        "2018年、2019年、2020年办件量分别为300件、280件、290件，逐年下降。",
    ),
    check=check,
)
