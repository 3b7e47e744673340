"""records"""

from models.records import facts, record, recounting, tally

__all__ = ["facts", "record", "recounting", "tally"]
