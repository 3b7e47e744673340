"""passages"""

from models.passages import appendix, citation, dismissal, edition, origin

__all__ = ["appendix", "citation", "dismissal", "edition", "origin"]
