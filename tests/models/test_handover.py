"""交接, on both databases: persons and departments go, what hung on them stays findable and readable."""

import pytest
from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed
from models.entries import CLOSING_MONTH, Entry, EntryKind, EntryState, Said, entry_by_id, stranded_drafts, write
from models.history import act_rows, undo
from models.items import ItemState, item_by_id
from models.ledger import rights
from models.ledger import waits as desk
from models.office import Successors, hand_over, hangs_on, hangs_on_room, move_room, unreviewable
from models.people import Role, add_person
from models.trail import Trail
from tests.make import PASSWORD, World, at, world
from tests.models.test_life import again, finish, report


def add(here: World, username: str, *roles: Role, room: str | None = "office") -> None:
    add_person(
        here.session,
        here.bureau,
        Act(None, at(1, 1)),
        username=username,
        name=username,
        password=PASSWORD,
        roles=set(roles),
        department=here.rooms[room] if room else None,
    )
    here.session.commit()


def busy(session: Session) -> World:
    """A world where “staff” has an item, a draft and an unreviewed entry, and “boss” is in charge of the item."""
    here = world(session)
    here.assigned(0).hand_on(here.who("staff"), Act(here.who("staff"), at(2, 3)))
    report(here, here.item(0), 3)
    write(
        here.item(0),
        here.rooms["office"],
        EntryKind.MONTHLY,
        4,
        Said(text="还没写完"),
        Act(here.who("staff"), at(4, 5)),
    )
    add(here, "newcomer", Role.STAFF)
    return here


def test_what_hangs_on_a_person_is_all_there(session: Session) -> None:
    here = busy(session)
    hangs = hangs_on(session, here.who("staff"))
    assert [len(some) for some in (hangs.items, hangs.leading, hangs.drafts, hangs.waiting, hangs.reviews)] == [
        1,
        0,
        1,
        1,
        0,
    ]
    assert len(hangs_on(session, here.who("boss")).leading) == 1
    assert not hangs_on(session, here.who("newcomer"))


def test_one_successor_takes_everything_in_one_act(session: Session) -> None:
    here = busy(session)
    heir = here.who("newcomer")
    hand_over(
        session, here.who("staff"), Successors(items=heir, drafts=heir), Act(here.who("admin"), at(5, 1)), off=True
    )
    session.commit()
    assert here.item().person_id == heir.id and not here.who("staff").active
    draft = session.exec(select(Entry).where(Entry.state == EntryState.DRAFT)).one()
    assert draft.author_id == heir.id
    submitted = session.exec(select(Entry).where(Entry.state == EntryState.SUBMITTED)).one()
    assert submitted.author_id == here.who("staff").id, "what was said stays with who said it"
    marks = session.exec(select(Trail).where(Trail.at == at(5, 1))).all()
    assert {row.verb for row in marks} == {"item.hand_on", "entry.hand_over", "account.disable"}
    assert len({row.batch for row in marks}) == 1


@pytest.mark.parametrize(
    ("heir", "kind", "message"),
    [("helper", "items", "不在"), ("helper", "drafts", "不在"), ("newcomer", "leading", "不是局领导")],
)
def test_a_successor_who_does_not_fit_is_refused_and_nothing_changes(
    session: Session, heir: str, kind: str, message: str
) -> None:
    here = busy(session)
    person = here.who("boss" if kind == "leading" else "staff")
    with pytest.raises(NotAllowed, match=message) as refusal:
        hand_over(session, person, Successors(**{kind: here.who(heir)}), Act(here.who("admin"), at(5, 1)), off=True)
    assert refusal.value.field == kind
    session.rollback()
    assert here.who(person.username).active and here.item().person_id == here.who("staff").id


def test_without_a_successor_the_items_wait_for_the_head_and_the_office(session: Session) -> None:
    here = busy(session)
    add(here, "head2", Role.HEAD)
    hand_over(session, here.who("staff"), Successors(), Act(here.who("admin"), at(5, 1)), off=True)
    session.commit()
    for username in ("head2", "fazhi"):
        items = desk.first_items(session, here.who(username), here.year.key_id, desk.nobody())
        assert [one.title for one in items] == ["事项1"]
    here.who("staff").switch(True, Act(here.who("admin"), at(5, 2)))
    session.commit()
    assert desk.first_items(session, here.who("fazhi"), here.year.key_id, desk.nobody()) == []


def test_handing_over_alone_leaves_the_account_on(session: Session) -> None:
    here = busy(session)
    hand_over(
        session, here.who("staff"), Successors(items=here.who("newcomer")), Act(here.who("admin"), at(5, 1)), off=False
    )
    session.commit()
    assert here.who("staff").active and here.item().person_id == here.who("newcomer").id


@pytest.mark.parametrize(("who", "by", "message"), [("admin", "fazhi", "最后一个"), ("staff", "staff", "自己的账号")])
def test_who_cannot_go_keeps_everything(session: Session, who: str, by: str, message: str) -> None:
    here = busy(session)
    heir = here.who("newcomer")
    with pytest.raises(NotAllowed, match=message):
        hand_over(session, here.who(who), Successors(items=heir), Act(here.who(by), at(5, 1)), off=True)
    session.rollback()
    assert here.item().person_id == here.who("staff").id


def test_entries_that_only_one_person_can_review(session: Session) -> None:
    """Two office accounts; one writes, the other reviews; without a leader in charge nobody else can."""
    here = world(session)
    item = here.assigned(0, helpers=("law",))
    entry = report(here, item, 3, room="law", who="fazhi")
    add(here, "boss2", Role.LEADER, room=None)
    assert list(hangs_on(session, here.who("fazhi2")).reviews) == [], "the leader in charge would take over"
    hand_over(session, here.who("boss"), Successors(), Act(here.who("admin"), at(4, 1)), off=True)
    session.commit()
    assert [one.id for one in hangs_on(session, here.who("fazhi2")).reviews] == [entry.id]
    assert unreviewable(session, here.bureau.key_id) == []
    to = Successors(reviews=here.who("boss2"))
    hand_over(session, here.who("fazhi2"), to, Act(here.who("admin"), at(4, 2)), off=True)
    session.commit()
    found = again(here, entry)
    assert rights.may_review(
        here.who("boss2"), found, other_office=rights.other_office(session, here.bureau.key_id, found.author_id)
    )
    assert unreviewable(session, here.bureau.key_id) == []


def test_nobody_left_to_review_is_named(session: Session) -> None:
    here = world(session)
    entry = report(here, here.assigned(0, helpers=("law",)), 3, room="law", who="fazhi")
    for username in ("boss", "fazhi2"):
        hand_over(session, here.who(username), Successors(), Act(here.who("admin"), at(4, 1)), off=True)
        session.commit()
    assert [one.id for one in unreviewable(session, here.bureau.key_id)] == [entry.id]
    assert [one.id for one in unreviewable(session, here.bureau.key_id, item_id=here.item(0).id)] == [entry.id]
    assert unreviewable(session, here.bureau.key_id, item_id=here.item(1).id) == []


def test_an_item_moved_in_mid_year_keeps_its_past(session: Session) -> None:
    here = busy(session)
    report(here, here.item(0), 5, percent=60).accept(Act(here.who("fazhi"), at(5, 25)))
    session.commit()
    assert (
        move_room(session, here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(6, 1)), members=False)
        == 1
    )
    session.commit()
    session.expire_all()
    item = here.item()
    assert item.lead_id == here.rooms["law"].id and item.state == ItemState.ASSIGNED and item.person_id is None
    assert item.owes_from is None, "the new lead owes from its own 签收 on"
    assert [one.text for one in stranded_drafts(session, item)] == ["还没写完"]
    waiting = session.exec(select(Entry).where(Entry.state == EntryState.SUBMITTED)).one()
    again(here, waiting).accept(Act(here.who("fazhi"), at(6, 2)))
    assert again(here, waiting).department_id == here.rooms["office"].id
    items = desk.first_items(session, here.who("staff"), here.year.key_id)
    assert "事项1" in [one.title for one in items], "the old department still reads it"
    assert desk.drafts(session, here.who("staff"), here.year.key_id) == [], (
        "nothing to go on with that would be refused"
    )
    item = here.item()
    item.acknowledge(Act(here.who("helper"), at(6, 3)))
    assert item.owes_from == 6
    report(here, here.item(), 6, room="law", who="helper")


def test_a_closing_draft_left_behind_does_not_block_the_new_lead(session: Session) -> None:
    here = world(session)
    write(
        here.assigned(),
        here.rooms["office"],
        EntryKind.CLOSING,
        0,
        Said(text="写到一半"),
        Act(here.who("staff"), at(6, 1)),
    )
    session.commit()
    move_room(session, here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(6, 2)), members=False)
    here.item().acknowledge(Act(here.who("helper"), at(6, 3)))
    own = write(
        here.item(), here.rooms["law"], EntryKind.CLOSING, 0, Said(text="接着写"), Act(here.who("helper"), at(6, 4))
    )
    session.commit()
    assert own.month == CLOSING_MONTH
    with pytest.raises(NotAllowed, match="已有一份办结小结"):
        write(
            here.item(), here.rooms["law"], EntryKind.CLOSING, 0, Said(text="又一份"), Act(here.who("helper"), at(6, 5))
        )


def test_an_item_that_waits_for_closing_moves_without_a_new_acknowledgement(session: Session) -> None:
    here = world(session)
    entry = finish(here, here.assigned())
    move_room(session, here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(11, 3)), members=False)
    session.commit()
    assert here.item().state == ItemState.DONE and here.item().lead_id == here.rooms["law"].id
    found = entry_by_id(session, here.bureau.key_id, entry.key_id)
    assert found is not None
    found.accept(Act(here.who("fazhi"), at(11, 4)))
    assert here.item().state == ItemState.CLOSED and found.department_id == here.rooms["office"].id


def test_people_move_along_and_keep_their_items(session: Session) -> None:
    here = busy(session)
    here.assigned(1)
    before = hangs_on_room(session, here.rooms["office"])
    assert (before.led, before.helped, before.members) == (2, 0, 2)
    move_room(session, here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(6, 1)), members=True)
    session.commit()
    session.expire_all()
    assert not hangs_on_room(session, here.rooms["office"])
    assert here.item(0).person_id == here.who("staff").id and here.who("staff").department_id == here.rooms["law"].id
    old = session.exec(select(Entry).where(Entry.state == EntryState.SUBMITTED)).one()
    assert old.department_id == here.rooms["office"].id, "the history names the department at the time"


def test_a_helping_department_is_moved_too_and_never_twice(session: Session) -> None:
    here = world(session)
    here.assigned(0, helpers=("law",))
    move_room(session, here.rooms["law"], here.rooms["office"], Act(here.who("admin"), at(6, 1)), members=False)
    session.commit()
    item = item_by_id(session, here.bureau.key_id, here.item().key_id)
    assert item is not None and item.helper_ids == set() and item.state == ItemState.ACTIVE


def test_a_move_is_taken_back_until_somebody_acknowledges(session: Session) -> None:
    here = world(session)
    for place in range(2):
        here.assigned(place)
    move_room(session, here.rooms["office"], here.rooms["law"], Act(here.who("admin"), at(6, 1)), members=False)
    session.commit()
    here.item(1).acknowledge(Act(here.who("helper"), at(6, 2)))
    session.commit()
    mark = session.exec(select(Trail).where(Trail.verb == "item.move")).first()
    assert mark is not None
    result = undo(session, act_rows(session, here.bureau.key_id, mark.key_id), Act(here.who("fazhi"), at(6, 3)))
    session.commit()
    assert len(result.done) == 1 and len(result.left) == 1
    assert here.item(0).lead_id == here.rooms["office"].id and here.item(0).state == ItemState.ACTIVE


@pytest.mark.parametrize("target", ["office", "law"])
def test_a_department_moves_only_to_another_one_in_use(session: Session, target: str) -> None:
    here = world(session)
    here.rooms["law"].active = False
    with pytest.raises(NotAllowed, match="另一个在用的科室") as refusal:
        move_room(session, here.rooms["office"], here.rooms[target], Act(here.who("admin"), at(6, 1)), members=False)
    assert refusal.value.field == "target"
