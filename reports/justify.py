"""Straight right edges: WeasyPrint stretches spaces alone, and Chinese has none, so the rest is spread over all gaps.

Replaces one private function of WeasyPrint (pinned); where it is gone, lines stay ragged and a warning is logged.
"""

import logging
from collections.abc import Iterator
from typing import Any

log = logging.getLogger(__name__)
WIDEST = 10  # a rest of more than ten characters is no line to be spread


class Spreading:
    """A line as WeasyPrint would justify it, with the rest between all its characters instead of its spaces."""

    spreads = True

    def __init__(self, boxes: Any, create_layout: Any, original: Any) -> None:
        self.text, self.inline = boxes.TextBox, boxes.LineBox | boxes.InlineBox
        self.create_layout, self.original = create_layout, original

    def __call__(self, context: Any, line: Any, extra: float) -> None:
        found = list(self.texts(line))
        gaps = sum(len(box.text) for box in found) - 1
        chinese = any(char > "\u3000" for box in found for char in box.text)
        if gaps < 1 or not chinese or not 0 < extra <= WIDEST * line.style["font_size"]:
            self.original(context, line, extra)
        else:
            self.spread(context, line, extra / gaps, 0, found[-1])

    def texts(self, box: Any) -> Iterator[Any]:
        if isinstance(box, self.text):
            yield box
        elif isinstance(box, self.inline):
            for child in box.children:
                yield from self.texts(child)

    def spread(self, context: Any, box: Any, step: float, advance: float, last: Any) -> float:
        """Move a box by the advance so far and widen it; returns the advance behind it."""
        if isinstance(box, self.text):
            return self.widen(context, box, step, advance, last)
        if isinstance(box, self.inline):
            box.position_x += advance
            start = advance
            for child in box.children:
                if child.is_in_normal_flow():
                    advance = self.spread(context, child, step, advance, last)
            box.width += advance - start
            return advance
        box.translate(advance, 0)
        return advance

    def widen(self, context: Any, box: Any, step: float, advance: float, last: Any) -> float:
        box.position_x += advance
        style = box.style.copy()
        spacing = style["letter_spacing"]
        style["letter_spacing"] = (0 if spacing == "normal" else spacing) + step
        layout = self.create_layout(box.text, style, context, max_width=None, justification_spacing=0)
        layout.deactivate()
        gaps = len(box.text) - (box is last)
        box.width += step * gaps
        box.pango_layout, box.style = layout, style  # drawing reads the style again
        return advance + step * gaps


def install() -> bool:
    """Put the spreading in place; False where WeasyPrint no longer has the function."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    original = getattr(inline, "justify_line", None)
    create_layout = getattr(inline, "create_layout", None)
    if original is None or create_layout is None:
        log.warning("WeasyPrint has no justify_line: right edges will be ragged")
        return False
    if not getattr(original, "spreads", False):
        inline.justify_line = Spreading(boxes, create_layout, original)
    return True
