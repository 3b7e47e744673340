"""What is counted in the text of a tree: widths, lengths, ternaries, signatures, comments."""

import ast
import io
import tokenize
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2.nodes import CondExpr

from scripts.house.tree import parsed

WIDE = 150
LONG = 45
Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines(path: Path) -> list[str]:
    """The lines of a file."""
    return path.read_text(encoding="utf-8").splitlines()


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every node of a file's syntax tree."""
    return list(ast.walk(parsed(path)))


def functions(path: Path) -> list[Function]:
    """The functions and methods of a file."""
    return [node for node in nodes(path) if isinstance(node, Function)]


def length(function: Function) -> int:
    """How many lines a function has, its decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_view(function: Function) -> bool:
    """Whether a function answers an address."""
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in ("get", "post", "route")
        for one in function.decorator_list
    )


def is_typed(function: Function) -> bool:
    """Whether every argument and the answer say what they are."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, [given.vararg, given.kwarg])]
    return function.returns is not None and all(one.annotation or one.arg in ("self", "cls") for one in named)


def nested(path: Path) -> list[int]:
    """The lines at which a ternary of Python stands within another one."""
    inside = [
        inner.lineno
        for outer in nodes(path)
        if isinstance(outer, ast.IfExp)
        for inner in (outer.test, outer.body, outer.orelse)
        if isinstance(inner, ast.IfExp)
    ]
    return sorted(inside)


JINJA = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - it renders nothing


def nested_in_template(path: Path) -> list[int]:
    """The lines at which a ternary of a template stands within another one."""
    tree = JINJA.parse(path.read_text(encoding="utf-8"))
    inside = [
        inner.lineno
        for outer in tree.find_all(CondExpr)
        for inner in (outer.test, outer.expr1, outer.expr2)
        if isinstance(inner, CondExpr)
    ]
    return sorted(inside)


def comments(path: Path) -> list[str]:
    """The comments of a file of Python."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def ignores(path: Path) -> list[int]:
    """The lines at which the type checker is told to look away."""
    return [number for number, line in enumerate(lines(path), 1) if "# type: ignore" in line]


def says(comment: str) -> bool:
    """Whether a comment is for people: not a word to a tool."""
    return not comment.startswith(("# type:", "# fmt:", "# noqa", "#!"))
