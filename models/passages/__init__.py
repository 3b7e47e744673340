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
from models.passages.placing import (
    follows,
    lost_passages,
    name_before,
    outlines_before,
    put_away,
    set_outline,
    slots_of,
)

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
    "follows",
    "freeze",
    "last_look",
    "listed_items",
    "look",
    "lost_passages",
    "must_be_sound",
    "must_be_unfrozen",
    "must_have_reasons",
    "must_have_text",
    "must_print_numbers",
    "name_before",
    "origins",
    "outlines_before",
    "passages",
    "put_away",
    "set_outline",
    "slot_name",
    "slots_of",
    "standing_edition",
    "write_passage",
]
