"""years"""

from models.years import copies, find, naming, readers, year

__all__ = ["copies", "find", "naming", "readers", "year"]
