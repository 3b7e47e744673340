"""A slip that runs through a whole text is one finding with a count, not a hundred."""

from collections.abc import Iterable
from dataclasses import replace

from proofread.finding import Finding
from proofread.message import Message, _

MOST = 12


def gathered(found: Iterable[Finding], what: Message, most: int = MOST) -> list[Finding]:
    """The findings as they are, or, where they are more than `most`, the first of them with their number."""
    listed = list(found)
    if len(listed) <= most:
        return listed
    first = min(listed, key=lambda one: (one.line, one.start))
    says = _("%(what)s全文共 %(n)s 处，这是第一处。%(first)s", what=what, n=len(listed), first=first.says)
    return [replace(first, says=says)]
