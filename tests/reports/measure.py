"""Measures a finished PDF against GB/T 9704-2012.

`faults(pdf)` names every rule that the file breaks and gives what was measured; a sound file has none. Lengths are
millimetres from the top left corner of the sheet. Nothing here knows how the file was made.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from PIL import Image

from tests.reports.paper import (
    BODY,
    BOTTOM,
    CHARACTERS,
    DPI,
    LEFT,
    LINES,
    MM,
    NOT_FIRST,
    NOT_LAST,
    RIGHT,
    TOP,
    Line,
    Paper,
)


def cut(picture: Image.Image, box: tuple[float, float, float, float], scale: float) -> Image.Image:
    """What is inside a box of a picture; the box times `scale` is in pixels."""
    left, top, right, bottom = (round(one * scale) for one in box)
    return picture.crop((left, top, right, bottom))


def ink(picture: Image.Image, box: tuple[float, float, float, float], dpi: int = DPI) -> tuple[float, ...] | None:
    """The box of what is printed inside a box, both in millimetres; None where nothing is."""
    scale = dpi / 25.4
    found = cut(picture, box, scale).point(lambda grey: 255 if grey < 140 else 0).getbbox()
    return found and tuple(edge / scale + box[place % 2] for place, edge in enumerate(found))


def same_looks(paper: Paper, most: int = 400) -> float:
    """Share of different Chinese characters that look exactly like another one: boxes do."""
    looks: dict[str, bytes] = {}
    for page in range(len(paper.sheets)):
        picture, scale = paper.picture(page, 144), 144 / 72
        for char, (left, bottom, right, top) in paper.letters(page):
            if "\u4e00" <= char <= "\u9fff" and char not in looks and len(looks) < most:
                high = paper.sheets[page][1] / MM
                small = cut(picture, (left, high - top, right, high - bottom), scale).resize((24, 24))
                looks[char] = small.point(lambda grey: 255 if grey < 128 else 0).tobytes()
    counts = Counter(looks.values())
    return sum(counts[one] > 1 for one in looks.values()) / len(looks) if looks else 1.0


def paper_size(paper: Paper) -> str:
    """A4, upright or turned sideways."""
    return "" if all({round(w), round(h)} == {210, 297} for w, h in paper.sheets) else str(paper.sheets)


def left_edge(paper: Paper) -> str:
    least = min(line.left for line in paper.body)
    return "" if abs(least - LEFT) <= 1 else f"{least:.2f}"


def right_edge(paper: Paper) -> str:
    most = max(line.right for line in paper.body)
    return "" if abs(most - RIGHT) <= 1 else f"{most:.2f}"


def top_edge(paper: Paper) -> str:
    """Where pages of text begin; one with a red head or with 版记 alone is no such page."""
    tops = [paper.text(page)[0].top for page, count in enumerate(body_lines(paper)) if count >= 15]
    return "" if tops and all(abs(one - TOP) <= 1 for one in tops) else str(tops)


def bottom_edge(paper: Paper) -> str:
    most = max(line.bottom for line in paper.body)
    return "" if abs(most - BOTTOM) <= 1 else f"{most:.2f}"


def ink_inside(paper: Paper) -> str:
    """By pixels: nothing is printed outside the type area but the page number."""
    for page in range(len(paper.sheets)):
        picture = paper.bound(page)
        above = ink(picture, (0, 0, 210, TOP - 1)) or ink(picture, (0, BOTTOM + 11, 210, 297))
        aside = ink(picture, (0, 0, LEFT - 1, 297)) or ink(picture, (RIGHT + 1, 0, 210, 297))
        if above or aside:
            return f"page {page + 1}: {above or aside}"
    return ""


def body_lines(paper: Paper) -> list[int]:
    """How many lines of body size each page has; none on one turned sideways."""
    return [
        sum(line.body for line in paper.text(page)) if paper.upright(page) else 0 for page in range(len(paper.sheets))
    ]


def line_count(paper: Paper) -> str:
    """22 lines on every page that is full: all but the first, which has the title, and the last."""
    counts = [count for count in body_lines(paper) if count]
    full = counts[1:-1]
    return "" if full and max(full) == LINES and sum(one == LINES for one in full) > len(full) / 2 else str(counts)


def character_count(paper: Paper) -> str:
    """28 in a running line of full-width characters; 27 where a mark may not begin the next line."""
    counts = Counter(len(line.glyphs) for line in paper.running if all(one.full for one in line.glyphs))
    usual = counts.most_common(1)[0][0] if counts else 0
    return "" if usual == CHARACTERS and max(counts) == CHARACTERS else str(dict(counts))


def constant_step(paper: Paper) -> str:
    """Every body line stands on the one grid of its page."""
    steps = [low.y - high.y for high, low in pairwise(paper.body) if high.page == low.page and low.y - high.y < 11.5]
    off = [one for one in steps if abs(one - (BOTTOM - TOP - BODY * MM) / (LINES - 1)) > 0.05]
    return f"{off[:5]}" if off or not steps else ""


def straight_edge(paper: Paper) -> str:
    """Every line whose paragraph goes on reaches the right edge."""
    short = [line for line in paper.running if abs(line.right - RIGHT) > 0.5]
    return f"{len(short)} of {len(paper.running)}: {short[0].text}" if short or not paper.running else ""


def marks_at_starts(paper: Paper) -> str:
    return next((line.text for line in paper.body if line.text[:1] in NOT_FIRST and line.text), "")


def marks_at_ends(paper: Paper) -> str:
    return next((line.text for line in paper.body if line.text[-1:] in NOT_LAST and line.text), "")


def fonts_embedded(paper: Paper) -> str:
    return ", ".join(name for name, held in paper.fonts.items() if not held)


def body_font(paper: Paper) -> str:
    """Most of the text stands in a 仿宋."""
    found = Counter(one.font for line in paper.body for one in line.glyphs).most_common(1)
    name = found[0][0] if found else ""
    return "" if any(one in name for one in ("Fang", "仿宋")) else name or "none"


def no_boxes(paper: Paper) -> str:
    """No .notdef glyph: of code 0, without a character, or in a private map that shows a reader's text and no glyph."""
    bad = sum(one.code == 0 or not one.text for glyphs in paper.glyphs for one in glyphs)
    copied = sum(bool(char.strip()) for page in range(len(paper.sheets)) for char, _box in paper.letters(page))
    drawn = sum(bool(one.text.strip()) for glyphs in paper.glyphs for one in glyphs)
    return f"{bad} without a character, {drawn} glyphs for {copied} characters" if bad or drawn < copied else ""


def no_boxes_by_pixels(paper: Paper) -> str:
    share = same_looks(paper)
    return "" if share < 0.02 else f"{share:.0%} look alike"


def numbers(paper: Paper) -> Iterator[tuple[int, list[Line]]]:
    """Each page's number, counted from 1, with the lines it is printed in."""
    yield from ((page + 1, paper.foot(page)) for page in range(len(paper.sheets)))


def number_on_one_line(paper: Paper) -> str:
    """— 1 —, in 14 pt, on one line."""
    for number, lines in numbers(paper):
        if [line.text.replace(" ", "") for line in lines] != [f"—{number}—"] or abs(lines[0].size - 14) > 0.1:
            return f"page {number}: {[line.text for line in lines]}"
    return ""


def number_side(paper: Paper) -> str:
    """Right on odd pages, left on even ones, one character in from the edge of the type area."""
    for number, lines in numbers(paper):
        ends = [line.right for line in lines] if number % 2 else [line.left for line in lines]
        want = RIGHT - 14 * MM if number % 2 else LEFT + 14 * MM
        if not ends or any(abs(one - want) > 0.5 for one in ends):
            return f"page {number}: {ends}, not {want:.2f}"
    return ""


def number_drop(paper: Paper) -> str:
    """By pixels: the dash stands 7 mm under the type area."""
    for number, lines in numbers(paper):
        dash = next((one for line in lines for one in line.glyphs if one.text == "—"), None)
        box = dash and ink(paper.bound(number - 1, 200), (dash.x, BOTTOM + 1, dash.end - 0.3, BOTTOM + 14), 200)
        if not box or abs((box[1] + box[3]) / 2 - BOTTOM - 7) > 0.5:
            return f"page {number}: {box}"
    return ""


RULES: dict[str, Callable[[Paper], str]] = {
    "paper": paper_size,
    "left": left_edge,
    "right": right_edge,
    "top": top_edge,
    "bottom": bottom_edge,
    "ink": ink_inside,
    "lines": line_count,
    "characters": character_count,
    "step": constant_step,
    "edge": straight_edge,
    "starts": marks_at_starts,
    "ends": marks_at_ends,
    "embedded": fonts_embedded,
    "body font": body_font,
    "boxes": no_boxes,
    "pixels": no_boxes_by_pixels,
    "number line": number_on_one_line,
    "number side": number_side,
    "number drop": number_drop,
}


def faults(content: bytes) -> dict[str, str]:
    """The broken rules by name, each with what was measured."""
    paper = Paper(content)
    found = {}
    for name, rule in RULES.items():
        try:
            says = rule(paper)
        except (ValueError, IndexError) as error:
            says = f"cannot be measured: {error}"
        if says:
            found[name] = says
    return found
