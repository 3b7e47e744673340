"""Shares: a part of its whole in percent, a rate of what was done, and shares that make up one whole."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.reading import sentences
from proofread.reading.interval import Interval, exactly, plain, rounded, total
from proofread.reading.numerals import folded
from proofread.reading.say import together
from proofread.reading.tokens import Hedge, Quantity, Sentence
from proofread.reading.units import PERCENT, alike
from proofread.reading.verdict import Verdict, judge
from proofread.reading.words import claimed
from proofread.rule import Rule

BARE: Final = re.compile(
    r"[“”\s]*(?:所)?占(?:比|比重|比例|总数|总量|总额|总人数|总件数|全部|全年|总|其|的|为|达到|达|到)*+|(?:占比|比重|所占比例)(?:为|达到|达)?"
)
OF_NAMED: Final = re.compile(
    r"占(?:全部|全年|总|全局|全体|所有)?(?P<name>[\u4e00-\u9fff]{2,10}?)(?:总数|总量|总额|总人数)?的(?:比重|比例)?(?:为|达到|达)?"
)
OF_FIGURE: Final = re.compile(r"[^，。；、]{0,8}的(?:比重|比例)?(?:为|达到|达)?")
RATED: Final = re.compile(r"(?P<stem>(?:按时|按期|一次性?)?[\u4e00-\u9fff]{2})率(?:为|达到|达|是|均为|实现)*+")
NAMED_WHOLE: Final = re.compile("共|总|合计|现有")
LISTED: Final = re.compile("其中|包括|包含")
RATIO: Final = re.compile(r"(?<![\d.])\d++(?:\.\d++)?(?:\s?[:：]\s?\d++(?:\.\d++)?)++")
INDUSTRIES: Final = re.compile("产业|产增加值")
EACH_TAKES: Final = re.compile(r"占(?:比)?(?:为|达)?$")
MAKE_UP: Final = re.compile(r"(?:占比|比重|比例|构成|所占)[^，。；、]{0,6}(?:分别|依次)|分别占")
NEXT: Final = re.compile(r"[、，和与及]{1,2}[^，。；、\d]{0,8}")
REST: Final = re.compile("其他|其它|其余")
REACH: Final = 12


def check(document: Document) -> Iterator[Finding]:
    for sentence in sentences(document):
        for at, one in enumerate(sentence.figures):
            if one.unit.family != PERCENT:
                continue
            found = at and (_of_figure(sentence, at) or _of_whole(sentence, at) or _rate(sentence, at))
            if found:
                yield from _judged(document, sentence, one, *found)
            elif MAKE_UP.search(one.before) or _first_of_many(sentence, at):
                yield from _made_up(document, sentence, at)
    yield from _ratios(document)


def _of_figure(sentence: Sentence, at: int) -> tuple[Quantity, Quantity] | None:
    """高新企业30家，占全部120家的25%."""
    one, whole = sentence.figures[at], sentence.figures[at - 1]
    if at < 2 or not re.search("占[^，。；]{0,10}$", whole.before) or not OF_FIGURE.fullmatch(one.gap):
        return None
    part = sentence.figures[at - 2]
    return (part, whole) if alike(whole.unit, part.unit) and whole.clause - part.clause <= 1 else None


def _of_whole(sentence: Sentence, at: int) -> tuple[Quantity, Quantity] | None:
    """共120件，其中甲类30件，占25%."""
    one, part = sentence.figures[at], sentence.figures[at - 1]
    bare = BARE.fullmatch(one.before)
    named = None if bare else OF_NAMED.fullmatch(one.before)
    if not (bare or named) or part.unit.family == PERCENT or claimed(part):
        return None
    if one.clause - part.clause > 1:
        return None
    for back in range(at - 2, max(at - REACH, -1), -1):
        whole, after = sentence.figures[back], sentence.figures[back + 1]
        if not alike(whole.unit, part.unit) or claimed(whole) or whole.amount < part.amount:
            continue
        told = (
            LISTED.search(after.before)
            or NAMED_WHOLE.search(whole.before)
            or whole.after.endswith("中")
            or after.bracket > whole.bracket
        )
        if not told or (named and named["name"] not in whole.before + whole.after):
            continue
        return part, whole
    return None


def _rate(sentence: Sentence, at: int) -> tuple[Quantity, Quantity] | None:
    """受理159件，办结150件，办结率94.3%."""
    one, named = sentence.figures[at], RATED.fullmatch(sentence.figures[at].before)
    if not named or at < 2:
        return None
    part, whole = sentence.figures[at - 1], sentence.figures[at - 2]
    stem, words = named["stem"], part.before + part.after
    named_so = stem in words or (LISTED.search(part.before) and set(stem) <= set(words))
    if (
        not named_so
        or re.search(f"[未不]{stem}", words)
        or (stem in whole.before + whole.after and f"应{stem}" not in whole.before)
    ):
        return None
    if one.clause - part.clause > 1 or part.clause - whole.clause > 1 or part.unit.name != whole.unit.name:
        return None
    return (part, whole) if part.amount <= whole.amount and not claimed(whole) else None


def _judged(
    document: Document, sentence: Sentence, one: Quantity, part: Quantity, whole: Quantity
) -> Iterator[Finding]:
    below, above = whole.interval(), part.interval()
    if below.low <= 0 or not (below.finite and above.finite):
        return
    verdict = judge(above / below * exactly(100), one)
    if verdict is Verdict.SOUND:
        return
    middle = part.amount / whole.amount * 100
    right = f"{plain(rounded(middle, max(one.places, 1) if verdict is Verdict.CUT else one.places))}%"
    top, bottom = together(part, whole)
    words = _(
        "%(sum)s=%(right)s，文中写%(said)s",
        sum=f"{top}÷{bottom}",
        right=right,
        said=sentence.between(one.start, one.end),
    )
    severity = Severity.WARNING if verdict is Verdict.CUT else Severity.ERROR
    yield document.finding("share", severity, sentence.line, one.start, one.end, words, right)


def _first_of_many(sentence: Sentence, at: int) -> bool:
    """其中甲占60%、乙占30%、丙占20%."""
    before = sentence.figures[at].before
    return "其中" in before and bool(EACH_TAKES.search(before))


def _made_up(document: Document, sentence: Sentence, at: int) -> Iterator[Finding]:
    """占比分别为60%、30%、11%: only a list that comes near to a hundred was meant to make it up."""
    run = [sentence.figures[at]]
    for one in sentence.figures[at + 1 : at + REACH]:
        if one.unit.family != PERCENT or not NEXT.fullmatch(one.gap):
            break
        run.append(one)
    if len(run) < 3 or any(one.hedge is not Hedge.NONE for one in run):
        return
    added, amount = total([one.interval() for one in run]), sum((one.value for one in run), Decimal(0))
    rest = REST.search(sentence.between(max(run[0].start - 40, sentence.start), run[-1].start))
    if added.meets(exactly(100)) or not (rest or Decimal(95) <= amount <= Decimal(105)):
        return
    words = _(
        "%(sum)s=%(amount)s%%，各部分之和应为100%%",
        sum="+".join(plain(one.value) for one in run),
        amount=plain(amount),
    )
    severity = Severity.ERROR if rest else Severity.WARNING
    yield document.finding("share", severity, sentence.line, run[0].start, run[-1].end, words, "100%")


def _ratios(document: Document) -> Iterator[Finding]:
    """三次产业比例为8.5:42.3:49.2 makes up a hundred."""
    for number, written in enumerate(document.lines, 1):
        if not INDUSTRIES.search(written):
            continue
        line = folded(written)
        for found in RATIO.finditer(line):
            before = line[max(found.start() - 30, 0) : found.start()]
            if not INDUSTRIES.search(before) or not re.search("比例|结构|构成|比重|之比|比", before):
                continue
            words = re.split(r"\s?[:：]\s?", found.group())
            if not 2 <= len(words) <= 4 or any(len(word) > 6 for word in words):
                continue
            amount = sum(map(Decimal, words), Decimal(0))
            slack = sum((Decimal(1).scaleb(-len(word.partition(".")[2])) / 2 for word in words), Decimal(0))
            if Decimal(80) <= amount <= Decimal(120) and not Interval(amount - slack, amount + slack).meets(
                exactly(100)
            ):
                told = _("%(sum)s=%(amount)s，各产业之比相加应为100", sum="+".join(words), amount=plain(amount))
                yield document.finding("share", Severity.ERROR, number, found.start(), found.end(), told, "100")


RULE: Final = Rule(
    name="share",
    title=_("占比与比率"),
    claims=_(
        "同一句话里写出总数和部分，又写“占百分之几”；写出受理、办结两数，又写“办结率”；三次产业之比；并列的占比合计接近100%。"
    ),
    source=_("算术：占比=部分÷总数；同一整体各占比之和为100%（允许各数四舍五入之差）"),
    sound=(
        "承办建议120件，其中主办30件，占25%。",
        "受理申请159件，办结150件，办结率94.3%。",
        "三次产业比例调整为8.5:42.3:49.2。",
    ),
    wrong=(
        "承办建议120件，其中主办30件，占35%。",
        "受理申请159件，办结150件，办结率96.3%。",
        "三次产业比例调整为8.5:42.3:51.2。",
    ),
    check=check,
)
