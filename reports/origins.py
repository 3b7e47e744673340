"""附件 数据来源表: every printed number of the report with what stands behind it, or that nothing does."""

from collections.abc import Sequence
from dataclasses import replace

from models.passages import Origins
from models.records import added
from reports.book import Book, Value
from reports.figures import Numbered, Shown
from reports.text import tidy
from reports.values import NO_SOURCE, Appendix, Group, Report, printed_date
from reports.year import Heading, Piece, outline_of

SOURCES = ("序号", "数字", "指标", "来源", "确认", "确认日期")
NONE = "—"
HOWS = {"sum": "＋", "difference": "－", "growth": "比", "share": "占"}
ENDS = {"growth": "的增速", "share": "的比重"}
NOTE = "正文里带单位的数字逐个列出，年份、日期、序号和名称里的数字不在内；指标没有写明年份的，是本年度的数据。"


def with_sources(
    report: Report, own: Sequence[Piece], told: Sequence[Numbered], book: Book, names: Origins | None
) -> Report:
    """The report with the table bound in last; as it was where the year prints none, or no number is printed."""
    table = sources_table(report, own, told, book, names) if names else None
    return replace(report, appendices=(*report.appendices, table)) if table else report


def sources_table(
    report: Report, own: Sequence[Piece], told: Sequence[Numbered], book: Book, names: Origins
) -> Appendix | None:
    """The numbers in the order of the paper, under the headings of their passage; None where there is none."""
    by_slot = {one.slot: one for one in told}
    groups, heads, place, bare = list[Group](), list[Heading](), 0, 0
    for entry in outline_of(report, own):
        if entry.level:  # levels may be skipped
            heads = [*(one for one in heads if one.level < entry.level), entry]
        path = [one.text for one in heads] if entry.level else [entry.text]
        rows = list[tuple[str, ...]]()
        for shown in by_slot[entry.key].shown if entry.key in by_slot else ():
            place += 1
            bare += shown.value is None
            rows.append(tuple(tidy(cell) for cell in (str(place), *_cells(shown, book, names))))
        if rows:
            groups.append(Group(tidy("／".join(path)), tuple(rows)))
    title = f"{report.year}年度报告数据来源表"
    return Appendix("sources", title, SOURCES, tuple(groups), NOTE, bare) if groups else None


def _cells(shown: Shown, book: Book, names: Origins) -> tuple[str, ...]:
    """数字, 指标, 来源, 确认, 确认日期."""
    value = shown.value
    if value is None:
        said = shown.number.before if shown.number else ""
        return shown.text, f"（{said}）" if said else NONE, NO_SOURCE, NONE, NONE
    name = value.name if value.period == str(book.no) else f"{value.name}（{when(value.period)}）"
    source = origin(value, book, names)
    if shown.drift or shown.kept:
        source = f"{source}；现为{value.text or NONE}，正文未改"
    if value.fault and value.confirmed_at:
        source = f"{source}；{value.says % value.values}"
    if value.confirmed_at is None:
        return shown.text, name, source, "尚未确认", NONE
    day = printed_date(value.confirmed_at.astimezone(names.zone).date())
    return shown.text, name, source, names.offices.get(value.figure_id or 0, "命令行"), day


def when(period: str) -> str:
    return f"{period}年" if len(period) == 4 else period


def origin(value: Value, book: Book, names: Origins) -> str:
    """Where a value comes from, in words."""
    if value.rule is not None:
        kind = names.kinds.get(value.rule.kind)
        of = "：".join(
            (kind.name if kind else value.rule.kind, *(["、".join(value.rule.sorts)] if value.rule.sorts else ()))
        )
        number = added(book.rows.sums, replace(value.rule, measure="records"))
        what = kind.numbers.get(value.rule.measure, "人次学时") if kind else ""
        return f"工作记录{number}条，{of}" + ("" if value.rule.measure == "records" else f"；{what}合计")
    if value.source == "formula":
        return f"公式：{_formula(value, book)}"
    if value.source == "entry":
        return "进展：" + "；".join(_entry(names.entries.get(one)) for one in value.ids)
    found = [names.files.get(one, NO_SOURCE) for one in value.ids]
    titles = list(dict.fromkeys(one for one in found if one is not None))
    if None in found:
        titles.append(f"内部材料{found.count(None)}份")
    kind_of = "以前的报告" if value.source == "report" else "佐证材料"
    return f"{kind_of}：{'；'.join(titles)}"


def _entry(entry: tuple[str, int] | None) -> str:
    if entry is None:
        return NO_SOURCE
    title, month = entry
    return f"“{title}”" + (f"{month}月进展" if month else "办结小结")


def _formula(value: Value, book: Book) -> str:
    found = [book.get(one) for one in value.inputs]
    terms = [
        (one.name or one.ref) + ("" if one.period == value.period else f"（{when(one.period)}）") + (one.text or NONE)
        for one in found
    ]
    return HOWS.get(value.how, "、").join(terms) + ENDS.get(value.how, "")
