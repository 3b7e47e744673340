"""操作留痕 as people read it, and the way back."""

from models.history import find, undoing, words
from models.history.find import TRAIL_SIZE, Asked, batch_sizes, items_named, trail, whole
from models.history.stories import (
    STORY_SIZE,
    Line,
    Story,
    folded,
    has_reported,
    months_in_words,
    open_entries,
    returned_of,
    story,
)
from models.history.undoing import WAYS, Undone, act_rows, last_act, may_undo, taken_back, undo, undoable
from models.history.words import SILENT, changes_of, names_in, value_of, word_of

__all__ = [
    "SILENT",
    "STORY_SIZE",
    "TRAIL_SIZE",
    "WAYS",
    "Asked",
    "Line",
    "Story",
    "Undone",
    "act_rows",
    "batch_sizes",
    "changes_of",
    "find",
    "folded",
    "has_reported",
    "items_named",
    "last_act",
    "may_undo",
    "months_in_words",
    "names_in",
    "open_entries",
    "returned_of",
    "story",
    "taken_back",
    "trail",
    "undo",
    "undoable",
    "undoing",
    "value_of",
    "whole",
    "word_of",
    "words",
]
