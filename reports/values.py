"""The report as frozen values: what a template prints, and what an edition keeps."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

NO_RESULT, NO_SOURCE = "尚未评定", "未注明来源"  # as the tables print it
SAID_OPEN = {NO_RESULT, NO_SOURCE}


class BlockKind(StrEnum):
    """What a piece of a body is on paper; points are paragraphs that open with their number."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading without a number, or a table: its first row is its head."""

    kind: BlockKind = BlockKind.PARAGRAPH
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Its words line by line; the cells of a row apart by tabs, as the proofreader reads those of a Word document."""
        return tuple("\t".join(row) for row in self.rows) if self.rows else (self.text,)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. `number` is made by the program; level 0 has no heading."""

    key: str
    level: int
    number: str
    heading: str
    blocks: tuple[Block, ...] = ()
    children: tuple["Section", ...] = ()
    run_in: bool = False
    empty: bool = False
    unfinished: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The words under the heading line by line."""
        return tuple(line for block in self.blocks for line in block.lines)


@dataclass(frozen=True, slots=True)
class RedHead:
    """版头 of a paper to a superior (GB/T 9704-2012, 7.2): name of the office, number, signer (签发人). Several offices
    that send it together stand each on a line of the name (7.2.4)."""

    name: str
    number: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 (GB/T 9704-2012, 7.4): copies to, printed by, printed on."""

    copy_to: str = ""
    printed_by: str = ""
    printed_on: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of an appendix under the title of their section."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """附件: a table bound in behind the report, on sheets turned sideways; `kind` gives the widths of its columns.

    `open`: how many of its rows lack what the table is there to say, a result or a source.
    """

    kind: str
    title: str
    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    note: str = ""
    open: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A year's report, ready to print. Dates stand as they are printed; each line of the signature is an office that
    signs. `title_lines`: the title as it was broken by hand."""

    year: int
    title: str
    addressee: str
    sections: tuple[Section, ...]
    signature: str = ""
    signed_on: str = ""
    attachments: tuple[str, ...] = ()
    red_head: RedHead | None = None
    imprint: Imprint | None = None
    appendices: tuple[Appendix, ...] = ()
    title_lines: tuple[str, ...] = ()

    @property
    def signatures(self) -> tuple[str, ...]:
        """The offices that sign, the one that leads first (7.3.5.2)."""
        return tuple(self.signature.split("\n")) if self.signature else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """The names of the attachment note: what is sent along, then what is bound in (7.3.4)."""
        return (*self.attachments, *(one.title for one in self.appendices))

    def label(self, place: int) -> str:
        """附件 or 附件2 over the appendix at a place from 0: the number it has in the note (7.3.7)."""
        return "附件" if len(self.notes) == 1 else f"附件{len(self.attachments) + place + 1}"

    def empty_sections(self) -> list[Section]:
        """Every leaf without text."""
        return [one for one in walk(self.sections) if one.empty]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Report":
        head, imprint = data["red_head"], data["imprint"]
        return cls(
            **{name: data[name] for name in ("year", "title", "addressee", "signature", "signed_on")},
            sections=tuple(_section(one) for one in data["sections"]),
            attachments=tuple(data["attachments"]),
            red_head=RedHead(**head) if head else None,
            imprint=Imprint(**imprint) if imprint else None,
            appendices=tuple(_appendix(one) for one in data.get("appendices", ())),
            title_lines=tuple(data.get("title_lines", ())),
        )


def _section(data: dict[str, Any]) -> Section:
    """Editions from before 0.5 keep plain paragraphs."""
    own = dict(data)
    plain = [{"text": text} for text in own.pop("paragraphs", ())]
    found = tuple(_block(one) for one in own.pop("blocks", plain))
    return Section(**own | {"blocks": found, "children": tuple(_section(one) for one in data["children"])})


def _block(data: dict[str, Any]) -> Block:
    rows = tuple(tuple(row) for row in data.get("rows", ()))
    return Block(BlockKind(data.get("kind", BlockKind.PARAGRAPH)), data.get("text", ""), rows)


def _appendix(data: dict[str, Any]) -> Appendix:
    groups = tuple(Group(one["title"], tuple(tuple(row) for row in one["rows"])) for one in data["groups"])
    rows = data["open"] if "open" in data else _open_before(groups)
    return Appendix(data["kind"], data["title"], tuple(data["columns"]), groups, data["note"], rows)


def _open_before(groups: tuple[Group, ...]) -> int:
    """Of an edition from before 0.5, which did not keep it: by what its own cells say."""
    return sum(bool(SAID_OPEN & set(row)) for group in groups for row in group.rows)


def walk(sections: tuple[Section, ...]) -> list[Section]:
    """Sections in reading order."""
    return [one for section in sections for one in (section, *walk(section.children))]


def printed_date(day: date | None) -> str:
    """2021年1月22日: Arabic figures, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
