"""ledger"""

from models.ledger import files, gaps, lamps, listing, pick, records, rights, slips, standings, waits

__all__ = ["files", "gaps", "lamps", "listing", "pick", "records", "rights", "slips", "standings", "waits"]
