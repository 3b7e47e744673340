"""What a department may say of an item and who answers it: months, percents, reviews, taking back, answering."""

from datetime import date
from typing import TypedDict, Unpack

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed
from models.entries import (
    CLOSING_MONTH,
    LONGEST_TEXT,
    Entry,
    EntryKind,
    EntryState,
    Review,
    Said,
    Stance,
    entry_before,
    reopen,
    returned_before,
    returned_entry,
    write,
)
from models.evidence import open_ends
from models.history import has_reported, open_entries
from models.items import DueKind, Item, ItemState, item_by_id
from models.ledger import Filter, borders, ledger, rights
from models.ledger import waits as desk
from models.office import unreviewable
from models.people import Role, add_department, add_person
from models.trail import Trail
from tests.make import PASSWORD, World, at, world
from tests.models.test_life import again, finish, prove, report


class Words(TypedDict, total=False):
    """What may be said of a month."""

    stance: Stance
    text: str
    percent: int | None
    shortfall: str


def draft(
    here: World, month: int = 3, *, room: str = "office", who: str = "staff", day: int = 20, **said: Unpack[Words]
) -> Entry:
    """A month begun by a department; its own `said` stand for the usual ones."""
    told: Words = {"text": "做了工作", "percent": 40, **said}
    kind = EntryKind.CLOSING if month == CLOSING_MONTH else EntryKind.MONTHLY
    when = at(max(month, 3), day)
    entry = write(here.item(), here.rooms[room], kind, month, Said(**told), Act(here.who(who), when))
    return again(here, entry)


def percent(here: World, place: int = 0) -> int | None:
    here.session.commit()
    light = borders(here.session, here.bureau, here.year, date(2030, 6, 1))
    return ledger(here.session, here.who("fazhi"), here.year.key_id, Filter(), light).rows[place].percent


def accepted(here: World, month: int, share: int, *, room: str = "office", who: str = "staff") -> None:
    report(here, here.item(), month, percent=share, room=room, who=who).accept(Act(here.who("fazhi"), at(month, 25)))


def test_the_percent_of_an_item_is_that_of_the_leads_last_accepted_month(session: Session) -> None:
    here = world(session)
    here.assigned()
    assert percent(here) is None
    accepted(here, 3, 30)
    report(here, here.item(), 4, percent=90)
    assert percent(here) == 30, "what waits does not count"
    accepted(here, 5, 55)
    accepted(here, 2, 10)
    assert percent(here) == 55, "a month reported late does not throw it back"
    report(here, here.item(), 6, "").accept(Act(here.who("fazhi"), at(6, 25)))
    assert percent(here) == 55, "a month without change keeps it"


def test_a_helping_department_gives_its_text_alone(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    accepted(here, 3, 30)
    entry = draft(here, 4, room="law", who="helper", percent=95)
    assert entry.percent is None
    entry.revise(Said(text="配合了", percent=95), Act(here.who("helper"), at(4, 21)))
    entry.submit(Act(here.who("helper"), at(4, 22)))
    again(here, entry).accept(Act(here.who("fazhi"), at(4, 23)))
    assert again(here, entry).percent is None and percent(here) == 30
    told = session.exec(select(Trail).where(Trail.verb == "entry.write", Trail.subject_id == entry.id)).one()
    assert told.after["percent"] is None


def test_the_mean_counts_each_departments_last_accepted_month(session: Session) -> None:
    here = world(session)
    here.item().assign(Act(here.who("fazhi"), at(1, 5)), lead=None, all_departments=True, due_kind=DueKind.STANDING)
    accepted(here, 3, 20)
    assert percent(here) == 20, "who has said nothing yet does not count as nothing"
    accepted(here, 3, 61, room="law", who="helper")
    assert percent(here) in (40, 41)
    accepted(here, 5, 80)
    accepted(here, 4, 10)
    assert percent(here) in (70, 71), "the fifth month stands, though the fourth came later"


def test_a_closed_item_is_done_whatever_was_said(session: Session) -> None:
    here = world(session)
    here.assigned()
    accepted(here, 3, 30)
    finish(here, here.item()).accept(Act(here.who("fazhi"), at(11, 5)))
    assert percent(here) == 100
    reopen(here.item(), "数据有误", Act(here.who("fazhi"), at(11, 6)))
    assert percent(here) == 30


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"text": "  "}, "text", "请写明本月进展"),
        ({"text": "做了", "percent": None}, "percent", "完成进度"),
        ({"stance": Stance.NOT_APPLICABLE, "text": ""}, "text", "不适用的原因"),
    ],
)
def test_what_is_missing_is_said_at_its_field_when_handed_in(
    session: Session, said: Words, field: str, message: str
) -> None:
    here = world(session)
    here.assigned()
    entry = draft(here, **said)
    with pytest.raises(NotAllowed, match=message) as refusal:
        entry.submit(Act(here.who("staff"), at(3, 21)))
    assert refusal.value.field == field and entry.state == EntryState.DRAFT, "the draft is kept as it was"


@pytest.mark.parametrize(("stance", "text"), [(Stance.UNCHANGED, ""), (Stance.NOT_APPLICABLE, "本月没有会议")])
def test_a_month_without_progress_needs_no_percent_and_keeps_none(session: Session, stance: Stance, text: str) -> None:
    here = world(session)
    here.assigned()
    entry = draft(here, percent=70, stance=stance, text=text)
    entry.submit(Act(here.who("staff"), at(3, 21)))
    assert entry.state == EntryState.SUBMITTED and entry.percent is None


def test_a_text_may_be_long_and_not_longer(session: Session) -> None:
    here = world(session)
    here.assigned()
    with pytest.raises(NotAllowed, match="最多 5000 字"):
        draft(here, text="字" * (LONGEST_TEXT + 1))
    session.rollback()
    assert len(draft(here, text=f"  {'字' * LONGEST_TEXT}  ").text) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("month", "day", "refused"),
    [(3, 31, "4 月还没有开始"), (4, 1, ""), (12, 1, ""), (4, 30, "")],
)
def test_a_month_is_reported_from_its_first_day(session: Session, month: int, day: int, refused: str) -> None:
    here = world(session)
    item = here.assigned()
    args = (here.rooms["office"], EntryKind.MONTHLY, 4, Said(text="四月"))
    if not refused:
        assert write(item, *args, act=Act(here.who("staff"), at(month, day))).month == 4
        return
    with pytest.raises(NotAllowed, match=refused) as refusal:
        write(item, *args, act=Act(here.who("staff"), at(month, day)))
    assert refusal.value.field == "month"


@pytest.mark.parametrize("month", [-1, 0, 13])
def test_there_is_no_such_month(session: Session, month: int) -> None:
    here = world(session)
    with pytest.raises(NotAllowed, match="请选择月份"):
        write(
            here.assigned(), here.rooms["office"], EntryKind.MONTHLY, month, Said(), Act(here.who("staff"), at(12, 1))
        )


@pytest.mark.parametrize(("month", "day", "late"), [(3, 27, False), (3, 28, False), (3, 29, True), (11, 2, True)])
def test_what_comes_after_the_closing_day_is_marked_late(session: Session, month: int, day: int, late: bool) -> None:
    here = world(session)
    here.assigned()
    entry = draft(here)
    entry.submit(Act(here.who("staff"), at(month, day)))
    assert entry.late is late
    told = session.exec(select(Trail).where(Trail.verb == "entry.submit")).one()
    assert told.after.get("late", False) is late
    entry.withdraw(Act(here.who("staff"), at(11, 3)))
    assert not entry.late and entry.submitted_at is None


def test_past_months_are_reported_until_the_year_is_archived(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    entry = write(
        item,
        here.rooms["office"],
        EntryKind.MONTHLY,
        1,
        Said(text="补报", percent=1),
        Act(here.who("staff"), at(12, 30)),
    )
    again(here, entry).submit(Act(here.who("staff"), at(12, 30)))
    assert again(here, entry).late


def test_one_live_entry_for_item_department_and_month(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    draft(here)
    with pytest.raises(NotAllowed, match="已有一条") as refusal:
        draft(here)
    assert refusal.value.field == "month"
    session.rollback()
    assert draft(here, room="law", who="helper").month == 3, "another department's is another one"
    assert draft(here, 4).month == 4, "and so is another month's"


def test_of_two_who_write_at_the_same_time_one_is_refused_by_the_database(session: Session) -> None:
    here = world(session)
    item_id = here.assigned().key_id
    with Session(session.get_bind(), expire_on_commit=False) as other:
        items = [item_by_id(held, here.bureau.key_id, item_id) for held in (session, other)]
        assert all(items)
        for held, item in zip((session, other), items, strict=True):
            assert item is not None and held.exec(select(Entry).where(Entry.item_id == item_id)).all() == []
        session.rollback()
        # the other one looked before the first was kept
        draft(here)
        copy = session.exec(select(Entry)).one()
        other.add(Entry(**copy.model_dump(exclude={"id"})))
        with pytest.raises(IntegrityError):
            other.flush()
        other.rollback()
    assert len(session.exec(select(Entry)).all()) == 1


def test_a_discarded_draft_makes_room_and_its_text_stands_in_the_trail(session: Session) -> None:
    here = world(session)
    here.assigned()
    draft(here, text="写错了").discard(Act(here.who("staff"), at(3, 21)))
    session.commit()
    assert session.exec(select(Entry)).all() == []
    told = session.exec(select(Trail).where(Trail.verb == "entry.discard")).one()
    assert told.before["text"] == "写错了" and told.item_id == here.item().id
    assert draft(here).state == EntryState.DRAFT


@pytest.mark.parametrize("state", [EntryState.SUBMITTED, EntryState.ACCEPTED, EntryState.RETURNED])
def test_what_was_handed_in_is_neither_changed_nor_thrown_away(session: Session, state: EntryState) -> None:
    here = world(session)
    entry = report(here, here.assigned(), 3)
    if state == EntryState.ACCEPTED:
        entry.accept(Act(here.who("fazhi"), at(3, 22)))
    elif state == EntryState.RETURNED:
        entry.send_back("太短", Act(here.who("fazhi"), at(3, 22)))
    by, entry = here.who("staff"), again(here, entry)
    with pytest.raises(NotAllowed, match="草稿"):
        entry.revise(Said(text="改"), Act(by, at(3, 23)))
    with pytest.raises(NotAllowed, match="草稿"):
        entry.discard(Act(by, at(3, 23)))
    with pytest.raises(NotAllowed, match="已经提交"):
        entry.submit(Act(by, at(3, 23)))
    with pytest.raises(NotAllowed, match="草稿"):
        entry.hand_over(by, Act(here.who("admin"), at(3, 23)))
    if state != EntryState.SUBMITTED:
        with pytest.raises(NotAllowed, match="不能撤回"):
            entry.withdraw(Act(by, at(3, 23)))
    assert again(here, entry).state == state and entry.text == "做了工作"


def test_a_colleague_goes_on_with_a_draft_and_becomes_its_author(session: Session) -> None:
    here = world(session)
    add_person(
        session,
        here.bureau,
        Act(None, at(1, 1)),
        username="mate",
        name="同事",
        password=PASSWORD,
        roles={Role.STAFF},
        department=here.rooms["office"],
    )
    here.assigned()
    entry = draft(here)
    entry.revise(Said(text="接着写", percent=60), Act(here.who("mate"), at(3, 21)))
    assert again(here, entry).author_id == here.who("mate").id
    entry.submit(Act(here.who("staff"), at(3, 22)))
    assert again(here, entry).author_id == here.who("staff").id, "who hands it in answers for it"
    entry.withdraw(Act(here.who("staff"), at(3, 23)))
    with pytest.raises(NotAllowed, match="本科室") as refusal:
        entry.hand_over(here.who("helper"), Act(here.who("admin"), at(3, 24)))
    assert refusal.value.field == "drafts"


def test_a_returned_month_is_answered_and_the_chain_is_kept(session: Session) -> None:
    here = world(session)
    here.assigned()
    chain: list[int] = []
    for round_ in range(3):
        entry = report(here, here.item(), 3, f"第{round_}稿")
        assert entry.answers_id == (chain[-1] if chain else None)
        chain.append(entry.key_id)
        entry.send_back(f"理由{round_}", Act(here.who("fazhi"), at(3, 22)))
        session.commit()
        old = returned_entry(session, here.item().key_id, here.rooms["office"].key_id, 3)
        assert old is not None and old.text == f"第{round_}稿", "its text starts the answer"
    assert len(session.exec(select(Review)).all()) == 3
    assert not has_reported(session, here.item().key_id, here.rooms["office"].key_id, 3)
    assert open_entries(session, here.item().key_id) == []


def test_the_old_text_beside_a_review_is_the_last_that_was_accepted(session: Session) -> None:
    here = world(session)
    here.assigned()
    accepted(here, 2, 10)
    report(here, here.item(), 3, "").accept(Act(here.who("fazhi"), at(3, 25)))
    returned = report(here, here.item(), 4, "退回的")
    returned.send_back("太短", Act(here.who("fazhi"), at(4, 22)))
    new = report(here, here.item(), 4, "新的")
    before = entry_before(session, new)
    assert before is not None and before.month == 2, "neither a quiet month nor one sent back"
    assert returned_before(session, new, before) == returned, "the one that this one answers stands first"
    new.accept(Act(here.who("fazhi"), at(4, 25)))
    later = report(here, here.item(), 5, "又一月")
    assert returned_before(session, later, entry_before(session, later)) is None


def test_an_old_send_back_is_not_shown_where_its_answer_was_accepted_since(session: Session) -> None:
    here = world(session)
    here.assigned()
    finish(here, here.item(), "头一稿").send_back("太短", Act(here.who("fazhi"), at(11, 3)))
    second = write(
        here.item(), here.rooms["office"], EntryKind.CLOSING, 0, Said(text="第二稿"), Act(here.who("staff"), at(11, 4))
    )
    session.flush()
    second.submit(Act(here.who("staff"), at(11, 4)))
    second = again(here, second)
    assert (found := returned_before(session, second, None)) is not None and found.text == "头一稿"
    second.accept(Act(here.who("fazhi"), at(11, 5)))
    session.commit()
    reopen(here.item(), "补充", Act(here.who("fazhi"), at(11, 6)))
    third = write(
        here.item(), here.rooms["office"], EntryKind.CLOSING, 0, Said(text="第三稿"), Act(here.who("staff"), at(11, 7))
    )
    session.flush()
    before = entry_before(session, again(here, third))
    assert before == second and returned_before(session, third, before) is None


@pytest.mark.parametrize("roles", [{Role.OFFICE, Role.STAFF}, {Role.OFFICE, Role.LEADER, Role.HEAD, Role.ADMIN}])
def test_the_author_never_reviews_whatever_the_roles(session: Session, roles: set[Role]) -> None:
    here = world(session)
    add_person(
        session,
        here.bureau,
        Act(None, at(1, 1)),
        username="many",
        name="多职",
        password=PASSWORD,
        roles=roles,
        department=here.rooms["office"],
    )
    item = here.assigned()
    item.lead_by(here.who("many"), Act(here.who("fazhi"), at(2, 3)))
    entry = report(here, here.item(), 3, who="many")
    many = here.who("many")
    for alone in (True, False):
        assert not rights.may_review(many, entry, other_office=not alone)
    assert desk.to_answer(session, many, here.item().key_id) == []
    for act in (
        lambda: entry.accept(Act(many, at(3, 22))),
        lambda: entry.send_back("退给自己", Act(many, at(3, 22))),
    ):
        with pytest.raises(NotAllowed, match="自己写的"):
            act()
    assert again(here, entry).state == EntryState.SUBMITTED


@pytest.mark.parametrize(
    ("fazhi2_active", "leader", "able"),
    [
        (True, "boss", {"fazhi2"}),
        (False, "boss", {"boss"}),  # for this one act, the leader in charge
        (False, "boss2", {"boss2"}),
        (False, None, set()),
    ],
)
def test_who_may_answer_what_an_office_member_wrote(
    session: Session, fazhi2_active: bool, leader: str | None, able: set[str]
) -> None:
    """The door, the queue and the page that names nobody agree, case by case."""
    here = world(session)
    add_person(
        session,
        here.bureau,
        Act(None, at(1, 1)),
        username="boss2",
        name="另一领导",
        password=PASSWORD,
        roles={Role.LEADER},
        department=None,
    )
    entry = report(here, here.assigned(helpers=("law",)), 3, room="law", who="fazhi")
    here.item().leader_id = here.who(leader).id if leader else None
    if not fazhi2_active:
        here.who("fazhi2").switch(False, Act(here.who("admin"), at(3, 22)))
    entry = again(here, entry)
    alone = rights.other_office(session, here.bureau.key_id, entry.author_id)
    everyone = ("fazhi", "fazhi2", "boss", "boss2", "staff", "helper", "admin")
    assert {one for one in everyone if rights.may_review(here.who(one), entry, other_office=alone)} == able
    queued = {one for one in everyone if desk.review_queue(session, here.who(one), here.year.key_id, limit=9)}
    assert queued == able
    assert [one.id for one in unreviewable(session, here.bureau.key_id)] == ([] if able else [entry.id])


@pytest.mark.parametrize("who", ["staff", "helper", "boss", "admin"])
def test_only_the_office_reviews_what_a_department_wrote(session: Session, who: str) -> None:
    here = world(session)
    entry = report(here, here.assigned(helpers=("law",)), 3)
    assert not rights.may_review(here.who(who), entry, other_office=True)
    assert rights.may_review(here.who("fazhi"), entry, other_office=True)


def test_what_is_answered_is_not_answered_again(session: Session) -> None:
    here = world(session)
    entry = report(here, here.assigned(), 3)
    entry.accept(Act(here.who("fazhi"), at(3, 22)))
    entry = again(here, entry)
    with pytest.raises(NotAllowed, match="可能已有人审核"):
        entry.send_back("晚了", Act(here.who("fazhi2"), at(3, 23)))
    session.add(Review(entry_id=entry.key_id, by_id=here.who("fazhi2").key_id, verdict="return", at=at(3, 23)))  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_dropped_item_offers_no_review(session: Session) -> None:
    here = world(session)
    entry = report(here, here.assigned(), 3, "")
    here.item().drop("重复", Act(here.who("fazhi"), at(3, 22)))
    entry, office = again(here, entry), here.who("fazhi")
    assert not rights.may_review(office, entry, other_office=True)
    assert desk.waiting_for_review(session, office, 2030, here.bureau.key_id) == 0
    assert desk.unchanged_of(session, office, here.year.key_id, here.rooms["office"].key_id) == []
    assert desk.unchanged_by_department(session, office, here.year.key_id) == []
    for act in (lambda: entry.accept(Act(office, at(3, 23))), lambda: entry.send_back("x", Act(office, at(3, 23)))):
        with pytest.raises(NotAllowed, match="不再审核"):
            act()
    here.item().restore(Act(office, at(3, 24)))
    assert again(here, entry).state == EntryState.SUBMITTED, "it waits as before"
    assert desk.waiting_for_review(session, here.who("fazhi"), 2030, here.bureau.key_id) == 1


def test_a_month_that_waits_when_the_item_is_closed_can_still_be_answered(session: Session) -> None:
    here = world(session)
    helped = report(here, here.assigned(helpers=("law",)), 3, room="law", who="helper")
    finish(here, here.item()).accept(Act(here.who("fazhi"), at(11, 5)))
    assert [one.id for one in desk.review_queue(session, here.who("fazhi"), here.year.key_id, limit=9)] == [helped.id]
    again(here, helped).accept(Act(here.who("fazhi"), at(11, 6)))
    assert here.item().state == ItemState.CLOSED


def test_closing_names_every_end_that_is_open(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    assert open_ends(item) == ["印发文件", "文件"], "the optional step is none"
    item.tick(item.checkpoints[0], True, Act(here.who("staff"), at(3, 1)))
    session.flush()
    assert open_ends(item) == ["文件"]
    item.tick(item.checkpoints[0], False, Act(here.who("staff"), at(3, 2)))
    prove(here, here.item())
    session.commit()
    assert open_ends(here.item()) == []


def test_a_shortfall_is_kept_with_the_summary_and_blanks_are_none(session: Session) -> None:
    here = world(session)
    here.assigned()
    entry = draft(here, CLOSING_MONTH, shortfall="   ")
    with pytest.raises(NotAllowed, match="未完成说明") as refusal:
        entry.submit(Act(here.who("staff"), at(11, 1)))
    assert refusal.value.field == "shortfall" and here.item().state == ItemState.ACTIVE
    entry = again(here, entry)
    entry.revise(Said(text="办完", shortfall=" 印发件年后补 "), Act(here.who("staff"), at(11, 2)))
    entry.submit(Act(here.who("staff"), at(11, 3)))
    assert again(here, entry).shortfall == "印发件年后补" and here.item().done_on == date(2030, 11, 3)


def test_a_summary_is_the_leads_alone_and_one_at_a_time(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    with pytest.raises(NotAllowed, match="牵头科室提交"):
        draft(here, CLOSING_MONTH, room="law", who="helper")
    session.rollback()
    draft(here, CLOSING_MONTH)
    with pytest.raises(NotAllowed, match="已有一份办结小结"):
        draft(here, CLOSING_MONTH)


def test_an_empty_summary_is_not_handed_in(session: Session) -> None:
    here = world(session)
    prove(here, here.assigned())
    entry = draft(here, CLOSING_MONTH, text=" ")
    with pytest.raises(NotAllowed, match="办结情况") as refusal:
        entry.submit(Act(here.who("staff"), at(11, 1)))
    assert refusal.value.field == "text"


def test_a_summary_sent_back_is_answered_and_the_item_works_again(session: Session) -> None:
    here = world(session)
    first = finish(here, here.assigned())
    first.send_back("请写明数字", Act(here.who("fazhi"), at(11, 3)))
    assert here.item().state == ItemState.ACTIVE and here.item().done_on is None
    second = draft(here, CLOSING_MONTH, text="办完，共 3 次")
    assert second.answers_id == first.id
    second.submit(Act(here.who("staff"), at(11, 9)))
    again(here, second).accept(Act(here.who("fazhi"), at(11, 10)))
    item: Item = here.item()
    assert item.state == ItemState.CLOSED and item.done_on == date(2030, 11, 9)


def test_a_department_without_a_part_writes_nothing(session: Session) -> None:
    here = world(session)
    here.assigned()
    here.rooms["third"] = add_department(session, here.bureau, "信息科", Act(None, at(1, 1)))
    for room in ("law", "third"):
        with pytest.raises(NotAllowed, match="不是这个事项的牵头或配合科室"):
            draft(here, room=room)
        session.rollback()
