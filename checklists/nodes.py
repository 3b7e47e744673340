"""YAML as nodes with line numbers: nothing is constructed, every scalar stays the text that stands in the file."""

import difflib
import re
from collections.abc import Collection
from pathlib import Path

import yaml

from checklists.problems import Problem, Wrong

LARGEST = 1024 * 1024
DEEPEST = 20
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def load(path: Path) -> yaml.Node:
    """The root node of a file. Raises Wrong: not there, too big, not UTF-8, not YAML, aliases, too deep."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise Wrong([Problem(1, f"读不到文件“{path.name}”", "请核对路径和权限")]) from None
    if len(raw) > LARGEST:
        raise Wrong([Problem(1, "文件超过 1 MB", "请拆成几份清单")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Wrong([Problem(line, "不是 UTF-8 编码", "请另存为 UTF-8")]) from None
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Wrong([Problem(event.start_mark.line + 1, "用了 & 或 * 引用", "请把内容直接写出来")])
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Wrong([Problem(mark.line + 1 if mark else 1, "YAML 写法有误", "请检查这一行的缩进、冒号和引号")]) from None
    except yaml.YAMLError:
        raise Wrong([Problem(1, "有不能用的控制字符", "请删去")]) from None
    except RecursionError:
        raise Wrong([Problem(1, "层次太深", "请减少嵌套")]) from None
    if root is None:
        raise Wrong([Problem(1, "文件是空的", "请照已有清单的样子填写")])
    if not isinstance(root, yaml.MappingNode):
        raise Wrong([Problem(1, "开头应当是“key: 内容”", "请照已有清单的样子填写")])
    return root


class Reading:
    """Reads nodes into plain values and collects every mistake on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, node: yaml.Node | int, says: str, cure: str) -> None:
        line = node if isinstance(node, int) else node.start_mark.line + 1
        self.problems.append(Problem(line, says, cure))

    def fields(self, node: yaml.Node, known: Collection[str], needed: Collection[str]) -> dict[str, yaml.Node]:
        """The fields of a mapping; unknown, repeated and missing names are mistakes."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, "这里应当是几行“key: 内容”", "请照已有清单的样子填写")
            return {}
        found: dict[str, yaml.Node] = {}
        for name_node, value in node.value:
            name = name_node.value if isinstance(name_node, yaml.ScalarNode) else ""
            if name not in known:
                near = difflib.get_close_matches(name, known, 1, 0.5)
                self.wrong(name_node, f"不认识的字段“{name[:40]}”", f"是不是“{near[0]}”" if near else f"可用的有：{'、'.join(known)}")
            elif name in found:
                self.wrong(name_node, f"字段“{name}”重复", "请只留一个")
            else:
                found[name] = value
        for name in needed:
            if name not in found:
                self.wrong(node, f"缺少字段“{name}”", "请补上")
        return found

    def text(self, node: yaml.Node | None, what: str, limit: int, *, empty: bool = True) -> str:
        """One text, as it stands in the file."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, f"“{what}”应当是文字", "请写成一行文字")
            return ""
        value = str(node.value).strip()
        if not value and not empty:
            self.wrong(node, f"“{what}”是空的", "请填写")
        if len(value) > limit:
            self.wrong(node, f"“{what}”超过 {limit} 字", "请缩短")
        if CONTROL.search(value):
            self.wrong(node, f"“{what}”里有看不见的控制字符", "请删去")
        return value

    def one_of(self, node: yaml.Node | None, what: str, allowed: Collection[str], default: str) -> str:
        value = self.text(node, what, 40)
        if not value:
            return default
        if value not in allowed and node is not None:
            self.wrong(node, f"“{what}”不能是“{value}”", f"可用的有：{'、'.join(allowed)}")
            return default
        return value

    def items(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        """The nodes of a list; nothing is an empty list."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, f"“{what}”应当是列表", "请每项一行，行首写“- ”")
            return []
        return list(node.value)

    def texts(self, node: yaml.Node | None, what: str, limit: int) -> tuple[str, ...]:
        return tuple(self.text(one, what, limit, empty=False) for one in self.items(node, what))

    def key(self, node: yaml.Node | None, taken: set[str]) -> str:
        """A stable key: lower-case letters, digits and hyphens, once in a file."""
        value = self.text(node, "key", 60, empty=False)
        if node is None or not value:
            return value
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            self.wrong(node, f"代号“{value[:40]}”写法不对", "请用小写字母、数字和连字符，如 law-study")
        elif value in taken:
            self.wrong(node, f"代号“{value}”重复", "每个代号只能用一次，请换一个")
        taken.add(value)
        return value

    def number(self, node: yaml.Node | None, what: str, low: int, high: int, default: int) -> int:
        value = self.text(node, what, 10)
        if node is None:
            return default
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            self.wrong(node, f"“{what}”应当是 {low} 至 {high} 的整数", "请改正")
            return default
        return int(value)

    def truth(self, node: yaml.Node | None, what: str, default: bool) -> bool:
        value = self.one_of(node, what, ("true", "false"), "true" if default else "false")
        return value == "true"
