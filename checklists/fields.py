"""Nodes into plain values, with every mistake collected on the way."""

import difflib
import re
from collections.abc import Collection

import yaml

from checklists.nodes import CONTROL
from checklists.problems import Problem, Wrong, _
from cleaning import cleaned

MOST = 200
LIKE_FILES = _("请照已有清单的样子填写")


class Reading:
    """Reads the nodes of one file; `done()` raises Wrong where something was wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, node: yaml.Node, text: str, remedy: str, **values: object) -> None:
        """Note a mistake; a file with more than MOST of them is given up."""
        shown = {name: CONTROL.sub("□", str(value))[:200] for name, value in values.items()}
        self.problems.append(Problem(node.start_mark.line + 1, text, remedy, shown))
        if len(self.problems) >= MOST:
            self.problems.append(Problem(node.start_mark.line + 1, _("问题太多，没有再往下查"), _("请先改正以上各处")))
            self.done()

    def done(self) -> None:
        if self.problems:
            raise Wrong(self.problems)

    def fields(self, node: yaml.Node, known: Collection[str], needed: Collection[str]) -> dict[str, yaml.Node]:
        """The fields of a mapping; unknown, repeated and missing names are mistakes."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, _("这里应当是几行“key: …”这样的字段"), LIKE_FILES)
            return {}
        found: dict[str, yaml.Node] = {}
        for name_node, value in node.value:
            name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else ""
            if name in found:
                self.wrong(name_node, _("字段“%(name)s”重复"), _("请只留一个"), name=name)
            elif name in known:
                found[name] = value
            else:
                self.unknown(name_node, _("不认识的字段“%(name)s”"), name, known)
        for name in needed:
            if name not in found:
                self.wrong(node, _("缺少字段“%(name)s”"), _("请补上"), name=name)
        return found

    def unknown(self, node: yaml.Node, text: str, name: str, known: Collection[str]) -> None:
        """A name that is not among the known ones: ask whether the nearest was meant."""
        near = difflib.get_close_matches(name[:200], known, 1, 0.5)
        if near:
            self.wrong(node, text, _("是不是“%(near)s”"), name=name, near=near[0])
        else:
            self.wrong(node, text, _("可用的有：%(known)s"), name=name, known="、".join(list(known)[:12]))

    def text(self, node: yaml.Node | None, what: str, limit: int, *, empty: bool = True, lines: bool = False) -> str:
        """One text as it stands in the file; `lines` allows several lines."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, _("“%(what)s”应当是文字"), _("请写成一行文字，不要写成列表"), what=what)
            return ""
        value = "" if node.tag.endswith(":null") else cleaned(str(node.value)).strip()
        if not value and not empty:
            self.wrong(node, _("“%(what)s”是空的"), _("请填写"), what=what)
        if len(value) > limit:
            self.wrong(node, _("“%(what)s”超过 %(limit)s 字"), _("请缩短"), what=what, limit=limit)
        if "\n" in value and not lines:
            self.wrong(node, _("“%(what)s”分成了几行"), _("请写在一行里"), what=what)
        if CONTROL.search(value):
            self.wrong(node, _("“%(what)s”里有看不见的控制字符"), _("请删去"), what=what)
        return value

    def one_of(self, node: yaml.Node | None, what: str, allowed: Collection[str], default: str) -> str:
        value = self.text(node, what, 40)
        if node is None or not value or value in allowed:
            return value or default
        self.unknown(node, _("“%(name)s”不是能用的写法"), value, allowed)
        return default

    def items(self, node: yaml.Node | None, what: str, *, empty: bool = True) -> list[yaml.Node]:
        """The nodes of a list; a field that is not there is an empty list."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, _("“%(what)s”应当是列表"), _("请每项一行，行首写“- ”"), what=what)
            return []
        if not node.value and not empty:
            self.wrong(node, _("“%(what)s”是空的"), _("请至少写一项，行首写“- ”"), what=what)
        return list(node.value)

    def texts(self, node: yaml.Node | None, what: str, limit: int) -> tuple[str, ...]:
        return tuple(self.text(one, what, limit, empty=False) for one in self.items(node, what))

    def key(self, node: yaml.Node | None, taken: set[str], *, dots: bool = False) -> str:
        """A stable key: lower-case letters, digits and hyphens, once in a file. `dots`: as the standard outline makes
        them of two keys."""
        value = self.text(node, "key", 60, empty=False)
        if node is None or not value:
            return value
        if not re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*" if dots else r"[a-z0-9]+(-[a-z0-9]+)*", value):
            cure = _("请用小写字母、数字和连字符，如 law-study")
            self.wrong(node, _("代号“%(key)s”写法不对"), cure, key=value)
        elif value in taken:
            self.wrong(node, _("代号“%(key)s”重复"), _("每个代号只能用一次，请换一个"), key=value)
        taken.add(value)
        return value

    def number(self, node: yaml.Node | None, what: str, low: int, high: int, default: int) -> int:
        value = self.text(node, what, 10)
        if node is None:
            return default
        if not re.fullmatch("[0-9]{1,9}", value) or not low <= int(value) <= high:
            says = _("“%(what)s”应当是 %(low)s 至 %(high)s 的整数")
            self.wrong(node, says, _("请改正"), what=what, low=low, high=high)
            return default
        return int(value)

    def truth(self, node: yaml.Node | None, what: str, default: bool) -> bool:
        return self.one_of(node, what, ("true", "false"), "true" if default else "false") == "true"
