"""What is wrong with a file: every place at once, with its line and the cure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


def _(text: str) -> str:
    """Mark a text for the message catalogue; pages and commands translate it when they show it."""
    return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake; `line` counts from 1. `text` and `remedy` are catalogue messages that `values` fill."""

    line: int
    text: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def says(self) -> str:
        return self.said(str)

    @property
    def cure(self) -> str:
        return self.cured(str)

    def said(self, say: Callable[[str], str]) -> str:
        """What is wrong, in words; `say` translates a text of the catalogue."""
        return say(self.text) % self.values

    def cured(self, say: Callable[[str], str]) -> str:
        """How to mend it, in words."""
        return say(self.remedy) % self.values

    def told(self, say: Callable[[str], str]) -> str:
        """All of it in one sentence."""
        values = {"line": self.line, "says": self.said(say), "cure": self.cured(say)}
        return say(_("第 %(line)s 行：%(says)s；%(cure)s。")) % values

    def __str__(self) -> str:
        return self.told(str)


@dataclass(frozen=True, slots=True)
class Remark:
    """A question about a file that is right all the same; `text` is a catalogue message that `values` fill."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, say: Callable[[str], str]) -> str:
        return say(self.text) % self.values


class Wrong(Exception):
    """A checklist or outline file cannot be used; `problems` names every mistake, in the order of lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: one.line))
        super().__init__("\n".join(str(one) for one in self.problems))
