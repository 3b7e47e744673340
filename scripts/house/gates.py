"""The gates of the house: [tool.house] of pyproject.toml says what a measure may be at most, or must be at least."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from scripts.house.look import Measure, Number


@dataclass(frozen=True)
class Gate:
    """What is kept of one measure."""

    kept: Number
    at_least: bool

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.kept}"

    def holds(self, value: Number | None) -> bool:
        """Whether a value is as good as the kept one. What could not be measured breaks nothing."""
        if value is None:
            return True
        return value >= self.kept if self.at_least else value <= self.kept

    def can_be_tighter(self, value: Number | None) -> bool:
        """Whether the value has become better than the kept one."""
        return value is not None and value != self.kept and self.holds(value)


def read(house: Path) -> dict[str, Gate]:
    """The gates by the measures they keep."""
    kept = tomllib.loads((house / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["house"]
    most = {key: Gate(value, at_least=False) for key, value in kept["at-most"].items()}
    least = {key: Gate(value, at_least=True) for key, value in kept["at-least"].items()}
    return most | least


def broken(measures: list[Measure], gates: dict[str, Gate]) -> list[Measure]:
    """The measures that are worse than their gates allow. Raises KeyError for a gate that nothing is measured for."""
    by_key = {one.key: one for one in measures}
    return [by_key[key] for key, gate in gates.items() if not gate.holds(by_key[key].value)]
