"""Reads the outline of a report from its file, and names every mistake in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from checklists.fields import Reading
from checklists.filling import braces
from checklists.packaged import root_of
from checklists.problems import _
from checklists.schema import Checklist, Outline, Part
from checklists.schemes import NONE, SCHEMES, scheme_of

FILE = ("kind", "key", "title", "checklists", "run_in", "numbering", "parts")
OF_NUMBERS = ("number", "numbering", "continue")
PART = ("key", "heading", "kind", "parts", "items", "style", "points", "titles", "hint", "rest", *OF_NUMBERS)
KINDS = ("group", "written", "items", "gathered")
DEEPEST = 4
TYPED_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)是]|[（(]?[0-9]{1,2}[.．、）)]")


def read_outline(name_or_path: str, checklists: Sequence[Checklist]) -> Outline:
    """An outline whose leaves name items of these checklists. Raises Wrong with every mistake."""
    reading = Reading()
    root = root_of(name_or_path, "outline", reading)
    own = reading.fields(root, FILE, ("key", "title", "parts"))
    title = reading.text(own.get("title"), "title", 100, empty=False)
    tokens(reading, own.get("title"), title)
    keys = [one.key for one in checklists]
    for node in reading.items(own.get("checklists"), "checklists"):
        name = reading.text(node, "checklists", 60, empty=False)
        if name and name not in keys:
            reading.wrong(node, _("没有清单“%(name)s”"), _("请带上这份清单，或改正代号"), name=name)
    parts = _Parts(reading, checklists)
    outline = Outline(
        key=reading.key(own.get("key"), set()),
        title=title,
        run_in=reading.number(own.get("run_in"), "run_in", 0, DEEPEST, 3),
        numbering=scheme(reading, own.get("numbering")),
        parts=tuple(parts.read(one, 1) for one in reading.items(own.get("parts"), "parts", empty=False)),
    )
    reading.done()
    return outline


def tokens(reading: Reading, node: yaml.Node | None, text: str) -> str:
    """A text in which braces are filled each year."""
    if node is not None and braces(text):
        cure = _("只能用 {bureau}、{year}、{year+1} 和 {year-1}")
        reading.wrong(node, _("“%(words)s”里的花括号写法不对"), cure, words=text)
    return text


def scheme(reading: Reading, node: yaml.Node | None) -> str:
    """How the headings below are numbered, or nothing for the usual way."""
    text = reading.text(node, "numbering", 20)
    if node is None or not text:
        return ""
    found = scheme_of(text)
    if found is None:
        cure = _("请写 %(known)s，或写自己的样式，如 第{一}部分、{1}）")
        known = "、".join((*SCHEMES, NONE))
        reading.wrong(node, _("不认识的编号样式“%(name)s”"), cure, name=text, known=known)
    return found or ""


class _Parts:
    """Reads the parts of an outline; an item stands under one leaf only."""

    def __init__(self, reading: Reading, checklists: Sequence[Checklist]) -> None:
        self.reading = reading
        self.all_of = {name: refs for one in checklists for name, refs in _groups(one)}
        self.called = {name: ref for one in checklists for name, ref in _names(one).items()}
        self.keys: set[str] = set()
        self.placed: dict[str, str] = {}
        self.rest = ""

    def read(self, node: yaml.Node, level: int) -> Part:
        reading = self.reading
        own = reading.fields(node, PART, ("key",))
        key = reading.key(own.get("key"), self.keys, dots=True)
        below = reading.items(own.get("parts"), "parts")
        kind = self.kind(node, own, level)
        items = self.items(own.get("items"), key)
        values: dict[str, Any] = {
            "kind": kind,
            "style": reading.one_of(own.get("style"), "style", ("headings", "points"), "headings"),
            "points": reading.one_of(own.get("points"), "points", ("together", "apart"), "together"),
        }
        part = Part(
            key=key,
            heading=self.heading(own.get("heading")),
            number=reading.text(own.get("number"), "number", 20),
            numbering=scheme(reading, own.get("numbering")),
            continues=reading.truth(own.get("continue"), "continue", False),
            parts=tuple(self.read(one, level + 1) for one in below if level < DEEPEST),
            items=items,
            titles=self.titles(own.get("titles"), items),
            hint=tokens(reading, own.get("hint"), reading.text(own.get("hint"), "hint", 300, lines=True)),
            rest=self.catches(own.get("rest"), key, kind),
            **values,
        )
        self.numbers(own, part, level)
        return part

    def kind(self, node: yaml.Node, own: dict[str, yaml.Node], level: int) -> str:
        """The kind of a part, checked against the fields that it has."""
        reading = self.reading
        before = len(reading.problems)
        kind = reading.one_of(own.get("kind"), "kind", KINDS, "group")
        if len(reading.problems) > before:
            return kind
        if kind != "group" and "parts" in own:
            reading.wrong(own["parts"], _("写了 kind 的部分不能再有 parts"), _("请去掉 kind 或 parts"))
        elif kind == "group" and not getattr(own.get("parts"), "value", ()) and own:
            cure = _("请写 kind: written、items 或 gathered，或写下级 parts")
            reading.wrong(node, _("这个部分既没有 kind，也没有 parts"), cure)
        elif "parts" in own and level >= DEEPEST:
            reading.wrong(own["parts"], _("层次太深"), _("标题最多四级"))
        if kind in ("items", "gathered"):
            if "items" not in own and "rest" not in own:
                reading.wrong(node, _("缺少字段“items”"), _("请写这里收哪些事项"))
        elif "items" in own:
            reading.wrong(own["items"], _("这个部分不收事项"), _("请写 kind: items 或 kind: gathered，或去掉 items"))
        return kind

    def numbers(self, own: dict[str, yaml.Node], part: Part, level: int) -> None:
        """What is said of numbers that are not printed."""
        reading = self.reading
        if part.number and not part.heading:
            cure = _("请补上 heading，或去掉 number")
            reading.wrong(own["number"], _("没有标题的部分不印序号"), cure)
        for name in ("numbering", "continue"):
            if name in own and not part.headed:
                cure = _("请写在有下级标题的部分，或去掉")
                reading.wrong(own[name], _("这个部分下面没有标题，“%(name)s”用不上"), cure, name=name)
        if part.continues and not part.heading and not part.numbering:
            cure = _("没有标题的部分本来就接着编号，请去掉，或写明 numbering")
            reading.wrong(own["continue"], _("“continue”用不上"), cure)
        if part.kind == "items" and part.headed and part.heading and level == DEEPEST and not part.numbering:
            cure = _("请写 style: points，或写明 numbering")
            reading.wrong(own["kind"], _("层次太深，各事项没有可用的序号"), cure)

    def catches(self, node: yaml.Node | None, key: str, kind: str) -> bool:
        """Whether the part takes what no other names: one of them can."""
        if node is None or not self.reading.truth(node, "rest", False):
            return False
        if kind not in ("items", "gathered"):
            cure = _("请写 kind: items 或 kind: gathered，或去掉 rest")
            self.reading.wrong(node, _("这个部分不收事项"), cure)
        elif self.rest:
            says, cure = _("“%(leaf)s”已经收没有列出的事项"), _("只能有一个部分写 rest: true，请去掉一个")
            self.reading.wrong(node, says, cure, leaf=self.rest)
        self.rest = self.rest or key
        return True

    def heading(self, node: yaml.Node | None) -> str:
        text = self.reading.text(node, "heading", 80)
        if node is not None and TYPED_NUMBER.match(text):
            self.reading.wrong(node, _("标题“%(heading)s”带了序号"), _("序号由程序印，请只写标题"), heading=text)
        return tokens(self.reading, node, text)

    def items(self, node: yaml.Node | None, leaf: str) -> tuple[str, ...]:
        """The items of a leaf; "checklist/*" stands for all of a checklist."""
        found: list[str] = []
        for one in self.reading.items(node, "items", empty=False):
            name = self.reading.text(one, "items", 200, empty=False)
            for ref in self.all_of.get(name, [self.called.get(name, name)] if name else []):
                if ref in self.placed:
                    says, cure = _("事项“%(ref)s”已在“%(leaf)s”里"), _("一个事项只能放在一处，请去掉一个")
                    self.reading.wrong(one, says, cure, ref=ref, leaf=self.placed[ref])
                elif ref in self.called:
                    self.placed[ref] = leaf
                    found.append(ref)
                else:
                    self.reading.unknown(one, _("没有事项“%(name)s”"), ref, [*self.called, *self.all_of])
        return tuple(found)

    def titles(self, node: yaml.Node | None, items: tuple[str, ...]) -> dict[str, str]:
        """Headings of single items, where they differ from the items' titles."""
        if node is None:
            return {}
        typed = [str(name.value) for name, _title in node.value] if isinstance(node, yaml.MappingNode) else []
        known = [*items, *(name for name in typed if self.called.get(name) in items and name not in items)]
        own = self.reading.fields(node, known, ())
        return {self.called[name]: self.heading(value) for name, value in own.items()}


def _groups(checklist: Checklist) -> Iterator[tuple[str, list[str]]]:
    """What a star stands for: all of a checklist, or of a section and those inside it."""
    yield f"{checklist.key}/*", [f"{checklist.key}/{task.key}" for task in checklist.tasks]
    for path in checklist.walk():
        tasks = (task for below in path[-1].walk() for task in below[-1].items)
        yield f"{checklist.key}/{path[-1].key}/*", [f"{checklist.key}/{task.key}" for task in tasks]


def _names(checklist: Checklist) -> dict[str, str]:
    """The items by what they may be called: their keys, and number or title where one alone has it."""
    tasks = checklist.tasks
    found = {task.key: task.key for task in tasks}
    for names in ([task.no for task in tasks], [task.title for task in tasks]):
        once = {name for name, count in Counter(names).items() if count == 1}
        for task, name in zip(tasks, names, strict=True):
            if name in once:
                found.setdefault(name, task.key)
    return {f"{checklist.key}/{name}": f"{checklist.key}/{key}" for name, key in found.items()}
