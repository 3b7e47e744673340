"""Whose words stand in a row: everybody's who really changed it since it was last accepted, and none of them accepts it.

Each time somebody stands between: A writes, B changes a word or only saves, and A tries.
"""

from dataclasses import replace

import pytest
from sqlmodel import Session, col, select

from models.act import Act
from models.base import NotAllowed
from models.entries import Entry, EntryKind, EntryState, Said, write
from models.figures import FigureSource
from models.ledger import records_written, review_queue, rights, submitted
from models.office import unreviewable
from models.passages import PassageState, write_passage
from models.people import Role, add_person
from models.records import Facts, Record, RecordState, confirm_all
from models.trail import Trail
from models.writers import writers
from tests.counted import Counted
from tests.make import PASSWORD, World, at, world
from tests.models.test_life import again


def by(here: World, who: str, day: int = 1) -> Act:
    return Act(here.who(who), at(6, day))


def two_hats(here: World) -> None:
    """Two people of the department who are of the office too: either could accept what the other wrote."""
    for name in ("anna", "bert"):
        roles = {Role.OFFICE, Role.STAFF}
        room, act = here.rooms["office"], Act(None, at(1, 1))
        add_person(here.session, here.bureau, act, username=name, name=name, password=PASSWORD, roles=roles, department=room)  # fmt: skip
    here.session.commit()


def entry_of(here: World, who: str, text: str = "做了工作") -> Entry:
    here.assigned()
    entry = write(here.item(), here.rooms["office"], EntryKind.MONTHLY, 3, Said(text=text, percent=40), by(here, who))
    return again(here, entry)


def queued(here: World, who: str) -> bool:
    """Whether anything waits for this person's answer."""
    return bool(review_queue(here.session, here.who(who), here.year.key_id, limit=9))


def may(here: World, who: str, entry: Entry) -> bool:
    """What the door, the queue and the verb say: they say the same."""
    person = here.who(who)
    waits = entry.id in {one.id for one in review_queue(here.session, person, here.year.key_id, limit=9)}
    assert rights.may_review(person, entry, other_office=True) is waits
    try:
        entry.must_be_answered(Act(person, at(6, 9)))
    except NotAllowed:
        assert not waits
        return False
    return waits


def test_who_wrote_an_entry_does_not_accept_it_through_a_colleague(session: Session) -> None:
    here = world(session)
    two_hats(here)
    entry = entry_of(here, "anna")
    entry.revise(Said(text="做了很多工作", percent=40), by(here, "bert"), final=True)
    entry = again(here, entry)
    assert writers(entry) == {here.who("anna").id, here.who("bert").id}
    assert [one for one in ("anna", "bert", "fazhi") if may(here, one, entry)] == ["fazhi"]
    with pytest.raises(NotAllowed, match="自己写的"):
        entry.accept(by(here, "anna", 9))
    with pytest.raises(NotAllowed, match="自己写的"):
        entry.send_back("退给自己", by(here, "anna", 9))
    entry.accept(by(here, "fazhi", 9))


def test_a_click_makes_nobody_the_author_of_an_entry(session: Session) -> None:
    here = world(session)
    two_hats(here)
    entry = entry_of(here, "anna")
    entry.revise(Said(text="做了工作", percent=40), by(here, "bert"))
    entry = again(here, entry)
    assert entry.author_id == here.who("anna").id and writers(entry) == {here.who("anna").id}
    assert "entry.revise" not in session.exec(select(Trail.verb)).all()
    entry.submit(by(here, "bert"))  # who hands it in answers for it, and the words stay those of who wrote them
    entry = again(here, entry)
    assert [one for one in ("anna", "bert", "fazhi") if may(here, one, entry)] == ["fazhi"]


def test_the_answer_to_what_was_sent_back_begins_with_its_words(session: Session) -> None:
    here = world(session)
    two_hats(here)
    entry = entry_of(here, "anna")
    entry.submit(by(here, "anna"))
    entry.send_back("请写明次数", by(here, "fazhi", 2))
    said = Said(text="做了工作两次", percent=40)
    answer = write(here.item(), here.rooms["office"], EntryKind.MONTHLY, 3, said, by(here, "bert", 3), final=True)
    answer = again(here, answer)
    assert [one for one in ("anna", "bert", "fazhi") if may(here, one, answer)] == ["fazhi"]


def test_a_draft_thrown_away_leaves_its_words_to_nobody(session: Session) -> None:
    here = world(session)
    two_hats(here)
    entry_of(here, "anna").discard(by(here, "anna"))
    said = Said(text="重写", percent=40)
    new = write(here.item(), here.rooms["office"], EntryKind.MONTHLY, 3, said, by(here, "bert"), final=True)
    assert may(here, "anna", again(here, new)) and writers(new) == {here.who("bert").id}


def test_where_all_the_office_has_written_the_leader_in_charge_answers(session: Session) -> None:
    here = world(session)
    here.assigned(helpers=("law",))
    law = here.rooms["law"]
    entry = write(here.item(), law, EntryKind.MONTHLY, 3, Said(text="做了工作"), by(here, "fazhi"))
    write(here.item(), law, EntryKind.MONTHLY, 4, Said(text="别的月份"), by(here, "fazhi2"))
    entry.submit(by(here, "fazhi"))
    assert [one for one in ("fazhi", "fazhi2", "boss") if queued(here, one)] == ["fazhi2"], "other words are no matter"
    entry.withdraw(by(here, "fazhi"))
    assert unreviewable(session, here.bureau.key_id) == []
    entry = again(here, entry)
    entry.revise(Said(text="改了一个字"), by(here, "fazhi2"), final=True)
    entry = again(here, entry)
    alone = rights.other_office(session, here.bureau.key_id, entry.author_id, *writers(entry))
    able = {one for one in ("fazhi", "fazhi2", "boss") if rights.may_review(here.who(one), entry, other_office=alone)}
    assert able == {one for one in ("fazhi", "fazhi2", "boss") if queued(here, one)} == {"boss"}
    here.item().leader_id = None
    assert [one.id for one in unreviewable(session, here.bureau.key_id)] == [entry.id]


@pytest.fixture
def year(session: Session) -> Counted:
    return Counted(world(session))


def facts(record: Record, **new: str) -> Facts:
    said = Facts(title=record.title, day=record.day, sort=record.sort, details=record.details)
    return replace(said, **new)  # type: ignore[arg-type]


def test_who_wrote_a_record_does_not_confirm_it_through_a_colleague(year: Counted) -> None:
    here, kind = year.here, year.kinds["meeting"]
    record = year.write()
    record.edit(facts(record, title="研究重点工作"), kind, [], [], by(here, "fazhi"))
    record.edit(facts(record, title="研究重点工作一"), kind, [], [], by(here, "fazhi2"))
    record.submit(by(here, "staff"))
    for who in ("staff", "fazhi", "fazhi2"):
        with pytest.raises(NotAllowed, match="自己写的"):
            record.confirm(by(here, who, 2))
        with pytest.raises(NotAllowed, match="自己写的"):
            confirm_all([record], by(here, who, 2))
        assert records_written(year.session, here.who(who), [record.key_id]) == {record.id}
    with pytest.raises(NotAllowed, match="自己写的"):
        submitted(year.session, here.who("fazhi"), year.year.key_id, [record.key_id])
    assert records_written(year.session, here.who("boss"), [record.key_id]) == set()
    record.send_back("请重写", by(here, "fazhi2", 3))
    assert record.state == RecordState.DRAFT and len(writers(record)) == 3, "sent back, the words stay"


def test_a_click_makes_nobody_the_author_of_a_record(year: Counted) -> None:
    here, kind = year.here, year.kinds["meeting"]
    record = year.write(items=(0,))
    record.edit(facts(record), kind, [here.item(0)], [], by(here, "fazhi"))
    assert record.author_id == here.who("staff").id and writers(record) == {here.who("staff").id}
    assert "record.edit" not in year.session.exec(select(Trail.verb)).all()
    record.edit(facts(record), kind, [here.item(1)], [], by(here, "fazhi2"))  # another item is a real change
    assert writers(record) == {here.who("staff").id, here.who("fazhi2").id}
    record.submit(by(here, "staff"))
    record.confirm(by(here, "fazhi", 2))


def test_who_typed_at_a_figure_does_not_confirm_it_through_a_colleague(year: Counted) -> None:
    here, money = year.here, year.indicator("money")
    two_hats(here)
    row = year.figure("money", "2029", "12.98", confirm=False)

    def typed(who: str, text: str, note: str = "") -> None:
        row.set(year.year, money, by(here, who), source=FigureSource.ENTRY, typed=text, refs=[1], note=note)
        year.session.commit()

    typed("fazhi2", "12.98")
    assert row.by_id == here.who("fazhi").id and writers(row) == {row.by_id}, "nothing was changed"
    typed("fazhi2", "12.98", "见附表")
    for who in ("fazhi", "fazhi2"):
        with pytest.raises(NotAllowed, match="自己填过的"):
            row.confirm(year.year, money, by(here, who, 2))
    row.confirm(year.year, money, by(here, "anna", 2))
    typed("fazhi2", "13.00")  # accepted before: what is typed now starts anew
    assert row.confirmed_at is None and writers(row) == {here.who("fazhi2").id}
    row.confirm(year.year, money, by(here, "fazhi", 3))


def test_a_passage_knows_whose_words_are_in_it_since_it_was_settled(session: Session) -> None:
    """An office of one settles its own passages: nobody else was ever asked for."""
    here = world(session)
    passage = write_passage(session, here.year, "work", "甲", [], "", by(here, "fazhi"))
    session.commit()
    passage.edit(here.year, "甲乙", [], "", by(here, "fazhi2"))
    passage.edit(here.year, "甲乙", [7], "", by(here, "boss"))  # kept beside a newer summary
    assert writers(passage) == {here.who("fazhi").id, here.who("fazhi2").id}
    assert passage.by_id == here.who("fazhi2").id
    passage.settle(here.year, True, by(here, "fazhi", 2))
    assert passage.by_id == here.who("fazhi2").id
    passage.edit(here.year, "甲乙丙", [], "", by(here, "fazhi", 3))
    assert writers(passage) == {here.who("fazhi").id} and passage.state == PassageState.DRAFT, "and it is a draft again"
    told = session.exec(select(Trail.verb).where(Trail.subject == "passage").order_by(col(Trail.id))).all()
    assert told == ["passage.edit", "passage.edit", "passage.keep", "passage.settle", "passage.edit"]


def test_the_same_number_in_two_tables_is_not_the_same_row(year: Counted) -> None:
    """Entry 1, record 1 and figure 1 have writers of their own."""
    here = year.here
    record = year.write()
    entry = entry_of(here, "staff")
    entry.revise(Said(text="改", percent=40), by(here, "staff"), final=True)
    row = year.figure("money", "2029", "1", confirm=False)
    found = [writers(one) for one in (record, again(here, entry), row)]
    assert found == [{here.who("staff").id}, {here.who("staff").id}, {here.who("fazhi").id}]
    assert entry.state == EntryState.SUBMITTED and may(here, "fazhi", again(here, entry))
