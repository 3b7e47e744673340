"""Outline and bodies in, report out: a pure function. Numbers are always made here, never typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checklists.schema import Outline
from reports.blocks import blocks
from reports.numbering import Line, lines
from reports.text import tidy
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
    inside: bool = False  # a part with a heading


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
    leaves = (leaf for line in lines(outline, titles) for leaf in line.leaves())
    return [
        Slot(one.key, one.heading, one.part.kind, one.items, one.part.hint, one.level, outline.inside(one.part.key))
        for one in leaves
    ]


def opens_plain(found: tuple[Block, ...]) -> bool:
    """Whether a heading can share its line with the first block."""
    return bool(found) and found[0].kind == BlockKind.PARAGRAPH


class _Composer:
    """Puts the bodies under the headings."""

    def __init__(self, outline: Outline, bodies: Mapping[str, Body]) -> None:
        self.outline, self.bodies = outline, bodies

    def section(self, line: Line) -> Section:
        if not line.leaf:
            below = tuple(self.section(one) for one in line.below)
            return Section(line.key, line.level, line.number, tidy(line.heading), children=below)
        together = line.part.points == "together" or line.part.headed
        return self.leaf(line.key, line.heading, line.level, line.number, together)

    def leaf(self, key: str, heading: str, level: int, number: str, together: bool) -> Section:
        body = self.bodies.get(key, Body(""))
        found = blocks(body.text, together=together)
        return Section(
            key=key,
            level=level,
            number=number,
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
    composer = _Composer(outline, bodies)
    title = lines_of(settings.title)
    return Report(
        year=settings.year,
        title="".join(title),
        title_lines=title if len(title) > 1 else (),
        addressee="".join(lines_of(settings.addressee)).rstrip("：:"),
        sections=tuple(composer.section(line) for line in lines(outline, settings.titles)),
        signature="\n".join(lines_of(settings.signature)),
        signed_on=printed_date(settings.signed_on),
        attachments=tuple(tidy(one) for one in settings.attachments if one.strip()),
        red_head=settings.red_head,
        imprint=settings.imprint,
        appendices=settings.appendices,
    )
