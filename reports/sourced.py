"""Every printed number of a report with its source, as plain values for the command and the pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from checklists.counted import Adding
from models.passages import Citation
from reports.book import Book, Value
from reports.figures import Numbered, Shown, passage
from reports.year import Piece

IdsOf = Callable[[Adding], Sequence[int]]


def passages_of(pieces: Iterable[Piece], citations: Sequence[Citation], book: Book) -> list[Numbered]:
    """Every slot of the report with its numbers."""
    by_slot: dict[str, list[Citation]] = {}
    for citation in citations:
        by_slot.setdefault(citation.slot, []).append(citation)
    return [passage(one.slot.key, one.text, by_slot.get(one.slot.key, ()), book) for one in pieces]


def as_json(passages: Iterable[Numbered], ids_of: IdsOf) -> list[dict[str, Any]]:
    """One entry a printed number; `source` is null where none is known or the figure may not be used."""
    return [
        {
            "text": shown.text,
            "value": plain(amount(shown)),
            "unit": unit(shown),
            "passage": one.slot,
            "source": source_of(shown.value, ids_of) if shown.sourced and shown.value else None,
        }
        for one in passages
        for shown in one.shown
    ]


def amount(shown: Shown) -> Decimal:
    if shown.number is not None:
        return shown.number.value
    assert shown.value is not None and shown.value.printed is not None
    return shown.value.printed.value


def unit(shown: Shown) -> str:
    if shown.number is not None:
        return shown.number.unit
    return shown.value.unit if shown.value else ""


def plain(value: Decimal) -> int | float:
    """A number as JSON has it: whole ones exactly, others as they are printed."""
    return int(value) if value == value.to_integral_value() else float(value)


def source_of(value: Value, ids_of: IdsOf) -> Mapping[str, Any]:
    """Kind, the rows behind it, and who confirmed it when."""
    ids = list(ids_of(value.rule)) if value.rule else list(value.ids)
    when = value.confirmed_at.isoformat() if value.confirmed_at else None
    return {"kind": value.source, "ids": ids, "confirmed_by": value.confirmed_by, "confirmed_at": when}


def unusable(passages: Iterable[Numbered]) -> list[str]:
    """The tokens that have no number: a report with one of them is not ready to be final."""
    return [fault.token for one in passages for fault in one.faults]
