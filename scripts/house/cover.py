"""Coverage as the last run of the tests left it in build/; nothing where there was no run."""

import json
from pathlib import Path

OWN = ("models", "forms", "checklists")  # the rooms whose own tests have to reach their branches


def read(house: Path, name: str) -> dict[str, dict[str, int]]:
    """(file: its counts) of a report of coverage.py."""
    path = house / "build" / name
    if not path.is_file():
        return {}
    told = json.loads(path.read_text(encoding="utf-8"))
    return {file.replace("\\", "/"): one["summary"] for file, one in told["files"].items()}


def branches(counts: dict[str, int]) -> tuple[int, int]:
    """(branches taken, branches there are)."""
    return counts["covered_branches"], counts["num_branches"]


def all_told(counts: dict[str, int]) -> tuple[int, int]:
    """(lines and branches run, lines and branches there are): what coverage.py calls covered."""
    return (
        counts["covered_branches"] + counts["covered_lines"],
        counts["num_branches"] + counts["num_statements"],
    )


def share(pairs: list[tuple[int, int]]) -> float | None:
    """The percentage of a sum; None of nothing."""
    whole = sum(there for _reached, there in pairs)
    return round(100 * sum(reached for reached, _there in pairs) / whole, 1) if whole else None


def own(house: Path) -> dict[str, tuple[int, int]]:
    """(file: branches reached, branches) of the rooms that are tested by themselves."""
    return {
        file: branches(counts) for file, counts in read(house, "coverage-own.json").items() if file.split("/")[0] in OWN
    }


def whole(house: Path) -> dict[str, tuple[int, int]]:
    """(file: lines and branches reached, lines and branches) of everything by every test."""
    return {file: all_told(counts) for file, counts in read(house, "coverage.json").items()}
