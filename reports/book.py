"""The figures of a year worked out: every value with what it comes from, or why there is none. Reads rows, asks nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, localcontext

from checklists.counted import Adding
from checklists.units import Printed, convert, family
from models.base import _
from models.book import Rows
from models.figure import Figure, FigureSource
from models.indicator import Indicator
from models.relation import at_period
from models.tally import added
from reports.interval import EXACT, rounded

CIRCULAR = _("算这个数据时绕了一圈又用到它自己")
MIXED = _("单位不同，不能放在一起算")
ZERO = _("除数是零，算不出来")
VIEWS = {"增速": ("growth", "%", 1), "增加": ("difference", "", None), "减少": ("difference", "", None)}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it stands. `fault` is a message of the catalogue that says why there is no value, or why it may not be used."""

    ref: str
    name: str = ""
    period: str = ""
    unit: str = ""
    kind: str = "count"
    definition: str = ""
    figure_id: int | None = None
    indicator_id: int | None = None
    printed: Printed | None = None
    source: str = ""
    ids: tuple[int, ...] = ()
    rule: Adding | None = None
    how: str = ""
    inputs: tuple[str, ...] = ()
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    fault: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it is printed, with its unit; empty without a value."""
        return f"{self.printed.text}{self.unit}" if self.printed else ""

    @property
    def sound(self) -> bool:
        """Whether it may stand behind a printed number: it has a value, a source, and was confirmed."""
        return self.printed is not None and not self.fault


class NoValue(Exception):
    """Why a formula has no result."""

    def __init__(self, fault: str, **values: object) -> None:
        super().__init__(fault)
        self.fault, self.values = fault, values


def adding_of(indicator: Indicator) -> Adding | None:
    """The rule that adds an indicator up, as it was before it became JSON."""
    rule = indicator.records
    return Adding(kind=rule["kind"], sorts=tuple(rule["sorts"]), measure=rule["measure"]) if rule else None


class Book:
    """Works figures out once each; `before` is the book of last year's report.

    `trusted`: the id of an indicator whose figures are taken as confirmed, to see what a change of its rule would do.
    """

    def __init__(self, rows: Rows, before: "Book | None" = None, trusted: int | None = None) -> None:
        self.no, self.rows, self.before, self.trusted = rows.no, rows, before, trusted
        self.by_id = {one.key_id: one for one in rows.indicators}
        self.by_key = {one.key: one for one in rows.indicators}
        self.by_name: dict[str, list[Indicator]] = {}
        for one in rows.indicators:
            self.by_name.setdefault(one.name, []).append(one)
        self.figures = {(one.indicator_id, one.period): one for one in rows.figures}
        self.by_figure = {one.key_id: one for one in rows.figures}
        self.known: dict[str, Value] = {}
        self.working: list[str] = []

    def all(self) -> list[Value]:
        """Every figure, by indicator and period."""
        return [self.get(self.ref_of(one)) for one in self.rows.figures]

    def ref_of(self, figure: Figure) -> str:
        return f"{self.by_id[figure.indicator_id].key}:{figure.period}"

    def of_figure(self, figure_id: int) -> Value | None:
        found = self.by_figure.get(figure_id)
        return self.get(self.ref_of(found)) if found else None

    def get(self, ref: str) -> Value:
        """The value of `key:period`."""
        if ref not in self.known:
            if ref in self.working:
                return Value(ref, fault=CIRCULAR)
            self.working.append(ref)
            try:
                self.known[ref] = self._work_out(ref)
            finally:
                self.working.pop()
        return self.known[ref]

    def token(self, text: str) -> Value:
        """What a token `name:period:view` (without braces) stands for."""
        name, period, view = (*re.split("[:：]", text), "", "")[:3]
        found = self.by_name.get(name.strip()) or [one for one in (self.by_key.get(name.strip()),) if one]
        if not found:
            return Value(text, fault=_("没有名为“%(name)s”的指标"), values={"name": name})
        if len(found) > 1:
            return Value(
                text, fault=_("有 %(n)s 个指标都叫“%(name)s”，请改用代号"), values={"n": len(found), "name": name}
            )
        if text.count(":") + text.count("：") > 2 or (view and view not in VIEWS):
            return Value(text, fault=_("“%(view)s”不能用，可写“增速”或“增加”"), values={"view": view})
        if not period:
            periods = [one for (key, one) in self.figures if key == found[0].id]
            if str(self.no) not in periods and len(periods) != 1:
                return Value(
                    text,
                    fault=_("“%(name)s”有几期数据，请写明年份：%(periods)s"),
                    values={"name": name, "periods": "、".join(sorted(periods))},
                )
            period = str(self.no) if str(self.no) in periods else periods[0]
        ref = f"{found[0].key}:{period.strip()}"
        return self._view(ref, view) if view else self.get(ref)

    def _work_out(self, ref: str) -> Value:
        key, _colon, period = ref.partition(":")
        indicator = self.by_key.get(key)
        if indicator is None:
            return Value(ref, fault=_("没有名为“%(name)s”的指标"), values={"name": key})
        figure = self.figures.get((indicator.key_id, period))
        if figure is None:
            says = {"name": indicator.name, "period": period}
            return Value(
                ref, indicator.name, period, indicator.unit, fault=_("“%(name)s”没有 %(period)s 年的数据"), values=says
            )
        return self._figure(ref, indicator, figure)

    def _figure(self, ref: str, indicator: Indicator, figure: Figure) -> Value:
        printed, fault, values = None, "", dict[str, object]()
        rule = adding_of(indicator) if figure.source == FigureSource.RECORDS else None
        how, inputs = "", tuple[str, ...]()
        try:
            if figure.pending:
                raise NoValue(_("%(period)s 年的数据尚未公布"), period=figure.period)
            if rule is not None:
                printed = self._print(added(self.rows.sums, rule), indicator, figure)
            elif figure.source == FigureSource.FORMULA and indicator.formula:
                how = indicator.formula["how"]
                inputs = tuple(at_period(one, int(figure.period[:4])) for one in indicator.formula["of"])
                printed = self._print(self.formula(how, inputs, indicator.unit), indicator, figure)
            elif figure.value is not None:
                printed = Printed(figure.value, figure.decimals or 0, figure.hedge)
            fault = self._unsound(figure)
        except NoValue as none:
            fault, values = none.fault, none.values
        return Value(
            ref=ref,
            name=indicator.name,
            period=figure.period,
            unit=indicator.unit,
            kind=indicator.kind,
            definition=indicator.definition,
            figure_id=figure.id,
            indicator_id=indicator.id,
            printed=printed,
            source=figure.source.value,
            ids=tuple(figure.refs) or tuple(self._ids(inputs)),
            rule=rule,
            how=how,
            inputs=inputs,
            confirmed_by=figure.confirmer.name if figure.confirmer else None,
            confirmed_at=figure.confirmed_at,
            fault=fault,
            values=values,
        )

    def _unsound(self, figure: Figure) -> str:
        """Why a value may not be used as it stands."""
        if figure.confirmed_at is None and figure.indicator_id != self.trusted:
            return _("还没有确认")
        there = {FigureSource.EVIDENCE: self.rows.links, FigureSource.REPORT: self.rows.links}.get(
            figure.source, self.rows.entries if figure.source == FigureSource.ENTRY else None
        )
        if there is not None and not set(figure.refs) <= there:
            return _("证明它的材料或进展已不在")
        return ""

    def _ids(self, inputs: Sequence[str]) -> list[int]:
        return [one.figure_id for one in map(self.get, inputs) if one.figure_id is not None]

    def _print(self, value: Decimal, indicator: Indicator, figure: Figure) -> Printed:
        """As many decimals as the figure or its indicator shows; with 余 or 多 down to the round number below."""
        if figure.hedge and value >= 10:
            step = Decimal(1).scaleb(len(str(int(value))) - 1)
            return Printed(value // step * step, 0, figure.hedge)
        decimals = indicator.decimals if figure.decimals is None else figure.decimals
        return Printed(rounded(value, decimals), decimals)

    def formula(self, how: str, inputs: Sequence[str], unit: str) -> Decimal:
        """Sum, difference, growth or share of figures. Raises NoValue: an input is missing or not sound, or zero divides."""
        ratio, numbers = how in ("growth", "share"), []
        for ref in inputs:
            one = self.get(ref)
            if one.printed is None or one.fault:
                name = f"{one.name or ref} {one.period}".strip()
                raise NoValue(CIRCULAR if one.fault == CIRCULAR else _("要用到的“%(name)s”还不能用"), name=name)
            number = convert(one.printed.value, one.unit, self.get(inputs[0]).unit)
            if number is None:
                raise NoValue(MIXED)
            numbers.append(number)
        if family(unit) != ("ratio" if ratio else family(self.get(inputs[0]).unit)):
            raise NoValue(MIXED)
        with localcontext(EXACT):
            if ratio:
                if numbers[1] == 0:
                    raise NoValue(ZERO)
                return (numbers[0] / numbers[1] - (1 if how == "growth" else 0)) * 100
            total = sum(numbers, Decimal(0)) if how == "sum" else numbers[0] - numbers[1]
        return convert(total, self.get(inputs[0]).unit, unit) or total

    def _view(self, ref: str, view: str) -> Value:
        """The growth or the difference of a figure against the year before."""
        key, _colon, period = ref.partition(":")
        one = self.get(ref)
        if not re.fullmatch("[0-9]{4}", period):
            return Value(ref, fault=_("只有按年的数据能算%(view)s"), values={"view": view})
        how, unit, decimals = VIEWS[view]
        inputs = (ref, f"{key}:{int(period) - 1}")
        try:
            value = self.formula(how, inputs, unit or one.unit)
        except NoValue as none:
            return Value(f"{ref}:{view}", one.name, period, fault=none.fault, values=none.values)
        shown = decimals if decimals is not None else max(self._decimals(inputs))
        return Value(
            ref=f"{ref}:{view}",
            name=f"{one.name}{view}",
            period=period,
            unit=unit or one.unit,
            kind="rate" if unit else one.kind,
            figure_id=one.figure_id,
            printed=Printed(rounded(-value if view == "减少" else value, shown), shown),
            source="formula",
            ids=tuple(self._ids(inputs)),
            how=how,
            inputs=inputs,
            confirmed_by=one.confirmed_by,
            confirmed_at=one.confirmed_at,
        )

    def _decimals(self, inputs: Sequence[str]) -> list[int]:
        return [one.printed.decimals for one in map(self.get, inputs) if one.printed]
