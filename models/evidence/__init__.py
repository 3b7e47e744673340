"""evidence"""

from models.evidence import file, find, missing, rules

__all__ = ["file", "find", "missing", "rules"]
