"""Numbers of a composed report as links: where each stands in its printed words. The PDF is made without them."""

from collections.abc import Callable, Iterable, Mapping

from reports.figures import Numbered, Shown
from reports.values import Block, Section, walk

Cut = tuple[tuple[str, str, str], ...]
Cuts = tuple[tuple[Cut, ...], ...]  # by block, then by cell; a paragraph is one cell
Href = Callable[[Numbered, Shown], str]


def marks(sections: tuple[Section, ...], passages: Iterable[Numbered], href: Href) -> Mapping[str, Cuts]:
    """By section: its words cut into (text, address, tone); plain text has no address."""
    told = {one.slot: one for one in passages if one.shown}
    return {one.key: _cut(one, told[one.key], href) for one in walk(sections) if one.key in told}


def tone(shown: Shown) -> str:
    """How a number is underlined: late (its figure changed), ok, near (not usable yet), idle (no source)."""
    if shown.drift:
        return "late"
    if shown.sourced:
        return "ok"
    return "near" if shown.value else "idle"


def cells(block: Block) -> tuple[str, ...]:
    """The words of a block as they stand on the sheet one after the other."""
    return tuple(cell for row in block.rows for cell in row) if block.rows else (block.text,)


def _cut(section: Section, passage: Numbered, href: Href) -> Cuts:
    words = [(place, text) for place, block in enumerate(section.blocks) for text in cells(block)]
    found: list[list[tuple[str, str, str]]] = [[] for _one in words]
    here = last = 0
    for one in passage.shown:
        place = _next(words, one.text, here, last)
        if place is None:  # typed and not printed, as the number of a point that the program makes
            continue
        if place[0] != here:
            found[here].append((words[here][1][last:], "", ""))
            found[here + 1 : place[0]] = [[(text, "", "")] for _block, text in words[here + 1 : place[0]]]
            last = 0
        here, start = place
        found[here] += [(words[here][1][last:start], "", ""), (one.text, href(passage, one), tone(one))]
        last = start + len(one.text)
    found[here].append((words[here][1][last:], "", ""))
    found[here + 1 :] = [[(text, "", "")] for _block, text in words[here + 1 :]]
    cut = [(place, tuple(pieces)) for (place, _text), pieces in zip(words, found, strict=True)]
    return tuple(tuple(one for block, one in cut if block == place) for place in range(len(section.blocks)))


def _next(words: list[tuple[int, str]], text: str, here: int, last: int) -> tuple[int, int] | None:
    """Where a number is printed next, from a place on: which words, and how far in them."""
    for place in range(here, len(words)):
        start = _place(words[place][1], text, last if place == here else 0)
        if start >= 0:
            return place, start
    return None


def _place(words: str, text: str, start: int) -> int:
    """Where a number stands, not as the end of a longer one."""
    place = words.find(text, start)
    while place > 0 and words[place - 1] in "0123456789.":
        place = words.find(text, place + 1)
    return place
