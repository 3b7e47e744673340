"""Finders and rights asked about what belongs to another bureau: nothing is found, nothing is allowed, nothing counted."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, func, select

import models
from models.act import Act
from models.base import NotAllowed
from models.entries import Entry, EntryState
from models.entries import find as entry_finder
from models.evidence import Evidence, EvidenceLink
from models.evidence import file as evidence
from models.figures import Figure, figure
from models.figures import find as figure_finder
from models.history import find as trail_finder
from models.history import undoing as undo
from models.history import words as trail_words
from models.items import Item, ItemState
from models.items import find as item_finder
from models.ledger import borders, rights
from models.ledger import files as evidence_list
from models.ledger import lacks as evidence_gaps
from models.ledger import listing as ledger
from models.ledger import pick as evidence_pick
from models.ledger import records as record_finder
from models.ledger import standings as standing
from models.ledger import waits as desk
from models.office import accounts as people_finder
from models.office import handover, health
from models.people import DEMO_PASSWORD, Department, Person, PersonRole, Role, only_bureau, person_with_roles, presence
from models.people import person as people
from models.records import Record, RecordState
from models.trail import Trail
from models.years import find as year_finder
from tests.bureaus import THEIRS, Both


class Two:
    """A person of one bureau, and the rows of the other. What is done here is taken back."""

    def __init__(self, session: Session, both: Both) -> None:
        self.session, self.top = session, both.first
        theirs = person_with_roles(session, username=f"{THEIRS}office")
        assert theirs is not None
        self.them, self.bureau_id = theirs, theirs.bureau_id
        year = year_finder.year_by_no(session, self.bureau_id, 2020)
        assert year is not None
        self.year, self.year_id = year, year.key_id
        assert year.bureau.demo_as_of is not None
        self.borders = borders(session, year.bureau, year, year.bureau.demo_as_of)

    def who(self, username: str) -> Person:
        found = person_with_roles(self.session, username=username)
        assert found is not None
        return found

    @property
    def office(self) -> Person:
        return self.who("office")

    def ids(self, table: Any, *where: Any) -> list[int]:
        """Rows of the other bureau."""
        query = select(table.id).where(table.id <= self.top[table.__tablename__], *where)
        return list(self.session.exec(query.order_by(table.id)))

    def item(self, *where: Any) -> Item:
        found = item_finder.item_by_id(self.session, self.bureau_id, self.ids(Item, *where)[0])
        assert found is not None
        return found

    def entry(self, *where: Any) -> Entry:
        found = entry_finder.entry_by_id(self.session, self.bureau_id, self.ids(Entry, *where)[0])
        assert found is not None
        return found

    def link(self) -> EvidenceLink:
        found = evidence.link_by_id(self.session, self.bureau_id, self.ids(EvidenceLink)[0])
        assert found is not None
        return found

    def count(self, *where: Any) -> int:
        """How many of the other bureau's items, with their entries and files, a condition lets through."""
        query = select(func.count()).select_from(Item).outerjoin(Entry, col(Entry.item_id) == col(Item.id))
        query = query.outerjoin(EvidenceLink, col(EvidenceLink.item_id) == col(Item.id))
        query = query.outerjoin(Evidence, col(Evidence.id) == col(EvidenceLink.evidence_id))
        return self.session.exec(query.where(Item.year_id == self.year_id, *where)).one()


@pytest.fixture
def two(both: Both) -> Iterator[Two]:
    with both.app.app_context(), Session(both.app.extensions["engine"], expire_on_commit=False) as session:
        yield Two(session, both)
        session.rollback()


Ask = Callable[[Two], Any]
ROLES = ("office", "leader", "staff-law", "head-law", "admin", "auditor")
FINDS: dict[str, Ask] = {
    "desk.in_charge": lambda two: two.count(desk.in_charge(two.who("leader"))),
    "desk.first_items": lambda two: desk.first_items(two.session, two.office, two.year_id),
    "desk.review_queue": lambda two: desk.review_queue(two.session, two.office, two.year_id, limit=9),
    "desk.reviewable": lambda two: two.count(desk.reviewable(two.office)),
    "desk.returned_unanswered": lambda two: desk.returned_unanswered(two.session, two.who("staff-law"), two.year_id),
    "desk.drafts": lambda two: desk.drafts(two.session, two.who("staff-law"), two.year_id),
    "desk.to_acknowledge": lambda two: desk.to_acknowledge(two.session, two.who("staff-law"), two.year_id),
    "desk.to_answer": lambda two: [
        desk.to_answer(two.session, two.office, key)
        for key in two.ids(Item)
        if desk.to_answer(two.session, two.office, key)
    ],
    "desk.unchanged_by_department": lambda two: desk.unchanged_by_department(two.session, two.office, two.year_id),
    "desk.unchanged_of": lambda two: [
        one for key in two.ids(Department) for one in desk.unchanged_of(two.session, two.office, two.year_id, key)
    ],
    "desk.waiting_for_review": lambda two: desk.waiting_for_review(two.session, two.office, 2020, two.bureau_id),
    "evidence.link_by_id": lambda two: evidence.link_by_id(two.session, two.office.bureau_id, two.ids(EvidenceLink)[0]),
    "evidence_gaps.gaps": lambda two: (
        evidence_gaps.gaps(two.session, two.office, two.year_id, evidence_list.AskedFiles(), two.borders).total
    ),
    "evidence_gaps.gaps_by_department": lambda two: evidence_gaps.gaps_by_department(
        two.session, two.office, two.year_id, evidence_list.AskedFiles()
    ),
    "evidence_list.files_of_year": lambda two: (
        evidence_list.files_of_year(two.session, two.office, two.year_id, evidence_list.AskedFiles()).total
    ),
    "evidence_list.of_items": lambda two: two.count(
        *evidence_list.of_items(two.office, two.year_id, evidence_list.AskedFiles())
    ),
    "evidence_pick.pickable": lambda two: evidence_pick.pickable(two.session, two.office, two.bureau_id, "", 1).total,
    "evidence_pick.picked": lambda two: [
        *evidence_pick.picked(two.session, two.office, two.bureau_id, two.ids(Evidence)),
        *evidence_pick.picked(two.session, two.office, two.office.bureau_id, two.ids(Evidence)),
    ],
    "evidence_pick.places": lambda two: evidence_pick.places(two.session, two.office, two.ids(Evidence)),
    "evidence_pick.same_content": lambda two: [
        one
        for file in two.session.exec(select(Evidence))
        if (one := evidence_pick.same_content(two.session, two.office, file)) and one.key_id <= two.top["evidence"]
    ],
    "figure.live_entries": lambda two: figure.live_entries(two.session, two.office.bureau_id, {*two.ids(Entry)}),
    "figure.live_links": lambda two: figure.live_links(two.session, two.office.bureau_id, {*two.ids(EvidenceLink)}),
    "figure_finder.figure_by_id": lambda two: figure_finder.figure_by_id(
        two.session, two.office.bureau_id, two.ids(Figure)[0]
    ),
    "figure_finder.files_named": lambda two: figure_finder.files_named(
        two.session, two.office.bureau_id, two.ids(EvidenceLink)
    ),
    "figure_finder.entries_named": lambda two: figure_finder.entries_named(
        two.session, two.office.bureau_id, two.ids(Entry)[:500]
    ),
    "entry_finder.entry_by_id": lambda two: entry_finder.entry_by_id(
        two.session, two.office.bureau_id, two.ids(Entry)[0]
    ),
    "item_finder.item_by_id": lambda two: item_finder.item_by_id(two.session, two.office.bureau_id, two.ids(Item)[0]),
    "item_finder.items_by_id": lambda two: item_finder.items_by_id(two.session, own_year(two), two.ids(Item)),
    "year_finder.year_by_no": lambda two: year_finder.year_by_no(two.session, two.office.bureau_id, 2020) == two.year,
    "year_finder.years": lambda two: len(year_finder.years(two.session, two.office.bureau_id)) - 1,
    "year_finder.years_full": lambda two: two.year in year_finder.years_full(two.session, two.office.bureau_id),
    "handover.hangs_on": lambda two: [
        one
        for name in ("office", "leader", "deputy", "staff-law")
        for kind in vars(handover.hangs_on(two.session, two.who(name))).values()
        for one in kind
        if one.bureau_id == two.bureau_id
    ],
    "health.kept_hashes": lambda two: health.kept_hashes(two.session, 999),
    "health.unreviewable": lambda two: health.unreviewable(
        two.session, two.office.bureau_id, item_id=waiting(two).item_id
    ),
    "ledger.ledger": lambda two: (
        ledger.ledger(two.session, two.office, two.year_id, ledger.Filter(), two.borders).counts
    ),
    "people.people": lambda two: [
        one for one in people.people(two.session, two.office.bureau_id) if one.key_id <= two.top["person"]
    ],
    "people_finder.department_counts": lambda two: [
        one
        for one, _members, _items in people_finder.department_counts(two.session, two.office.bureau_id)
        if one.key_id <= two.top["department"]
    ],
    "people_finder.last_sign_ins": lambda two: people_finder.last_sign_ins(
        two.session, two.office.bureau_id, signed(two)
    ),
    "people_finder.people_page": lambda two: (
        people_finder.people_page(two.session, two.office.bureau_id, people_finder.AskedPeople(text=THEIRS)).total
    ),
    "record_finder.conditions": lambda two: two.session.exec(
        select(Record.id).where(*record_finder.conditions(two.office, two.year_id, record_finder.AskedRecords()))
    ).all(),
    "record_finder.items_for": lambda two: record_finder.items_for(two.session, two.office, two.year_id),
    "record_finder.last_record": lambda two: [
        record_finder.last_record(two.session, two.who("staff-law"), two.year_id, kind)
        for kind in ("meeting", "study")
        if record_finder.last_record(two.session, two.who("staff-law"), two.year_id, kind)
    ],
    "record_finder.readable_records": lambda two: two.session.exec(
        select(Record.id).where(Record.year_id == two.year_id, *record_finder.readable_records(two.office))
    ).all(),
    "record_finder.record_by_id": lambda two: record_finder.record_by_id(
        two.session, two.office.bureau_id, two.ids(Record)[0]
    ),
    "record_finder.record_page": lambda two: record_finder.record_page(
        two.session, two.office, two.year_id, record_finder.AskedRecords()
    )[0],
    "record_finder.records_by_ids": lambda two: record_finder.records_by_ids(
        two.session, own_year(two), two.ids(Record)
    ),
    "record_finder.records_written": lambda two: record_finder.records_written(
        two.session, two.office, two.ids(Record)
    ),
    "record_finder.submitted": lambda two: record_finder.submitted(
        two.session, two.office, two.year_id, two.ids(Record, Record.state == RecordState.SUBMITTED)
    ),
    "record_finder.waiting": lambda two: record_finder.waiting(two.session, two.office, two.year_id),
    "rights.readable": lambda two: [name for name in ROLES if two.count(rights.readable(two.who(name)))],
    "rights.visible_file": lambda two: [name for name in ROLES if two.count(rights.visible_file(two.who(name)))],
    "standing.by_department": lambda two: standing.by_department(
        two.session, standing.standing(two.session, two.them, two.year_id, two.borders), two.office.bureau_id
    ),
    "standing.standing": lambda two: standing.standing(two.session, two.office, two.year_id, two.borders).states,
    "trail_finder.batch_sizes": lambda two: trail_finder.batch_sizes(two.session, two.office.bureau_id, batched(two)),
    "trail_finder.items_named": lambda two: trail_finder.items_named(
        two.session, two.office.bureau_id, item=two.ids(Item)[0]
    ),
    "trail_finder.trail": lambda two: trail_finder.trail(
        two.session, two.office.bureau_id, trail_finder.Asked(item=two.ids(Item)[0])
    )[0],
    "trail_finder.whole": lambda two: list(
        trail_finder.whole(two.session, two.office.bureau_id, trail_finder.Asked(person=two.them.id))
    ),
    "trail_words.names_in": lambda two: trail_words.names_in(two.session, [act_of_mine_that_names_theirs(two)]),
    "undo.act_rows": lambda two: [
        key
        for key in two.ids(Trail, col(Trail.verb).in_(list(undo.WAYS)))[-40:]
        if undo.act_rows(two.session, two.office.bureau_id, key)
    ],
}


def own_year(two: Two) -> int:
    found = year_finder.year_by_no(two.session, two.office.bureau_id, 2020)
    assert found is not None
    return found.key_id


def signed(two: Two) -> list[int]:
    """A person of the other bureau who has signed in."""
    two.them.sign_in(DEMO_PASSWORD, two.link().evidence.at)
    two.session.flush()
    return [two.them.key_id]


def batched(two: Two) -> list[Trail]:
    row = two.session.get_one(Trail, two.ids(Trail)[-1])
    row.batch = "theirs"
    two.session.flush()
    return [row]


def act_of_mine_that_names_theirs(two: Two) -> Trail:
    after = {"lead_id": two.ids(Department)[0], "person_id": two.them.id, "figure": two.ids(Figure)[0]}
    return Trail(
        bureau_id=two.office.bureau_id,
        at=two.link().evidence.at,
        verb="item.assign",
        subject="item",
        subject_id=1,
        after=after,
    )


@pytest.mark.parametrize("name", FINDS)
def test_a_finder_finds_nothing_of_another_bureau(two: Two, name: str) -> None:
    found = FINDS[name](two)
    assert not found, found


ASKS: dict[str, Callable[[Two, Person], bool]] = {
    "rights.works_for": lambda two, who: rights.works_for(who, two.item()),
    "rights.takes_part": lambda two, who: rights.takes_part(who, shared(two)),
    "rights.leads": lambda two, who: rights.leads(who, shared(two)),
    "rights.heads": lambda two, who: rights.heads(who, shared(two)),
    "rights.WHO": lambda two, who: any(right(who, shared(two)) for right in rights.WHO.values()),
    "rights.may": lambda two, who: any(rights.may(who, shared(two), act) for act in rights.DOORS),
    "rights.may_read": lambda two, who: rights.may_read(two.session, who, two.item()),
    "rights.may_write": lambda two, who: rights.may_write(who, two.entry()),
    "rights.may_review": lambda two, who: rights.may_review(who, waiting(two), other_office=True),
    "rights.may_see_file": lambda two, who: rights.may_see_file(who, two.link().evidence, two.item()),
    "rights.may_open": lambda two, who: rights.may_open(who, two.link(), two.item()),
    "undo.may_undo": lambda two, who: undo.may_undo(who, undoable(two)),
}


def shared(two: Two) -> Item:
    """An item of the other bureau that all departments lead: no department's id says whose it is."""
    item = two.item(Item.state == ItemState.ACTIVE)
    item.all_departments, item.lead_id = True, None
    return item


def waiting(two: Two) -> Entry:
    return two.entry(Entry.state == EntryState.SUBMITTED)


def undoable(two: Two) -> Trail:
    return two.session.get_one(Trail, two.ids(Trail, Trail.verb == "item.assign")[0])


@pytest.mark.parametrize("name", ASKS)
def test_nobody_may_anything_with_what_belongs_to_another_bureau(two: Two, name: str) -> None:
    assert [one for one in ROLES if ASKS[name](two, two.who(one))] == []


def only_one(two: Two, role: Role, keep: str) -> None:
    """Switch off everybody of the own bureau with a role but one."""
    has = select(PersonRole.person_id).where(PersonRole.role == role)
    own: tuple[Any, ...] = (Person.bureau_id == two.office.bureau_id, col(Person.id).in_(has), Person.username != keep)
    two.session.execute(sa.update(Person).where(*own).values(active=False))
    two.session.flush()
    two.session.expire_all()


def test_another_bureaus_office_is_no_other_office(two: Two) -> None:
    only_one(two, Role.OFFICE, "office")
    office = two.office
    assert not rights.other_office(two.session, office.bureau_id, office.key_id)
    assert rights.other_office(two.session, two.bureau_id, two.them.key_id), "they have two"


def test_what_only_a_leader_of_the_own_bureau_could_review_waits_for_that_leader(two: Two) -> None:
    only_one(two, Role.OFFICE, "office")
    office, leader = two.office, two.who("leader")
    mine = select(Entry).join(Item).where(Entry.state == EntryState.SUBMITTED, Item.year_id == own_year(two))
    entry = two.session.exec(mine).first()
    assert entry is not None
    entry.author_id = office.key_id
    two.session.execute(sa.update(Item).where(col(Item.id) == entry.item_id).values(leader_id=leader.key_id))
    two.session.flush()
    assert entry.id in {one.id for one in desk.review_queue(two.session, leader, own_year(two), limit=50)}
    assert entry.id in {one.id for one in handover.hangs_on(two.session, leader).reviews}
    two.session.execute(sa.update(Item).where(col(Item.id) == entry.item_id).values(leader_id=None))
    assert [one.id for one in health.unreviewable(two.session, office.bureau_id)] == [entry.id]
    assert health.unreviewable(two.session, two.bureau_id) == []


@pytest.mark.parametrize(("role", "keep"), [(Role.ADMIN, "admin"), (Role.OFFICE, "office")])
def test_the_last_of_a_bureau_stays_whoever_another_has(two: Two, role: Role, keep: str) -> None:
    only_one(two, role, keep)
    with pytest.raises(NotAllowed, match="最后一个"):
        two.who(keep).may_go(Act(None, two.link().evidence.at))


def test_a_leader_of_another_bureau_takes_nothing_over(two: Two) -> None:
    leader, theirs = two.who("leader"), two.who(f"{THEIRS}leader")
    open_one = select(Item).where(Item.year_id == own_year(two), Item.state == ItemState.ACTIVE)
    item = two.session.exec(open_one).first()
    assert item is not None
    item.leader_id = leader.key_id
    assert handover.hangs_on(two.session, leader).leading == [item]
    with pytest.raises(NotAllowed, match="不是局领导"):
        act = Act(None, two.link().evidence.at)
        handover.hand_over(two.session, leader, handover.Successors(leading=theirs), act, off=False)


def test_a_department_does_not_move_to_another_bureau(two: Two) -> None:
    room, theirs = two.office.department, two.session.get_one(Department, two.ids(Department)[0])
    assert room is not None
    with pytest.raises(NotAllowed, match="另一个在用的科室"):
        handover.move_room(two.session, room, theirs, Act(None, two.link().evidence.at), members=False)


def test_each_bureau_sees_and_sweeps_its_own_presence_by_its_own_clock(two: Two) -> None:
    theirs, at = two.them.key_id, two.link().evidence.at
    presence.arrive(two.session, "review/1", theirs, at)
    presence.arrive(two.session, "review/2", two.office.key_id, at + timedelta(days=1))
    two.session.flush()
    kept = {(one.place, one.person_id) for one in two.session.exec(select(presence.Presence))}
    assert ("review/1", theirs) in kept
    assert presence.others(two.session, ["review/1"], two.office.key_id, at) == {}
    assert presence.others(two.session, ["review/1"], two.who(f"{THEIRS}leader").key_id, at) != {}


def test_wrong_sums_of_another_bureau_are_not_told(two: Two) -> None:
    session, mine = two.session, two.office.bureau_id
    session.execute(sa.text("UPDATE tally SET records = records + 1 WHERE id = 1"))
    session.execute(sa.text("UPDATE item SET reported = NOT reported WHERE id = 1"))
    assert health.wrong_sums(session, two.bureau_id) == [2020] == health.wrong_told(session, two.bureau_id)
    assert health.wrong_sums(session, mine) == [] == health.wrong_told(session, mine)


def test_a_command_that_names_no_bureau_is_refused_where_there_are_two(two: Two, both: Both) -> None:
    with pytest.raises(NotAllowed, match="几个单位"):
        only_bureau(two.session)
    run = both.app.test_cli_runner().invoke
    for command in (("year", "list"), ("year", "recount", "2020"), ("user", "list"), ("report", "check", "2020")):
        told = run(args=[*command])
        assert told.exit_code == 1 and "几个单位" in told.stderr and not told.stdout, command


# what asks by an id that its caller has found at the door, or acts for a person alone
FOUND_BEFORE = {
    "arrive", "bring_back", "departments", "founded", "hand_out_faults", "hand_over", "has_written", "is_away",
    "leave_place", "mend_former", "names_today", "no_writer", "nobody_reviews", "of_bureau", "other_office", "others",
    "person_with_roles", "put_away", "reader", "sees_year", "trail_state", "untouched", "untouched_by", "written_by",
    "wrong_sums", "wrong_told",
}  # fmt: skip
WHO = {"person", "viewer", "bureau_id", "person_id", "ids", "evidence_ids", "act_id"}


def test_every_finder_and_right_that_asks_who_it_is_for_is_asked_here() -> None:
    public = set()
    for module in pkgutil.walk_packages(models.__path__, "models."):
        room = import_module(module.name)
        for name, one in vars(room).items():
            plain = inspect.unwrap(one) if callable(one) else one  # some are kept in a cache
            own = inspect.isfunction(plain) and one.__module__ == room.__name__ and not name.startswith("_")
            if own and WHO & set(inspect.signature(one).parameters):
                public.add(name)
    asked = {name.rpartition(".")[2] for name in (*FINDS, *ASKS)}  # wherever they live
    assert public - asked - FOUND_BEFORE == set(), "ask it here about another bureau"
    assert (asked | FOUND_BEFORE) - public <= {"WHO", "names_in"}, "it is gone, or asks for nobody"
