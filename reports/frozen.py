"""The numbers of a report as an edition keeps them: what was printed, and what stood behind it on that day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from checklists.units import Printed
from reports.book import Book, Value
from reports.figures import Numbered, Shown
from reports.numbers import numbers
from reports.sourced import IdsOf
from reports.why import why_of

PLAIN = ("ref", "name", "period", "unit", "kind", "definition", "figure_id", "indicator_id", "source", "how")
PLACE = ("start", "end", "text", "token")


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
