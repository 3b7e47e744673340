"""The figures of a year worked out: every value with what it comes from, or why there is none. Reads rows, asks nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, localcontext

from checklists.counted import Adding
from checklists.units import Printed, convert, family
from models.figures import Figure, FigureSource, Indicator, Rows, at_period
from models.records import added
from reports.interval import EXACT, rounded
from reports.why import Why


@dataclass(frozen=True, slots=True)
class View:
    """A figure against the year before: how, in which unit and with how many decimals (none: as the figure has them)."""

    how: str
    unit: str = ""
    decimals: int | None = None
    falls: bool = False


# by what a person types behind the name of a figure
VIEWS = {"增速": View("growth", "%", 1), "增加": View("difference"), "减少": View("difference", falls=True)}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it stands. `fault` says why there is no value, or why it may not be used; `values` fill its message."""

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
    fault: Why | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it is printed, with its unit; empty without a value."""
        return f"{self.printed.text}{self.unit}" if self.printed else ""

    @property
    def says(self) -> str:
        """The message of its fault, of the catalogue; empty where it has none."""
        return self.fault.word if self.fault else ""

    @property
    def sound(self) -> bool:
        """Whether it may stand behind a printed number: it has a value, a source, and was confirmed."""
        return self.printed is not None and not self.fault


class NoValue(Exception):
    """Why a formula has no result."""

    def __init__(self, fault: Why, **values: object) -> None:
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
                return Value(ref, fault=Why.CIRCULAR)
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
            return Value(text, fault=Why.UNKNOWN, values={"name": name})
        if len(found) > 1:
            return Value(text, fault=Why.SEVERAL, values={"n": len(found), "name": name})
        if text.count(":") + text.count("：") > 2 or (view and view not in VIEWS):
            return Value(text, fault=Why.VIEW, values={"view": view})
        if not period:
            periods = [one for (key, one) in self.figures if key == found[0].id]
            if str(self.no) not in periods and len(periods) != 1:
                return Value(
                    text,
                    fault=Why.PERIODS,
                    values={"name": name, "periods": "、".join(sorted(periods))},
                )
            period = str(self.no) if str(self.no) in periods else periods[0]
        ref = f"{found[0].key}:{period.strip()}"
        return self._view(ref, view) if view else self.get(ref)

    def _work_out(self, ref: str) -> Value:
        key, _colon, period = ref.partition(":")
        indicator = self.by_key.get(key)
        if indicator is None:
            return Value(ref, fault=Why.UNKNOWN, values={"name": key})
        figure = self.figures.get((indicator.key_id, period))
        if figure is None:
            says = {"name": indicator.name, "period": period}
            return Value(ref, indicator.name, period, indicator.unit, fault=Why.NO_FIGURE, values=says)
        return self._figure(ref, indicator, figure)

    def _figure(self, ref: str, indicator: Indicator, figure: Figure) -> Value:
        printed, values = None, dict[str, object]()
        fault: Why | None = None
        rule = adding_of(indicator) if figure.source == FigureSource.RECORDS else None
        how, inputs = "", tuple[str, ...]()
        try:
            if figure.pending:
                raise NoValue(Why.PENDING, period=figure.period)
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

    def _unsound(self, figure: Figure) -> Why | None:
        """Why a value may not be used as it stands."""
        if figure.confirmed_at is None and figure.indicator_id != self.trusted:
            return Why.UNCONFIRMED
        there = {FigureSource.EVIDENCE: self.rows.links, FigureSource.REPORT: self.rows.links}.get(
            figure.source, self.rows.entries if figure.source == FigureSource.ENTRY else None
        )
        if there is not None and not set(figure.refs) <= there:
            return Why.UNPROVED
        return None

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
                raise NoValue(Why.CIRCULAR if one.fault == Why.CIRCULAR else Why.INPUT, name=name)
            number = convert(one.printed.value, one.unit, self.get(inputs[0]).unit)
            if number is None:
                raise NoValue(Why.MIXED)
            numbers.append(number)
        if family(unit) != ("ratio" if ratio else family(self.get(inputs[0]).unit)):
            raise NoValue(Why.MIXED)
        with localcontext(EXACT):
            if ratio:
                if numbers[1] == 0:
                    raise NoValue(Why.ZERO)
                return (numbers[0] / numbers[1] - (1 if how == "growth" else 0)) * 100
            total = sum(numbers, Decimal(0)) if how == "sum" else numbers[0] - numbers[1]
        return convert(total, self.get(inputs[0]).unit, unit) or total

    def _view(self, ref: str, view: str) -> Value:
        """The growth or the difference of a figure against the year before."""
        key, _colon, period = ref.partition(":")
        one = self.get(ref)
        if not re.fullmatch("[0-9]{4}", period):
            return Value(ref, fault=Why.NOT_YEARLY, values={"view": view})
        asked = VIEWS[view]
        inputs = (ref, f"{key}:{int(period) - 1}")
        try:
            value = self.formula(asked.how, inputs, asked.unit or one.unit)
        except NoValue as none:
            return Value(f"{ref}:{view}", one.name, period, fault=none.fault, values=none.values)
        shown = asked.decimals if asked.decimals is not None else max(self._decimals(inputs))
        return Value(
            ref=f"{ref}:{view}",
            name=f"{one.name}{view}",
            period=period,
            unit=asked.unit or one.unit,
            kind="rate" if asked.unit else one.kind,
            figure_id=one.figure_id,
            printed=Printed(rounded(-value if asked.falls else value, shown), shown),
            source="formula",
            ids=tuple(self._ids(inputs)),
            how=asked.how,
            inputs=inputs,
            confirmed_by=one.confirmed_by,
            confirmed_at=one.confirmed_at,
        )

    def _decimals(self, inputs: Sequence[str]) -> list[int]:
        return [one.printed.decimals for one in map(self.get, inputs) if one.printed]
