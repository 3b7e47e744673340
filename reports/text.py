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
KEEP = rf"[{HAN}]{{1,3}}〔\d{{4}}〕\d{{1,5}}号|\d[\d.,]*(?:%|％|个百分点|[万亿千百]?[元家个项条件次份名人户期场])?"
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
    """A piece of a line: plain, kept on one line, or of rare characters set in another face."""

    text: str
    kind: str = ""


def runs(text: str) -> list[Run]:
    """Cut a text: numbers with their unit and document numbers are kept together (r: characters outside GB 2312)."""
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
        if len(piece) > 1:
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
    """What does not run on as plain text: kept together, or set in another face."""
    return re.compile(f"{KEEP}|{_rare().pattern}")


def rare_characters(text: str) -> list[str]:
    """Characters that will be set in another face, each once."""
    return list(dict.fromkeys(_rare().findall(text)))
