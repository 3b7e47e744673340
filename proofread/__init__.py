"""Text in, findings out: sums, growth, ordinals, headings, names, wording. Knows no database and no page."""

from proofread.check import check
from proofread.finding import Finding, Severity

__all__ = ["Finding", "Severity", "check"]
