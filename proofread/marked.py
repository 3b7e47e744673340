"""A text with its findings in place: each line cut where findings begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass

from proofread.document import read
from proofread.finding import Finding, Severity

GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: how grave what covers it is, and the numbers (from 1) of the findings that begin here."""

    text: str
    severity: Severity | None
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the text with its number."""

    number: int
    pieces: tuple[Piece, ...]


def marked(text: str, found: Sequence[Finding]) -> list[MarkedLine]:
    """Every line that is not blank; findings keep the numbers of their order."""
    by_line: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(found, 1):
        by_line.setdefault(finding.line, []).append((number, finding))
    return [
        MarkedLine(number, tuple(pieces(line, by_line.get(number, []))))
        for number, line in enumerate(read(text).lines, 1)
        if line.strip() or number in by_line
    ]


def pieces(line: str, mine: list[tuple[int, Finding]]) -> list[Piece]:
    """The line cut at the borders of its findings; one pass over the borders."""
    borders = sorted({0, len(line)} | {at for _, one in mine for at in (one.start, one.end)})
    cut: list[Piece] = []
    waiting = sorted(mine, key=lambda one: one[1].start)
    open_now: list[Finding] = []
    for start, end in zip(borders, borders[1:] or [len(line)], strict=False):
        begins = []
        while waiting and waiting[0][1].start == start:
            number, finding = waiting.pop(0)
            begins.append(number)
            open_now.append(finding)
        open_now = [one for one in open_now if one.end > start]
        cover = next((grave for grave in GRAVEST if any(one.severity is grave for one in open_now)), None)
        cut.append(Piece(line[start:end], cover, tuple(begins)))
    return cut
