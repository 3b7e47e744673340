"""A formula as people type it: {甲} + {乙}, {甲} - {甲：上年}, {甲} ÷ {乙}, {甲} 比 {甲：上年} 增长."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from checklists.counted import Formula, RecordKind
from models.base import NotAllowed, _
from models.figures import Indicator
from reports.book import Book, Value
from reports.figures import TOKEN
from reports.why import IMPOSSIBLE

BEFORE = "上年"
SIGNS = {"sum": " + ", "difference": " - ", "share": " ÷ ", "growth": " 比 "}
BETWEEN = {"+": "sum", "＋": "sum", "加": "sum", "-": "difference", "－": "difference", "−": "difference"}
BETWEEN |= {"减": "difference", "÷": "share", "/": "share", "占": "share", "比": "growth"}
ENDS = {"growth": ("增长", "的增速"), "share": ("", "的比重")}


def read_formula(text: str, indicators: Sequence[Indicator]) -> Formula:
    """What a typed formula says. Raises NotAllowed at its place: an unknown name, a sign that is none, too few parts."""
    found = list(TOKEN.finditer(text))
    if not found:
        raise NotAllowed(_("请用花括号写指标，如 {甲} + {乙} 或 {甲} 比 {甲：上年} 增长。"), "formula")
    of = tuple(_ref(match, indicators) for match in found)
    if text[: found[0].start()].strip():
        raise _odd(text, 0, text[: found[0].start()])
    hows = set[str]()
    for left, right in pairwise(found):
        sign = text[left.end() : right.start()]
        how = BETWEEN.get(sign.strip())
        if how is None or (hows and how not in hows):
            raise _odd(text, left.end(), sign)
        hows.add(how)
    how = hows.pop() if hows else "sum"
    end = text[found[-1].end() :]
    if end.strip() not in ("", *ENDS.get(how, ())):
        raise _odd(text, found[-1].end(), end)
    if how == "growth" and not end.strip():
        raise NotAllowed(_("比较之后请写“增长”，如 {甲} 比 {甲：上年} 增长。"), "formula")
    if how != "sum" and len(of) != 2:
        raise NotAllowed(_("这种算法要正好两个指标。"), "formula")
    return Formula(how=how, of=of)  # type: ignore[arg-type]


def _ref(match: re.Match[str], indicators: Sequence[Indicator]) -> str:
    name, _colon, when = match[1].replace("：", ":").partition(":")
    found = [one for one in indicators if name.strip() in (one.name, one.key)]
    place = match.start() + 1
    if not found:
        raise NotAllowed(_("第 %(n)s 个字：没有名为“%(name)s”的指标。"), "formula", n=place, name=name)
    if len(found) > 1:
        raise NotAllowed(_("第 %(n)s 个字：有几个指标都叫“%(name)s”，请改用代号。"), "formula", n=place, name=name)
    if when.strip() not in ("", BEFORE):
        raise NotAllowed(_("第 %(n)s 个字：“%(when)s”不能用，只能写“上年”或不写。"), "formula", n=place, when=when)
    return f"{found[0].key}@-1" if when.strip() else found[0].key


def _odd(text: str, start: int, sign: str) -> NotAllowed:
    place = start + len(sign) - len(sign.lstrip()) + 1
    words = sign.strip() or _("空白")
    return NotAllowed(
        _("第 %(n)s 个字：看不懂“%(sign)s”，可用 +、-、÷，或“比……增长”；一个公式只用一种。"),
        "formula",
        n=place,
        sign=words,
    )


def formula_text(formula: Mapping[str, Sequence[str]] | None, indicators: Sequence[Indicator]) -> str:
    """A formula as a person would type it."""
    if formula is None:
        return ""
    names = {one.key: one.name for one in indicators}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    parts = []
    for ref in formula["of"]:
        key, _at, back = ref.partition("@")
        name = names.get(key, key)
        parts.append(f"{{{key if name in twice else name}{'：' + BEFORE if back else ''}}}")
    how = str(formula["how"])
    return SIGNS[how].join(parts) + (" 增长" if how == "growth" else "")


def rule_told(
    indicator: Indicator, kinds: Sequence[RecordKind], others: Sequence[Indicator]
) -> str | Mapping[str, str]:
    """How an indicator is worked out, as the trail keeps it: a formula as it is typed, or which records by what."""
    if indicator.records is None:
        return formula_text(indicator.formula, others)
    found, rule = {one.key: one for one in kinds}, indicator.records
    name = found[rule["kind"]].name if rule["kind"] in found else rule["kind"]
    sorts = f"（{'、'.join(rule['sorts'])}）" if rule["sorts"] else ""
    return {"records": f"{name}{sorts}", "measure": rule["measure"]}


def impossible(book: Book, indicator: Indicator) -> Value | None:
    """A figure of the indicator that its rule cannot give, whatever is confirmed later."""
    own = (book.get(book.ref_of(one)) for one in book.rows.figures if one.indicator_id == indicator.id)
    return next((one for one in own if one.fault in IMPOSSIBLE), None)


def changed(before: Book, after: Book) -> list[tuple[str, str, str]]:
    """Figures that print another value, or none: (name and period, as it was, as it is)."""
    was = {one.ref: one for one in before.all()}
    return [
        (f"{one.name} {one.period}", was[one.ref].text if one.ref in was else "", one.text)
        for one in after.all()
        if one.text != (was[one.ref].text if one.ref in was else "")
    ]
