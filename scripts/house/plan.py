"""The plan of the house as docs/house.md draws it: who may import whom, and the floors of models/."""

import re
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[2]
MODELS = "models"


@dataclass(frozen=True)
class Plan:
    """The rooms with what each may import, and on which floor of models/ each of its rooms stands (0 is the ground)."""

    rooms: dict[str, frozenset[str]]
    floors: dict[str, int]

    def allows(self, room: str, other: str) -> bool:
        """Whether a room may import another one."""
        return room == other or other in self.rooms[room]

    def climbs(self, part: str, other: str) -> bool:
        """Whether a part of models/ would import from beside or above itself. What has no floor yet is not judged."""
        if part == other or part not in self.floors or other not in self.floors:
            return False
        return self.floors[other] >= self.floors[part]


def code_names(cell: str) -> list[str]:
    """The names between back-ticks, without what makes them a file or a folder."""
    return [name.rstrip("/").removesuffix(".py") for name in re.findall(r"`([^`]+)`", cell)]


def rooms_of(text: str) -> dict[str, frozenset[str]]:
    """The table whose first column is “room” and whose last is “may import”."""
    found: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| `") or len(cells) != 3:
            continue
        allowed = frozenset(re.findall(r"[a-z]+", cells[2]))
        found |= dict.fromkeys(code_names(cells[0]), allowed)
    for room, allowed in found.items():
        if unknown := allowed - found.keys():
            raise ValueError(f"{room} may import {', '.join(sorted(unknown))}, which the table does not know")
    return found


def floors_of(text: str) -> dict[str, int]:
    """The block ```models: a floor a line, the roof first."""
    drawn = re.search(r"^```models\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    if drawn is None:
        raise ValueError("docs/house.md draws no floors of models/")
    lines = [line.split() for line in drawn[1].splitlines() if line.strip()]
    return {name: floor for floor, names in enumerate(reversed(lines)) for name in names}


def read(house: Path = HOUSE) -> Plan:
    """The plan that docs/house.md of a tree draws."""
    text = (house / "docs" / "house.md").read_text(encoding="utf-8")
    return Plan(rooms_of(text), floors_of(text))
