"""A small world for tests of the models: a bureau, two departments, five people, a running year of three items."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from checklists.schema import Checklist, Due, Outline, Part, Section, Step, Task
from models.act import Act
from models.items import DueKind, Item, item_by_id, items_of_year, open_year
from models.people import (
    Bureau,
    Department,
    Person,
    Role,
    add_bureau,
    add_department,
    add_person,
    departments,
    person_with_roles,
    the_bureau,
)
from models.years import Year, year_by_no

PASSWORD = "correct-horse-1"


def at(month: int, day: int, hour: int = 4) -> datetime:
    """A moment of 2030, noon in Shanghai."""
    return datetime(2030, month, day, hour, tzinfo=UTC)


def checklist(kind: str = "tasks") -> Checklist:
    """Three tasks in one section; two checkpoints, one of them optional, and one paper owed each."""
    steps = (Step(text="印发文件"), Step(text="组织学习", required=False))
    tasks = tuple(
        Task(key=f"t{n}", no=str(n), title=f"事项{n}", owed=("文件",), checkpoints=steps, due=Due()) for n in (1, 2, 3)
    )
    section = Section(key="s", no="一", title="部分", items=tasks)
    return Checklist(
        key="small", title="小清单", kind="standards" if kind == "standards" else "tasks", sections=(section,)
    )


def named_list() -> Checklist:
    """The same three tasks, each with names: of those who are here, of others, of all departments."""
    (section,) = checklist().sections
    first, second, third = section.items
    tasks = (
        replace(first, lead="办公室", helpers=("法规科", "财务科"), person="staff", leader="boss"),
        replace(second, lead="审计科", leader="staff"),
        replace(third, lead="各科室", person="helper"),
    )
    return replace(checklist(), sections=(replace(section, items=tasks),))


def outline() -> Outline:
    parts = (
        Part(key="opening", kind="written"),
        Part(key="work", heading="主要工作", kind="items", items=("small/t1", "small/t2", "small/t3")),
    )
    return Outline(key="plan", title="{bureau}{year}年度报告", parts=parts)


@dataclass
class World:
    """Who and what there is; `again()` loads everything anew, as the next request would."""

    session: Session
    bureau: Bureau
    year: Year
    rooms: dict[str, Department]

    def who(self, username: str) -> Person:
        person = person_with_roles(self.session, username=username)
        assert person is not None
        return person

    def item(self, place: int = 0) -> Item:
        self.session.commit()
        found = item_by_id(
            self.session, self.bureau.key_id, items_of_year(self.session, self.year.key_id)[place].key_id
        )
        assert found is not None
        return found

    def assigned(self, place: int = 0, *, helpers: tuple[str, ...] = (), acknowledge: bool = True) -> Item:
        item = self.item(place)
        item.assign(
            Act(self.who("fazhi"), at(2, 1)),
            lead=self.rooms["office"],
            helpers=[self.rooms[one] for one in helpers],
            leader=self.who("boss"),
            due_kind=DueKind.YEAR_END,
        )
        if acknowledge:
            item.acknowledge(Act(self.who("staff"), at(2, 2)))
        return self.item(place)


Rows = list[tuple[sa.Table, list[dict[str, Any]]]]
built: dict[tuple[str, bool], Rows] = {}


def world(session: Session, kind: str = "tasks", *, start: bool = True) -> World:
    """The world in an empty database: built through the verbs once, afterwards put in row by row."""
    rows = built.get((kind, start))
    if rows:
        put_in(session, rows)
    else:
        build(session, kind, start)
        tables = [
            (table, session.execute(table.select()).mappings().all()) for table in SQLModel.metadata.sorted_tables
        ]
        built[kind, start] = [(table, [dict(one) for one in found]) for table, found in tables if found]
    bureau = the_bureau(session)
    assert bureau is not None
    year = year_by_no(session, bureau.key_id, 2030)
    assert year is not None
    named = {one.name: one for one in departments(session, bureau.key_id)}
    return World(session, bureau, year, {"office": named["办公室"], "law": named["法规科"]})


def put_in(session: Session, rows: Rows) -> None:
    """Rows as they were, and on PostgreSQL the counters behind them."""
    for table, found in rows:
        session.execute(table.insert(), found)
        if session.get_bind().dialect.name == "postgresql":
            top = sa.select(sa.func.max(table.c.id)).scalar_subquery()
            session.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), top)))
    session.commit()


def build(session: Session, kind: str, start: bool) -> None:
    bureau = add_bureau(session, Act(None, at(1, 1)), name="某市某局", short_name="某局")
    rooms = {
        key: add_department(session, bureau, name, Act(None, at(1, 1)))
        for key, name in (("office", "办公室"), ("law", "法规科"))
    }
    session.flush()
    for username, roles, room in (
        ("fazhi", {Role.OFFICE}, "law"),
        ("fazhi2", {Role.OFFICE}, "law"),
        ("boss", {Role.LEADER}, None),
        ("staff", {Role.STAFF, Role.HEAD}, "office"),
        ("helper", {Role.STAFF}, "law"),
        ("admin", {Role.ADMIN}, None),
    ):
        department = rooms[room] if room else None
        add_person(
            session,
            bureau,
            Act(None, at(1, 1)),
            username=username,
            name=username,
            password=PASSWORD,
            roles=roles,
            department=department,
        )
    open_year(session, bureau, 2030, [checklist(kind)], outline(), Act(None, at(1, 2)))
    session.commit()
    year = year_by_no(session, bureau.key_id, 2030)
    assert year is not None
    if start:
        fazhi = person_with_roles(session, username="fazhi")
        year.start(Act(fazhi, at(1, 3)))
        session.commit()
