"""Every change leaves its mark in the same transaction."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from models.evidence import Evidence
from models.item import Checkpoint, Item, ItemHelper, Owed
from models.people import PersonRole
from models.trail import VERBS, Trail
from models.year import YearChecklist
from tests.make import at, world

PARTS = (Trail, Checkpoint, ItemHelper, Owed, PersonRole, YearChecklist, Evidence)


@pytest.fixture
def watched(session: Session) -> Session:
    """A session that fails on a commit with a changed row and no trail row."""
    changed: list[Any] = []
    told: list[Any] = []

    @sa.event.listens_for(session, "before_flush")
    def look(held: Session, *_more: object) -> None:
        told.extend(row for row in held.new if isinstance(row, Trail))
        changed.extend(row for row in [*held.new, *held.dirty] if not isinstance(row, PARTS) and held.is_modified(row))

    @sa.event.listens_for(session, "before_commit")
    def judge(held: Session) -> None:
        held.flush()
        assert not changed or told, f"changed without a trail row: {changed}"
        changed.clear()
        told.clear()

    return session


def test_a_years_opening_and_an_items_life_are_told(watched: Session) -> None:
    here = world(watched)
    item = here.assigned()
    item.edit({"title": "新名称"}, by=here.who("fazhi"), at=at(3, 1))
    item.drop("重复", by=here.who("fazhi"), at=at(3, 2))
    item.restore(by=here.who("fazhi"), at=at(3, 3))
    watched.commit()
    rows = list(watched.exec(select(Trail).where(Trail.item_id == item.id)))
    edits = [row for row in rows if row.verb == "item.edit"]
    assert edits[0].before == {"title": "事项1"} and edits[0].after == {"title": "新名称"}
    assert {row.verb for row in rows} <= set(VERBS)


def test_the_watch_sees_a_silent_change(watched: Session) -> None:
    here = world(watched)
    item: Item = here.item()
    item.title = "悄悄改"
    with pytest.raises(AssertionError, match="without a trail row"):
        watched.commit()
