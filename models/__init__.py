"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import dismissal, edition, entry, evidence, guide, item, people, presence, trail, year

__all__ = ["dismissal", "edition", "entry", "evidence", "guide", "item", "people", "presence", "trail", "year"]
