"""The corpus of passages in our own words: what a rule must leave alone, and what it must name."""

from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Passage:
    """One passage. `expected` is the right value of a wrong one, `quote` the words that a finding marks."""

    rule: str
    text: str
    wrong: bool
    expected: str | None = None
    quote: str | None = None


def passages(*rules: str) -> list[Passage]:
    """The passages of these rules, or of every rule that has a file."""
    names = rules or tuple(sorted(path.stem for path in HERE.glob("*.yaml")))
    return [
        Passage(**{"rule": name, **row})
        for name in names
        for row in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    ]
