"""The trail in words: no column name, id or code is left for a person to read."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from models.act import Act
from models.evidence import Evidence
from models.history import SILENT, WAYS, changes_of, names_in, undoable, value_of, word_of
from models.items import DueKind, Item
from models.ledger import WHO
from models.people import Bureau, Role
from models.trail import VERBS, Trail
from models.years import Year
from tests.make import at, world
from tests.models.test_life import finish, report

OWN = {"id", "version", "bureau_id", "year_id", "item_id"}
UNTOLD = {
    Item: OWN | {"checklist_key", "key", "standard", "origin", "points", "filed", "reached", "reported", "short"},
    Year: OWN | {"outline", "names"},
    Bureau: OWN | {"zone", "demo_as_of", "named"},
    Evidence: OWN | {"size", "kind", "mime", "file_name", "by_id", "at"},
}


def mark(**more: object) -> Trail:
    columns: dict[str, object] = {
        "bureau_id": 1,
        "at": at(1, 1),
        "verb": "item.edit",
        "subject": "item",
        "subject_id": 1,
    }
    return Trail(**(columns | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("table", list(UNTOLD), ids=lambda table: table.__name__)
def test_every_column_that_a_verb_may_change_has_a_word(table: type[Item | Year | Bureau | Evidence]) -> None:
    missing = [name for name in table.model_fields if name not in UNTOLD[table] and word_of(name) == name]
    assert missing == []


@pytest.mark.parametrize(
    ("subject", "name", "value", "shown"),
    [
        ("item", "state", "assigned", "待签收"),
        ("entry", "state", "submitted", "待审核"),
        ("year", "state", "archived", "已归档"),
        ("item", "due_kind", "standing", "持续推进"),
        ("item", "result", "mostly", "基本达标"),
        ("entry", "stance", "unchanged", "本月无变化"),
        ("person", "roles", ["head", "staff"], "科室负责人、经办人"),
        ("figure", "value", "pending", "尚未公布"),
        ("figure", "value", "40余", "40余"),
        ("indicator", "way", {"records": "会议（例会）", "measure": "persons"}, "会议（例会）：人数"),
        ("indicator", "way", "会议：条数", "会议：条数"),
        ("item", "lead_id", 7, "办公室"),
        ("item", "lead_id", 8, "8"),
        ("item", "helper_ids", [7, 9], "办公室、法规科"),
        ("item", "person_id", 7, "主任"),
        ("item", "due", "2030-09-30", date(2030, 9, 30)),
        ("item", "ticked_at", "2030-04-01T04:00:00+00:00", datetime(2030, 4, 1, 4, tzinfo=UTC)),
        ("entry", "percent", 40, "40%"),
        ("entry", "percent", 0, "0%"),
        ("evidence", "secret", False, False),
        ("item", "undone", "item.drop", "取消事项"),
        ("item", "state", "从前的状态", "从前的状态"),
        ("item", "reason", "", None),
        ("item", "helper_ids", [], None),
        ("item", "person_id", None, None),
    ],
)
def test_a_value_reads_as_a_person_says_it(subject: str, name: str, value: object, shown: object) -> None:
    names = {("department", 7): "办公室", ("department", 9): "法规科", ("person", 7): "主任"}
    assert value_of(mark(subject=subject), name, value, names) == shown


def test_what_only_the_program_needs_is_left_out() -> None:
    row = mark(
        before={"ticked_by": None}, after={"checkpoint": "印发文件", "checkpoint_id": 4, "ticked_by": 3, "reason": ""}
    )
    told = changes_of(row, {("person", 3): "主任"})
    assert [(one.word, one.before, one.after) for one in told] == [
        ("检查点", None, "印发文件"),
        ("勾选人", None, "主任"),
    ]
    assert "checkpoint_id" in SILENT


def test_what_was_taken_away_is_told_too() -> None:
    (told,) = changes_of(mark(before={"person_id": 3}, after={"person_id": None}), {("person", 3): "主任"})
    assert told.replaced and (told.before, told.after) == ("主任", None)
    (thrown,) = changes_of(mark(verb="entry.discard", before={"text": "写过的话"}), {})
    assert (thrown.before, thrown.after) == ("写过的话", None)


def test_a_closing_summary_is_of_no_month() -> None:
    words = [one.word for one in changes_of(mark(after={"month": 0, "kind": "closing"}), {})]
    assert words == ["类别"]


def test_a_year_of_work_leaves_nothing_untranslated(session: Session) -> None:
    """Play an item's life and read every field of every mark."""
    here = world(session, "standards")
    item = here.assigned(helpers=("law",))
    item.assign(
        Act(here.who("fazhi"), at(2, 5)),
        lead=here.rooms["law"],
        person=here.who("helper"),
        due_kind=DueKind.DATE,
        due=date(2030, 9, 1),
    )
    here.item().move(here.rooms["law"], here.rooms["office"], Act(here.who("admin"), at(2, 6)))
    here.item().acknowledge(Act(here.who("staff"), at(2, 7)))
    report(here, here.item(), 3).send_back("请补", Act(here.who("fazhi"), at(3, 22)))
    finish(here, here.item())
    staff = here.who("staff")
    staff.edit(Act(here.who("admin"), at(11, 3)), name="新名", department=here.rooms["law"], roles={Role.HEAD})
    session.commit()
    rows = list(session.exec(select(Trail)).all())
    names = names_in(session, rows)
    for row in rows:
        assert row.verb_word in VERBS.values()
        for one in changes_of(row, names):
            assert not one.word.isascii() or one.word == "", (row.verb, one.word)
            for value in (one.before, one.after):
                assert not (isinstance(value, str) and value.islower() and value.isascii() and "_" in value), (
                    row.verb,
                    value,
                )
    assert ("department", here.rooms["law"].id) in names and ("person", here.who("helper").id) in names


@pytest.mark.parametrize("verb", sorted(WAYS))
def test_each_way_back_is_about_a_known_act_and_a_known_door(verb: str) -> None:
    way = WAYS[verb]
    assert verb in VERBS and way.door in WHO
    assert way.stands <= set(VERBS)
    assert way.target.__tablename__ in ("item", "entry", "evidence_link")
    assert undoable(mark(verb=verb)) and not undoable(mark(verb=verb, after={"kind": "closing"}))
