"""Visitors of one copy of the demonstration for a whole module: for tests that read and change nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.apps import copied, new_app
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def read_app(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration, copied once for the module."""
    folder = tmp_path_factory.mktemp("read") / "demo"
    copied(played, folder)
    app = new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def look(read_app: Flask) -> Callable[[str], Visitor]:
    """A visitor who signed in once for all tests of the module."""
    known: dict[str, Visitor] = {}

    def one(username: str) -> Visitor:
        if username not in known:
            known[username] = Visitor(read_app).sign_in(username)
        return known[username]

    return one
