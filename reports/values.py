"""The report as frozen values: what a template prints, and what an edition keeps."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. `number` is made by the program; level 0 has no heading."""

    key: str
    level: int
    number: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    children: tuple["Section", ...] = ()
    run_in: bool = False
    empty: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class RedHead:
    """版头 of a paper to a superior (GB/T 9704-2012, 7.2): name of the office, number, signer (签发人)."""

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
class Report:
    """A year's report, ready to print. Dates stand as they are printed."""

    year: int
    title: str
    addressee: str
    sections: tuple[Section, ...]
    signature: str = ""
    signed_on: str = ""
    attachments: tuple[str, ...] = ()
    red_head: RedHead | None = None
    imprint: Imprint | None = None

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
        )


def _section(data: dict[str, Any]) -> Section:
    children = tuple(_section(one) for one in data["children"])
    return Section(**{**data, "paragraphs": tuple(data["paragraphs"]), "children": children})


def walk(sections: tuple[Section, ...]) -> list[Section]:
    """Sections in reading order."""
    return [one for section in sections for one in (section, *walk(section.children))]


def printed_date(day: date | None) -> str:
    """2021年1月22日: Arabic figures, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
