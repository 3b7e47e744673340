"""人员: who works here, what they may be, and how they sign in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Field, Relationship, Session, col, func, select

from models.act import Act
from models.asking import beside, load
from models.base import About, Kind, Moment, NotAllowed, Row, Versioned, _, kind_type, link, session_of, text_column
from models.people.bureau import Bureau, Department
from models.people.passwords import check_password
from models.trail import Trail, changes, tell

DEMO_PASSWORD = "fazhi-demo-2020"  # noqa: S105 - shown at the sign-in page of a demonstration, and valid only there
TRIES, LOCKED_FOR = 5, timedelta(minutes=15)
STRANGERS, LONGEST_STRANGE_NAME = (
    50,
    20,
)  # refused sign-ins that the trail keeps of that time; how much of a strange name
hasher = PasswordHasher()


class Role(Kind):
    """What a person does here; one person may hold several."""

    STAFF = "staff", _("经办人")
    HEAD = "head", _("科室负责人")
    OFFICE = "office", _("法治办")
    LEADER = "leader", _("局领导")
    ADMIN = "admin", _("系统管理员")
    AUDITOR = "auditor", _("审计员")


class PersonRole(Row, table=True):
    """One role of one person."""

    __tablename__ = "person_role"
    __table_args__ = (sa.UniqueConstraint("person_id", "role"),)

    person_id: int = link("person.id")
    role: Role = Field(sa_type=kind_type(Role))


class Person(Versioned, table=True):
    """人员 and their account. Switched off, never deleted: the name stands in the history."""

    bureau_id: int = link("bureau.id")
    department_id: int | None = link("department.id", nullable=True)
    username: str = Field(min_length=2, max_length=40, unique=True)  # in the installation: it alone says who signs in
    name: str = text_column(40)
    password_hash: str = Field(max_length=200)
    must_change: bool = True
    active: bool = True
    failed: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=Moment)
    stamp: int = 0

    department: Department | None = Relationship(sa_relationship_kwargs={"lazy": "raise_on_sql"})
    role_rows: list[PersonRole] = Relationship(
        sa_relationship_kwargs={"lazy": "raise_on_sql", "cascade": "all, delete-orphan", "order_by": "PersonRole.id"}
    )

    def about(self) -> About:
        return About(self.bureau_id, self.username)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(row.role for row in self.role_rows)

    @property
    def role_words(self) -> list[str]:
        return [row.role.word for row in sorted(self.role_rows, key=lambda row: list(Role).index(row.role))]

    def has(self, *roles: Role) -> bool:
        """Whether an active person holds one of the roles."""
        return self.active and bool(self.roles & set(roles))

    def belongs(self, department_id: int | None) -> bool:
        """Whether this is a member (staff or head) of the department."""
        return department_id is not None and department_id == self.department_id and self.has(Role.STAFF, Role.HEAD)

    def sign_in(self, password: str, at: datetime) -> bool:
        """Check a password. Counts failures and locks for 15 minutes after five; a locked account always says no.
        So does one that is switched off, as slowly, and in the trail: who goes on trying shall be seen."""
        if not self.active or self.locked(at):
            self.knows(password)
            recent = _refused_of_late(self.bureau_id, self.id, at)
            return self._signed("account.refused", at) if session_of(self).exec(recent).one() < STRANGERS else False
        if not self.knows(password):
            self.failed += 1
            if self.failed >= TRIES:
                self.locked_until, self.failed = at + LOCKED_FOR, 0
            return self._signed("account.refused", at)
        self.failed, self.locked_until = 0, None
        if hasher.check_needs_rehash(self.password_hash):
            self.password_hash = hasher.hash(password)
        return not self._signed("account.sign_in", at)

    def locked(self, at: datetime) -> bool:
        """Whether five failures lock the account now; a clock that was set back does not lock it for longer."""
        return self.locked_until is not None and self.locked_until - LOCKED_FOR <= at < self.locked_until

    def knows(self, password: str) -> bool:
        """Whether this is the current password; for a change of password, by someone signed in."""
        try:
            return hasher.verify(self.password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def _signed(self, verb: str, at: datetime) -> bool:
        tell(self, verb, Act(self, at))
        return False

    def set_password(self, password: str, act: Act) -> None:
        """Own change or reset by an admin; a reset must be changed at next sign-in. Ends other sessions."""
        check_password(password, self.username)
        own = act.by_id == self.id
        if own and self.knows(password):
            raise NotAllowed(_("新密码要和现在的不同。"), "password")
        self.password_hash = hasher.hash(password)
        self.must_change, self.failed, self.locked_until = not own, 0, None
        self.stamp += 1
        verb = "account.password" if own else "account.reset"
        tell(self, verb, act)

    def edit(self, act: Act, *, name: str, department: Department | None, roles: set[Role]) -> None:
        """Change name, department and roles. The last active admin and the last office account keep their role."""
        for fault in homeless(roles, department):
            raise fault
        for role in self.roles - roles:
            self._not_last(role)
        where = department.id if department else None
        old_roles = sorted(self.roles)
        before, after = changes(self, {"name": name, "department_id": where})
        self.name, self.department_id = name, where
        if self.roles != roles:
            before["roles"], after["roles"] = old_roles, sorted(roles)
            kept = [row for row in self.role_rows if row.role in roles]
            self.role_rows = kept + [PersonRole(role=role) for role in sorted(roles - self.roles)]
            self.stamp += 1
        if after:
            tell(self, "account.edit", act, before, after)

    def switch(self, on: bool, act: Act) -> None:
        """Switch the account off or on. Ends its sessions."""
        if not on:
            self.may_go(act)
        self.active, self.stamp = on, self.stamp + 1
        verb = "account.enable" if on else "account.disable"
        tell(self, verb, act)

    def may_go(self, act: Act) -> None:
        """Raise NotAllowed where this account cannot be switched off: the own one, the last admin, the last office."""
        if act.by_id == self.id:
            raise NotAllowed(_("不能停用自己的账号。"))
        for role in sorted(self.roles):
            self._not_last(role)

    def _not_last(self, role: Role) -> None:
        if role not in (Role.ADMIN, Role.OFFICE) or not self.active:
            return
        others = select(Person.id).join(PersonRole).where(PersonRole.role == role, col(Person.active).is_(True))
        others = others.where(Person.bureau_id == self.bureau_id, Person.id != self.id)
        if session_of(self).exec(others).first() is None:
            raise NotAllowed(_("这是最后一个“%(role)s”账号，请先给别的账号加上这个角色。"), role=role.word)


def acting(act: Act) -> Person:
    """The person who acts, for what only a person can do."""
    if not isinstance(act.by, Person):
        raise TypeError("a person has to do this")
    return act.by


def _refused_of_late(bureau_id: int, person_id: int | None, at: datetime) -> Any:
    """How often a person, or nobody known, was refused in the last minutes: beyond some the trail has seen enough."""
    refused = (Trail.bureau_id == bureau_id, Trail.verb == "account.refused", Trail.at > at - LOCKED_FOR)
    return select(func.count()).select_from(Trail).where(*refused, col(Trail.actor_id).is_not_distinct_from(person_id))


def refuse_stranger(bureau: Bureau, username: str, password: str, at: datetime) -> None:
    """A sign-in under a name nobody has: as slow as with a known one, and in the trail, but no flood fills it."""
    hasher.hash(password[:128])
    if session_of(bureau).exec(_refused_of_late(bureau.key_id, None, at)).one() < STRANGERS:
        shown = "".join(char for char in username if char.isprintable())[:LONGEST_STRANGE_NAME]
        tell(bureau, "account.refused", Act(None, at), about=About(bureau.key_id, shown))


def homeless(roles: set[Role], department: Department | None) -> Iterator[NotAllowed]:
    """What is wrong with a member who has no department."""
    if department is None and roles & {Role.STAFF, Role.HEAD}:
        yield NotAllowed(_("经办人和科室负责人要选科室。"), "department")


def account_faults(session: Session, username: str, password: str) -> Iterator[NotAllowed]:
    """What makes a new account's name and password refused, so that a form tells all of it at once."""
    if session.exec(select(Person.id).where(Person.username == username)).first():
        yield NotAllowed(_("用户名“%(name)s”已被使用，请换一个。"), "username", name=username)
    try:
        check_password(password, username)
    except NotAllowed as refusal:
        yield refusal


def add_person(
    session: Session,
    bureau: Bureau,
    act: Act,
    *,
    username: str,
    name: str,
    password: str,
    roles: set[Role],
    department: Department | None,
    must_change: bool = True,
) -> Person:
    """Add an account. Raises NotAllowed for a taken user name or a weak password."""
    for fault in (*homeless(roles, department), *account_faults(session, username, password)):
        raise fault
    row = Person(
        bureau_id=bureau.key_id,
        department_id=department.key_id if department else None,
        username=username,
        name=name,
        password_hash=hasher.hash(password),
        must_change=must_change,
    )
    row.role_rows = [PersonRole(role=role) for role in sorted(roles)]
    session.add(row)
    after: dict[str, object] = {"name": name, "roles": sorted(roles)}
    tell(row, "account.add", act, after=after)
    return row


def person_with_roles(session: Session, *, person_id: int | None = None, username: str | None = None) -> Person | None:
    """A person by id or user name, with department and roles loaded."""
    query = select(Person).options(load(Person.role_rows), beside(Person.department))
    query = query.where(Person.id == person_id) if username is None else query.where(Person.username == username)
    return session.exec(query).first()


def people(session: Session, bureau_id: int, *, active: bool | None = None) -> list[Person]:
    """All persons of a bureau with department and roles, in the order they were added."""
    query = select(Person).options(load(Person.role_rows), beside(Person.department))
    query = query.where(Person.bureau_id == bureau_id).order_by(col(Person.id))
    if active is not None:
        query = query.where(col(Person.active).is_(active))
    return list(session.exec(query).all())
