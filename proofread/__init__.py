"""Text in, findings out: sums, growth, ordinals, headings, names, wording. Knows no database and no page."""

from proofread.check import check
from proofread.finding import Finding, Severity
from proofread.known import Known

__all__ = ["Finding", "Known", "Severity", "check"]
