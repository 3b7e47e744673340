"""The packaged kinds of records, each written as its own form asks; the life of a problem month by month. Both databases."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from checklists import packaged_data
from checklists.counted import Adding, Indicators, RecordKind, RecordKinds
from models.act import Act
from models.base import NotAllowed
from models.figures import take_data
from models.records import Facts, Record, RecordState, added, sums, write_record
from tests.counted import Counted
from tests.make import World, at, world

KINDS = packaged_data()[0].kinds


def filled(kind: RecordKind, **more: Any) -> Facts:
    """A record with every field that its kind has."""
    said = {
        one.key: one.choices[0] if one.type == "choice" else "2030-03-01" if one.type == "date" else "内容"
        for one in kind.details
    }
    start: dict[str, Any] = {
        "title": "一件事",
        "day": date(2030, 3, 1),
        "sort": kind.sorts[0] if kind.sorts else "",
        "amount": 2,
        "persons": 3 if "persons" in kind.numbers else 0,
        "hours": Decimal("1.5") if "hours" in kind.numbers else Decimal(0),
        "details": said,
        "due": date(2030, 6, 30) if kind.life == "problem" else None,
    }
    return Facts(**(start | more))


@pytest.fixture
def here(session: Session) -> World:
    made = world(session)
    kinds = RecordKinds(key="k", title="类型", kinds=KINDS)
    none = Indicators(key="i", title="指标", indicators=(), relations=())
    take_data(session, made.year, kinds, none, Act(made.who("fazhi"), at(1, 4)))
    session.commit()
    return made


def write(here: World, kind: RecordKind, facts: Facts) -> Record:
    staff = here.who("staff")
    return write_record(here.session, here.year, here.rooms["office"], kind, facts, act=Act(staff, at(5, 1)))


def confirm(here: World, record: Record) -> None:
    record.submit(Act(here.who("staff"), at(5, 1)))
    record.confirm(Act(here.who("fazhi"), at(5, 2)))
    here.session.flush()


RIGHT: dict[str, Callable[[], Decimal]] = {
    "records": lambda: Decimal(1),
    "amount": lambda: Decimal(2),
    "persons": lambda: Decimal(3),
    "hours": lambda: Decimal("1.5"),
    "person_hours": lambda: Decimal("4.5"),
}


def test_each_kind_is_written_and_counted_by_each_of_its_counts(here: World) -> None:
    for kind in KINDS:
        confirm(here, write(here, kind, filled(kind)))
        found = sums(here.session, here.year.key_id)
        assert kind.counts, "a kind that counts nothing is no use"
        for one in kind.counts:
            right = RIGHT[one.measure]()
            assert added(found, Adding(kind=kind.key, measure=one.measure)) == right, (kind.key, one.name)


def wrong(kind: RecordKind) -> dict[str, Facts]:
    """Facts that are none of this kind, by the field that says so."""
    said = dict(filled(kind).details)
    found = {"title": filled(kind, title=" "), "day": filled(kind, day=None)}
    if kind.sorts:
        found["sort"] = filled(kind, sort="不在其中")
    for one in kind.details:
        if one.required or one.type == "choice":
            bad = "不在其中" if one.type == "choice" else ""
            found[f"detail_{one.key}"] = filled(kind, details=said | {one.key: bad})
    if kind.life == "problem":
        found["due"] = filled(kind, due=None)
    return found


def test_what_a_kind_asks_for_is_missed_at_its_field(here: World) -> None:
    for kind in KINDS:
        for field, facts in wrong(kind).items():
            with pytest.raises(NotAllowed) as refused:
                write(here, kind, facts)
            assert refused.value.field == field, (kind.key, field)
    assert here.session.exec(select(Record)).all() == []


class TestProblem:
    """不落实不销号: closed only when solved, and back into work with a reason."""

    @pytest.fixture
    def year(self, session: Session) -> Counted:
        return Counted(world(session))

    def test_months_are_told_one_after_the_other_and_several_times_a_month(self, year: Counted) -> None:
        record, staff = year.confirmed("problem"), year.here.who("staff")
        for month, text in ((3, "已联系企业"), (4, " 已报方案\n"), (4, "方案通过"), (5, "解决")):
            record.update(month, text, text == "解决", Act(staff, at(5, 20)))
        assert [(one.month, one.text) for one in record.updates] == [
            (3, "已联系企业"), (4, "已报方案"), (4, "方案通过"), (5, "解决"),
        ]  # fmt: skip
        assert record.said_solved

    @pytest.mark.parametrize("state", ["closed", "voided"])
    def test_what_is_over_takes_no_update_and_is_not_closed_again(self, year: Counted, state: str) -> None:
        record, fazhi = year.confirmed("problem"), year.here.who("fazhi")
        record.update(5, "解决了", True, Act(year.here.who("staff"), at(5, 11)))
        if state == "closed":
            record.close_problem(Act(fazhi, at(5, 12)))
        else:
            record.void("登记错了", Act(fazhi, at(5, 12)))
        for again in (
            lambda: record.update(5, "补充", False, Act(year.here.who("staff"), at(5, 13))),
            lambda: record.close_problem(Act(fazhi, at(5, 13))),
        ):
            with pytest.raises(NotAllowed, match="不能再更新"):
                again()
        assert len(record.updates) == 1

    def test_a_problem_that_was_reopened_is_closed_only_by_its_own_new_solution(self, year: Counted) -> None:
        record, fazhi, staff = year.confirmed("problem"), year.here.who("fazhi"), year.here.who("staff")
        with pytest.raises(NotAllowed, match="还没有销号"):
            record.reopen_problem("想看看", Act(fazhi, at(5, 10)))
        record.update(5, "解决了", True, Act(staff, at(5, 11)))
        record.close_problem(Act(fazhi, at(5, 12)))
        record.reopen_problem("企业又反映", Act(fazhi, at(5, 13)))
        record.update(5, "还在办", False, Act(staff, at(5, 14)))
        with pytest.raises(NotAllowed, match="不落实不销号"):
            record.close_problem(Act(fazhi, at(5, 15)))
        record.update(5, "这次解决了", True, Act(staff, at(5, 16)))
        record.close_problem(Act(fazhi, at(5, 17)))
        assert record.solved_on == date(2030, 5, 17)

    def test_voiding_and_restoring_a_solved_problem_keeps_what_was_told(self, year: Counted) -> None:
        record, fazhi = year.confirmed("problem"), year.here.who("fazhi")
        record.update(5, "解决了", True, Act(year.here.who("staff"), at(5, 11)))
        record.close_problem(Act(fazhi, at(5, 12)))
        record.void("登记错了", Act(fazhi, at(5, 13)))
        record.restore(Act(fazhi, at(5, 14)))
        assert (record.state, record.solved_on, len(record.updates)) == (RecordState.CONFIRMED, date(2030, 5, 12), 1)
        assert added(sums(year.session, year.year.key_id), Adding(kind="problem")) == 1


@pytest.mark.parametrize("kind", [one for one in KINDS if one.life != "problem"][:2], ids=lambda kind: kind.key)
def test_only_a_problem_lives_on(here: World, kind: RecordKind) -> None:
    """The rule is the model's own: no page, command or script can update or close a meeting."""
    record = write(here, kind, filled(kind))
    confirm(here, record)
    for act in (
        lambda: record.update(5, "有进展", True, Act(here.who("staff"), at(5, 3))),
        lambda: record.close_problem(Act(here.who("fazhi"), at(5, 4))),
    ):
        with pytest.raises(NotAllowed, match="只有企业提出的问题才逐月更新、销号"):
            act()
    assert record.updates == [] and record.solved_on is None
