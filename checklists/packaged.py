"""The files that come with the product, and what kind a file says it is."""

from pathlib import Path

import yaml

from checklists.fields import Reading
from checklists.filling import TOKEN
from checklists.nodes import load
from checklists.problems import _

FOLDER = Path(__file__).parent
NAMES = ("list", "outline", "list-full", "outline-full")  # the latter show every field
SAMPLES = {name: FOLDER / "samples" / f"{name}.yaml" for name in NAMES}  # to be copied and changed
KINDS = ("checklist", "outline", "records", "indicators")


def available() -> tuple[str, ...]:
    """Names of the packaged files: checklists, outlines, kinds of records, indicators."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def where(name_or_path: str) -> Path:
    """A packaged file by its name, else the path itself."""
    return FOLDER / f"{name_or_path}.yaml" if name_or_path in available() else Path(name_or_path)


def kind_of(name_or_path: str) -> str:
    """What a file says it is (a value of KINDS), or looks like. Raises Wrong where it is not readable YAML."""
    root = load(where(name_or_path))
    node = field_of(root, "kind")
    if isinstance(node, yaml.ScalarNode) and node.value in KINDS:
        return str(node.value)
    return "outline" if field_of(root, "parts") else "checklist"


def title_of(name: str) -> str:
    """The title of a packaged file, without the places that bureau and year fill."""
    node = field_of(load(where(name)), "title")
    return TOKEN.sub("", str(node.value)) if isinstance(node, yaml.ScalarNode) else name


def root_of(name_or_path: str, kind: str, reading: Reading) -> yaml.MappingNode:
    """The root of a file of this kind. A file of the other kind is refused before its fields are read."""
    root = load(where(name_or_path))
    node = field_of(root, "kind")
    if node is None:
        reading.wrong(root, _("缺少字段“kind”"), _("请写 kind: %(kind)s"), kind=kind)
    found = reading.one_of(node, "kind", KINDS, kind)
    if found != kind:
        says, cure = _("这个文件是 %(found)s"), _("这里要的是 %(kind)s，请换一个文件")
        reading.wrong(root, says, cure, found=found, kind=kind)
        reading.done()
    return root


def field_of(root: yaml.MappingNode, name: str) -> yaml.Node | None:
    """The first field of this name, before anything else is read."""
    return next((value for key, value in root.value if key.value == name), None)
