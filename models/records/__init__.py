"""工作记录: dated facts that are confirmed and counted."""

from checklists.counted import NUMBERS, Detail, RecordKind
from models.records.facts import MOST, Facts
from models.records.record import (
    Record,
    RecordEvidence,
    RecordItem,
    RecordState,
    RecordUpdate,
    confirm_all,
    write_record,
)
from models.records.recounting import recount
from models.records.tally import COLUMNS, KEYS, WHOLE_YEAR, Sum, Tally, added, sums

__all__ = [
    "COLUMNS",
    "KEYS",
    "MOST",
    "NUMBERS",
    "WHOLE_YEAR",
    "Detail",
    "Facts",
    "Record",
    "RecordEvidence",
    "RecordItem",
    "RecordKind",
    "RecordState",
    "RecordUpdate",
    "Sum",
    "Tally",
    "added",
    "confirm_all",
    "recount",
    "sums",
    "write_record",
]
