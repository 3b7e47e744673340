"""The confirmed figures of a year as the proofreader takes them: plain values with a name, a year and a unit."""

from proofread import Known
from reports.book import Book, Value


def known_of(book: Book, origin: str) -> list[Known]:
    """Figures of whole years that may be used; `origin` says in Chinese where they stand (台账, 上年报告)."""
    return [_known(value, origin) for value in book.all() if value.sound and value.printed and value.period.isdigit()]


def _known(value: Value, origin: str) -> Known:
    assert value.printed is not None
    return Known(value.name, int(value.period), value.printed.value, value.unit, origin)
