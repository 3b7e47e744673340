"""The plan of the house, held: who may import whom, who commits, who asks the database, how the text is written."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from flask import Flask

HOUSE = Path(__file__).parent.parent
ARROWS = {
    "checklists": set(),
    "config": set(),
    "db": set(),
    "files": set(),
    "models": {"checklists"},
    "forms": {"models"},
    "reports": {"models", "checklists"},
    "doctor": {"models", "reports", "db", "files"},
    "views": {"forms", "models", "reports", "checklists", "db", "files", "config", "doctor"},
    "commands": {"models", "reports", "checklists", "demo", "db", "files", "config", "doctor"},
    "demo": {"models", "checklists", "files"},
    "app": {"config", "db", "views", "commands", "files"},
}


def tracked(*endings: str) -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout.split()
    return [HOUSE / name for name in names if name.endswith(endings) and (HOUSE / name).exists()]


def code() -> list[Path]:
    return [path for path in tracked(".py") if path.relative_to(HOUSE).parts[0].removesuffix(".py") in ARROWS]


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", code(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_arrows(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names = (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        for name in names:
            there = name.split(".")[0]
            if there in ARROWS and there != room(path):
                assert there in ARROWS[room(path)], f"{room(path)} imports {name}"


def test_only_views_and_commands_commit_and_only_models_select() -> None:
    for path in code():
        text = path.read_text(encoding="utf-8")
        if room(path) not in ("views", "commands", "db"):
            assert ".commit(" not in text, path
        if room(path) in ("views", "forms", "reports", "commands") and path.name != "access.py":
            assert not re.search(r"(?<![\w.])select\(", text), path
        if room(path) in ("models", "reports", "checklists", "forms"):
            assert not re.search(r"^(from|import) flask\b", text, re.MULTILINE), path


def test_templates_are_safe_and_compile(app: Flask) -> None:
    for path in tracked(".html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|\sstyle=|\son(click|change|submit)=|<script>", text), path
        if path.parent.name != "report":
            app.jinja_env.get_template(str(path.relative_to(HOUSE / "templates")))


def test_chinese_text_has_full_width_punctuation() -> None:
    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!](?=[\s\u4e00-\u9fff\u201c\u300a]|$)|[\u4e00-\u9fff]\([\u4e00-\u9fff]")
    for path in tracked(".py", ".html", ".yaml", ".md", ".pot"):
        if path.name in ("test_text.py", "test_rooms.py") or ("checklists" in path.parts and "tests" in path.parts):
            continue  # tests that hold wrong punctuation on purpose
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not wrong.search(line), f"{path.relative_to(HOUSE)}:{number} {line.strip()}"


def test_what_is_promised_stands_in_the_readme(app: Flask) -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    for name in ("FAZHI_DATA", "DATABASE_URL", "FAZHI_HTTPS", "PORT", "make run", "make test", "make setup"):
        assert name in readme, name
    for name in app.cli.commands:
        if name not in ("run", "shell", "routes"):
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
