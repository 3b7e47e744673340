"""The clock is set back: sessions end and do not live on, a lock-out stays as long as it was meant, the trail stays in order."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.act import Act
from models.trail import Trail
from tests.make import PASSWORD, at, world
from tests.visitor import Visitor


@pytest.mark.parametrize(("ahead", "status"), [(0, 200), (30, 200), (3600, 302), (365 * 86400, 302)])
def test_a_session_from_the_future_ends(visit: Callable[[str], Visitor], ahead: int, status: int) -> None:
    """It was begun before the clock went back: without an end it would stay open for as long as the clock jumped."""
    visitor = visit("office")
    with visitor.client.session_transaction() as held:
        held["seen"] = held["seen"] + ahead
    assert visitor.status("/") == status


def test_work_goes_on_after_signing_in_again(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("office")
    with visitor.client.session_transaction() as held:
        held["seen"] = held["seen"] + 86400
    visitor.open("/years/2020/ledger").says("登录")
    visitor.submit("/login?next=/years/2020/ledger", username="office", password="fazhi-demo-2020").says("台账")


def test_a_lock_out_does_not_grow(session: Session) -> None:
    here = world(session)
    person = here.who("staff")
    for _try in range(5):
        person.sign_in("wrong-password", at(3, 1))
    assert person.locked(at(3, 1)) and person.locked(at(3, 1) + timedelta(minutes=14))
    assert not person.locked(at(3, 1) + timedelta(minutes=16))
    assert person.sign_in(PASSWORD, at(2, 1)), "the clock went back a month: the lock was for 15 minutes"


def test_the_trail_keeps_the_order_of_what_was_done(session: Session) -> None:
    """Times are told as the clock had them; the numbers of the rows tell what came after what."""
    here = world(session)
    item = here.item()
    item.edit({"title": "先改"}, Act(here.who("fazhi"), at(5, 2)))
    session.commit()
    here.item().edit({"title": "后改"}, Act(here.who("fazhi"), at(5, 1)))
    session.commit()
    rows = list(session.exec(select(Trail).where(Trail.verb == "item.edit").order_by(Trail.id)))  # type: ignore[arg-type]
    assert [row.after["title"] for row in rows] == ["先改", "后改"] and rows[0].at > rows[1].at
