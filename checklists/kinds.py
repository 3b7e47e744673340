"""Reads the kinds of records from their file, and names every mistake in it."""

from typing import Literal

import yaml

from checklists.counted import CONTENT, MEASURES, NUMBERS, Count, Detail, RecordKind, RecordKinds
from checklists.fields import Reading
from checklists.packaged import root_of
from checklists.problems import _

FILE = ("kind", "key", "title", "note", "kinds")
KIND = ("key", "name", "title", "sorts", "numbers", "details", "counts", "life", "note")
DETAILS: dict[str, Literal["text", "date", "choice"]] = {"text": "text", "date": "date", "choice": "choice"}


def read_kinds(name_or_path: str) -> RecordKinds:
    """Kinds of records from a packaged name or a path. Raises Wrong with every mistake."""
    reading = Reading()
    own = reading.fields(root_of(name_or_path, "records", reading), FILE, ("key", "title", "kinds"))
    kinds = _Kinds(reading)
    found = RecordKinds(
        key=reading.key(own.get("key"), set()),
        title=reading.text(own.get("title"), "title", 100, empty=False),
        note=reading.text(own.get("note"), "note", 500, lines=True),
        kinds=tuple(kinds.kind(one) for one in reading.items(own.get("kinds"), "kinds", empty=False)),
    )
    reading.done()
    return found


class _Kinds:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.keys: set[str] = set()
        self.names: set[str] = set()

    def kind(self, node: yaml.Node) -> RecordKind:
        reading = self.reading
        own = reading.fields(node, KIND, ("key", "name", "counts"))
        numbers = self.numbers(own.get("numbers"))
        details, counts = set[str](), set[str]()
        life = reading.one_of(own.get("life"), "life", ("plain", "problem"), "plain")
        return RecordKind(
            key=reading.key(own.get("key"), self.keys),
            name=self.once(own.get("name"), "name", 20, self.names),
            title=reading.text(own.get("title"), "title", 20) or CONTENT,
            sorts=self.sorts(own.get("sorts")),
            numbers=numbers,
            details=tuple(self.detail(one, details) for one in reading.items(own.get("details"), "details")),
            counts=tuple(self.count(one, counts, numbers) for one in reading.items(own.get("counts"), "counts")),
            life="problem" if life == "problem" else "plain",
            note=reading.text(own.get("note"), "note", 300, lines=True),
        )

    def once(self, node: yaml.Node | None, what: str, limit: int, taken: set[str]) -> str:
        text = self.reading.text(node, what, limit, empty=False)
        if node is not None and text in taken:
            self.reading.wrong(node, _("名称“%(name)s”重复"), _("每个名称只能用一次，请换一个"), name=text)
        taken.add(text)
        return text

    def sorts(self, node: yaml.Node | None) -> tuple[str, ...]:
        taken: set[str] = set()
        return tuple(self.once(one, "sorts", 30, taken) for one in self.reading.items(node, "sorts"))

    def numbers(self, node: yaml.Node | None) -> dict[str, str]:
        """The columns that a kind fills, each with the words of its field."""
        if node is None:
            return {}
        own = self.reading.fields(node, NUMBERS, ())
        return {name: self.reading.text(value, name, 20, empty=False) for name, value in own.items()}

    def detail(self, node: yaml.Node, taken: set[str]) -> Detail:
        reading = self.reading
        own = reading.fields(node, ("key", "name", "type", "choices", "required"), ("key", "name"))
        kind = reading.one_of(own.get("type"), "type", DETAILS, "text")
        choices = reading.texts(own.get("choices"), "choices", 30)
        if kind == "choice" and not choices:
            reading.wrong(node, _("没有写可选的内容"), _("请在 choices 下每项一行写出"))
        return Detail(
            key=reading.key(own.get("key"), taken),
            name=reading.text(own.get("name"), "name", 20, empty=False),
            type=DETAILS[kind],
            choices=choices,
            required=reading.truth(own.get("required"), "required", False),
        )

    def count(self, node: yaml.Node, taken: set[str], numbers: dict[str, str]) -> Count:
        reading = self.reading
        own = reading.fields(node, ("key", "name", "unit", "measure"), ("key", "name", "unit"))
        measure = reading.one_of(own.get("measure"), "measure", MEASURES, "records")
        needed = {"person_hours": ("persons", "hours"), "records": ()}.get(measure, (measure,))
        for name in needed:
            if name not in numbers and measure in MEASURES:
                says = _("“%(measure)s”要用到“%(name)s”，这个类型没有它")
                reading.wrong(node, says, _("请在 numbers 下写上它和它的中文名称"), measure=measure, name=name)
        return Count(
            key=reading.key(own.get("key"), taken),
            name=reading.text(own.get("name"), "name", 20, empty=False),
            unit=reading.text(own.get("unit"), "unit", 10, empty=False),
            measure=measure,  # type: ignore[arg-type]
        )
