"""After a commit a row at hand says what the database says, also where it was changed beside the row."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, col, select

from models.act import Act
from models.entries import recount_told
from models.items import DueKind, Item
from models.people import Presence, arrive, leave_place
from tests.make import at, world
from tests.memory import differences
from tests.models.test_life import report


def test_an_item_at_hand_knows_what_its_entries_come_to(session: Session) -> None:
    here = world(session)
    here.assigned()
    item = here.item()
    entry = report(here, item, 3, percent=30)
    session.commit()
    assert (item.filed, item.reached, item.reported) == (1 << 3, None, True)
    entry.accept(act=Act(here.who("fazhi"), at(3, 24)))
    session.flush()
    assert (item.filed, item.reached) == (1 << 3, 30), "before the commit already"
    session.commit()
    assert (item.filed, item.reached) == (1 << 3, 30)


def test_an_item_at_hand_is_as_it_was_after_a_rollback(session: Session) -> None:
    here = world(session)
    here.assigned()
    item = here.item()
    entry = report(here, item, 3)
    session.commit()
    entry.withdraw(act=Act(here.who("staff"), at(3, 22)))
    session.flush()
    assert item.filed == 0
    session.rollback()
    assert item.filed == 1 << 3 and item not in session.dirty


def test_what_is_kept_beside_an_item_is_no_edit_of_it(session: Session) -> None:
    """Two who have the item's form open do not disturb one another by an entry that is handed in."""
    here = world(session)
    here.assigned()
    item = here.item()
    version = item.version
    report(here, item, 3)
    session.commit()
    assert item.filed and item.version == version and item not in session.dirty


def test_a_department_that_is_switched_off_changes_the_items_that_all_share(session: Session) -> None:
    here = world(session)
    item = here.item()
    item.assign(lead=None, all_departments=True, due_kind=DueKind.YEAR_END, act=Act(here.who("fazhi"), at(2, 1)))
    report(here, item, 2, percent=20)
    session.commit()
    assert item.filed == 0, "one of two departments"
    law = here.rooms["law"]
    law.edit(name=law.name, position=law.position, active=False, act=Act(here.who("admin"), at(3, 1)))
    session.commit()
    assert item.filed == 1 << 2


def test_a_recount_reaches_the_item_at_hand(session: Session) -> None:
    here = world(session)
    here.assigned()
    item = here.item()
    report(here, item, 3)
    session.commit()
    session.execute(sa.update(Item).where(col(Item.id) == item.key_id).values(filed=2, reached=99))
    assert (item.filed, item.reached) == (2, 99)
    recount_told(session, here.year.key_id)
    session.commit()
    assert (item.filed, item.reached) == (1 << 3, None)


def test_an_item_at_hand_leads_to_whom_it_was_given(session: Session) -> None:
    here = world(session)
    item, law = here.assigned(), here.rooms["law"]
    assert item.lead is not None and item.lead.name == "办公室"
    helper, fazhi = here.who("helper"), here.who("fazhi")
    item.assign(lead=law, person=helper, due_kind=DueKind.YEAR_END, act=Act(fazhi, at(2, 3)))
    session.commit()
    assert (item.lead, item.person, item.leader) == (law, helper, None)
    item.hand_on(None, act=Act(fazhi, at(2, 4)))
    session.commit()
    assert item.person is None


def test_somebody_who_left_a_place_is_not_at_hand_any_more(session: Session) -> None:
    here = world(session)
    arrive(session, "review/1", here.who("fazhi").key_id, at(3, 1))
    session.commit()
    row = session.exec(select(Presence)).one()
    leave_place(session, "review/1")
    session.commit()
    assert row not in session


@pytest.mark.parametrize("beside", ["UPDATE item SET filed = 6 WHERE id = 1", "DELETE FROM presence"])
def test_the_watch_over_every_model_test_sees_what_was_changed_beside_a_row(any_app: Flask, beside: str) -> None:
    with any_app.app_context(), Session(any_app.extensions["engine"], expire_on_commit=False) as session:
        here = world(session)
        arrive(session, "review/1", here.who("fazhi").key_id, at(3, 1))
        session.commit()
        rows = [session.get(Item, 1), *session.exec(select(Presence))]
        assert list(differences(session)) == [] and len(rows) == 2
        session.execute(sa.text(beside))
        session.commit()
        assert len(list(differences(session))) == 1
