"""The report from command to file beside the bare engine, with the same options on the same HTML, in one run.

    .venv/bin/python -m benchmarks.report [--rounds 5]

`flask report build YEAR --out FILE.pdf` reads the year, composes the report, prints it in a child process and writes
the file. The bare engine is a new process that reads that HTML from a file and writes a PDF, and nothing else. Both
are started turn by turn; the fastest of each counts. The aim is a ratio of 1.5.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

import config
from app import create_app
from commands.demo import load_if_empty

HOUSE, YEAR, LIMIT = Path(__file__).parent.parent, 2020, 1.5
ENGINE = """
import sys
from weasyprint import HTML
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1", pdf_identifier=b"0123456789abcdef")
"""


def load(folder: Path) -> dict[str, str]:
    """A data folder with the demonstration, and the surroundings that lead a command to it."""
    url = f"sqlite:///{folder / 'fazhi.sqlite3'}"
    app = create_app(config.Settings(data=folder, database_url=url))
    with app.app_context():
        load_if_empty()
    app.extensions["engine"].dispose()
    there = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return there | {"FAZHI_DATA": str(folder)}


def build(out: Path) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "app", "report", "build", str(YEAR), "--out", str(out)]


def seconds(command: Sequence[str], out: Path, surroundings: dict[str, str]) -> float:
    """From the start of a command to its finished file."""
    out.unlink(missing_ok=True)
    started = time.perf_counter()
    subprocess.run(command, cwd=HOUSE, env=surroundings, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    took = time.perf_counter() - started
    if out.suffix == ".pdf" and not out.read_bytes().startswith(b"%PDF-"):
        raise SystemExit(f"{out}: not a PDF")
    return took


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--rounds", type=int, default=5)
    rounds = max(1, asked.parse_args().rounds)
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as place:
        folder = Path(place)
        surroundings = load(folder / "data")
        html, ours, bare = folder / "report.html", folder / "report.pdf", folder / "bare.pdf"
        to_html = min(seconds(build(html), html, surroundings) for _round in range(2))
        engine = [sys.executable, "-c", ENGINE, str(html), str(bare)]
        seconds(engine, bare, surroundings)  # fonts and files are read once before anything counts
        times: tuple[list[float], list[float]] = ([], [])
        for _round in range(rounds):
            times[0].append(seconds(engine, bare, surroundings))
            times[1].append(seconds(build(ours), ours, surroundings))
        one, other = min(times[0]), min(times[1])
        ratio = other / one
        click.echo("| from command to file | seconds | ratio |\n| --- | ---: | ---: |")
        click.echo(f"| bare engine on the same HTML | {one:.2f} | 1.00 |")
        click.echo(f"| `flask report build {YEAR}` to PDF | {other:.2f} | {ratio:.2f}{' !' * (ratio > LIMIT)} |")
        click.echo(f"| the same to HTML: no engine | {to_html:.2f} | {to_html / one:.2f} |")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
