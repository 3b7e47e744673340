"""Small counting numbers, as headings and ordinals write them."""

DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
WORDS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def number_of(word: str) -> int | None:
    """22 of 二十二, 22 or ㉒'s kin; None where the word is no number below 100 (or, in figures, below 10,000)."""
    if word in CIRCLED and len(word) == 1:
        return CIRCLED.index(word) + 1
    if word.isascii():
        return int(word) if word.isdigit() and len(word) <= 4 else None
    tens, ten, ones = word.partition("十")
    if not ten:
        return DIGITS.get(word)
    high = DIGITS.get(tens) if tens else 1
    low = DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else high * 10 + low


def word_of(number: int) -> str:
    """二十二 of 22; figures from 100 on."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return WORDS[ones]
    return ("" if tens == 1 else WORDS[tens]) + "十" + (WORDS[ones] if ones else "")
