"""Who has a place open: said while it is fresh, forgotten afterwards, never in anybody's way."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import Session, func, select

from models.office import GuideDone, bring_back, is_away, put_away
from models.people import FRESH, Presence, arrive, leave_place, others
from models.trail import Trail
from tests.make import at, world

NOON = at(3, 1)


def rows(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Presence)).one()


def test_others_are_named_and_oneself_is_not(session: Session) -> None:
    here = world(session)
    first, second = here.who("fazhi"), here.who("fazhi2")
    arrive(session, "review/1", first.key_id, NOON)
    arrive(session, "review/2", second.key_id, NOON)
    assert others(session, ["review/1"], first.key_id, NOON) == {}
    found = others(session, ["review/1", "review/2"], second.key_id, NOON + timedelta(minutes=3))
    assert {place: [one.name for one in names] for place, names in found.items()} == {"review/1": ["fazhi"]}


@pytest.mark.parametrize(("minutes", "seen"), [(0, True), (9, True), (10, True), (11, False), (600, False)])
def test_it_is_forgotten_after_some_minutes(session: Session, minutes: int, seen: bool) -> None:
    here = world(session)
    arrive(session, "review/1", here.who("fazhi").key_id, NOON)
    later = NOON + timedelta(minutes=minutes)
    assert bool(others(session, ["review/1"], here.who("fazhi2").key_id, later)) is seen


def test_opening_twice_is_one_row_and_stale_rows_are_swept(session: Session) -> None:
    here = world(session)
    arrive(session, "review/1", here.who("fazhi").key_id, NOON)
    arrive(session, "review/1", here.who("fazhi").key_id, NOON + timedelta(minutes=1))
    arrive(session, "review/9", here.who("boss").key_id, NOON)
    session.flush()
    assert rows(session) == 2
    arrive(session, "review/5", here.who("fazhi2").key_id, NOON + FRESH * 3)
    session.flush()
    assert rows(session) == 1


def test_a_clock_set_back_leaves_no_ghosts(session: Session) -> None:
    here = world(session)
    arrive(session, "review/1", here.who("fazhi").key_id, NOON)
    arrive(session, "review/2", here.who("fazhi2").key_id, NOON - timedelta(hours=5))
    session.flush()
    assert rows(session) == 1


def test_an_answered_review_is_nobodys(session: Session) -> None:
    here = world(session)
    arrive(session, "review/1", here.who("fazhi").key_id, NOON)
    leave_place(session, "review/1")
    assert others(session, ["review/1"], here.who("fazhi2").key_id, NOON) == {}


def test_looking_leaves_no_trail(session: Session) -> None:
    here = world(session)
    before = session.exec(select(func.count()).select_from(Trail)).one()
    arrive(session, "review/1", here.who("fazhi").key_id, NOON)
    put_away(session, here.who("fazhi"), NOON)
    session.flush()
    assert session.exec(select(func.count()).select_from(Trail)).one() == before


def test_the_guide_is_put_away_once_and_brought_back(session: Session) -> None:
    here = world(session)
    person = here.who("staff")
    assert not is_away(session, person)
    for _twice in range(2):
        put_away(session, person, NOON)
        session.flush()
    assert is_away(session, person) and not is_away(session, here.who("helper"))
    assert session.exec(select(func.count()).select_from(GuideDone)).one() == 1
    bring_back(session, person)
    bring_back(session, person)
    session.flush()
    assert not is_away(session, person)


def test_the_tables_are_there_on_both_databases(any_app: Flask) -> None:
    with any_app.app_context(), Session(any_app.extensions["engine"]) as session:
        assert rows(session) == 0


def test_one_who_is_done_leaves_the_other_at_work(session: Session) -> None:
    here = world(session)
    for name in ("fazhi", "fazhi2"):
        arrive(session, "passage/1/a", here.who(name).key_id, NOON)
    leave_place(session, "passage/1/a", person_id=here.who("fazhi").key_id)
    assert [one.name for one in others(session, ["passage/1/a"], here.who("boss").key_id, NOON)["passage/1/a"]] == [
        "fazhi2"
    ]
