"""What is counted, as plain frozen values: kinds of records, indicators, and the relations figures must satisfy."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from checklists.problems import _

CONTENT = _("内容")  # what a kind of records calls its text where its file does not say
MEASURES = ("records", "amount", "persons", "hours", "person_hours")
NUMBERS = ("amount", "persons", "hours")
HOWS = ("sum", "difference", "growth", "share")
Measure = Literal["records", "amount", "persons", "hours", "person_hours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One more thing that a record of a kind says."""

    key: str
    name: str
    type: Literal["text", "date", "choice"] = "text"
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What may be added up over records of a kind."""

    key: str
    name: str
    unit: str
    measure: Measure = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """A kind of record: its Chinese form, its classes (sorts), and what may be counted. A problem lives on until solved."""

    key: str
    name: str
    title: str = CONTENT
    sorts: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()
    counts: tuple[Count, ...] = ()
    life: Literal["plain", "problem"] = "plain"
    note: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "RecordKind":
        return cls(
            **{name: data[name] for name in ("key", "name", "title", "numbers", "life", "note")},
            sorts=tuple(data["sorts"]),
            details=tuple(Detail(**{**one, "choices": tuple(one["choices"])}) for one in data["details"]),
            counts=tuple(Count(**one) for one in data["counts"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKinds:
    """工作记录类型: one file."""

    key: str
    title: str
    note: str = ""
    kinds: tuple[RecordKind, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "RecordKinds":
        kinds = tuple(RecordKind.from_dict(one) for one in data["kinds"])
        return cls(key=data["key"], title=data["title"], note=data["note"], kinds=kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """A figure that is added up from confirmed records: of one kind, of some classes or of all."""

    kind: str
    sorts: tuple[str, ...] = ()
    measure: Measure = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A figure worked out from others, named `key` or `key@-1` (the year before)."""

    how: Literal["sum", "difference", "growth", "share"]
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """指标: a named quantity with unit and definition (口径). It may feed a checkpoint: `checklist/task#place`, up to `goal`."""

    key: str
    name: str
    unit: str
    kind: Literal["count", "amount", "rate"] = "count"
    decimals: int = 0
    definition: str = ""
    period: Literal["year", "date"] = "year"
    records: Adding | None = None
    formula: Formula | None = None
    goal: int | None = None
    feeds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """勾稽关系: what a figure (whole) must be, given others (parts). An open list names only some of the parts."""

    key: str
    name: str
    how: Literal["sum", "difference", "growth", "share", "equal", "printed"]
    whole: str
    parts: tuple[str, ...] = ()
    open: bool = False
    rounding: Literal["round", "cut"] = "round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """指标和勾稽关系: one file. `lists`: the checklists it belongs to; none named, it is for every year."""

    key: str
    title: str
    note: str = ""
    lists: tuple[str, ...] = ()
    indicators: tuple[Measured, ...] = ()
    relations: tuple[Claim, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)
