"""An outline mended step by step: each step gives a new outline. A step that makes no sense leaves it as it was."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from checklists.outlines import DEEPEST
from checklists.schema import Outline, Part

Parts = tuple[Part, ...]
TAKING = ("items", "gathered")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a part stands: how deep, under which part, and its place among its siblings."""

    part: Part
    depth: int
    above: Part | None
    siblings: Parts
    place: int

    @property
    def before(self) -> Part | None:
        return self.siblings[self.place - 1] if self.place else None

    @property
    def steps(self) -> frozenset[str]:
        """Which steps can be taken with it."""
        before = self.before
        deeper = before is not None and before.kind == "group" and self.depth + height(self.part) <= DEEPEST
        can = {
            "up": self.place > 0,
            "down": self.place < len(self.siblings) - 1,
            "in": deeper,
            "out": self.above is not None,
            "below": self.part.kind == "group" and self.depth < DEEPEST,
        }
        return frozenset(step for step, possible in can.items() if possible)


def stands(outline: Outline) -> list[Stand]:
    """Every part in reading order."""
    return list(_stands(outline.parts, 1, None))


def _stands(parts: Parts, depth: int, above: Part | None) -> Iterator[Stand]:
    for place, part in enumerate(parts):
        yield Stand(part, depth, above, parts, place)
        yield from _stands(part.parts, depth + 1, part)


def height(part: Part) -> int:
    """How many levels a part is high."""
    return 1 + max((height(one) for one in part.parts), default=0)


def stand_of(outline: Outline, key: str) -> Stand | None:
    return next((one for one in stands(outline) if one.part.key == key), None)


def taking(outline: Outline) -> list[Stand]:
    """The parts that items can be put into."""
    return [one for one in stands(outline) if one.part.kind in TAKING]


def part_of(outline: Outline) -> dict[str, Part]:
    """By item: the part that takes it in."""
    return {ref: leaf for leaf in outline.leaves() for ref in leaf.items}


def step(outline: Outline, name: str, key: str) -> Outline:
    """Take one of the steps of STEPS with the part of this key."""
    stand = stand_of(outline, key)
    if stand is None or name not in STEPS or (name in POSSIBLE and name not in stand.steps):
        return outline
    return replace(outline, parts=STEPS[name](outline.parts, stand))


def change(outline: Outline, key: str, **new: Any) -> Outline:
    """The outline with other values in fields of a part. A part that takes in no items any more lets them go."""

    def changed(siblings: list[Part], place: int) -> list[Part]:
        part = replace(siblings[place], **new)
        if part.kind not in TAKING:
            part = replace(part, items=(), titles={}, rest=False)
        if not part.headed:
            part = replace(part, numbering="", continues=False)
        return [*siblings[:place], part, *siblings[place + 1 :]]

    return replace(outline, parts=_among(outline.parts, key, changed))


def put(outline: Outline, refs: Iterable[str], key: str) -> Outline:
    """Put items behind those of a part, out of the parts they stood in; headings of their own go with them."""
    target, chosen = stand_of(outline, key), list(dict.fromkeys(refs))
    if target is None or target.part.kind not in TAKING:
        return outline
    titles = {ref: leaf.titles[ref] for leaf in outline.leaves() for ref in chosen if ref in leaf.titles}
    new = [ref for ref in chosen if ref not in target.part.items]
    for leaf in [one.part for one in taking(outline) if one.part.key != key and set(one.part.items) & set(chosen)]:
        outline = _without(outline, leaf, chosen)
    return change(outline, key, items=(*target.part.items, *new), titles={**target.part.titles, **titles})


def _without(outline: Outline, leaf: Part, refs: Sequence[str]) -> Outline:
    items = tuple(ref for ref in leaf.items if ref not in refs)
    return change(outline, leaf.key, items=items, titles={ref: leaf.titles[ref] for ref in items if ref in leaf.titles})


def shift(outline: Outline, ref: str, by: int) -> Outline:
    """Move an item one place up (-1) or down (1) in its part."""
    part = part_of(outline).get(ref)
    if part is None:
        return outline
    items = list(part.items)
    place = items.index(ref)
    if not 0 <= place + by < len(items):
        return outline
    items[place], items[place + by] = items[place + by], items[place]
    return change(outline, part.key, items=tuple(items))


def free_key(outline: Outline, stem: str) -> str:
    """A key that no part has: the stem, else the stem with the next number."""
    taken = {one.part.key for one in stands(outline)}
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(one for one in numbered if one not in taken)


def add(outline: Outline, part: Part, *, after: str = "", below: str = "") -> Outline:
    """Add a part behind another, or as the last one below a group; else as the last of all."""
    stand = stand_of(outline, after or below)
    if stand is None:
        return replace(outline, parts=(*outline.parts, part))
    if below:
        return change(outline, below, parts=(*stand.part.parts, part))
    return replace(
        outline, parts=_among(outline.parts, after, lambda all_, at: [*all_[: at + 1], part, *all_[at + 1 :]])
    )


def _among(parts: Parts, key: str, do: Callable[[list[Part], int], list[Part]]) -> Parts:
    """The parts after `do` was given the siblings of the part of this key, and its place among them."""
    for place, part in enumerate(parts):
        if part.key == key:
            return tuple(do(list(parts), place))
    return tuple(replace(one, parts=_among(one.parts, key, do)) for one in parts)


def _gone(parts: Parts, key: str) -> Parts:
    return _among(parts, key, lambda all_, at: [*all_[:at], *all_[at + 1 :]])


def _swapped(parts: Parts, stand: Stand, by: int) -> Parts:
    def swap(siblings: list[Part], at: int) -> list[Part]:
        siblings[at], siblings[at + by] = siblings[at + by], siblings[at]
        return siblings

    return _among(parts, stand.part.key, swap)


def _inward(parts: Parts, stand: Stand) -> Parts:
    def nest(siblings: list[Part], at: int) -> list[Part]:
        before = siblings[at - 1]
        return [*siblings[: at - 1], replace(before, parts=(*before.parts, siblings[at])), *siblings[at + 1 :]]

    return _among(parts, stand.part.key, nest)


def _outward(parts: Parts, stand: Stand) -> Parts:
    assert stand.above is not None
    left = _gone(parts, stand.part.key)
    return _among(left, stand.above.key, lambda all_, at: [*all_[: at + 1], stand.part, *all_[at + 1 :]])


STEPS: dict[str, Callable[[Parts, Stand], Parts]] = {
    "up": lambda parts, stand: _swapped(parts, stand, -1),
    "down": lambda parts, stand: _swapped(parts, stand, 1),
    "in": _inward,
    "out": _outward,
    "drop": lambda parts, stand: _gone(parts, stand.part.key),
}
POSSIBLE = frozenset(STEPS) - {"drop"}
