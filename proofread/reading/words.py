"""The words around a figure: what it is called, and which relation they claim."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.fuzz import ratio

from proofread.reading.tokens import Quantity

RISE: Final = "增长|增加|上升|提高|提升|上涨|攀升|扩大|增幅|增速|涨幅|增|升|涨|多"
FALL: Final = "下降|减少|降低|压减|下滑|回落|缩减|削减|压缩|缩短|降幅|减幅|减|降|少"
# Every repetition is possessive: words that could be read in two ways must not be tried again and again.
# None holds a capturing group: the engine loses its place in such a one.
AGAINST: Final = (
    r"(?P<against>(?:同比|相比|上年同期|去年同期|上年度|上一年|上年|去年|前年|今年|全年|全市|\d{4}年(?:度|底|末)?"
    r"|同期|比|较|与|同|的)*+)"
)
CLAIM: Final = re.compile(
    rf"[“”\s]*{AGAINST}(?:分别|累计|总体|净|共|已|均|又|也|相应|整体)*+(?P<verb>{RISE}|{FALL})"
    r"(?:(?:速度|幅度|率|了|达到|达|为|是)*+|(?<=[年期比度][多少])[\u4e00-\u9fff]{1,4})"
)
MULTIPLE: Final = re.compile(
    r"[“”\s]*(?:约|已)?(?:是|为|相当于|达到|达)(?=上|去|\d|同)(?P<against>(?:上年同期|去年同期|上年度|上年|去年|\d{4}年度?|同期|的)*+)(?<=的)"
)
COMPARED: Final = re.compile(
    r".{0,12}?(?:比|较|与)(?:上年同期|去年同期|上年度|上一年|上年|去年|前年|(?P<year>\d{4})年(?:度|同期)?)(?:的|为|是)*+"
)
WAS: Final = re.compile(
    r"[，]?(?:而)?(?:上年同期|去年同期|上年度|上一年|上年|去年|\d{4}年(?:度|同期)?)(?:的|为|是|仅为)*+"
)
REACHED: Final = re.compile(r"(?:增|升|提高|增加|增长|降|减少|下降)?(?:达到|达|到|至)(?:了)?")
FROM: Final = re.compile(r"[由从][^由从]{0,24}$")
TO: Final = re.compile(
    rf"[余多]?，?[^，。；、()]{{0,4}}?(?P<verb>{RISE}|{FALL}|跃升|发展|[\u4e00-\u9fff]{{2}}|变)??(?:到了?|至|为|成)[^，。；、]{{0,14}}"
)
YEAR: Final = re.compile(r"\d{4}")
CONSTANT: Final = re.compile("生产总值|GDP|增加值|可比价|不变价|实际增长|可比口径|同口径|年均|总产值|可支配收入")
DATES: Final = re.compile(
    r"\d{4}年(?:度|底|末|初|全年)?|今年|本年度?|去年|上年|前年|全年|截至\S{0,6}?[，底]|目前|累计|其中|年度|年内"
)
COPULA: Final = re.compile(r"(?:分别|达到|达|为|是|有|共计|共|合计|总计|总数|一共|累计|已|了|数量|仅|的|新|约|数)++$")
JOINT: Final = re.compile(r"^[\s“”》、，：和与及以为:]*+")
FRESH: Final = ("新增", "新建", "净增", "新认定", "新引进")


def label(one: Quantity) -> str:
    """What a figure is called: the words before it and behind it, without years and copulas."""
    before = COPULA.sub("", DATES.sub("", one.before))
    return JOINT.sub("", before) + COPULA.sub("", one.after[:12])


def likeness(one: Quantity, two: Quantity) -> float:
    """How alike two figures are called, 0 to 100. What is new in a year never compares with what there is."""
    first, second = label(one), label(two)
    fresh = [any(word in name for word in FRESH) for name in (one.before + one.after, two.before + two.after)]
    if fresh[0] != fresh[1] or min(len(first), len(second)) < 2:
        return 0
    return float(ratio(first, second))


def against_year(claim: re.Match[str]) -> int | None:
    """The year that a claim compares with by its number."""
    found = YEAR.search(claim["against"])
    return int(found.group()) if found else None


def verb_place(one: Quantity, claim: re.Match[str]) -> int:
    """Where the verb of a claim starts in its line; a hedge between verb and figure is counted in the gap."""
    return one.start - (len(one.gap) if one.hedge else len(one.before)) + claim.start("verb")


def is_fall(verb: str) -> bool:
    return verb in FALL.split("|")


def is_rise(verb: str) -> bool:
    return verb in RISE.split("|")


def claimed(one: Quantity) -> re.Match[str] | None:
    """The words of growth before a figure, where nothing else stands there: no subject of its own."""
    return _claim(one.before)


@lru_cache(maxsize=4096)
def _claim(before: str) -> re.Match[str] | None:
    found = CLAIM.fullmatch(before)
    if found and found["verb"] in ("多", "少") and not found["against"]:
        return None
    return found
