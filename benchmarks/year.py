"""A year of any size for the benchmarks: the same mix of states, months, reviews and files for 60 items as for 10,000."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from checklists.schema import Checklist, Due, Outline, Part, Section, Task
from models.act import Act
from models.entries import Entry, Review, recount_told
from models.evidence import Evidence, EvidenceLink
from models.items import Checkpoint, Item, ItemHelper, Owed
from models.people import Role, add_bureau, add_department, add_person
from models.trail import Trail
from models.years import Year, YearChecklist

YEAR, TODAY, ENTRIES, ROOMS = 2030, date(2030, 12, 10), 12, 8
PASSWORD = "benchmark-only-1"  # noqa: S105 - of a database that lives for one run
WORDS = "本月按计划推进，召开会议并印发文件，完成阶段任务，" * 4
STATES = ["active"] * 15 + ["closed", "closed", "done", "assigned", "unassigned"]
IN_REPORT = 60


@dataclass(frozen=True)
class Scene:
    """The ids that every row of the year refers to."""

    bureau: int
    year: int
    rooms: tuple[int, ...]
    office: int
    staff: int
    leader: int


def moment(month: int, day: int) -> datetime:
    return datetime(YEAR, month, day, 2, tzinfo=UTC)


def build(session: Session, items: int) -> None:
    """Fill an empty database with a year of so many items, twelve entries each. The caller commits."""
    scene = people_and_year(session, items)
    for rows in (item_rows, part_rows, entry_rows, review_rows, file_rows, trail_rows):
        for table, found in rows(scene, items):
            in_blocks(session, table, found)
    recount_told(session, scene.year)


def in_blocks(session: Session, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    held = list(rows)
    for start in range(0, len(held), 5000):
        session.execute(sa.insert(table), held[start : start + 5000])


def people_and_year(session: Session, items: int) -> Scene:
    """A bureau on a day in December, eight departments, an account of each kind, and the year with its frozen list."""
    at = moment(1, 1)
    bureau = add_bureau(session, Act(None, at), name="某市某局", short_name="某局", demo_as_of=TODAY)
    rooms = [add_department(session, bureau, f"科室{n}", Act(None, at)) for n in range(1, ROOMS + 1)]
    session.flush()
    accounts = {}
    for name, role, room in (
        ("office", Role.OFFICE, None), ("boss", Role.LEADER, None), ("staff", Role.STAFF, rooms[0]),
    ):  # fmt: skip
        accounts[name] = add_person(
            session,
            bureau,
            Act(None, at),
            username=name,
            name=name,
            password=PASSWORD,
            roles={role},
            department=room,
            must_change=False,
        )
    tasks = tuple(
        Task(key=f"t{n}", no=str(n), title=f"重点事项{n}", requirement=WORDS, due=Due()) for n in range(1, items + 1)
    )
    section = Section(key="s", no="一", title="全部", items=tasks)
    plan = Checklist(key="big", title="清单", sections=(section,))
    part = Part(key="work", heading="工作", kind="items", items=tuple(f"big/t{n}" for n in range(1, IN_REPORT + 1)))
    outline = Outline(key="plan", title="{bureau}{year}年度报告", parts=(part,))
    year = Year(bureau_id=bureau.key_id, no=YEAR, outline=outline.to_dict(), title="报告", state="running")  # type: ignore[arg-type]
    session.add(year)
    session.add(YearChecklist(year_id=year.key_id, key="big", title="清单", sha256="0" * 64, frozen=plan.to_dict()))
    session.flush()
    ids = {name: one.key_id for name, one in accounts.items()}
    return Scene(
        bureau.key_id, year.key_id, tuple(one.key_id for one in rooms), ids["office"], ids["staff"], ids["boss"]
    )


FULL = ("done", "late", "near", "unassigned", "nobody")


def full(n: int) -> str:
    """The first 60 items fill every list of a page, in a year of either size: what differs is what lies behind."""
    return FULL[n % 5] if n < 60 else ""


def state_of(n: int) -> str:
    if full(n):
        return full(n) if full(n) in ("done", "unassigned") else "active"
    return "dropped" if n % 50 == 49 else STATES[n % len(STATES)]


def shared(n: int) -> bool:
    return n >= 60 and n % 40 == 7


def due_of(n: int) -> date:
    late, near = (full(n) == "late", full(n) == "near") if full(n) else (n % 25 == 3, n % 25 == 4)
    return date(YEAR, 6 + n % 5, 15) if late else date(YEAR, 12, 20) if near else date(YEAR, 12, 31)


def lead_of(scene: Scene, n: int) -> int | None:
    """Half of the items are led by the first department, so that its pages are full in a year of either size."""
    if state_of(n) == "unassigned" or shared(n):
        return None
    return scene.rooms[0] if full(n) or n % 2 == 0 else scene.rooms[1 + n // 2 % (ROOMS - 1)]


Rows = Iterator[tuple[type[SQLModel], Iterable[dict[str, Any]]]]


def item_rows(scene: Scene, items: int) -> Rows:
    def one(n: int) -> dict[str, Any]:
        state, lead = state_of(n), lead_of(scene, n)
        live = state not in ("unassigned", "assigned")
        return {
            "id": n + 1, "version": 1, "year_id": scene.year, "checklist_key": "big", "key": f"t{n + 1}", "standard": False,
            "no": str(n + 1), "position": (n + 1) * 10, "section": f"第{n // 100}组", "title": f"重点事项{n + 1}",
            "requirement": WORDS, "origin": "", "note": "", "points": None, "state": state, "lead_id": lead,
            "all_departments": shared(n) and state != "unassigned",
            "person_id": scene.staff if lead == scene.rooms[0] and full(n) != "nobody" else None,
            "leader_id": scene.leader, "due_kind": "year_end", "due": due_of(n), "owes_from": 1 if live else None,
            "acknowledged_on": date(YEAR, 1, 10) if live else None, "done_on": date(YEAR, 12, 1) if state == "done" else None,
            "closed_on": date(YEAR, 11, 1) if state == "closed" else None, "result": None, "reason": "",
        }  # fmt: skip

    yield Item, (one(n) for n in range(items))


def part_rows(scene: Scene, items: int) -> Rows:
    yield (
        Checkpoint,
        (
            {
                "item_id": n + 1,
                "position": p,
                "text": f"检查点{p}",
                "required": True,
                "ticked_by": None,
                "ticked_at": None,
            }
            for n in range(items)
            for p in range(3)
        ),
    )
    yield (
        Owed,
        (
            {"id": n * 2 + p + 1, "item_id": n + 1, "position": p, "text": f"材料{p}"}
            for n in range(items)
            for p in (0, 1)
        ),
    )
    yield ItemHelper, ({"item_id": n + 1, "department_id": scene.rooms[(n // 3) % ROOMS]} for n in range(0, items, 3))


def waits(n: int) -> bool:
    """Whether the last entry of an item still waits for the office."""
    return full(n) != "unassigned" if full(n) else n % 9 == 2 and state_of(n) == "active"


def returned(n: int) -> bool:
    """Whether the last entry of an item was sent back."""
    return n % 10 == 4 if full(n) else n % 30 == 11


def entry_rows(scene: Scene, items: int) -> Rows:
    """January to November, with one of them sent back before; the last month of some is missing or waits."""

    def one(n: int, place: int) -> dict[str, Any]:
        month, again = (place, False) if place else (5, True)
        last, state = place == ENTRIES - 1, "returned" if again else "accepted"
        if last and waits(n):
            state = "submitted"
        if last and returned(n):
            state = "returned"
        at = moment(month, 20) + timedelta(minutes=n % 1000)
        return {
            "id": n * ENTRIES + place + 1, "version": 2, "item_id": n + 1, "department_id": lead_of(scene, n) or scene.rooms[0],
            "month": month, "kind": "monthly", "stance": "unchanged" if place % 4 == 3 else "progress",
            "text": WORDS, "percent": 8 * month, "shortfall": "", "state": state, "live": state != "returned", "late": False,
            "author_id": scene.staff, "written_at": at, "submitted_at": at, "answers_id": n * ENTRIES + 1 if month == 5 and not again else None,
        }  # fmt: skip

    yield Entry, (one(n, place) for n in range(items) for place in range(ENTRIES))


def review_rows(scene: Scene, items: int) -> Rows:
    yield Review, (
        {
            "entry_id": n * ENTRIES + place + 1, "by_id": scene.office, "reason": "", "result": None, "at": moment(12, 1),
            "verdict": "return" if place == 0 or (place == ENTRIES - 1 and returned(n)) else "accept",
        }
        for n in range(items)
        for place in range(ENTRIES)
        if not (place == ENTRIES - 1 and waits(n) and not returned(n))
    )  # fmt: skip


def file_rows(scene: Scene, items: int) -> Rows:
    yield Evidence, (
        {
            "id": n + 1, "bureau_id": scene.bureau, "sha256": f"{n:064x}", "size": 9, "kind": "other", "mime": "text/plain",
            "file_name": "说明.txt", "title": "说明", "own_date": None, "secret": False, "by_id": scene.staff, "at": moment(3, 3),
        }
        for n in range(items)
    )  # fmt: skip
    yield EvidenceLink, (
        {
            "evidence_id": n + 1, "item_id": n + 1, "owed_id": n * 2 + 1, "entry_id": None, "withdrawn_at": None,
            "withdrawn_by": None, "reason": "",
        }
        for n in range(items)
    )  # fmt: skip


def trail_rows(scene: Scene, items: int) -> Rows:
    yield Trail, (
        {
            "bureau_id": scene.bureau, "at": moment(1 + place, 5), "actor_id": scene.office, "verb": "item.edit", "subject": "item",
            "subject_id": n + 1, "item_id": n + 1, "label": f"{n + 1} 重点事项", "before": {"note": ""}, "after": {"note": "x"},
            "batch": None,
        }
        for n in range(items)
        for place in range(4)
    )  # fmt: skip
