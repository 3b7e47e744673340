"""Every change leaves its mark: each row that is added or changed is told by a trail row of its own act."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, SQLModel, select

import demo
from files import Store
from models.act import Act
from models.entries import EntryKind, Said, reopen, write
from models.history import act_rows, undo
from models.items import DueKind, Item
from models.office import put_away
from models.passages import write_passage
from models.people import Role, add_person, arrive
from models.trail import VERBS, Trail
from tests.make import PASSWORD, World, at, world
from tests.models.test_life import again, finish, report

# What carries no business meaning, and why.
SILENT = {
    "trail": "the mark itself",
    "presence": "who is looking just now; forgotten after ten minutes",
    "guide_done": "who has put the first steps away",
    "tally": "sums of records, worked out anew from them at any time",
}
# What is told with the row it belongs to: the name of its column that points there.
PARTS = {
    "checkpoint": ("item", "item_id"),
    "owed": ("item", "item_id"),
    "item_helper": ("item", "item_id"),
    "person_role": ("person", "person_id"),
    "review": ("entry", "entry_id"),
    "record_item": ("record", "record_id"),
    "record_evidence": ("record", "record_id"),
    "record_update": ("record", "record_id"),
    "year_checklist": ("year", "year_id"),
    "evidence": ("evidence", "id"),
}
# A whole year comes in one act: its trail row stands for every row that is copied from the files.
BY_YEAR = {"item", "year", "year_checklist", "year_data", "indicator", "relation", "figure"}

FOREVER = 10**9  # those wait for it, however many flushes there are in between


class Watch:
    """Notes what each flush changed, and crosses it off once a trail row tells it: in that flush or the two after it.

    Two, because a row has to be flushed for its id before the trail can name it, and a file before its link.
    """

    def __init__(self, session: Session) -> None:
        self.open: dict[tuple[str, int], int] = {}
        self.silent: list[tuple[str, int]] = []
        self.flushes = 0
        sa.event.listen(session, "before_flush", self.before)
        sa.event.listen(session, "after_flush", self.after)
        sa.event.listen(session, "after_rollback", lambda _held: self.open.clear())

    def before(self, held: Session, *_more: object) -> None:
        touched = [row for row in [*held.new, *held.dirty, *held.deleted] if self.counts(held, row)]
        self.changed = [(row, row in held.new) for row in touched]
        self.told = [row for row in held.new if isinstance(row, Trail)]

    def counts(self, held: Session, row: Any) -> bool:
        return row.__tablename__ not in SILENT and (row in held.deleted or held.is_modified(row))

    def after(self, *_more: object) -> None:
        self.flushes += 1
        for row, new in self.changed:
            owner = self.owner(row)
            self.open[owner] = FOREVER if new and owner[0] in BY_YEAR else self.flushes
        for mark in self.told:
            self.cross_off(mark)
        self.silent += [key for key, when in self.open.items() if when < self.flushes - 1]
        self.open = {key: when for key, when in self.open.items() if when >= self.flushes - 1}

    def owner(self, row: Any) -> tuple[str, int]:
        if row.__tablename__ == "writer":  # whose words stand in a row is told with the words
            return row.subject, row.subject_id
        table, column = PARTS.get(row.__tablename__, (row.__tablename__, "id"))
        return table, getattr(row, column)

    def cross_off(self, mark: Trail) -> None:
        self.open.pop((mark.subject, mark.subject_id), None)
        if mark.item_id is not None:
            self.open.pop(("item", mark.item_id), None)
        if mark.verb == "item.reopen":  # the summary that closed it no longer counts
            self.open = {key: when for key, when in self.open.items() if key[0] != "entry"}
        if mark.verb.startswith("evidence."):  # the link is the act, the file stands behind it
            self.open = {key: when for key, when in self.open.items() if key[0] not in ("evidence", "evidence_link")}
        if mark.verb in ("year.open", "year.data"):
            self.open = {key: when for key, when in self.open.items() if key[0] not in BY_YEAR}

    def judge(self) -> None:
        left = self.silent + list(self.open)
        assert not left, f"changed without a trail row: {sorted(left)[:12]} of {sorted({key for key, _number in left})}"


@pytest.fixture
def watched(session: Session) -> tuple[Session, Watch]:
    return session, Watch(session)


def test_a_story_through_the_verbs_is_told_wholly(watched: tuple[Session, Watch]) -> None:
    session, watch = watched
    here = world(session)
    item = here.assigned(helpers=("law",))
    item.hand_on(here.who("staff"), Act(here.who("staff"), at(2, 3)))
    report(here, here.item(), 2).accept(Act(here.who("fazhi"), at(2, 25)))
    report(here, here.item(), 2, room="law", who="helper").send_back("太短", Act(here.who("fazhi"), at(2, 26)))
    report(here, here.item(), 2, "写长了", room="law", who="helper")
    draft = write(
        here.item(), here.rooms["office"], EntryKind.MONTHLY, 3, Said(text="x"), Act(here.who("staff"), at(3, 1))
    )
    session.flush()
    again(here, draft).revise(Said(text="y", percent=5), Act(here.who("staff"), at(3, 2)))
    again(here, draft).discard(Act(here.who("staff"), at(3, 3)))
    closing = finish(here, here.item())
    closing.withdraw(Act(here.who("staff"), at(11, 3)))
    again(here, closing).submit(Act(here.who("staff"), at(11, 4)))
    again(here, closing).accept(Act(here.who("fazhi"), at(11, 5)))
    reopen(here.item(), "数据有误", Act(here.who("fazhi"), at(11, 6)))
    write_passage(session, here.year, "opening", "今年的工作。", [], "", Act(here.who("fazhi"), at(12, 1)))
    session.commit()
    watch.judge()


def test_the_offices_acts_are_told_wholly(watched: tuple[Session, Watch]) -> None:
    session, watch = watched
    here = world(session)
    by = here.who("fazhi")
    item = here.item(1)
    item.assign(Act(by, at(2, 1)), lead=None, all_departments=True, due_kind=DueKind.STANDING)
    here.item(1).edit({"title": "新名称", "note": "备注"}, Act(by, at(3, 1)))
    here.item(1).drop("重复", Act(by, at(3, 2)))
    drop = session.exec(select(Trail).where(Trail.verb == "item.drop")).one()
    session.commit()
    undo(session, act_rows(session, here.bureau.key_id, drop.key_id), Act(by, at(3, 3)))
    here.item(2).assign(Act(by, at(3, 4)), lead=here.rooms["law"], due_kind=DueKind.YEAR_END)
    here.item(2).decline("不归我们", Act(here.who("helper"), at(3, 5)))
    here.item(2).close_na("不涉及", Act(by, at(3, 6)))
    here.year.set_report({"title": "新标题", "signed_on": date(2031, 1, 9)}, Act(by, at(12, 2)))
    here.bureau.edit({"closing_day": 25}, Act(here.who("admin"), at(12, 3)))
    here.rooms["law"].edit(Act(here.who("admin"), at(12, 4)), name="法治科", position=2, active=True)
    session.commit()
    watch.judge()


def test_acts_on_accounts_are_told_wholly(watched: tuple[Session, Watch]) -> None:
    session, watch = watched
    here = world(session)
    admin, staff = here.who("admin"), here.who("staff")
    add_person(
        session,
        here.bureau,
        Act(admin, at(3, 1)),
        username="later",
        name="后来",
        password=PASSWORD,
        roles={Role.STAFF},
        department=here.rooms["law"],
    )
    staff.sign_in("wrong-password", at(3, 1))
    staff.sign_in(PASSWORD, at(3, 1))
    staff.set_password("another-good-one", Act(admin, at(3, 2)))
    staff.edit(Act(admin, at(3, 3)), name="改名", department=here.rooms["law"], roles={Role.STAFF, Role.AUDITOR})
    staff.switch(False, Act(admin, at(3, 4)))
    session.commit()
    watch.judge()
    rows = session.exec(select(Trail).where(Trail.subject == "person", Trail.subject_id == staff.id)).all()
    assert {"account.refused", "account.sign_in", "account.reset", "account.edit", "account.disable"} <= {
        row.verb for row in rows
    }
    assert not any("another-good-one" in str((row.before, row.after, row.label)) for row in rows)


def silently_renamed(here: World) -> None:
    here.item().title = "悄悄改"


def silently_reviewed(here: World) -> None:
    report(here, here.assigned(), 2).state = "accepted"  # type: ignore[assignment]


def silently_ticked(here: World) -> None:
    here.item().checkpoints[0].ticked_at = at(3, 1)


def silently_promoted(here: World) -> None:
    here.who("staff").role_rows[0].role = Role.ADMIN


def told_of_another(here: World) -> None:
    here.item(1).edit({"title": "明着改"}, Act(here.who("fazhi"), at(3, 1)))
    here.who("helper").name = "暗着改"


@pytest.mark.parametrize(
    "act", [silently_renamed, silently_reviewed, silently_ticked, silently_promoted, told_of_another]
)
def test_the_watch_sees_a_silent_change(watched: tuple[Session, Watch], act: Callable[[World], None]) -> None:
    session, watch = watched
    here = world(session)
    act(here)
    session.commit()
    with pytest.raises(AssertionError, match="without a trail row"):
        watch.judge()


def test_looking_is_no_change(watched: tuple[Session, Watch]) -> None:
    session, watch = watched
    here = world(session)
    arrive(session, "review/1", here.who("fazhi").key_id, at(3, 1))
    put_away(session, here.who("fazhi"), at(3, 1))
    session.commit()
    watch.judge()


def test_what_is_exempt_is_a_table(session: Session) -> None:
    tables = set(SQLModel.metadata.tables)
    assert set(SILENT) | set(PARTS) | BY_YEAR <= tables


def test_the_whole_demonstration_is_told(app: Flask) -> None:
    """A year of a bureau, played through the verbs with the watch on: not one row changes unseen."""
    store: Store = app.extensions["store"]

    with app.app_context(), Session(app.extensions["engine"]) as session:
        watch = Watch(session)
        demo.load(session, store)
        session.commit()
        watch.judge()
        verbs = set(session.exec(select(Trail.verb).distinct()))
    assert len(verbs) > 25 and verbs <= set(VERBS)


def test_the_trail_keeps_only_what_changed(session: Session) -> None:
    here = world(session)
    item: Item = here.assigned()
    item.edit({"title": "新名称", "requirement": item.requirement}, Act(here.who("fazhi"), at(3, 1)))
    session.commit()
    edit = session.exec(select(Trail).where(Trail.verb == "item.edit")).one()
    assert (edit.before, edit.after) == ({"title": "事项1"}, {"title": "新名称"})
    assert edit.actor_id == here.who("fazhi").id and edit.at == at(3, 1) and edit.label == "1 新名称"
