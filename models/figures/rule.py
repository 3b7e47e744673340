"""怎样计算: the rule by which an indicator is worked out, changed by the office in a running year."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, select

from checklists.counted import Adding, Formula, RecordKind
from checklists.units import family
from models.act import Act
from models.base import Kind, NotAllowed, _
from models.figures.figure import COMPUTED, Figure, FigureSource, computed_figure
from models.figures.indicator import Indicator, json_of
from models.trail import tell
from models.years import Year

TWO = ("difference", "growth", "share")


class Measure(Kind):
    """What is added up of records."""

    RECORDS = "records", _("条数")
    AMOUNT = "amount", _("数量")
    PERSONS = "persons", _("人数")
    HOURS = "hours", _("小时")
    PERSON_HOURS = "person_hours", _("人数乘小时")


@dataclass(frozen=True)
class Rule:
    """Records added up, or a formula, or neither: then values are typed in."""

    records: Adding | None = None
    formula: Formula | None = None


def set_rule(
    session: Session,
    year: Year,
    indicator: Indicator,
    rule: Rule,
    kinds: Sequence[RecordKind],
    others: Sequence[Indicator],
    told: Callable[[Indicator], object],
    act: Act,
) -> None:
    """Work the indicator out another way. Its computed figures follow, and have to be confirmed again.

    `told` gives the rule as the trail keeps it.
    """
    year.must_be_open()
    if rule.records is not None:
        _check_records(indicator, rule.records, {one.key: one for one in kinds})
    if rule.formula is not None:
        _check_formula(indicator, rule.formula, {one.key: one for one in others})
    records = json_of(asdict(rule.records)) if rule.records else None
    formula = json_of(asdict(rule.formula)) if rule.formula else None
    if (records, formula) == (indicator.records, indicator.formula):
        return
    figures = list(session.exec(select(Figure).where(Figure.indicator_id == indicator.id)).all())
    computed = [one for one in figures if one.source in COMPUTED]
    if computed and rule == Rule():
        periods = "、".join(sorted(one.period for one in computed))
        raise NotAllowed(
            _("%(periods)s 的数据还是算出来的；请先把它们改成别的来源，再改成逐个填写。"), "way", periods=periods
        )
    before: dict[str, object] = {"way": told(indicator)}
    indicator.records, indicator.formula = records, formula
    tell(indicator, "indicator.rule", act, before, {"way": told(indicator)})
    source = FigureSource.RECORDS if records else FigureSource.FORMULA
    for figure in computed:
        _follow(figure, year, indicator, source, act)
    if rule != Rule() and str(year.no) not in {one.period for one in figures}:
        added = computed_figure(year, indicator, str(year.no), act)
        session.add(added)
        tell(added, "figure.add", act, {}, {"source": source.value})


def _follow(figure: Figure, year: Year, indicator: Indicator, source: FigureSource, act: Act) -> None:
    """A computed figure says what the new rule gives: it keeps its note and how it is rounded."""
    how: dict[str, Any] = {"typed": figure.hedge, "note": figure.note, "decimals": figure.decimals}
    figure.set(year, indicator, act, source=source, refs=[], anew=True, **how)


def _check_records(indicator: Indicator, rule: Adding, kinds: Mapping[str, RecordKind]) -> None:
    kind = kinds.get(rule.kind)
    if kind is None:
        raise NotAllowed(_("没有工作记录类型“%(name)s”"), "kind", name=rule.kind)
    for sort in rule.sorts:
        if sort not in kind.sorts:
            raise NotAllowed(_("“%(kind)s”没有分类“%(name)s”。"), "sorts", kind=kind.name, name=sort)
    needed = {"records": (), "person_hours": ("persons", "hours")}.get(rule.measure, (rule.measure,))
    if not set(needed) <= set(kind.numbers):
        raise NotAllowed(_("“%(kind)s”不记这个数，请换一种合计。"), "measure", kind=kind.name)
    if indicator.kind == "rate":
        raise NotAllowed(_("比率不能由工作记录合计，请改用公式。"), "way")


def _check_formula(indicator: Indicator, rule: Formula, others: Mapping[str, Indicator]) -> None:
    keys = [ref.partition("@")[0] for ref in rule.of]
    for key in keys:
        if key not in others:
            raise NotAllowed(_("没有名为“%(name)s”的指标"), "formula", name=key)
    if rule.how in TWO and len(keys) != 2:
        raise NotAllowed(_("这种算法要正好两个指标。"), "formula")
    units = {family(others[key].unit) for key in keys}
    ratio = rule.how in ("growth", "share")
    if len(units) > 1 or (not ratio and units != {family(indicator.unit)}):
        raise NotAllowed(_("单位不同，不能放在一起算"), "formula")
    if ratio and family(indicator.unit) != "ratio":
        raise NotAllowed(_("增速和占比的单位应当是 %"), "formula")
    if _circular(indicator.key, rule.of, others):
        raise NotAllowed(_("算这个数据时绕了一圈又用到它自己"), "formula")


def _circular(key: str, of: Iterable[str], others: Mapping[str, Indicator]) -> bool:
    """Whether a formula comes back to its own indicator in the same year; the year before is another figure."""
    seen, waiting = set[str](), {ref.partition("@")[0] for ref in of if "@-" not in ref}
    while waiting:
        seen |= waiting
        used = [others[one].formula or {"of": []} for one in waiting if one in others]
        waiting = {ref.partition("@")[0] for one in used for ref in one["of"] if "@-" not in ref} - seen
    return key in seen
