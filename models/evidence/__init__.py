"""佐证材料: kept files and what they prove, and what is still missing."""

from models.evidence import file
from models.evidence.file import AlreadyThere, Evidence, EvidenceLink, FileKind, attach, link_by_id, past_links
from models.evidence.find import links_of
from models.evidence.missing import open_ends
from models.evidence.rules import check_dated, check_owed, must_take, the_one_missing

__all__ = [
    "AlreadyThere",
    "Evidence",
    "EvidenceLink",
    "FileKind",
    "attach",
    "check_dated",
    "check_owed",
    "file",
    "link_by_id",
    "links_of",
    "must_take",
    "open_ends",
    "past_links",
    "the_one_missing",
]
