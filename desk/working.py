"""An outline in work: what was typed beside its parts, and the button that was pressed, on the way to another outline."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checklists.mending import STEPS, add, change, free_key, put, shift, stands, step
from checklists.schema import Outline, Part
from desk.outline import OTHERS, with_others

KINDS = ("group", "written", "items", "gathered")
PLAIN = ("heading", "hint", "number", "numbering", "continues", "rest")


def style_of(part: Part) -> str:
    """How a part prints its points, as one word: a heading for each item, or points together or apart."""
    return "headings" if part.kind == "items" and part.style == "headings" else part.points


def typed(part: Part, said: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """What was typed for a part, as values of its fields; what was not sent stays."""
    new: dict[str, Any] = {name: said[name] for name in PLAIN if name in said}
    if said.get("kind") in KINDS and not part.parts:
        new["kind"] = said["kind"]
    style = said.get("style")
    if style and style != style_of(part):
        new["style"] = "headings" if style == "headings" else "points"
        new["points"] = "apart" if style == "apart" else "together"
    if titles:
        new["titles"] = {ref: text for ref, text in {**part.titles, **titles}.items() if text}
    return new


@dataclass(frozen=True)
class Pressed:
    """A button of the page: what it does, and to which part or item."""

    act: str
    what: str

    @classmethod
    def of(cls, value: str) -> "Pressed":
        act, _colon, what = value.partition(":")
        return cls(act, what)

    def after(self, old: Outline, new: Outline) -> "Pressed":
        """Where the work goes on: at the part that was added, else at the button."""
        known = {one.part.key for one in stands(old)}
        added = next((one.part.key for one in stands(new) if one.part.key not in known), None)
        return Pressed("added", added) if added else self

    def done(self, outline: Outline, chosen: list[str], to: str) -> Outline:
        """The outline after the button. Others than these leave it as it is."""
        if self.act in STEPS:
            return step(outline, self.act, self.what)
        act = ACTS.get(self.act)
        return act(outline, self.what, chosen, to) if act else outline


def _new(outline: Outline, after: str = "", below: str = "") -> Outline:
    part = Part(key=free_key(outline, "part"), kind="written")
    return add(outline, part, after=after, below=below)


def _below(outline: Outline, key: str) -> Outline:
    possible = {one.part.key for one in stands(outline) if "below" in one.steps}
    return _new(outline, below=key) if key in possible else outline


def _put(outline: Outline, chosen: list[str], to: str) -> Outline:
    keys = {one.part.key for one in stands(outline)}
    if to == OTHERS and to not in keys:
        outline = with_others(outline)
        return put(outline, chosen, next(leaf.key for leaf in outline.leaves() if leaf.rest))
    return put(outline, chosen, to)


ACTS: dict[str, Callable[[Outline, str, list[str], str], Outline]] = {
    "after": lambda outline, key, chosen, to: _new(outline, after=key),
    "below": lambda outline, key, chosen, to: _below(outline, key),
    "item-up": lambda outline, ref, chosen, to: shift(outline, ref, -1),
    "item-down": lambda outline, ref, chosen, to: shift(outline, ref, 1),
    "put": lambda outline, key, chosen, to: _put(outline, chosen, to),
    "others": lambda outline, key, chosen, to: with_others(outline),
}


def typed_whole(outline: Outline, new: Mapping[str, Mapping[str, Any]], run_in: str, numbering: str) -> Outline:
    """The outline with the values that were typed, by part, and what was chosen for all of it."""
    for key, values in new.items():
        outline = change(outline, key, **values) if values else outline
    return replace(outline, run_in=int(run_in), numbering=numbering)
