"""Straight right edges: WeasyPrint stretches spaces alone, and Chinese has none, so the rest is spread over all gaps.

Replaces one private function of WeasyPrint (pinned); where it is gone, lines stay ragged and a warning is logged.
"""

import logging
from collections.abc import Iterator
from typing import Any

log = logging.getLogger(__name__)
WIDEST = 10  # a rest of more than ten characters is no line to be spread


def install() -> bool:
    """Put the spreading in place; False where WeasyPrint no longer has the function."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    original = getattr(inline, "justify_line", None)
    create_layout = getattr(inline, "create_layout", None)
    if original is None or create_layout is None:
        log.warning("WeasyPrint has no justify_line: right edges will be ragged")
        return False
    if getattr(original, "spreads", False):
        return True

    def texts(box: Any) -> Iterator[Any]:
        if isinstance(box, boxes.TextBox):
            yield box
        elif isinstance(box, boxes.LineBox | boxes.InlineBox):
            for child in box.children:
                yield from texts(child)

    def spread(context: Any, box: Any, step: float, advance: float, last: Any) -> float:
        """Move a box by the advance so far and widen it; returns the advance behind it."""
        if isinstance(box, boxes.TextBox):
            box.position_x += advance
            style = box.style.copy()
            spacing = style["letter_spacing"]
            style["letter_spacing"] = (0 if spacing == "normal" else spacing) + step
            layout = create_layout(box.text, style, context, max_width=None, justification_spacing=0)
            layout.deactivate()
            gaps = len(box.text) - (box is last)
            box.width += step * gaps
            box.pango_layout, box.style = layout, style  # drawing reads the style again
            return advance + step * gaps
        if isinstance(box, boxes.LineBox | boxes.InlineBox):
            box.position_x += advance
            start = advance
            for child in box.children:
                if child.is_in_normal_flow():
                    advance = spread(context, child, step, advance, last)
            box.width += advance - start
            return advance
        box.translate(advance, 0)
        return advance

    def justify_line(context: Any, line: Any, extra: float) -> None:
        found = list(texts(line))
        gaps = sum(len(box.text) for box in found) - 1
        chinese = any(char > "\u3000" for box in found for char in box.text)
        if gaps < 1 or not chinese or not 0 < extra <= WIDEST * line.style["font_size"]:
            original(context, line, extra)
        else:
            spread(context, line, extra / gaps, 0, found[-1])

    justify_line.spreads = True  # type: ignore[attr-defined]
    inline.justify_line = justify_line
    return True
