"""Reads a checklist from its file, and names every mistake in it."""

import hashlib
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import yaml

from checklists.fields import Reading
from checklists.packaged import root_of
from checklists.problems import _
from checklists.schema import STANDING, YEAR_END, Checklist, Due, Section, Step, Task

FILE = ("kind", "key", "title", "type", "note", "sections")
WHO = ("lead", "help", "person", "leader")
TASK = ("key", "no", "title", "requirement", "owed", "checkpoints", "due", *WHO, "origin", "points", "note")
SECTION = ("key", "no", "title", "items", "sections")
DEEPEST = 3  # sections inside sections


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


class _Tasks:
    """Reads sections and tasks; a key that is left out is made of the title, and stays while the title does."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.keys: set[str] = set()
        self.section_keys: set[str] = set()
        self.made: Counter[str] = Counter()

    def sections(self, node: yaml.Node | None, level: int = 1) -> tuple[Section, ...]:
        return tuple(self.section(one, level) for one in self.reading.items(node, "sections", empty=False))

    def section(self, node: yaml.Node, level: int) -> Section:
        reading = self.reading
        own = reading.fields(node, SECTION, ("title",))
        if own and not {"items", "sections"} & set(own):
            reading.wrong(node, _("缺少字段“%(name)s”"), _("请补上"), name="items")
        if "sections" in own and level == DEEPEST:
            reading.wrong(own["sections"], _("层次太深"), _("节最多三层"))
            del own["sections"]
        title = reading.text(own.get("title"), "title", 100, empty=False)
        return Section(
            key=self.key(own.get("key"), "s", title, self.section_keys),
            no=reading.text(own.get("no"), "no", 20),
            title=title,
            items=tuple(self.task(one) for one in reading.items(own.get("items"), "items", empty=False)),
            sections=self.sections(own.get("sections"), level + 1),
        )

    def key(self, node: yaml.Node | None, kind: str, title: str, taken: set[str]) -> str:
        if node is not None:
            return self.reading.key(node, taken)
        digest = hashlib.sha256(title.encode()).hexdigest()[:8]
        self.made[f"{kind}-{digest}"] += 1
        again = self.made[f"{kind}-{digest}"]
        made = f"{kind}-{digest}" if again == 1 else f"{kind}-{digest}-{again}"
        taken.add(made)
        return made

    def task(self, node: yaml.Node) -> Task:
        reading = self.reading
        own = reading.fields(node, TASK, ("no", "title"))
        for name in ("help", "person"):
            if name in own and "lead" not in own:
                cure = _("请写 lead，或去掉")
                reading.wrong(own[name], _("没有写牵头科室 lead，“%(name)s”用不上"), cure, name=name)
        title = reading.text(own.get("title"), "title", 120, empty=False)
        return Task(
            key=self.key(own.get("key"), "t", title, self.keys),
            no=reading.text(own.get("no"), "no", 20, empty=False),
            title=title,
            requirement=reading.text(own.get("requirement"), "requirement", 2000, lines=True),
            owed=reading.texts(own.get("owed"), "owed", 200),
            checkpoints=tuple(self.step(one) for one in reading.items(own.get("checkpoints"), "checkpoints")),
            due=self.due(own.get("due")),
            lead=reading.text(own.get("lead"), "lead", 40),
            helpers=self.helpers(own.get("help")),
            person=reading.text(own.get("person"), "person", 40),
            leader=reading.text(own.get("leader"), "leader", 40),
            origin=reading.text(own.get("origin"), "origin", 300),
            points=self.points(own.get("points")),
            note=reading.text(own.get("note"), "note", 500, lines=True),
        )

    def helpers(self, node: yaml.Node | None) -> tuple[str, ...]:
        """Departments that help, as a list or in one line."""
        if not isinstance(node, yaml.ScalarNode):
            return self.reading.texts(node, "help", 40)
        names = re.split("[、，,；;]", self.reading.text(node, "help", 400))
        return tuple(name.strip() for name in names if name.strip())

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
