"""Lists from above keep their own numbers and sections; keys that nobody gave are made."""

from pathlib import Path

import pytest

from checklists import STANDARD, outline_for, read_checklist, read_outline
from checklists.remarks import jumps
from checklists.schema import Checklist
from reports.compose import Settings, compose, slots
from reports.values import walk

LIST = """
kind: checklist
key: city
title: 市级任务
sections:
  - title: 学习贯彻
    no: 一
    items:
      - {no: A.1, title: 专题研究, lead: 法规科, help: 办公室、财务科, person: 张三, leader: 局长}
    sections:
      - title: 学法
        no: （一）
        sections:
          - title: 会前学法
            no: 1.1
            items:
              - {no: 1.1.1, title: 制定计划}
              - {no: 1.1.3, title: 组织学习, lead: 法规科, help: [办公室, 财务科]}
              - {no: 1.1.3, title: 组织学习}
  - title: 规范执法
    no: 二
    items:
      - {key: check, no: "1,3,7", title: 执法检查}
"""


@pytest.fixture
def city(tmp_path: Path) -> Checklist:
    return read(tmp_path, LIST)


def read(folder: Path, text: str) -> Checklist:
    path = folder / "list.yaml"
    path.write_text(text, encoding="utf-8")
    return read_checklist(str(path))


def test_numbers_are_any_text_and_sections_three_deep(city: Checklist) -> None:
    assert [task.no for task in city.tasks] == ["A.1", "1.1.1", "1.1.3", "1.1.3", "1,3,7"]
    assert ["／".join(one.label for one in path) for path in city.walk()] == [
        "一、学习贯彻",
        "一、学习贯彻／（一）学法",
        "一、学习贯彻／（一）学法／1.1 会前学法",
        "二、规范执法",
    ]
    assert Checklist.from_dict(city.to_dict()) == city


def test_who_does_it_is_said_by_name(city: Checklist) -> None:
    first, *_others = city.tasks
    assert (first.lead, first.helpers, first.person, first.leader) == ("法规科", ("办公室", "财务科"), "张三", "局长")
    assert city.tasks[2].helpers == ("办公室", "财务科")


def test_a_made_key_stays_while_the_title_does(city: Checklist, tmp_path: Path) -> None:
    keys = [task.key for task in city.tasks]
    assert len(set(keys)) == 5 and keys[4] == "check"
    assert keys[3] == f"{keys[2]}-2"
    moved = read(tmp_path, LIST.replace("no: 1.1.1, title: 制定计划", "no: 9, title: 印发通知"))
    assert [task.key for task in moved.tasks][2:] == keys[2:]
    assert moved.tasks[1].key not in keys


def test_a_list_from_before_says_nobody_and_has_one_level(city: Checklist) -> None:
    frozen = city.to_dict()
    for section in frozen["sections"]:
        del section["sections"]
        for item in section["items"]:
            for name in ("lead", "helpers", "person", "leader"):
                del item[name]
    assert [(one.lead, one.helpers) for one in Checklist.from_dict(frozen).tasks] == [("", ()), ("", ())]


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ([["1", "2"], ["3", "4"]], []),
        ([["1", "2"], ["1", "2"]], []),
        ([["1.1", "1.2"], ["2.1"]], []),
        ([["1.1.9", "1.2.1"]], []),
        ([["九", "十", "十一"]], []),
        ([["甲", "乙"]], []),
        ([["3", "4"]], []),
        ([["1", "3", "7"]], [("1", "3"), ("3", "7")]),
        ([["A.5.1", "A.5.3"]], [("A.5.1", "A.5.3")]),
        ([["1", "1"]], [("1", "1")]),
        ([["一", "三"]], [("一", "三")]),
        ([["1.1"], ["2.2"]], [("1.1", "2.2")]),
    ],
)
def test_what_does_not_follow_is_asked_about(runs: list[list[str]], found: list[tuple[str, str]]) -> None:
    assert jumps(runs) == found


def test_an_outline_calls_items_by_key_number_or_title_and_whole_sections_by_a_star(
    city: Checklist, tmp_path: Path
) -> None:
    path = tmp_path / "outline.yaml"
    section = city.sections[0].sections[0].key
    path.write_text(
        "kind: outline\nkey: o\ntitle: 报告\nparts:\n"
        "  - {key: a, heading: 甲, kind: items, items: [city/A.1, city/执法检查], titles: {city/A.1: 研究}}\n"
        f"  - {{key: b, heading: 乙, kind: items, style: points, items: [city/{section}/*]}}\n",
        encoding="utf-8",
    )
    first, second = read_outline(str(path), [city]).parts
    refs = [f"city/{task.key}" for task in city.tasks]
    assert first.items == (refs[0], refs[4]) and first.titles == {refs[0]: "研究"}
    assert second.items == tuple(refs[1:4])


def test_the_standard_outline_follows_three_levels(city: Checklist) -> None:
    outline = outline_for(STANDARD, [city])
    titles = {f"city/{task.key}": task.title for task in city.tasks}
    report = compose(outline, {}, Settings(year=2030, title="报告", titles=titles))
    assert [one.number + one.heading for one in walk(report.sections)][1:8] == [
        "一、主要举措和成效",
        "（一）学习贯彻",
        "1.专题研究",
        "2.学法",
        "（1）会前学法",
        "（二）规范执法",
        "1.执法检查",
    ]
    assert sorted(ref for slot in slots(outline, titles) for ref in slot.items) == sorted(titles)
