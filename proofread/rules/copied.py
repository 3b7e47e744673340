"""Left over from another text: last year's title or plan, placeholders, a paragraph twice, the words of a web page."""

import re
from collections.abc import Iterator

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.many import gathered
from proofread.message import _
from proofread.rule import Rule
from proofread.structure import headings, is_annual_report, paragraphs, report_year

OWN_TITLE = re.compile(
    r"(?:现将|现就|关于|我局|本局|我单位)?[\u4e00-\u9fff]{0,14}?(?P<year>20\d\d)[ \t]?年(?:度)?(?P<name>法治政府建设[\u4e00-\u9fff]{0,8}报告)"
)
SAYS_SO = re.compile("现将|报告如下|汇报如下")
PLAN = re.compile(r"(?P<year>20\d\d)[ \t]?年(?:度)?[\u4e00-\u9fff]{0,6}(?:安排|打算|计划|思路|重点任务|目标任务)")
BLANK = re.compile(
    r"(?<![A-Za-z0-9\-])[XxＸ]{2,}(?![A-Za-z0-9\-])|×{2,}|[＊*]{3,}(?=[\u4e00-\u9fff])|某{2,}|【[ \t\u3000.…]*】|《[ \t\u3000]*》|（[ \t\u3000]+）"
    r"|_{3,}|＿{2,}|[（(【](?:此处|这里)?(?:待|请)(?:补充|填写|核实|确认|定)[^）)】]{0,20}[）)】]|(?<![A-Za-z])(?:TODO|TBD)(?![A-Za-z])"
)
ONE_X = re.compile(r"(?<![A-Za-z0-9])[XxＸ×](?=[年月日个项次件家])")
RULED = re.compile(r"[ \t\u3000_＿*＊|\-]+")  # a line drawn across the page
WEB = re.compile(
    r"返回列表|返回顶部|上一篇[：:]|下一篇[：:]|打印本页|【打印】|关闭窗口|浏览次数|点击数[：:]|留言与评论|扫一扫在手机|分享到[：:]|字体大小|责任编辑[：:]"
)
TWICE_FROM = 40


def other_years(document: Document, year: int) -> Iterator[Finding]:
    """The report calls itself by another year, or plans for a year that is over."""
    for line, text in paragraphs(document):
        for found in OWN_TITLE.finditer(text):
            if int(found["year"]) != year:
                loud = SAYS_SO.search(text[max(0, found.start() - 2) : found.end() + 8]) or len(text.strip()) < 40
                severity = Severity.WARNING if loud else Severity.NOTE
                words = _(
                    "报告年度是 %(year)s 年，这里却是“%(said)s年”，可能是沿用了旧稿。", year=year, said=found["year"]
                )
                start, end = found.span("year")
                yield document.finding("copied", severity, line, start, end, words, str(year))
    tops = [one for one in headings(document) if one.level == 1]
    for one in tops:
        text = document.lines[one.line - 1]
        planned = PLAN.search(text[: one.end + 40])
        if planned and int(planned["year"]) != year + 1 and one is tops[-1]:
            words = _(
                "%(year)s年的报告，安排的应是 %(next)s 年的工作，这里却是“%(said)s年”。",
                year=year,
                next=year + 1,
                said=planned["year"],
            )
            start, end = planned.span("year")
            yield document.finding("copied", Severity.WARNING, one.line, start, end, words, str(year + 1))


def placeholders(document: Document) -> Iterator[Finding]:
    """Places of a template that nobody filled in."""
    for line, text in paragraphs(document):
        if RULED.fullmatch(text):
            continue
        for found in BLANK.finditer(text):
            words = _("“%(said)s”像是模板里没有填写的地方。", said=found[0][:12])
            yield document.finding("copied", Severity.WARNING, line, found.start(), found.end(), words)
        for found in ONE_X.finditer(text):
            words = _("“%(said)s”像是模板里没有填写的数字。", said=found[0])
            yield document.finding("copied", Severity.NOTE, line, found.start(), found.end(), words)


def web_page(document: Document) -> Iterator[Finding]:
    """The words around an article that came along when it was copied."""
    for line, text in paragraphs(document):
        if len(text.strip()) <= 60:
            found = WEB.search(text)
            if found:
                words = _("像是复制网页时带进来的文字，请删去这一行。")
                yield document.finding("copied", Severity.NOTE, line, found.start(), found.end(), words)


def twice(document: Document) -> Iterator[Finding]:
    """A long paragraph that stands in the text word by word a second time."""
    seen: dict[str, int] = {}
    for line, text in paragraphs(document):
        body = re.sub(r"\s+", "", text)
        if len(body) < TWICE_FROM:
            continue
        if body in seen:
            words = _("这一段与第 %(line)s 行完全相同，可能是重复粘贴。", line=seen[body])
            start = len(text) - len(text.lstrip())
            yield document.finding("copied", Severity.WARNING, line, start, len(text), words)
        else:
            seen[body] = line


def check(document: Document) -> list[Finding]:
    """What is left over, of each kind."""
    year = report_year(document) if is_annual_report(document) else None
    found = [
        *gathered(placeholders(document), _("没有填写的地方，"), 20),
        *gathered(web_page(document), _("网页的文字，"), 5),
    ]
    found += gathered(twice(document), _("重复的段落，"))
    return found + list(other_years(document, year) if year is not None else ())


RULE = Rule(
    name="copied",
    title=_("旧稿和模板残留"),
    claims=_(
        "年度报告自称的年份、下年度安排的年份与报告年度不符；模板里没有填写的“××”“某某”“【】”；整段重复；复制网页时带进来的文字。"
    ),
    source=_("《党政机关公文处理工作条例》第二十条 复核；同一文本前后一致"),
    sound=(
        "关于2020年度法治政府建设情况的报告\n2019年奖励资金1450万元。\n一、举措\n抓学习。\n二、2021年安排\n继续努力。",
        "代号X1的设备×2台。",
    ),
    wrong=(
        "关于2020年度法治政府建设情况的报告\n现将2019年度法治政府建设工作报告如下：",
        "关于2020年度法治政府建设情况的报告\n一、举措\n抓学习。\n二、2020年安排\n继续努力。",
        "全年办理××件，联系人某某某。",
    ),
    check=check,
)
