"""How a year is opened with its items, how one is added later, and how the year is archived when all are done."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count

from sqlmodel import Session, col, func, select

from checklists.filling import fill
from checklists.schema import Checklist, Outline, Task
from models.act import Act
from models.base import NotAllowed, _, session_of
from models.items.item import OWN, Item
from models.items.parts import OPEN_STATES, Checkpoint, DueKind, Owed
from models.people import Bureau, names_today
from models.trail import tell
from models.years import Year, YearChecklist, YearState


def add_item_from(
    session: Session, year_id: int, no: int, checklist: Checklist, section: str, task: Task, position: int
) -> Item:
    """Copy a task of a checklist into a year."""
    item = Item(
        year_id=year_id,
        checklist_key=checklist.key,
        key=task.key,
        standard=checklist.kind == "standards",
        no=task.no,
        position=position,
        section=section,
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
    year: Year,
    new: dict[str, str],
    act: Act,
    *,
    standard: bool,
    steps: Iterable[str],
    owed: Iterable[str],
) -> Item:
    """An item that no checklist had: its checklist is "own", its key the next number there."""
    year.must_be_open()
    taken = set(session.exec(select(Item.key).where(Item.year_id == year.id, Item.checklist_key == OWN)))
    key = next(one for one in (f"own-{number}" for number in count(len(taken) + 1)) if one not in taken)
    position = next_position(session, year.key_id)
    item = Item(
        year_id=year.key_id,
        checklist_key=OWN,
        key=key,
        standard=standard,
        position=position,
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


def year_faults(session: Session, bureau: Bureau, no: int) -> Iterator[NotAllowed]:
    """Why a year of this number cannot be opened."""
    if not 2000 <= no <= 2100:
        yield NotAllowed(_("年度应在 2000 至 2100 之间。"), "no")
    elif session.exec(select(Year.id).where(Year.bureau_id == bureau.id, Year.no == no)).first():
        yield NotAllowed(_("%(no)s年度已经建立。"), "no", no=no)


def open_year(
    session: Session, bureau: Bureau, no: int, checklists: Sequence[Checklist], outline: Outline, act: Act
) -> Year:
    """Open a year from its checklists: frozen copies and one item for each task. Raises NotAllowed where it exists."""
    for fault in year_faults(session, bureau, no):
        raise fault
    keys = [one.key for one in checklists]
    if len(set(keys)) != len(keys):
        raise NotAllowed(_("同一份清单只能选一次。"), "checklists")
    year = Year(
        bureau_id=bureau.key_id,
        no=no,
        outline=outline.to_dict(),
        title=fill(outline.title, no, bureau.name),
        addressee=bureau.addressee,
        signature=bureau.signature or bureau.name,
    )
    session.add(year)
    position = 0
    for place, checklist in enumerate(checklists):
        frozen = checklist.to_dict()
        digest = hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        session.add(
            YearChecklist(
                year_id=year.key_id,
                key=checklist.key,
                title=checklist.title,
                position=place,
                sha256=digest,
                frozen=frozen,
            )
        )
        for path in checklist.walk():
            section = "／".join(one.label for one in path)
            for task in path[-1].items:
                position += 10
                add_item_from(session, year.key_id, no, checklist, section, task, position)
    tell(year, "year.open", act, after={"checklists": keys})
    return year


def archive(year: Year, act: Act) -> None:
    """归档: make the year read only. Raises NotAllowed while an item is neither closed nor dropped."""
    if year.state != YearState.RUNNING:
        raise NotAllowed(_("只有进行中的年度可以归档。"))
    session = session_of(year)
    left = session.exec(
        select(Item).where(Item.year_id == year.id, col(Item.state).in_(OPEN_STATES)).order_by(col(Item.position))
    )
    names = [f"{item.no} {item.title}" for item in left]
    if names:
        raise NotAllowed(
            _("还有 %(n)s 项没有销号，不能归档：%(names)s。请逐项销号、按不适用销号或取消。"),
            n=len(names),
            names="、".join(names[:5]) + ("……" if len(names) > 5 else ""),
        )
    year.names = names_today(session, year.bureau_id)
    year.move("year.archive", YearState.ARCHIVED, act)
