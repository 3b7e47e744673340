"""撤销, on both databases: each row goes back unless it has changed since, and what is left alone says why."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.act import Act
from models.base import NotAllowed
from models.entries import Entry, EntryKind, EntryState, Review, Said, reopen, write
from models.evidence import EvidenceLink, FileKind, attach
from models.history import Undone, act_rows, last_act, story, taken_back, undo
from models.items import DueKind, Item, ItemState, Result, archive, item_by_id, items_of_year
from models.passages import freeze, write_passage
from models.trail import Trail
from tests.make import World, at, world
from tests.models.test_life import again, finish, report


def newest(here: World, verb: str) -> Trail:
    here.session.flush()
    found = here.session.exec(select(Trail).where(Trail.verb == verb).order_by(col(Trail.id).desc())).first()
    assert found is not None
    return found


def back(here: World, verb: str, *, who: str = "fazhi") -> Undone:
    rows = act_rows(here.session, here.bureau.key_id, newest(here, verb).key_id)
    here.session.commit()
    result = undo(here.session, rows, Act(here.who(who), at(12, 1)))
    here.session.commit()
    here.session.expire_all()
    return result


def why(result: Undone) -> list[str]:
    return [str(refusal) for _row, refusal in result.left]


def bulk(here: World, lead: str = "law", *, helpers: tuple[str, ...] = ()) -> None:
    """Hand all three items to a department in one act."""
    here.session.commit()
    for one in items_of_year(here.session, here.year.key_id):
        one.assign(
            Act(here.who("fazhi"), at(3, 1), "bulk-1"),
            lead=here.rooms[lead],
            helpers=[here.rooms[key] for key in helpers],
            leader=here.who("boss"),
            due_kind=DueKind.DATE,
            due=date(2030, 9, 30),
        )
    here.session.commit()


def test_a_bulk_act_goes_back_but_what_was_acknowledged_stays(session: Session) -> None:
    here = world(session)
    here.assigned(0, helpers=("law",))
    here.item(1)
    bulk(here)
    here.item(2).acknowledge(Act(here.who("helper"), at(3, 2)))
    result = back(here, "item.assign")
    assert len(result.done) == 2 and why(result) == ["之后已有“签收”"]
    first, second, third = (here.item(place) for place in range(3))
    assert (
        first.lead_id == here.rooms["office"].id and first.state == ItemState.ACTIVE and first.due == date(2030, 12, 31)
    )
    assert first.acknowledged_on == date(2030, 2, 2) and first.owes_from == 2
    assert [one.name for one in first.helpers] == ["法规科"]
    assert second.state == ItemState.UNASSIGNED and second.lead_id is None
    assert third.lead_id == here.rooms["law"].id and third.state == ItemState.ACTIVE
    told = newest(here, "act.undo")
    assert told.after["undone"] == "item.assign" and told.after["undone_batch"] == "bulk-1" and told.undoes_id


def test_only_what_changed_since_is_left_alone(session: Session) -> None:
    """A later change of another field does not stand in the way; one of the same field does."""
    here = world(session)
    for place in range(3):
        here.assigned(place)
    for one in items_of_year(session, here.year.key_id):
        one.assign(Act(here.who("fazhi"), at(3, 1), "b2"), lead=one.lead, leader=None, due_kind=DueKind.YEAR_END)
    session.commit()
    rows = act_rows(session, here.bureau.key_id, newest(here, "item.arrange").key_id)
    here.item(0).edit({"title": "别的名称"}, Act(here.who("fazhi"), at(3, 2)))
    item = here.item(1)
    item.assign(Act(here.who("fazhi"), at(3, 2)), lead=item.lead, leader=here.who("boss"), due_kind=DueKind.YEAR_END)
    report(here, here.item(2), 3)
    result = undo(session, rows, Act(here.who("fazhi"), at(3, 3)))
    session.commit()
    assert len(result.done) == 2 and why(result) == ["之后又改过“责任领导”"]
    assert here.item(0).title == "别的名称" and here.item(0).leader_id == here.who("boss").id


def test_nothing_goes_back_twice(session: Session) -> None:
    here = world(session)
    bulk(here)
    rows = act_rows(session, here.bureau.key_id, newest(here, "item.assign").key_id)
    assert len(back(here, "item.assign").done) == 3
    assert taken_back(session, rows)
    with pytest.raises(NotAllowed, match="已经撤销过"):
        undo(session, rows, Act(here.who("fazhi"), at(12, 2)))
    twin = Trail(**newest(here, "act.undo").model_dump(exclude={"id"}))
    session.add(twin)
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_undo_is_not_undone(session: Session) -> None:
    here = world(session)
    here.assigned().drop("重复", Act(here.who("fazhi"), at(3, 1)))
    back(here, "item.drop")
    assert act_rows(session, here.bureau.key_id, newest(here, "act.undo").key_id) == []
    assert act_rows(session, here.bureau.key_id, 999_999) == []


@pytest.mark.parametrize("act", ["drop", "close_na"])
def test_an_item_taken_out_comes_back_as_it_was(session: Session, act: str) -> None:
    """Also one that waits for closing: restoring by hand would have lost that."""
    here = world(session)
    entry = finish(here, here.assigned())
    getattr(here.item(), act)("弄错了", act=Act(here.who("fazhi"), at(11, 3)))
    session.commit()
    assert len(back(here, f"item.{act}").done) == 1
    item = here.item()
    assert item.state == ItemState.DONE and item.reason == "" and item.result is None and item.closed_on is None
    again(here, entry).accept(Act(here.who("fazhi"), at(12, 2)))
    assert here.item().state == ItemState.CLOSED


def test_a_restored_item_has_nothing_to_undo(session: Session) -> None:
    here = world(session)
    here.assigned().drop("重复", Act(here.who("fazhi"), at(3, 1)))
    here.item().restore(Act(here.who("fazhi"), at(3, 2)))
    assert why(back(here, "item.drop")) == ["事项现在是“推进中”"]


def test_ticks_go_back_with_who_and_when(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    item.tick(item.checkpoints[0], True, Act(here.who("staff"), at(4, 1)))
    item.tick(item.checkpoints[0], False, Act(here.who("fazhi"), at(4, 2)))
    back(here, "item.untick")
    step = here.item().checkpoints[0]
    assert step.ticked_by == here.who("staff").id and step.ticked_at == at(4, 1)
    back(here, "item.tick", who="staff")
    assert here.item().checkpoints[0].ticked_at is None


def test_a_tick_stays_once_the_item_waits_for_closing(session: Session) -> None:
    here = world(session)
    finish(here, here.assigned())
    assert why(back(here, "item.tick", who="staff")) == ["事项现在是“待销号”"]
    assert here.item().checkpoints[0].ticked_at is not None


def test_withdrawn_evidence_counts_again(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    row = attach(
        session,
        item,
        Act(here.who("staff"), at(4, 1)),
        sha256="a" * 64,
        size=3,
        kind=FileKind.OTHER,
        mime="text/plain",
        file_name="a.txt",
        title="文件",
        own_date=None,
        secret=False,
        owed=item.owed[0],
    )
    row.detach(here.item(), "传错了", Act(here.who("staff"), at(4, 2)))
    session.commit()
    assert len(back(here, "evidence.detach", who="staff").done) == 1
    session.refresh(row)
    assert row.withdrawn_at is None and row.withdrawn_by is None and row.reason == ""


def test_evidence_that_was_put_back_by_hand_is_not_doubled(session: Session) -> None:
    here = world(session)
    item = here.assigned()

    def hand_in(month: int) -> EvidenceLink:
        return attach(
            session,
            here.item(),
            Act(here.who("staff"), at(month, 1)),
            sha256="a" * 64,
            size=3,
            kind=FileKind.OTHER,
            mime="text/plain",
            file_name="a.txt",
            title="文件",
            own_date=None,
            secret=False,
            owed=item.owed[0],
        )

    hand_in(4).detach(item, "传错了", Act(here.who("staff"), at(4, 2)))
    hand_in(5)
    assert why(back(here, "evidence.detach", who="staff")) == ["同一份材料已经重新放上"]


def accepted(here: World, places: int = 3) -> list[Entry]:
    entries = [report(here, here.assigned(place), 3, "") for place in range(places)]
    for entry in entries:
        entry.accept(Act(here.who("fazhi"), at(3, 25), "all-1"))
    here.session.commit()
    here.session.expire_all()
    return entries


def test_accepted_all_waits_for_review_again_and_the_review_stays_in_the_history(session: Session) -> None:
    here = world(session)
    first, *_rest = accepted(here)
    assert len(back(here, "entry.accept").done) == 3
    entry = again(here, first)
    assert entry.state == EntryState.SUBMITTED and entry.review is None
    voided = session.exec(select(Review).where(Review.entry_id == entry.id)).one()
    assert voided.voided_by == here.who("fazhi").id and voided.voided_at == at(12, 1)
    lines = story(session, here.item()).lines
    assert next(line.acts[0].undone_word for line in lines if line.acts) == "审核通过"
    entry.send_back("请写明", Act(here.who("fazhi2"), at(12, 2)))
    session.commit()
    session.expire_all()
    assert again(here, first).review is not None, "it can be answered anew"


def test_what_an_accepted_month_carries_stands_in_the_way(session: Session) -> None:
    here = world(session)
    accepted(here)
    finish(here, here.item(0))
    write_passage(
        session,
        here.year,
        "work",
        "正文",
        [again(here, accepted_entry(here, 1)).key_id],
        "",
        Act(here.who("fazhi"), at(4, 1)),
    )
    result = back(here, "entry.accept")
    assert sorted(why(result)) == ["事项现在是“待销号”", "报告段落已经采用这条进展"] and len(result.done) == 1


def accepted_entry(here: World, place: int) -> Entry:
    return here.session.exec(select(Entry).where(Entry.item_id == here.item(place).id)).one()


def test_a_closing_acceptance_goes_back_with_the_closing(session: Session) -> None:
    here = world(session)
    entry = finish(here, here.assigned())
    entry.accept(Act(here.who("fazhi"), at(11, 5)))
    assert act_rows(session, here.bureau.key_id, newest(here, "entry.accept").key_id) == []
    act = last_act(session)
    assert act is not None and act.verb == "item.close"
    session.commit()
    session.expire_all()
    assert len(back(here, "item.close").done) == 1
    session.expire_all()
    waiting = again(here, entry)
    assert waiting.state == EntryState.SUBMITTED and waiting.review is None and waiting.awaits_answer()
    waiting.send_back("还差一份", Act(here.who("fazhi2"), at(11, 6)))
    session.commit()
    assert here.item().state == ItemState.ACTIVE, "the answer may be another one now"


def test_a_closing_that_was_reopened_since_is_left_alone(session: Session) -> None:
    here = world(session)
    finish(here, here.assigned()).accept(Act(here.who("fazhi"), at(11, 5)))
    session.commit()
    reopen(here.item(), "补充", Act(here.who("fazhi"), at(11, 6)))
    session.commit()
    assert why(back(here, "item.close")) == ["事项现在是“推进中”"]


def test_a_final_report_and_an_archived_year_stand_on_what_they_print(session: Session) -> None:
    here = world(session)
    for place in range(3):
        here.item(place).close_na("没有这项业务", Act(here.who("fazhi"), at(3, 1)))
    freeze(session, here.year, {}, "0" * 64, Act(here.who("fazhi"), at(11, 30)), open_errors=0)
    assert why(back(here, "item.close_na")) == ["报告已经定稿"]
    archive(here.year, Act(here.who("fazhi"), at(12, 1)))
    with pytest.raises(NotAllowed, match="已归档"):
        back(here, "item.close_na")
    session.rollback()
    assert here.item().result == Result.NOT_APPLICABLE


def test_nothing_goes_back_to_someone_who_was_switched_off(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    item.hand_on(here.who("staff"), Act(here.who("staff"), at(3, 1)))
    item.hand_on(None, Act(here.who("staff"), at(3, 2)))
    here.who("staff").switch(False, Act(here.who("admin"), at(3, 3)))
    assert why(back(here, "item.hand_on")) == ["原来的“staff”已停用"]


def test_an_item_of_all_departments_keeps_what_was_begun(session: Session) -> None:
    here = world(session)
    here.item().assign(Act(here.who("fazhi"), at(2, 1)), lead=None, all_departments=True, due_kind=DueKind.STANDING)
    write(here.item(), here.rooms["law"], EntryKind.MONTHLY, 2, Said(text="草稿"), Act(here.who("helper"), at(2, 9)))
    assert why(back(here, "item.assign")) == ["之后已有“起草进展”"]


def test_an_older_mark_without_ids_is_left_alone(session: Session) -> None:
    """Before helping departments were kept by id, the trail had their names alone: not enough to set them back."""
    here = world(session)
    here.assigned(helpers=("law",), acknowledge=False)
    row = newest(here, "item.assign")
    row.after = {name: value for name, value in row.after.items() if name != "helper_ids"} | {"helpers": ["法规科"]}
    assert why(back(here, "item.assign")) == ["留痕里没有可以恢复的内容"]
    item = item_by_id(session, here.bureau.key_id, here.item().key_id)
    assert isinstance(item, Item) and item.helper_ids == {here.rooms["law"].id}
    item.acknowledge(Act(here.who("staff"), at(3, 1)))
    item.tick(item.checkpoints[0], True, Act(here.who("staff"), at(3, 2)))
    tick = newest(here, "item.tick")
    tick.before, tick.after = {}, {"checkpoint": "印发文件"}
    assert why(back(here, "item.tick")) == ["留痕里没有可以恢复的内容"]


def test_an_acknowledgement_taken_back_no_longer_stands_on_the_hand_out(session: Session) -> None:
    here = world(session)
    here.assigned()
    assert back(here, "item.acknowledge", who="staff").left == []
    result = back(here, "item.assign")
    assert (len(result.done), result.left) == (1, [])
    assert here.item().state == ItemState.UNASSIGNED
