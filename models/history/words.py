"""The trail in words: what each kept field is called, and its value as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from checklists.schema import Outline
from checklists.shifts import shifts
from models.base import Kind, Unindexed, _
from models.entries import EntryKind, EntryState, Stance
from models.figures import Figure, FigureSource, Indicator, Measure, Unsaid
from models.items import DueKind, ItemState, Result
from models.passages import PassageState
from models.people import Department, Person, Role
from models.trail import VERBS, Trail
from models.years import Year, YearState

FIELDS: dict[str, str] = {
    "acknowledged_on": _("签收日期"),
    "active": _("在用"),
    "addressee": _("主送机关"),
    "all_departments": _("各科室"),
    "amount": _("数量"),
    "appendix_assessment": _("附自评表"),
    "appendix_ledger": _("附台账"),
    "appendix_points": _("自评表列分值"),
    "appendix_sources": _("附数据来源表"),
    "attachments": _("附件"),
    "author_id": _("填报人"),
    "body": _("正文"),
    "checklists": _("清单"),
    "checkpoint": _("检查点"),
    "closed_on": _("销号日期"),
    "closing_day": _("每月报送截止日"),
    "copy_to": _("抄送"),
    "count": _("处数"),
    "day": _("日期"),
    "department_id": _("科室"),
    "details": _("内容"),
    "doc_number": _("发文字号"),
    "done_on": _("办结日期"),
    "due": _("时限"),
    "due_kind": _("时限方式"),
    "evidence": _("材料编号"),
    "figure": _("数据"),
    "helper_ids": _("配合科室"),
    "helpers": _("配合科室"),
    "hours": _("学时"),
    "imprint": _("版记"),
    "items": _("事项数"),
    "kind": _("类别"),
    "late": _("补报"),
    "lead_id": _("牵头科室"),
    "leader_id": _("责任领导"),
    "message": _("意见"),
    "month": _("月份"),
    "name": _("名称"),
    "near_workdays": _("提前多少个工作日算临期"),
    "no": _("序号"),
    "note": _("备注"),
    "number_prefix": _("发文字号的单位代字"),
    "owed": _("应交材料"),
    "owes_from": _("应报起始月"),
    "outline": _("提纲"),
    "own_date": _("材料日期"),
    "percent": _("进度"),
    "person_id": _("责任人"),
    "persons": _("人数"),
    "position": _("排序"),
    "printed_by": _("印发机关"),
    "printed_on": _("印发日期"),
    "reason": _("原因"),
    "red_head": _("版头"),
    "renamed": _("改名"),
    "requirement": _("要求"),
    "result": _("结果"),
    "reviewed_at": _("作废的审核"),
    "reviewer_id": _("原审核人"),
    "roles": _("角色"),
    "secret": _("内部"),
    "section": _("分类"),
    "seen": _("看到的数"),
    "sha256": _("内容哈希"),
    "short_name": _("简称"),
    "shortfall": _("未完成说明"),
    "signature": _("署名"),
    "signed_on": _("成文日期"),
    "signer": _("签发人"),
    "solved": _("已解决"),
    "sort": _("种类"),
    "source": _("来源"),
    "stance": _("情况"),
    "state": _("状态"),
    "successor_id": _("接手人"),
    "text": _("正文"),
    "ticked_at": _("勾选时间"),
    "ticked_by": _("勾选人"),
    "title": _("名称"),
    "undone": _("撤销的操作"),
    "value": _("数值"),
    "withdrawn_at": _("撤下时间"),
    "withdrawn_by": _("撤下人"),
    "way": _("怎样计算"),
}
# what only the program needs to find the row again
SILENT = {"checkpoint_id", "undone_batch", "rule", "indicators", "records", "titles"}
DEPARTMENTS = {"lead_id", "department_id", "helper_ids"}
DATES = {"acknowledged_on", "closed_on", "done_on", "due", "own_date", "printed_on", "signed_on"}
PERSONS = {"person_id", "leader_id", "author_id", "ticked_by", "withdrawn_by", "successor_id", "reviewer_id"}
KINDS: dict[str, type[Kind]] = {
    "due_kind": DueKind,
    "kind": EntryKind,
    "result": Result,
    "roles": Role,
    "source": FigureSource,
    "stance": Stance,
    "value": Unsaid,
}
STATES: dict[str, type[Kind]] = {"item": ItemState, "entry": EntryState, "year": YearState, "passage": PassageState}


def word_of(name: str) -> str:
    """What a field is called; a field that has no word yet keeps its own name."""
    return FIELDS.get(name, name)


def kind_of(name: str) -> str | None:
    """Which table the ids of a field name rows of."""
    if name in DEPARTMENTS:
        return "department"
    if name in PERSONS:
        return "person"
    return "figure" if name == "figure" else None


def names_in(session: Session, rows: list[Trail]) -> dict[tuple[str, int], str]:
    """The names of every department, person and figure that these rows speak of: at most three queries."""
    wanted: dict[str, set[int]] = {"department": set(), "person": set(), "figure": set()}
    for row in rows:
        for name, value in [*row.before.items(), *row.after.items()]:
            kind = kind_of(name)
            if kind:
                wanted[kind] |= {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, int)}
    bureaus = {row.bureau_id for row in rows}
    found: dict[tuple[str, int], str] = {}
    for kind, table in (("department", Department), ("person", Person)):
        if wanted[kind]:
            query = select(table.id, table.name).where(col(table.id).in_(wanted[kind]))
            query = query.where(Unindexed(col(table.bureau_id)).in_(bureaus))
            found |= {(kind, key or 0): name for key, name in session.exec(query)}
    if wanted["figure"]:
        figures = select(Figure.id, Indicator.name, Figure.period).join(Indicator)
        figures = figures.join(Year, col(Indicator.year_id) == col(Year.id)).where(col(Year.bureau_id).in_(bureaus))
        named = session.exec(figures.where(col(Figure.id).in_(wanted["figure"])))
        found |= {("figure", key or 0): f"{name} {period}" for key, name, period in named}
    return found


Names = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Change:
    """One field of an act: what it is called, and its value before (where the trail kept one) and after."""

    word: str
    before: object
    after: object
    replaced: bool


def changes_of(row: Trail, names: Names) -> list[Change]:
    """What an act changed, in words, without what only the program needs."""
    if "outline" in row.before:
        return [_outline_change(row)]
    fields = [name for name in {**row.after, **row.before} if name not in SILENT]
    if row.after.get("kind") == "closing":
        fields = [name for name in fields if name != "month"]  # a closing summary is of no month
    told = (
        Change(
            word_of(name),
            value_of(row, name, row.before.get(name), names),
            value_of(row, name, row.after.get(name), names),
            name in row.before,
        )
        for name in fields
    )
    return [one for one in told if one.replaced or one.after is not None]


def _outline_change(row: Trail) -> Change:
    """What another outline has otherwise, line by line."""
    old, new = (Outline.from_dict(side["outline"]) for side in (row.before, row.after))
    lines = (one.text % one.values for one in shifts(old, new, row.after.get("titles", {})))
    return Change(word_of("outline"), None, "；".join(lines), False)


def value_of(row: Trail, name: str, value: Any, names: Names) -> object:
    """A kept value in words: a name for an id, the word of a kind; nothing, yes or no, and moments stay what they are."""
    if value is None or value in ("", []):
        return None
    if isinstance(value, list):
        return "、".join(str(value_of(row, name, one, names)) for one in value)
    if isinstance(value, dict):
        return f"{value['records']}：{Measure(value['measure']).word}"
    if name == "undone":
        return VERBS.get(str(value), value)
    if kind := kind_of(name):
        return names.get((kind, value), str(value))
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name in DATES:
        return date.fromisoformat(value)
    if name == "percent":
        return f"{value}%"
    kinds = STATES.get(row.subject) if name == "state" else KINDS.get(name)
    word = next((one.word for one in kinds if one.value == value), None) if kinds else None
    return word or value
