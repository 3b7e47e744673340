"""history"""

from models.history import find, stories, undoing, words

__all__ = ["find", "stories", "undoing", "words"]
