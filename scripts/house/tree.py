"""The files of a tree, and what its modules import: at load, late inside a function, or for the type checker only."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

When = Literal["load", "late", "typed"]


@dataclass(frozen=True)
class Import:
    """One file of the tree needs another one."""

    source: Path
    target: Path
    when: When


def files(house: Path, *endings: str) -> list[Path]:
    """The files of the project. Git is not asked: it answers nobody but the owner of the folder."""
    ours: list[Path] = []
    apart = {line.strip("/") for line in (house / ".gitignore").read_text(encoding="utf-8").split()}
    for folder, below, names in os.walk(house):
        below[:] = sorted(name for name in below if name not in apart and not name.startswith("."))
        ours += [Path(folder, name) for name in sorted(names) if name.endswith(endings)]
    return ours


def room(house: Path, path: Path) -> str:
    """The room of a file: its first folder, or its own name where it stands alone."""
    return path.relative_to(house).parts[0].removesuffix(".py")


def part(house: Path, path: Path) -> str:
    """The room inside a room: a folder below it, or the file itself where there is none."""
    return path.relative_to(house).parts[1].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def module_file(house: Path, name: str) -> Path | None:
    """The file of a module's dotted name; None where it is not ours."""
    path = house.joinpath(*name.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def named(node: ast.Import | ast.ImportFrom, package: list[str]) -> list[tuple[str, list[str]]]:
    """(module, names taken from it) of an import; package is the dotted folder of the file, for leading dots."""
    if isinstance(node, ast.Import):
        return [(one.name, []) for one in node.names]
    base = package[: len(package) - node.level + 1] if node.level else []
    return [(".".join([*base, *filter(None, [node.module])]), [one.name for one in node.names])]


def is_typing(test: ast.expr) -> bool:
    """Whether a condition is TYPE_CHECKING."""
    return isinstance(test, ast.Name | ast.Attribute) and ast.unparse(test).endswith("TYPE_CHECKING")


def found(node: ast.AST, when: When = "load") -> Iterator[tuple[ast.Import | ast.ImportFrom, When]]:
    """Every import below a node, and when it is run."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, when
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from found(child, "typed" if when == "typed" else "late")
        elif isinstance(child, ast.If) and is_typing(child.test):
            for inner in child.body:
                yield from found(ast.Module([inner], []), "typed")
            for inner in child.orelse:
                yield from found(ast.Module([inner], []), when)
        else:
            yield from found(child, when)


def imports(house: Path, path: Path) -> Iterator[Import]:
    """What a file imports of the tree: the very files, not the packages on the way to them."""
    package = list(path.relative_to(house).parent.parts)
    for node, when in found(parsed(path)):
        for module, names in named(node, package):
            below = [module_file(house, f"{module}.{name}") for name in names]
            targets = {one for one in below if one}
            whole = module_file(house, module)
            if whole and (None in below or not names):
                targets.add(whole)
            for target in sorted(targets - {path}):
                yield Import(path, target, when)
