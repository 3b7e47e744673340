"""What a new outline has otherwise than the old one, line by line: before it is kept, and afterwards in the trail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from checklists.mending import Stand, part_of, stands
from checklists.places import filled
from checklists.problems import _
from checklists.schema import Outline, Part

TOLD_APART = {"key", "heading", "parts", "items", "titles"}  # told by lines of their own
OPENING, CLOSING = _("开头"), _("结尾")


@dataclass(frozen=True, slots=True)
class Shift:
    """One line: a catalogue message that `values` fill. `lost`: something has no place any more."""

    text: str
    values: Mapping[str, object]
    lost: bool = False


def shift_of(message: str, *, lost: bool = False, **values: object) -> Shift:
    return Shift(message, values, lost)


def names_of(outline: Outline) -> dict[str, str]:
    """What people call each part: its heading, that of the part above, else 开头 or 结尾."""
    found: dict[str, str] = {}
    top = {part.key: place for place, part in enumerate(outline.parts)}
    for one in stands(outline):
        above = found[one.above.key] if one.above else ""
        edge = OPENING if top.get(one.part.key, 0) < len(top) / 2 else CLOSING
        found[one.part.key] = one.part.heading or above or edge
    return found


def shifts(old: Outline, new: Outline, titles: Mapping[str, str]) -> list[Shift]:
    """Every difference, parts before items; `titles` names the items that the year has."""
    return [*_whole(old, new), *_parts(old, new), *_items(old, new, titles)]


def _whole(old: Outline, new: Outline) -> Iterator[Shift]:
    names = [one.name for one in fields(Outline) if one.name not in ("key", "parts")]
    if any(getattr(old, name) != getattr(new, name) for name in names):
        yield shift_of(_("提纲的总体设置改了"))


def _parts(old: Outline, new: Outline) -> Iterator[Shift]:
    before, after = {one.part.key: one for one in stands(old)}, {one.part.key: one for one in stands(new)}
    was, names = names_of(old), names_of(new)
    for key in before:
        if key not in after:
            yield shift_of(_("去掉“%(name)s”"), name=was[key])
    for key in after:
        if key not in before:
            yield shift_of(_("新增“%(name)s”"), name=names[key])
    for key in moved(before, after):
        above = after[key].above
        if above is not None and (before[key].above is None or _above(before[key]) != above.key):
            yield shift_of(_("“%(name)s”移到“%(above)s”下"), name=names[key], above=names[above.key])
        else:
            yield shift_of(_("“%(name)s”换了位置"), name=names[key])
    for key in [one for one in after if one in before]:
        yield from _part(before[key].part, after[key].part, was[key], names[key])


def _part(one: Part, other: Part, was: str, name: str) -> Iterator[Shift]:
    if one.heading != other.heading:
        yield shift_of(_("“%(was)s”改为“%(name)s”"), was=was, name=name)
    rest = [field.name for field in fields(Part) if field.name not in TOLD_APART]
    if any(getattr(one, field) != getattr(other, field) for field in rest):
        yield shift_of(_("“%(name)s”的写法或提示改了"), name=name)


def _above(stand: Stand) -> str:
    return stand.above.key if stand.above else ""


def moved(before: Mapping[str, Stand], after: Mapping[str, Stand]) -> list[str]:
    """Parts that stand under another one, or in another order among those that stayed."""
    common = [key for key in after if key in before]
    stayed = [key for key in common if _above(before[key]) == _above(after[key])]
    found = set(common) - set(stayed)
    for above in {_above(after[key]) for key in stayed}:
        now = [key for key in stayed if _above(after[key]) == above]
        then = sorted(now, key=lambda key: before[key].place)
        same = SequenceMatcher(None, then, now, False).get_matching_blocks()
        kept = {key for a, _b, size in same for key in then[a : a + size]}
        found |= set(now) - kept
    return [key for key in common if key in found]


def _items(old: Outline, new: Outline, titles: Mapping[str, str]) -> Iterator[Shift]:
    before, after = part_of(filled(old, titles)), part_of(filled(new, titles))
    names = names_of(new)
    for ref, part in before.items():
        there = after.get(ref)
        if there is None and ref in titles:
            yield shift_of(_("事项“%(item)s”没有位置了"), lost=True, item=titles[ref])
        elif there is not None and there.key != part.key:
            yield shift_of(_("事项“%(item)s”移到“%(name)s”"), item=titles.get(ref, ref), name=names[there.key])
    for ref, part in after.items():
        if ref not in before:
            yield shift_of(_("事项“%(item)s”收入“%(name)s”"), item=titles.get(ref, ref), name=names[part.key])
    for key in {part.key: part for part in after.values()}:
        then = [ref for ref, part in before.items() if part.key == key and ref in after and after[ref].key == key]
        now = [ref for ref, part in after.items() if part.key == key and ref in then]
        if then != now:
            yield shift_of(_("“%(name)s”里事项的顺序改了"), name=names[key])
    own, new_own = _headings(old), _headings(new)
    for ref in [one for one in after if one in before]:
        if own.get(ref) != new_own.get(ref):
            shown = new_own.get(ref) or titles.get(ref, ref)
            yield shift_of(_("事项“%(item)s”在报告里的标题改为“%(name)s”"), item=titles.get(ref, ref), name=shown)


def _headings(outline: Outline) -> dict[str, str]:
    return {ref: title for leaf in outline.leaves() for ref, title in leaf.titles.items() if title}
