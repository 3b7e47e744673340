"""Relations judged by interval arithmetic on printed decimals: they hold, are broken, or cannot be judged yet."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from checklists.units import Printed, convert, factor, family
from models.base import _
from models.figures import How, Relation
from reports.book import Book, Value
from reports.interval import Interval, printed_interval, rounded


@dataclass(frozen=True)
class Verdict:
    """What was found. `says` is a message of the catalogue."""

    relation: Relation
    state: Literal["ok", "broken", "unknown"]
    whole: Value
    parts: tuple[Value, ...] = ()
    says: str = ""
    values: dict[str, object] = field(default_factory=dict)
    expected: str = ""


def judge(relation: Relation, book: Book) -> Verdict:
    """One relation. A figure without a value is nobody's fault here: the relation cannot be judged."""
    whole = book.get(relation.whole)
    parts = tuple(book.get(one) for one in relation.parts)
    if relation.how == How.PRINTED:
        if book.before is None:
            return Verdict(relation, "unknown", whole, (), _("系统里没有上年的报告"))
        parts = (book.before.get(relation.whole),)
    missing = next((one for one in (whole, *parts) if one.printed is None), None)
    if missing is not None:
        name = f"{missing.name or missing.ref} {missing.period}".strip()
        return Verdict(relation, "unknown", whole, parts, _("缺“%(name)s”"), {"name": name})
    if relation.how in (How.GROWTH, How.SHARE):
        mixed = family(parts[0].unit) != family(parts[-1].unit) or family(whole.unit) != "ratio"
    else:
        mixed = any(family(one.unit) != family(whole.unit) for one in parts)
    if mixed:
        return Verdict(relation, "broken", whole, parts, _("单位不同，不能放在一起核对"))
    return _compare(relation, whole, parts)


def judge_all(relations: list[Relation], book: Book) -> list[Verdict]:
    return [judge(one, book) for one in relations]


def _compare(relation: Relation, whole: Value, parts: tuple[Value, ...]) -> Verdict:
    span = _combine(relation.how, [_interval(one) for one in parts])
    if span is None:
        return Verdict(relation, "broken", whole, parts, _("除数是零，算不出来"))
    if relation.how not in (How.GROWTH, How.SHARE):
        span = span.times(1 / factor(whole.unit))
    said = _interval(whole, cut=relation.rounding == "cut", base=False)
    assert whole.printed is not None
    if relation.open:
        if span.low < said.high or (said.point and span.low <= said.high):
            return Verdict(relation, "ok", whole, parts)
        return Verdict(relation, "broken", whole, parts, _("各部分相加已经超过总数"))
    if span.meets(said):
        return Verdict(relation, "ok", whole, parts)
    expected = _expected(relation, whole, parts)
    if (relation.rounding == "round" and whole.printed.decimals == 0) or whole.kind == "rate":
        cut = _interval(whole, cut=True, base=False)
        if relation.how in (How.GROWTH, How.SHARE) and span.meets(cut):
            says = _("按截位才相符，四舍五入应为%(expected)s")
            return Verdict(relation, "broken", whole, parts, says, {"expected": expected}, expected)
    says = _("印的是%(said)s，应为%(expected)s")
    return Verdict(relation, "broken", whole, parts, says, {"said": whole.text, "expected": expected}, expected)


def _interval(one: Value, *, cut: bool = False, base: bool = True) -> Interval:
    """What a printed value may stand for, in the base unit of its family (`base`) or its own."""
    assert one.printed is not None
    found = printed_interval(one.printed, exact=one.kind == "count", cut=cut)
    return found.times(factor(one.unit)) if base else found


def _combine(how: How, spans: list[Interval]) -> Interval | None:
    if how in (How.GROWTH, How.SHARE):
        ratio = spans[0].over(spans[1])
        if ratio is None:
            return None
        less = Decimal(1) if how == How.GROWTH else Decimal(0)
        return Interval(ratio.low - less, ratio.high - less).times(Decimal(100))
    if how == How.DIFFERENCE:
        return spans[0].minus(spans[1])
    total = spans[0]
    for one in spans[1:]:
        total = total.plus(one)
    return total


def _expected(relation: Relation, whole: Value, parts: tuple[Value, ...]) -> str:
    """What should be printed: worked out from the printed parts, with the decimals of the whole."""
    points = []
    for one in parts:
        assert one.printed is not None
        points.append(convert(one.printed.value, one.unit, parts[0].unit) or one.printed.value)
    spans = [Interval(one, one) for one in points]
    found = _combine(relation.how, spans)
    assert found is not None and whole.printed is not None
    value = found.low
    if relation.how not in (How.GROWTH, How.SHARE):
        value = convert(value, parts[0].unit, whole.unit) or value
    decimals = max(whole.printed.decimals, 1 if relation.how in (How.GROWTH, How.SHARE) else 0)
    return f"{Printed(rounded(value, decimals), decimals).text}{whole.unit}"
