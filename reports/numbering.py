"""The outline as it will be printed: every heading with its number, every piece of text in its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checklists.schema import Outline, Part
from checklists.schemes import NONE, level_of, usual
from reports.text import ordinal

GAP = "\u3000"


@dataclass(frozen=True, slots=True)
class Line:
    """A heading with those below it, or a piece that has a text of its own; level 0 has no heading."""

    key: str
    level: int
    number: str
    heading: str
    part: Part
    items: tuple[str, ...] = ()
    below: tuple["Line", ...] = ()
    leaf: bool = True

    def leaves(self) -> Iterator["Line"]:
        """The pieces with a text of their own, in reading order."""
        if self.leaf:
            yield self
        for one in self.below:
            yield from one.leaves()


@dataclass(slots=True)
class _Count:
    """The headings of one place: how they are numbered, and how many there were."""

    scheme: str
    level: int
    place: int = 0


@dataclass(slots=True)
class _Numbering:
    """Walks the outline once; each heading counts those under it, unless they go on from the last ones like them."""

    titles: Mapping[str, str]
    last: dict[str, int] = field(default_factory=dict)

    def lines(self, parts: tuple[Part, ...], count: _Count) -> list[Line]:
        found = []
        for part in parts:
            if not part.heading and part.headed:
                found += self.below(part, self.under(part, count.level) if part.numbering else count)
            elif part.headed:
                number = self.number(part.number, count)
                below = self.below(part, self.under(part, count.level + 1))
                found.append(Line(part.key, count.level, number, part.heading, part, below=tuple(below), leaf=False))
            elif part.heading:
                number = self.number(part.number, count)
                found.append(Line(part.key, count.level, number, part.heading, part, part.items))
            else:
                found.append(Line(part.key, 0, "", "", part, part.items))
        return found

    def below(self, part: Part, count: _Count) -> list[Line]:
        """What stands under a part: its parts, or a heading for each of its items."""
        if part.kind == "group":
            return self.lines(part.parts, count)
        return [
            Line(f"{part.key}/{ref}", count.level, self.number("", count), self.title(part, ref), part, (ref,))
            for ref in part.items
        ]

    def title(self, part: Part, ref: str) -> str:
        return part.titles.get(ref) or self.titles.get(ref, ref)

    def under(self, part: Part, level: int) -> _Count:
        """The count of the headings under a part, which stand at a level where they say nothing else."""
        scheme = part.numbering or usual(level)
        return _Count(scheme, level_of(scheme, level), self.last.get(scheme, 0) if part.continues else 0)

    def number(self, own: str, count: _Count) -> str:
        """The number of the next heading; one with a mark of its own is not counted."""
        if own:
            return "" if own == NONE else apart(own)
        if count.scheme == NONE:
            return ""
        count.place += 1
        self.last[count.scheme] = count.place
        return printed(count.scheme, count.place)


def lines(outline: Outline, titles: Mapping[str, str]) -> list[Line]:
    """An outline in reading order; `titles` gives the title of each item by its reference."""
    scheme = outline.numbering or usual(1)
    return _Numbering(titles).lines(outline.parts, _Count(scheme, level_of(scheme, 1)))


def printed(scheme: str, place: int) -> str:
    """The number of a place as it is printed: 一、 for 一、, 第三部分 for 第{一}部分."""
    if "{" in scheme:
        return apart(scheme.replace("{一}", ordinal(place)).replace("{1}", str(place)))
    return scheme.replace("一", ordinal(place)).replace("1", str(place))


def apart(mark: str) -> str:
    """A mark that ends with a word or a figure, with a gap behind it."""
    return f"{mark}{GAP}" if mark[-1:].isalnum() else mark
