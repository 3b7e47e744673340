"""Brackets, quotation marks and 《》 that do not match, also nested ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.many import gathered
from proofread.message import _
from proofread.rule import Rule

PAIRS = {
    "（": "）",
    "【": "】",
    "〔": "〕",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "[": "]",
    "「": "」",
    "『": "』",
}
OPENS = {close: opened for opened, close in PAIRS.items()}
SAME = str.maketrans({"(": "（", ")": "）"})
BRACKET = re.compile("[" + re.escape("".join(PAIRS) + "".join(OPENS) + "()") + "]")
LISTED = re.compile(r"(?:(?<=[\s；。，：、;,:])|^)(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$")
INNER = {"“": "‘", "《": "〈"}
DEEPEST = 64
FINISHED = "。！？；：.!?;:"  # a line that ends with a comma, or with none, may have been wrapped


@dataclass(frozen=True, slots=True)
class Open:
    """A bracket that waits for its partner."""

    line: int
    at: int
    kind: str


def is_list_mark(text: str, at: int) -> bool:
    """Whether a ） closes nothing because it numbers a list: 1）、a)、一）."""
    return LISTED.search(text[max(0, at - 5) : at]) is not None


def unclosed(document: Document, one: Open) -> Finding:
    """An opening bracket without its partner."""
    shown, wanted = document.lines[one.line - 1][one.at], PAIRS[one.kind]
    words = (
        _("左引号没有配对的右引号。")
        if one.kind in "“”"
        else _("“%(shown)s”没有配对的“%(wanted)s”。", shown=shown, wanted=wanted)
    )
    return document.finding("bracket", Severity.ERROR, one.line, one.at, one.at + 1, words, None)


def unopened(document: Document, line: int, at: int, kind: str) -> Finding:
    """A closing bracket without its partner."""
    shown = document.lines[line - 1][at]
    words = (
        _("右引号前面没有配对的左引号。")
        if kind == "”"
        else _("“%(shown)s”前面没有配对的“%(wanted)s”。", shown=shown, wanted=OPENS[kind])
    )
    return document.finding("bracket", Severity.ERROR, line, at, at + 1, words, None)


class Reader:
    """Reads the brackets of a text with one stack; the stack is bounded, so that hostile input stays linear."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.waiting: list[Open] = []
        self.given_up: list[str] = []

    def open(self, line: int, at: int, kind: str) -> Iterator[Finding]:
        """Push; two opening quotation marks in a row are a slip of the second."""
        if len(self.waiting) == DEEPEST:
            yield unclosed(self.document, self.waiting.pop(0))
        self.waiting.append(Open(line, at, kind))

    def close(self, line: int, at: int, kind: str) -> Iterator[Finding]:
        """Pop its partner; what was opened in between was never closed."""
        wanted = OPENS[kind]
        text = self.document.lines[line - 1]
        if wanted not in [one.kind for one in self.waiting]:
            if wanted in self.given_up:
                self.given_up.remove(wanted)
            elif not (kind == "）" and is_list_mark(text, at)):
                yield unopened(self.document, line, at, kind)
            return
        while (top := self.waiting.pop()).kind != wanted:
            self.given_up = [*self.given_up[-DEEPEST:], top.kind]
            yield unclosed(self.document, top)
        if wanted in INNER and any(one.kind == wanted for one in self.waiting):
            inner = INNER[wanted]
            words = _("里层的引号应为单引号。") if wanted == "“" else _("里层的书名号应为单书名号。")
            yield self.document.finding("bracket", Severity.NOTE, top.line, top.at, top.at + 1, words, inner)

    def line_end(self, text: str) -> Iterator[Finding]:
        """A finished paragraph leaves nothing open; a line that was merely wrapped may."""
        self.given_up = []
        if text.rstrip()[-1:] in FINISHED or len(text) < 12:
            yield from self.rest()

    def rest(self) -> Iterator[Finding]:
        """Everything that still waits is unmatched; of two opening quotation marks the second was meant to close."""
        waiting, self.waiting = self.waiting, []
        skip = False
        for one, after in zip(waiting, [*waiting[1:], None], strict=False):
            if skip:
                skip = False
            elif after is not None and one.kind == after.kind in INNER and one.line == after.line:
                skip, right = True, PAIRS[one.kind]
                words = _("这里应为右引号。")
                if one.kind == "《":
                    words = _("这里应为配对的“%(right)s”，却又是“%(shown)s”。", right=right, shown=after.kind)
                yield self.document.finding("bracket", Severity.ERROR, after.line, after.at, after.at + 1, words, right)
            else:
                yield unclosed(self.document, one)


def found(document: Document) -> Iterator[Finding]:
    """Every bracket of the text through one reader."""
    reader = Reader(document)
    for line, text in enumerate(document.lines, 1):
        if not text.strip():
            continue
        for mark in BRACKET.finditer(text):
            kind = mark[0].translate(SAME)
            act = reader.open if kind in PAIRS else reader.close
            yield from act(line, mark.start(), kind)
        yield from reader.line_end(text)
    yield from reader.rest()


def check(document: Document) -> list[Finding]:
    """Unmatched ones, and notes on the inner marks; many of a kind are one finding."""
    listed = list(found(document))
    loud = gathered((one for one in listed if one.severity is not Severity.NOTE), _("括号、引号不配对，"))
    quiet = gathered((one for one in listed if one.severity is Severity.NOTE), _("同样的情形"), 3)
    return [*loud, *quiet]


RULE = Rule(
    name="bracket",
    title=_("括号和引号配对"),
    claims=_("（）“”‘’《》〈〉〔〕【】在一段之内应左右配对；“1）”这类编号不算。引号里再用引号应为单引号，作为提示。"),
    source=_("GB/T 15834—2011 4.8 引号、4.9 括号、4.15 书名号"),
    sound=(
        "出台《信用办法（试行）》，做到“马上办（含网上办）”。",
        "1）摸底；2）整改。",
    ),
    wrong=(
        "出台《信用办法（试行》，认真执行。",
        "推行“一窗受理，限时办结。",
        "推行“一窗受理“，限时办结。",
    ),
    check=check,
)
