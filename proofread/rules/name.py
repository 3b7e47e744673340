"""One name written in two ways inside a text: bodies, honours, programmes, titles of papers, fixed terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from proofread.confusable import confusable
from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.lists import listed, pattern
from proofread.many import gathered
from proofread.message import _
from proofread.rule import Rule

HAN = re.compile("[\u4e00-\u9fff]")
HAN_RUN = re.compile("[\u4e00-\u9fff]{4,}")
TITLE = re.compile("《([^《》\n]{4,60})》")
REACH = 6
MOST_HAN = 200_000  # a longer text is compared up to here
MOST_TITLES = 300
FREQUENT = 3
END_CHARACTERS = "局院所办站室部处科厅会委司队区园心学校者点"
Place = tuple[int, int]


@dataclass(slots=True)
class Seen:
    """How often a character stood in a place of a name, and where first."""

    count: int
    line: int
    start: int


# around -> the characters met in the middle, one or two
Slots = dict[tuple[str, str], dict[str, Seen]]


@cache
def ends() -> re.Pattern[str]:
    """The ends of names, data/names.yaml."""
    return pattern(listed("names")["ends"])


def note(slots: Slots, key: tuple[str, str], middle: str, line: int, start: int) -> None:
    """One more time this character between these."""
    met = slots.setdefault(key, {})
    if middle in met:
        met[middle].count += 1
    else:
        met[middle] = Seen(1, line, start)


def collect(document: Document) -> tuple[Slots, Slots]:
    """Two indexes over the text: names by their ends, and fixed terms by what stands around one character."""
    names: Slots = {}
    terms: Slots = {}
    read = 0
    for line, text in enumerate(document.lines, 1):
        if read > MOST_HAN:
            break
        for run in HAN_RUN.finditer(text[: MOST_HAN + 1]):
            word, base = run[0], run.start()
            read += len(word)
            for end in ends().finditer(word):
                by_end(names, word, base, line, end)
            for at in range(2, len(word)):
                if at < len(word) - 2:
                    note(terms, (word[at - 2 : at], word[at + 1 : at + 3]), word[at], line, base + at)
                if at >= 4:
                    note(terms, (word[at - 4 : at], ""), word[at], line, base + at)
    return names, terms


def by_end(names: Slots, word: str, base: int, line: int, end: re.Match[str]) -> None:
    """Each of the characters before a name's end, alone and with its neighbour; four characters in all at least."""
    for back in range(1, min(REACH, end.start() - 1) + 1):
        at = end.start() - back
        after = word[at + 1 : end.end()]
        before = max(1, 3 - len(after))
        if at >= before:
            note(names, (word[at - before : at], after), word[at], line, base + at)
        if at >= 3 and len(after) >= 2:
            note(names, (word[at - 3 : at - 1], after), word[at - 1 : at + 1], line, base + at - 1)


def pairs(slots: Slots, is_name: bool) -> Iterator[tuple[tuple[str, str], str, Seen, str, Seen]]:
    """(around, rare middle, where, frequent middle, where) for what may have been taken for one another."""
    for around, met in slots.items():
        if 2 <= len(met) <= 12:
            frequent = max(met, key=lambda middle: met[middle].count)
            for middle, seen in met.items():
                alike = middle != frequent and all(map(confusable, middle, frequent))
                if alike and (is_name or around[1] or frequent in END_CHARACTERS):
                    yield around, middle, seen, frequent, met[frequent]


def longer(document: Document, before: str, seen: Seen, usual: Seen) -> str:
    """What stands before the middle, with as much of the name as both places share."""
    here, there = document.lines[seen.line - 1], document.lines[usual.line - 1]
    for _step in range(REACH):
        at, other = seen.start - len(before) - 1, usual.start - len(before) - 1
        if at < 0 or other < 0 or here[at] != there[other] or not HAN.match(here[at]):
            break
        before = here[at] + before
    return before


def characters(document: Document) -> list[Finding]:
    """A name or a fixed term that differs from itself by a character or two of the same sound or shape."""
    names, terms = collect(document)
    told: dict[Place, Finding] = {}
    for is_name, slots in ((True, names), (False, terms)):
        for (before, after), middle, seen, frequent, usual in pairs(slots, is_name):
            places = {(seen.line, seen.start + offset) for offset in range(len(middle))}
            often = usual.count >= FREQUENT * seen.count
            if places & told.keys() or usual.count < seen.count or not (is_name or often):
                continue
            severity = Severity.WARNING if often or (is_name and usual.count > seen.count) else Severity.NOTE
            before = longer(document, before, seen, usual)
            wrong, right = before + middle + after, before + frequent + after
            words = _(
                "“%(wrong)s”在别处写作“%(right)s”（第 %(line)s 行，共 %(n)s 处），请统一。",
                wrong=wrong,
                right=right,
                line=usual.line,
                n=usual.count,
            )
            start = seen.start - len(before)
            finding = document.finding("name", severity, seen.line, start, start + len(wrong), words, right)
            told |= dict.fromkeys(places, finding)
    return list(dict.fromkeys(told.values()))


def short_forms(document: Document) -> Iterator[Finding]:
    """A body under its full and its short name, where the text never says which short name it will use."""
    if any("以下简称" in text or "下称" in text for text in document.lines):
        return
    for full, short in listed("names")["short"].items():
        first: dict[str, tuple[int, int]] = {}
        for line, text in enumerate(document.lines, 1):
            for word in (full, short):
                at = text.find(word)
                if at >= 0:
                    first.setdefault(word, (line, at))
        if len(first) == 2:
            line, at = first[short]
            words = _(
                "“%(full)s”（第 %(line)s 行）在这里写作“%(short)s”；首次用全称时可注明“以下简称”。",
                full=full,
                line=first[full][0],
                short=short,
            )
            yield document.finding("name", Severity.NOTE, line, at, at + len(short), words)


def plain(title: str) -> str:
    """A title for comparing: brackets of one width, no blanks."""
    return re.sub(r"\s+", "", title).translate(str.maketrans("()", "（）"))


def differ_truly(one: str, other: str) -> bool:
    """Whether two titles are two papers: another number or year, or one is the short form of the other."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) < len(long) and (long.startswith(short) or long.endswith(short))


def title_findings(document: Document) -> Iterator[Finding]:
    """Titles in 《》 that differ by one character."""
    seen: dict[str, Seen] = {}
    for line, text in enumerate(document.lines, 1):
        for found in TITLE.finditer(text):
            name = plain(found[1])
            if name in seen:
                seen[name].count += 1
            elif len(seen) < MOST_TITLES and len(name) >= 6:
                seen[name] = Seen(1, line, found.start(1))
    listed_names = sorted(seen, key=lambda name: (-seen[name].count, seen[name].line, seen[name].start))
    for index, usual in enumerate(listed_names):
        for other in listed_names[index + 1 :]:
            if Levenshtein.distance(usual, other, score_cutoff=1) == 1 and not differ_truly(usual, other):
                yield title_finding(document, other, seen[other], usual, seen[usual])


def title_finding(document: Document, other: str, seen: Seen, usual: str, often: Seen) -> Finding:
    """The rarer of two titles; a warning where the slip is plain."""
    differ = [pair for pair in zip(other, usual, strict=False) if pair[0] != pair[1]]
    swapped = len(other) == len(usual) and len(differ) == 1 and confusable(*differ[0])
    loud = often.count > seen.count and (swapped or often.count >= FREQUENT * seen.count)
    words = _(
        "《%(other)s》与第 %(line)s 行的《%(usual)s》只差一个字，如是同一文件，请统一。",
        other=other,
        line=often.line,
        usual=usual,
    )
    severity = Severity.WARNING if loud else Severity.NOTE
    end = document.lines[seen.line - 1].index("》", seen.start)
    return document.finding("name", severity, seen.line, seen.start, end, words, usual)


def check(document: Document) -> list[Finding]:
    """Titles first; a character inside a title that was told is not told again."""
    titles = list(title_findings(document))
    covered = [(one.line, one.start, one.end) for one in titles]
    others = [
        one
        for one in characters(document)
        if not any(line == one.line and start <= one.start <= end for line, start, end in covered)
    ]
    return [*gathered(titles, _("文件名称不一致，")), *gathered(others, _("名称不一致，")), *short_forms(document)]


RULE = Rule(
    name="name",
    title=_("名称前后一致"),
    claims=_(
        "同一文本里，单位、称号、工程、文件名和固定用语出现两种写法，只差一两个同音或形近的字（或文件名只差一个字），一种多见、一种少见。数字、“省市县”之类的差别不算；全称、简称混用只作提示。"
    ),
    source=_("《党政机关公文处理工作条例》第二十条 复核；同一文本前后一致"),
    sound=(
        "省级重点实验室4家，市级重点实验室8家。",
        "依托省食品研究院建平台。省食品研究院已挂牌。食品研究院负责日常工作。",
    ),
    wrong=(
        "首批中\u539f学者工作站揭牌，中\u539f学者进企业。与中\u9662学者签约。",
        "服务\u578b行政执法示范。服务\u578b行政执法培训。服务\u578b行政执法考核。服务\u6027行政执法创建。",
    ),
    check=check,
)
