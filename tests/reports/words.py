"""Paragraphs for reports that tests make by hand."""

from reports.values import Block


def words(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(text=one) for one in texts)
