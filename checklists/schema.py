"""What has to be done, as plain frozen values: a checklist, its tasks, and the outline of a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

YEAR_END, STANDING, EVERYONE = "年底前", "持续推进", "各科室"
DueKind = Literal["date", "year_end", "standing"]
PartKind = Literal["group", "written", "items", "gathered"]
LATER = ("rest", "number", "numbering", "continues")  # fields of a part that outlines from before 0.5 do not have


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a task is due in any year: a day, the year's end, or every month (持续推进)."""

    kind: DueKind = "year_end"
    month: int | None = None
    day: int | None = None

    def on(self, year: int) -> date | None:
        """The due date in a year; a standing task has none. 29 February becomes the 28th where there is none."""
        if self.kind == "standing":
            return None
        if self.month is None or self.day is None:
            return date(year, 12, 31)
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, 2, 28)

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "month": self.month, "day": self.day}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that is ticked (检查点)."""

    text: str
    required: bool = True

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "required": self.required}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task or standard. Its key stays when its printed number changes.

    Who leads it, who helps, who is responsible and which leader is in charge are called by their names.
    """

    key: str
    no: str
    title: str
    requirement: str = ""
    owed: tuple[str, ...] = ()
    checkpoints: tuple[Step, ...] = ()
    due: Due = Due()
    origin: str = ""
    points: Decimal | None = None
    note: str = ""
    lead: str = ""
    helpers: tuple[str, ...] = ()
    person: str = ""
    leader: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "no": self.no,
            "title": self.title,
            "requirement": self.requirement,
            "owed": list(self.owed),
            "checkpoints": [one.to_dict() for one in self.checkpoints],
            "due": self.due.to_dict(),
            "origin": self.origin,
            "points": None if self.points is None else str(self.points),
            "note": self.note,
            "lead": self.lead,
            "helpers": list(self.helpers),
            "person": self.person,
            "leader": self.leader,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Task":
        """Lists from before 0.5 say nobody."""
        points = data["points"]
        return cls(
            **{name: data[name] for name in ("key", "no", "title", "requirement", "origin", "note")},
            owed=tuple(data["owed"]),
            checkpoints=tuple(Step(**one) for one in data["checkpoints"]),
            due=Due(**data["due"]),
            points=None if points is None else Decimal(points),
            **{name: data.get(name, "") for name in ("lead", "person", "leader")},
            helpers=tuple(data.get("helpers", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of tasks under one title, and the groups inside it."""

    key: str
    no: str = ""
    title: str
    items: tuple[Task, ...] = ()
    sections: tuple["Section", ...] = ()

    @property
    def label(self) -> str:
        """Number and title in one line: 一、甲, （一）乙, 1.1 丙."""
        if not self.no or not self.no[-1].isalnum():
            return self.no + self.title
        return f"{self.no} {self.title}" if "." in self.no else f"{self.no}、{self.title}"

    def walk(self, above: tuple["Section", ...] = ()) -> Iterator[tuple["Section", ...]]:
        """This section and those inside it in reading order, each behind the ones that it stands in."""
        path = (*above, self)
        yield path
        for one in self.sections:
            yield from one.walk(path)

    def to_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "no": self.no,
            "title": self.title,
            "items": [one.to_dict() for one in self.items],
            "sections": [one.to_dict() for one in self.sections],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Section":
        items = tuple(Task.from_dict(one) for one in data["items"])
        sections = tuple(cls.from_dict(one) for one in data.get("sections", ()))
        return cls(key=data["key"], no=data["no"], title=data["title"], items=items, sections=sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """清单. Of kind standards, each item gets a result (达标 …) when it is closed."""

    key: str
    title: str
    kind: Literal["tasks", "standards"] = "tasks"
    note: str = ""
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[tuple[Section, ...]]:
        """Every section in reading order, each behind the ones that it stands in."""
        for section in self.sections:
            yield from section.walk()

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for path in self.walk() for task in path[-1].items)

    def to_dict(self) -> dict[str, Any]:
        sections = [one.to_dict() for one in self.sections]
        return {"key": self.key, "title": self.title, "kind": self.kind, "note": self.note, "sections": sections}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Checklist":
        sections = tuple(Section.from_dict(one) for one in data["sections"])
        return cls(key=data["key"], title=data["title"], kind=data["kind"], note=data["note"], sections=sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the report: a group of parts, or a leaf that is written, made of items, or gathered beside them.

    Items are named "checklist_key/task_key". A leaf of items prints each as a numbered heading (style headings) or
    as a point 一是、二是 (style points), together in one paragraph or apart. `rest`: it also takes the items that no
    other part names (checklists.places).

    `numbering` is how the headings under it are numbered (checklists.schemes), `continues`: they go on from the last
    ones numbered so; `number` is a mark of its own in place of its number, or "none".
    """

    key: str
    heading: str = ""
    kind: PartKind = "group"
    parts: tuple["Part", ...] = ()
    items: tuple[str, ...] = ()
    style: Literal["headings", "points"] = "headings"
    points: Literal["together", "apart"] = "together"
    titles: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    rest: bool = False
    number: str = ""
    numbering: str = ""
    continues: bool = False

    @property
    def headed(self) -> bool:
        """Whether headings stand under it."""
        return self.kind == "group" or (self.kind == "items" and self.style == "headings")

    def holds(self, key: str, headed: bool) -> bool:
        """Whether a leaf of this key is below, under a heading: this one's, or one above it (`headed`)."""
        below = ((one.key == key and headed) or one.holds(key, headed or bool(one.heading)) for one in self.parts)
        return any(below)

    def leaves(self) -> Iterator["Part"]:
        """This leaf, or the leaves below, in order."""
        if self.kind != "group":
            yield self
        for part in self.parts:
            yield from part.leaves()

    def to_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "heading": self.heading,
            "kind": self.kind,
            "parts": [one.to_dict() for one in self.parts],
            "items": list(self.items),
            "style": self.style,
            "points": self.points,
            "titles": dict(self.titles),
            "hint": self.hint,
            **{name: getattr(self, name) for name in LATER},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Part":
        """What an older outline does not say is as it was then."""
        names = ("key", "heading", "kind", "style", "points", "titles", "hint", *LATER)
        plain = {name: data[name] for name in names if name in data}
        return cls(**plain, items=tuple(data["items"]), parts=tuple(cls.from_dict(one) for one in data["parts"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The report as parts in their order. `title` may hold {bureau} and {year}; headings from level `run_in` run in.

    `numbering` is how the outermost headings are numbered."""

    key: str
    title: str
    run_in: int = 3
    numbering: str = ""
    parts: tuple[Part, ...] = ()

    def leaves(self) -> Iterator[Part]:
        for part in self.parts:
            yield from part.leaves()

    def inside(self, key: str) -> bool:
        """Whether a leaf stands under a heading of another part."""
        return any(part.holds(key, bool(part.heading)) for part in self.parts)

    def to_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": self.title,
            "run_in": self.run_in,
            "numbering": self.numbering,
            "parts": [one.to_dict() for one in self.parts],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Outline":
        parts = tuple(Part.from_dict(one) for one in data["parts"])
        numbering = data.get("numbering", "")
        return cls(key=data["key"], title=data["title"], run_in=data["run_in"], numbering=numbering, parts=parts)
