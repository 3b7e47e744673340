"""Templates stay readable: short lines, short files, no expression that has to be unfolded; and they leave no trace
of their indentation on a page."""

import re
from collections.abc import Callable
from pathlib import Path

import flask_bootstrap
import pytest
from flask import Flask
from jinja2 import nodes

from tests.test_rooms import HOUSE, tracked
from tests.visitor import Visitor

WIDTH, LENGTH = 150, 150
TEMPLATES = tracked(".html")


def name_of(path: Path) -> str:
    return str(path.relative_to(HOUSE / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_narrow_and_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LENGTH
    assert [number for number, line in enumerate(lines, 1) if len(line) > WIDTH] == []


def nested(app: Flask, text: str) -> list[int]:
    """The lines where one inline `if` stands inside another."""
    choices = app.jinja_env.parse(text).find_all(nodes.CondExpr)
    return [one.lineno for one in choices if list(one.find_all(nodes.CondExpr))]


def test_a_choice_between_three_is_written_in_lines(app: Flask) -> None:
    assert nested(app, "{{ 'a' if x else 'b' if y else 'c' }}") == [1]
    assert nested(app, "{{ ('a' if x else 'b') if y else 'c' }}") == [1]
    for path in TEMPLATES:
        assert nested(app, path.read_text(encoding="utf-8")) == [], name_of(path)


def test_pages_are_sent_without_the_indentation(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("office")
    for path in ("/", "/years/2020/ledger", "/items/1", "/years/2020/report"):
        answer = visitor.open(path).page
        assert answer is not None
        page = re.sub(r"<textarea.*?</textarea>", "", answer.get_data(as_text=True), flags=re.DOTALL)
        assert page.count("\n") > 50 and not re.search(r"\n[ \t]+\S", page), path


def test_no_class_of_the_paper_is_one_of_bootstrap() -> None:
    """The sheet stands in pages too: `lead` made a paragraph larger there than on paper."""
    css = (Path(flask_bootstrap.__file__).parent / "static/bootstrap5/css/bootstrap.min.css").read_text(
        encoding="utf-8"
    )
    theirs = set(re.findall(r"\.([a-z][a-z0-9-]*)", css))
    printed = "".join(path.read_text(encoding="utf-8") for path in (HOUSE / "templates" / "report").glob("*.html"))
    ours = {name for found in re.findall(r'class="([^"{]*)', printed) for name in found.split()}
    assert len(theirs) > 1000 and len(ours) > 10 and ours & theirs == set()
