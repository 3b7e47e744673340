"""Where the items of a year stand in the outline of its report: none may be left out unseen."""

from collections.abc import Iterable
from dataclasses import replace

from checklists.schema import Outline, Part


def placeless(outline: Outline, refs: Iterable[str]) -> list[str]:
    """The items ("checklist_key/task_key") that no part of the report prints, in their order.

    None is left where a part catches the rest (`rest: true`). Dropped items are not to be handed in.
    """
    leaves = list(outline.leaves())
    return [] if any(leaf.rest for leaf in leaves) else _left(outline, refs)


def filled(outline: Outline, refs: Iterable[str]) -> Outline:
    """The outline of these items: its part of the rest takes what is left over, and goes where nothing is."""
    left = tuple(_left(outline, refs))
    return replace(outline, parts=_filled(outline.parts, left))


def _left(outline: Outline, refs: Iterable[str]) -> list[str]:
    placed = {ref for leaf in outline.leaves() for ref in leaf.items}
    return [ref for ref in refs if ref not in placed]


def _filled(parts: Iterable[Part], left: tuple[str, ...]) -> tuple[Part, ...]:
    found = []
    for part in parts:
        if part.kind == "group":
            below = _filled(part.parts, left)
            if below or not part.parts:
                found.append(replace(part, parts=below))
        elif not part.rest:
            found.append(part)
        elif part.items or left:
            found.append(replace(part, items=part.items + left))
    return tuple(found)
