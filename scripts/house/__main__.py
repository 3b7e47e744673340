"""python -m scripts.house: print the measures of the house; exit 1 where a gate is broken."""

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.house import gates, plan
from scripts.house.gates import Gate
from scripts.house.look import Look, Measure, Number


@contextmanager
def tree_at(name: str) -> Iterator[Path]:
    """A folder, or the files of a revision in a folder for a while."""
    if Path(name).is_dir():
        yield Path(name).resolve()
        return
    ask = ["git", "archive", name]
    packed = subprocess.run(ask, cwd=plan.HOUSE, capture_output=True, check=False)  # noqa: S603 - who asks has a shell
    if packed.returncode:
        sys.exit(f"{name} is neither a folder nor a revision: {packed.stderr.decode().strip()}")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)


def shown(value: Number | None) -> str:
    return "–" if value is None else f"{value:g}"


def print_table(now: list[Measure], then: dict[str, Measure], name: str | None, kept: dict[str, Gate]) -> None:
    """One measure a line: the other tree where one was asked for, this one, its gate."""
    row = "{:<30}{:>14}{:>10}  {}" if name else "{:<30}{:.0}{:>10}  {}"
    print(row.format("measure", name or "", "now", "gate").rstrip())
    for one in now:
        gate = kept.get(one.key)
        note = f"{gate}" if gate else ""
        if gate and not gate.holds(one.value):
            note += "  BROKEN"
        elif gate and gate.can_be_tighter(one.value):
            note += "  (can be tighter)"
        old = shown(then[one.key].value) if name else ""
        print(row.format(one.key, old, shown(one.value), note).rstrip())


def print_places(measures: list[Measure]) -> None:
    for one in measures:
        print(f"\n{one.key}: {shown(one.value)}", *one.places, sep="\n  ")


def main() -> int:
    """Measure, print, judge."""
    ask = argparse.ArgumentParser(prog="python -m scripts.house", description="The measures of the house.")
    ask.add_argument("--json", action="store_true", help="as JSON, with the places")
    ask.add_argument("--at", metavar="REV|FOLDER", help="another tree beside this one")
    ask.add_argument("--where", action="store_true", help="also where each number comes from")
    ask.add_argument("--quiet", action="store_true", help="say only which gates are broken")
    asked = ask.parse_args()
    drawn, kept = plan.read(), gates.read(plan.HOUSE)
    now, then = Look(plan.HOUSE, drawn).measures(), {}
    if asked.at:
        with tree_at(asked.at) as other:
            then = {one.key: one for one in Look(other, drawn).measures()}
    broken = gates.broken(now, kept)
    if asked.json:
        rows = {
            one.key: {
                "value": one.value,
                "gate": str(kept[one.key]) if one.key in kept else None,
                "broken": one in broken,
                "places": one.places,
            }
            | ({"then": then[one.key].value} if then else {})
            for one in now
        }
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return bool(broken)
    if not asked.quiet:
        print_table(now, then, asked.at, kept)
    print_places([one for one in now if one.places] if asked.where else broken)
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
