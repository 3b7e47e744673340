"""Sums: the parts that a text lists must add up to the whole that it names."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.reading import sentences
from proofread.reading.interval import plain, total
from proofread.reading.lists import Claim, Listing, listings, may_overlap
from proofread.reading.say import printed
from proofread.reading.tokens import Hedge, Quantity
from proofread.rule import Rule

# A list may leave something out, the more so the less its words promise: up to which part of the whole a gap
# is an error, a warning, a note. Money and lengths are told by their biggest parts: one step softer.
SHORTFALL: Final = {
    Claim.AMONG: (Decimal("0.1"), Decimal("0.25"), Decimal("0.5")),
    Claim.IN_ALL: (Decimal("0.2"), Decimal("0.35"), Decimal("0.6")),
    Claim.WHOLE: (Decimal("0.5"), Decimal("0.9"), Decimal(1)),
    Claim.ADDED: (Decimal("0.5"), Decimal("0.9"), Decimal(1)),
}
SHOWN: Final = 12


def check(document: Document) -> Iterator[Finding]:
    before = None
    for sentence in sentences(document):
        for listing in listings(sentence, before if before and before.line == sentence.line else None):
            yield from _judged(document, listing)
        before = sentence


def _judged(document: Document, listing: Listing) -> Iterator[Finding]:
    whole, parts = listing.whole, listing.parts
    if any(one.hedge is not Hedge.NONE for one in (whole, *parts)) or whole.amount <= 0:
        return
    if listing.claim is not Claim.ADDED and may_overlap(parts):
        return
    added, span = total([one.interval() for one in parts]), whole.interval()
    short = added.high < span.low
    if added.meets(span) or _holds_in_part(listing):
        return
    missing = abs(whole.amount - sum((one.amount for one in parts), Decimal(0)))
    severity = _loudness(listing, short, missing / whole.amount)
    if severity is None or (short and any(one.amount == missing for one in listing.others)):
        return
    amount = sum((one.amount for one in parts), Decimal(0))
    right = whole.written(amount, places=max(one.places for one in (whole, *parts)))
    words = _("%(sum)s=%(right)s，文中总数写%(said)s", sum=_addition(whole, parts), right=right, said=printed(whole))
    if len(parts) == 1:
        right = printed(parts[0])
        words = _("其中一部分%(part)s，比总数%(whole)s还多", part=right, whole=printed(whole))
    elif not short and not listing.closed:
        words = _("%(told)s：列出的几项已经超过总数", told=words)
    yield document.finding("sum", severity, listing.line, whole.start, whole.end, words, right)


def _loudness(listing: Listing, short: bool, share: Decimal) -> Severity | None:
    """Parts beyond the whole contradict it in any case; parts that fall short may be a list that leaves something out."""
    if len(listing.parts) == 1:
        one, whole = listing.parts[0], listing.whole
        return Severity.WARNING if not short and one.unit == whole.unit and one.clause - whole.clause <= 1 else None
    if not short:
        return Severity.ERROR
    if not listing.closed:
        return None
    error, warning, note = SHORTFALL[listing.claim]
    if listing.claim is Claim.AMONG and not listing.whole.unit.whole:
        error, warning, note = Decimal(0), error, warning
    if share <= error:
        return Severity.ERROR
    if share <= warning:
        return Severity.WARNING
    return Severity.NOTE if share <= note else None


def _holds_in_part(listing: Listing) -> bool:
    """Whether the first few parts make the whole and the rest tells something else of it."""
    printed, parts = listing.whole.interval(), [one.interval() for one in listing.parts]
    rest = [one.clause for one in listing.parts]
    return any(
        rest[size] > rest[size - 1] and total(parts[:size]).meets(printed) and size > 1
        for size in range(2, len(parts))
        if listing.parts[size].gap.startswith(("，", "；")) and "、" in listing.parts[size - 1].gap
    )


def _addition(whole: Quantity, parts: tuple[Quantity, ...]) -> str:
    same = all((one.size, one.unit.name) == (whole.size, whole.unit.name) for one in parts)
    words = [plain(one.value) if same else printed(one) for one in parts]
    return "+".join(words if len(words) <= SHOWN else [*words[:SHOWN], "…"])


RULE: Final = Rule(
    name="sum",
    title=_("分项与总数"),
    claims=_(
        "“其中、包括、分别为”或括号里列出两项以上同类单位的分项而没有“等、主要、重点”，或者列完之后写“共、合计”。"
        "分项超过总数时，列举未尽也算错；可能重叠的分项（党员、持证人员）不判。"
    ),
    source=_("算术：总数=各分项之和；印出的数按四舍五入的区间相加"),
    sound=(
        "共梳理事项28项，其中公共服务21项、行政确认3项、其他权力4项。",
        "上报信息351条（荣誉189条，确认157条，公告5条）。",
        "争取资金2048万元，其中引导资金400万元、奖补资金365万元等。",
    ),
    wrong=(
        "共梳理事项28项，其中公共服务21项、行政确认3项、其他权力5项。",
        "上报信息351条（荣誉189条，确认175条，公告5条）。",
        "举办讲座3场、论坛4场，共计8场。",
    ),
    check=check,
)
