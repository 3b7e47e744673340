"""The pages of benchmarks.pages from another checkout beside those of this one: what a change costs or saves.

    .venv/bin/python -m benchmarks.beside ../before [--items 3000] [--rounds 12]

Each checkout answers in a process of its own, from a year that its own code made, with the Python that runs this. They
are asked turn by turn; what is compared is processor time, so that a busy machine disturbs both alike. A page whose HTML
is another one (but for the token of its forms) is marked `!`.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent.parent
CHANGING = re.compile(r'name="csrf_token"[^>]*|\?v=[0-9a-f]{12}')
Process = subprocess.Popen[str]


def answer(folder: Path, items: int) -> None:
    """The child: opens the page that each line names, and says what it took."""
    from benchmarks.pages import Place

    place = Place(folder / "year", f"sqlite:///{folder / 'year' / 'fazhi.sqlite3'}", items)
    print("ready", flush=True)
    for line in sys.stdin:
        who, path = json.loads(line)
        before, started = place.queries, time.process_time()
        page = place.clients[who].get(path).get_data(as_text=True)
        took = (time.process_time() - started) * 1000
        text = hashlib.sha256(CHANGING.sub("", page).encode()).hexdigest()
        print(json.dumps([took, place.queries - before, len(page.encode()), text]), flush=True)


@contextmanager
def child(house: Path, items: int) -> Iterator[Process]:
    """A process that runs a checkout's code."""
    with tempfile.TemporaryDirectory(prefix="fazhi-beside-") as folder:
        command = [sys.executable, "-P", __file__, "--answer", folder, "--items", str(items)]
        paths = {**os.environ, "PYTHONPATH": str(house)}
        pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, cwd=house, env=paths, **pipes) as process:  # noqa: S603 - our own code
            if not process.stdout or process.stdout.readline() != "ready\n":
                raise SystemExit(f"{house} does not answer")
            yield process
            process.terminate()


def ask(process: Process, who: str, path: str) -> Any:
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps([who, path]) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("before", type=Path, nargs="?", help="the other checkout")
    asked.add_argument("--items", type=int, default=3_000)
    asked.add_argument("--rounds", type=int, default=12)
    asked.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    want = asked.parse_args()
    if want.answer:
        answer(want.answer, want.items)
        return
    from benchmarks.pages import PAGES

    print("| page | before, ms | now, ms | ratio | queries | bytes |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    with child(want.before.resolve(), want.items) as before, child(HERE, want.items) as now:
        for page, who, path in PAGES:
            first = ask(before, who, path), ask(now, who, path)
            pairs = [(ask(before, who, path), ask(now, who, path)) for _round in range(want.rounds)]
            old, new = (min(pair[side][0] for pair in pairs) for side in (0, 1))
            ratio = median(pair[1][0] / pair[0][0] for pair in pairs)
            (_ms, few, size, text), (_ms, many, length, other) = first
            same = "" if text == other else " !"
            figures = f"{ratio:.2f}{same} | {few} / {many} | {size} / {length} |"
            print(f"| {page} | {old:.1f} | {new:.1f} | {figures}", flush=True)


if __name__ == "__main__":
    main()
