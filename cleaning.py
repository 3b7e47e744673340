"""Text as it comes in, from forms, files and other programs: without what has neither width nor ink."""

import unicodedata

ENDS = {"\r\n": "\n", "\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
KEPT = "\t\n\u3000"
JOINERS = "\u200c\u200d"  # these shape the letters and pictures between which they stand
SHAPED = {"So", "Sk", "Mn", "Mc"}


def cleaned(text: str) -> str:
    """Every line end one way; format, direction and control characters taken out, odd blanks made ordinary ones.

    By the category of Unicode: Cf and Cc go, Zs becomes a blank (but the ideographic one stays). What remains is what a
    person can see, and halves of pairs (Cs), which nothing can keep.
    """
    for end, line in ENDS.items():
        text = text.replace(end, line)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_as_seen(text, place, char) for place, char in enumerate(text))


def _as_seen(text: str, place: int, char: str) -> str:
    category = unicodedata.category(char)
    if char in KEPT or category not in ("Cf", "Cc", "Zs"):
        return char
    if category == "Zs":
        return " "
    return char if char in JOINERS and _shapes(text, place) else ""


def _shapes(text: str, place: int) -> bool:
    """Whether a joiner stands between characters that it joins: Arabic or Indic letters, parts of one picture."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not before or not after:
        return False
    return unicodedata.bidirectional(before) == "AL" or unicodedata.category(before) in SHAPED


def named(char: str) -> str:
    """A character by its code point: U+E001."""
    return f"U+{ord(char):04X}"
