"""一是、二是…, 第一步…, 首先…其次…, （1）…（2） and ①② inside paragraphs: repeated, skipped, out of order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.numerals import CIRCLED, number_of, word_of
from proofread.rule import Rule
from proofread.structure import COUNT, heading_of

EDGE = r"(?:(?<=[。；：，、;:,.!?！？”’）)》〉\s|])|^)"
ORDINAL = re.compile(
    EDGE
    + rf"(?:(?P<point>{COUNT})(?P<verb>是|要)"
    + rf"|第(?P<step>{COUNT})步(?=[是：:，,、“])"
    + rf"|第(?P<item>{COUNT})[，,、]"
    + rf"|其(?P<of>{COUNT})(?=[，,、是])"
    + r"|[（(](?P<bracket>\d{1,2})[)）]"
    + rf"|(?P<circle>[{CIRCLED}])"
    + r"|(?P<word>首先|其次|再次)(?![是为]))",
)
ORDER = {"首先": 1, "其次": 2, "再次": 3}
DEEPEST = 8
FARTHEST = 4


@dataclass(slots=True)
class Runs:
    """The open runs of one family, the innermost last, each as (number it stands at, whether it began a paragraph).

    After a slip `meant` is the number that should have stood there: the run may go on from either.
    """

    open: list[tuple[int, bool]] = field(default_factory=list)
    meant: int | None = None

    def step(self, number: int, at_start: bool) -> int | None:
        """Take the next ordinal; the number that should have stood here, or None where all is well."""
        meant, self.meant = self.meant, None
        if number == 1:
            self.open = [*self.open[-DEEPEST:], (1, at_start)]
            return None
        for depth in range(len(self.open) - 1, -1, -1):
            last, kind = self.open[depth]
            if last + 1 == number or (meant is not None and meant + 1 == number):
                self.open[depth:] = [(number, kind)]
                return None
        if not self.open:
            self.open = [(number, at_start)]
            return None if number > 2 else 1
        last, kind = self.open[-1]
        if number > last + FARTHEST:
            return None  # 二十一是 after 三是 is a date or a rank
        self.open[-1] = (number, kind)
        self.meant = last + 1
        return self.meant

    def end_of_line(self) -> None:
        """Only a run that began a paragraph goes on in the next one."""
        self.open = [run for run in self.open if run[1]]


@dataclass(frozen=True, slots=True)
class Mark:
    """An ordinal as it stands in a line."""

    family: str
    number: int
    start: int
    end: int
    shown: str


def marks(text: str, begin: int = 0) -> Iterator[Mark]:
    """The ordinals of a line after its heading's number."""
    for found in ORDINAL.finditer(text, begin):
        kind = found.lastgroup if found.lastgroup != "verb" else "point"
        assert kind is not None
        word = found[kind]
        number = ORDER.get(word) or number_of(word)
        if number:
            family = kind + (found["verb"] or "")
            yield Mark(family, number, found.start(), found.end(), found[0])


def right(mark: Mark, number: int) -> str:
    """The ordinal that was expected, written as this one is."""
    if mark.family == "word":
        return next((word for word, value in ORDER.items() if value == number), "最后")
    if mark.family == "circle":
        return CIRCLED[number - 1] if number <= len(CIRCLED) else f"（{number}）"
    if mark.family == "bracket":
        return mark.shown.replace(str(mark.number), str(number))
    return mark.shown.replace(word_of(mark.number), word_of(number))


def told(document: Document, line: int, mark: Mark, expected: int, last: int | None) -> Finding:
    """What to say of an ordinal that is not the next one."""
    wanted = right(mark, expected)
    if last is None:
        words, severity = (
            _("这一组序号从“%(shown)s”开始，前面没有“%(wanted)s”。", shown=mark.shown, wanted=wanted),
            Severity.NOTE,
        )
    elif mark.number == last:
        words, severity = (
            _("序号“%(shown)s”重复，按顺序应为“%(wanted)s”。", shown=mark.shown, wanted=wanted),
            Severity.ERROR,
        )
    elif mark.number > expected:
        words, severity = (
            _("序号跳号：“%(shown)s”之前缺“%(wanted)s”。", shown=mark.shown, wanted=wanted),
            Severity.ERROR,
        )
    else:
        words, severity = (
            _("序号次序不对：“%(shown)s”处应为“%(wanted)s”。", shown=mark.shown, wanted=wanted),
            Severity.ERROR,
        )
    if mark.family == "word":
        severity = Severity.WARNING if mark.number <= (last or 0) else Severity.NOTE
    return document.finding("ordinal", severity, line, mark.start, mark.end, words, wanted)


def check(document: Document) -> Iterator[Finding]:
    """Walk the lines; a heading ends every run, a paragraph ends those that began inside it."""
    runs: dict[str, Runs] = {}
    for line, text in enumerate(document.lines, 1):
        if not text.strip():
            continue
        heading = heading_of(text, line)
        if heading is not None and heading.level < 4:
            runs.clear()
        begin = heading.end if heading is not None else 0
        first = len(text) - len(text[begin:].lstrip())
        for mark in marks(text, begin):
            held = runs.setdefault(mark.family, Runs())
            if mark.family == "word" and mark.number > 1 and not held.open:
                continue  # 其次 alone tells a rank: the most are A, then B
            last = held.open[-1][0] if held.open else None
            expected = held.step(mark.number, mark.start == first)
            if expected is not None:
                yield told(document, line, mark, expected, last)
        for held in runs.values():
            held.end_of_line()


RULE = Rule(
    name="ordinal",
    title=_("序号"),
    claims=_(
        "同一段里，或同一标题下相连的几段里，“一是、二是”“第一步”“首先、其次”“（1）”“①”排成一组时，应依次递增；新的“一是”另起一组。"
    ),
    source=_("GB/T 9704—2012 7.3.3 结构层次；GB/T 15835—2011"),
    sound=(
        "一是抓学习。二是抓制度。三是抓督办。",
        "一是抓窗口：一是减材料，二是减环节。二是抓队伍。",
        "党组统一是非标准，第一步的成效明显。",
    ),
    wrong=(
        "一是抓学习。二是抓制度。二是抓督办。四是抓考核。",
        "第一步：摸底。第三步：整改。",
    ),
    check=check,
)
