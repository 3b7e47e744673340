"""Numbers of headings: a tree of 一、 / （一） / 1. / （1）, each counted anew under a new parent; parts without a text."""

from collections.abc import Iterator

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.many import gathered
from proofread.message import Message, _
from proofread.rule import Rule
from proofread.structure import SENTENCE_ENDS, Heading, headings, mark_of


def said(document: Document, one: Heading, severity: Severity, words: Message, expected: str | None) -> Finding:
    """A finding on the number of a heading."""
    return document.finding("heading", severity, one.line, one.start, one.end, words, expected)


def first(document: Document, one: Heading, shown: str) -> Finding:
    """The first heading under its parent, where it does not begin at one."""
    wanted = mark_of(one.level, 1)
    severity = Severity.WARNING if one.number <= 3 else Severity.NOTE  # far on: the copy was cut, or runs on
    words = _("这一级标题从“%(shown)s”开始，前面没有“%(wanted)s”。", shown=shown, wanted=wanted)
    return said(document, one, severity, words, wanted)


def judged(document: Document, one: Heading, before: Heading | None, has_parent: bool) -> Finding | None:
    """A heading against the one before it at its level under the same parent."""
    shown = document.lines[one.line - 1][one.start : one.end]
    if before is None:
        return first(document, one, shown) if has_parent and one.number != 1 else None
    if one.number == before.number + 1:
        return None
    wanted = mark_of(one.level, before.number + 1)
    deep = one.level > 2
    if one.number == before.number:
        words = _(
            "标题编号“%(shown)s”重复（第 %(line)s 行已用），按顺序应为“%(wanted)s”。",
            shown=shown,
            line=before.line,
            wanted=wanted,
        )
        return said(document, one, Severity.WARNING if deep else Severity.ERROR, words, wanted)
    if one.number == 1:
        words = _(
            "编号从“%(shown)s”重新开始，前面是第 %(line)s 行的“%(before)s”；如是另一组，可不改。",
            shown=shown,
            line=before.line,
            before=before.mark,
        )
        return said(document, one, Severity.NOTE, words, wanted)
    if one.number > before.number:
        words = _(
            "标题跳号：“%(before)s”（第 %(line)s 行）之后是“%(shown)s”，缺“%(wanted)s”。",
            before=before.mark,
            line=before.line,
            shown=shown,
            wanted=wanted,
        )
    else:
        words = _(
            "标题次序不对：“%(before)s”（第 %(line)s 行）之后是“%(shown)s”，应为“%(wanted)s”。",
            before=before.mark,
            line=before.line,
            shown=shown,
            wanted=wanted,
        )
    return said(document, one, Severity.WARNING if deep else Severity.ERROR, words, wanted)


def numbering(document: Document, found: list[Heading]) -> Iterator[Finding]:
    """Each level counts under its parent; a heading of a higher level sets the deeper ones back."""
    last: dict[int, Heading] = {}
    latest: dict[int, int] = {}
    meant: dict[int, int] = {}  # after a slip the numbers may go on from what should have stood there
    for one in found:
        runs_on = one.number - 1 in (
            latest.get(one.level),
            meant.pop(one.level, None),
        )  # 1. to 60. counted through all the parts
        latest[one.level] = one.number
        apart = one.number == 1 and one.level in last and plain_title(document, last[one.level].line, one.line)
        finding = (
            None
            if runs_on or apart
            else judged(document, one, last.get(one.level), any(level < one.level for level in last))
        )
        if finding is not None:
            yield finding
            before = last.get(one.level)
            meant[one.level] = before.number + 1 if before else 1
        last[one.level] = one
        for level in [level for level in last if level > one.level]:
            del last[level]


def plain_title(document: Document, after: int, before: int) -> bool:
    """Whether a title without a number stands between two headings: the second begins a group of its own."""
    between = (text.strip() for text in document.lines[after : before - 1])
    return any(0 < len(text) <= 30 and text[-1] not in SENTENCE_ENDS for text in between)


def styles(document: Document, found: list[Heading]) -> Iterator[Finding]:
    """1. beside 2、 among the headings of one level: said once."""
    seen: dict[bool, list[Heading]] = {}
    for one in found:
        if one.level == 3:
            comma = "、" in document.lines[one.line - 1][one.start : one.end]
            seen.setdefault(comma, []).append(one)
    if len(seen) == 2:
        rare = min(seen.values(), key=len)
        common = max(seen.values(), key=len)
        if len(common) >= 2 * len(rare):
            mark = document.lines[common[0].line - 1][common[0].start : common[0].end]
            words = _("同一级编号有两种写法：别处写“%(mark)s”，这里不同（共 %(n)s 处）。", mark=mark, n=len(rare))
            yield said(document, rare[0], Severity.NOTE, words, None)


def empty_parts(document: Document, found: list[Heading]) -> Iterator[Finding]:
    """A bare heading with nothing before the next one of its own or a higher level; a row of them is a list."""
    filled = [number for number, text in enumerate(document.lines, 1) if text.strip()]
    place = {number: index for index, number in enumerate(filled)}
    by_line = {one.line: one for one in found}

    def empty(one: Heading) -> bool:
        index = place[one.line] + 1
        after = by_line.get(filled[index]) if index < len(filled) else None
        return one.bare and one.level < 3 and after is not None and after.level <= one.level

    flags = [empty(one) for one in found]
    for index, one in enumerate(found):
        in_a_row = (index and flags[index - 1]) or (index + 1 < len(found) and flags[index + 1])
        if flags[index] and not in_a_row:
            words = _("标题“%(title)s”下面没有正文，紧接着就是下一个标题。", title=one.title[:20])
            yield said(document, one, Severity.WARNING, words, None)


def check(document: Document) -> list[Finding]:
    """All three questions to the headings of a text."""
    found = headings(document)
    numbers = gathered(numbering(document, found), _("标题编号不连续，"))
    return [*numbers, *styles(document, found), *empty_parts(document, found)]


RULE = Rule(
    name="heading",
    title=_("标题层次"),
    claims=_(
        "行首的“一、”“（一）”“1.”“（1）”是四级标题：同一上级之下依次递增，换了上级重新起编；只有标题、下面没有正文的也提示。"
    ),
    source=_("GB/T 9704—2012 7.3.3：结构层次序数依次为“一、”“（一）”“1.”“（1）”"),
    sound=(
        "一、举措\n（一）学习\n抓学习。\n（二）制度\n建制度。\n二、问题\n（一）学习\n还不够。",
        "（三）督办\n逐月督办。\n（四）考核\n年底考核。",
    ),
    wrong=(
        "一、举措\n抓学习。\n二、问题\n还不够。\n二、安排\n再努力。",
        "一、举措\n（一）学习\n抓学习。\n（三）督办\n逐月督办。",
        "一、举措\n抓学习。\n二、问题\n三、安排\n再努力。",
    ),
    check=check,
)
