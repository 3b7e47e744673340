"""段落与版次: the pieces of the report, their sources, and the report as it was frozen."""

from models.passages.appendix import Listed, listed_items
from models.passages.citation import Citation, citations_of, cite
from models.passages.dismissal import Dismissal, dismiss, dismissals, last_look, look
from models.passages.edition import (
    LONGEST_BODY,
    Edition,
    Passage,
    PassageState,
    editions,
    freeze,
    must_be_sound,
    must_be_unfrozen,
    must_have_reasons,
    must_have_text,
    must_print_numbers,
    passages,
    slot_name,
    standing_edition,
    write_passage,
)
from models.passages.origin import Origins, origins

__all__ = [
    "LONGEST_BODY",
    "Citation",
    "Dismissal",
    "Edition",
    "Listed",
    "Origins",
    "Passage",
    "PassageState",
    "citations_of",
    "cite",
    "dismiss",
    "dismissals",
    "editions",
    "freeze",
    "last_look",
    "listed_items",
    "look",
    "must_be_sound",
    "must_be_unfrozen",
    "must_have_reasons",
    "must_have_text",
    "must_print_numbers",
    "origins",
    "passages",
    "slot_name",
    "standing_edition",
    "write_passage",
]
