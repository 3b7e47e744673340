"""The rules of an item's life, each with its refusal: hand out, acknowledge, decline, hand on, drop, restore, close, reopen."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed
from models.entries import CLOSING_MONTH, Entry, EntryKind, EntryState, Said, reopen, write
from models.history import act_rows, undo
from models.items import DueKind, Item, ItemState, Result, archive, items_of_year, open_year
from models.people import Department, Role, add_department, add_person
from models.trail import Trail
from models.years import Year, YearState
from tests.make import PASSWORD, World, at, checklist, outline, world
from tests.models.test_life import again, finish, report


def hand_out(here: World, item: Item, lead: str = "office", **more: object) -> None:
    told: dict[str, object] = {"lead": here.rooms[lead], "due_kind": DueKind.YEAR_END, **more}
    act = Act(here.who("fazhi"), told.pop("at", at(3, 1)), told.pop("batch", None))  # type: ignore[arg-type]
    item.assign(act, **told)  # type: ignore[arg-type]
    here.session.flush()


def verbs(here: World, item: Item) -> list[str]:
    here.session.flush()
    rows = here.session.exec(select(Trail).where(Trail.item_id == item.id).order_by(Trail.id))  # type: ignore[arg-type]
    return [row.verb for row in rows]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (DueKind.YEAR_END, None, date(2030, 12, 31)),
        (DueKind.YEAR_END, date(2030, 5, 1), date(2030, 12, 31)),
        (DueKind.STANDING, None, None),
        (DueKind.STANDING, date(2030, 5, 1), None),
        (DueKind.DATE, date(2030, 1, 1), date(2030, 1, 1)),
        (DueKind.DATE, date(2031, 12, 31), date(2031, 12, 31)),
    ],
)
def test_what_a_due_kind_keeps(session: Session, kind: DueKind, given: date | None, kept: date | None) -> None:
    here = world(session)
    item = here.item()
    hand_out(here, item, due_kind=kind, due=given)
    assert (item.due_kind, item.due) == (kind, kept)


@pytest.mark.parametrize("day", [None, date(2029, 12, 31), date(2032, 1, 1)])
def test_a_date_outside_the_year_and_the_next_is_refused(session: Session, day: date | None) -> None:
    here = world(session)
    item = here.item()
    with pytest.raises(NotAllowed, match="完成时限") as refusal:
        hand_out(here, item, due_kind=DueKind.DATE, due=day)
    assert refusal.value.field == "due" and item.state == ItemState.UNASSIGNED


def test_a_person_of_another_department_is_refused(session: Session) -> None:
    here = world(session)
    for more in ({"person": here.who("helper")}, {"person": here.who("staff"), "all_departments": True}):
        with pytest.raises(NotAllowed, match="牵头科室的人员") as refusal:
            hand_out(here, here.item(), **more)
        assert refusal.value.field == "person"


def test_a_department_that_is_switched_off_leads_nothing(session: Session) -> None:
    here = world(session)
    empty = add_department(session, here.bureau, "空科室", Act(None, at(1, 1)))
    empty.edit(Act(here.who("admin"), at(1, 2)), name="空科室", position=9, active=False)
    with pytest.raises(NotAllowed, match="已停用") as refusal:
        here.item().assign(Act(here.who("fazhi"), at(3, 1)), lead=empty, due_kind=DueKind.YEAR_END)
    assert refusal.value.field == "lead"


def test_the_lead_does_not_help_itself_and_nobody_helps_twice(session: Session) -> None:
    here = world(session)
    law, office = here.rooms["law"], here.rooms["office"]
    item = here.item()
    hand_out(here, item, helpers=[law, office, law])
    session.commit()
    assert here.item().helper_ids == {law.id}


def test_helpers_change_without_a_new_acknowledgement_and_the_trail_has_both(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    item.assign(
        Act(here.who("fazhi"), at(4, 1)),
        lead=here.rooms["office"],
        helpers=[here.rooms["law"]],
        leader=here.who("boss"),
        due_kind=DueKind.YEAR_END,
    )
    item = here.item()
    assert item.state == ItemState.ACTIVE and item.acknowledged_on == date(2030, 2, 2)
    told = session.exec(select(Trail).where(Trail.verb == "item.arrange", Trail.at == at(4, 1))).one()
    assert (told.before, told.after) == ({"helper_ids": []}, {"helper_ids": [here.rooms["law"].id]})


def test_the_same_hand_out_again_leaves_no_mark(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    before = verbs(here, item)
    hand_out(here, item, leader=here.who("boss"), at=at(5, 1))
    assert verbs(here, item) == before and item.state == ItemState.ACTIVE


def test_a_new_lead_acknowledges_anew_and_owes_from_then(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    hand_out(here, item, "law", at=at(6, 1))
    assert (item.state, item.acknowledged_on, item.owes_from) == (ItemState.ASSIGNED, None, None)
    item.acknowledge(Act(here.who("helper"), at(7, 15)))
    assert item.owes_from == 7


def test_all_departments_start_at_once_and_have_no_helpers(session: Session) -> None:
    here = world(session)
    item = here.assigned(helpers=("law",))
    hand_out(here, item, all_departments=True, at=at(5, 1))
    item = here.item()
    assert (item.state, item.lead_id, item.helpers, item.owes_from) == (ItemState.ACTIVE, None, [], 5)
    hand_out(here, item, "law", at=at(6, 1))
    assert item.state == ItemState.ASSIGNED and not item.all_departments, "and back to one lead"


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2029, 12, 20, 4, tzinfo=UTC), 1),
        (datetime(2030, 2, 28, 15, 59, tzinfo=UTC), 2),  # 23:59 in Shanghai
        (datetime(2030, 2, 28, 16, 1, tzinfo=UTC), 3),  # a minute past midnight there
        (datetime(2031, 3, 1, 4, tzinfo=UTC), 12),
    ],
)
def test_the_month_of_acknowledging_is_the_bureaus(session: Session, moment: datetime, month: int) -> None:
    here = world(session)
    item = here.assigned(acknowledge=False)
    item.acknowledge(Act(here.who("staff"), moment))
    assert item.owes_from == month


@pytest.mark.parametrize("state", [ItemState.UNASSIGNED, ItemState.ACTIVE, ItemState.DONE, ItemState.DROPPED])
def test_only_what_waits_for_it_is_acknowledged_or_declined(session: Session, state: ItemState) -> None:
    here = world(session)
    item = in_state(here, state)
    with pytest.raises(NotAllowed, match="只有待签收"):
        item.acknowledge(Act(here.who("staff"), at(12, 1)))
    with pytest.raises(NotAllowed, match="只有待签收"):
        item.decline("不归我们", Act(here.who("staff"), at(12, 1)))
    assert item.state == state


def in_state(here: World, state: ItemState) -> Item:
    """The first item, brought there by the verbs."""
    if state == ItemState.UNASSIGNED:
        return here.item()
    item = here.assigned(acknowledge=state != ItemState.ASSIGNED)
    if state == ItemState.DROPPED:
        item.drop("重复", Act(here.who("fazhi"), at(3, 1)))
    if state in (ItemState.DONE, ItemState.CLOSED):
        entry = finish(here, item)
        if state == ItemState.CLOSED:
            entry.accept(Act(here.who("fazhi"), at(11, 5)))
    found = here.item()
    assert found.state == state
    return found


def test_a_declined_item_waits_for_the_office_with_the_reason(session: Session) -> None:
    here = world(session)
    item = here.assigned(acknowledge=False)
    item.decline("  应由法规科牵头  ", Act(here.who("staff"), at(2, 5)))
    item = here.item()
    assert (item.state, item.lead_id, item.reason) == (ItemState.UNASSIGNED, None, "应由法规科牵头")
    hand_out(here, item, "law")
    assert item.state == ItemState.ASSIGNED
    assert verbs(here, item)[-3:] == ["item.assign", "item.decline", "item.assign"]


@pytest.mark.parametrize("act", ["decline", "drop", "close_na", "reopen", "year.reopen"])
@pytest.mark.parametrize("reason", ["", " \n　"])
def test_an_act_that_needs_a_reason_does_nothing_without_one(session: Session, act: str, reason: str) -> None:
    here = world(session)
    state = {"decline": ItemState.ASSIGNED, "reopen": ItemState.CLOSED}.get(act, ItemState.ACTIVE)
    item: Item | Year = in_state(here, state)
    if act == "year.reopen":
        for place in range(3):
            here.item(place).close_na("不涉及", Act(here.who("fazhi"), at(3, 1)))
        item = here.year
        archive(here.year, Act(here.who("fazhi"), at(12, 1)))
    was = item.state
    with pytest.raises(NotAllowed, match="原因") as refusal:
        who = Act(here.who("fazhi"), at(12, 2))
        reopen(here.item(), reason, who) if act == "reopen" else getattr(item, act.removeprefix("year."))(reason, who)
    assert refusal.value.field == "reason" and item.state == was


def test_the_head_hands_on_within_the_department_and_takes_it_back(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    with pytest.raises(NotAllowed, match="牵头科室的人员"):
        item.hand_on(here.who("helper"), Act(here.who("staff"), at(2, 3)))
    item.hand_on(here.who("staff"), Act(here.who("staff"), at(2, 3)))
    assert item.person_id == here.who("staff").id
    item.hand_on(None, Act(here.who("staff"), at(2, 4)))
    assert item.person_id is None


@pytest.mark.parametrize("state", [ItemState.CLOSED, ItemState.DROPPED])
def test_nothing_moves_after_the_end(session: Session, state: ItemState) -> None:
    here = world(session)
    item = in_state(here, state)
    by, when = here.who("fazhi"), at(12, 1)
    acts = (
        lambda: hand_out(here, item),
        lambda: item.hand_on(here.who("staff"), Act(by, when)),
        lambda: item.lead_by(here.who("boss"), Act(by, when)),
        lambda: item.move(here.rooms["office"], here.rooms["law"], Act(by, when)),
        lambda: item.drop("再取消", Act(by, when)),
        lambda: item.close_na("不涉及", Act(by, when)),
        lambda: item.tick(item.checkpoints[1], True, Act(by, when)),
        lambda: report(here, item, 11),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    session.commit()
    assert here.item().state == state


def test_what_waits_for_closing_is_not_handed_out_nor_ticked(session: Session) -> None:
    here = world(session)
    item = in_state(here, ItemState.DONE)
    with pytest.raises(NotAllowed, match="待销号"):
        hand_out(here, item, "law")
    with pytest.raises(NotAllowed, match="检查点"):
        item.tick(item.checkpoints[0], False, Act(here.who("staff"), at(11, 3)))
    with pytest.raises(NotAllowed, match="推进中"):
        report(here, item, 11)


def test_ticking_twice_leaves_one_mark_and_keeps_who_and_when(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    step = item.checkpoints[0]
    for day in (3, 9):
        item.tick(step, True, Act(here.who("staff"), at(3, day)))
    assert step.ticked_at == at(3, 3) and verbs(here, item).count("item.tick") == 1
    item.tick(step, False, Act(here.who("staff"), at(3, 10)))
    assert step.ticked_by is None and step.ticked_at is None
    told = session.exec(select(Trail).where(Trail.verb == "item.untick")).one()
    assert told.after["checkpoint"] == step.text and told.before["ticked_by"] == here.who("staff").id


@pytest.mark.parametrize("state", [ItemState.UNASSIGNED, ItemState.ASSIGNED, ItemState.ACTIVE, ItemState.DONE])
def test_a_dropped_item_comes_back_as_it_was(session: Session, state: ItemState) -> None:
    here = world(session)
    item = in_state(here, state)
    item.drop("并入别的事项", Act(here.who("fazhi"), at(11, 20)))
    assert item.state == ItemState.DROPPED and item.reason == "并入别的事项"
    item.restore(Act(here.who("fazhi"), at(11, 21)))
    assert (here.item().state, here.item().reason) == (state, "")


@pytest.mark.parametrize("state", [ItemState.ACTIVE, ItemState.CLOSED])
def test_only_a_dropped_item_is_restored(session: Session, state: ItemState) -> None:
    here = world(session)
    with pytest.raises(NotAllowed, match="已取消"):
        in_state(here, state).restore(Act(here.who("fazhi"), at(12, 1)))


def test_a_dropped_item_stays_dropped_when_its_summary_is_taken_back(session: Session) -> None:
    here = world(session)
    entry = finish(here, here.assigned())
    here.item().drop("不再需要", Act(here.who("fazhi"), at(11, 3)))
    entry = again(here, entry)
    entry.withdraw(Act(here.who("staff"), at(11, 4)))
    assert here.item().state == ItemState.DROPPED and here.item().done_on is None
    here.item().restore(Act(here.who("fazhi"), at(11, 5)))
    assert here.item().state == ItemState.ACTIVE, "there is only a draft now"
    again(here, entry).submit(Act(here.who("staff"), at(11, 6)))
    assert here.item().state == ItemState.DONE


def test_a_summary_taken_back_stands_in_the_way_of_undoing_the_drop(session: Session) -> None:
    """Else the item would wait for a closing that nobody asks for any more."""
    here = world(session)
    entry = finish(here, here.assigned())
    here.item().drop("不再需要", Act(here.who("fazhi"), at(11, 3)))
    drop = session.exec(select(Trail).where(Trail.verb == "item.drop")).one()
    again(here, entry).withdraw(Act(here.who("staff"), at(11, 4)))
    session.commit()
    result = undo(session, act_rows(session, here.bureau.key_id, drop.key_id), Act(here.who("fazhi"), at(11, 5)))
    assert [str(why) for _row, why in result.left] == ["之后已有“撤回进展”"]
    assert here.item().state == ItemState.DROPPED


def test_not_applicable_needs_no_entry_and_says_so_in_the_result(session: Session) -> None:
    here = world(session)
    item = in_state(here, ItemState.UNASSIGNED)
    item.close_na("本年度没有这项业务", Act(here.who("fazhi"), at(4, 9)))
    item = here.item()
    assert (item.state, item.result, item.closed_on) == (ItemState.CLOSED, Result.NOT_APPLICABLE, date(2030, 4, 9))
    reopen(item, "有业务了", Act(here.who("fazhi"), at(5, 1)))
    item = here.item()
    assert (item.state, item.result, item.closed_on) == (ItemState.UNASSIGNED, None, None)


def test_an_item_closed_over_a_waiting_summary_is_reopened_with_it(session: Session) -> None:
    here = world(session)
    entry = finish(here, here.assigned())
    here.item().close_na("政策取消", Act(here.who("fazhi"), at(11, 3)))
    with pytest.raises(NotAllowed, match="不再审核"):
        again(here, entry).accept(Act(here.who("fazhi"), at(11, 4)))
    session.rollback()
    reopen(here.item(), "政策恢复", Act(here.who("fazhi"), at(11, 5)))
    assert here.item().state == ItemState.DONE and again(here, entry).live
    again(here, entry).accept(Act(here.who("fazhi"), at(11, 6)))
    assert here.item().state == ItemState.CLOSED


def test_a_summary_taken_back_after_not_applicable_leaves_it_closed(session: Session) -> None:
    here = world(session)
    entry = finish(here, here.assigned())
    here.item().close_na("政策取消", Act(here.who("fazhi"), at(11, 3)))
    again(here, entry).withdraw(Act(here.who("staff"), at(11, 4)))
    assert here.item().state == ItemState.CLOSED
    reopen(here.item(), "政策恢复", Act(here.who("fazhi"), at(11, 5)))
    assert here.item().state == ItemState.ACTIVE and again(here, entry).live


def test_a_reopened_item_keeps_its_summary_in_the_history_and_asks_for_another(session: Session) -> None:
    here = world(session)
    old = finish(here, here.assigned())
    old.accept(Act(here.who("fazhi"), at(11, 5)))
    reopen(here.item(), "数据有误", Act(here.who("fazhi"), at(11, 8)))
    item = here.item()
    assert (item.state, item.done_on, item.closed_on) == (ItemState.ACTIVE, None, None)
    kept = again(here, old)
    assert kept.state == EntryState.ACCEPTED and not kept.live and kept.text == "都办完了"
    new = write(item, here.rooms["office"], EntryKind.CLOSING, 0, Said(text="x"), Act(here.who("staff"), at(11, 9)))
    assert new.month == CLOSING_MONTH and new.answers_id is None, "it answers nothing: nothing was sent back"


@pytest.mark.parametrize(("result", "kept"), [(None, None), (Result.MET, None)])
def test_a_task_has_no_result(session: Session, result: Result | None, kept: Result | None) -> None:
    here = world(session)
    finish(here, here.assigned()).accept(Act(here.who("fazhi"), at(11, 5)), result=result)
    assert here.item().state == ItemState.CLOSED and here.item().result is kept


@pytest.mark.parametrize("result", list(Result))
def test_a_standard_keeps_the_result_it_was_given(session: Session, result: Result) -> None:
    here = world(session, "standards")
    finish(here, here.assigned()).accept(Act(here.who("fazhi"), at(11, 5)), result=result)
    assert here.item().result == result


def test_a_batch_is_one_act_in_the_trail(session: Session) -> None:
    here = world(session)
    for place in range(3):
        hand_out(here, here.item(place), batch="b-7")
    session.commit()
    rows = session.exec(select(Trail).where(Trail.batch == "b-7")).all()
    assert [row.verb for row in rows] == ["item.assign"] * 3 and len({row.item_id for row in rows}) == 3


def test_a_refusal_in_a_batch_leaves_nothing_behind(session: Session) -> None:
    here = world(session)
    here.item(2).drop("重复", Act(here.who("fazhi"), at(2, 1)))
    session.commit()
    with pytest.raises(NotAllowed):
        for item in items_of_year(session, here.year.key_id):
            hand_out(here, item, batch="b-8")
    session.rollback()
    session.expire_all()
    assert [here.item(place).state for place in (0, 1)] == [ItemState.UNASSIGNED] * 2
    assert not session.exec(select(Trail).where(Trail.batch == "b-8")).all()


def test_a_year_goes_its_way_and_no_other(session: Session) -> None:
    here = world(session, start=False)
    year, by = here.year, here.who("fazhi")
    for act in (lambda: archive(year, Act(by, at(1, 5))), lambda: year.reopen("想改", Act(by, at(1, 5)))):
        with pytest.raises(NotAllowed):
            act()
    year.start(Act(by, at(1, 6)))
    with pytest.raises(NotAllowed, match="筹备"):
        year.start(Act(by, at(1, 7)))
    with pytest.raises(NotAllowed, match="已归档的年度可以重开"):
        year.reopen("想改", Act(by, at(1, 7)))
    assert year.state == YearState.RUNNING


def test_archiving_names_what_is_open_and_stops_at_five(session: Session) -> None:
    here = world(session)
    with pytest.raises(NotAllowed, match="还有 3 项没有销号，不能归档：1 事项1、2 事项2、3 事项3。"):
        archive(here.year, Act(here.who("fazhi"), at(12, 1)))
    here.item(0).close_na("不涉及", Act(here.who("fazhi"), at(3, 1)))
    here.item(1).drop("重复", Act(here.who("fazhi"), at(3, 1)))
    with pytest.raises(NotAllowed, match="还有 1 项没有销号，不能归档：3 事项3。"):
        archive(here.year, Act(here.who("fazhi"), at(12, 1)))
    here.item(2).drop("重复", Act(here.who("fazhi"), at(3, 1)))
    archive(here.year, Act(here.who("fazhi"), at(12, 1)))
    assert here.year.state == YearState.ARCHIVED


def test_an_archived_year_refuses_every_act_on_an_item(session: Session) -> None:
    here = world(session)
    entry = write(
        here.assigned(), here.rooms["office"], EntryKind.MONTHLY, 2, Said(text="x"), Act(here.who("staff"), at(2, 3))
    )
    for place in range(3):
        here.item(place).drop("重复", Act(here.who("fazhi"), at(3, 1)))
    archive(here.year, Act(here.who("fazhi"), at(12, 1)))
    session.commit()
    item, draft, by = here.item(), again(here, entry), here.who("fazhi")
    acts = (
        lambda: item.restore(Act(by, at(12, 2))),
        lambda: item.edit({"title": "改名"}, Act(by, at(12, 2))),
        lambda: item.drop("又取消", Act(by, at(12, 2))),
        lambda: hand_out(here, item),
        lambda: draft.revise(Said(text="y"), Act(by, at(12, 2))),
        lambda: draft.submit(Act(by, at(12, 2))),
        lambda: draft.discard(Act(by, at(12, 2))),
        lambda: here.year.set_report({"title": "新标题"}, Act(by, at(12, 2))),
    )
    for act in acts:
        with pytest.raises(NotAllowed, match="已归档"):
            act()


def test_two_years_do_not_share_a_number(session: Session) -> None:
    here = world(session)
    for no, message in ((2030, "已经建立"), (1999, "2000 至 2100"), (2101, "2000 至 2100")):
        with pytest.raises(NotAllowed, match=message) as refusal:
            open_year(session, here.bureau, no, [checklist()], outline(), Act(None, at(1, 1)))
        assert refusal.value.field == "no"
    with pytest.raises(NotAllowed, match="只能选一次"):
        open_year(session, here.bureau, 2031, [checklist(), checklist()], outline(), Act(None, at(1, 1)))
    assert open_year(session, here.bureau, 2031, [], outline(), Act(None, at(1, 1))).no == 2031, "without an item too"


def test_a_moved_draft_loses_its_percent_when_its_department_only_helps(session: Session) -> None:
    here = world(session)
    add_person(
        session,
        here.bureau,
        Act(None, at(1, 1)),
        username="lawhead",
        name="科长",
        password=PASSWORD,
        roles={Role.HEAD},
        department=here.rooms["law"],
    )
    entry = write(
        here.assigned(),
        here.rooms["office"],
        EntryKind.MONTHLY,
        3,
        Said(text="做了一半", percent=50),
        Act(here.who("staff"), at(3, 2)),
    )
    item = here.item()
    helping: list[Department] = [here.rooms["office"]]
    hand_out(here, item, "law", helpers=helping, at=at(3, 3))
    item.acknowledge(Act(here.who("lawhead"), at(3, 4)))
    again(here, entry).submit(Act(here.who("staff"), at(3, 5)))
    kept = session.exec(select(Entry).where(Entry.id == entry.id)).one()
    assert kept.state == EntryState.SUBMITTED and kept.percent is None
