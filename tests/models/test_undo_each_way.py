"""撤销, each verb that has a way back against each thing that may have happened since, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.act import Act
from models.asking import load
from models.base import NotAllowed
from models.entries import Entry, EntryKind, EntryState, Said, Stance, entry_by_id, reopen, write
from models.evidence import EvidenceLink, FileKind, attach
from models.history import WAYS, Undone, act_rows, may_undo, taken_back, undo
from models.items import DueKind, Item
from models.office import move_room
from models.passages import freeze, standing_edition, write_passage
from models.people import Role
from models.trail import Trail
from models.years import YearState
from tests.make import World, at, world


def paper(here: World) -> EvidenceLink:
    item = here.item()
    return attach(
        here.session,
        item,
        Act(here.who("staff"), at(3, 1)),
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


def entry(here: World) -> Entry:
    here.session.commit()
    key = here.session.exec(select(Entry.id).order_by(col(Entry.id).desc())).first()
    found = entry_by_id(here.session, here.bureau.key_id, key or 0)
    assert found is not None
    return found


def report(here: World, item: Item, month: int) -> Entry:
    """A month without news, handed in."""
    said = Said(stance=Stance.UNCHANGED)
    row = write(item, here.rooms["office"], EntryKind.MONTHLY, month, said, Act(here.who("staff"), at(month, 20)))
    here.session.flush()
    row.submit(Act(here.who("staff"), at(month, 21)))
    return entry(here)


def summary(here: World) -> Entry:
    """The closing summary of the first item, handed in with a word about what is missing."""
    said = Said(text="都办完了", shortfall="文件在印")
    row = write(here.assigned(), here.rooms["office"], EntryKind.CLOSING, 0, said, Act(here.who("staff"), at(3, 20)))
    here.session.flush()
    row.submit(Act(here.who("staff"), at(3, 21)))
    return entry(here)


def tick(here: World, on: bool, month: int) -> None:
    item = here.item()
    item.tick(item.checkpoints[0], on, Act(here.who("staff"), at(month, 1)))


def ticked(here: World) -> None:
    here.assigned()
    tick(here, True, 3)


def hand_out(here: World, room: str, month: int, day: int = 30) -> None:
    here.item().assign(
        Act(here.who("fazhi"), at(month, 1)),
        lead=here.rooms[room],
        leader=here.who("boss"),
        due_kind=DueKind.DATE,
        due=date(2030, 9, day),
    )


def detach(here: World, month: int) -> None:
    there = select(EvidenceLink).options(load(EvidenceLink.evidence))
    link = here.session.exec(there.where(col(EvidenceLink.withdrawn_at).is_(None))).one()
    link.detach(here.item(), "传错了", Act(here.who("staff"), at(month, 1)))


def printed_in(here: World) -> None:
    key = entry(here).key_id
    write_passage(here.session, here.year, "work", "正文", [key], "", Act(here.who("fazhi"), at(6, 1)))


@dataclass(frozen=True)
class Case:
    """How to come to an act, the act, what may stand on it later, and the words for leaving it alone then."""

    before: Callable[[World], Any]
    act: Callable[[World], Any]
    later: Callable[[World], Any]
    why: str
    actor: str = "fazhi"


CASES = {
    "item.assign": Case(
        lambda here: here.assigned(helpers=("law",)),
        lambda here: hand_out(here, "law", 4),
        lambda here: here.item().acknowledge(Act(here.who("helper"), at(5, 1))),
        "之后已有“签收”",
    ),
    "item.arrange": Case(
        lambda here: here.assigned(),
        lambda here: hand_out(here, "office", 4),
        lambda here: hand_out(here, "office", 5, day=20),
        "之后又改过“时限”",
    ),
    "item.move": Case(
        lambda here: here.assigned(),
        lambda here: move_room(
            here.session, here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(4, 1)), members=False
        ),
        lambda here: here.item().acknowledge(Act(here.who("helper"), at(5, 1))),
        "之后已有“签收”",
        "admin",
    ),
    "item.acknowledge": Case(
        lambda here: here.assigned(acknowledge=False),
        lambda here: here.item().acknowledge(Act(here.who("staff"), at(4, 1))),
        lambda here: report(here, here.item(), 4),
        "之后已有“起草进展”",
        "staff",
    ),
    "item.hand_on": Case(
        lambda here: here.assigned(),
        lambda here: here.item().hand_on(here.who("staff"), Act(here.who("staff"), at(4, 1))),
        lambda here: here.item().hand_on(None, Act(here.who("staff"), at(5, 1))),
        "之后又改过“责任人”",
        "staff",
    ),
    "item.drop": Case(
        lambda here: here.assigned(),
        lambda here: here.item().drop("重复", Act(here.who("fazhi"), at(4, 1))),
        lambda here: here.item().restore(Act(here.who("fazhi"), at(5, 1))),
        "事项现在是“推进中”",
    ),
    "item.close_na": Case(
        lambda here: here.assigned(),
        lambda here: here.item().close_na("没有这项业务", Act(here.who("fazhi"), at(4, 1))),
        lambda here: reopen(here.item(), "又有了", Act(here.who("fazhi"), at(5, 1))),
        "事项现在是“推进中”",
    ),
    "item.tick": Case(
        lambda here: here.assigned(),
        lambda here: tick(here, True, 4),
        lambda here: tick(here, False, 5),
        "之后又改过“勾选人”",
        "staff",
    ),
    "item.untick": Case(
        ticked,
        lambda here: tick(here, False, 4),
        lambda here: tick(here, True, 5),
        "之后又改过“勾选人”",
        "staff",
    ),
    "evidence.detach": Case(
        lambda here: (here.assigned(), paper(here)),
        lambda here: detach(here, 4),
        paper,
        "同一份材料已经重新放上",
        "staff",
    ),
    "entry.accept": Case(
        lambda here: report(here, here.assigned(), 3),
        lambda here: entry(here).accept(Act(here.who("fazhi"), at(4, 1))),
        printed_in,
        "报告段落已经采用这条进展",
    ),
    "item.close": Case(
        summary,
        lambda here: entry(here).accept(Act(here.who("fazhi"), at(4, 1))),
        printed_in,
        "报告段落已经采用这条进展",
    ),
}
VERBS = pytest.mark.parametrize("verb", sorted(CASES))


def test_every_way_back_is_played() -> None:
    assert set(CASES) == set(WAYS)


def stand(here: World) -> dict[str, Any]:
    """All of the first item that somebody could see change."""
    here.session.commit()
    here.session.expire_all()
    item = here.item()
    names = ("state", "lead_id", "all_departments", "person_id", "leader_id", "due_kind", "due", "owes_from")
    more = ("acknowledged_on", "done_on", "closed_on", "result", "reason")
    links = here.session.exec(select(EvidenceLink).order_by(col(EvidenceLink.id))).all()
    entries = here.session.exec(select(Entry).order_by(col(Entry.id))).all()
    return {
        **{name: getattr(item, name) for name in names + more},
        "helpers": item.helper_ids,
        "ticks": [(one.ticked_by, one.ticked_at) for one in item.checkpoints],
        "papers": [(one.withdrawn_at, one.withdrawn_by, one.reason) for one in links],
        "entries": [(one.state, one.live) for one in entries],
    }


def mark(here: World, verb: str) -> Trail:
    here.session.commit()
    found = here.session.exec(select(Trail).where(Trail.verb == verb).order_by(col(Trail.id).desc())).first()
    assert found is not None, f"the act leaves {verb} in the trail"
    return found


def played(session: Session, verb: str) -> tuple[World, dict[str, Any], Trail]:
    """A world in which the act was done, how it stood before, and the act's mark in the trail."""
    here, case = world(session), CASES[verb]
    case.before(here)
    was = stand(here)
    case.act(here)
    assert stand(here) != was
    return here, was, mark(here, verb)


def back(here: World, row: Trail, who: str = "fazhi") -> Undone:
    result = undo(here.session, act_rows(here.session, here.bureau.key_id, row.key_id), Act(here.who(who), at(12, 1)))
    here.session.commit()
    return result


def why(result: Undone) -> list[str]:
    return [str(refusal) for _row, refusal in result.left]


@VERBS
def test_everything_is_as_it_was_and_the_trail_tells_both(session: Session, verb: str) -> None:
    here, was, row = played(session, verb)
    result = back(here, row)
    assert len(result.done) == 1 and result.left == []
    assert stand(here) == was
    told = mark(here, "act.undo")
    assert (told.undoes_id, told.after["undone"], told.actor_id) == (row.id, verb, here.who("fazhi").id)
    assert session.get(Trail, row.id) is not None, "the act itself stays in the trail"


@VERBS
def test_what_stands_on_it_keeps_it_and_is_named(session: Session, verb: str) -> None:
    here, _was, row = played(session, verb)
    CASES[verb].later(here)
    now = stand(here)
    result = back(here, row)
    assert result.done == [] and why(result) == [CASES[verb].why]
    assert stand(here) == now
    assert session.exec(select(Trail).where(Trail.verb == "act.undo")).all() == []
    assert not taken_back(session, [row]), "what was left alone may be tried again"


@VERBS
def test_nothing_is_taken_back_twice(session: Session, verb: str) -> None:
    here, was, row = played(session, verb)
    back(here, row)
    with pytest.raises(NotAllowed, match="已经撤销过"):
        back(here, row)
    session.rollback()
    assert stand(here) == was
    CASES[verb].act(here)  # done anew, it has a way back of its own
    again = mark(here, verb)
    assert again.id != row.id and len(back(here, again).done) == 1
    assert stand(here) == was


@VERBS
def test_an_archived_year_takes_nothing_back(session: Session, verb: str) -> None:
    here, _was, row = played(session, verb)
    here.year.state = YearState.ARCHIVED
    now = stand(here)
    with pytest.raises(NotAllowed, match="已归档"):
        back(here, row)
    session.rollback()
    assert stand(here) == now


@VERBS
def test_who_did_it_and_the_office_may_and_nobody_else(session: Session, verb: str) -> None:
    here, _was, row = played(session, verb)
    actor = CASES[verb].actor
    may = {one for one in ("fazhi", "fazhi2", "boss", "staff", "helper", "admin") if may_undo(here.who(one), row)}
    assert may == {"fazhi", "fazhi2", actor}


@pytest.mark.parametrize("verb", sorted(verb for verb, way in WAYS.items() if way.printed))
def test_a_final_report_stands_on_what_it_prints_until_it_is_lifted(session: Session, verb: str) -> None:
    here, was, row = played(session, verb)
    freeze(session, here.year, {}, "0" * 64, Act(here.who("fazhi"), at(11, 1)), open_errors=0)
    now = stand(here)
    assert why(back(here, row)) == ["报告已经定稿"]
    assert stand(here) == now
    edition = standing_edition(session, here.year.key_id)
    assert edition is not None
    edition.lift(here.year, "还要改", Act(here.who("fazhi"), at(11, 2)))
    session.commit()
    assert len(back(here, row).done) == 1
    assert stand(here) == was


@pytest.mark.parametrize("verb", sorted(verb for verb, way in WAYS.items() if not way.printed))
def test_what_no_report_prints_goes_back_after_the_final_edition_too(session: Session, verb: str) -> None:
    here, was, row = played(session, verb)
    freeze(session, here.year, {}, "0" * 64, Act(here.who("fazhi"), at(11, 1)), open_errors=0)
    assert len(back(here, row).done) == 1
    assert stand(here) == was


class TestPeople:
    """An item never goes back to somebody who could not be given it today."""

    def taken_from(self, session: Session) -> tuple[World, Trail]:
        """“staff” had the item, and it was taken from them."""
        here = world(session)
        here.assigned().hand_on(here.who("staff"), Act(here.who("staff"), at(3, 1)))
        here.item().hand_on(None, Act(here.who("staff"), at(4, 1)))
        return here, mark(here, "item.hand_on")

    def test_who_moved_to_another_department_since(self, session: Session) -> None:
        here, row = self.taken_from(session)
        law = here.rooms["law"]
        here.who("staff").edit(Act(here.who("admin"), at(5, 1)), name="staff", department=law, roles={Role.STAFF})
        assert why(back(here, row)) == ["原来的“staff”不在牵头科室"]
        assert here.item().person_id is None

    def test_an_item_that_moved_to_another_department_since(self, session: Session) -> None:
        here, row = self.taken_from(session)
        hand_out(here, "law", 5)
        assert why(back(here, row)) == ["原来的“staff”不在牵头科室"]
        assert (here.item().lead_id, here.item().person_id) == (here.rooms["law"].id, None)

    def test_a_hand_out_brings_department_and_person_back_together(self, session: Session) -> None:
        here = world(session)
        here.assigned().hand_on(here.who("staff"), Act(here.who("staff"), at(3, 1)))
        was = stand(here)
        hand_out(here, "law", 4)
        assert here.item().person_id is None
        assert len(back(here, mark(here, "item.assign")).done) == 1
        assert stand(here) == was and here.item().person_id == here.who("staff").id

    def test_a_department_that_was_switched_off_gets_nothing_back(self, session: Session) -> None:
        here = world(session)
        here.assigned()
        hand_out(here, "law", 4)
        here.rooms["office"].active = False
        assert why(back(here, mark(here, "item.assign"))) == ["原来的“办公室”已停用"]
        assert here.item().lead_id == here.rooms["law"].id


def test_a_batch_changed_in_part_goes_back_for_the_rest_with_one_mark_each(session: Session) -> None:
    here = world(session)
    entries = [report(here, here.assigned(place), 3) for place in range(3)]
    for one in entries:
        one.accept(Act(here.who("fazhi"), at(3, 25), "all-1"))
    session.commit()
    write_passage(session, here.year, "work", "正文", [entries[1].key_id], "", Act(here.who("fazhi"), at(4, 1)))
    session.commit()
    session.expire_all()
    result = back(here, mark(here, "entry.accept"))
    assert [row.subject_id for row in result.done] == [entries[0].id, entries[2].id]
    assert [(row.subject_id, str(refusal)) for row, refusal in result.left] == [
        (entries[1].id, "报告段落已经采用这条进展")
    ]
    states = {one.id: one.state for one in session.exec(select(Entry).order_by(col(Entry.id))).all()}
    assert list(states.values()) == [EntryState.SUBMITTED, EntryState.ACCEPTED, EntryState.SUBMITTED]
    marks = session.exec(select(Trail).where(Trail.verb == "act.undo")).all()
    assert len({one.batch for one in marks}) == 1 and len({one.undoes_id for one in marks}) == 2
    with pytest.raises(NotAllowed, match="已经撤销过"):
        back(here, mark(here, "entry.accept"))


def test_two_people_who_did_alike_have_acts_of_their_own(session: Session) -> None:
    """The same batch name of another person is another act: nobody takes back what somebody else did."""
    here = world(session)
    items: list[Item] = [here.item(place) for place in range(2)]
    for item, who in zip(items, ("fazhi", "fazhi2"), strict=True):
        item.assign(
            Act(here.who(who), at(3, 1), "same"), lead=here.rooms["law"], leader=None, due_kind=DueKind.YEAR_END
        )
    first = session.exec(select(Trail).where(Trail.verb == "item.assign").order_by(col(Trail.id))).first()
    session.commit()
    assert first is not None and len(act_rows(session, here.bureau.key_id, first.key_id)) == 1
