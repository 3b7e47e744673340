"""The parts that the annual report must have, the causes of its problems, and the four personal duties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.rule import Rule
from proofread.structure import flat, headings, is_annual_report, opening, paragraphs, signature_line

PARTS = (
    ("主要举措和成效", re.compile("举措|措施|做法|成效|工作情况|开展情况|进展|完成情况|履职情况|主要工作")),
    ("存在的问题和原因", re.compile("问题|不足|困难|短板|差距")),
    ("主要负责人履行第一责任人职责的情况", re.compile("第一责任人|主要负责人|主要负责同志")),
    ("下一年度的主要安排", re.compile("安排|打算|计划|思路|下一步|规划|展望|下步|重点任务")),
)
CAUSE = re.compile("原因|由于|因为|源于|根源|造成|导致|归结|症结|究其")
# Titles that say nothing of what was done; every other title of its own is a measure told by its theme.
AROUND = re.compile("基本情况|总体情况|概况|其他|附则|结语")
DUTIES = ("亲自部署", "亲自过问", "亲自协调", "亲自督办")
EMPTY = re.compile(
    "〔[^〔〕]{0,20}(?:尚无内容|待补|待写)[^〔〕]{0,10}〕"
)  # a gap that is marked as one says nothing yet
ENDING = re.compile("特此报告|此报告|总之|^附件|附件[：:]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the first level: where its heading stands, its title and what is said under it."""

    line: int
    start: int
    end: int
    title: str
    body: str

    @property
    def written(self) -> bool:
        """Whether anything stands under the heading but the marks of a gap: what is not there leaves nothing out."""
        return bool(EMPTY.sub("", self.body).replace(self.title, "").strip("。"))


def parts(document: Document) -> list[Part]:
    """The parts of the first level in reading order; the title is the whole line when it is bare."""
    tops = [one for one in headings(document) if one.level == 1]
    borders = [one.line for one in tops[1:]] + [len(document.lines) + 1]
    found = []
    for one, border in zip(tops, borders, strict=False):
        body = flat("".join(document.lines[one.line : border - 1]))
        line = document.lines[one.line - 1]
        own = flat(line[one.end :])
        start = len(line) - len(line[one.end :].lstrip())
        found.append(Part(one.line, start, len(line.rstrip()), flat(one.title), own + body))
    return found


def check(document: Document) -> Iterator[Finding]:
    """Silent unless the text says that it is such a report; a fragment gets one note."""
    if not is_annual_report(document):
        return
    found = parts(document)
    line, text = next(iter(opening(document)))
    ended = signature_line(document) is not None or any(ENDING.search(text) for _, text in paragraphs(document))
    missing = [name for name, words in PARTS if not any(words.search(part.title) for part in found)]
    if missing[:1] == [PARTS[0][0]] and any(by_theme(part) for part in found):
        del missing[0]
    if missing and (not ended or len(found) < 2):
        words = _("看起来是报告的一个片段，没有找到：%(parts)s；如是全文，请补上。", parts=tuple(missing))
        yield document.finding("missing-part", Severity.NOTE, line, 0, len(text), words)
        return
    for name in missing:
        words = _("年度报告应有“%(name)s”这一部分，没有找到这样的一级标题。", name=name)
        yield document.finding("missing-part", Severity.WARNING, line, 0, len(text), words, name)
    yield from causes(document, found)
    yield from duties(document, found)


def by_theme(part: Part) -> bool:
    """Whether a part tells measures under a title of its own: 学思想，强引领."""
    named = AROUND.search(part.title) or any(words.search(part.title) for _name, words in PARTS)
    return part.written and not named


def causes(document: Document, found: list[Part]) -> Iterator[Finding]:
    """A part on problems that names no cause."""
    for part in found:
        if PARTS[1][1].search(part.title) and part.written and not CAUSE.search(part.body.replace(part.title, "")):
            words = _("这一部分只写了问题，没有写原因；规定要求写明存在的不足和原因。")
            yield document.finding("missing-part", Severity.NOTE, part.line, part.start, part.end, words)


def duties(document: Document, found: list[Part]) -> Iterator[Finding]:
    """A part on the first responsible person that leaves out one of the four 亲自."""
    for part in found:
        if PARTS[2][1].search(part.title) and part.written:
            absent = [duty for duty in DUTIES if duty not in part.body]
            if absent:
                words = _("第一责任人的四个“亲自”里，没有写到：%(duties)s。", duties=tuple(absent))
                expected = "、".join(absent)
                yield document.finding("missing-part", Severity.NOTE, part.line, part.start, part.end, words, expected)


WHOLE = (
    "关于2020年度法治政府建设情况的报告\n一、主要举措和成效\n抓学习，建制度。\n二、存在问题和原因\n学习不够，原因是安排不紧。\n"
    "三、主要负责人履行第一责任人职责情况\n重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要案件亲自督办。\n"
)
RULE = Rule(
    name="missing-part",
    title=_("缺少部分"),
    claims=_(
        "开头说明是法治政府建设年度报告时，应有举措成效、问题和原因、第一责任人职责、下年度安排四个部分；举措按主题分列、各有标题的，不算缺少；片段只提示一次。写了问题未写原因、四个“亲自”不全，作为提示；还没有内容的部分不提示。"
    ),
    source=_(
        "《法治政府建设与责任落实督察工作规定》（2019年）第二十四条；《党政主要负责人履行推进法治建设第一责任人职责规定》第五条"
    ),
    sound=(
        WHOLE + "四、下年度安排\n继续努力。\n2021年1月20日",
        WHOLE.replace("主要举措和成效", "学思想，强引领") + "四、下年度安排\n继续努力。\n2021年1月20日",
        "一、主要举措\n抓学习，建制度。",
    ),
    wrong=(
        WHOLE + "2021年1月20日",
        "关于2020年度法治政府建设情况的报告\n一、主要举措和成效\n抓学习，建制度。",
    ),
    check=check,
)
