"""What the entries of an item come to is kept beside it: right after every act, for two at once, and mended by a recount."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, col

from models.act import Act
from models.entries import EntryKind, ItemFormer, Said, entry_by_id, recount_told, write
from models.history import last_act, undo
from models.items import DueKind, Item
from models.ledger import Filter, Lamp, borders, ledger, readable
from models.office import wrong_told
from models.people import Department, add_department
from tests.make import World, at, world
from tests.models.test_life import report


def told(here: World, place: int = 0) -> tuple[list[int], int | None]:
    """The months that the database knows as handed in by all who owe them, and the percent reached."""
    query = sa.select(col(Item.filed), col(Item.reached)).where(col(Item.id) == here.item(place).key_id)
    filed, reached = here.session.execute(query).one()
    return [number for number in range(1, 13) if filed >> number & 1], reached


def test_each_act_on_an_entry_is_told_at_once(session: Session) -> None:
    here = world(session)
    here.assigned()
    assert told(here) == ([], None)
    entry = report(here, here.item(), 3, percent=30)
    assert told(here) == ([3], None), "handed in, not yet accepted"
    entry.withdraw(Act(here.who("staff"), at(3, 22)))
    assert told(here) == ([], None)
    entry.submit(Act(here.who("staff"), at(3, 23)))
    entry.accept(Act(here.who("fazhi"), at(3, 24)))
    assert told(here) == ([3], 30)
    report(here, here.item(), 4, percent=50).send_back("请补充", Act(here.who("fazhi"), at(4, 22)))
    assert told(here) == ([3], 30), "what was sent back is owed again"
    report(here, here.item(), 4, percent=55).accept(Act(here.who("fazhi"), at(4, 25)))
    assert told(here) == ([3, 4], 55)
    report(here, here.item(), 2, percent=90).accept(Act(here.who("fazhi"), at(4, 26)))
    assert told(here) == ([2, 3, 4], 55), "the last month counts, not the last to be accepted"


def test_undo_takes_back_what_was_told(session: Session) -> None:
    here = world(session)
    here.assigned()
    report(here, here.item(), 3, percent=30).accept(Act(here.who("fazhi"), at(3, 24)))
    act = last_act(session)
    assert act is not None
    undo(session, [act], Act(here.who("fazhi"), at(3, 25)))
    assert told(here) == ([3], None), "waiting again, handed in still"


def test_a_new_lead_has_its_own_months(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    report(here, here.item(), 3, percent=30).accept(Act(here.who("fazhi"), at(3, 24)))
    report(here, here.item(), 4, percent=60, room="law", who="helper").accept(Act(here.who("fazhi2"), at(4, 24)))
    assert told(here) == ([3], 30), "a helping department tells no percent"
    here.item().move(here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(5, 2)))
    assert told(here) == ([4], 30)


def test_where_all_lead_a_month_counts_when_all_have_handed_in(session: Session) -> None:
    here = world(session)
    item = here.item()
    item.assign(Act(here.who("fazhi"), at(2, 1)), lead=None, all_departments=True, due_kind=DueKind.YEAR_END)
    report(here, here.item(), 2, percent=20).accept(Act(here.who("fazhi"), at(2, 25)))
    assert told(here) == ([], 20)
    report(here, here.item(), 2, percent=31, room="law", who="helper").accept(Act(here.who("fazhi2"), at(2, 26)))
    assert told(here) == ([2], 26), "the mean of 20 and 31 is rounded up at the half"
    third = add_department(session, here.bureau, "信息科", Act(None, at(3, 1)))
    assert told(here) == ([], 26), "a new department owes the month as well"
    third.edit(Act(here.who("admin"), at(3, 2)), name="信息科", position=3, active=False)
    assert told(here) == ([2], 26)


@pytest.mark.parametrize(("filed", "light"), [((2, 3), Lamp.OK), ((2,), Lamp.NEAR), ((3,), Lamp.NEAR), ((), Lamp.NEAR)])
def test_any_month_that_is_missing_is_seen_in_the_ledger(session: Session, filed: tuple[int, ...], light: Lamp) -> None:
    here = world(session)
    here.assigned()
    for number in filed:
        report(here, here.item(), number)
    session.commit()
    found = borders(session, here.bureau, here.year, date(2030, 3, 29))
    page = ledger(session, here.who("fazhi"), here.year.key_id, Filter(), found)
    assert [row.lamp for row in page.rows if row.lead == "办公室"] == [light]
    assert page.counts[light] == 1 and page.counts[Lamp.IDLE] == 2


def test_a_recount_mends_what_was_spoilt_and_tells_how_many(session: Session) -> None:
    here = world(session)
    here.assigned()
    report(here, here.item(), 3, percent=30).accept(Act(here.who("fazhi"), at(3, 24)))
    assert recount_told(session, here.year.key_id) == 0
    session.execute(sa.update(Item).where(col(Item.id) == here.item().key_id).values(filed=0, reached=99))
    session.execute(sa.update(Item).where(col(Item.id) == here.item(1).key_id).values(filed=8, reported=True))
    strangers = [{"item_id": here.item(n).key_id, "department_id": here.rooms["law"].key_id} for n in (1, 2)]
    session.execute(sa.insert(ItemFormer), strangers)
    assert wrong_told(session, here.bureau.key_id) == [2030]
    assert recount_told(session, here.year.key_id) == 3
    assert wrong_told(session, here.bureau.key_id) == []
    assert told(here) == ([3], 30) and told(here, 1) == ([], None) and formers(here, 1) == formers(here, 2) == set()


def formers(here: World, place: int = 0) -> set[str]:
    """The departments that once wrote about the item and have no part in it now, as the database keeps them."""
    query = sa.select(col(ItemFormer.department_id)).where(col(ItemFormer.item_id) == here.item(place).key_id)
    names = {room.key_id: name for name, room in here.rooms.items()}
    return {names[key] for key in here.session.execute(query).scalars()}


def reads(here: World, who: str) -> bool:
    query = sa.select(col(Item.id)).where(readable(here.who(who)), col(Item.id) == here.item().key_id)
    return here.session.execute(query).first() is not None


def test_who_wrote_may_read_for_good_and_who_never_wrote_may_not(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    report(here, here.item(), 3)
    assert formers(here) == set() and reads(here, "staff") and reads(here, "helper")
    here.item().move(here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(5, 2)))
    assert formers(here) == {"office"} and reads(here, "staff"), "it wrote in March"
    here.item().move(here.rooms["law"], here.rooms["office"], Act(here.who("admin"), at(5, 3)))
    assert formers(here) == set() and reads(here, "staff")
    assert not reads(here, "helper"), "the other department leads no more, does not help, and never wrote"


def test_a_helping_department_that_is_taken_off_is_kept_as_a_reader_once_it_wrote(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    draft = write(
        here.item(), here.rooms["law"], EntryKind.MONTHLY, 3, Said(text="草稿"), Act(here.who("helper"), at(3, 20))
    )
    session.flush()

    def again(day: int, *helpers: Department) -> None:
        lead, by = here.rooms["office"], here.who("fazhi")
        here.item().assign(Act(by, at(3, day)), lead=lead, helpers=helpers, due_kind=DueKind.YEAR_END)

    again(21)
    session.flush()
    assert formers(here) == {"law"} and reads(here, "helper")
    again(22, here.rooms["law"])
    session.flush()
    assert formers(here) == set() and reads(here, "helper")
    found = entry_by_id(session, here.bureau.key_id, draft.key_id)
    assert found is not None
    found.discard(Act(here.who("helper"), at(3, 23)))
    again(24)
    session.flush()
    assert formers(here) == set() and not reads(here, "helper"), "nothing of it is left"


@pytest.mark.parametrize(("withdrawn", "light"), [(False, Lamp.OK), (True, Lamp.IDLE)])
def test_an_item_that_waits_for_a_new_lead_is_idle_until_something_was_reported(
    session: Session, withdrawn: bool, light: Lamp
) -> None:
    here = world(session)
    here.assigned()
    entry = report(here, here.item(), 2)
    if withdrawn:
        entry.withdraw(Act(here.who("staff"), at(2, 22)))
    here.item().move(here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(2, 23)))
    session.flush()
    found = borders(session, here.bureau, here.year, date(2030, 3, 10))
    page = ledger(session, here.who("fazhi"), here.year.key_id, Filter(), found)
    assert [row.lamp for row in page.rows if row.id == here.item().key_id] == [light]


def test_two_who_hand_in_at_once_are_both_counted(any_app: Flask) -> None:
    """On PostgreSQL the second waits for the first and then sees it; SQLite lets one write at a time."""
    engine = any_app.extensions["engine"]
    with any_app.app_context(), Session(engine, expire_on_commit=False) as session:
        here = world(session)
        here.assigned()
        entries = [report(here, here.item(), number).key_id for number in (3, 4)]
        for key in entries:
            found = entry_by_id(session, here.bureau.key_id, key)
            assert found is not None
            found.withdraw(Act(here.who("staff"), at(4, 22)))
        session.commit()
        assert told(here) == ([], None)
        second = threading.Thread(target=hand_in, args=(any_app, entries[1]))
        first = entry_by_id(session, here.bureau.key_id, entries[0])
        assert first is not None
        first.submit(Act(here.who("staff"), at(4, 23)))
        session.flush()
        second.start()
        second.join(0.3)
        assert second.is_alive(), "it waits for the first"
        session.commit()
        second.join(10)
        assert told(here) == ([3, 4], None)


def hand_in(app: Flask, key: int) -> None:
    with app.app_context(), Session(app.extensions["engine"], expire_on_commit=False) as session:
        found = entry_by_id(session, 1, key)
        assert found is not None
        found.submit(Act(found.author, at(4, 24)))
        session.commit()
