"""A year from its files: the checklists, the outline of its report, and what is counted in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from checklists import Wrong, outline_for, packaged_data, read_checklist
from checklists.schema import Checklist, Outline
from desk.outline import without_place
from models.act import Act
from models.figures import give_data
from models.items import open_year
from models.people import Bureau
from models.years import Year


@dataclass(frozen=True)
class File:
    """A file as people call it, and where it is; a packaged one is called by its name and found by it."""

    name: str
    path: str = ""

    @property
    def where(self) -> str:
        return self.path or self.name


@dataclass(frozen=True)
class Plan:
    """What a year is opened from, read and found right."""

    lists: Sequence[Checklist]
    outline: Outline


@dataclass(frozen=True)
class Opened:
    """The year, how many items it has, the year that it took over from what it counts (where there is one), and the items
    that no part of its report takes in."""

    year: Year
    items: int
    before: int | None
    placeless: Sequence[str] = ()


class Unreadable(Exception):
    """Files that no year can be opened from: the name of each, with all its mistakes."""

    def __init__(self, faults: Sequence[tuple[str, Wrong]]) -> None:
        super().__init__("\n".join(f"{name}: {wrong}" for name, wrong in faults))
        self.faults = faults


def read_plan(lists: Sequence[File], outline: File) -> Plan:
    """Every file read. Raises Unreadable; an outline is read beside its checklists, once these are right."""
    read: list[Checklist] = []
    faults: list[tuple[str, Wrong]] = []
    for one in lists:
        try:
            read.append(read_checklist(one.where))
        except Wrong as wrong:
            faults.append((one.name, wrong))
    if faults:
        raise Unreadable(faults)
    try:
        return Plan(read, outline_for(outline.where, read))
    except Wrong as wrong:
        raise Unreadable([(outline.name, wrong)]) from None


def open_from(session: Session, bureau: Bureau, no: int, plan: Plan, act: Act) -> Opened:
    """The year with its items and all it counts. Raises NotAllowed, or Wrong where the packaged data is, and opens none."""
    data = packaged_data([one.key for one in plan.lists])
    year = open_year(session, bureau, no, plan.lists, plan.outline, act)
    before = give_data(session, year, *data, act=act)
    session.flush()
    left = [one.name for one in without_place(session, year)]
    return Opened(year, sum(len(one.tasks) for one in plan.lists), before, left)
