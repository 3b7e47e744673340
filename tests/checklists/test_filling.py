"""Words that each year fills in, and years of before that a heading still says."""

import pytest

from checklists import fill, said, typed_years, years_left
from checklists.schema import Outline, Part


def plan(*headings: str, titles: dict[str, str] | None = None) -> Outline:
    parts = tuple(
        Part(key=f"p{n}", heading=one, kind="written", hint="{year-1}年写过") for n, one in enumerate(headings)
    )
    items = Part(key="i", heading="事项", kind="items", items=("c/a",), titles=titles or {})
    return Outline(key="o", title="报告", parts=(Part(key="g", parts=parts), items))


def test_year_and_bureau_are_filled_into_headings_hints_and_titles() -> None:
    found = said(plan("{year+1}年安排", "{bureau}的做法", titles={"c/a": "{year}年普法"}), 2026, "某局")
    first, second = found.parts[0].parts
    assert (first.heading, first.hint, second.heading) == ("2027年安排", "2025年写过", "某局的做法")
    assert found.parts[1].titles == {"c/a": "2026年普法"}
    assert fill("{bureau}{name}{year}", 2026, "{year}局") == "{year}局{name}2026"


@pytest.mark.parametrize(
    ("heading", "left"),
    [
        ("2020年工作", 1),
        ("2025年主要做法", 1),
        ("2026年工作安排", 1),  # the plan of a file from the year before
        ("2026年主要做法", 0),
        ("2027年工作安排", 0),
        ("{year}年主要做法", 0),
        ("落实《法治政府建设实施纲要（2021—2025年）》", 0),
        ("2023－2025年三年行动", 0),
        ("12020件", 0),
    ],
)
def test_a_year_left_over_from_a_file_is_named(heading: str, left: int) -> None:
    said = [one.said(str) for one in years_left(plan(heading), 2026)]
    assert [f"而年度是 2026：“{heading}”。写成 {{year}}、{{year+1}} 的" in one for one in said] == [True] * left


def test_titles_of_items_are_looked_at_too() -> None:
    assert list(typed_years(plan("做法", titles={"c/a": "2020年普法"}))) == [("2020年普法", 2020)]
