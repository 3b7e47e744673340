"""Straight right edges: WeasyPrint stretches spaces alone, and Chinese has none, so the rest is spread over the gaps
between Chinese characters. Figures are never spaced apart; Latin letters only where nothing else can give way.

Replaces one private function of WeasyPrint (pinned); where it is gone, lines stay ragged and a warning is logged.
"""

import logging
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

log = logging.getLogger(__name__)
WIDEST = 1.0  # of a character: a line that would need wider gaps stays short
ROOMY = 0.5  # from here on Latin words give way too
PIECES = re.compile("0+1?|1+")


def wide(char: str) -> bool:
    """Whether a character is as wide as it is high: Chinese, with its marks."""
    return char > "\u2000" and not char.isdigit()


def gives(before: str, after: str, *, latin: bool) -> bool:
    """Whether the gap between two characters may be stretched."""
    if before == after and before in "—…":
        return False
    if wide(before) or wide(after) or " " in (before, after):
        return True
    return latin and before.isalpha() and after.isalpha()


class Spreading:
    """A line as WeasyPrint would justify it, with the rest between its characters instead of its spaces."""

    spreads = True

    def __init__(self, boxes: Any, inline: Any, original: Any) -> None:
        self.text, self.inline = boxes.TextBox, boxes.LineBox | boxes.InlineBox
        self.create_layout, self.original = inline.create_layout, original

    def __call__(self, context: Any, line: Any, extra: float) -> None:
        text = "".join(box.text for box in self.texts(line))
        size = line.style["font_size"]
        if extra <= 0 or not any(wide(char) for char in text):
            self.original(context, line, extra)
            return
        gaps = [gives(before, after, latin=False) for before, after in pairwise(text)]
        if extra > ROOMY * size * sum(gaps):
            gaps = [gives(before, after, latin=True) for before, after in pairwise(text)]
        if any(gaps) and extra <= WIDEST * size * sum(gaps):
            behind = [*gaps, gaps[-1]]  # what stands behind the last is not seen: it is set like the one before it
            self.spread(context, line, extra / sum(gaps), 0, iter(behind))

    def texts(self, box: Any) -> Iterator[Any]:
        if isinstance(box, self.text):
            yield box
        elif isinstance(box, self.inline):
            for child in box.children:
                yield from self.texts(child)

    def spread(self, context: Any, box: Any, step: float, advance: float, flags: Iterator[bool]) -> float:
        """Move an inline box by the advance so far and widen what is in it; returns the advance behind it."""
        box.position_x += advance
        start, children = advance, list[Any]()
        for child in box.children:
            if isinstance(child, self.text):
                pieces, advance = self.widened(context, child, step, advance, flags)
                children += pieces
                continue
            if isinstance(child, self.inline):
                advance = self.spread(context, child, step, advance, flags)
            elif child.is_in_normal_flow():
                child.translate(advance, 0)
            children.append(child)
        box.children = tuple(children)
        box.width += advance - start
        return advance

    def widened(
        self, context: Any, box: Any, step: float, advance: float, flags: Iterator[bool]
    ) -> tuple[list[Any], float]:
        """A text as pieces that are spaced alike: stretched behind each character, or behind none but the last."""
        own = "".join("1" if next(flags) else "0" for _char in box.text)
        found, x = [], box.position_x
        for match in PIECES.finditer(own):
            stretched = match[0][0] == "1"
            piece = self.piece(context, box, box.text[match.start() : match.end()], step if stretched else 0)
            piece.position_x = x + advance
            x += piece.width
            if stretched:
                piece.width += step * len(match[0])
            advance += step * match[0].count("1")
            found.append(piece)
        return found, advance

    def piece(self, context: Any, box: Any, text: str, step: float) -> Any:
        """A part of a text in a box of its own, as wide as it was set; its characters apart by as much more."""
        found, style = box.copy(), box.style.copy()
        spacing = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
        plain = self.create_layout(text, style, context, max_width=None, justification_spacing=0)
        found.text, found.pango_layout, found.style = text, plain, style
        found.width = box.width if text == box.text else self.width_of(plain, style)
        if step:
            style = style.copy()
            style["letter_spacing"] = spacing + step
            found.pango_layout = self.create_layout(text, style, context, max_width=None, justification_spacing=0)
            found.style = style  # drawing reads it again
        found.pango_layout.deactivate()
        return found

    def width_of(self, layout: Any, style: Any) -> float:
        from weasyprint.text.line_break import line_size

        line, _rest = layout.get_first_line()
        return float(line_size(line, style)[0])


def install() -> bool:
    """Put the spreading in place; False where WeasyPrint no longer has the function."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    original = getattr(inline, "justify_line", None)
    if original is None or not hasattr(inline, "create_layout"):
        log.warning("WeasyPrint has no justify_line: right edges will be ragged")
        return False
    if not getattr(original, "spreads", False):
        inline.justify_line = Spreading(boxes, inline, original)
    return True
