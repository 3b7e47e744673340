"""What admins and auditors look for, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.act import Act
from models.history import Asked, batch_sizes, items_named, trail, whole
from models.history import find as trail_finder
from models.ledger import trail_state
from models.office import AskedPeople, department_counts, people_page
from models.office import accounts as people_finder
from models.people import Role
from models.trail import Trail
from tests.make import PASSWORD, World, at, world
from tests.models.test_life import report


def names(here: World, **asked: object) -> list[str]:
    page = people_page(here.session, here.bureau.key_id, AskedPeople(**asked))  # type: ignore[arg-type]
    return [one.username for one in page.rows]


def test_accounts_are_found_by_name_role_department_and_state(session: Session) -> None:
    here = world(session)
    here.who("helper").switch(False, Act(here.who("admin"), at(3, 1)))
    session.commit()
    assert names(here) == ["fazhi", "fazhi2", "boss", "staff", "admin", "helper"], "those in use first"
    assert names(here, text="FAZHI") == ["fazhi", "fazhi2"]
    assert names(here, text="_") == names(here, text="100%") == []
    assert names(here, role=Role.HEAD) == ["staff"]
    assert names(here, department=here.rooms["law"].id, active=True) == ["fazhi", "fazhi2"]
    assert names(here, active=False) == ["helper"]


def test_a_page_beyond_the_last_is_the_last(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_finder, "PAGE_SIZE", 4)
    here = world(session)
    page = people_page(session, here.bureau.key_id, AskedPeople(page=9))
    assert (page.total, page.pages, page.number, len(page.rows)) == (6, 2, 2, 2)
    nobody = people_page(session, here.bureau.key_id, AskedPeople(text="nobody"))
    assert (nobody.total, nobody.pages, nobody.number, nobody.rows) == (0, 1, 1, [])


def test_the_last_sign_in_is_the_last_that_worked(session: Session) -> None:
    here = world(session)
    staff = here.who("staff")
    assert staff.sign_in(PASSWORD, at(3, 1)) and staff.sign_in(PASSWORD, at(3, 2))
    assert not staff.sign_in("wrong-password", at(3, 3))
    session.commit()
    page = people_page(session, here.bureau.key_id, AskedPeople())
    assert page.signed_in == {staff.id: at(3, 2)}


def test_departments_are_counted_by_active_accounts_and_open_items(session: Session) -> None:
    here = world(session)
    here.assigned(0)
    here.assigned(1)
    here.item(1).close_na("没有", Act(here.who("fazhi"), at(3, 1)))
    here.who("helper").switch(False, Act(here.who("admin"), at(3, 1)))
    session.commit()
    found = [(one.name, members, led) for one, members, led in department_counts(session, here.bureau.key_id)]
    assert found == [("办公室", 1, 1), ("法规科", 2, 0)]


def verbs(here: World, **asked: object) -> list[str]:
    rows, total = trail(here.session, here.bureau.key_id, Asked(**asked))  # type: ignore[arg-type]
    assert total == len(rows)
    return [row.verb for row, _who in rows]


def test_the_trail_is_narrowed_by_each_filter(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(0), 3)
    here.assigned(1)
    here.item(2).drop("重复", Act(here.who("fazhi"), at(4, 1)))
    session.commit()
    first = here.item(0).id
    assert verbs(here, item=first) == ["entry.submit", "entry.write", "item.acknowledge", "item.assign"]
    assert verbs(here, item=first, person=here.who("fazhi").id) == ["item.assign"]
    assert verbs(here, text="事项3") == ["item.drop"]
    assert verbs(here, text="%") == [] == verbs(here, text="事项_")
    assert verbs(here, since=at(4, 1)) == ["item.drop"]
    assert verbs(here, since=at(2, 2), until=at(2, 3)) == ["item.acknowledge", "item.acknowledge"]
    assert verbs(here, verb="item.drop", until=at(4, 1)) == [], "the end is not included"


def test_the_whole_trail_comes_in_pieces_without_a_gap_or_a_double(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many marks of the same moment stand across the border of two pieces; one more is added in between."""
    monkeypatch.setattr(trail_finder, "CHUNK", 4)
    here = world(session)
    expected = [row.id for row in session.exec(select(Trail))]
    got: list[int | None] = []
    for piece in whole(session, here.bureau.key_id, Asked()):
        assert len(piece) <= 4
        got += [row.id for row, _who in piece]
        here.item(0).edit({"title": f"改名{len(got)}"}, Act(here.who("fazhi"), at(12, 1) + timedelta(minutes=len(got))))
        session.commit()
    assert sorted(one or 0 for one in got) == sorted(one or 0 for one in expected)


def test_items_are_offered_by_number_and_title(session: Session) -> None:
    here = world(session)
    key = here.bureau.key_id
    assert [one.name for one in items_named(session, key, text="事项")] == ["1 事项1", "2 事项2", "3 事项3"]
    assert [one.name for one in items_named(session, key, text="2 事")] == ["2 事项2"]
    assert items_named(session, key, text="%") == [] == items_named(session, key)
    found = items_named(session, key, item=here.item(2).id)
    assert [(one.year, one.name) for one in found] == [(2030, "3 事项3")]
    assert items_named(session, key + 1, text="事项") == [], "another bureau's items are not offered"


def test_batches_are_counted(session: Session) -> None:
    here = world(session)
    for place in range(3):
        report(here, here.assigned(place), 3, "").accept(Act(here.who("fazhi"), at(3, 25), "b1"))
    session.commit()
    rows = [row for row, _who in trail(session, here.bureau.key_id, Asked(verb="entry.accept"))[0]]
    assert batch_sizes(session, here.bureau.key_id, rows[:1]) == {"b1": 3}
    assert batch_sizes(session, here.bureau.key_id, []) == {}
    state = trail_state(session, here.bureau.key_id, at(1, 1))
    assert state.total == len(session.exec(select(Trail)).all()) and state.refused == 0
    assert trail_state(session, here.bureau.key_id + 1, at(1, 1)).total == 0
