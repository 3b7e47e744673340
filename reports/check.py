"""A short look before the print: what is empty, behind, unsigned or without a glyph. Changes nothing, asks no database."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from models.base import _
from models.labels import WORDS, nameless
from models.passages import PassageState
from models.people import Bureau
from models.years import Year
from reports import fonts
from reports.places import Place, places
from reports.proof import Flaw
from reports.text import rare_characters
from reports.values import Report
from reports.year import Piece

SILENT = {"无", "略", "暂无", "附件", "见附件", "待定", "xx", "XX"}


class Severity(StrEnum):
    """error: the paper would be wrong; warning: look here; note: good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Note:
    """One line. `slot` names the passage it is about; without one it is about the settings. `values` fill the text."""

    rule: str
    severity: Severity
    text: str
    slot: str | None = None
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is looked at."""

    year: Year
    bureau: Bureau
    report: Report
    pieces: Sequence[Piece]
    said: Sequence[Flaw]
    wrong: Sequence[str]
    today: date | None
    placeless: Sequence[str] = ()
    lost: int = 0


def note(rule: str, severity: Severity, text: str, slot: str | None = None, **values: object) -> Note:
    return Note(rule, severity, text, slot, tuple(values.items()))


def check(
    year: Year,
    bureau: Bureau,
    report: Report,
    pieces: Sequence[Piece],
    said: Sequence[Flaw] = (),
    wrong: Sequence[str] = (),
    *,
    placeless: Sequence[str] = (),
    lost: int = 0,
    final: bool = False,
    today: date | None = None,
) -> list[Note]:
    """Every line, the gravest first, in the order of the report.

    `said`: what the proofreader found and nobody explained; `wrong`: tokens that have no number; `placeless`: items that
    no part takes in; `lost`: texts whose part is gone. Of a `final` report only what its paper says is looked at: how its
    passages stand and which fonts are here matters no more.
    """
    asked = Asked(year, bureau, report, pieces, said, wrong, today, placeless, lost)
    order = list(Severity)
    skipped = (passages, outline, faces, glyphs) if final else ()
    found = chain.from_iterable(rule(asked) for rule in RULES if rule not in skipped)
    return sorted(found, key=lambda one: order.index(one.severity))


def name_of(piece: Piece, place: int, count: int) -> str:
    """A passage as the outline names it."""
    return piece.slot.heading or _(WORDS[nameless(place, count, piece.slot.inside)])


def passages(asked: Asked) -> Iterator[Note]:
    """Empty ones, ones behind their entries, ones from work that is not closed, ones nobody has settled."""
    drafts = 0
    for place, piece in enumerate(asked.pieces):
        key, name = piece.slot.key, name_of(piece, place, len(asked.pieces))
        if piece.state == PassageState.EMPTY:
            yield note("empty", Severity.ERROR, _("“%(name)s”还没有内容"), key, name=name)
        if piece.behind:
            yield note("behind", Severity.WARNING, _("“%(name)s”改过之后，科室的小结又有变化"), key, name=name)
        if piece.unfinished and piece.slot.kind == "items":
            yield note("unfinished", Severity.WARNING, _("“%(name)s”写了还没有销号的事项"), key, name=name)
        drafts += piece.state == PassageState.DRAFT
    if drafts:
        yield note("draft", Severity.NOTE, _("还有 %(n)s 段是草稿，没有定下"), n=drafts)


def outline(asked: Asked) -> Iterator[Note]:
    """Items that would never be printed, texts that are not printed any more."""
    if asked.placeless:
        names = "、".join(asked.placeless[:8]) + ("……" if len(asked.placeless) > 8 else "")
        yield note("outline", Severity.ERROR, _("报告里没有位置的事项：%(names)s"), names=names)
    if asked.lost:
        yield note("outline", Severity.WARNING, _("有 %(n)s 段文字在提纲里没有位置，不会印出"), n=asked.lost)


def proofread(asked: Asked) -> Iterator[Note]:
    """Errors that are open: they stop the final edition."""
    errors = sum(one.open_error for one in asked.said)
    if errors:
        yield note("proof", Severity.ERROR, _("校对有 %(n)s 处错误没有改正，也没有说明理由"), n=errors)


def tokens(asked: Asked) -> Iterator[Note]:
    """References to figures that print no number: the braces would be printed."""
    if asked.wrong:
        yield note(
            "token", Severity.ERROR, _("这些引用没有数值，不能定稿：%(names)s"), names="、".join(asked.wrong[:8])
        )


def around(asked: Asked) -> Iterator[Note]:
    """Title, addressee, signature against what the bureau uses."""
    report, bureau = asked.report, asked.bureau
    if not bureau.named:
        yield note("bureau", Severity.ERROR, _("单位还没有名称，请在“单位设置”里填写"))
    if not report.title:
        yield note("title", Severity.ERROR, _("没有标题"))
    elif str(report.year) not in report.title:
        yield note("title", Severity.WARNING, _("标题里没有年度“%(year)s”"), year=report.year)
    if not report.addressee:
        yield note("addressee", Severity.WARNING, _("没有主送机关"))
    elif bureau.addressee and report.addressee != bureau.addressee:
        yield note("addressee", Severity.NOTE, _("主送机关与单位设置的“%(name)s”不同"), name=bureau.addressee)
    if not report.signature:
        yield note("signature", Severity.WARNING, _("没有署名"))
    elif not {bureau.signature, bureau.name} & {report.signature, *report.signatures}:
        name = bureau.signature or bureau.name
        yield note("signature", Severity.WARNING, _("署名与单位设置的“%(name)s”不同"), name=name)


def dates(asked: Asked) -> Iterator[Note]:
    """The report is signed after its year and before 1 March (督察工作规定, art. 24), and printed no earlier than signed."""
    year, day = asked.year.no, asked.year.signed_on
    if day is None:
        yield note("date", Severity.WARNING, _("没有成文日期"))
    elif day < date(year, 12, 31):
        yield note("date", Severity.WARNING, _("成文日期早于年末，年度还没有结束"))
    elif day >= date(year + 1, 3, 1):
        yield note("date", Severity.WARNING, _("成文日期晚于 3 月 1 日前的报送期限"))
    if day and asked.today and day > asked.today:
        yield note("date", Severity.NOTE, _("成文日期 %(day)s还没有到"), day=asked.report.signed_on)
    printed = asked.year.printed_on
    if asked.report.imprint and day and printed and printed < day:
        yield note("date", Severity.ERROR, _("印发日期早于成文日期"))


def head_and_imprint(asked: Asked) -> Iterator[Note]:
    """What 版头 and 版记 need where they are switched on."""
    head, imprint, year = asked.report.red_head, asked.report.imprint, asked.year
    if head and not head.number:
        yield note("head", Severity.WARNING, _("加了版头，没有发文字号"))
    if head and not head.signer:
        yield note("head", Severity.WARNING, _("加了版头，没有签发人"))
    if head and head.number:
        prefix, signed = asked.bureau.number_prefix, year.signed_on
        if prefix and not head.number.startswith(prefix):
            yield note("head", Severity.WARNING, _("发文字号不以“%(prefix)s”开头"), prefix=prefix)
        if signed and f"〔{signed.year}〕" not in head.number:
            yield note("head", Severity.WARNING, _("发文字号的年份与成文日期不同"))
    if imprint and not imprint.printed_by:
        yield note("imprint", Severity.WARNING, _("加了版记，没有印发机关"))
    if imprint and not imprint.printed_on:
        yield note("imprint", Severity.WARNING, _("加了版记，没有印发日期"))
    if not head and (year.doc_number or year.signer):
        yield note("head", Severity.NOTE, _("填了发文字号或签发人，但没有加版头，不会印出"))


def attachments(asked: Asked) -> Iterator[Note]:
    """Lines of the attachment note that name nothing, name it twice, or bring their own number or full stop."""
    seen: set[str] = set()
    for name in asked.report.notes:
        if name.strip("：:。. 　0123456789一二三四五六七八九十、") in SILENT | {""}:
            yield note("attachment", Severity.WARNING, _("附件“%(name)s”没有写明是什么"), name=name)
        elif name in seen:
            yield note("attachment", Severity.WARNING, _("附件“%(name)s”写了两次"), name=name)
        elif name[0].isdigit() and name.lstrip("0123456789")[:1] in (".", "、", "．"):
            yield note("attachment", Severity.WARNING, _("附件“%(name)s”自带序号，序号由程序印"), name=name)
        elif name.endswith(("。", "；", "，")):
            yield note("attachment", Severity.WARNING, _("附件“%(name)s”末尾不用标点"), name=name)
        elif name == asked.report.title:
            yield note("attachment", Severity.NOTE, _("附件与报告同名，请确认另有一份材料"))
        seen.add(name)


def appendices(asked: Asked) -> Iterator[Note]:
    """Tables that are switched on and have no rows, standards without a result."""
    year, kinds = asked.year, [one.kind.split("-")[0] for one in asked.report.appendices]
    if year.appendix_ledger and "ledger" not in kinds:
        yield note("appendix", Severity.WARNING, _("要附重点任务台账，但本年度没有任务清单"))
    if year.appendix_assessment and "assessment" not in kinds:
        yield note("appendix", Severity.WARNING, _("要附标准自评表，但本年度没有标准清单"))
    if year.appendix_sources and "sources" not in kinds:
        yield note("appendix", Severity.WARNING, _("要附数据来源表，但正文里没有带单位的数字"))
    bare = sum(one.open for one in asked.report.appendices if one.kind == "sources")
    if bare:
        yield note("appendix", Severity.WARNING, _("数据来源表有 %(n)s 个数字未注明来源"), n=bare)
    open_rows = sum(one.open for one in asked.report.appendices if one.kind.startswith("assessment"))
    if open_rows:
        yield note("result", Severity.WARNING, _("自评表有 %(n)s 条还没有评定结果"), n=open_rows)


def faces(asked: Asked) -> Iterator[Note]:
    """Fonts that serve each role; signs below and above the line are asked for where the text has one (glyphs)."""
    for role in fonts.preflight():
        if role.role == "signs":
            continue
        if role.font is None:
            yield note("font", Severity.ERROR, _("%(role)s没有字体"), role=_(role.name))
        elif not role.complete:
            text = _("%(role)s用 %(font)s，缺常用字")
            yield note("font", Severity.WARNING, text, role=_(role.name), font=role.font)
        elif not role.exact and role.role == "fang":
            yield note("font", Severity.WARNING, _("正文将使用 %(font)s，不是仿宋"), font=role.font)


def glyphs(asked: Asked) -> Iterator[Note]:
    """Characters that no font has, each with its place; those that mean something on one machine alone; rare ones."""
    words = places(asked.report)
    rare = rare_characters("".join(one.text for one in words))
    lost = fonts.lost("".join(rare))
    private = [char for char in rare if unicodedata.category(char) == "Co" and char not in lost]
    for name, slot, chars in spots(words, set(lost)):
        yield note("glyph", Severity.ERROR, _("“%(name)s”里有字没有字体能印：%(chars)s"), slot, name=name, chars=chars)
    for name, slot, chars in spots(words, set(private)):
        text = _("“%(name)s”里有自造字，换一台电脑会印成别的：%(chars)s")
        yield note("glyph", Severity.WARNING, text, slot, name=name, chars=chars)
    other = [char for char in rare if char not in {*lost, *private}]
    if other:
        yield note("glyph", Severity.NOTE, _("这些字正文字体里没有，会换一种字体：%(chars)s"), chars=shown(other))


def spots(words: Sequence[Place], chars: Set[str]) -> Iterator[tuple[str, str | None, str]]:
    """Where some characters stand: the name of the place, its passage, each character once with its code point."""
    found: dict[tuple[str, str | None], dict[str, str]] = {}
    for one in words if chars else ():
        for at, char in enumerate(one.text):
            if char in chars:
                seen = f"{one.text[max(0, at - 2) : at]}□{one.text[at + 1 : at + 3]}（U+{ord(char):04X}）"
                found.setdefault((one.name, one.slot), {}).setdefault(char, seen)
    for (name, slot), each in found.items():
        yield name, slot, shown(tuple(each.values()))


def shown(chars: Sequence[str]) -> str:
    """The first characters of a list, so that the line stays one."""
    return " ".join(chars[:20]) + (" ……" if len(chars) > 20 else "")


RULES: tuple[Callable[[Asked], Iterator[Note]], ...] = (
    passages,
    outline,
    proofread,
    tokens,
    around,
    dates,
    head_and_imprint,
    attachments,
    appendices,
    faces,
    glyphs,
)
