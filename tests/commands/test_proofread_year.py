"""flask proofread --year: the text against the year's own figures, where there is such a year."""

import json
from pathlib import Path

from flask import Flask

TEXT = "2020年国家级高新技术企业111家。2020年窗口办结159件。\n"


def found(app: Flask, folder: Path, *args: str) -> list[dict[str, object]]:
    path = folder / "draft.txt"
    path.write_text(TEXT, encoding="utf-8")
    rows: list[dict[str, object]] = json.loads(
        app.test_cli_runner().invoke(args=["proofread", str(path), "--json", *args]).stdout
    )
    return [row for row in rows if row["rule"] == "conflict"]


def test_a_figure_that_differs_from_the_ledger_is_named_with_the_right_one(demo_app: Flask, tmp_path: Path) -> None:
    (row,) = found(demo_app, tmp_path, "--year", "2020")
    assert (row["quote"], row["expected"], row["severity"]) == ("111家", "101家", "error")
    assert "台账" in str(row["message"])


def test_without_a_year_or_without_its_figures_nothing_is_compared(demo_app: Flask, app: Flask, tmp_path: Path) -> None:
    assert found(demo_app, tmp_path) == []
    assert found(demo_app, tmp_path, "--year", "2019") == []
    assert found(app, tmp_path, "--year", "2020") == []
