"""An item's history is told in few lines, page by page, and loses nothing."""

from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from models.act import Act
from models.entries import CLOSING_MONTH, Entry, EntryKind, Said, Stance, write
from models.history import STORY_SIZE, Line, Story, folded, months_in_words, open_entries, returned_of, story
from models.items import DueKind, item_by_id
from models.ledger import months_owed, owed_of
from tests.make import World, at, world
from tests.models.test_life import report as handed_in

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([3], "3"),
        ([5, 4, 3], "3—5"),
        ([3, 4, 6, 9, 10], "3—4、6、9—10"),
        ([1, 3, 5], "1、3、5"),
        ([7, 7, 8], "7—8"),
        ([], ""),
    ],
)
def test_months_are_told_in_runs(months: list[int], words: str) -> None:
    assert months_in_words(months) == words


def report(here: World, month: int, text: str = "", *, accept: bool = True, room: str = "office") -> Entry:
    """A month handed in, quiet unless there is a text, and answered."""
    item = here.item()
    writer = here.who("staff" if room == "office" else "helper")
    said = Said(
        stance=Stance.PROGRESS if text else Stance.UNCHANGED, text=text, percent=50 if room == "office" else None
    )
    entry = write(item, here.rooms[room], EntryKind.MONTHLY, month, said, Act(writer, at(month, 20)))
    here.session.flush()
    entry.submit(Act(writer, at(month, 20)))
    if accept:
        entry.accept(Act(here.who("fazhi"), at(month, 21)))
    here.session.commit()
    return entry


def told(here: World, page: int = 1) -> Story:
    here.session.commit()
    here.session.expunge_all()
    return story(here.session, here.item(), page)


def test_quiet_months_share_a_line_until_something_happens(session: Session) -> None:
    here = world(session)
    here.assigned()
    for month in (2, 3, 4):
        report(here, month)
    report(here, 5, "会议开了。")
    for month in (6, 7):
        report(here, month)
    lines = told(here).lines
    assert [(line.quiet, line.months) for line in lines if line.entries] == [(True, "6—7"), (False, "5"), (True, "2—4")]
    assert [line.acts[0].verb for line in lines if line.acts] == ["item.acknowledge", "item.assign"]


def test_two_departments_quiet_months_are_told_apart(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    for month in (2, 3):
        report(here, month)
        report(here, month, room="law")
    quiet = [line for line in told(here).lines if line.quiet]
    assert {(line.entry.department.name, line.months) for line in quiet} == {("办公室", "2—3"), ("法规科", "2—3")}


def test_an_entry_and_its_answer_are_one_line(session: Session) -> None:
    here = world(session)
    here.assigned()
    entry = report(here, 2, "做了。", accept=False)
    entry.send_back("缺签到表。", Act(here.who("fazhi"), at(2, 22)))
    lines = told(here).lines
    assert len([line for line in lines if line.entries]) == 1
    assert lines[0].entry.review is not None and lines[0].entry.review.reason == "缺签到表。"
    assert not any(act.verb.startswith("entry.") for line in lines for act in line.acts)


def test_closing_is_told_with_its_summary(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    said = Said(text="全部办结。", shortfall="材料在途。", percent=100)
    entry = write(item, here.rooms["office"], EntryKind.CLOSING, CLOSING_MONTH, said, Act(here.who("staff"), at(5, 1)))
    session.flush()
    entry.submit(Act(here.who("staff"), at(5, 1)))
    entry.accept(Act(here.who("fazhi"), at(5, 2)))
    lines = told(here).lines
    assert lines[0].entry.closing and "item.close" not in {act.verb for line in lines for act in line.acts}


def test_an_item_that_is_given_on_says_to_whom(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",)).hand_on(here.who("staff"), Act(here.who("staff"), at(3, 1)))
    lines = {line.acts[0].verb: line.given for line in told(here).lines if line.acts}
    assert lines["item.assign"] == ["牵头科室：办公室", "配合科室：法规科", "责任领导：boss"]
    assert lines["item.hand_on"] == ["责任人：staff"] and lines["item.acknowledge"] == []
    here.item().assign(Act(here.who("fazhi"), at(4, 1)), lead=None, all_departments=True, due_kind=DueKind.YEAR_END)
    assert told(here).lines[0].given == ["各科室"]


def test_the_months_that_are_owed_are_named(session: Session) -> None:
    """By the lead alone, from 签收 on, what closed; of an item of all departments each owes its own."""
    here = world(session)
    here.assigned(helpers=("law",))
    report(here, 3, accept=False)
    office, law, year = here.rooms["office"].key_id, here.rooms["law"].key_id, here.year.key_id
    assert owed_of(session, here.item(), None, 5) == [2, 4, 5]
    assert months_owed(session, year, office, [1, 2, 3, 4]) == {2: 1, 4: 1}
    assert months_owed(session, year, law, [1, 2, 3, 4]) == {} == months_owed(session, year, office, [])
    here.item(1).assign(Act(here.who("fazhi"), at(4, 1)), lead=None, all_departments=True, due_kind=DueKind.YEAR_END)
    assert owed_of(session, here.item(1), law, 5) == [4, 5] and owed_of(session, here.item(1), None, 5) == []
    assert months_owed(session, year, law, [3, 4]) == {4: 1} and months_owed(session, year, office, [4]) == {4: 2}
    handed_in(here, here.item(1), 4, room="law", who="helper")
    assert months_owed(session, year, law, [4, 5]) == {5: 1} and months_owed(session, year, office, [4, 5]) == {
        4: 2,
        5: 2,
    }
    here.item().close_na("没有这项业务", Act(here.who("fazhi"), at(5, 1)))
    assert owed_of(session, here.item(), None, 5) == [] and months_owed(session, year, office, [4]) == {4: 1}


def test_one_persons_ticks_of_a_day_share_a_line_and_name_each_step_once(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    for hour, place, on in ((1, 0, True), (2, 1, True), (3, 0, False), (4, 0, True)):
        item.tick(item.checkpoints[place], on, Act(here.who("staff"), at(3, 9, hour)))
    item.tick(item.checkpoints[1], False, Act(here.who("staff"), at(3, 10)))
    lines = [line for line in told(here).lines if line.acts and "tick" in line.acts[0].verb]
    assert [(line.acts[0].verb, line.things) for line in lines] == [
        ("item.untick", ["组织学习"]),
        ("item.tick", ["印发文件", "组织学习"]),
        ("item.untick", ["印发文件"]),
    ]


def test_a_day_is_the_bureaus_day(session: Session) -> None:
    """23:30 and 00:30 in Shanghai are two days, though one in UTC."""
    here = world(session)
    item = here.assigned()
    item.tick(item.checkpoints[0], True, Act(here.who("staff"), at(3, 9, 15)))
    item.tick(item.checkpoints[1], True, Act(here.who("staff"), at(3, 9, 17)))
    assert len([line for line in told(here).lines if line.acts and line.acts[0].verb == "item.tick"]) == 2


def test_pages_hold_everything_once(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    for number in range(STORY_SIZE + 7):
        item.edit({"note": f"第{number}稿"}, Act(here.who("fazhi"), at(4, 1 + number % 28, number % 20)))
    pages = [told(here, number) for number in (1, 2)]
    seen = [act.id for page in pages for line in page.lines for act in line.acts]
    assert len(seen) == len(set(seen)) == STORY_SIZE + 9  # and the assignment, and the acknowledgement
    assert (pages[0].pages, pages[1].number) == (2, 2)


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-3, 1), (99, 1)])
def test_a_page_that_is_not_there_is_the_nearest(session: Session, asked: int, given: int) -> None:
    here = world(session)
    here.assigned()
    assert told(here, asked).number == given


def test_an_item_without_history_tells_nothing(session: Session) -> None:
    assert told(world(session)).lines == []


def test_the_number_of_queries_does_not_grow(session: Session) -> None:
    here = world(session)
    here.assigned()

    seen: list[str] = []
    sa.event.listen(here.session.get_bind(), "before_cursor_execute", lambda *call: seen.append(call[2]))

    def queries() -> int:
        with Session(here.session.get_bind()) as fresh:
            item = item_by_id(fresh, here.bureau.key_id, here.item().key_id)
            assert item is not None
            seen.clear()
            assert [line.who for line in story(fresh, item).lines]
            return len(seen)

    report(here, 2, "一次。")
    report(here, 3)
    few = queries()
    for month in range(4, 12):
        report(here, month, "又一次。" if month % 2 else "")
    assert queries() == few


def test_what_is_under_way_and_what_was_sent_back(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    room = here.rooms["office"]
    assert open_entries(session, item.key_id) == [] and returned_of(session, item.key_id, room.key_id) is None
    entry = report(here, 2, "做了。", accept=False)
    assert [one.id for one in open_entries(session, item.key_id)] == [entry.id]
    entry.send_back("不清楚。", Act(here.who("fazhi"), at(2, 22)))
    session.commit()
    sent_back = returned_of(session, item.key_id, room.key_id)
    assert sent_back is not None and sent_back.id == entry.id and open_entries(session, item.key_id) == []
    answer = report(here, 2, "写清楚了。", accept=False)
    assert answer.answers_id == entry.id and returned_of(session, item.key_id, room.key_id) is None


def test_folding_keeps_the_order(session: Session) -> None:
    here = world(session)
    here.assigned()
    report(here, 2)
    report(here, 3)
    lines = [Line(one.submitted_at, "", [one], quiet=True) for one in [report(here, 4), report(here, 5)]]  # type: ignore[arg-type]
    assert [one.month for one in folded(lines, ZONE)[0].entries] == [4, 5]
