"""Accounts: passwords, lock-out, the last admin and the last office account."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.base import NotAllowed
from models.people import Role
from tests.make import PASSWORD, at, world


def test_five_wrong_passwords_lock_for_fifteen_minutes(session: Session) -> None:
    here = world(session)
    person = here.who("staff")
    for _try in range(5):
        assert not person.sign_in("wrong-password", at(3, 1))
    assert not person.sign_in(PASSWORD, at(3, 1) + timedelta(minutes=14))
    assert person.sign_in(PASSWORD, at(3, 1) + timedelta(minutes=16))


@pytest.mark.parametrize("weak", ["short", "1234567890", "aaaaaaaaaaaa", "password123", "staffstaff"])
def test_weak_passwords_are_refused(session: Session, weak: str) -> None:
    person = world(session).who("staff")
    with pytest.raises(NotAllowed):
        person.set_password(weak, by=person, at=at(3, 1))


def test_the_last_admin_and_office_account_stay(session: Session) -> None:
    here = world(session)
    with pytest.raises(NotAllowed, match="最后一个"):
        here.who("admin").switch(False, by=here.who("fazhi"), at=at(3, 1))
    here.who("fazhi2").switch(False, by=here.who("admin"), at=at(3, 1))
    session.commit()
    fazhi = here.who("fazhi")
    with pytest.raises(NotAllowed, match="最后一个"):
        fazhi.edit(name="x", department=None, roles={Role.LEADER}, by=here.who("admin"), at=at(3, 2))


def test_a_reset_password_must_be_changed(session: Session) -> None:
    here = world(session)
    person = here.who("staff")
    stamp = person.stamp
    person.set_password("another-good-one", by=here.who("admin"), at=at(3, 1))
    assert person.must_change and person.stamp == stamp + 1
