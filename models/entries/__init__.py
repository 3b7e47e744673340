"""entries"""

from models.entries import drafts, entry, find, former, review, said, told

__all__ = ["drafts", "entry", "find", "former", "review", "said", "told"]
