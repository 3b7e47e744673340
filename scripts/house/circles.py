"""Circles: files that need each other, however long the way round."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from scripts.house.tree import Import, When


def circles(arrows: Iterable[Import], kinds: set[When]) -> list[list[Path]]:
    """The strongly connected components of more than one file (Tarjan), by the arrows of some kinds."""
    to: dict[Path, set[Path]] = defaultdict(set)
    for arrow in arrows:
        if arrow.when in kinds:
            to[arrow.source].add(arrow.target)
    order: dict[Path, int] = {}
    lowest: dict[Path, int] = {}
    stack: list[Path] = []
    closed: list[list[Path]] = []

    def walk(path: Path) -> None:
        order[path] = lowest[path] = len(order)
        stack.append(path)
        for other in sorted(to.get(path, ())):
            if other not in order:
                walk(other)
            if other in stack:
                lowest[path] = min(lowest[path], lowest[other])
        if lowest[path] == order[path]:
            cut = stack.index(path)
            ring = stack[cut:]
            del stack[cut:]
            if len(ring) > 1:
                closed.append(sorted(ring))

    for path in sorted(to):
        if path not in order:
            walk(path)
    return closed
