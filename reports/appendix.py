"""附件: the ledger of the tasks and the self-assessment of the standards, as frozen tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from models.items import DueKind, Item, ItemState, Result
from models.passages import Listed
from models.years import Year, YearChecklist
from reports.text import tidy
from reports.values import NO_RESULT, Appendix, Group, printed_date

LEDGER = ("序号", "重点任务", "具体要求", "牵头科室", "配合科室", "责任领导", "完成时限", "完成情况", "佐证材料")
ASSESSMENT = ("序号", "标准", "具体要求", "自评结果", "佐证材料", "说明")

ADDED = "本单位新增"


def appendices(year: Year, items: Sequence[Listed]) -> tuple[Appendix, ...]:
    """One table for each checklist of a kind that the year prints; one without an item is left out. What the bureau
    added itself stands behind the first of its kind."""
    kinds = {"tasks": (year.appendix_ledger, ledger), "standards": (year.appendix_assessment, assessment)}
    keys = {one.key for one in year.checklist_rows}
    added = [one for one in items if one.item.checklist_key not in keys]
    found = []
    for checklist in year.checklist_rows if items else ():
        wanted, table = kinds[checklist.frozen["kind"]]
        own = [one for one in added if one.item.standard == (checklist.frozen["kind"] == "standards")]
        added = [one for one in added if one not in own]
        rows = [*(one for one in items if one.item.checklist_key == checklist.key), *own]
        if wanted and rows:
            found.append(table(year, checklist, rows))
    return tuple(found)


def ledger(year: Year, checklist: YearChecklist, rows: Sequence[Listed]) -> Appendix:
    """重点任务台账: who had to do what until when, and how it stands."""

    def cells(one: Listed) -> tuple[str, ...]:
        item = one.item
        lead = item.lead.name if item.lead else "—"
        helpers = "、".join(helper.name for helper in item.helpers) or "—"
        leader = item.leader.name if item.leader else "—"
        return (
            item.no,
            item.title,
            item.requirement,
            "各科室" if item.all_departments else lead,
            helpers,
            leader,
            due(item, year.no),
            state(item, year.no),
            papers(one),
        )

    return _table("ledger", titled(year, checklist, "台账"), LEDGER, checklist, rows, cells)


def assessment(year: Year, checklist: YearChecklist, rows: Sequence[Listed]) -> Appendix:
    """标准自评表: the result of each standard, what proves it, and why where it is not simply met."""
    points = year.appendix_points and any(one.item.points is not None for one in rows)

    def cells(one: Listed) -> tuple[str, ...]:
        item = one.item
        value = "" if item.points is None else f"{item.points:f}"
        result = item.result.word if item.result else NO_RESULT
        said = item.reason if item.result == Result.NOT_APPLICABLE else one.shortfall
        head = (item.no, item.title, item.requirement, *((value,) if points else ()))
        return (*head, result, named(one), said or "—")

    columns = (*ASSESSMENT[:3], *(("分值",) if points else ()), *ASSESSMENT[3:])
    kind = "assessment-points" if points else "assessment"
    table = _table(kind, titled(year, checklist, "自评表"), columns, checklist, rows, cells)
    return replace(table, open=sum(one.item.result is None for one in rows))


def titled(year: Year, checklist: YearChecklist, what: str) -> str:
    """What the table is called; a checklist that names its year in its title is not told it twice."""
    name = checklist.title.removesuffix(what) + what
    return name if str(year.no) in name else f"{year.no}年度{name}"


def _table(
    kind: str,
    title: str,
    columns: tuple[str, ...],
    checklist: YearChecklist,
    rows: Iterable[Listed],
    cells: Callable[[Listed], tuple[str, ...]],
) -> Appendix:
    groups: dict[str, list[tuple[str, ...]]] = {}
    for one in rows:
        groups.setdefault(one.item.section or ADDED, []).append(tuple(tidy(cell) for cell in cells(one)))
    return Appendix(
        kind=kind,
        title=tidy(title),
        columns=columns,
        groups=tuple(Group(tidy(name), tuple(found)) for name, found in groups.items()),
        note=tidy(checklist.frozen["note"]),
    )


def due(item: Item, year: int) -> str:
    """A day of the item's own year without the year's number."""
    return _day(item.due, year) if item.due_kind == DueKind.DATE and item.due else item.due_kind.word


def state(item: Item, year: int) -> str:
    """已销号 with its day under it, else where the item stands."""
    closed = item.state == ItemState.CLOSED and item.closed_on
    return f"{item.state.word}\n{_day(closed, year)}" if closed else item.state.word


def _day(day: date, year: int) -> str:
    return printed_date(day).split("年", 1)[1] if day.year == year else printed_date(day)


def papers(one: Listed) -> str:
    """How many of the papers owed are there."""
    return f"{one.there}/{len(one.item.owed)}份" if one.item.owed else f"{len(one.evidence) + one.secret}份"


def named(one: Listed) -> str:
    """The titles of what was handed in; secret papers are counted, not named."""
    names = "；".join(one.evidence)
    kept = f"内部材料{one.secret}份" if one.secret else ""
    return "；".join(part for part in (names, kept) if part) or "—"
