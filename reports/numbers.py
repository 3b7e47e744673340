"""Printed numbers of a text: amounts with a unit. Not years, dates, ordinals, titles in 《》, document numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checklists.units import HEDGES_AFTER, HEDGES_BEFORE, LARGEST, Printed
from reports.text import ordinal

UNITS = (
    *(
        "亿元",
        "万元",
        "千元",
        "元",
        "%",
        "％",
        "‰",
        "个百分点",
        "个位次",
        "位次",
        "个月",
        "万人次",
        "人次",
        "万人",
        "万名",
    ),
    *(
        "万户",
        "万份",
        "万册",
        "万亩",
        "平方公里",
        "平方米",
        "公里",
        "小时",
        "学时",
        "课时",
        "场次",
        "件次",
        "家次",
        "倍",
    ),
    *("个", "家", "项", "件", "次", "条", "份", "名", "人", "位", "户", "期", "场", "篇", "部", "起", "宗", "台", "套"),
    *("册", "本", "处", "类", "批", "门", "吨", "亩", "天", "幅", "块", "支", "张", "辆", "所", "村", "分钟"),
)
CHINESE = "零〇一二三四五六七八九两十百千"
NUMBER = re.compile(
    rf"(?P<before>{'|'.join(HEDGES_BEFORE)})?"
    rf"(?P<number>(?<![\d.])[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|(?<![\d.])[0-9]{{1,19}}(?:\.[0-9]{{1,8}})?|"
    rf"(?<![{CHINESE}第])[{CHINESE}]{{2,9}}(?=(?:{'|'.join(HEDGES_AFTER)})?[个家项件次条份名人位户期场篇部]))"
    rf"(?P<after>{'|'.join(HEDGES_AFTER)})?"
    rf"(?P<unit>{'|'.join(re.escape(one) for one in UNITS)})"
)
COVERED = re.compile(r"《[^《》]*》|〔[^〔〕]*〕[0-9]*号?|\{[^{}\n]*\}")
SMALL = {ordinal(value): value for value in range(1, 100)}
NOT_TENS = re.compile(rf"[{CHINESE.replace('十', '').replace('百', '').replace('千', '')}]+")


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number with its place in the text and the words before it in its clause."""

    start: int
    end: int
    text: str
    printed: Printed
    unit: str
    before: str

    @property
    def value(self) -> Decimal:
        return self.printed.value


def numbers(text: str) -> list[Number]:
    """Every printed number in the order of the text."""
    covered = [match.span() for match in COVERED.finditer(text)]
    return [one for one in _found(text) if not any(start < one.end and one.start < end for start, end in covered)]


def _found(text: str) -> Iterator[Number]:
    for match in NUMBER.finditer(text):
        word, place = match["number"], match.start("number")
        if text[place - 1 : place] == "第" or text[match.end() : match.end() + 1] == "是":
            continue
        printed = _printed(word, match["before"] or match["after"] or "")
        if printed is not None:
            clause = re.split(r"[，。；：、（）\n]", text[max(0, match.start() - 24) : match.start()])[-1]
            yield Number(match.start(), match.end(), match[0], printed, match["unit"].replace("％", "%"), clause)


def _printed(word: str, hedge: str) -> Printed | None:
    if word[0] in CHINESE:
        if NOT_TENS.fullmatch(word):
            return None  # 一一, 三五: no number of things
        if word in SMALL:
            return Printed(Decimal(SMALL[word]), 0, hedge)
        import cn2an  # slow to load, and few texts write a large number in words

        try:
            return Printed(Decimal(cn2an.cn2an(word.replace("两", "二"), "smart")), 0, hedge)
        except ValueError:
            return None
    value = Decimal(word.replace(",", ""))
    return Printed(value, len(word.partition(".")[2]), hedge) if value < LARGEST else None
