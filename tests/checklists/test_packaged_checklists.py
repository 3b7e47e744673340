"""The files that come with the product: complete, readable, and kept unchanged through a year's frozen copy."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

import checklists
from checklists import available, kind_of, read_checklist, read_indicators, read_kinds, read_outline
from checklists.schema import Checklist, Due, Outline

FOLDER = Path(checklists.__file__).parent
CHECKLISTS = ("key-tasks-2020", "demonstration-site-2020")
TASK_KEYS = """
    leadership decision-systems law-study supervision policy-incentives fiscal-input research-input platforms
    innovators cooperation approval-items approval-procedure fewer-certificates integrity-system joint-discipline
    normative-documents legal-counsel proposals six-steps three-plus-one consultation first-responsible
"""


def test_every_packaged_file_reads() -> None:
    lists = [read_checklist(name) for name in available() if kind_of(name) == "checklist"]
    outlines = [read_outline(name, lists) for name in available() if kind_of(name) == "outline"]

    kinds = [read_kinds(name) for name in available() if kind_of(name) == "records"]
    indicators = [read_indicators(name, kinds[-1]) for name in available() if kind_of(name) == "indicators"]

    assert sorted(one.key for files in (lists, outlines, kinds, indicators) for one in files) == list(available())


def test_the_twenty_two_tasks_stand_in_order_and_say_that_they_are_rebuilt() -> None:
    found = read_checklist("key-tasks-2020")

    assert [task.key for task in found.tasks] == TASK_KEYS.split()
    assert [task.no for task in found.tasks] == [str(no) for no in range(1, 23)]
    assert found.kind == "tasks"
    assert "复原" in found.note


def test_the_thirty_eight_standards_have_an_origin_each_and_no_points() -> None:
    found = read_checklist("demonstration-site-2020")

    assert [len(section.items) for section in found.sections] == [7, 5, 5, 5, 4, 6, 3, 3]
    assert found.kind == "standards"
    assert {task.origin for task in found.tasks} == {"2020年度报告", "公开文件", "复原"}
    assert [task.points for task in found.tasks] == [None] * 38


@pytest.mark.parametrize(("no", "year"), [("6.5", "2022年"), ("8.2", "2023年")])
def test_standards_of_later_years_say_so(no: str, year: str) -> None:
    task = next(task for task in read_checklist("demonstration-site-2020").tasks if task.no == no)

    assert year in task.note


@pytest.mark.parametrize("name", CHECKLISTS)
def test_each_item_can_be_worked_on(name: str) -> None:
    for task in read_checklist(name).tasks:
        assert task.requirement, task.key
        assert task.owed, task.key
        assert 2 <= len(task.checkpoints) <= 6, task.key
        assert task.origin, task.key


def test_the_outline_takes_in_every_item_once() -> None:
    lists = [read_checklist(name) for name in CHECKLISTS]
    outline = read_outline("outline-2020", lists)

    refs = [ref for leaf in outline.leaves() for ref in leaf.items]

    assert sorted(refs) == sorted(f"{one.key}/{task.key}" for one in lists for task in one.tasks)
    assert len(refs) == 60


def test_the_outline_has_the_order_of_the_report() -> None:
    outline = read_outline("outline-2020", [read_checklist(name) for name in CHECKLISTS])

    assert [part.key for part in outline.parts] == [
        "opening", "measures", "first-responsible", "problems", "next-year", "closing",
    ]  # fmt: skip
    assert [len(list(part.leaves())) for part in outline.parts[1].parts] == [3, 2, 1]
    assert [leaf.key for leaf in outline.leaves() if leaf.kind == "gathered"] == ["demonstration"]
    assert [leaf.key for leaf in outline.leaves() if leaf.kind == "written"] == [
        "opening",
        "problems",
        "next-year",
        "closing",
    ]


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_frozen_copy_comes_back_the_same(name: str) -> None:
    found = read_checklist(name)

    assert Checklist.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_a_frozen_outline_comes_back_the_same() -> None:
    found = read_outline("outline-2020", [read_checklist(name) for name in CHECKLISTS])

    assert Outline.from_dict(json.loads(json.dumps(found.to_dict()))) == found


@pytest.mark.parametrize("name", available())
def test_chinese_text_has_full_width_marks(name: str) -> None:
    for line in (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines():
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;()][\u4e00-\u9fff]", line), line


@pytest.mark.parametrize(
    ("due", "year", "day"),
    [
        (Due(kind="date", month=12, day=4), 2020, date(2020, 12, 4)),
        (Due(kind="date", month=2, day=29), 2021, date(2021, 2, 28)),
        (Due(kind="date", month=2, day=29), 2024, date(2024, 2, 29)),
        (Due(), 2020, date(2020, 12, 31)),
        (Due(kind="standing"), 2020, None),
    ],
)
def test_a_due_falls_on_a_day_of_any_year(due: Due, year: int, day: date | None) -> None:
    assert due.on(year) == day
