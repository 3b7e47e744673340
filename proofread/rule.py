"""What a rule is: its check, and what the page of rules says about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from proofread.document import Document
from proofread.finding import Finding
from proofread.message import Message


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule speaks only where the text claims the relation. `sound` and `wrong` are examples that tests hold.

    `claims` says in Chinese when it speaks, `source` which standard, regulation or arithmetic it rests on.
    """

    name: str
    title: Message
    claims: Message
    source: Message
    sound: tuple[str, ...]
    wrong: tuple[str, ...]
    check: Callable[[Document], Iterable[Finding]]
