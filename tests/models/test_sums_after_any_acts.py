"""Running sums, on both databases: whatever people do with records, in whatever order, the sums are those of what is confirmed."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from checklists.counted import Adding
from models.act import Act
from models.base import NotAllowed
from models.office import wrong_sums
from models.records import COLUMNS, KEYS, WHOLE_YEAR, Facts, Record, RecordState, Tally, added, recount, sums
from tests.counted import Counted
from tests.make import World, at, world

Cell = tuple[int, str, str, int, int]
Numbers = tuple[int, int, int, int, int]
FACTS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "meeting": lambda chance: {
        "sort": chance.choice(["专题会议", "汇报会"]),
        "persons": chance.randrange(200),
        "details": {"chair": "局长"},
    },
    "study": lambda chance: {
        "amount": chance.choice([0, 1, 7, 10**9]),
        "persons": chance.choice([0, 1, 60, 10**6]),
        "hours": Decimal(chance.choice(["0", "0.01", "1.5", "33.33", "1000"])),
    },
    "problem": lambda chance: {"due": date(2030, 6, chance.randint(1, 30))},
}


@pytest.fixture
def year(session: Session) -> "Busy":
    return Busy(world(session))


def facts(chance: random.Random, kind: str) -> Facts:
    return Facts(title="工作", day=date(2030, chance.randint(1, 4), chance.randint(1, 28)), **FACTS[kind](chance))


def fresh(records: list[Record]) -> dict[Cell, Numbers]:
    """The sums as somebody with pencil and paper would make them."""
    cells: dict[Cell, Counter[int]] = {}
    for one in records:
        if one.state != RecordState.CONFIRMED:
            continue
        numbers = (1, one.amount, one.persons, int(one.hours * 100), int(one.persons * one.hours * 100))
        for item_id in (WHOLE_YEAR, *(item.key_id for item in one.items)):
            cell = cells.setdefault((item_id, one.kind, one.sort, one.day.month, one.department_id), Counter())
            cell.update(dict(enumerate(numbers)))
    return {key: (own[0], own[1], own[2], own[3], own[4]) for key, own in cells.items()}


class Busy(Counted):
    """A year whose items are looked up once."""

    def __init__(self, here: World) -> None:
        super().__init__(here)
        self.items = [here.item(place) for place in range(3)]


def running(year: Counted) -> dict[Cell, Numbers]:
    """What the database keeps, without the cells that came back to nothing."""
    year.session.flush()
    kept = [getattr(Tally, name) for name in (*KEYS, *COLUMNS)]
    rows = year.session.execute(sa.select(*kept).where(col(Tally.year_id) == year.year.key_id)).all()
    assert all(one.records >= 0 for one in rows)
    empty = [one for one in rows if not one.records]
    assert all(not (one.amount or one.persons or one.hundredths or one.person_hundredths) for one in empty)
    return {
        (one.item_id, one.kind, one.sort, one.month, one.department_id): (
            one.records, one.amount, one.persons, one.hundredths, one.person_hundredths,
        )
        for one in rows
        if one.records
    }  # fmt: skip


def act(year: "Busy", chance: random.Random, records: list[Record]) -> str:
    """One thing somebody does, allowed or not; a refusal changes nothing."""
    staff, fazhi = year.here.who("staff"), year.here.who("fazhi")
    record = chance.choice(records)
    kind = next(one for one in year.kinds.values() if one.key == record.kind)
    items = [one for one in year.items if chance.randrange(2)]
    verbs: dict[str, Callable[[], None]] = {
        "submit": lambda: record.submit(Act(staff, at(5, 1))),
        "confirm": lambda: record.confirm(Act(fazhi, at(5, 2))),
        "own": lambda: record.confirm(Act(staff, at(5, 2))),
        "return": lambda: record.send_back("请补时间", Act(fazhi, at(5, 2))),
        "void": lambda: record.void("重复", Act(fazhi, at(5, 3))),
        "silent": lambda: record.void(" ", Act(fazhi, at(5, 3))),
        "restore": lambda: record.restore(Act(fazhi, at(5, 4))),
        "edit": lambda: record.edit(facts(chance, record.kind), kind, items, [], Act(staff, at(5, 5))),
    }
    verb = chance.choices(list(verbs), weights=(5, 6, 1, 1, 2, 1, 4, 2))[0]
    try:
        verbs[verb]()
    except NotAllowed:
        return f"{verb} refused"
    return verb


@pytest.mark.parametrize("seed", range(2))
def test_the_running_sums_are_those_of_the_confirmed_records(year: Busy, seed: int) -> None:
    chance = random.Random(seed)
    rooms = list(year.here.rooms.values())
    records = []
    for number in range(12):
        kind = chance.choice(list(FACTS))
        own = facts(chance, kind)
        said = {name: getattr(own, name) for name in own.__dataclass_fields__}
        record = year.write(kind, tuple(chance.sample(range(3), number % 3)), **said)
        record.department_id = chance.choice(rooms).key_id
        records.append(record)
    done: Counter[str] = Counter()
    for step in range(120):
        done[act(year, chance, records)] += 1
        if step % 40 == 39:
            assert running(year) == fresh(records), (seed, step)
    kept = running(year)
    assert kept == fresh(records)
    recount(year.session, year.year.key_id)
    assert running(year) == kept, "counted anew, one by one, by the database"
    assert {"confirm", "void", "restore", "void refused", "own refused", "silent refused", "edit refused"} <= set(done)


@pytest.mark.parametrize("before", [RecordState.DRAFT, RecordState.SUBMITTED, RecordState.CONFIRMED])
def test_a_restored_record_is_what_it_was_and_counts_as_it_did(year: Counted, before: RecordState) -> None:
    record = year.write("study", items=(0,), persons=3, hours=Decimal("1.5"))
    if before != RecordState.DRAFT:
        record.submit(Act(year.here.who("staff"), at(5, 1)))
    if before == RecordState.CONFIRMED:
        record.confirm(Act(year.here.who("fazhi"), at(5, 2)))
    sums_before = running(year)
    for _again in range(3):
        record.void("重复", Act(year.here.who("fazhi"), at(5, 3)))
        assert running(year) == {} and record.was == before.value
        with pytest.raises(NotAllowed, match="已经作废"):
            record.void("重复", Act(year.here.who("fazhi"), at(5, 3)))
        record.restore(Act(year.here.who("fazhi"), at(5, 4)))
        assert (record.state, record.was, record.reason) == (before, "", "")
        assert running(year) == sums_before
        with pytest.raises(NotAllowed, match="只有已作废的记录可以恢复"):
            record.restore(Act(year.here.who("fazhi"), at(5, 4)))


def test_recounting_touches_one_year_alone_and_mends_what_was_spoilt(year: Counted) -> None:
    year.confirmed(items=(0,))
    right = running(year)
    for one in year.session.exec(select(Tally)).all():
        one.records, one.persons = 99, 99
    stray = Tally(
        year_id=year.year.key_id, kind="gone", month=1, department_id=year.here.rooms["law"].key_id, records=7
    )
    year.session.add(stray)
    year.session.flush()
    assert running(year) != right
    recount(year.session, year.year.key_id)
    assert running(year) == right
    recount(year.session, year.year.key_id + 1)
    assert running(year) == right


@pytest.mark.parametrize(
    ("persons", "hours", "total"),
    [(0, "5", "0"), (3, "0", "0"), (1, "0.01", "0.01"), (60, "1.5", "90"), (10**6, "99999.99", "99999990000")],
)
def test_persons_times_hours_is_exact(year: Counted, persons: int, hours: str, total: str) -> None:
    year.confirmed("study", persons=persons, hours=Decimal(hours))
    year.confirmed("study", persons=persons, hours=Decimal(hours))
    found = added(sums(year.session, year.year.key_id), Adding(kind="study", measure="person_hours"))
    assert found == 2 * Decimal(total)


def test_a_rule_adds_its_kind_its_classes_and_its_department(year: Counted) -> None:
    year.confirmed(persons=10)
    year.confirmed(sort="汇报会", persons=5)
    year.confirmed("study", persons=100)
    found = sums(year.session, year.year.key_id)
    assert added(found, Adding(kind="meeting", measure="persons")) == 15
    assert added(found, Adding(kind="meeting", measure="persons", sorts=("专题会议",))) == 10
    assert added(found, Adding(kind="meeting", measure="persons", sorts=("专题会议", "汇报会"))) == 15
    assert added(found, Adding(kind="credit", measure="persons")) == 0
    law = sums(year.session, year.year.key_id, department_id=year.here.rooms["law"].key_id)
    assert law == []


@pytest.mark.parametrize("whole", [True, False], ids=["year", "item"])
def test_health_names_the_year_whose_sums_were_spoilt(year: Counted, whole: bool) -> None:
    """A sum of the year or of one item, in any column; what waits or was voided is in none."""
    year.confirmed(items=(0,))
    year.write(items=(1,))
    year.confirmed(kind="study").void("重复", Act(year.here.who("fazhi"), at(5, 3)))
    session = year.session
    session.flush()
    assert wrong_sums(session, year.year.bureau_id, thorough=True) == []
    where = (col(Tally.item_id) == WHOLE_YEAR) == whole
    for name in COLUMNS:
        more = {name: getattr(Tally, name) + 1}
        session.exec(sa.update(Tally).where(where, col(Tally.kind) == "meeting").values(more))
        assert wrong_sums(session, year.year.bureau_id, thorough=True) == [2030], name
        assert wrong_sums(session, year.year.bureau_id) == ([2030] if whole and name == "records" else []), (
            "the quick look of a page"
        )
        recount(session, year.year.key_id)
        assert wrong_sums(session, year.year.bureau_id, thorough=True) == []
    session.exec(sa.delete(Tally).where(where))
    assert wrong_sums(session, year.year.bureau_id, thorough=True) == [2030], "cells that are gone"
