"""Reads a text once and lets every rule judge it."""

from collections.abc import Sequence

from proofread.document import read
from proofread.finding import Finding
from proofread.known import Known
from proofread.rule import Rule
from proofread.rules import RULES


def check(
    text: str, *, year: int | None = None, known: Sequence[Known] = (), rules: Sequence[Rule] = RULES
) -> list[Finding]:
    """All findings of a text in reading order. Linear in the length of the text; never raises for any text.

    `known` are figures to compare with: those of the year's ledger, those of last year's report.
    """
    document = read(text, year=year, known=known)
    found = [finding for rule in rules for finding in rule.check(document)]
    return sorted(found, key=lambda one: (one.line, one.start, one.end, one.rule))
