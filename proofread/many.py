"""A slip that runs through a whole text is one finding with a count, not a hundred."""

from collections.abc import Iterable
from dataclasses import replace

from proofread.finding import Finding

MOST = 12


def gathered(found: Iterable[Finding], what: str, most: int = MOST) -> list[Finding]:
    """The findings as they are, or, where they are more than `most`, the first of them with their number."""
    listed = list(found)
    if len(listed) <= most:
        return listed
    first = min(listed, key=lambda one: (one.line, one.start))
    return [replace(first, message=f"{what}全文共 {len(listed)} 处，这是第一处。{first.message}")]
