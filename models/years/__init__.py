"""years"""

from models.years import copies, find, naming, reader, year

__all__ = ["copies", "find", "naming", "reader", "year"]
