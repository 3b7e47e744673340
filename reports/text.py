"""Text rules before typesetting: full-width marks between Chinese, no stray spaces, unbroken numbers, rare characters."""

import re
from dataclasses import dataclass
from functools import cache

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
IS_HAN = re.compile(f"[{HAN}]")
NEAR = f"[{HAN}》〉」』”’）〕％%]"
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
DASHES = "—·"  # GB 2312 has them; Python's codec maps its places to U+2015 and U+30FB
POINTS = "一二三四五六七八九"
UNITS = (
    "个百分点|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千瓦时|小时|学时|课时|分钟|个月|人次|场次|批次|件次|家次|户次|"
    "[元角分秒吨亩米克升度年月日天周岁号条款项件宗起批份个只台套辆座处栋间所家户人名位次场期届轮班堂节篇章页本册部卷张面支类种级倍折点封]"
)
NUMBER = rf"(?<![A-Za-z\d.])第?\d[\d.,]{{0,18}}(?:[%％‰℃]|[十百千万亿]{{0,2}}[余多]?(?:{UNITS})|[十百千万亿]{{1,2}})?"
DOCUMENT = rf"[{HAN}]{{0,14}}〔\d{{4}}〕\d{{1,5}}号"
CODE = "[!-~]{20,}"  # an address, a check sum: it breaks anywhere
KEEP = f"{DOCUMENT}|{NUMBER}"
LEADS = re.compile(
    r".*(?:印发|下发|转发|执行|落实|贯彻|符合|关于|文件|[以和及与的在为是了照据如见按将由即把])"
)  # to a document
BLANKS = re.compile(r"[ \t\u00a0\u3000]+")
HALF_WIDTH = re.compile(rf"(?<={NEAR}) ?([,;:?!])")
TWO_HYPHENS = re.compile(rf"(?<=[{HAN}“”《》，。；：、（）])-{{2}}(?=[{HAN}“《])")
BLANK_BETWEEN = re.compile(rf"(?<=[{HAN}，。；：！？、（）《》〔〕“”]) +(?=[{HAN}，。；：！？、（）《》〔〕“”\d])")
BLANK_BEHIND = re.compile(rf"(?<=[\d%]) +(?=[{HAN}，。；：！？、）》])")


def tidy(text: str) -> str:
    """Marks as they are printed. Only next to Chinese; figures, times and Latin words are left alone."""
    text = _brackets(BLANKS.sub(" ", text.strip()))
    text = HALF_WIDTH.sub(lambda match: FULL[match[1]], text)
    text = TWO_HYPHENS.sub("——", text)
    text = BLANK_BETWEEN.sub("", text)
    return BLANK_BEHIND.sub("", text)


def _brackets(text: str) -> str:
    """Half-width brackets behind Chinese or around it become full width, in pairs; nested ones too."""
    if "(" not in text:
        return text
    chars, open_at, han, seen = list(text), list[int](), 0, list[int]()
    for place, char in enumerate(text):
        if char == "(":
            open_at.append(place)
            seen.append(han)
        elif char == ")" and open_at:
            start, before = open_at.pop(), seen.pop()
            if han > before or (start and IS_HAN.match(text[start - 1])):
                chars[start], chars[place] = "（", "）"
        elif IS_HAN.match(char):
            han += 1
    return "".join(chars)


def ordinal(number: int) -> str:
    """1 → 一, 11 → 十一, 20 → 二十, 105 → 一百零五."""
    if number > 99:
        from cn2an import an2cn  # seldom needed, and slow to load

        return str(an2cn(number))
    tens, ones = divmod(number, 10)
    head = POINTS[tens - 1] if tens > 1 else ""
    tail = POINTS[ones - 1] if ones else ""
    return f"{head}十{tail}" if tens else tail


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: plain, kept on one line, broken anywhere (code), or of rare characters set in another face."""

    text: str
    kind: str = ""


def runs(text: str) -> list[Run]:
    """Cut a text: numbers with their unit and document numbers are kept together, long codes are not."""
    found: list[Run] = []

    def add(piece: str, kind: str) -> None:
        if found and found[-1].kind == kind and kind != "keep":
            found[-1] = Run(found[-1].text + piece, kind)
        elif piece:
            found.append(Run(piece, kind))

    place = 0
    for match in _apart().finditer(text):
        add(text[place : match.start()], "")
        piece = match[0]
        lead = LEADS.match(piece.partition("〔")[0]) if "〔" in piece else None
        if lead:
            add(lead[0], "")
            piece = piece[lead.end() :]
        if match.lastgroup == "code":
            add(piece, "code")
        elif len(piece) > 1:
            add(piece, "keep")
        else:
            add(piece, "" if piece.isascii() else "rare")
        place = match.end()
    add(text[place:], "")
    return found


@cache
def common() -> str:
    """The characters of GB 2312, which every Chinese face has: its rows and places, read once."""
    places = (bytes((row, place)) for row in range(0xA1, 0xF8) for place in range(0xA1, 0xFF))
    return DASHES + "".join(one.decode("gb2312", "ignore") for one in places)


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(rf"[^\x00-\x7f{re.escape(common())}]")


@cache
def _apart() -> re.Pattern[str]:
    """What does not run on as plain text: broken anywhere, kept together, or set in another face."""
    return re.compile(f"(?P<code>{CODE})|{KEEP}|{_rare().pattern}")


def rare_characters(text: str) -> list[str]:
    """Characters that will be set in another face, each once."""
    return list(dict.fromkeys(_rare().findall(text)))
