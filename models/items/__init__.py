"""items"""

from models.items import find, item, opening, parts

__all__ = ["find", "item", "opening", "parts"]
