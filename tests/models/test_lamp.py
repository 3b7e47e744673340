"""The lamp of an item, branch by branch in its order, with the border days on both sides."""

from datetime import date

import pytest
from sqlmodel import Session

from models.act import Act
from models.entries import EntryKind, Said, write
from models.items import DueKind, Item, ItemState
from models.ledger import Borders, Filter, Glance, Lamp, borders, glance, ledger, percent_of_item, standing
from models.people import add_department
from tests.make import World, at, world
from tests.models.test_life import again, finish, report


def light(here: World, day: date) -> Borders:
    here.session.commit()
    return borders(here.session, here.bureau, here.year, day)


def seen(here: World, day: date, place: int = 0) -> Glance:
    return glance(here.session, here.item(place).key_id, light(here, day), percent_of_item())


def due_on(here: World, day: date) -> Item:
    """An item acknowledged in February that is due on a day."""
    item = here.assigned()
    item.assign(
        Act(here.who("fazhi"), at(2, 3)),
        lead=here.rooms["office"],
        leader=here.who("boss"),
        due_kind=DueKind.DATE,
        due=day,
    )
    return here.item()


def everything_reported(here: World, until: int) -> None:
    for month in range(2, until + 1):
        report(here, here.item(), month)


@pytest.mark.parametrize(
    ("day", "lamp"),
    [
        (date(2030, 5, 30), Lamp.OK),  # a Thursday, eleven workdays before
        (date(2030, 5, 31), Lamp.NEAR),  # ten
        (date(2030, 6, 14), Lamp.NEAR),  # the day itself is still in time
        (date(2030, 6, 15), Lamp.LATE),
    ],
)
def test_the_days_around_a_due_date(session: Session, day: date, lamp: Lamp) -> None:
    here = world(session)
    due_on(here, date(2030, 6, 14))
    everything_reported(here, 5)
    assert seen(here, day).lamp == lamp


@pytest.mark.parametrize(("workdays", "lamp"), [(1, Lamp.OK), (5, Lamp.NEAR), (60, Lamp.NEAR)])
def test_how_near_is_a_setting_of_the_bureau(session: Session, workdays: int, lamp: Lamp) -> None:
    here = world(session)
    due_on(here, date(2030, 6, 14))
    everything_reported(here, 5)
    here.bureau.edit({"near_workdays": workdays}, Act(here.who("admin"), at(6, 1)))
    assert seen(here, date(2030, 6, 7)).lamp == lamp


@pytest.mark.parametrize(
    ("day", "missing", "lamp"),
    [
        (date(2030, 2, 28), 0, Lamp.OK),  # the closing day itself is still in time
        (date(2030, 3, 1), 1, Lamp.NEAR),
        (date(2030, 3, 28), 1, Lamp.NEAR),
        (date(2030, 3, 29), 2, Lamp.NEAR),
        (date(2031, 1, 5), 11, Lamp.LATE),  # past due comes before a month owed
    ],
)
def test_a_month_is_owed_once_its_closing_day_is_past(session: Session, day: date, missing: int, lamp: Lamp) -> None:
    here = world(session)
    here.assigned()
    glanced = seen(here, day)
    assert (glanced.missing, glanced.lamp) == (missing, lamp)


def test_the_closing_day_is_a_setting(session: Session) -> None:
    here = world(session)
    here.assigned()
    here.bureau.edit({"closing_day": 20}, Act(here.who("admin"), at(2, 5)))
    assert [seen(here, date(2030, 2, day)).missing for day in (20, 21)] == [0, 1]


@pytest.mark.parametrize(
    ("acknowledged", "day", "missing"),
    [
        ((2, 28), date(2030, 3, 1), 1),  # the month of 签收 is owed, were it its last day
        ((5, 1), date(2030, 5, 1), 0),  # the months before it are not
        ((5, 1), date(2030, 5, 29), 1),
        ((12, 30), date(2031, 2, 1), 1),
    ],
)
def test_months_are_owed_from_that_of_acknowledging(
    session: Session, acknowledged: tuple[int, int], day: date, missing: int
) -> None:
    here = world(session)
    item = here.assigned(acknowledge=False)
    assert seen(here, day).missing == 0
    item = here.item()
    item.acknowledge(Act(here.who("staff"), at(*acknowledged)))
    assert seen(here, day).missing == missing


def test_a_draft_and_a_returned_month_are_still_owed_and_a_submitted_one_is_not(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    day = date(2030, 3, 1)
    entry = write(
        item, here.rooms["office"], EntryKind.MONTHLY, 2, Said(text="做", percent=5), Act(here.who("staff"), at(2, 20))
    )
    assert seen(here, day).missing == 1
    again(here, entry).submit(Act(here.who("staff"), at(2, 21)))
    assert seen(here, day).missing == 0
    again(here, entry).send_back("太短", Act(here.who("fazhi"), at(2, 22)))
    assert seen(here, day).missing == 1
    report(here, here.item(), 2, "补写")
    assert seen(here, day).missing == 0


def test_a_helping_departments_month_is_not_the_leads(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(helpers=("law",)), 2, room="law", who="helper")
    assert seen(here, date(2030, 3, 1)).missing == 1


def test_nothing_is_owed_while_it_waits_for_closing_nor_afterwards(session: Session) -> None:
    here = world(session)
    entry = finish(here, here.assigned())
    assert seen(here, date(2030, 12, 31)).missing == 0
    assert seen(here, date(2030, 12, 31)).lamp == Lamp.OK
    entry.accept(Act(here.who("fazhi"), at(11, 5)))
    glanced = seen(here, date(2031, 12, 31))
    assert (glanced.missing, glanced.lamp, glanced.percent) == (0, Lamp.CLOSED, 100)


@pytest.mark.parametrize(
    ("due", "lamp"),
    [
        (date(2030, 11, 1), Lamp.LATE),  # asked for on 2 November, a day late
        (date(2030, 11, 2), Lamp.OK),  # on the last day
        (date(2030, 11, 3), Lamp.OK),
    ],
)
def test_closing_asked_for_in_time_does_not_turn_red(session: Session, due: date, lamp: Lamp) -> None:
    here = world(session)
    due_on(here, due)
    finish(here, here.item())
    assert here.item().done_on == date(2030, 11, 2)
    assert seen(here, date(2030, 12, 1)).lamp == lamp


def test_a_summary_sent_back_lets_the_lamp_burn_again(session: Session) -> None:
    here = world(session)
    due_on(here, date(2030, 11, 2))
    entry = finish(here, here.item())
    assert seen(here, date(2030, 12, 1)).lamp == Lamp.OK
    entry.send_back("缺材料", Act(here.who("fazhi"), at(12, 1)))
    assert seen(here, date(2030, 12, 1)).lamp == Lamp.LATE


def test_a_standing_item_is_never_late_and_owes_its_months(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    item.assign(Act(here.who("fazhi"), at(2, 3)), lead=here.rooms["office"], due_kind=DueKind.STANDING)
    assert here.item().due is None
    assert seen(here, date(2030, 2, 20)).lamp == Lamp.OK
    assert seen(here, date(2031, 6, 1)).lamp == Lamp.NEAR, "months are owed, no day is past"
    everything_reported(here, 12)
    assert seen(here, date(2031, 6, 1)).lamp == Lamp.OK
    finish(here, here.item())
    assert seen(here, date(2031, 6, 1)).lamp == Lamp.OK, "asked for: no due date can have passed"


def test_what_nobody_acknowledged_is_grey_until_it_is_near_or_late(session: Session) -> None:
    here = world(session)
    here.assigned(acknowledge=False)
    assert seen(here, date(2030, 6, 1)).lamp == Lamp.IDLE
    assert seen(here, date(2030, 12, 25)).lamp == Lamp.NEAR
    assert seen(here, date(2031, 1, 1)).lamp == Lamp.LATE
    assert seen(here, date(2030, 6, 1), 1).lamp == Lamp.IDLE, "not handed out yet"


def test_what_was_reported_before_a_new_hand_out_is_not_grey(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(), 2)
    here.item().assign(Act(here.who("fazhi"), at(3, 1)), lead=here.rooms["law"], due_kind=DueKind.YEAR_END)
    assert here.item().state == ItemState.ASSIGNED
    assert seen(here, date(2030, 3, 15)).lamp == Lamp.OK


def test_an_item_of_all_departments_owes_one_month_from_each_that_is_active(session: Session) -> None:
    here = world(session)
    item = here.item()
    item.assign(Act(here.who("fazhi"), at(2, 1)), lead=None, all_departments=True, due_kind=DueKind.YEAR_END)
    day = date(2030, 3, 29)
    assert here.item().owes_from == 2 and seen(here, day).missing == 4
    report(here, here.item(), 2)
    report(here, here.item(), 2, room="law", who="helper")
    report(here, here.item(), 3)
    assert seen(here, day).missing == 1
    third = add_department(session, here.bureau, "信息科", Act(None, at(3, 1)))
    assert seen(here, day).missing == 3, "a new department owes as all do"
    third.edit(Act(here.who("admin"), at(3, 2)), name="信息科", position=3, active=False)
    assert seen(here, day).missing == 1


def test_a_dropped_item_has_no_lamp_whatever_its_date(session: Session) -> None:
    here = world(session)
    due_on(here, date(2030, 3, 1)).drop("并入别的事项", Act(here.who("fazhi"), at(3, 5)))
    glanced = seen(here, date(2031, 1, 1))
    assert (glanced.lamp, glanced.missing) == (Lamp.NONE, 0)
    here.item().restore(Act(here.who("fazhi"), at(3, 6)))
    assert seen(here, date(2031, 1, 1)).lamp == Lamp.LATE


def test_home_ledger_and_item_say_the_same(session: Session) -> None:
    """One late, one with a month owed, one not handed out: three places count, all by the same expression."""
    here = world(session)
    due_on(here, date(2030, 3, 1))
    here.assigned(1)
    day = light(here, date(2030, 3, 4))
    viewer = here.who("fazhi")
    single = [seen(here, date(2030, 3, 4), place).lamp for place in range(3)]
    assert single == [Lamp.LATE, Lamp.NEAR, Lamp.IDLE]
    page = ledger(session, viewer, here.year.key_id, Filter(), day)
    assert [row.lamp for row in page.rows] == single and dict(page.counts) == dict.fromkeys(single, 1)
    stands = standing(session, viewer, here.year.key_id, day)
    assert stands.lamps == dict.fromkeys(single, 1)
    assert [one.title for one in stands.urgent[Lamp.LATE]] == ["事项1"]
    for lamp in single:
        assert ledger(session, viewer, here.year.key_id, Filter(lamp=lamp), day).total == 1


def test_the_ledger_sorts_by_urgency(session: Session) -> None:
    here = world(session)
    here.assigned(1)
    item = here.assigned(2)
    item.assign(
        Act(here.who("fazhi"), at(2, 3)), lead=here.rooms["office"], due_kind=DueKind.DATE, due=date(2030, 3, 1)
    )
    day = light(here, date(2030, 3, 4))
    page = ledger(session, here.who("fazhi"), here.year.key_id, Filter(sort="lamp"), day)
    assert [row.lamp for row in page.rows] == [Lamp.LATE, Lamp.NEAR, Lamp.IDLE]
    back = ledger(session, here.who("fazhi"), here.year.key_id, Filter(sort="lamp", down=True), day)
    assert [row.id for row in back.rows] == [row.id for row in reversed(page.rows)]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2029, 12, 31), 0),
        (date(2030, 1, 28), 0),
        (date(2030, 1, 29), 1),
        (date(2030, 12, 28), 11),
        (date(2030, 12, 29), 12),
        (date(2032, 5, 5), 12),
    ],
)
def test_the_last_month_whose_closing_day_is_past(session: Session, day: date, last: int) -> None:
    assert light(world(session), day).last_month == last


def test_a_month_without_change_is_a_month_handed_in(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(), 2, "")
    session.commit()
    assert seen(here, date(2030, 3, 1)).missing == 0
