"""Who acts, and when: every verb takes one, so that its rows and its trail say the same."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from models.base import Row


@dataclass(frozen=True)
class Act:
    """`by`: the person, None where the command line acts. `at`: an aware moment. `batch` binds what one act does to many."""

    by: Row | None
    at: datetime
    batch: str | None = None

    @property
    def by_id(self) -> int | None:
        return self.by.key_id if self.by is not None else None

    @property
    def author_id(self) -> int:
        """The id of the person, for what only a person can do."""
        if self.by is None:
            raise ValueError("a person has to do this")
        return self.by.key_id

    def batched(self) -> Self:
        """The same act under one name for all its rows, so that they are shown and taken back at once."""
        return self if self.batch else replace(self, batch=secrets.token_hex(8))
