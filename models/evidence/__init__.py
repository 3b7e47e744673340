"""佐证材料: kept files and what they prove, and what is still missing."""

from models.evidence import file
from models.evidence.file import AlreadyThere, Evidence, EvidenceLink, FileKind, attach, link_by_id, past_links
from models.evidence.find import links_of
from models.evidence.missing import closed_short, open_ends, paper_missing, recount_short
from models.evidence.rules import check_dated, check_owed, must_add, must_take, the_one_missing

__all__ = [
    "AlreadyThere",
    "Evidence",
    "EvidenceLink",
    "FileKind",
    "attach",
    "check_dated",
    "check_owed",
    "closed_short",
    "file",
    "link_by_id",
    "links_of",
    "must_add",
    "must_take",
    "open_ends",
    "paper_missing",
    "past_links",
    "recount_short",
    "the_one_missing",
]
