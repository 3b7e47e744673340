"""How lists are asked for: words in columns, a page of rows, and what is loaded with them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import func


@dataclass(frozen=True)
class Page:
    """One page of a list: its number, how many there are, and how many rows each has."""

    number: int
    pages: int
    size: int

    def of(self, query: Any) -> Any:
        """The rows of this page alone."""
        return query.limit(self.size).offset((self.number - 1) * self.size)


def page_of(total: int, size: int, asked: int) -> Page:
    """The page that is asked for, or the nearest there is; a list without rows has one."""
    pages = max(1, -(-total // size))
    return Page(min(max(1, asked), pages), pages, size)


def contains(text: str, *columns: Any) -> Any:
    """Whether one of the columns contains the text, whatever its case; the signs of LIKE mean themselves."""
    pattern = "%" + text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return sa.or_(*(func.lower(column).like(pattern, escape="\\") for column in columns))


def load(first: Any, *then: Any) -> Any:
    """What a finder brings with its rows: a relationship, and what hangs on it."""
    path: Any = selectinload(first)
    for one in then:
        path = path.selectinload(one)
    return path
