"""Every item has a place in the outline: what none takes in is named, and a part of the rest catches it."""

from pathlib import Path

from checklists import filled, placeless
from checklists.schema import Outline, Part
from reports.compose import Settings, compose, slots
from reports.values import walk
from tests.checklists.test_reading_outlines import GOOD, mistakes, outline

REFS = ("c/a", "c/b", "own/own-1")
TITLES = {"c/a": "甲", "c/b": "乙", "own/own-1": "年中加的"}
NAMED = Part(key="work", heading="工作", kind="items", items=("c/a",))
REST = Part(key="rest", heading="其他事项", kind="items", rest=True)
END = Part(key="end", heading="下一步", kind="written")


def plan(*parts: Part) -> Outline:
    return Outline(key="o", title="报告", parts=parts)


def headings(found: Outline, refs: tuple[str, ...]) -> list[str]:
    report = compose(filled(found, refs), {}, Settings(year=2030, title="报告", titles=TITLES))
    return [one.number + one.heading for one in walk(report.sections)]


def test_items_that_no_part_takes_in_are_named_in_their_order() -> None:
    assert placeless(plan(NAMED, END), REFS) == ["c/b", "own/own-1"]
    assert placeless(plan(NAMED, REST, END), REFS) == []


def test_a_part_of_the_rest_takes_what_is_left_over_and_keeps_its_place() -> None:
    assert headings(plan(NAMED, REST, END), REFS) == [
        "一、工作", "（一）甲", "二、其他事项", "（一）乙", "（二）年中加的", "三、下一步",
    ]  # fmt: skip
    assert [one.key for one in slots(filled(plan(REST), REFS[1:]), TITLES)] == ["rest/c/b", "rest/own/own-1"]


def test_a_part_of_the_rest_prints_nothing_where_nothing_is_left() -> None:
    assert headings(plan(NAMED, REST, END), REFS[:1]) == ["一、工作", "（一）甲", "二、下一步"]
    assert headings(plan(NAMED, Part(key="g", heading="其他", parts=(REST,)), END), REFS[:1])[-1] == "二、下一步"


def test_an_outline_of_before_catches_nothing() -> None:
    """The frozen outline of a year that was opened before there was such a part."""
    frozen = plan(NAMED).to_dict()
    del frozen["parts"][0]["rest"]
    assert placeless(Outline.from_dict(frozen), REFS) == ["c/b", "own/own-1"]
    assert Outline.from_dict(plan(NAMED, REST).to_dict()) == plan(NAMED, REST)


def test_one_part_of_a_file_may_catch_the_rest(tmp_path: Path) -> None:
    rest = "  - {key: rest, heading: 其他事项, kind: items, style: points, rest: true}\n"
    assert outline(tmp_path, GOOD + rest).parts[1].rest
    assert [one[1] for one in mistakes(tmp_path, GOOD + rest + rest.replace("key: rest", "key: more"))] == [
        "“rest”已经收没有列出的事项"
    ]
    wrong = mistakes(tmp_path, GOOD + rest.replace("kind: items, style: points", "kind: written"))
    assert [one[1] for one in wrong] == ["这个部分不收事项"]
