"""What is read for pages: lamps, lists, slips, what waits for whom, and who may see it."""

from models.ledger import files, lacks, listing, pick, records, rights, standings, waits
from models.ledger.files import AskedFiles, files_of_year
from models.ledger.lacks import gaps, gaps_by_department
from models.ledger.lamps import Borders, Glance, Lamp, borders, glance
from models.ledger.listing import Filter, LedgerRow, ledger, percent_of_item, state_counts, unassigned
from models.ledger.pick import pickable, picked, places, same_content
from models.ledger.records import (
    AskedRecords,
    ids_of,
    items_for,
    last_record,
    record_by_id,
    record_page,
    records_by_ids,
    records_written,
    submitted,
    waiting,
)
from models.ledger.rights import WHO, other_office, readable, works_for
from models.ledger.slips import months_owed, owed_of, slip, untouched
from models.ledger.standings import Standing, by_department, standing
from models.ledger.waits import (
    nobody_reviews,
    review_queue,
    reviewable,
    to_acknowledge,
    to_answer,
    trail_state,
    unchanged_by_department,
    unchanged_of,
    waiting_for_review,
)

__all__ = [
    "WHO",
    "AskedFiles",
    "AskedRecords",
    "Borders",
    "Filter",
    "Glance",
    "Lamp",
    "LedgerRow",
    "Standing",
    "borders",
    "by_department",
    "files",
    "files_of_year",
    "gaps",
    "gaps_by_department",
    "glance",
    "ids_of",
    "items_for",
    "lacks",
    "last_record",
    "ledger",
    "listing",
    "months_owed",
    "nobody_reviews",
    "other_office",
    "owed_of",
    "percent_of_item",
    "pick",
    "pickable",
    "picked",
    "places",
    "readable",
    "record_by_id",
    "record_page",
    "records",
    "records_by_ids",
    "records_written",
    "review_queue",
    "reviewable",
    "rights",
    "same_content",
    "slip",
    "standing",
    "standings",
    "state_counts",
    "submitted",
    "to_acknowledge",
    "to_answer",
    "trail_state",
    "unassigned",
    "unchanged_by_department",
    "unchanged_of",
    "untouched",
    "waiting",
    "waiting_for_review",
    "waits",
    "works_for",
]
