"""Every printed text with where it stands, for whoever has to say where something is: a passage, a setting, a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.base import _
from models.labels import WORDS, nameless
from reports.values import Report, walk


@dataclass(frozen=True, slots=True)
class Place:
    """A printed text: `name` says where it stands, `slot` names the passage; without one the settings or the outline
    made it. A `heading` stands over a text; what is `whole` is not parted by the end of a page."""

    text: str
    name: str
    slot: str | None = None
    heading: bool = False
    whole: bool = False


def places(report: Report) -> list[Place]:
    """The texts of a report in the order of the paper."""
    return [one for one in (*_before(report), *_text(report), *_behind(report)) if one.text]


def _before(report: Report) -> Iterator[Place]:
    if report.red_head:
        for text in (report.red_head.name, report.red_head.number, report.red_head.signer):
            yield Place(text, _("版头"))
    yield Place(report.title, _("标题"))
    yield Place(report.addressee, _("主送机关"))


def _text(report: Report) -> Iterator[Place]:
    sections, tops = walk(report.sections), {one.key for one in report.sections}
    for place, one in enumerate(sections):
        slot = None if one.children else one.key
        name = one.heading or WORDS[nameless(place, len(sections), one.key not in tops)]
        if one.heading:
            yield Place(one.number + one.heading, name, slot, heading=not one.run_in)
        yield from (Place(text, name, slot) for text in one.texts)


def _behind(report: Report) -> Iterator[Place]:
    yield from (Place(text, _("附件说明")) for text in report.notes)
    yield from (Place(text, _("署名"), whole=True) for text in report.signatures)
    yield Place(report.signed_on, _("成文日期"))
    for one in report.appendices:
        cells = (cell for group in one.groups for row in group.rows for cell in (group.title, *row))
        yield from (Place(text, one.title) for text in (*cells, one.note))
    if report.imprint:
        imprint = report.imprint
        for text in (imprint.copy_to, imprint.printed_by, imprint.printed_on):
            yield Place(text, _("版记"), whole=True)
