"""Reads a checklist or an outline from its file, and names every mistake in it."""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from checklists.nodes import Reading, load
from checklists.problems import Wrong
from checklists.schema import STANDING, YEAR_END, Checklist, Due, Outline, Part, Section, Step, Task

FOLDER = Path(__file__).parent
TASK = ("key", "no", "title", "requirement", "owed", "checkpoints", "due", "origin", "points", "note")
PART = ("key", "heading", "kind", "parts", "items", "style", "points", "titles", "hint")
DEEPEST = 4


def available() -> tuple[str, ...]:
    """Names of the packaged files, checklists and outlines."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def where(name_or_path: str) -> Path:
    """A packaged file by its name, else the path itself."""
    return FOLDER / f"{name_or_path}.yaml" if name_or_path in available() else Path(name_or_path)


def kind_of(name_or_path: str) -> str:
    """"checklist" or "outline", as the file says of itself. Raises Wrong."""
    root, reading = load(where(name_or_path)), Reading()
    kinds = [value for name, value in root.value if name.value == "kind"]
    if not kinds:
        reading.wrong(root, "缺少字段“kind”", "请写 kind: checklist 或 kind: outline")
    kind = reading.one_of(kinds[0] if kinds else None, "kind", ("checklist", "outline"), "checklist")
    if reading.problems:
        raise Wrong(reading.problems)
    return kind


def read_checklist(name_or_path: str) -> Checklist:
    """A checklist from a packaged name or a path. Raises Wrong with every mistake."""
    reading = Reading()
    root = load(where(name_or_path))
    fields = reading.fields(root, ("kind", "key", "title", "type", "note", "sections"), ("kind", "key", "title", "sections"))
    reading.one_of(fields.get("kind"), "kind", ("checklist",), "checklist")
    keys: set[str] = set()
    section_keys: set[str] = set()
    numbers = Numbers(reading)
    sections = []
    for node in reading.items(fields.get("sections"), "sections"):
        own = reading.fields(node, ("key", "no", "title", "items"), ("key", "title", "items"))
        tasks = tuple(_task(reading, one, keys, numbers) for one in reading.items(own.get("items"), "items"))
        key = reading.key(own.get("key"), section_keys)
        no, title = reading.text(own.get("no"), "no", 10), reading.text(own.get("title"), "title", 100, empty=False)
        numbers.next_section()
        sections.append(Section(key=key, no=no, title=title, items=tasks))
    found = Checklist(
        key=reading.key(fields.get("key"), set()),
        title=reading.text(fields.get("title"), "title", 100, empty=False),
        kind="standards" if reading.one_of(fields.get("type"), "type", ("tasks", "standards"), "tasks") == "standards" else "tasks",
        note=reading.text(fields.get("note"), "note", 500),
        sections=tuple(sections),
    )
    if not keys and not reading.problems:
        reading.wrong(root, "清单里没有事项", "请至少写一项")
    if reading.problems:
        raise Wrong(reading.problems)
    return found


class Numbers:
    """Printed numbers run 1, 2, 3 through the list, or 1.1, 1.2 within each section."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.section, self.place, self.run = reading, 1, 0, 0

    def next_section(self) -> None:
        self.section, self.place = self.section + 1, 0

    def check(self, node: yaml.Node | None, no: str) -> None:
        self.run, self.place = self.run + 1, self.place + 1
        due = f"{self.section}.{self.place}" if "." in no else str(self.run)
        if node is not None and no and no != due:
            self.reading.wrong(node, f"序号“{no}”不连续", f"这里应当是 {due}")


def _task(reading: Reading, node: yaml.Node, keys: set[str], numbers: Numbers) -> Task:
    own = reading.fields(node, TASK, ("key", "no", "title"))
    no = reading.text(own.get("no"), "no", 20, empty=False)
    numbers.check(own.get("no"), no)
    points = reading.text(own.get("points"), "points", 10)
    if points and not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", points):
        reading.wrong(own["points"], f"分值“{points}”不是数", "请写数字，如 5 或 2.5")
        points = ""
    return Task(
        key=reading.key(own.get("key"), keys),
        no=no,
        title=reading.text(own.get("title"), "title", 120, empty=False),
        requirement=reading.text(own.get("requirement"), "requirement", 2000),
        owed=reading.texts(own.get("owed"), "owed", 200),
        checkpoints=tuple(_step(reading, one) for one in reading.items(own.get("checkpoints"), "checkpoints")),
        due=_due(reading, own.get("due")),
        origin=reading.text(own.get("origin"), "origin", 300),
        points=Decimal(points) if points else None,
        note=reading.text(own.get("note"), "note", 500),
    )


def _step(reading: Reading, node: yaml.Node) -> Step:
    if isinstance(node, yaml.ScalarNode):
        return Step(text=reading.text(node, "checkpoints", 300, empty=False))
    own = reading.fields(node, ("text", "required"), ("text",))
    text = reading.text(own.get("text"), "text", 300, empty=False)
    return Step(text=text, required=reading.truth(own.get("required"), "required", True))


def _due(reading: Reading, node: yaml.Node | None) -> Due:
    text = reading.text(node, "due", 20)
    if text in ("", YEAR_END):
        return Due()
    if text == STANDING:
        return Due(kind="standing")
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text)
    if match:
        month, day = int(match[1]), int(match[2])
        try:
            datetime.date(2020, month, day)
        except ValueError:
            pass
        else:
            return Due(kind="date", month=month, day=day)
    if node is not None:
        reading.wrong(node, f"时限“{text}”不是日期", "请写“12-04”“年底前”或“持续推进”")
    return Due()


def read_outline(name_or_path: str, checklists: Sequence[Checklist]) -> Outline:
    """An outline whose leaves name items of these checklists. Raises Wrong with every mistake."""
    reading = Reading()
    root = load(where(name_or_path))
    fields = reading.fields(root, ("kind", "key", "title", "checklists", "run_in", "parts"), ("kind", "key", "title", "parts"))
    reading.one_of(fields.get("kind"), "kind", ("outline",), "outline")
    parts = Parts(reading, checklists)
    title = reading.text(fields.get("title"), "title", 100, empty=False)
    if re.search(r"[{}]", title.replace("{bureau}", "").replace("{year}", "")):
        reading.wrong(fields["title"], "标题里只能用 {bureau} 和 {year}", "请改正")
    outline = Outline(
        key=reading.key(fields.get("key"), set()),
        title=title,
        run_in=reading.number(fields.get("run_in"), "run_in", 0, 4, 3),
        parts=tuple(parts.read(one, 1) for one in reading.items(fields.get("parts"), "parts")),
    )
    if not outline.parts and not reading.problems:
        reading.wrong(root, "提纲里没有部分", "请至少写一个")
    if reading.problems:
        raise Wrong(reading.problems)
    return outline


class Parts:
    """Reads the parts of an outline; an item stands under one leaf only."""

    def __init__(self, reading: Reading, checklists: Sequence[Checklist]) -> None:
        self.reading = reading
        self.known = {f"{one.key}/{task.key}" for one in checklists for task in one.tasks}
        self.all_of = {f"{one.key}/*": [f"{one.key}/{task.key}" for task in one.tasks] for one in checklists}
        self.keys: set[str] = set()
        self.placed: dict[str, str] = {}

    def read(self, node: yaml.Node, level: int) -> Part:
        reading = self.reading
        own = reading.fields(node, PART, ("key",))
        key = reading.key(own.get("key"), self.keys)
        kind = reading.one_of(own.get("kind"), "kind", ("group", "written", "items", "gathered"), "group")
        below = reading.items(own.get("parts"), "parts")
        if level > DEEPEST:
            reading.wrong(node, "层次太深", "标题最多四级")
            below = []
        if kind == "group" and not below:
            reading.wrong(node, "这个部分既没有 parts，也没有 kind", "请写 kind: written、items 或 gathered，或写下级 parts")
        if kind != "group" and below:
            reading.wrong(node, "叶子不能再有 parts", "请去掉 kind 或 parts")
        items = self.items(own.get("items"), key)
        if kind in ("items", "gathered") and not items and "items" not in own:
            reading.wrong(node, "缺少字段“items”", "请写这里收哪些事项")
        values: dict[str, Any] = {
            "style": reading.one_of(own.get("style"), "style", ("headings", "points"), "headings"),
            "points": reading.one_of(own.get("points"), "points", ("together", "apart"), "together"),
        }
        return Part(
            key=key,
            heading=reading.text(own.get("heading"), "heading", 80),
            kind=kind,  # type: ignore[arg-type]
            parts=tuple(self.read(one, level + 1) for one in below),
            items=items,
            titles=self.titles(own.get("titles"), items),
            hint=reading.text(own.get("hint"), "hint", 300),
            **values,
        )

    def items(self, node: yaml.Node | None, leaf: str) -> tuple[str, ...]:
        found: list[str] = []
        for one in self.reading.items(node, "items"):
            name = self.reading.text(one, "items", 130, empty=False)
            for ref in self.all_of.get(name, [name]):
                if ref not in self.known:
                    self.reading.wrong(one, f"没有事项“{ref[:80]}”", "请写“清单代号/事项代号”，并带上那份清单")
                elif ref in self.placed:
                    self.reading.wrong(one, f"事项“{ref}”已在“{self.placed[ref]}”里", "一个事项只能放在一处")
                else:
                    self.placed[ref] = leaf
                    found.append(ref)
        return tuple(found)

    def titles(self, node: yaml.Node | None, items: tuple[str, ...]) -> dict[str, str]:
        if node is None:
            return {}
        fields = self.reading.fields(node, items, ())
        return {name: self.reading.text(value, "titles", 80, empty=False) for name, value in fields.items()}


def outline_checklists(name_or_path: str) -> tuple[str, ...]:
    """The packaged checklists that an outline says it belongs to. Raises Wrong where the file cannot be read."""
    root, reading = load(where(name_or_path)), Reading()
    node = next((value for name, value in root.value if name.value == "checklists"), None)
    return tuple(name for name in reading.texts(node, "checklists", 60) if name in available())
