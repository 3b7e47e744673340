"""The outline of a year as it is worked on: read like a file, put to items that have no place, compared before it is kept."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from checklists import Problem, Remark, Wrong, placeless, read_outline, years_left
from checklists.mending import add, free_key, put, stand_of
from checklists.schema import Checklist, Due, Outline, Part, Section, Step, Task
from checklists.shifts import Shift, shifts
from checklists.written import outline_text, parts_by_line
from desk.passages import keep_body
from desk.report import Desk, desk_of
from models.act import Act
from models.base import NotAllowed, _
from models.items import OWN, DueKind, Item, add_item, item_names, own_items
from models.passages import (
    LONGEST_BODY,
    Passage,
    lost_passages,
    must_be_unfrozen,
    put_away,
    set_outline,
)
from models.years import Year, checklists_of

OTHERS = "others"
NO_SUCH_PLACE = _("提纲里没有这一处，请重新选择。")
OTHER_MATTERS, ADDED = _("其他事项"), _("本年度新增的事项")


class NotSound(Exception):
    """An outline that cannot be kept, with every mistake and the key of the part it is in (empty: in none)."""

    def __init__(self, faults: Sequence[tuple[str, Problem]]) -> None:
        super().__init__("\n".join(str(one) for _key, one in faults))
        self.faults = faults


def lists_of(session: Session, year: Year) -> list[Checklist]:
    """The checklists of a year as it was opened, and what the bureau added itself as one more."""
    own = own_list(own_items(session, year.key_id))
    found = [one for one in checklists_of(session, year.key_id) if one.key != OWN]
    return [*found, own] if own else found


def own_list(items: Sequence[Item]) -> Checklist | None:
    """What the bureau added in a year as a checklist, under the headings that it gave; None where there is nothing."""
    under: dict[str, list[Task]] = {}
    for item in items:
        under.setdefault(item.section, []).append(task_of(item))
    sections = tuple(
        Section(key=f"s{place}", title=title or ADDED, items=tuple(tasks))
        for place, (title, tasks) in enumerate(under.items(), 1)
    )
    return Checklist(key=OWN, title=ADDED, sections=sections) if sections else None


def task_of(item: Item) -> Task:
    """An item as the file of a checklist has it."""
    return Task(
        key=item.key,
        no=item.no,
        title=item.title,
        requirement=item.requirement,
        owed=tuple(one.text for one in item.owed),
        checkpoints=tuple(Step(text=one.text, required=one.required) for one in item.checkpoints),
        due=due_of(item),
        origin=item.origin,
        points=item.points,
        note=item.note,
        lead=item.lead.name if item.lead else "",
        helpers=tuple(one.name for one in item.helpers),
        person=item.person.name if item.person else "",
        leader=item.leader.name if item.leader else "",
    )


def due_of(item: Item) -> Due:
    """When an item is due in any year."""
    if item.due_kind == DueKind.DATE and item.due is not None:
        return Due(kind="date", month=item.due.month, day=item.due.day)
    return Due(kind="standing" if item.due_kind == DueKind.STANDING else "year_end")


def sound(outline: Outline, lists: Sequence[Checklist]) -> Outline:
    """The outline as its file is read: one rule for pages and files. Raises NotSound."""
    text = outline_text(outline, [one.key for one in lists])
    try:
        return read_text(text.encode(), lists)
    except Wrong as wrong:
        places = parts_by_line(text)
        where = [next((key for line, key in reversed(places) if line <= one.line), "") for one in wrong.problems]
        raise NotSound(list(zip(where, wrong.problems, strict=True))) from None


def read_text(content: bytes, lists: Sequence[Checklist]) -> Outline:
    """An outline from the bytes of its file. Raises Wrong with every mistake."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outline.yaml"
        path.write_bytes(content)
        return read_outline(str(path), lists)


def without_place(outline: Outline, items: Mapping[str, str]) -> dict[str, str]:
    """Those of a year's items (by name) that an outline has no place for, in their order."""
    return {ref: items[ref] for ref in placeless(outline, items)}


def with_others(outline: Outline) -> Outline:
    """The outline with a part 其他事项 that catches what no other takes in: behind the parts of items it has, one level
    below the part that holds most of them."""
    if any(leaf.rest for leaf in outline.leaves()):
        return outline
    part = Part(key=free_key(outline, OTHERS), heading=OTHER_MATTERS, kind="items", rest=True)
    groups = [one for one in outline.parts if one.kind == "group"]
    held = {one.key: sum(len(leaf.items) for leaf in one.leaves()) for one in groups}
    if held and max(held.values()):
        return add(outline, part, below=max(held, key=lambda key: held[key]))
    last = [one.key for one in outline.parts if one.items]
    return add(outline, part, after=last[-1] if last else "")


def put_item(session: Session, year: Year, ref: str, place: str, act: Act) -> None:
    """Give an item a place: in the part of this key, or (OTHERS) in 其他事项, which is made where it is not there."""
    must_be_unfrozen(year, session)
    outline = year.read_outline()
    stand = stand_of(outline, place)
    if place == OTHERS and stand is None:
        set_outline(session, year, with_others(outline), act)
    elif stand is not None and stand.part.rest:
        return  # it is there already
    elif stand is None or put(outline, [ref], place) == outline:
        raise NotAllowed(NO_SUCH_PLACE, "place")
    else:
        set_outline(session, year, put(outline, [ref], place), act)


def add_placed(
    session: Session,
    year: Year,
    new: dict[str, str],
    place: str,
    act: Act,
    *,
    standard: bool,
    steps: Iterable[str],
    owed: Iterable[str],
) -> Item:
    """A new item, printed in the part that was chosen for it (none: it has no place yet)."""
    if place:
        must_be_unfrozen(year, session)
        if place != OTHERS and stand_of(year.read_outline(), place) is None:
            raise NotAllowed(NO_SUCH_PLACE, "place")
        act = act.batched()
    item = add_item(session, year, new, act, standard=standard, steps=steps, owed=owed)
    if place:
        put_item(session, year, f"{item.checklist_key}/{item.key}", place, act)
    return item


@dataclass(frozen=True)
class Look:
    """What another outline would change: line by line, the items without a place, the texts that lose theirs, and years
    that are left over in its headings."""

    lines: list[Shift]
    placeless: Mapping[str, str]
    lost: list[Passage]
    remarks: list[Remark]


def look(session: Session, year: Year, new: Outline) -> Look:
    """An outline compared with the one that stands, before it is kept."""
    items = item_names(session, year.key_id)
    return Look(
        shifts(year.read_outline(), new, items),
        without_place(new, items),
        lost_passages(session, year, items, new),
        years_left(new, year.no),
    )


def put_text(session: Session, year: Year, passage: Passage, slot: str, act: Act) -> None:
    """Write a text that has no place behind the words of another slot."""
    must_be_unfrozen(year, session)
    desk: Desk = desk_of(session, year)
    piece = desk.piece(slot)
    if piece is None:
        raise NotAllowed(NO_SUCH_PLACE, "slot")
    body = f"{piece.text}\n\n{passage.body}" if piece.text.strip() else passage.body
    if len(body) > LONGEST_BODY:
        raise NotAllowed(_("放进去就超过 %(n)s 字了，请选别的地方。"), "slot", n=LONGEST_BODY)
    act = act.batched()
    put_away(passage, year, act, to=slot)
    keep_body(desk, piece, body, act, caught_up=False)
