"""A report as an edition keeps it: without gaps, its texts and numbers with what stood behind them on that day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from checklists.units import Printed
from reports.book import Book, Value
from reports.figures import Numbered, Shown
from reports.numbers import numbers
from reports.sourced import IdsOf
from reports.values import Report, Section
from reports.why import why_of
from reports.year import Piece

PLAIN = ("ref", "name", "period", "unit", "kind", "definition", "figure_id", "indicator_id", "source", "how")
PLACE = ("start", "end", "text", "token")


def without_gaps(report: Report) -> Report:
    """The report for a final paper: nothing is printed where a part has no text, its heading stands alone."""

    def whole(one: Section) -> Section:
        return replace(one, empty=False, children=tuple(map(whole, one.children)))

    return replace(report, sections=tuple(map(whole, report.sections)))


def frozen_pieces(pieces: Iterable[Piece]) -> dict[str, dict[str, Any]]:
    """By slot, what was typed there, what its draft was, and the entries that this came from."""
    return {
        one.slot.key: {"heading": one.slot.heading, "text": one.text, "draft": one.draft, "based_on": one.based_on}
        for one in pieces
    }


@dataclass(frozen=True, slots=True)
class Since:
    """A slot that is another by now than an edition printed it; `summary`: not its text, but what it was written from."""

    slot: str
    was: str
    now: str
    summary: bool = False


def since(kept: Mapping[str, Mapping[str, Any]], pieces: Iterable[Piece]) -> list[Since]:
    """The slots whose text, or the summaries behind it, have changed since an edition was made."""
    found = []
    for one in pieces:
        then = kept.get(one.slot.key)
        if then is None:
            continue
        heading, text = then["heading"], then["text"]
        if heading != one.slot.heading:
            found.append(Since(one.slot.key, f"{heading}\n{text}", f"{one.slot.heading}\n{one.text}"))
        elif text != one.text:
            found.append(Since(one.slot.key, text, one.text))
        elif sorted(then["based_on"]) != sorted(one.based_on):
            found.append(Since(one.slot.key, then["draft"], one.draft, summary=True))
    return found


def frozen_json(told: Iterable[Numbered], ids_of: IdsOf) -> list[dict[str, Any]]:
    """Every passage as plain JSON; records that were added up are named one by one, for the rule may change."""
    return [
        {
            "slot": one.slot,
            "text": one.text,
            "shown": [
                {name: getattr(shown, name) for name in PLACE}
                | {"value": _value_json(shown.value, ids_of) if shown.value else None}
                for shown in one.shown
            ],
        }
        for one in told
    ]


def _value_json(value: Value, ids_of: IdsOf) -> dict[str, Any]:
    printed = value.printed
    return {name: getattr(value, name) for name in PLAIN} | {
        "fault": value.fault.value if value.fault else "",
        "printed": [str(printed.value), printed.decimals, printed.hedge] if printed else None,
        "ids": list(ids_of(value.rule)) if value.rule else list(value.ids),
        "inputs": list(value.inputs),
        "values": {name: str(one) for name, one in value.values.items()},
        "confirmed_by": value.confirmed_by,
        "confirmed_at": value.confirmed_at.isoformat() if value.confirmed_at else None,
    }


def frozen_passages(data: Iterable[Mapping[str, Any]]) -> list[Numbered]:
    """What frozen_json wrote. Nothing drifts: both sides of each number are those of the edition."""
    return [Numbered(one["slot"], one["text"], tuple(_shown(one)), ()) for one in data]


def _shown(data: Mapping[str, Any]) -> list[Shown]:
    bare = {one.start: one for one in numbers(data["text"])}
    return [
        Shown(
            **{name: one[name] for name in PLACE},
            number=None if one["token"] else bare.get(one["start"]),
            value=_value(one["value"]) if one["value"] else None,
        )
        for one in data["shown"]
    ]


def _value(data: Mapping[str, Any]) -> Value:
    printed, when = data["printed"], data["confirmed_at"]
    return Value(
        **{name: data[name] for name in PLAIN},
        fault=why_of(data["fault"]),
        printed=Printed(Decimal(printed[0]), printed[1], printed[2]) if printed else None,
        ids=tuple(data["ids"]),
        inputs=tuple(data["inputs"]),
        values=data["values"],
        confirmed_by=data["confirmed_by"],
        confirmed_at=datetime.fromisoformat(when) if when else None,
    )


def moved(told: Sequence[Numbered], book: Book) -> list[tuple[Value, Value]]:
    """Figures of an edition that are others by now: (as frozen, as it is), each once."""
    found: dict[str, tuple[Value, Value]] = {}
    for shown in (one for passage in told for one in passage.shown):
        was = shown.value
        now = book.of_figure(was.figure_id) if was and was.figure_id is not None else None
        if was is not None and now is not None and now.ref == was.ref and now.text != was.text:
            found[was.ref] = (was, now)
    return list(found.values())
