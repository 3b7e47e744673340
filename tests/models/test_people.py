"""Accounts: passwords, lock-out, sessions, the last admin and the last office account, names; the bureau and its clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed
from models.people import (
    COMMON,
    LOCKED_FOR,
    LONGEST,
    STRANGERS,
    Person,
    Role,
    add_bureau,
    add_department,
    add_person,
    check_password,
    departments,
    hasher,
    people,
    person_with_roles,
    refuse_stranger,
)
from models.trail import Trail
from tests.make import PASSWORD, World, at, world

NOON = at(3, 1)
GOOD = "another-good-one"


def add(here: World, username: str, *roles: Role, room: str | None = None, password: str = GOOD) -> Person:
    return add_person(
        here.session,
        here.bureau,
        Act(here.who("admin"), NOON),
        username=username,
        name=username,
        password=password,
        roles=set(roles),
        department=here.rooms[room] if room else None,
    )


def fail(person: Person, times: int, when: datetime = NOON) -> None:
    for _try in range(times):
        assert not person.sign_in("wrong-password", when)


@pytest.mark.parametrize(("minutes", "opens"), [(0, False), (14, False), (15, True), (16, True)])
def test_five_wrong_passwords_lock_for_fifteen_minutes(session: Session, minutes: int, opens: bool) -> None:
    person = world(session).who("staff")
    fail(person, 5)
    assert person.sign_in(PASSWORD, NOON + timedelta(minutes=minutes)) is opens


def test_four_wrong_ones_do_not_lock_and_the_right_one_forgets_them(session: Session) -> None:
    person = world(session).who("staff")
    for _round in range(3):
        fail(person, 4)
        assert person.sign_in(PASSWORD, NOON) and person.failed == 0


def test_trying_while_locked_locks_no_longer(session: Session) -> None:
    person = world(session).who("staff")
    fail(person, 5)
    fail(person, 9, NOON + timedelta(minutes=10))
    assert person.sign_in(PASSWORD, NOON + timedelta(minutes=15))


def test_after_a_lock_five_tries_are_counted_anew(session: Session) -> None:
    person = world(session).who("staff")
    fail(person, 5)
    later = NOON + timedelta(minutes=20)
    fail(person, 4, later)
    assert person.sign_in(PASSWORD, later)


def test_a_clock_set_back_does_not_lock_for_longer(session: Session) -> None:
    person = world(session).who("staff")
    fail(person, 5)
    assert person.sign_in(PASSWORD, NOON - timedelta(hours=5))


def test_a_reset_lifts_the_lock(session: Session) -> None:
    here = world(session)
    person = here.who("staff")
    fail(person, 5)
    person.set_password(GOOD, Act(here.who("admin"), NOON))
    assert person.sign_in(GOOD, NOON)


def test_an_account_that_is_switched_off_stays_out_and_has_no_role(session: Session) -> None:
    here = world(session)
    person = here.who("staff")
    person.switch(False, Act(here.who("admin"), NOON))
    assert not person.sign_in(PASSWORD, NOON)
    assert not person.has(Role.STAFF) and not person.belongs(here.rooms["office"].id)
    assert person.failed == 0, "it is not even counted"
    person.switch(True, Act(here.who("admin"), NOON))
    assert person.sign_in(PASSWORD, NOON) and person.has(Role.STAFF)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("short", "至少 10 个"),
        ("九个字的密码不够长", "至少 10 个"),
        ("x" + "ab1" * 43, "最多 128 个"),
        ("1234567890", "太容易"),
        ("aaaaaaaaaaaa", "太容易"),
        ("abababababab", "太容易"),
        ("PassWord123", "太容易"),
        ("staffstaff", "太容易"),
        ("STAFFSTAFFSTAFF", "太容易"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_the_old_one_stays(
    session: Session, password: str, message: str
) -> None:
    person = world(session).who("staff")
    with pytest.raises(NotAllowed, match=message) as refusal:
        person.set_password(password, Act(person, NOON))
    assert refusal.value.field == "password" and person.knows(PASSWORD)
    assert password not in str(refusal.value)


@pytest.mark.parametrize("password", ["correct horse", "一个很长很长的中文口令", "Tr0ub4dor&3x", "x" * 3 + "yz1" * 41])
def test_a_good_password_is_taken(password: str) -> None:
    check_password(password, "staff")
    assert len(password) <= LONGEST


def test_the_list_of_common_ones_holds_nothing_that_another_rule_refuses() -> None:
    assert all(one == one.lower() for one in COMMON)


def test_one_hash_is_not_another_and_holds_no_password(session: Session) -> None:
    here = world(session)
    first, second = here.who("fazhi"), here.who("fazhi2")
    assert first.password_hash != second.password_hash and PASSWORD not in first.password_hash
    assert first.password_hash.startswith("$argon2id$")


def test_a_hash_of_older_strength_is_renewed_at_sign_in(session: Session) -> None:
    from argon2 import PasswordHasher

    person = world(session).who("staff")
    person.password_hash = old = PasswordHasher(time_cost=2, memory_cost=32, parallelism=1).hash(PASSWORD)
    assert person.sign_in(PASSWORD, NOON)
    assert person.password_hash != old and person.knows(PASSWORD)


def test_a_broken_hash_says_no(session: Session) -> None:
    person = world(session).who("staff")
    person.password_hash = "not a hash"
    assert not person.sign_in(PASSWORD, NOON)


def test_a_reset_password_must_be_changed_and_ones_own_not(session: Session) -> None:
    here = world(session)
    person = here.who("staff")
    person.set_password(GOOD, Act(here.who("admin"), NOON))
    assert person.must_change
    person.set_password("my-own-choice-7", Act(person, NOON))
    assert not person.must_change
    verbs = session.exec(select(Trail.verb).where(Trail.subject == "person", Trail.subject_id == person.id)).all()
    assert [verb for verb in verbs if verb != "account.add"] == ["account.reset", "account.password"]


def test_what_ends_other_sessions(session: Session) -> None:
    """The stamp a session carries no longer fits after a new password, new roles, switching off and on."""
    here = world(session)
    person, admin = here.who("staff"), here.who("admin")
    stamps = [person.stamp]
    person.set_password(GOOD, Act(person, NOON))
    stamps.append(person.stamp)
    person.edit(Act(admin, NOON), name="staff", department=here.rooms["office"], roles={Role.STAFF})
    stamps.append(person.stamp)
    for on in (False, True):
        person.switch(on, Act(admin, NOON))
        stamps.append(person.stamp)
    assert len(set(stamps)) == 5
    person.edit(Act(admin, NOON), name="改名", department=here.rooms["law"], roles={Role.STAFF})
    assert person.stamp == stamps[-1], "a new name alone throws nobody out"


@pytest.mark.parametrize(
    ("who", "role", "word"), [("admin", Role.ADMIN, "系统管理员"), ("fazhi", Role.OFFICE, "法治办")]
)
def test_the_last_one_is_neither_switched_off_nor_stripped(session: Session, who: str, role: Role, word: str) -> None:
    here = world(session)
    here.who("fazhi2").switch(False, Act(here.who("admin"), NOON))
    person, other = here.who(who), here.who("boss")
    with pytest.raises(NotAllowed, match=f"最后一个“{word}”"):
        person.switch(False, Act(other, NOON))
    with pytest.raises(NotAllowed, match=f"最后一个“{word}”"):
        person.edit(Act(other, NOON), name=who, department=None, roles={Role.LEADER})
    assert person.active and person.roles == {role}
    add(here, "second", role)
    session.flush()
    person.switch(False, Act(other, NOON))
    assert not person.active


def test_a_successor_who_is_switched_off_is_none(session: Session) -> None:
    here = world(session)
    second = add(here, "admin2", Role.ADMIN)
    session.flush()
    second.switch(False, Act(here.who("admin"), NOON))
    with pytest.raises(NotAllowed, match="最后一个"):
        here.who("admin").switch(False, Act(here.who("fazhi"), NOON))


def test_nobody_switches_off_the_own_account(session: Session) -> None:
    here = world(session)
    add(here, "admin2", Role.ADMIN)
    with pytest.raises(NotAllowed, match="自己的账号"):
        here.who("admin").switch(False, Act(here.who("admin"), NOON))
    assert here.who("admin").active


@pytest.mark.parametrize("others", [{Role.OFFICE, Role.LEADER}, {Role.OFFICE}])
def test_roles_change_in_one_act_with_both_told(session: Session, others: set[Role]) -> None:
    here = world(session)
    person = here.who("fazhi")
    person.edit(Act(here.who("admin"), NOON), name="fazhi", department=here.rooms["law"], roles=others | {Role.AUDITOR})
    session.commit()
    session.expire_all()
    assert here.who("fazhi").roles == others | {Role.AUDITOR}
    told = session.exec(select(Trail).where(Trail.verb == "account.edit")).one()
    assert told.before == {"roles": ["office"]} and told.after == {"roles": sorted([*others, "auditor"])}


def test_an_edit_that_changes_nothing_leaves_no_mark(session: Session) -> None:
    here = world(session)
    here.who("boss").edit(Act(here.who("admin"), NOON), name="boss", department=None, roles={Role.LEADER})
    assert not session.exec(select(Trail).where(Trail.verb == "account.edit")).all()


def test_a_user_name_is_given_once(session: Session) -> None:
    here = world(session)
    with pytest.raises(NotAllowed, match="已被使用") as refusal:
        add(here, "staff", Role.STAFF, room="office")
    assert refusal.value.field == "username"
    session.add(
        Person(bureau_id=here.bureau.key_id, username="staff", name="绕过", password_hash=hasher.hash(GOOD))
    )  # and the database holds it where two are added at once
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_weak_first_password_adds_nobody(session: Session) -> None:
    here = world(session)
    with pytest.raises(NotAllowed):
        add(here, "newcomer", Role.STAFF, password="1234567890")
    session.commit()
    assert person_with_roles(session, username="newcomer") is None


def test_people_are_told_apart_by_whether_they_are_active(session: Session) -> None:
    here = world(session)
    here.who("helper").switch(False, Act(here.who("admin"), NOON))
    session.commit()
    everyone = {one.username for one in people(session, here.bureau.key_id)}
    assert everyone - {one.username for one in people(session, here.bureau.key_id, active=True)} == {"helper"}
    assert [one.username for one in people(session, here.bureau.key_id, active=False)] == ["helper"]


def test_role_words_stand_in_the_order_of_the_roles(session: Session) -> None:
    here = world(session)
    many = add(here, "many", Role.ADMIN, Role.STAFF, Role.OFFICE, room="law")
    assert many.role_words == ["经办人", "法治办", "系统管理员"]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.ADMIN, Role.AUDITOR])
def test_only_staff_and_head_belong_to_a_department(session: Session, role: Role) -> None:
    here = world(session)
    person = add(here, "someone", role, room="law")
    assert not person.belongs(here.rooms["law"].id) and not person.belongs(None)


def test_a_department_keeps_its_name_to_itself(session: Session) -> None:
    here = world(session)
    with pytest.raises(NotAllowed, match="已有名为") as refusal:
        add_department(session, here.bureau, "办公室", Act(None, NOON))
    assert refusal.value.field == "name"
    with pytest.raises(NotAllowed, match="已有名为"):
        here.rooms["law"].edit(Act(here.who("admin"), NOON), name="办公室", position=2, active=True)
    here.rooms["law"].edit(Act(here.who("admin"), NOON), name="法规科", position=0, active=True)
    assert [one.name for one in departments(session, here.bureau.key_id)] == ["法规科", "办公室"]


# ---- the clock


def test_a_demonstration_has_its_own_day_and_the_real_time_of_day(session: Session) -> None:
    bureau = add_bureau(session, Act(None, NOON), name="演示局", short_name="演示", demo_as_of=date(2021, 1, 12))
    real = datetime(2026, 7, 5, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai
    assert bureau.moment(real) == datetime(2021, 1, 12, 1, 30, tzinfo=UTC)
    assert bureau.today(real) == date(2021, 1, 12)


@pytest.mark.parametrize("hour", [0, 15, 16, 23])
def test_the_day_of_a_demonstration_never_turns(session: Session, hour: int) -> None:
    """Whatever the hour in UTC, it is the same day in the bureau."""
    bureau = add_bureau(session, Act(None, NOON), name="演示局", short_name="演示", demo_as_of=date(2021, 1, 12))
    assert bureau.today(datetime(2026, 7, 5, hour, 59, tzinfo=UTC)) == date(2021, 1, 12)


@pytest.mark.parametrize(
    ("real", "day"),
    [
        (datetime(2030, 12, 31, 15, 59, tzinfo=UTC), date(2030, 12, 31)),
        (datetime(2030, 12, 31, 16, 0, tzinfo=UTC), date(2031, 1, 1)),
    ],
)
def test_a_real_bureau_lives_in_its_own_zone(session: Session, real: datetime, day: date) -> None:
    bureau = world(session).bureau
    assert bureau.today(real) == day and bureau.moment(real) == real


@pytest.mark.parametrize(
    ("name", "wrong"), [("closing_day", 0), ("closing_day", 29), ("near_workdays", 0), ("near_workdays", 61)]
)
def test_a_setting_outside_its_range_fails_where_it_is_set(session: Session, name: str, wrong: int) -> None:
    here = world(session)
    with pytest.raises(ValueError, match=name):
        here.bureau.edit({name: wrong}, Act(here.who("admin"), NOON))


@pytest.mark.parametrize("off", [False, True])
def test_who_goes_on_trying_a_shut_account_is_in_the_trail_but_no_flood_fills_it(session: Session, off: bool) -> None:
    here = world(session)
    person = here.who("staff")
    if off:
        person.switch(False, Act(here.who("admin"), NOON))
    else:
        person.locked_until = NOON + LOCKED_FOR
    kept = select(Trail).where(Trail.verb == "account.refused", Trail.actor_id == person.id)
    for second in range(STRANGERS + 5):
        assert not person.sign_in(PASSWORD, NOON + timedelta(seconds=second)), "the right password opens nothing"
        session.flush()
    assert len(session.exec(kept).all()) == STRANGERS


def test_a_sign_in_under_an_unknown_name_is_in_the_trail_but_no_flood_fills_it(session: Session) -> None:
    here = world(session)
    refuse_stranger(here.bureau, "nobody\u202e\n" + "x" * 40, "correct-horse-9", NOON)
    session.flush()
    row = session.exec(select(Trail).where(Trail.verb == "account.refused")).one()
    assert (row.label, row.actor_id, row.before | row.after) == ("nobody" + "x" * 14, None, {})
    for second in range(STRANGERS + 5):
        refuse_stranger(here.bureau, "guess", "wrong-password", NOON + timedelta(seconds=second))
    kept = select(Trail).where(Trail.verb == "account.refused")
    assert len(session.exec(kept).all()) == STRANGERS
    refuse_stranger(here.bureau, "guess", "wrong-password", NOON + timedelta(hours=1))
    assert len(session.exec(kept).all()) == STRANGERS + 1
