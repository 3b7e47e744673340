"""A number of documents or points against those that are really listed; only where the list is closed."""

import re
from collections.abc import Iterator

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.message import _
from proofread.numerals import number_of, word_of
from proofread.rule import Rule
from proofread.rules.ordinal import Mark, Runs, marks

NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十两]{1,3})"
PAPERS = (
    "文件|制度|办法|规定|方案|意见|细则|通知|规范性文件|政策|规划|计划|法规|规章|法律|条例|标准|预案|手册|清单|指南"
)
KIND = r"(?:个|项|部|份|件|部门)"
AFTER = re.compile(rf"(?P<open>等)?[ \t]*{NUMBER}[ \t]*{KIND}(?=(?:[\u4e00-\u9fff]{{0,6}}?)(?:{PAPERS}))")
BEFORE = re.compile(
    rf"(?<![第\d.一二三四五六七八九十几]){NUMBER}[ \t]*{KIND}(?:[\u4e00-\u9fff]{{0,6}}?)(?:{PAPERS})(?:[：:（(]|，(?:即|分别是|分别为))[ \t]*$"
)
GLUE = re.compile(r"[、，,和与及以 \t]{0,3}(?:以及)?")
END = re.compile(r"[。；;）)]|$")
CLASSIFIER = "个|项|条|大|点|件(?=[大实]?事|工作)|步|类|种|方面"  # 3件 alone are cases
POINTS = re.compile(
    rf"(?<![第\d.一二三四五六七八九十几百千万亿年月])(?:{NUMBER}(?:{CLASSIFIER})(?P<what>[\u4e00-\u9fff“”]{{0,12}})"
    rf"|(?:(?<=[。；，、：“”\s])|^){NUMBER.replace('number', 'quoted')}(?P<slogan>(?![几多余来])[\u4e00-\u9fff]{{2,4}})[”]?)[：:]$"
)
NEVER = re.compile("^(?:月|百分点|小时|工作日|周|季度)|(?:县|区|单位|企业|国家|省|市|乡|村|部门|科室)$")
LONGEST_TITLE = 80
MOST_POINTS = 60


def titles(text: str) -> list[list[tuple[int, int]]]:
    """The 《》 of a line, in groups that stand side by side."""
    groups: list[list[tuple[int, int]]] = []
    at = 0
    while (start := text.find("《", at)) >= 0:
        end = text.find("》", start, start + LONGEST_TITLE)
        if end < 0:
            at = start + 1
            continue
        at = end + 1
        if groups and start - groups[-1][-1][1] <= 5 and GLUE.fullmatch(text, groups[-1][-1][1], start):
            groups[-1].append((start, at))
        else:
            groups.append([(start, at)])
    return groups


def named_papers(document: Document, line: int, text: str) -> Iterator[Finding]:
    """《甲》《乙》2个文件, or 2个文件：《甲》《乙》。"""
    for group in titles(text):
        first, last = group[0][0], group[-1][1]
        names = len(group)
        after = AFTER.match(text, last)
        if after:
            said = number_of(after["number"])
            if said and (names > said or (names < said and not after["open"])):
                yield finding(document, line, after, said, names)
            continue
        before = BEFORE.search(text, max(0, first - 24), first)
        if before and END.match(text, last):
            said = number_of(before["number"])
            if said and said != names:
                yield finding(document, line, before, said, names)


def finding(document: Document, line: int, at: re.Match[str], said: int, names: int) -> Finding:
    """The number as printed, with the number that would be right."""
    group = "number" if at.groupdict().get("number") else "quoted"
    expected = str(names) if at[group].isascii() else word_of(names)
    words = _("文中写“%(said)s”，列出的却是 %(n)s 个名称；请核对数目，或补上、删去其中一个。", said=at[group], n=names)
    return document.finding("count", Severity.WARNING, line, at.start(group), at.end(group), words, expected)


def run_after(points: list[Mark], index: int) -> int | None:
    """How many ordinals the run has that opens at `index`; a run inside it is its own.

    None where an ordinal is out of order: then the rule of ordinals speaks, and the count cannot be told.
    """
    runs, outermost = Runs(), 0
    for point in points[index : index + MOST_POINTS]:
        if point.family == points[index].family:
            if runs.step(point.number, at_start=False) is not None:
                return None
            outermost = runs.open[0][0]
    return outermost


def counted_points(document: Document, line: int, text: str) -> Iterator[Finding]:
    """抓好三件事：一是…二是…三是…, 三结合：一是…"""
    points = list(marks(text))
    for index, point in enumerate(points):
        if point.number != 1 or point.family not in ("point是", "point要", "bracket", "circle"):
            continue
        claim = POINTS.search(text[max(0, point.start - 30) : point.start].rstrip())
        if not claim or NEVER.search(claim["what"] or ""):
            continue
        group = "number" if claim["number"] else "quoted"
        said, there = number_of(claim[group]), run_after(points, index)
        if said and said > 1 and there and said != there:
            base = max(0, point.start - 30)
            expected = str(there) if claim[group].isascii() else word_of(there)
            words = _(
                "文中写“%(said)s”，后面列出的却是 %(n)s 点；请核对数目，或补上、删去其中一点。",
                said=claim[group],
                n=there,
            )
            start, end = base + claim.start(group), base + claim.end(group)
            yield document.finding("count", Severity.WARNING, line, start, end, words, expected)


def check(document: Document) -> Iterator[Finding]:
    """Both kinds of claims, line by line."""
    for line, text in enumerate(document.lines, 1):
        yield from named_papers(document, line, text)
        yield from counted_points(document, line, text)


RULE = Rule(
    name="count",
    title=_("数目与列举"),
    claims=_(
        "书名号列举之后（或之前）写明“几个文件”且列举封闭，或“三件事：”“三结合：”之后接着一是、二是列举时，数目应与列出的相同；有“等”字的只在列出的多于数目时提示。"
    ),
    source=_("算术：封闭列举的个数等于所写的数目"),
    sound=(
        "出台《督办办法》《会商规则》《公示制度》3个文件。",
        "出台《督办办法》《会商规则》等6个文件。",
        "抓好三件事：一是定计划。二是定责任。三是定时限。",
    ),
    wrong=(
        "出台《督办办法》《会商规则》《公示制度》4个文件。",
        "抓好三件事：一是定计划。二是定责任。三是定时限。四是定奖惩。",
    ),
    check=check,
)
