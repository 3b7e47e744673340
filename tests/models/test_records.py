"""The life of a record on both databases: written, confirmed by another, voided with a reason, restored; what is counted."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, col, select

from checklists.counted import Adding
from models.act import Act
from models.base import NotAllowed
from models.items import archive
from models.ledger import AskedRecords, ids_of, last_record, record_by_id, record_page, waiting
from models.records import MOST, Facts, Record, RecordState, Sum, Tally, added, recount, sums
from models.trail import Trail
from tests.counted import Counted
from tests.make import at, world


@pytest.fixture
def year(session: Session) -> Counted:
    return Counted(world(session))


def count(year: Counted, kind: str = "meeting", measure: Any = "records", **more: Any) -> Decimal:
    return added(sums(year.session, year.year.key_id, **more), Adding(kind=kind, measure=measure))


def test_only_a_confirmed_record_counts(year: Counted) -> None:
    record = year.write()
    assert count(year) == 0
    record.submit(Act(year.here.who("staff"), at(5, 1)))
    assert count(year) == 0
    record.confirm(Act(year.here.who("fazhi"), at(5, 2)))
    assert count(year) == 1
    record.void("重复", Act(year.here.who("fazhi"), at(5, 3)))
    assert count(year) == 0
    assert sums(year.session, year.year.key_id) == []
    record.restore(Act(year.here.who("fazhi"), at(5, 4)))
    assert count(year) == 1
    assert record.state == RecordState.CONFIRMED and record.reason == ""


def test_each_act_leaves_its_trail(year: Counted) -> None:
    record = year.confirmed(items=(0,))
    record.void("重复登记", Act(year.here.who("fazhi"), at(5, 3)))
    record.restore(Act(year.here.who("fazhi"), at(5, 4)))
    year.session.commit()
    rows = year.session.exec(select(Trail).where(Trail.subject == "record").order_by(col(Trail.id))).all()
    assert [row.verb for row in rows] == [
        "record.write",
        "record.submit",
        "record.confirm",
        "record.void",
        "record.restore",
    ]
    assert rows[3].after["reason"] == "重复登记" and rows[3].before["state"] == "confirmed"
    assert {row.item_id for row in rows} == {year.here.item(0).id}


def test_nobody_confirms_the_own_record(year: Counted) -> None:
    record = year.write()
    record.submit(Act(year.here.who("staff"), at(5, 1)))
    with pytest.raises(NotAllowed, match="不能由自己确认"):
        record.confirm(Act(year.here.who("staff"), at(5, 2)))
    assert record.state == RecordState.SUBMITTED and count(year) == 0


def test_who_corrects_a_record_becomes_its_author(year: Counted) -> None:
    record = year.write()
    record.submit(Act(year.here.who("staff"), at(5, 1)))
    facts = replace(record_facts(record), title="研究重点工作")
    record.edit(facts, year.kinds["meeting"], [], [], Act(year.here.who("fazhi"), at(5, 2)))
    with pytest.raises(NotAllowed, match="不能由自己确认"):
        record.confirm(Act(year.here.who("fazhi"), at(5, 2)))
    record.confirm(Act(year.here.who("fazhi2"), at(5, 3)))


def record_facts(record: Record) -> Facts:
    return Facts(
        title=record.title,
        day=record.day,
        sort=record.sort,
        amount=record.amount,
        persons=record.persons,
        hours=record.hours,
        details=record.details,
        due=record.due,
    )


def test_a_confirmed_record_is_not_edited(year: Counted) -> None:
    record = year.confirmed()
    with pytest.raises(NotAllowed, match="作废后重新填写"):
        record.edit(record_facts(record), year.kinds["meeting"], [], [], Act(year.here.who("staff"), at(5, 3)))


def test_voiding_and_sending_back_need_a_reason(year: Counted) -> None:
    record, reason = year.write(), "   "
    record.submit(Act(year.here.who("staff"), at(5, 1)))
    with pytest.raises(NotAllowed) as refused:
        record.send_back(reason, Act(year.here.who("fazhi"), at(5, 2)))
    assert refused.value.field == "reason"
    with pytest.raises(NotAllowed) as refused:
        record.void(reason, Act(year.here.who("fazhi"), at(5, 2)))
    assert refused.value.field == "reason"
    assert record.state == RecordState.SUBMITTED


def test_a_record_sent_back_is_a_draft_with_the_reason_until_handed_in_again(year: Counted) -> None:
    record = year.write()
    record.submit(Act(year.here.who("staff"), at(5, 1)))
    record.send_back("请写明主持人", Act(year.here.who("fazhi"), at(5, 2)))
    assert record.state == RecordState.DRAFT and record.reason == "请写明主持人"
    record.submit(Act(year.here.who("staff"), at(5, 3)))
    assert record.reason == ""


def test_a_voided_draft_comes_back_as_a_draft_and_counts_nothing(year: Counted) -> None:
    record = year.write()
    record.void("不需要", Act(year.here.who("staff"), at(5, 1)))
    record.restore(Act(year.here.who("staff"), at(5, 2)))
    assert record.state == RecordState.DRAFT and count(year) == 0


def test_verbs_say_no_in_the_wrong_state(year: Counted) -> None:
    record, who = year.confirmed(), year.here.who("fazhi2")
    for says, verb in (
        ("已经提交", lambda: record.submit(Act(who, at(5, 9)))),
        ("只有待确认", lambda: record.confirm(Act(who, at(5, 9)))),
        ("只有待确认", lambda: record.send_back("x", Act(who, at(5, 9)))),
        ("只有已作废", lambda: record.restore(Act(who, at(5, 9)))),
    ):
        with pytest.raises(NotAllowed, match=says):
            verb()
    record.void("重复", Act(year.here.who("fazhi"), at(5, 3)))
    with pytest.raises(NotAllowed, match="已经作废"):
        record.void("再一次", Act(year.here.who("fazhi"), at(5, 4)))
    assert count(year) == 0


NO_FACTS: list[tuple[str, dict[str, Any], str, str]] = [
    ("meeting", {"title": "  "}, "title", "请填写议题"),
    ("meeting", {"day": None}, "day", "请填写日期"),
    ("meeting", {"day": date(2029, 12, 31)}, "day", "应在2030年之内"),
    ("meeting", {"day": date(2031, 1, 1)}, "day", "应在2030年之内"),
    ("meeting", {"day": date(2030, 5, 2)}, "day", "还没有到"),
    ("meeting", {"sort": "茶话会"}, "sort", "请选择分类"),
    ("meeting", {"details": {}}, "detail_chair", "请填写主持人"),
    ("meeting", {"persons": -1}, "persons", "应在 0 至"),
    ("study", {"amount": MOST + 1}, "amount", "份数应在 0 至"),
    ("study", {"persons": 10**30}, "persons", "人数应在 0 至"),
    ("study", {"hours": Decimal("-1")}, "hours", "学时应在 0 至"),
    ("study", {"hours": Decimal("1.234")}, "hours", "最多两位小数"),
    ("study", {"hours": Decimal(10) ** 9}, "hours", "学时应在 0 至"),
    ("problem", {"due": None}, "due", "请填写解决时限"),
]


def test_no_facts_are_refused_at_their_field(year: Counted) -> None:
    for kind, facts, field, says in NO_FACTS:
        with pytest.raises(NotAllowed, match=says) as refused:
            year.write(kind, **facts)
        assert refused.value.field == field, facts
    assert year.session.exec(select(Record)).all() == []


def test_hours_and_persons_add_up_exactly(year: Counted) -> None:
    year.confirmed("study", persons=3, hours=Decimal("0.1"))
    year.confirmed("study", persons=3, hours=Decimal("0.2"))
    year.confirmed("study", persons=1_000_000_000, hours=Decimal("99999.99"), amount=7)
    assert count(year, "study", "hours") == Decimal("100000.29")
    assert count(year, "study", "person_hours") == Decimal("0.9") + 10**9 * Decimal("99999.99")
    assert count(year, "study", "persons") == 1_000_000_006
    assert count(year, "study", "amount") == 9


def test_an_items_records_add_up_apart(year: Counted) -> None:
    first, second = year.here.item(0).key_id, year.here.item(1).key_id
    year.confirmed(items=(0, 1))
    year.confirmed(items=(1,))
    year.confirmed()
    assert count(year) == 3
    assert count(year, item_id=first) == 1
    assert count(year, item_id=second) == 2


def test_sums_equal_the_records_after_any_acts(year: Counted) -> None:
    chance = random.Random(7)
    fazhi = year.here.who("fazhi")
    records = [
        year.confirmed("study", items=(n % 3,), persons=n, hours=Decimal(n) / 4, day=date(2030, 1 + n % 4, 9))
        for n in range(24)
    ]
    for _step in range(60):
        record = chance.choice(records)
        if record.state == RecordState.VOIDED:
            record.restore(Act(fazhi, at(6, 1)))
        else:
            record.void("试一试", Act(fazhi, at(6, 1)))
    year.session.flush()
    kept = {(one.item_id, *cell(one)) for one in year.session.exec(select(Tally)) if one.records}
    recount(year.session, year.year.key_id)
    year.session.expire_all()
    anew = {(one.item_id, *cell(one)) for one in year.session.exec(select(Tally))}
    assert kept == anew and len(anew) > 8


def cell(one: Tally) -> tuple[Any, ...]:
    return (one.kind, one.month, one.records, one.amount, one.persons, one.hundredths, one.person_hundredths)


def test_a_sum_knows_its_measures() -> None:
    one = Sum("study", "", 3, 1, records=2, amount=5, persons=7, hundredths=150, person_hundredths=1050)
    found = [one.of(name) for name in ("records", "amount", "persons", "hours", "person_hours")]
    assert found == [2, 5, 7, Decimal("1.5"), Decimal("10.5")]


class TestProblems:
    """一月一更新; 不落实不销号."""

    def test_a_problem_is_closed_only_when_its_last_update_says_solved(self, year: Counted) -> None:
        record, office = year.confirmed("problem"), year.here.who("fazhi")
        with pytest.raises(NotAllowed, match="不落实不销号"):
            record.close_problem(Act(office, at(5, 10)))
        record.update(5, "解决了", True, Act(year.here.who("staff"), at(5, 11)))
        record.update(5, "又反复", False, Act(year.here.who("staff"), at(5, 12)))
        with pytest.raises(NotAllowed, match="不落实不销号"):
            record.close_problem(Act(office, at(5, 13)))
        record.update(5, "真的解决了", True, Act(year.here.who("staff"), at(5, 14)))
        record.close_problem(Act(office, at(5, 15)))
        assert record.solved_on == date(2030, 5, 15)

    def test_a_closed_problem_takes_no_update_until_it_is_reopened(self, year: Counted) -> None:
        record = year.confirmed("problem")
        record.update(5, "解决了", True, Act(year.here.who("staff"), at(5, 11)))
        record.close_problem(Act(year.here.who("fazhi"), at(5, 12)))
        with pytest.raises(NotAllowed, match="不能再更新"):
            record.update(5, "补充", False, Act(year.here.who("staff"), at(5, 13)))
        with pytest.raises(NotAllowed) as refused:
            record.reopen_problem(" ", Act(year.here.who("fazhi"), at(5, 13)))
        assert refused.value.field == "reason"
        record.reopen_problem("企业又反映", Act(year.here.who("fazhi"), at(5, 13)))
        record.update(5, "再办", False, Act(year.here.who("staff"), at(5, 13)))
        assert record.solved_on is None

    def test_an_update_says_a_month_that_has_begun(self, year: Counted) -> None:
        record = year.confirmed("problem")
        for month, text, field in ((6, "早了", "month"), (0, "无月", "month"), (5, " ", "text")):
            with pytest.raises(NotAllowed) as refused:
                record.update(month, text, False, Act(year.here.who("staff"), at(5, 20)))
            assert refused.value.field == field
        assert record.updates == []


class TestFinding:
    """Lists with filters, a page at a time; members see their department's."""

    def test_filters(self, year: Counted) -> None:
        year.confirmed(title="一月的会", day=date(2030, 1, 5))
        year.confirmed(title="三月的汇报100%", sort="汇报会")
        year.confirmed("study", title="学习", items=(2,))
        year.write(title="草稿")
        office = year.here.who("fazhi")

        def titles(**asked: Any) -> list[str]:
            return [one.title for one in record_page(year.session, office, year.year.key_id, AskedRecords(**asked))[0]]

        assert titles() == ["草稿", "学习", "三月的汇报100%", "一月的会"]
        assert titles(kind="meeting", sort="汇报会") == ["三月的汇报100%"]
        assert titles(month=1) == ["一月的会"]
        assert titles(state=RecordState.DRAFT) == ["草稿"]
        assert titles(text="100%") == ["三月的汇报100%"]
        assert titles(text="%") == ["三月的汇报100%"]
        assert titles(item=year.here.item(2).key_id) == ["学习"]
        assert titles(department=year.here.rooms["law"].key_id) == []

    def test_another_department_sees_nothing_of_it(self, year: Counted) -> None:
        record = year.write()
        record.submit(Act(year.here.who("staff"), at(5, 1)))
        helper = year.here.who("helper")
        assert record_page(year.session, helper, year.year.key_id, AskedRecords()) == ([], False)
        assert waiting(year.session, helper, year.year.key_id) == 0
        assert waiting(year.session, year.here.who("boss"), year.year.key_id) == 1

    def test_pages(self, year: Counted) -> None:
        for _n in range(53):
            year.write()
        office = year.here.who("fazhi")
        first, more = record_page(year.session, office, year.year.key_id, AskedRecords())
        second, end = record_page(year.session, office, year.year.key_id, AskedRecords(page=2))
        assert (len(first), more, len(second), end) == (50, True, 3, False)

    def test_the_records_behind_a_rule(self, year: Counted) -> None:
        late, early = year.confirmed(day=date(2030, 4, 1)), year.confirmed(day=date(2030, 2, 1))
        year.confirmed(sort="汇报会")
        year.write()
        rule = Adding(kind="meeting", sorts=("专题会议",))
        assert ids_of(year.session, year.year.key_id, rule) == [early.id, late.id]
        assert ids_of(year.session, year.year.key_id, rule, limit=1) == [early.id]
        assert len(ids_of(year.session, year.year.key_id, Adding(kind="meeting"))) == 3

    def test_the_last_one_to_repeat_is_the_departments_own_and_not_voided(self, year: Counted) -> None:
        first, second = year.write(title="甲"), year.write(title="乙")
        second.void("错了", Act(year.here.who("staff"), at(5, 1)))
        year.session.flush()
        found = last_record(year.session, year.here.who("staff"), year.year.key_id, "meeting")
        assert found is not None and found.id == first.id
        assert last_record(year.session, year.here.who("helper"), year.year.key_id, "meeting") is None

    def test_a_record_is_found_with_all_that_its_page_shows(self, year: Counted) -> None:
        made = year.confirmed("problem", items=(0,))
        made.update(4, "在办", False, Act(year.here.who("staff"), at(5, 3)))
        year.session.commit()
        year.session.expunge_all()
        found = record_by_id(year.session, year.year.bureau_id, made.key_id)
        assert found is not None
        assert (found.items[0].no, found.updates[0].author.name, found.department.name) == ("1", "staff", "办公室")


def test_an_archived_year_takes_no_record(year: Counted) -> None:
    record = year.confirmed()
    for place in range(3):
        year.here.item(place).drop("不做了", Act(year.here.who("fazhi"), at(5, 1)))
    archive(year.year, Act(year.here.who("fazhi"), at(5, 2)))
    with pytest.raises(NotAllowed, match="已归档"):
        year.write()
    with pytest.raises(NotAllowed, match="已归档"):
        record.void("迟了", Act(year.here.who("fazhi"), at(5, 3)))
    assert count(year) == 1
