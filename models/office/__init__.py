"""office"""

from models.office import accounts, guide, handover, health

__all__ = ["accounts", "guide", "handover", "health"]
