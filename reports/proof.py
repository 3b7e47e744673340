"""The report as the proofreader reads it: every printed line with the passage it stands in, and what was found there."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from proofread import Finding, Severity, check
from reports.values import Report, Section, walk

Kept = TypeVar("Kept")

# Rules whose expected value can stand where the quoted words are. The others say what is missing or made by the
# program, or (conflict) that two places differ: which of them is right only a person knows.
REPLACEABLE = {
    "sum",
    "difference",
    "growth",
    "share",
    "product",
    "series",
    "punctuation",
    "character",
    "name",
    "date",
    "wording",
}
BREAKS = re.compile(r"[\r\n]")  # the proofreader counts its own lines
BELOW = {"missing-part", "heading"}  # said at a heading of what is not written under it


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of text; `slot` names its passage, None where the settings or the outline made it.

    `under`: the passage that stands under a heading, which the outline made.
    """

    text: str
    slot: str | None = None
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding in its passage. `mark` stays the same while the text and what the rule says of it stay the same; it does
    not hang on how we word that. `former` is the mark as it was until 0.4, made of our words: explanations may have it.

    `mend`: the passage in which it is mended: of what is missing under a heading, the one that is to be written there.
    """

    finding: Finding
    slot: str | None
    mark: str
    mend: str | None = None
    former: str = ""

    def of(self, kept: Mapping[str, Kept]) -> Kept | None:
        """What was kept for this finding, by its mark of today or of before."""
        return kept.get(self.mark) or kept.get(self.former)

    @property
    def open_error(self) -> bool:
        return self.finding.severity is Severity.ERROR

    @property
    def cure(self) -> str | None:
        """What can be put in the place of the quoted words."""
        one = self.finding
        return one.expected if one.expected and one.rule in REPLACEABLE and self.slot else None


def lines(report: Report) -> list[Line]:
    """The words of a report in the order of the paper; tables of its appendices are no prose and stay out."""
    found = [Line(report.title)]
    if report.addressee:
        found.append(Line(f"{report.addressee}："))
    for section in walk(report.sections):
        found += _of(section)
    found += [Line(f"附件：{name}") for name in report.notes]
    found += [Line(text) for text in (*report.signatures, report.signed_on) if text]
    return [replace(one, text=BREAKS.sub(" ", one.text)) for one in found]


def _of(section: Section) -> list[Line]:
    own = None if section.children else section.key
    texts = section.texts
    head = section.number + section.heading
    if section.run_in and texts:
        return [Line(f"{head}。{texts[0]}", own), *(Line(text, own) for text in texts[1:])]
    return [*([Line(head, under=own)] if section.heading else []), *(Line(text, own) for text in texts)]


@lru_cache(maxsize=8)
def judged(text: str, year: int) -> tuple[Finding, ...]:
    """What the rules say of a text; one that is read again unchanged is not judged again."""
    return tuple(check(text, year=year))


def proof(report: Report) -> list[Flaw]:
    """What the rules say of a report, in its order."""
    printed = lines(report)
    seen: Counter[str] = Counter()
    flaws = []
    for finding in judged("\n".join(line.text for line in printed), report.year):
        line = printed[finding.line - 1]
        mend = line.slot or (line.under if finding.rule in BELOW else None)
        flaws.append(flaw_of(finding, line.slot, seen, mend))
    return flaws


def flaw_of(finding: Finding, slot: str | None, seen: Counter[str], mend: str | None) -> Flaw:
    """A finding with its marks; `seen` counts those that are alike."""

    def mark(*said: str) -> str:
        words = "\x1f".join((finding.rule, slot or "", finding.quote, finding.expected or "", *said))
        seen[words] += 1
        return hashlib.sha256(f"{words}\x1f{seen[words]}".encode()).hexdigest()[:24]

    former = mark(finding.message)
    return Flaw(finding, slot, mark("", *finding.says.facts), mend, former)


def cured(body: str, line: str, finding: Finding, cure: str) -> str | None:
    """A passage's own text with the cure in place of the quoted words; None where their place is not plain.

    The printed line differs from what was typed (一是 is made, marks are widened), so the words are found by as much
    of what stands around them as both have.
    """
    for around in range(12, -1, -1):
        before = line[max(0, finding.start - around) : finding.start]
        after = line[finding.end : finding.end + around]
        if body.count(before + finding.quote + after) == 1:
            place = body.index(before + finding.quote + after) + len(before)
            return body[:place] + cure + body[place + len(finding.quote) :]
    return None
