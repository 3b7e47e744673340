"""What the sweep leaves alone: the files that a listed column names, and no other; the list is held against the tables."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import SQLModel

from files import Store
from models.office import KEPT
from models.passages import Edition
from tests.visitor import Visitor

LISTED = {f"{one.class_.__tablename__}.{one.key}" for one in KEPT}
NO_FILE = {"year_checklist.sha256", "year_data.sha256"}  # a mark of what a year was opened with
HASH = re.compile("[0-9a-f]{64}")


def put(store: Store, name: str) -> Path:
    """A file of this name, of long ago."""
    path = store.path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"stray")
    os.utime(path, (0, 0))
    return path


@pytest.fixture
def frozen(demo_app: Flask, visit: Callable[[str], Visitor]) -> Path:
    """The kept PDF of a report that was made final, in the demonstration that has files of every other kind."""
    visit("office").open("/years/2020/report/proof").submit("/years/2020/report/final").says("已定稿")
    with demo_app.extensions["engine"].connect() as connection:
        name = connection.execute(sa.select(Edition.pdf_sha256)).scalar_one()  # type: ignore[call-overload]
    store: Store = demo_app.extensions["store"]
    return store.path(name)


def is_text(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.String) or isinstance(getattr(column.type, "impl_instance", None), sa.String)


def values(app: Flask) -> dict[str, set[str]]:
    """By text column: what it holds that looks like a content hash."""
    found: dict[str, set[str]] = {}
    with app.extensions["engine"].connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                if is_text(column):
                    every = [str(one) for one in connection.execute(sa.select(column)).scalars()]
                    found[f"{table.name}.{column.name}"] = {one for one in every if HASH.fullmatch(one)}
    return found


def test_every_column_that_names_a_kept_file_is_listed_and_no_other(demo_app: Flask, frozen: Path) -> None:
    store: Store = demo_app.extensions["store"]
    holds = values(demo_app)
    assert {name for name, hashes in holds.items() if any(map(store.there, hashes))} == LISTED
    for name in LISTED:
        assert holds[name] and all(map(store.there, holds[name])), name
    assert {name for name, hashes in holds.items() if hashes} == LISTED | NO_FILE, "each is seen at work here"
    assert frozen.name in holds["edition.pdf_sha256"]


def test_a_column_for_a_hash_is_either_listed_or_known_to_name_no_file() -> None:
    def for_a_hash(column: sa.Column[Any]) -> bool:
        return "sha256" in column.name or (is_text(column) and getattr(column.type, "length", None) == 64)

    every = {
        f"{table.name}.{one.name}"
        for table in SQLModel.metadata.sorted_tables
        for one in table.columns
        if for_a_hash(one)
    }
    assert every == LISTED | NO_FILE


def test_the_sweep_takes_an_old_file_that_only_a_checklist_is_marked_by(demo_app: Flask, frozen: Path) -> None:
    store: Store = demo_app.extensions["store"]
    marks = [one for name in NO_FILE for one in values(demo_app)[name]]
    strays = [put(store, one) for one in marks]
    kept = sorted(path for path in store.folder.glob("??/*") if path not in strays)
    for path in kept:
        os.utime(path, (0, 0))
    told = demo_app.test_cli_runner().invoke(args=["doctor", "--sweep"])
    assert f"已清理 {len(strays)} 个" in told.stdout and strays
    assert sorted(store.folder.glob("??/*")) == kept and frozen in kept
