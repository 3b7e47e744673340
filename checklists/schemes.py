"""How headings are numbered: one of the four ways of official papers, not at all, or in a way of one's own."""

SCHEMES = ("一、", "（一）", "1.", "（1）")  # GB/T 9704-2012, 7.3.3, the outermost first
NONE = "none"
COUNTERS = ("{一}", "{1}")  # where the number stands in a way of one's own: 第{一}部分


def scheme_of(text: str) -> str | None:
    """The way that a file names, brackets as they are printed; None where it is none."""
    wide = text.replace("(", "（").replace(")", "）")
    if wide in SCHEMES or text == NONE:
        return wide
    rest = text
    for counter in COUNTERS:
        rest = rest.replace(counter, "", 1)
    once = len(text) - len(rest) in {len(counter) for counter in COUNTERS}
    return text if once and not set("{}") & set(rest) else None


def level_of(scheme: str, beside: int) -> int:
    """The level of headings that are numbered so: its own, else that of their place in the outline; there are four."""
    return SCHEMES.index(scheme) + 1 if scheme in SCHEMES else min(beside, len(SCHEMES))


def usual(level: int) -> str:
    """How headings of a level are numbered where nothing is said."""
    return SCHEMES[level - 1] if level <= len(SCHEMES) else NONE
