"""How items come into a year: copied from a checklist, or added by the office."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, col, func, select

from checklists.schema import Checklist, Section, Task
from models.act import Act
from models.base import _
from models.item import Checkpoint, DueKind, Item, Owed
from models.trail import tell

if TYPE_CHECKING:
    from models.year import Year


def add_item_from(
    session: Session, year_id: int, no: int, checklist: Checklist, section: Section, task: Task, position: int
) -> Item:
    """Copy a task of a checklist into a year."""
    title = f"{section.no}、{section.title}" if section.no else section.title
    item = Item(
        year_id=year_id,
        checklist_key=checklist.key,
        key=task.key,
        standard=checklist.kind == "standards",
        no=task.no,
        position=position,
        section=title,
        title=task.title,
        requirement=task.requirement,
        origin=task.origin,
        note=task.note,
        points=task.points,
        due_kind=DueKind(task.due.kind),
        due=task.due.on(no),
    )
    session.add(item)
    steps = [(step.text, step.required) for step in task.checkpoints]
    add_parts(session, item, steps, task.owed)
    return item


def add_parts(session: Session, item: Item, steps: Iterable[tuple[str, bool]], owed: Iterable[str]) -> None:
    """The checkpoints (text, required) and the evidence owed of a new item."""
    for place, (text, required) in enumerate(steps):
        session.add(Checkpoint(item_id=item.key_id, position=place, text=text, required=required))
    for place, text in enumerate(owed):
        session.add(Owed(item_id=item.key_id, position=place, text=text))


def add_item(
    session: Session,
    year: "Year",
    new: dict[str, str],
    act: Act,
    *,
    standard: bool,
    steps: Iterable[str],
    owed: Iterable[str],
) -> Item:
    """An item that no checklist had: its checklist is "own", its key the next number there."""
    year.must_be_open()
    query = select(func.count()).select_from(Item).where(Item.year_id == year.id, Item.checklist_key == "own")
    key = f"own-{session.exec(query).one() + 1}"
    position = next_position(session, year.key_id)
    item = Item(
        year_id=year.key_id,
        checklist_key="own",
        key=key,
        standard=standard,
        position=position,
        origin=_("本单位新增"),
        **new,  # type: ignore[arg-type]
    )
    item.year = year
    item.due = date(year.no, 12, 31)
    session.add(item)
    add_parts(session, item, [(text, True) for text in steps], owed)
    tell(item, "item.add", act, {}, dict(new))
    return item


def next_position(session: Session, year_id: int) -> int:
    """A place behind the last item of a year."""
    return int(session.exec(select(func.max(Item.position)).where(col(Item.year_id) == year_id)).one() or 0) + 10
