"""Numerals of a folded line: digits with points and thousands commas, and Chinese ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

LONGEST: Final = 18  # a longer run of digits is a number on a card, not a figure
MARKS: Final = re.compile(
    r"(?P<digits>\d+(?:,\d+)*(?:\.\d+)?)|(?P<spelled>[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*)|(?P<mark>[()，、；。：！？])"
)
FULL: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFE6A: "%", 0x2236: ":"}
SEPARATORS: Final = str.maketrans(",;:!?", "，；：！？")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number at [start, end), or a separator where `mark` is set."""

    start: int
    end: int
    value: Decimal = Decimal(0)
    places: int = 0
    spelled: bool = False
    mark: str = ""


def folded(line: str) -> str:
    """The line with half-width digits, letters and brackets and full-width separators; every place stays where it was."""
    half = line.translate(FULL)
    return re.sub(r"(?<!\d)[,;:!?]|[,;:!?](?!\d)", lambda found: found.group().translate(SEPARATORS), half)


def numerals(text: str) -> Iterator[Numeral]:
    """Numbers and separators of a folded line, in order, in one pass."""
    for found in MARKS.finditer(text):
        if found["mark"]:
            yield Numeral(found.start(), found.end(), mark=found["mark"])
        elif found["spelled"]:
            yield from _spelled(found["spelled"], found.start(), text)
        else:
            yield from _digits(found["digits"], found.start())


def _digits(word: str, start: int) -> Iterator[Numeral]:
    """1,450.5 is one number; 53,72 are two, and the comma between them a separator."""
    head, *groups = word.split(".")[0].split(",")
    if not groups or (len(head) <= 3 and head != "0" and all(len(one) == 3 for one in groups)):
        yield from _number(word, start)
        return
    for piece in re.finditer(r"[\d.]+|,", word):
        if piece.group() == ",":
            yield Numeral(start + piece.start(), start + piece.end(), mark="，")
        else:
            yield from _number(piece.group(), start + piece.start())


def _number(word: str, start: int) -> Iterator[Numeral]:
    bare = word.replace(",", "")
    if len(bare) <= LONGEST:
        places = len(bare.partition(".")[2])
        yield Numeral(start, start + len(word), Decimal(bare), places)


def _spelled(word: str, start: int, text: str) -> Iterator[Numeral]:
    before = text[start - 1] if start else ""
    if (before in "第数几上成" and before) or (len(word) > 1 and not re.search("[〇零十百千万亿]", word)):
        return  # 第三 is an ordinal, 数十 no number, 两三 a guess
    size = word[-1] if word[-1] in "万亿" else ""
    value = _value(word.removesuffix(size) if size else word)
    if value is not None and len(word) > len(size):
        yield Numeral(start, start + len(word) - len(size), value, 0, spelled=True)


@lru_cache(maxsize=1024)
def _value(word: str) -> Decimal | None:
    if len(word) > LONGEST:
        return None
    import cn2an  # slow to load, and few texts write a number in words

    try:
        return Decimal(cn2an.cn2an(word, "smart"))
    except (ValueError, KeyError, IndexError):
        return None
