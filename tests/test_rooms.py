"""The plan of the house (docs/house.md), held: who may import whom, who commits, who asks the database, how the text is written."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from commands import GROUPS
from scripts.house import plan, tree

HOUSE = plan.HOUSE
PLAN = plan.read()


def tracked(*endings: str) -> list[Path]:
    return tree.files(HOUSE, *endings)


def room(path: Path) -> str:
    return tree.room(HOUSE, path)


def code() -> list[Path]:
    return [path for path in tracked(".py") if room(path) in PLAN.rooms]


@pytest.mark.parametrize("path", code(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_arrows(path: Path) -> None:
    for arrow in tree.imports(HOUSE, path):
        there = room(arrow.target)
        if there in PLAN.rooms:
            assert PLAN.allows(room(path), there), f"{room(path)} imports {arrow.target.relative_to(HOUSE)}"
        if room(path) == there == plan.MODELS:
            climbs = PLAN.climbs(tree.part(HOUSE, path), tree.part(HOUSE, arrow.target))
            assert not climbs, (
                f"{path.relative_to(HOUSE)} imports {arrow.target.relative_to(HOUSE)} from beside or above"
            )


def test_every_room_stands_in_the_table() -> None:
    beside = {"tests", "benchmarks", "migrations", "scripts"}
    assert {room(path) for path in tracked(".py")} - beside == set(PLAN.rooms)


def test_only_views_and_commands_commit_and_only_models_select() -> None:
    for path in code():
        text = path.read_text(encoding="utf-8")
        if room(path) not in ("views", "commands", "db"):
            assert ".commit(" not in text, path
        if room(path) in ("views", "forms", "reports", "commands", "desk", "demo") and path.name != "access.py":
            assert not re.search(r"(?<![\w.])select\(", text), path
        if room(path) in ("models", "reports", "proofread", "checklists", "forms", "desk", "demo"):
            assert not re.search(r"^(from|import) flask\b", text, re.MULTILINE), path


def test_templates_are_safe_and_compile(app: Flask) -> None:
    for path in tracked(".html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|\sstyle=|\son(click|change|submit)=|<script>", text), path
        if path.parent.name != "report":
            app.jinja_env.get_template(str(path.relative_to(HOUSE / "templates")))


WRONG = re.compile(r"[\u4e00-\u9fff][,;:?!](?=[\s\u4e00-\u9fff\u201c\u300a]|$)|[\u4e00-\u9fff]\([\u4e00-\u9fff]")
ON_PURPOSE = {"test_text.py", "test_compose.py", "test_pdf.py", "text.py", "punctuation.py", "proofread-rules.zh-CN.md"}


def spoken(path: Path) -> list[tuple[int, str]]:
    """The lines of a file that people read: of Python its strings, without the English docstrings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return list(enumerate(text.splitlines(), 1))
    tree = ast.parse(text)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if hasattr(node, "body") and isinstance(node.body, list) and node.body and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
    return [(node.lineno, line) for node in strings for line in str(node.value).splitlines()]


def test_chinese_text_has_full_width_punctuation() -> None:
    assert WRONG.search("今年" + ", 我们")
    for path in tracked(".py", ".html", ".yaml", ".md", ".pot"):
        if (
            path.name in ON_PURPOSE
            or ("tests" in path.parts and {"checklists", "proofread"} & set(path.parts))
            or path.match("proofread/data/*")
        ):
            continue  # these hold wrong punctuation to see it mended
        for number, line in spoken(path):
            assert not WRONG.search(line), f"{path.relative_to(HOUSE)}:{number} {line.strip()}"


def test_what_is_promised_stands_in_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    for name in ("FAZHI_DATA", "DATABASE_URL", "FAZHI_HTTPS", "PORT", "make run", "make test", "make setup"):
        assert name in readme, name
    for name in GROUPS:
        assert f"flask {name}" in readme, name
    for role in ("staff", "head", "office", "leader", "admin", "auditor"):
        assert f"`{role}`" in readme, role


def test_every_dependency_is_explained_in_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8").lower()
    names = re.findall(
        r'^  "([A-Za-z0-9-]+)',
        (HOUSE / "pyproject.toml").read_text(encoding="utf-8").split("[dependency-groups]")[0],
        re.MULTILINE,
    )
    assert len(names) > 10
    for name in names:
        assert name.lower() in readme, name
