"""A small world for tests of the models: a bureau, two departments, five people, a running year of three items."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from checklists.schema import Checklist, Due, Outline, Part, Section, Step, Task
from models.finders import item_by_id, items_of_year, year_by_no
from models.item import DueKind, Item
from models.people import Bureau, Department, Person, Role, add_bureau, add_department, add_person, person_with_roles
from models.year import Year, open_year

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
        found = item_by_id(self.session, items_of_year(self.session, self.year.key_id)[place].key_id)
        assert found is not None
        return found

    def assigned(self, place: int = 0, *, helpers: tuple[str, ...] = (), acknowledge: bool = True) -> Item:
        item = self.item(place)
        item.assign(
            lead=self.rooms["office"],
            helpers=[self.rooms[one] for one in helpers],
            leader=self.who("boss"),
            due_kind=DueKind.YEAR_END,
            by=self.who("fazhi"),
            at=at(2, 1),
        )
        if acknowledge:
            item.acknowledge(by=self.who("staff"), at=at(2, 2))
        return self.item(place)


def world(session: Session, kind: str = "tasks", *, start: bool = True) -> World:
    bureau = add_bureau(session, name="某市某局", short_name="某局", at=at(1, 1))
    rooms = {
        key: add_department(session, bureau, name, by=None, at=at(1, 1))
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
            username=username,
            name=username,
            password=PASSWORD,
            roles=roles,
            department=department,
            by=None,
            at=at(1, 1),
        )
    open_year(session, bureau, 2030, [checklist(kind)], outline(), by=None, at=at(1, 2))
    session.commit()
    year = year_by_no(session, bureau.key_id, 2030)
    assert year is not None
    made = World(session, bureau, year, rooms)
    if start:
        year.start(by=made.who("fazhi"), at=at(1, 3))
        session.commit()
    return made
