"""How an item lives, on both databases: hand out, report, review, close, and every refusal in words."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed
from models.entries import Entry, EntryKind, EntryState, Said, Stance, entry_by_id, reopen, write
from models.evidence import FileKind, attach
from models.history import story
from models.items import DueKind, Item, ItemState, Result, archive
from models.ledger import (
    Filter,
    Lamp,
    borders,
    glance,
    ledger,
    percent_of_item,
    review_queue,
    rights,
    unchanged_of,
    waiting_for_review,
)
from models.trail import Trail
from tests.make import World, at, world


def report(
    here: World,
    item: Item,
    month: int,
    text: str = "做了工作",
    percent: int = 40,
    *,
    room: str = "office",
    who: str = "staff",
) -> Entry:
    said = Said(text=text, percent=percent) if text else Said(stance=Stance.UNCHANGED)
    entry = write(item, here.rooms[room], EntryKind.MONTHLY, month, said, Act(here.who(who), at(month, 20)))
    here.session.flush()
    entry.submit(Act(here.who(who), at(month, 21)))
    return again(here, entry)


def again(here: World, entry: Entry) -> Entry:
    here.session.commit()
    found = entry_by_id(here.session, here.bureau.key_id, entry.key_id)
    assert found is not None
    return found


def finish(here: World, item: Item, text: str = "都办完了") -> Entry:
    prove(here, item)
    entry = write(
        here.item(), here.rooms["office"], EntryKind.CLOSING, 0, Said(text=text), Act(here.who("staff"), at(11, 1))
    )
    here.session.flush()
    entry.submit(Act(here.who("staff"), at(11, 2)))
    return again(here, entry)


def prove(here: World, item: Item) -> None:
    item.tick(item.checkpoints[0], True, Act(here.who("staff"), at(10, 1)))
    attach(
        here.session,
        item,
        Act(here.who("staff"), at(10, 2)),
        sha256="a" * 64,
        size=3,
        kind=FileKind.OTHER,
        mime="text/plain",
        file_name="a.txt",
        title="文件",
        own_date=date(2030, 9, 1),
        secret=False,
        owed=item.owed[0],
    )


def test_an_item_lives_from_hand_out_to_closing(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    assert item.state == ItemState.ACTIVE and item.owes_from == 2
    report(here, item, 3).accept(Act(here.who("fazhi"), at(3, 25)))
    entry = finish(here, here.item())
    assert here.item().state == ItemState.DONE
    entry.accept(Act(here.who("fazhi"), at(11, 5)))
    closed = here.item()
    assert closed.state == ItemState.CLOSED and closed.closed_on == date(2030, 11, 5)
    lines = story(session, closed).lines
    assert lines[0].entry.id == entry.id, "the closing entry tells the closing"
    assert "item.acknowledge" in {act.verb for line in lines for act in line.acts}


def test_a_returned_entry_is_answered_by_a_new_one(session: Session) -> None:
    here = world(session)
    first = report(here, here.assigned(), 3)
    with pytest.raises(NotAllowed, match="退回原因"):
        first.send_back("  ", Act(here.who("fazhi"), at(3, 22)))
    first.send_back("请写明次数", Act(here.who("fazhi"), at(3, 22)))
    second = report(here, here.item(), 3, "开会两次")
    assert second.answers_id == first.id and not first.live
    with pytest.raises(NotAllowed, match="已有一条"):
        report(here, here.item(), 3)


def test_nobody_reviews_their_own_words(session: Session) -> None:
    here = world(session)
    item = here.assigned(helpers=("law",))
    entry = report(here, item, 3, room="law", who="fazhi")
    with pytest.raises(NotAllowed, match="自己写的"):
        entry.accept(Act(here.who("fazhi"), at(3, 22)))
    assert waiting_for_review(session, here.who("fazhi"), 2030, here.bureau.key_id) == 0
    assert [one.id for one in review_queue(session, here.who("fazhi2"), here.year.key_id, limit=9)] == [entry.id]
    assert not rights.may_review(here.who("boss"), entry, other_office=True)
    assert rights.may_review(here.who("boss"), entry, other_office=False)


def test_closing_needs_what_is_owed_or_a_reason(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    entry = write(item, here.rooms["office"], EntryKind.CLOSING, 0, Said(text="完"), Act(here.who("staff"), at(11, 1)))
    session.flush()
    with pytest.raises(NotAllowed, match="印发文件、文件"):
        entry.submit(Act(here.who("staff"), at(11, 1)))
    entry.revise(Said(text="完", shortfall="年后补交"), Act(here.who("staff"), at(11, 1)))
    entry.submit(Act(here.who("staff"), at(11, 1)))
    entry.withdraw(Act(here.who("staff"), at(11, 1)))
    assert here.item().state == ItemState.ACTIVE


def test_a_standard_needs_its_result(session: Session) -> None:
    here = world(session, "standards")
    entry = finish(here, here.assigned())
    with pytest.raises(NotAllowed, match="结果"):
        entry.accept(Act(here.who("fazhi"), at(11, 5)))
    session.rollback()
    again(here, entry).accept(Act(here.who("fazhi"), at(11, 5)), result=Result.MOSTLY)
    assert here.item().result == Result.MOSTLY


def test_a_reopened_item_is_closed_by_a_new_summary(session: Session) -> None:
    here = world(session)
    finish(here, here.assigned()).accept(Act(here.who("fazhi"), at(11, 5)))
    reopen(here.item(), "补充数据", Act(here.who("fazhi"), at(11, 8)))
    session.commit()
    second = write(
        here.item(),
        here.rooms["office"],
        EntryKind.CLOSING,
        0,
        Said(text="补充后办结"),
        Act(here.who("staff"), at(11, 9)),
    )
    session.flush()
    second.submit(Act(here.who("staff"), at(11, 9)))
    again(here, second).accept(Act(here.who("fazhi"), at(11, 10)))
    assert here.item().state == ItemState.CLOSED


def test_what_may_not_be_is_refused_in_words(session: Session) -> None:
    here = world(session)
    item = here.assigned(acknowledge=False)
    with pytest.raises(NotAllowed, match="先签收"):
        report(here, item, 3)
    item.acknowledge(Act(here.who("staff"), at(2, 2)))
    with pytest.raises(NotAllowed, match="还没有开始"):
        write(item, here.rooms["office"], EntryKind.MONTHLY, 12, Said(text="早"), Act(here.who("staff"), at(3, 1)))
    with pytest.raises(NotAllowed, match="不是这个事项"):
        report(here, item, 3, room="law", who="helper")
    with pytest.raises(NotAllowed, match="牵头科室"):
        item.assign(Act(here.who("fazhi"), at(3, 1)), lead=None, due_kind=DueKind.YEAR_END)
    with pytest.raises(NotAllowed, match="完成时限"):
        item.assign(Act(here.who("fazhi"), at(3, 1)), lead=here.rooms["law"], due_kind=DueKind.DATE)
    with pytest.raises(NotAllowed, match="没有销号"):
        archive(here.year, Act(here.who("fazhi"), at(12, 1)))


def test_an_archived_year_is_read_only(session: Session) -> None:
    here = world(session)
    for place in range(3):
        here.item(place).close_na("不适用", Act(here.who("fazhi"), at(3, 1)))
    archive(here.year, Act(here.who("fazhi"), at(12, 1)))
    with pytest.raises(NotAllowed, match="已归档"):
        reopen(here.item(), "想改", Act(here.who("fazhi"), at(12, 2)))
    here.year.reopen("补报", Act(here.who("fazhi"), at(12, 3)))
    reopen(here.item(), "想改", Act(here.who("fazhi"), at(12, 4)))
    assert here.item().state == ItemState.UNASSIGNED


def test_the_database_holds_one_live_entry(session: Session) -> None:
    here = world(session)
    first = report(here, here.assigned(), 3)
    copy = Entry(**first.model_dump(exclude={"id"}))
    session.add(copy)
    with pytest.raises(IntegrityError):
        session.flush()


def test_unchanged_months_are_accepted_at_once(session: Session) -> None:
    here = world(session)
    for place in range(3):
        report(here, here.assigned(place), 3, "")
    found = unchanged_of(session, here.who("fazhi"), here.year.key_id, here.rooms["office"].key_id)
    assert len(found) == 3
    for entry in found:
        entry.accept(Act(here.who("fazhi"), at(3, 25), "b1"))
    session.commit()
    assert {entry.state for entry in found} == {EntryState.ACCEPTED}
    assert len(session.exec(select(Trail).where(Trail.batch == "b1")).all()) == 3


def lamp_on(here: World, day: date, place: int = 0) -> Lamp:
    item = here.item(place)
    return glance(here.session, item.key_id, borders(here.session, here.bureau, here.year, day), percent_of_item()).lamp


def test_the_lamp(session: Session) -> None:
    here = world(session)
    assert lamp_on(here, date(2030, 3, 1)) == Lamp.IDLE
    item = here.assigned()
    assert lamp_on(here, date(2030, 2, 20)) == Lamp.OK
    assert lamp_on(here, date(2030, 3, 1)) == Lamp.NEAR, "February's report is owed after the 28th"
    report(here, item, 2)
    assert lamp_on(here, date(2030, 3, 1)) == Lamp.OK
    assert lamp_on(here, date(2030, 12, 25)) == Lamp.NEAR
    assert lamp_on(here, date(2031, 1, 1)) == Lamp.LATE
    finish(here, here.item())
    assert lamp_on(here, date(2031, 1, 1)) == Lamp.OK, "asked for in time: it waits for the office"
    here.item(1).drop("重复", Act(here.who("fazhi"), at(3, 1)))
    assert lamp_on(here, date(2031, 1, 1), 1) == Lamp.NONE


def test_an_item_of_all_departments_has_the_mean(session: Session) -> None:
    here = world(session)
    item = here.item()
    item.assign(Act(here.who("fazhi"), at(2, 1)), lead=None, all_departments=True, due_kind=DueKind.STANDING)
    report(here, here.item(), 3, percent=20).accept(Act(here.who("fazhi"), at(3, 25)))
    report(here, here.item(), 3, percent=60, room="law", who="helper").accept(Act(here.who("fazhi"), at(3, 25)))
    report(here, here.item(), 4, percent=40).accept(Act(here.who("fazhi"), at(4, 25)))
    page = ledger(
        session,
        here.who("fazhi"),
        here.year.key_id,
        Filter(),
        borders(session, here.bureau, here.year, date(2030, 5, 1)),
    )
    assert page.rows[0].percent == 50


def test_members_see_their_own_items_alone(session: Session) -> None:
    here = world(session)
    here.assigned(0, helpers=("law",))
    here.assigned(1)
    session.commit()
    light = borders(session, here.bureau, here.year, date(2030, 3, 1))
    assert ledger(session, here.who("staff"), here.year.key_id, Filter(), light).total == 2
    assert ledger(session, here.who("helper"), here.year.key_id, Filter(), light).total == 1
    assert ledger(session, here.who("admin"), here.year.key_id, Filter(), light).total == 0
    assert ledger(session, here.who("fazhi"), here.year.key_id, Filter(text="事项3"), light).total == 1


def test_moving_an_item_keeps_what_was_written(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(), 3).accept(Act(here.who("fazhi"), at(3, 25)))
    here.item().assign(Act(here.who("fazhi"), at(4, 1)), lead=here.rooms["law"], due_kind=DueKind.YEAR_END)
    item = here.item()
    assert item.state == ItemState.ASSIGNED
    page = ledger(
        session,
        here.who("staff"),
        here.year.key_id,
        Filter(),
        borders(session, here.bureau, here.year, date(2030, 4, 2)),
    )
    assert [row.percent for row in page.rows] == [40], "the old department still reads it, the percent stays"
