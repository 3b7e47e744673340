"""What keeps the house in order: accounts and their handing over, first steps, health."""

from models.office import accounts, handover, health
from models.office.accounts import AskedPeople, department_counts, people_page
from models.office.deletion import delete_year
from models.office.guide import GuideDone, bring_back, brought, founded, is_away, put_away, reviewed
from models.office.handover import Hangs, Successors, edit_room, hand_over, hangs_on, hangs_on_room, move_room
from models.office.health import KEPT, kept_hashes, row_count, unreviewable, wrong_sums, wrong_told

__all__ = [
    "KEPT",
    "AskedPeople",
    "GuideDone",
    "Hangs",
    "Successors",
    "accounts",
    "bring_back",
    "brought",
    "delete_year",
    "department_counts",
    "edit_room",
    "founded",
    "hand_over",
    "handover",
    "hangs_on",
    "hangs_on_room",
    "health",
    "is_away",
    "kept_hashes",
    "move_room",
    "people_page",
    "put_away",
    "reviewed",
    "row_count",
    "unreviewable",
    "wrong_sums",
    "wrong_told",
]
