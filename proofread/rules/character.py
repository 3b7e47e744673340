"""Wrong characters of the official vocabulary: only pairs from the reviewed list, only in their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.lists import listed, pattern, places
from proofread.many import gathered
from proofread.message import _
from proofread.rule import Rule


@dataclass(frozen=True)
class Pairs:
    """The list, made ready: one pattern a level."""

    right: dict[str, str]
    levels: tuple[tuple[Severity, re.Pattern[str]], ...]
    before: tuple[tuple[str, str, re.Pattern[str]], ...]
    unless: dict[str, list[str]]


@cache
def pairs() -> Pairs:
    """data/characters.yaml."""
    data = listed("characters")
    before = []
    for one in data["before"]:
        words = pattern(one["words"]).pattern
        free = f"(?<![{one['never_after']}])(?<!先人后){one['wrong']}(?![{one['never_before']}])"
        mark = re.compile(f"{free}(?=(?P<word>{words}|[\u4e00-\u9fff]))")
        before.append((one["wrong"], one["right"], mark))
    levels = tuple((level, pattern(data[level.value])) for level in (Severity.WARNING, Severity.NOTE))
    return Pairs({**data["warning"], **data["note"]}, levels, tuple(before), data["unless"])


def in_line(document: Document, line: int, text: str) -> Iterator[Finding]:
    """Every wrong word of a line."""
    held = pairs()
    for wrong, right, mark in held.before:
        for found in mark.finditer(text):
            end = found.end("word")
            words = _("“%(wrong)s”应为“%(right)s”：%(whole)s。", wrong=wrong, right=right, whole=right + found["word"])
            expected = right + found["word"]
            yield document.finding("character", Severity.WARNING, line, found.start(), end, words, expected)
    for severity, words_of_level in held.levels:
        for found in places(words_of_level, text, held.unless):
            right = held.right[found[0]]
            words = _("“%(wrong)s”应为“%(right)s”。", wrong=found[0], right=right)
            if severity is Severity.NOTE:
                words = _("“%(wrong)s”多写作“%(right)s”。", wrong=found[0], right=right)
            yield document.finding("character", severity, line, found.start(), found.end(), words, right)


def check(document: Document) -> list[Finding]:
    """All lines; the same word many times is one finding with a count."""
    by_word: dict[str, list[Finding]] = {}
    for line, text in enumerate(document.lines, 1):
        for finding in in_line(document, line, text):
            by_word.setdefault(finding.quote, []).append(finding)
    return [one for word, found in by_word.items() for one in gathered(found, _("“%(word)s”", word=word), 20)]


RULE = Rule(
    name="character",
    title=_("错别字"),
    claims=_(
        "只对经过逐条审阅的词表说话（如“台账”的“账”、“部署”的“部”、“已完成”的“已”），并排除词表里列明的正确词语。"
    ),
    source=_("《现代汉语词典》；GB/T 9704—2012；《第一批异形词整理表》"),
    sound=(
        "已接入平台，各科室自己建立台账，按装备清单领用蚊帐。",
        "公布署名文章，做为民服务的表率。",
    ),
    wrong=(
        "目前\u5df1接入平台，\u5df1完成整改。",
        "建立工作台\u5e10，认真\u5e03署。",
    ),
    check=check,
)
