"""A document as sentences of figures and years; read once, judged by every rule of arithmetic."""

from functools import lru_cache

from proofread.document import Document
from proofread.reading.numerals import folded
from proofread.reading.scan import scan
from proofread.reading.tokens import Sentence


@lru_cache(maxsize=2)
def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences that name a figure. Kept for the last two documents: the rules ask one after the other."""
    return tuple(
        sentence
        for number, line in enumerate(document.lines, 1)
        for sentence in scan(number, folded(line), document.year)
    )
