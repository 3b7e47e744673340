"""What is remembered, and what may happen to it. Importing this room knows every table."""

from models import edition, entry, evidence, guide, item, people, presence, trail, year

__all__ = ["edition", "entry", "evidence", "guide", "item", "people", "presence", "trail", "year"]
