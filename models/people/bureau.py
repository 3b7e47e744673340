"""单位与科室: the bureau of this installation and its departments."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, Session, col, select

from models.act import Act
from models.base import About, NotAllowed, Versioned, _, link, session_of, text_column
from models.trail import changes, tell


class Bureau(Versioned, table=True):
    """单位. `demo_as_of` marks a demonstration database: that day is its today, and nothing unsets it.

    `named`: whether somebody has said its name; until then it is called by a word that stands for one (models.naming).
    """

    name: str = text_column(60)
    named: bool = True
    short_name: str = text_column(20)
    addressee: str = Field(default="", max_length=400)
    signature: str = Field(default="", max_length=60)
    number_prefix: str = Field(default="", max_length=20)
    closing_day: int = Field(default=28, ge=1, le=28)
    near_workdays: int = Field(default=10, ge=1, le=60)
    zone: str = Field(default="Asia/Shanghai", max_length=40)
    demo_as_of: date | None = None

    def moment(self, real: datetime) -> datetime:
        """The time acts are done at: the real one, in a demonstration the same time of its own day."""
        if self.demo_as_of is None:
            return real
        zone = ZoneInfo(self.zone)
        return datetime.combine(self.demo_as_of, real.astimezone(zone).time(), zone).astimezone(UTC)

    def today(self, real: datetime) -> date:
        """The bureau's calendar day."""
        return self.moment(real).astimezone(ZoneInfo(self.zone)).date()

    def about(self) -> About:
        return About(self.key_id, self.name)

    def edit(self, new: dict[str, object], act: Act) -> None:
        """Change the bureau's own settings."""
        before, after = changes(self, new)
        for name, value in new.items():
            setattr(self, name, value)
        self.named = self.named or "name" in after
        if after:
            tell(self, "bureau.edit", act, before, after)


class Department(Versioned, table=True):
    """科室. Renamed or switched off, never deleted."""

    __table_args__ = (sa.UniqueConstraint("bureau_id", "name"),)

    bureau_id: int = link("bureau.id")
    name: str = text_column(40)
    position: int = 0
    active: bool = True

    def about(self) -> About:
        return About(self.bureau_id, self.name)

    def edit(self, act: Act, *, name: str, position: int, active: bool) -> None:
        """Rename, reorder or switch off (see handover.must_be_empty). Raises NotAllowed where the name is taken."""
        session = session_of(self)
        same = select(Department).where(Department.bureau_id == self.bureau_id, Department.name == name)
        twin = session.exec(same).first()
        if twin is not None and twin.id != self.id:
            raise NotAllowed(_("已有名为“%(name)s”的科室，请换一个名称。"), "name", name=name)
        before, after = changes(self, {"name": name, "position": position, "active": active})
        self.name, self.position, self.active = name, position, active
        if after:
            tell(self, "department.edit", act, before, after)


def the_bureau(session: Session) -> Bureau | None:
    """The bureau that speaks where nobody is signed in: the first one; None while the database is empty."""
    return session.exec(select(Bureau).order_by(col(Bureau.id)).limit(1)).first()


def all_bureaus(session: Session) -> list[int]:
    """The ids of every bureau of this installation, for what looks after all of it."""
    return [one for one in session.exec(select(Bureau.id).order_by(col(Bureau.id))) if one is not None]


def only_bureau(session: Session) -> Bureau | None:
    """The one bureau of this installation, for a command that names none; None while the database is empty.

    Raises NotAllowed where there are several: nothing is done to a bureau that nobody meant.
    """
    found = session.exec(select(Bureau).order_by(col(Bureau.id)).limit(2)).all()
    if len(found) > 1:
        raise NotAllowed(_("数据库里有几个单位，这个命令还不能指定单位，请在页面上操作。"))
    return found[0] if found else None


def add_bureau(session: Session, act: Act, *, name: str, short_name: str, **more: object) -> Bureau:
    """Set up the bureau; `more` are further columns of Bureau."""
    bureau = Bureau(name=name, short_name=short_name, **more)  # type: ignore[arg-type]
    session.add(bureau)
    tell(bureau, "bureau.add", act)
    return bureau


def add_department(session: Session, bureau: Bureau, name: str, act: Act) -> Department:
    """Add a department at the end of the list. Raises NotAllowed where the name is taken."""
    rows = session.exec(select(Department).where(Department.bureau_id == bureau.id)).all()
    if any(row.name == name for row in rows):
        raise NotAllowed(_("已有名为“%(name)s”的科室，请换一个名称。"), "name", name=name)
    row = Department(bureau_id=bureau.key_id, name=name, position=max((r.position for r in rows), default=0) + 1)
    session.add(row)
    tell(row, "department.add", act)
    return row


def departments(session: Session, bureau_id: int, *, active: bool | None = None) -> list[Department]:
    """The departments of a bureau in their own order."""
    query = select(Department).where(Department.bureau_id == bureau_id)
    if active is not None:
        query = query.where(col(Department.active).is_(active))
    return list(session.exec(query.order_by(col(Department.position), col(Department.id))).all())
