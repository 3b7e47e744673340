"""The two commands hold wherever a person clones: here with blanks and Chinese in the path, in a folder that nobody
else may enter, below one that belongs to somebody else, with a strict umask and temporary files that are private too.

Nothing is installed again: the folder's .venv has the same files by hard links.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.house import tree
from tests.servers import free_port

HOUSE = Path(__file__).parent.parent
FEW = [  # what reads the tree, becomes bound by modes, starts PostgreSQL, opens a browser; `make run` prints
    "tests/test_rooms.py::test_only_views_and_commands_commit_and_only_models_select",
    "tests/faults/test_disk_faults.py::test_a_folder_that_may_only_be_read",
    "tests/faults/test_disk_faults.py::test_a_store_that_may_only_be_read",
    "tests/models/test_people.py::test_a_user_name_is_given_once",
    "tests/browser/test_without.py::test_menus_open_and_close_by_key",
]


def link(source: str, target: str) -> None:
    """A hard link; a copy of what set-up writes into, and where links are not allowed."""
    if Path(source).name.startswith(".installed-"):
        shutil.copy2(source, target)
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    """A clone in a hard place. It is below this one, so that files can be linked."""
    (HOUSE / "build").mkdir(exist_ok=True)
    private = Path(tempfile.mkdtemp(dir=HOUSE / "build"))
    strict = os.umask(0o077)
    try:
        there = private / "我的 台账 100% #1" / "clone"
        for path in tree.files(HOUSE, ""):  # without .git: as somebody has it who loaded it down
            copy = there / path.relative_to(HOUSE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        shutil.copytree((HOUSE / ".venv").resolve(), there / ".venv", symlinks=True, copy_function=link)
        (there / ".git").unlink(missing_ok=True)  # of a worktree
        if os.getuid() == 0:
            shutil.chown(there, "nobody")
        (private / "tmp").mkdir()
        yield there
    finally:
        os.umask(strict)
        shutil.rmtree(private)


def surroundings(clone: Path) -> dict[str, str]:
    """What a person has who has set nothing."""
    home = clone.parent.parent
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home / "tmp"), "PORT": str(free_port())}


def test_make_run_serves_the_demonstration(clone: Path) -> None:
    around = surroundings(clone)
    run = subprocess.Popen(
        ["make", "run"], cwd=clone, env=around, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )  # fmt: skip
    assert run.stdout is not None
    said = []
    try:
        for line in run.stdout:
            said.append(line.strip())
            if "http://127.0.0.1:" in line:
                break
        assert f"PDF: {clone / 'instance' / 'report-2020.pdf'}" in said, "\n".join(said)
        assert "法治" in page(f"http://127.0.0.1:{around['PORT']}/login")
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.communicate(timeout=30)


def page(address: str) -> str:
    """A page of a server that is about to start."""
    for _attempt in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_a_few_tests_of_each_sort_pass(clone: Path) -> None:
    ran = subprocess.run(
        [".venv/bin/python", "-m", "pytest", "-q", "-p", "no:xdist", *FEW],
        cwd=clone,
        env=surroundings(clone),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
