"""The reviewed lists in data/, read once, and the words of a list found in a line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def listed(name: str) -> Any:
    """A list of data/ as it stands in its file."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; alternatives are plain words, so the time stays linear."""
    return re.compile("|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))))


def places(found_in: re.Pattern[str], text: str, unless: Mapping[str, Iterable[str]]) -> Iterator[re.Match[str]]:
    """Where a word stands, except inside one of the longer words in which it is right."""
    for found in found_in.finditer(text):
        if not any(inside(text, found, longer) for longer in unless.get(found[0], ())):
            yield found


def inside(text: str, found: re.Match[str], longer: str) -> bool:
    """Whether the match is a part of the longer word as it stands in the text."""
    at = found.start() - longer.find(found[0])
    return longer.find(found[0]) >= 0 and at >= 0 and text.startswith(longer, at)
