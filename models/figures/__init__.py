"""figures"""

from models.figures import book, carried, figure, find, indicator, relation, rule

__all__ = ["book", "carried", "figure", "find", "indicator", "relation", "rule"]
