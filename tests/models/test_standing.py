"""How a year stands, on both databases: the counts of the home page and its most urgent items."""

from datetime import date

import pytest
from sqlmodel import Session

from models.act import Act
from models.items import DueKind, ItemState
from models.ledger import Lamp, Standing, borders, by_department, standing
from tests.make import World, at, world


def stands(here: World, who: str = "fazhi", today: date = date(2030, 6, 1)) -> Standing:
    here.session.commit()
    found = borders(here.session, here.bureau, here.year, today)
    return standing(here.session, here.who(who), here.year.key_id, found)


def due(here: World, place: int, day: date, room: str = "office") -> None:
    here.item(place).assign(
        Act(here.who("fazhi"), at(2, 1)), lead=here.rooms[room], leader=None, due_kind=DueKind.DATE, due=day
    )


def test_a_year_without_a_hand_out_has_counts_and_nothing_urgent(session: Session) -> None:
    here = world(session)
    found = stands(here)
    assert found.count() == 3 and found.count(state=ItemState.UNASSIGNED) == 3
    assert sum(found.lamps.values()) == 3 and not any(found.urgent.values())


def test_late_items_come_with_the_earliest_due_first(session: Session) -> None:
    here = world(session)
    for place, day in ((0, date(2030, 5, 20)), (1, date(2030, 4, 1)), (2, date(2030, 6, 3))):
        due(here, place, day, "law" if place == 1 else "office")
    found = stands(here)
    assert [one.no for one in found.urgent[Lamp.LATE]] == ["2", "1"]
    assert [one.no for one in found.urgent[Lamp.NEAR]] == ["3"]
    assert (found.lamps[Lamp.LATE], found.lamps[Lamp.NEAR]) == (2, 1)
    rooms = by_department(session, found, here.bureau.key_id)
    assert {(one.name, one.counts["late"], one.total) for one in rooms} == {("办公室", 1, 2), ("法规科", 1, 1)}


def test_counts_by_state_and_department_and_by_nobody(session: Session) -> None:
    here = world(session)
    here.assigned(0)
    here.assigned(1, acknowledge=False)
    office = here.rooms["office"].key_id
    assert stands(here).count(lead_id=office) == 2 and stands(here).count(lead_id=here.rooms["law"].key_id) == 0
    assert stands(here).without_person() == stands(here).without_person(office) == 1, (
        "nobody was named in the department"
    )
    here.item(0).hand_on(here.who("staff"), Act(here.who("staff"), at(3, 1)))
    assert stands(here).without_person() == 0
    here.who("staff").switch(False, Act(here.who("admin"), at(3, 2)))
    assert stands(here).without_person() == 1, "who is switched off does nothing"


@pytest.mark.parametrize(("who", "sees"), [("fazhi", 3), ("boss", 3), ("staff", 2), ("helper", 1)])
def test_each_counts_what_they_may_read(session: Session, who: str, sees: int) -> None:
    """The office and leaders read all; a member what the own department leads or helps with."""
    here = world(session)
    due(here, 0, date(2030, 5, 20))
    due(here, 1, date(2030, 5, 21))
    due(here, 2, date(2030, 5, 22), "law")
    found = stands(here, who)
    assert found.count() == sees == len(found.urgent[Lamp.LATE])
