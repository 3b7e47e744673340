"""Checklists and outlines as the files they are read from: what a year holds can be taken along and used again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any

import yaml

from checklists.nodes import CONTROL, LOADER
from checklists.packaged import field_of
from checklists.schema import STANDING, YEAR_END, Checklist, Due, Outline, Step

WIDE = 10_000  # a text stays on its line
CALLED = {"continues": "continue", "helpers": "help"}  # fields that a file calls otherwise


def outline_text(outline: Outline, lists: Sequence[str]) -> str:
    """The file of an outline that goes with the checklists of these keys."""
    own = _said(outline)
    head = {"kind": "outline", "key": own.pop("key"), "title": own.pop("title"), "checklists": list(lists)}
    return _dumped(head | own)


def checklist_text(checklist: Checklist) -> str:
    """The file of a checklist."""
    own = _said(checklist)
    head = {"kind": "checklist", "key": own.pop("key"), "title": own.pop("title"), "type": checklist.kind}
    own.pop("kind", None)
    return _dumped(head | own)


def parts_by_line(text: str) -> list[tuple[int, str]]:
    """In the text of an outline: the line that each part begins at, with its key, in order."""
    root = yaml.compose(text, Loader=LOADER)
    return list(_keys_below(root)) if isinstance(root, yaml.MappingNode) else []


def _keys_below(node: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    below = field_of(node, "parts")
    for part in below.value if isinstance(below, yaml.SequenceNode) else ():
        key = field_of(part, "key")
        yield part.start_mark.line + 1, str(key.value) if key is not None else ""
        yield from _keys_below(part)


def _dumped(data: Mapping[str, Any]) -> str:
    text: str = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=WIDE)
    return text


def _said(row: Any) -> dict[str, Any]:
    """The fields of a row that differ from what they are where nothing is said."""
    found: dict[str, Any] = {}
    for one in fields(row):
        value = getattr(row, one.name)
        usual = one.default_factory() if one.default_factory is not MISSING else one.default
        if value != usual:
            found[CALLED.get(one.name, one.name)] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Due):
        return _due(value)
    if isinstance(value, Step) and value.required:
        return _plain(value.text)
    if is_dataclass(value):
        return _said(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    return CONTROL.sub("", value) if isinstance(value, str) else value


def _due(due: Due) -> str:
    if due.kind == "standing":
        return STANDING
    return YEAR_END if due.month is None or due.day is None else f"{due.month:02}-{due.day:02}"
