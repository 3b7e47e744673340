"""What people read goes through the message catalogue, and the collected catalogue is current."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_rooms import HOUSE, code, room, tracked

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKS = {"_", "_l", "Required", "RequiredChoice", "RequiredNumber"}
ROOMS = ("models", "forms", "views", "doctor")
# The printed report is Chinese in every language, and so is what a person types to mean a hedge or a gap.
PRINTED = "templates/report/"
TYPED = {"尚未公布", "余", "多"}


def unmarked(tree: ast.Module) -> list[tuple[int, str]]:
    """Chinese strings that stand outside a marking call; docstrings do not count."""
    marked: set[int] = set()
    for node in ast.walk(tree):
        called = getattr(node, "func", None)
        pattern = isinstance(called, ast.Attribute) and called.attr == "compile"
        if pattern or (isinstance(called, ast.Name) and called.id in MARKS):
            marked |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            marked.add(id(node.value))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in marked
        and node.value not in TYPED
        and CHINESE.search(node.value)
    ]


@pytest.mark.parametrize("path", [one for one in code() if room(one) in ROOMS], ids=str)
def test_words_in_code_are_marked(path: Path) -> None:
    assert unmarked(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_words_in_templates_are_marked() -> None:
    for path in tracked(".html"):
        name = str(path.relative_to(HOUSE))
        if name.startswith(PRINTED):
            continue
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not CHINESE.search(text), f"{name}: {CHINESE.findall(text)[:5]}"


def test_the_collected_catalogue_is_current(tmp_path: Path) -> None:
    words = next(line for line in (HOUSE / "Makefile").read_text(encoding="utf-8").splitlines() if "pybabel" in line)
    keys = [part for key in re.findall(r"-k (\w+)", words) for part in ("-k", key)]
    out = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", *keys]
    options = ["--no-location", "--sort-output", "--omit-header", "-o", str(out), "."]
    subprocess.run([*command, *options], cwd=HOUSE, check=True)
    kept = (HOUSE / "translations" / "messages.pot").read_text(encoding="utf-8")
    assert out.read_text(encoding="utf-8") == kept, "make messages brings translations/messages.pot up to date"
