"""What an act was about, in words: names as they were, and a mark wherever a word of ours stands."""

import re
from collections.abc import Callable
from typing import Any

from sqlmodel import func

from models.base import _

WORDS: dict[str, str] = {
    "opening": _("开头"),
    "closing": _("结尾"),
    "lead": _("引言"),
    "whole": _("全文"),
    "paper": _("，第 %(n)s 号材料"),
}
MARK = re.compile(rf"\{{:({'|'.join(WORDS)})(?::([0-9]+))?:\}}")


def nameless(place: int, count: int, inside: bool) -> str:
    """Which of WORDS a piece of the report without a heading is called: inside a part it leads to what follows there;
    else the first half opens the report, the second closes it."""
    if inside:
        return "lead"
    return "opening" if place < count / 2 else "closing"


def marked(name: str, number: int | None = None) -> str:
    """A word of ours as a label keeps it. Nobody types one: a name that they may put into braces has no colon first."""
    assert name in WORDS
    return f"{{:{name}:}}" if number is None else f"{{:{name}:{number}:}}"


def in_words(label: str, say: Callable[..., str]) -> str:
    """A label as people read it; `say` translates a text of the catalogue. Older labels hold the words themselves."""
    return MARK.sub(lambda found: say(WORDS[found[1]], **({"n": found[2]} if found[2] else {})), label)


def as_read(column: Any) -> Any:
    """A column of labels as people read them, to look for a text in."""
    for name, word in WORDS.items():
        head, number, tail = word.partition("%(n)s")
        if number:
            column = func.replace(func.replace(column, f"{{:{name}:", head), ":}", tail)
        else:
            column = func.replace(column, marked(name), word)
    return column
