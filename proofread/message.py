"""What people read: a text of the catalogue with its values, put into words by who shows it."""

from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Message:
    """`values` fill the text; one of them may be a message itself, or several to be listed."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def said(self, say: Say = str) -> str:
        """In words; `say` translates a text of the catalogue."""
        words = say(self.text)
        return words % {name: _said(value, say) for name, value in self.values} if self.values else words

    @property
    def facts(self) -> tuple[str, ...]:
        """What it says of the text at hand, without our own words."""
        return tuple(fact for _name, value in self.values for fact in _facts(value))

    def __str__(self) -> str:
        return self.said()


def _(text: str, **values: object) -> Message:
    """Mark a text for the message catalogue."""
    return Message(text, tuple(values.items()))


class Unreadable(Exception):
    """Why a file gives no text; the words are for the person who chose it."""

    def __init__(self, says: Message) -> None:
        super().__init__(says)
        self.says = says


def _said(value: object, say: Say) -> object:
    if isinstance(value, Message):
        return value.said(say)
    return "、".join(str(_said(one, say)) for one in value) if isinstance(value, tuple) else value


def _facts(value: object) -> tuple[str, ...]:
    if isinstance(value, Message):
        return value.facts
    return tuple(fact for one in value for fact in _facts(one)) if isinstance(value, tuple) else (str(value),)
