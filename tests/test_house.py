"""The measures of the house see what they are there for, in a small house that breaks every rule."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.house import plan
from scripts.house.gates import Gate
from scripts.house.look import Look

HOUSE_MD = """
| room | holds | may import |
| --- | --- | --- |
| `models/` | tables | – |
| `views/` | pages | models |

```models
items
people
base  asking
```
"""
LATE = "def late() -> None:\n    from models.people import one\n    print(one)\n"
TYPED = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from models.items import row\n"
WRONG: dict[str, str] = {
    ".gitignore": "apart/\n",
    "docs/house.md": HOUSE_MD,
    "apart/models/x.py": "import views\n",
    "models/base.py": "from models import asking\n",
    "models/asking.py": "import models.base\nnested = 1 if 2 else 3 if 4 else 5\n",
    "models/items/__init__.py": "from models.items.row import Row as Row\n",
    "models/items/row.py": "Row = 1  # type: ignore[assignment]\n" + LATE,
    "models/people/one.py": TYPED,
    "models/people/two.py": "from views.page import page\n",
    "views/page.py": '@door.get("/")\ndef page(name):\n' + "    pass\n" * 45,
    "templates/x.html": "<p>{{ 1 if a else 2 if b else 3 }}</p>\n" + "x" * 151 + "\n",
}
Build = Callable[[dict[str, str]], Look]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A house of some files."""

    def one(files: dict[str, str]) -> Look:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Look(tmp_path, plan.read(tmp_path))

    return one


def test_every_breach_is_counted_and_named(build: Build) -> None:
    found = {one.key: one for one in build(WRONG).measures()}
    assert found["circles-at-load"].places == ("models/asking.py ↔ models/base.py",)
    assert found["circles"].value == 2, "one more through a function and the type checker"
    assert "models/items/row.py ↔ models/people/one.py" in found["circles"].places
    assert found["arrows-up"].places == ("models/people/two.py → views/page.py",)
    assert set(found["models-arrows-up"].places) == {
        "models/people/one.py → models/items/row.py",
        "models/asking.py → models/base.py",
        "models/base.py → models/asking.py",
    }
    assert found["functions-long"].places == ("views/page.py:2 page (46)",)
    assert found["view-longest"].value == 46
    assert found["signatures-untyped"].places == ("views/page.py:2 page",)
    assert found["ignores"].places == ("models/items/row.py:1",)
    assert found["ternaries-nested"].places == ("models/asking.py:2", "templates/x.html:1")
    assert found["template-lines-wide"].places == ("templates/x.html:2 (151)",)
    assert found["coverage"].value is None, "nothing was run here"


def test_a_room_without_a_floor_is_named(build: Build) -> None:
    found = {one.key: one for one in build({**WRONG, "models/cellar.py": ""}).measures()}
    assert found["models-homeless"].places == ("cellar",)


def test_coverage_comes_from_the_last_run(build: Build) -> None:
    counts = {"covered_branches": 9, "num_branches": 10, "covered_lines": 80, "num_statements": 90}
    files = {"models/base.py": {"summary": counts}, "views/page.py": {"summary": {**counts, "covered_branches": 4}}}
    report = json.dumps({"files": files})
    kept = {"build/coverage-own.json": report, "build/coverage.json": report}
    found = {one.key: one for one in build({**WRONG, **kept}).measures()}
    assert found["branches-by-own-tests"].value == 90.0 and found["branches-by-own-tests"].places == (
        "models/base.py 1 of 10",
    )
    assert found["coverage"].value == 86.5


def test_a_plan_that_names_an_unknown_room_is_refused() -> None:
    with pytest.raises(ValueError, match="forms"):
        plan.rooms_of("| `views/` | pages | forms |")


@pytest.mark.parametrize(
    ("gate", "value", "holds", "tighter"),
    [
        (Gate(5, at_least=False), 5, True, False),
        (Gate(5, at_least=False), 6, False, False),
        (Gate(5, at_least=False), 4, True, True),
        (Gate(92, at_least=True), 91.9, False, False),
        (Gate(92, at_least=True), 92.0, True, False),
        (Gate(92, at_least=True), None, True, False),
    ],
)
def test_a_gate_only_lets_pass_what_is_as_good(gate: Gate, value: float | None, holds: bool, tighter: bool) -> None:
    assert (gate.holds(value), gate.can_be_tighter(value)) == (holds, tighter)


def test_the_command_puts_two_trees_side_by_side(build: Build) -> None:
    old = build(WRONG).house
    ran = subprocess.run(
        [sys.executable, "-m", "scripts.house", "--json", "--at", str(old)],
        cwd=plan.HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(ran.stdout)
    assert told["circles"]["then"] == 2 and told["template-line-longest"]["then"] == 151
    assert ran.returncode == any(one["broken"] for one in told.values())
