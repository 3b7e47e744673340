"""people"""

from models.people import bureau, names, passwords, person, presence

__all__ = ["bureau", "names", "passwords", "person", "presence"]
