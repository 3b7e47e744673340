"""Outline and bodies in, report out: a pure function. Numbers are always made here, never typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checklists.schema import Outline, Part
from reports.blocks import blocks
from reports.text import ordinal, tidy
from reports.values import Appendix, Block, BlockKind, Imprint, RedHead, Report, Section, printed_date


@dataclass(frozen=True, slots=True)
class Slot:
    """One piece of the report that has a text of its own."""

    key: str
    heading: str
    kind: str
    items: tuple[str, ...]
    hint: str
    level: int


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a slot; unfinished where it comes from work that is not closed."""

    text: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a year says about its report."""

    year: int
    title: str
    addressee: str = ""
    signature: str = ""
    signed_on: date | None = None
    attachments: tuple[str, ...] = ()
    red_head: RedHead | None = None
    imprint: Imprint | None = None
    appendices: tuple[Appendix, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def slots(outline: Outline, titles: Mapping[str, str]) -> list[Slot]:
    """Every slot of an outline in reading order; `titles` gives the title of each item by its reference."""
    return [slot for part in outline.parts for slot in _slots(part, 1, titles)]


def _slots(part: Part, level: int, titles: Mapping[str, str]) -> Iterator[Slot]:
    if part.kind == "group":
        for below in part.parts:
            yield from _slots(below, level + 1 if part.heading else level, titles)
    elif part.kind == "items" and part.style == "headings":
        deeper = level + 1 if part.heading else level
        for ref in part.items:
            heading = part.titles.get(ref) or titles.get(ref, ref)
            yield Slot(f"{part.key}/{ref}", heading, "items", (ref,), part.hint, deeper)
    else:
        yield Slot(part.key, part.heading, part.kind, part.items, part.hint, level if part.heading else 0)


def number(level: int, place: int) -> str:
    """一、 / （一） / 1. / （1）: the four levels of GB/T 9704-2012, 7.3.3."""
    return ("", f"{ordinal(place)}、", f"（{ordinal(place)}）", f"{place}.", f"（{place}）")[level]


def opens_plain(found: tuple[Block, ...]) -> bool:
    """Whether a heading can share its line with the first block."""
    return bool(found) and found[0].kind == BlockKind.PARAGRAPH


class _Composer:
    """Walks the outline once; each parent counts its own headings."""

    def __init__(self, outline: Outline, bodies: Mapping[str, Body], titles: Mapping[str, str]) -> None:
        self.outline, self.bodies, self.titles = outline, bodies, titles

    def sections(self, parts: tuple[Part, ...], level: int, place: int = 0) -> tuple[Section, ...]:
        """The sections of one level; `place` is the number of the last heading before them."""
        found: list[Section] = []
        for part in parts:
            if part.kind == "group" and not part.heading:
                inside = self.sections(part.parts, level, place)
                place += sum(bool(one.heading) for one in inside)
                found += inside
            elif part.kind == "items" and part.style == "headings":
                inner = level + 1 if part.heading else level
                own = []
                for offset, ref in enumerate(part.items, 1):
                    title = part.titles.get(ref) or self.titles.get(ref, ref)
                    own.append(
                        self.leaf(f"{part.key}/{ref}", title, inner, offset + (0 if part.heading else place), True)
                    )
                if part.heading:
                    place += 1
                    found.append(self.head(part, level, place, tuple(own)))
                else:
                    place += len(part.items)
                    found += own
            elif part.kind == "group":
                place += 1
                found.append(self.head(part, level, place, self.sections(part.parts, level + 1)))
            else:
                place += bool(part.heading)
                found.append(self.leaf(part.key, part.heading, level, place, part.points == "together"))
        return tuple(found)

    def head(self, part: Part, level: int, place: int, children: tuple[Section, ...]) -> Section:
        return Section(part.key, level, number(level, place), tidy(part.heading), children=children)

    def leaf(self, key: str, heading: str, level: int, place: int, together: bool) -> Section:
        body = self.bodies.get(key, Body(""))
        found = blocks(body.text, together=together)
        return Section(
            key=key,
            level=level if heading else 0,
            number=number(level, place) if heading else "",
            heading=tidy(heading),
            blocks=found,
            run_in=bool(heading and opens_plain(found) and self.outline.run_in and level >= self.outline.run_in),
            empty=not found,
            unfinished=body.unfinished and bool(found),
        )


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a setting as they are printed, without empty ones."""
    return tuple(line for line in (tidy(one) for one in text.splitlines()) if line)


def compose(outline: Outline, bodies: Mapping[str, Body], settings: Settings) -> Report:
    """The report of an outline; a slot without a body is an empty section that says so."""
    title = lines_of(settings.title)
    return Report(
        year=settings.year,
        title="".join(title),
        title_lines=title if len(title) > 1 else (),
        addressee="".join(lines_of(settings.addressee)).rstrip("：:"),
        sections=_Composer(outline, bodies, settings.titles).sections(outline.parts, 1),
        signature="\n".join(lines_of(settings.signature)),
        signed_on=printed_date(settings.signed_on),
        attachments=tuple(tidy(one) for one in settings.attachments if one.strip()),
        red_head=settings.red_head,
        imprint=settings.imprint,
        appendices=settings.appendices,
    )
