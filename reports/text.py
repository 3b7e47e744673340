"""Text rules before typesetting: full-width marks between Chinese, no stray spaces, unbroken numbers, rare characters."""

import re
from dataclasses import dataclass

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
IS_HAN = re.compile(f"[{HAN}]")
NEAR = f"[{HAN}》〉」』”’）〕％%]"
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
DASHES = "—·"  # GB 2312 has them; Python's codec maps its places to U+2015 and U+30FB
POINTS = "一二三四五六七八九"
KEEP = re.compile(
    rf"[{HAN}]{{1,3}}〔\d{{4}}〕\d{{1,5}}号|\d[\d.,]*(?:%|％|个百分点|[万亿千百]?[元家个项条件次份名人户期场])?|[^\x00-\x7f]"
)


def tidy(text: str) -> str:
    """Marks as they are printed. Only next to Chinese; figures, times and Latin words are left alone."""
    text = re.sub(r"[ \t\u00a0\u3000]+", " ", text.strip())
    text = _brackets(text)
    text = re.sub(rf"(?<={NEAR}) ?([,;:?!])", lambda match: FULL[match[1]], text)
    text = re.sub(rf"(?<=[{HAN}“”《》，。；：、（）])-{{2}}(?=[{HAN}“《])", "——", text)
    text = re.sub(rf"(?<=[{HAN}，。；：！？、（）《》〔〕“”]) +(?=[{HAN}，。；：！？、（）《》〔〕“”\d])", "", text)
    return re.sub(rf"(?<=[\d%]) +(?=[{HAN}，。；：！？、）》])", "", text)


def _brackets(text: str) -> str:
    """Half-width brackets behind Chinese or around it become full width, in pairs; nested ones too."""
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
    """1 → 一, 11 → 十一, 20 → 二十; up to 99."""
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
    for match in KEEP.finditer(text):
        add(text[place : match.start()], "")
        piece = match[0]
        if len(piece) > 1:
            add(piece, "keep")
        else:
            add(piece, "" if common(piece) else "rare")
        place = match.end()
    add(text[place:], "")
    return found


def common(char: str) -> bool:
    """Whether GB 2312, and so every Chinese face, has the character."""
    if char in DASHES:
        return True
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def rare_characters(text: str) -> list[str]:
    """Characters that will be set in another face, each once."""
    return list(dict.fromkeys(char for char in text if ord(char) > 127 and not common(char)))
