"""A year from its files: the checklists, the outline of its report, and what is counted in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from checklists import (
    Remark,
    Wrong,
    kind_of,
    outline_for,
    packaged_data,
    placeless,
    read_checklist,
    remarks_of,
    years_left,
)
from checklists.schema import Checklist, Outline
from models.act import Act
from models.base import NotAllowed, _
from models.figures import give_data
from models.items import hand_out_named, open_year
from models.people import Bureau
from models.years import Year

SHOWN = 5


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

    def remarks(self, no: int) -> list[Remark]:
        """What is asked about the files: numbers, years left over, and items that no part of the report takes in."""
        found = [remark for one in self.lists for remark in remarks_of(one)]
        found += years_left(self.outline, no)
        tasks = {f"{one.key}/{task.key}": task for one in self.lists for task in one.tasks}
        left = [f"{tasks[ref].no} {tasks[ref].title}" for ref in placeless(self.outline, tasks)]
        if left:
            names = "、".join(left[:SHOWN]) + "……" * (len(left) > SHOWN)
            found.append(Remark(_("有 %(n)s 项没有放进报告：%(names)s。"), {"n": len(left), "names": names}))
        return found


@dataclass(frozen=True)
class Opened:
    """The year, how many items it has, the year that it took over from what it counts, where there is one, and what is
    asked about its files."""

    year: Year
    items: int
    before: int | None
    remarks: Sequence[Remark]


def apart(files: Iterable[File]) -> tuple[list[File], list[File]]:
    """Lists and outlines, by what each file says it is; one that cannot be read is told with the lists."""
    lists: list[File] = []
    outlines: list[File] = []
    for file in files:
        try:
            kind = kind_of(file.where)
        except Wrong:
            kind = ""
        (outlines if kind == "outline" else lists).append(file)
    return lists, outlines


class Unreadable(Exception):
    """Files that no year can be opened from: the name of each, with all its mistakes."""

    def __init__(self, faults: Sequence[tuple[str, Wrong]]) -> None:
        super().__init__("\n".join(f"{name}: {wrong}" for name, wrong in faults))
        self.faults = faults


def read_plan(lists: Sequence[File], outlines: Sequence[File]) -> Plan:
    """Every file read. Raises NotAllowed where there is not one outline, and Unreadable.

    The outline is read beside its checklists, once these are right.
    """
    if len(outlines) != 1:
        names = "、".join(f"“{one.name}”" for one in outlines)
        raise NotAllowed(_("一个年度用一份提纲，请只留一份：%(names)s。"), "files", names=names)
    (outline,) = outlines
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
    remarks = [*plan.remarks(no), *hand_out_named(session, year, plan.lists, act)]
    return Opened(year, sum(len(one.tasks) for one in plan.lists), before, remarks)
