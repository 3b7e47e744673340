"""Wholes and their parts: where a text claims that a list of figures adds up to another one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from proofread.reading.tokens import Quantity, Sentence
from proofread.reading.units import PEOPLE, PERCENT, POINTS, TIMES, alike
from proofread.reading.words import FROM, TO, claimed

MOST: Final = 60  # parts of one list
OTHERS: Final = 20
TAIL: Final = 60
LOOK_BACK: Final = 6
WIDEST: Final = 400  # characters of one bracket
MARKER: Final = re.compile(r"其中|包括|包含|(?<![不饱内隐])含(?![量金义有糊水])")
TELLING: Final = re.compile(r"分别(?:是|为|有|达)|依次(?:是|为)")
TOGETHER: Final = re.compile(r".*?(?:一共|共计|合计|总计|总共|共)(?P<more>[^一共计合总]{0,4})")
WHOLE: Final = re.compile(r"共|总|合计")
REST: Final = re.compile(r"其他|其它|其余|余下|另外")
LEFT: Final = re.compile(r"(?:其余|剩余|余下|剩下|还剩|尚余|尚有|结余|还有|剩)(?:的|未[^，。]{0,6})?$")
SOME: Final = re.compile(r"(?:其中|包括|包含)[，：]?(?:主要|重点(?!实验室)|特别|尤其|例如|比如|较大|代表性)|主要包括")
OPEN: Final = re.compile(r"例如|比如|各(?!类|项|地|级|县|区|镇|乡|部)|均|每|至少")
TRAILING: Final = re.compile(r"^[^，；。]{0,8}等|还有|另有|其余|其他|以及|若干|一批|陆续")
ANEW: Final = re.compile(
    r"^[“”\s]*(?:已|目前|现已|现有|今年|全部|均|另|此外|还|同时|新增|平均|累计|占|全年|当年|较|比|同比|涉及|惠及|带动|实现)"
)
# Words for qualities that one thing can have beside another: such parts may overlap, or leave much out.
QUALITY: Final = re.compile(
    "党员|持证|女性|女干部|少数民族|本科|研究生|博士|硕士|学历|职称|高新技术|高企|规上|规模以上|上市|专精特新|科技型|民营|小微|示范|规范化|标准化|星级|达标|先进|特色|优秀|重大|新增|新建"
)
SECTOR: Final = re.compile("重大|高新技术产业|民营|战略性|民间|工业增加")
PARTITIONS: Final = (
    ("保留", "修改", "修订", "废止", "失效"),
    ("主办", "协办"),
    ("男", "女"),
    ("线上", "线下"),
    ("合格", "不合格"),
    ("办结", "在办", "正在办理", "未办结"),
    ("维持", "撤销", "驳回", "终止", "确认违法"),
    ("行政编制", "事业编制"),
    ("在职", "退休"),
    ("专职", "兼职"),
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("受理", "不予受理"),
    ("采纳", "部分采纳", "未采纳", "不予采纳"),
    ("持有", "持证", "未持证"),
    ("取消", "下放", "降低", "调整", "合并", "保留"),
)
KINDS: Final = "级类科室局处区县队所组股院站编岗部镇乡办"
RATES: Final = frozenset({PERCENT, POINTS, TIMES, "番"})


class Claim(IntEnum):
    """其中 names some; 共…其中 mostly all; brackets, 分别为, 其余 and words that divide name all.

    ADDED says in so many words that it has added up: 甲3项、乙4项，共7项.
    """

    AMONG = 1
    IN_ALL = 2
    WHOLE = 3
    ADDED = 4


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole with its parts. `closed`: its own words leave nothing out; `claim`: how much they promise."""

    line: int
    whole: Quantity
    parts: tuple[Quantity, ...]
    closed: bool
    claim: Claim
    others: tuple[Quantity, ...] = ()


def listings(sentence: Sentence, before: Sentence | None) -> Iterator[Listing]:
    """Every whole of a sentence with the parts that its words give it. `before` is the sentence before, in its line."""
    for at, one in enumerate(sentence.figures):
        whole = None
        if MARKER.search(one.before) or _after_colon(sentence, at) or (TELLING.search(one.before) and not one.dated):
            whole = _whole_of(sentence, before, at)
        elif one.bracket and (at == 0 or sentence.figures[at - 1].bracket != one.bracket):
            whole = _at_bracket(sentence, at)
        if whole is not None:
            start, figure = whole
            yield from _listing(sentence, start, figure)
        elif (
            TOGETHER.fullmatch(one.before) and not one.gap.startswith("：") and at > 1 and one.unit.family not in RATES
        ):
            yield from _added(sentence, at)
        elif at > 1 and partition([sentence.figures[at - 1], one]):
            yield from _divided(sentence, at)


def partition(parts: list[Quantity] | tuple[Quantity, ...]) -> tuple[str, ...]:
    """The set of words that divides a whole, if every part is called by another word of one set."""
    for words in PARTITIONS:
        named = [next((word for word in reversed(words) if word in one.before + one.after), None) for one in parts]
        if None not in named and len(set(named)) == len(named):
            return words
    return ()


def _whole_of(sentence: Sentence, before: Sentence | None, at: int) -> tuple[int, Quantity] | None:
    """The nearest figure before a list that its parts can add up to; 其中 at the start of a sentence looks back one."""
    one = sentence.figures[at]
    earlier = sentence.figures[max(at - LOOK_BACK, 0) : at]
    if at == 0 and before and sentence.between(sentence.start, sentence.start + 4).lstrip().startswith("其中"):
        earlier = before.figures[-LOOK_BACK:]
    for start in (at, at + 1):
        part = sentence.figures[start] if start < len(sentence.figures) else None
        if part is None or part.unit.family in RATES or part.bracket != one.bracket:
            continue
        wholes = [
            whole
            for whole in reversed(earlier)
            if alike(whole.unit, part.unit)
            and not claimed(whole)
            and (whole is sentence.figures[at - 1] or whole.bracket in (0, part.bracket))
        ]
        if wholes:
            # 立案1286件，移送24件，其中甲类412件: what is smaller than its part was not meant
            return start, next((whole for whole in wholes if whole.amount >= part.amount), wholes[0])
    return None


def _after_colon(sentence: Sentence, at: int) -> bool:
    """共办理120件：甲80件，乙40件."""
    one, whole = sentence.figures[at], sentence.figures[at - 1] if at else None
    return bool(whole and one.gap.startswith("：") and WHOLE.search(whole.before) and whole.unit.name != "个")


def _at_bracket(sentence: Sentence, at: int) -> tuple[int, Quantity] | None:
    """351条（A 189条，B 157条）: the whole stands right before the bracket."""
    one, whole = sentence.figures[at], sentence.figures[at - 1] if at else None
    if whole is None or not alike(whole.unit, one.unit) or claimed(whole):
        return None
    gap = sentence.between(whole.end, one.bracket - 1)
    return (at, whole) if len(gap) <= 12 and not re.search("[，、；：）)]", gap) else None


def _listing(sentence: Sentence, start: int, whole: Quantity) -> Iterator[Listing]:
    first, ended = sentence.figures[start], False
    parts: list[Quantity] = []
    others: list[Quantity] = []
    inside = first.bracket and first.bracket != whole.bracket
    end = _bracket_end(sentence, first.bracket) if inside else sentence.end
    spread = False
    for one in sentence.figures[start : start + MOST]:
        if one.start >= end:
            break
        if len(others) > OTHERS:
            return
        if one.bracket != first.bracket or one.unit.family in RATES or claimed(one) or ended:
            others.append(one)
            continue
        if parts and _begins_anew(one, parts, spread):
            ended = True
            others.append(one)
        elif one.unit.family == first.unit.family and alike(whole.unit, one.unit):
            if parts and FROM.search(parts[-1].before) and TO.fullmatch(one.gap):
                return  # 从A扩大到B: not two parts, but one thing at two times
            spread = spread or bool(parts and "；" in sentence.between(parts[-1].end, one.start))
            parts.append(one)
    if len(parts) + len(others) >= MOST:
        return  # longer than anybody writes: what was not read could be the rest
    if len({one.unit.name for one in parts}) != 1 or (
        whole.unit.name != first.unit.name and whole.unit.family == PEOPLE
    ):
        return
    tail = sentence.between(parts[-1].end, min(end, parts[-1].end + TAIL, sentence.end))
    leaves_out = any(OPEN.search(one.before) for one in (*parts, replace(whole, before=whole.before[-12:])))
    leaves_out = leaves_out or bool(SOME.search(first.before))
    closed = not leaves_out and not TRAILING.search(tail.split("；")[0])
    proof = bool(inside or any(REST.search(one.before) for one in parts) or first.gap.startswith("："))
    proof = proof or bool(TELLING.search(first.before)) or len(partition(parts)) == len(parts)
    claim = Claim.IN_ALL if WHOLE.search(whole.before) else Claim.AMONG
    if proof:
        claim = Claim.WHOLE
    yield Listing(sentence.line, whole, tuple(parts), closed, claim, tuple(others))


def _begins_anew(one: Quantity, parts: list[Quantity], spread: bool) -> bool:
    """Whether another list, another whole or another point of view starts with this figure."""
    if MARKER.search(one.before) or ANEW.search(one.before):
        return True
    if (TOGETHER.fullmatch(one.before) and len(parts) > 1) or _named_behind(one) != _named_behind(parts[-1]):
        return True
    return "；" in one.gap and len(parts) > 1 and not spread


def _named_behind(one: Quantity) -> bool:
    """2件主办, against 主办2件: a list is told in one way."""
    return not MARKER.sub("", one.before).strip("，：、和与及“”") and bool(one.after)


def _bracket_end(sentence: Sentence, opened: int) -> int:
    """Where the bracket that opened here closes; brackets inside it are counted."""
    depth = 1
    for found in re.finditer(r"[()]", sentence.text[opened : min(sentence.end, opened + WIDEST)]):
        depth += 1 if found.group() == "(" else -1
        if depth == 0:
            return opened + found.start()
    return sentence.end


def _added(sentence: Sentence, at: int) -> Iterator[Listing]:
    """A 3个、B 4个，共7个: the whole stands behind its parts."""
    whole = sentence.figures[at]
    parts: list[Quantity] = []
    found = TOGETHER.fullmatch(whole.before)
    for one in reversed(sentence.figures[max(at - MOST, 0) : at]):
        if MARKER.search(one.before) and one.bracket == whole.bracket:
            return
        if one.bracket != whole.bracket or not alike(whole.unit, one.unit):
            continue
        if (
            claimed(one)
            or FROM.search(one.before)
            or (parts and parts[-1].unit.family != one.unit.family)
            or OPEN.search(one.before + one.after)
        ):
            return
        parts.append(one)
        if "；" in one.gap or TOGETHER.fullmatch(one.before):
            break
    words = found["more"] if found else ""
    if len(parts) > 1 and len({one.unit.name for one in parts}) == 1 and (not words or whole.unit.family != PEOPLE):
        yield Listing(sentence.line, whole, tuple(reversed(parts)), True, Claim.IN_ALL if words else Claim.ADDED)


def _divided(sentence: Sentence, at: int) -> Iterator[Listing]:
    """清理9项，保留5项，废止4项: the words themselves divide the whole."""
    first, figures = at - 1, sentence.figures
    while first > 1 and at - first < 6 and partition(figures[first - 1 : at + 1]):
        first -= 1
    parts, whole = figures[first : at + 1], figures[first - 1]
    if first == 0 or (at + 1 < len(figures) and figures[at + 1].unit == parts[0].unit):
        return  # one more figure of the same kind may be the rest
    if any(LEFT.search(one.before) or "；" in one.gap for one in parts) or MARKER.search(parts[0].before):
        return
    if len({one.unit.name for one in (whole, *parts)}) == 1 and whole.bracket == parts[0].bracket:
        claim = Claim.IN_ALL if WHOLE.search(whole.before) else Claim.AMONG
        claim = Claim.WHOLE if len(partition(parts)) == len(parts) else claim
        yield Listing(sentence.line, whole, parts, True, claim)


def may_overlap(parts: tuple[Quantity, ...]) -> bool:
    """Whether one thing can be counted twice: people by their qualities, enterprises by their titles."""
    if partition(parts) or any(REST.search(one.before) for one in parts):
        return False
    quality = QUALITY if parts[0].unit.whole else SECTOR
    if any(quality.search(one.before + one.after) for one in parts):
        return True
    return parts[0].unit.family == PEOPLE and not _same_ending([one.before or one.after for one in parts])


def _same_ending(names: list[str]) -> bool:
    """甲科室12人、乙科室10人: names of one kind end alike."""
    endings = [name.rstrip("有共为是") for name in names]
    last = {name[-1:] for name in endings}
    return len({name[-2:] for name in endings}) == 1 or (len(last) == 1 and last <= set(KINDS))
