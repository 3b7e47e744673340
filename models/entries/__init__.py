"""进展与办结小结: what departments report, and how it is reviewed."""

from models.entries import entry, find
from models.entries.drafts import Source, sources
from models.entries.entry import HANDED_IN, Entry, accept_all, reopen, write
from models.entries.find import (
    accepted_progress,
    entry_before,
    entry_by_id,
    entry_options,
    live_entry,
    returned_before,
    returned_entry,
    stranded_drafts,
    told_options,
)
from models.entries.former import ItemFormer, former_condition, former_pairs
from models.entries.review import EntryState, Review, Verdict
from models.entries.said import CLOSING_MONTH, LONGEST_TEXT, EntryKind, Said, Stance, closing_date
from models.entries.told import recount_told

__all__ = [
    "CLOSING_MONTH",
    "HANDED_IN",
    "LONGEST_TEXT",
    "Entry",
    "EntryKind",
    "EntryState",
    "ItemFormer",
    "Review",
    "Said",
    "Source",
    "Stance",
    "Verdict",
    "accept_all",
    "accepted_progress",
    "closing_date",
    "entry",
    "entry_before",
    "entry_by_id",
    "entry_options",
    "find",
    "former_condition",
    "former_pairs",
    "live_entry",
    "recount_told",
    "reopen",
    "returned_before",
    "returned_entry",
    "sources",
    "stranded_drafts",
    "told_options",
    "write",
]
