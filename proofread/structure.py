"""The bones of a text: which lines are headings, of which level, and what stands between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proofread.document import Document
from proofread.numerals import number_of, word_of

COUNT = "[一二三四五六七八九十]{1,3}"
LEAD = r"[ \t\u3000]*(?:#{1,6}[ \t]*)?(?:\*\*)?"
# (level, mark): the four styles that the format of official papers fixes, outermost first
STYLES = (
    (1, re.compile(LEAD + rf"(?P<mark>(?P<number>{COUNT})[ \t\u3000]*、)")),
    (2, re.compile(LEAD + rf"(?P<mark>[（(][ \t]*(?P<number>{COUNT})[ \t]*[)）])[、]?")),
    (3, re.compile(LEAD + r"(?P<mark>(?P<number>\d{1,2})[ \t]*(?:[.．](?!\d)|、))")),
    (4, re.compile(LEAD + r"(?P<mark>[（(](?P<number>\d{1,2})[)）])")),
)
PRINTED = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
HAN, LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]")
SENTENCE_ENDS = "。！？；：，、.!?;:,"
LONGEST_TITLE = 60
SIGNED = re.compile(r"[ \t\u3000]*\d{4}[ \t]*年[ \t]*\d{1,2}[ \t]*月[ \t]*\d{1,2}[ \t]*日[ \t\u3000]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; [start, end) is its number with the mark, `title` what follows up to the first full stop."""

    line: int
    level: int
    number: int
    start: int
    end: int
    title: str
    bare: bool

    @property
    def mark(self) -> str:
        return mark_of(self.level, self.number)


def mark_of(level: int, number: int) -> str:
    """How the number of a heading is printed."""
    return PRINTED[level].format(word_of(number) if level < 3 else number)


def heading_of(text: str, line: int) -> Heading | None:
    """The heading that a line opens with, if any."""
    for level, style in STYLES:
        found = style.match(text)
        number = number_of(found["number"]) if found else None
        if found and number:
            rest = text[found.end() :].strip().rstrip("*")
            title = re.split("[。：:]", rest[: LONGEST_TITLE + 1], maxsplit=1)[0].strip()
            bare = 0 < len(rest) <= LONGEST_TITLE and rest[-1] not in SENTENCE_ENDS and "。" not in rest
            return Heading(line, level, number, found.start("mark"), found.end("mark"), title, bare)
    return None


def headings(document: Document) -> list[Heading]:
    """Every line that opens with a heading's number, in reading order."""
    found = (heading_of(text, number) for number, text in enumerate(document.lines, 1))
    return [one for one in found if one is not None]


def paragraphs(document: Document) -> Iterator[tuple[int, str]]:
    """(line, text) of every line that is not blank."""
    for number, text in enumerate(document.lines, 1):
        if text.strip():
            yield number, text


def flat(text: str) -> str:
    """A line without its blanks, for comparing titles that were spaced out."""
    return re.sub(r"[ \t\u3000]+", "", text)


def signature_line(document: Document) -> int | None:
    """The line of the date under the text: the last line that is a date and nothing else."""
    dated = [number for number, text in paragraphs(document) if len(text) < 40 and SIGNED.fullmatch(text)]
    return dated[-1] if dated else None


REPORT = re.compile(r"法治政府建设(?:工作)?(?:情况|年度|工作|的)*报告")
TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度|全年)?[^。；\d]{0,20}(?:报告|总结|汇报)")
YEARLY = re.compile(r"(?<!\d)(20\d\d)年度")
OPENING_LINES = 6


def opening(document: Document) -> list[tuple[int, str]]:
    """The first lines, where a text says what it is; blanks inside them are kept, so that places stay true."""
    found = []
    for one in paragraphs(document):
        found.append(one)
        if len(found) == OPENING_LINES:
            break
    return found


def is_annual_report(document: Document) -> bool:
    """Whether the text says in its opening that it is a yearly report on building a law-based government."""
    lines = [flat(text[:2000]) for _, text in opening(document)]
    return any(REPORT.search(text) for text in lines if len(text) <= LONGEST_TITLE or "报告如下" in text)


def is_chinese(text: str) -> bool:
    """Whether a paragraph is Chinese prose; an English one with a few Chinese names has its own marks."""
    return len(HAN.findall(text)) >= len(LATIN.findall(text))


def report_year(document: Document) -> int | None:
    """The year the report is about: told, or printed in its opening; None where neither is."""
    if document.year is not None:
        return document.year
    for _, text in opening(document):
        found = TITLE_YEAR.search(text[:2000])
        if found:
            return int(found[1])
    if is_annual_report(document):  # a long title stands in two lines
        found = YEARLY.search("".join(text[:200] for _, text in opening(document)))
        return int(found[1]) if found else None
    return None
