"""Numbers of a composed report as links: where each stands in its printed paragraphs. The PDF is made without them."""

from collections.abc import Callable, Iterable, Mapping

from reports.figures import Numbered, Shown
from reports.values import Section, walk

Cut = tuple[tuple[str, str, str], ...]
Href = Callable[[Numbered, Shown], str]


def marks(sections: tuple[Section, ...], passages: Iterable[Numbered], href: Href) -> Mapping[str, tuple[Cut, ...]]:
    """By section: each paragraph cut into (text, address, tone); plain text has no address."""
    told = {one.slot: one for one in passages if one.shown}
    return {one.key: _cut(one, told[one.key], href) for one in walk(sections) if one.key in told}


def tone(shown: Shown) -> str:
    """How a number is underlined: late (its figure changed), ok, near (not usable yet), idle (no source)."""
    if shown.drift:
        return "late"
    if shown.sourced:
        return "ok"
    return "near" if shown.value else "idle"


def _cut(section: Section, passage: Numbered, href: Href) -> tuple[Cut, ...]:
    waiting, found = list(passage.shown), []
    for paragraph in section.paragraphs:
        pieces: list[tuple[str, str, str]] = []
        last = 0
        while waiting and (start := _place(paragraph, waiting[0].text, last)) >= 0:
            one = waiting.pop(0)
            pieces += [(paragraph[last:start], "", ""), (one.text, href(passage, one), tone(one))]
            last = start + len(one.text)
        found.append((*pieces, (paragraph[last:], "", "")))
    return tuple(found)


def _place(paragraph: str, text: str, start: int) -> int:
    """Where a number stands, not as the end of a longer one."""
    place = paragraph.find(text, start)
    while place > 0 and paragraph[place - 1] in "0123456789.":
        place = paragraph.find(text, place + 1)
    return place
