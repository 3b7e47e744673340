"""Half-width and doubled marks, missing full stops, lost characters, spaces inside words; by the text's own habit."""

import re
from collections.abc import Iterator
from itertools import chain

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.many import gathered
from proofread.message import _
from proofread.rule import Rule
from proofread.structure import heading_of, is_chinese, paragraphs

HAN = "\u4e00-\u9fff"
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
NAMES = {
    ",": _("逗号"),
    ";": _("分号"),
    ":": _("冒号"),
    "?": _("问号"),
    "!": _("叹号"),
    "(": _("左括号"),
    ")": _("右括号"),
    ".": _("句号"),
}
BEFORE = f"[{HAN}”’》）〉】%％\\d)]"
# a mark of figures and Latin words (1,200, 10:30, v2.0, http://) has no Chinese on at least one side
HALF = re.compile(
    f"(?<=[{HAN}”’》）〉】])[,;:?!](?!/)|(?<=[\\d%％)])[,;:](?=[{HAN}“《])"
    f"|(?<=[{HAN}])\\.(?=[{HAN}]|[ \\t]*$)|(?<=[{HAN}])\\((?=[{HAN}\\d])|(?<=[{HAN}\\d])\\)(?=[{HAN},，。；;、]|[ \\t]*$)"
)
DOUBLED = re.compile(r"[，。；：、,;:](?:[，。；：、]|(?<=[，。；：、]),)+|[？！?!][，。；：、]|[，。；：、][？！]")
DASHES = re.compile(f"(?:(?<=[{HAN}”’》）])|^(?P<begin>))-{{2,6}}(?=[{HAN}“‘《（])")
SPACE = re.compile(f"(?<=[{HAN}])[ \\t\u3000\u00a0]{{1,2}}(?=[{HAN}])")
SPACED_MARK = re.compile(f"(?<=[{HAN}])[ \\t\u3000\u00a0]+(?=[，。；：、！？])")
PLUS = re.compile(f"互联网[ \\t\u3000\u00a0]+(?=[{HAN}])")
# between quotation marks it is the slogan 互联网+; without them it may be the name of a platform
PLUS_QUOTED = re.compile("(?<=“)互联网(?=(?:政务服务|监管|督查|教育|医疗健康|农业|制造|旅游|法律服务|公共服务)”)")
BROKEN = re.compile("[\ufffd\ue000-\uf8ff]+|锟斤拷|烫烫烫|[\u00c0-\u00ff]{4,}")
AFTER_ORDINAL = re.compile(
    r"(?:^|[。；：，、;:,.\s])(?:[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]{1,3}[步章节条]?)$"
)
FEW = 8
SHORTEST = 30


def half_width(document: Document) -> list[Finding]:
    """Each one where full-width marks are the habit; one finding with the counts where they are not."""
    chinese = [(line, text) for line, text in paragraphs(document) if is_chinese(text)]
    places = [(line, found) for line, text in chinese for found in HALF.finditer(text)]
    if not places:
        return []
    full = sum(text.count(mark) for _, text in chinese for mark in "，；：？！（")
    if len(places) <= FEW or len(places) * 4 < full:
        each = (half_one(document, line, found) for line, found in places)
        return gathered(each, _("中文里的半角标点，"))
    counts = {mark: sum(found[0] == mark for _, found in places) for mark in FULL}
    told = tuple(_("%(mark)s %(n)s 个", mark=NAMES[mark], n=count) for mark, count in counts.items() if count)
    line, found = places[0]
    words = _(
        "全文的中文用了半角标点，共 %(n)s 个（%(told)s）；中文应使用全角标点，可一次替换。", n=len(places), told=told
    )
    return [document.finding("punctuation", Severity.WARNING, line, found.start(), found.end(), words, FULL[found[0]])]


def half_one(document: Document, line: int, found: re.Match[str]) -> Finding:
    """One half-width mark in a text that is otherwise right."""
    right = FULL[found[0]]
    words = _("中文里用了半角%(mark)s，应为全角“%(right)s”。", mark=NAMES[found[0]], right=right)
    return document.finding("punctuation", Severity.WARNING, line, found.start(), found.end(), words, right)


def doubled(document: Document, line: int, text: str) -> Iterator[Finding]:
    """Two marks that cannot stand together."""
    for found in DOUBLED.finditer(text):
        marks = found[0]
        if set(marks) <= {"。"} and len(marks) in (3, 6):
            right, words = "……", _("省略号应为六点“……”。")
        else:
            right = next((mark for mark in marks if mark in "。？！；"), marks[0])
            right = FULL.get(right, right)
            words = _("标点重复：“%(marks)s”，只留一个。", marks=marks[:8])
        yield document.finding("punctuation", Severity.WARNING, line, found.start(), found.end(), words, right)


def dashes(document: Document, line: int, text: str) -> Iterator[Finding]:
    """-- typed for a dash."""
    for found in DASHES.finditer(text):
        right = "—" if found["begin"] is None else "——"
        words = _("用两个减号代替了连接号或破折号；连接两方用“—”，破折号用“——”。")
        yield document.finding("punctuation", Severity.WARNING, line, found.start(), found.end(), words, right)


def lost(document: Document, line: int, text: str) -> Iterator[Finding]:
    """What was lost on the way: the plus of 互联网+, characters that no longer can be read."""
    for found in PLUS.finditer(text):
        words = _("“互联网”后面空了一格，可能丢了加号。")
        yield document.finding("punctuation", Severity.WARNING, line, found.start(), found.end(), words, "互联网+")
    for found in PLUS_QUOTED.finditer(text):
        words = _("“互联网”后面可能丢了加号。")
        yield document.finding("punctuation", Severity.WARNING, line, found.start(), found.end(), words, "互联网+")
    for found in BROKEN.finditer(text):
        words = _("这里有无法辨认的字符（乱码），请对照原稿补上。")
        yield document.finding("punctuation", Severity.WARNING, line, found.start(), found.end(), words)


def spaces(document: Document) -> list[Finding]:
    """Blanks inside a sentence; not in layout: short lines, columns, after an ordinal or a heading's number."""
    found: list[Finding] = []
    for line, text in paragraphs(document):
        heading = heading_of(text, line)
        if len(text.strip()) < SHORTEST and heading is None and not re.search("[，。；,;]", text):
            continue
        begin = heading.end + 1 if heading else 0
        for one in chain(SPACE.finditer(text, begin), SPACED_MARK.finditer(text, begin)):
            before = text[max(0, one.start() - 6) : one.start()]
            if before.endswith("互联网") or AFTER_ORDINAL.search(before):
                continue
            at_mark = text[one.end() : one.end() + 1] in "，。；：、！？"
            words = _("标点前面有空格。") if at_mark else _("词语中间有空格。")
            start = max(0, one.start() - 1)
            right = text[start : one.start()] + text[one.end() : one.end() + 1]
            found.append(document.finding("punctuation", Severity.WARNING, line, start, one.end() + 1, words, right))
    return gathered(found, _("多余的空格，"), FEW)


def full_stops(document: Document) -> list[Finding]:
    """A paragraph without its mark at the end, where those of the text have one."""
    bodies = [
        (line, text.rstrip())
        for line, text in paragraphs(document)
        if len(text.strip()) >= SHORTEST
        and is_chinese(text)
        and "|" not in text
        and "\t" not in text.strip()
        and re.search("[，,。]", text)
    ]
    bare = [(line, text) for line, text in bodies if re.search(f"[{HAN}\\d，、,]$", text) and is_prose(text, line)]
    if not bare or len(bodies) < 4 or len(bare) * 4 > len(bodies):
        return []
    found = []
    for line, text in bare:
        words = _("这一段末尾没有句号。")
        if text[-1] in "，、,":
            words = _("这一段以“%(mark)s”结束，末尾应为句号。", mark=text[-1])
        right = text[-1] + "。" if text[-1] not in "，、," else "。"
        # a single sentence may be a long title
        severity = Severity.WARNING if "。" in text[:-1] or text[-1] in "，、," else Severity.NOTE
        found.append(document.finding("punctuation", severity, line, len(text) - 1, len(text), words, right))
    return found


def is_prose(text: str, line: int) -> bool:
    """A paragraph that should end with a mark: no heading, unless sentences follow in it."""
    return "。" in text[:-1] or heading_of(text, line) is None


def check(document: Document) -> list[Finding]:
    """By the line what is a slip anywhere; by the text what is a matter of its habit."""
    by_line = [
        *gathered(chain.from_iterable(doubled(document, *one) for one in paragraphs(document)), _("重复的标点，")),
        *gathered(chain.from_iterable(dashes(document, *one) for one in paragraphs(document)), _("两个减号，")),
        *gathered(chain.from_iterable(lost(document, *one) for one in paragraphs(document)), _("丢失的字符，")),
    ]
    return [*half_width(document), *by_line, *spaces(document), *full_stops(document)]


RULE = Rule(
    name="punctuation",
    title=_("标点和空格"),
    claims=_(
        "中文里的半角标点、重复的标点、词中空格、两个减号、丢失的字符（如“互联网+”的加号）和段末缺句号。以全文自己的习惯为准：通篇如此的只提示一次并写明处数。"
    ),
    source=_("GB/T 15834—2011《标点符号用法》5.1 标点符号的位置；GB/T 9704—2012"),
    sound=(
        "推行“互联网+政务服务”，按时办结率达99.5%（比例1:1）。",
        "一是 抓学习。二是 抓制度，做到应学尽学。",
    ),
    wrong=(
        "抓好学习,建好制度，管好队伍。",
        "抓好学习，，建好制度。",
        "推行“互联网 政务服务”，方便群众办事。",
        "持续完善政策激励 体系，支持企业加大研发投入力度，办好惠企实事。",
    ),
    check=check,
)
