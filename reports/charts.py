"""Charts as SVG pictures, drawn here: no script in them, and a table always stands beside."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pygal
from pygal.etree import etree
from pygal.style import Style

FACES = "Source Han Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
PAPER = Style(
    background="transparent",
    plot_background="transparent",
    colors=("#7a8699", "#234b8c", "#256d4f", "#9a6200", "#5b6673"),
    foreground="#1d232b",
    foreground_strong="#1d232b",
    foreground_subtle="#5b6673",
    font_family=FACES,
    label_font_size=13,
    major_label_font_size=13,
    value_font_size=13,
    value_colors=("#1d232b",),
)


def bars(title: str, points: Sequence[tuple[str, Decimal | None, str]], *, lying: bool = False) -> bytes:
    """One bar for each (name, value, printed value); a gap stays empty and says so in its name."""
    longest = max([0, *(len(name) for name, _value, _text in points)])
    chart = (pygal.HorizontalBar if lying else pygal.Bar)(
        js=[],
        style=PAPER,
        show_legend=False,
        print_values=True,
        print_values_position="top",
        width=400,
        height=40 + 30 * len(points) if lying else 230,
        explicit_size=True,
        no_prefix=True,
        show_y_guides=False,
        show_x_guides=False,
        show_y_labels=lying,
        show_x_labels=not lying,
        truncate_label=-1,
        margin=10,
        margin_left=10 + (7 * longest if lying else 0),
        range=(
            min([0, *(float(one[1]) for one in points if one[1] is not None)]),
            _top(points, 1.35 if lying else 1.15),
        ),
    )
    shown = list(reversed(points)) if lying else list(points)
    chart.x_labels = [name for name, _value, _text in shown]
    chart.add(title, [_point(value, text) for _name, value, text in shown])
    return _drawn(chart, lying)


def _drawn(chart: Any, lying: bool) -> bytes:
    """The picture alone: pygal leaves its settings in a script even where no code of its own is asked for.

    It centres each value on the end of its bar; here the value stands beyond it.
    """
    root = chart.render_tree()
    for parent in root.iter():
        for child in [one for one in parent if str(one.tag).endswith("script")]:
            parent.remove(child)
        if str(parent.tag).endswith("text") and parent.get("class") == "value":
            parent.set("style", "text-anchor: start" if lying else "text-anchor: middle")
            parent.set(*(("dx", "6") if lying else ("dy", "-6")))
    return bytes(etree.tostring(root, encoding="utf-8"))


def _top(points: Sequence[tuple[str, Decimal | None, str]], room: float) -> float:
    """A little room beyond the highest bar for its value."""
    return max([1e-9, *(float(one[1]) for one in points if one[1] is not None)]) * room


def _point(value: Decimal | None, text: str) -> object:
    return None if value is None else {"value": float(value), "formatter": lambda _value: text}
