"""What a rule found, where, and what it would have expected."""

from dataclasses import dataclass
from enum import StrEnum

from proofread.message import Message

LONGEST_QUOTE = 40


class Severity(StrEnum):
    """error: the text contradicts itself; warning: look here; note: unsure, or a matter of habit."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place. `line` counts from 1; `start` and `end` are offsets in that line, from 0, end excluded.

    `quote` is exactly that span, at most 40 characters; `expected` is what would be right, where the rule knows it.
    """

    rule: str
    severity: Severity
    line: int
    start: int
    end: int
    quote: str
    says: Message
    expected: str | None = None

    @property
    def message(self) -> str:
        """What it says, in our own words."""
        return str(self.says)

    def to_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "line": self.line,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "message": self.message,
            "expected": self.expected,
        }
