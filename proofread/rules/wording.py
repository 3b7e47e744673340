"""Wording that an official report avoids: a list as data, and hedges that stand twice around one number."""

import re
from collections.abc import Iterator
from functools import cache

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.lists import listed, pattern, places
from proofread.many import gathered
from proofread.message import _
from proofread.rule import Rule

NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
TWICE = re.compile(
    rf"(?:约|大约|近|将近|超过)(?:{NUMBER})(?:[万亿]?(?:余|多)|(?:[万亿]?[\u4e00-\u9fff%％]{{1,3}}?(?:左右|上下)))"
)
UNLESS = {"独一无二": ["“独一无二"], "搞定": ["搞定向", "搞定期", "搞定点"], "瞎子": ["瞎子摸象"]}


@cache
def advice() -> tuple[re.Pattern[str], dict[str, tuple[Severity, str]]]:
    """data/wording.yaml as one pattern, and what is said of each word."""
    said = {
        word: (Severity(group["level"]), str(group["why"])) for group in listed("wording") for word in group["words"]
    }
    return pattern(said), said


def in_line(document: Document, line: int, text: str) -> Iterator[Finding]:
    """The words of the list and the doubled hedges of a line."""
    words, said = advice()
    for found in places(words, text, UNLESS):
        severity, why = said[found[0]]
        message = _("“%(said)s”：%(why)s。", said=found[0], why=why)
        yield document.finding("wording", severity, line, found.start(), found.end(), message)
    for found in TWICE.finditer(text):
        message = _("“%(said)s”前后都是概数词，只留一个。", said=found[0])
        yield document.finding("wording", Severity.NOTE, line, found.start(), found.end(), message)


def check(document: Document) -> list[Finding]:
    """All lines."""
    found = (one for line, text in enumerate(document.lines, 1) for one in in_line(document, line, text))
    return gathered(found, _("同类的用语"), 40)


RULE = Rule(
    name="wording",
    title=_("用语"),
    claims=_(
        "词表里列明的口语、夸大、第一人称单数、叠用和不当称呼；概数词在一个数的前后都有时提示。多数只作提示，由人判断。"
    ),
    source=_("《党政机关公文处理工作条例》第十九条：表述准确、文字精练；词表见 proofread/data/wording.yaml"),
    sound=("约200家企业参加，近三成办结。", "我局认为，应当继续努力。"),
    wrong=("这件事已经搞定，办事效率特别特别高。", "我认为取得了史无前例的成绩。", "约200余家企业参加。"),
    check=check,
)
