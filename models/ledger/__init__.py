"""ledger"""

from models.ledger import files, lacks, lamps, listing, pick, records, rights, slips, standings, waits

__all__ = ["files", "lacks", "lamps", "listing", "pick", "records", "rights", "slips", "standings", "waits"]
