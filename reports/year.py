"""A year's rows as a report: which text each slot prints, and what it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklists.places import filled
from models.base import _
from models.entries import Source
from models.labels import WORDS, nameless
from models.passages import Listed, Passage, PassageState
from models.people import Bureau
from models.years import Year
from reports.appendix import appendices
from reports.blocks import as_point
from reports.book import Book
from reports.compose import Body, Settings, Slot, compose, lines_of, slots
from reports.figures import fill
from reports.values import Imprint, RedHead, Report, printed_date, walk


@dataclass(frozen=True)
class Piece:
    """One slot with its draft from accepted entries, and what the office made of it."""

    slot: Slot
    sources: tuple[Source, ...]
    draft: str
    based_on: list[int]
    unfinished: bool
    passage: Passage | None

    @property
    def text(self) -> str:
        return self.passage.body if self.passage else self.draft

    @property
    def state(self) -> PassageState:
        if self.passage:
            return self.passage.state if self.passage.body.strip() else PassageState.EMPTY
        return PassageState.DRAFT if self.draft else PassageState.EMPTY

    @property
    def behind(self) -> bool:
        """The entries have changed since the office edited the passage."""
        return self.passage is not None and self.slot.kind == "items" and self.passage.behind(self.based_on)


def draft_of(slot: Slot, found: list[Source]) -> str:
    """The draft of a slot: an item's own text under its heading, one point each where items share a leaf."""
    if slot.kind != "items":
        return ""
    own = [one for one in found if one.text]
    if len(slot.items) == 1:
        return "\n\n".join(one.text for one in own)
    return "\n".join(as_point(one.text, one.title) for one in own)


def pieces(year: Year, sources: Mapping[str, Source], passages: Mapping[str, Passage]) -> list[Piece]:
    """Every slot of the year's outline in order. Items that are gone (dropped) leave their slot empty."""
    found = []
    outline = filled(year.said_outline(year.bureau), sources)
    for slot in slots(outline, {ref: one.title for ref, one in sources.items()}):
        own = [sources[ref] for ref in slot.items if ref in sources]
        found.append(
            Piece(
                slot=slot,
                sources=tuple(own),
                draft=draft_of(slot, own),
                based_on=[one.entry_id for one in own if one.entry_id is not None],
                unfinished=any(one.text and not one.closed for one in own),
                passage=passages.get(slot.key),
            )
        )
    return found


@dataclass(frozen=True)
class Heading:
    """A line of the outline: a heading with its number, and the piece that stands under it, where one does."""

    key: str
    level: int
    text: str
    piece: Piece | None


def outline_of(report: Report, found: Sequence[Piece]) -> list[Heading]:
    """The outline of a report in reading order; nameless pieces are 开头 and 结尾."""
    by_key = {one.slot.key: one for one in found}
    sections, tops = walk(report.sections), {one.key for one in report.sections}
    return [
        Heading(
            key=one.key,
            level=one.level,
            text=one.number + one.heading or _(WORDS[nameless(place, len(sections), one.key not in tops)]),
            piece=by_key.get(one.key),
        )
        for place, one in enumerate(sections)
    ]


def senders(year: Year, bureau: Bureau) -> str:
    """Whom 版头 names: the bureau, or all that sign together, each on a line."""
    return "\n".join(lines_of(year.signature)) if len(lines_of(year.signature)) > 1 else bureau.name


def report_from(
    year: Year, bureau: Bureau, own: Sequence[Piece], items: Sequence[Listed] = (), book: Book | None = None
) -> Report:
    """The report of pieces that are at hand; `items` are those that its appendices list."""
    titles = {one.ref: one.title for piece in own for one in piece.sources}
    bodies = {
        one.slot.key: Body(fill(one.text, book)[0] if book else one.text, one.unfinished and one.slot.kind == "items")
        for one in own
    }
    settings = Settings(
        year=year.no,
        title=year.title,
        addressee=year.addressee,
        signature=year.signature,
        signed_on=year.signed_on,
        attachments=tuple(year.attachments.split("\n")),
        red_head=RedHead(senders(year, bureau), year.doc_number, year.signer) if year.red_head else None,
        imprint=Imprint(year.copy_to.rstrip("。"), year.printed_by, printed_date(year.printed_on))
        if year.imprint
        else None,
        appendices=appendices(year, items),
        titles=titles,
    )
    placed = [ref for piece in own for ref in piece.slot.items]
    return compose(filled(year.said_outline(bureau), placed), bodies, settings)
