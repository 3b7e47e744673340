"""A text as its lines; every rule speaks of places in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from proofread.finding import LONGEST_QUOTE, Finding, Severity
from proofread.known import Known
from proofread.message import Message


@dataclass(frozen=True, slots=True)
class Document:
    """A text cut at its line ends. `year` is the report's own year, `known` the figures of it, where somebody knows."""

    lines: tuple[str, ...]
    year: int | None = None
    known: tuple[Known, ...] = ()

    def finding(
        self,
        rule: str,
        severity: Severity,
        line: int,
        start: int,
        end: int,
        says: Message,
        expected: str | None = None,
    ) -> Finding:
        """A finding at [start, end) of line number `line` (from 1); a longer span is cut to 40 characters."""
        end = min(end, start + LONGEST_QUOTE)
        return Finding(rule, severity, line, start, end, self.lines[line - 1][start:end], says, expected)


def read(text: str, *, year: int | None = None, known: Sequence[Known] = ()) -> Document:
    """The document of a text; \\r\\n and \\r end lines too."""
    return Document(tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")), year, tuple(known))
