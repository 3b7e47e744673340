"""Reads a checklist from its file, and names every mistake in it."""

import re
from datetime import date
from decimal import Decimal

import yaml

from checklists.fields import Reading
from checklists.packaged import root_of
from checklists.problems import _
from checklists.schema import STANDING, YEAR_END, Checklist, Due, Section, Step, Task

FILE = ("kind", "key", "title", "type", "note", "sections")
TASK = ("key", "no", "title", "requirement", "owed", "checkpoints", "due", "origin", "points", "note")
DIGITS = "〇一二三四五六七八九"


def read_checklist(name_or_path: str) -> Checklist:
    """A checklist from a packaged name or a path. Raises Wrong with every mistake."""
    reading = Reading()
    root = root_of(name_or_path, "checklist", reading)
    own = reading.fields(root, FILE, ("key", "title", "sections"))
    kind = reading.one_of(own.get("type"), "type", ("tasks", "standards"), "tasks")
    found = Checklist(
        key=reading.key(own.get("key"), set()),
        title=reading.text(own.get("title"), "title", 100, empty=False),
        kind="standards" if kind == "standards" else "tasks",
        note=reading.text(own.get("note"), "note", 500, lines=True),
        sections=_Tasks(reading).sections(own.get("sections")),
    )
    reading.done()
    return found


class Numbers:
    """Printed numbers run 1, 2, 3 through the list, or 1.1, 1.2 within each section.

    A number fits by its place or after the one before it, so that one gap is told once.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading, self.section, self.place, self.last, self.dotted = reading, 0, 0, 0, False

    def next_section(self, node: yaml.Node | None, no: str) -> None:
        self.section += 1
        if self.dotted:
            self.place = self.last = 0
        due = _ordinal(self.section)
        if node is not None and no not in ("", str(self.section), due):
            self.reading.wrong(node, _("节的序号“%(no)s”不连续"), _("这里应当是 %(due)s"), no=no, due=due)

    def check(self, node: yaml.Node | None, no: str) -> None:
        self.place += 1
        if node is None or not no:
            self.last += 1
            return
        if self.section == self.place == 1:
            self.dotted = "." in no
        head = f"{self.section}." if self.dotted else ""
        if no not in (f"{head}{self.place}", f"{head}{self.last + 1}"):
            due = f"{head}{self.last + 1}"
            self.reading.wrong(node, _("序号“%(no)s”不连续"), _("这里应当是 %(due)s"), no=no, due=due)
        own = re.fullmatch(re.escape(head) + "([0-9]{1,4})", no)
        self.last = int(own[1]) if own else self.last + 1


def _ordinal(number: int) -> str:
    """Chinese numerals as sections are numbered (一、十二、二十); digits from 100 on."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + "十" * bool(tens) + (DIGITS[ones] if ones else "")


class _Tasks:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.numbers = reading, Numbers(reading)
        self.keys: set[str] = set()
        self.section_keys: set[str] = set()

    def sections(self, node: yaml.Node | None) -> tuple[Section, ...]:
        return tuple(self.section(one) for one in self.reading.items(node, "sections", empty=False))

    def section(self, node: yaml.Node) -> Section:
        reading = self.reading
        own = reading.fields(node, ("key", "no", "title", "items"), ("key", "title", "items"))
        no = reading.text(own.get("no"), "no", 10)
        self.numbers.next_section(own.get("no"), no)
        return Section(
            key=reading.key(own.get("key"), self.section_keys),
            no=no,
            title=reading.text(own.get("title"), "title", 100, empty=False),
            items=tuple(self.task(one) for one in reading.items(own.get("items"), "items", empty=False)),
        )

    def task(self, node: yaml.Node) -> Task:
        reading = self.reading
        own = reading.fields(node, TASK, ("key", "no", "title"))
        no = reading.text(own.get("no"), "no", 20, empty=False)
        self.numbers.check(own.get("no"), no)
        return Task(
            key=reading.key(own.get("key"), self.keys),
            no=no,
            title=reading.text(own.get("title"), "title", 120, empty=False),
            requirement=reading.text(own.get("requirement"), "requirement", 2000, lines=True),
            owed=reading.texts(own.get("owed"), "owed", 200),
            checkpoints=tuple(self.step(one) for one in reading.items(own.get("checkpoints"), "checkpoints")),
            due=self.due(own.get("due")),
            origin=reading.text(own.get("origin"), "origin", 300),
            points=self.points(own.get("points")),
            note=reading.text(own.get("note"), "note", 500, lines=True),
        )

    def step(self, node: yaml.Node) -> Step:
        reading = self.reading
        if not isinstance(node, yaml.MappingNode):
            return Step(text=reading.text(node, "checkpoints", 300, empty=False))
        own = reading.fields(node, ("text", "required"), ("text",))
        text = reading.text(own.get("text"), "text", 300, empty=False)
        return Step(text=text, required=reading.truth(own.get("required"), "required", True))

    def due(self, node: yaml.Node | None) -> Due:
        text = self.reading.text(node, "due", 20)
        if node is None or text in ("", YEAR_END):
            return Due()
        if text == STANDING:
            return Due(kind="standing")
        if match := re.fullmatch("([0-9]{1,2})-([0-9]{1,2})", text):
            try:
                day = date(2020, int(match[1]), int(match[2]))
                return Due(kind="date", month=day.month, day=day.day)
            except ValueError:
                pass
        cure = _("请写月-日，如 12-04，或写“年底前”“持续推进”")
        self.reading.wrong(node, _("时限“%(due)s”不是日期"), cure, due=text)
        return Due()

    def points(self, node: yaml.Node | None) -> Decimal | None:
        text = self.reading.text(node, "points", 10)
        if node is None or not text:
            return None
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", text):
            self.reading.wrong(node, _("分值“%(points)s”不是数"), _("请写数字，如 5 或 2.5"), points=text)
            return None
        return Decimal(text)
