"""YAML as nodes with line numbers: nothing is constructed, every scalar stays the text that stands in the file."""

import re
from pathlib import Path

import yaml

from checklists.problems import Problem, Wrong, _
from cleaning import cleaned

LARGEST = 1024 * 1024
DEEPEST = 20
# What YAML writes as an escape is as invisible as what stands in the file.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What people hand in instead of a list, by the first bytes of the file.
OTHERS: tuple[tuple[bytes | tuple[bytes, ...], str], ...] = (
    (b"%PDF-", _(" PDF 文件")),
    (b"PK\x03\x04", _(" Excel、Word 或压缩文件")),
    (b"\xd0\xcf\x11\xe0", _("旧版 Excel 或 Word 文件")),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _("图片")),
)
# The C parser takes linear time on hostile text; the pure one is the same where no C library was built in.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path) -> yaml.MappingNode:
    """The root mapping of a file. Raises Wrong: not there, too big, not UTF-8, not YAML, references, too deep."""
    text = _text(path)
    problems = [
        Problem(text.count("\n", 0, match.start()) + 1, _("有看不见的控制字符"), _("请删去"))
        for match in list(CONTROL.finditer(text))[:100]
    ]
    if problems:
        raise Wrong(problems)
    try:
        problems = _refused(text)
        root = None if problems else yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        says, cure = _("YAML 写法有误"), _("请检查这一行和上一行的缩进、冒号、引号和括号，缩进用空格")
        raise Wrong([Problem(mark.line + 1 if mark else 1, says, cure)]) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise Wrong([Problem(1, _("不是能读的 YAML"), _("请照已有清单的样子填写"))]) from None
    if problems:
        raise Wrong(problems)
    if not isinstance(root, yaml.MappingNode):
        says = _("文件是空的") if root is None else _("开头应当是几行“key: …”这样的字段")
        raise Wrong([Problem(1, says, _("请照已有清单的样子填写"))])
    return root


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise Wrong([Problem(1, _("读不到文件“%(name)s”"), _("请核对名称、路径和权限"), {"name": path.name})]) from None
    if len(raw) > LARGEST:
        raise Wrong([Problem(1, _("文件超过 1 MB"), _("请拆成几份"))])
    if other := next((name for marks, name in OTHERS if raw.startswith(marks)), None):
        cure = _("请把内容写成 YAML 文本文件再选，可以先下载清单样例")
        raise Wrong([Problem(1, _("这是%(kind)s，不是清单"), cure, {"kind": other})])
    try:
        return cleaned(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Wrong([Problem(line, _("不是 UTF-8 编码"), _("请用编辑器另存为 UTF-8"))]) from None


def _refused(text: str) -> list[Problem]:
    """What YAML allows and a checklist does not: references, tags, several documents, depth without end."""
    found: list[Problem] = []
    depth = documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        anchor = {"name": str(getattr(event, "anchor", None))[:40]}
        if isinstance(event, yaml.AliasEvent):
            found.append(Problem(line, _("用了引用“*%(name)s”"), _("请把内容直接写出来"), anchor))
        elif getattr(event, "anchor", None):
            found.append(Problem(line, _("用了锚点“&%(name)s”"), _("请去掉，内容直接写出来"), anchor))
        if getattr(event, "tag", None):
            found.append(Problem(line, _("用了 ! 标签"), _("请去掉标签，只写内容")))
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents == 2 and isinstance(event, yaml.DocumentStartEvent):
            found.append(Problem(line, _("一个文件里有几份文档"), _("请去掉“---”，一份清单一个文件")))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return [*found, Problem(line, _("层次太深"), _("请减少嵌套"))]
        if len(found) > 100:
            return found
    return found
