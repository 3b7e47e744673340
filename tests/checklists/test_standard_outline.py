"""The outline of a bureau without one of its own: the mandatory parts, and every item once."""

from checklists import STANDARD, outline_for, read_checklist
from checklists.schema import Checklist, Outline, Section, Task
from reports.compose import slots

MANDATORY = ["主要举措和成效", "存在的问题和原因", "主要负责人履行推进法治建设第一责任人职责情况", "下一年度主要安排"]


def test_the_parts_that_the_rules_ask_for_are_there_in_order() -> None:
    outline = outline_for(STANDARD, [read_checklist("key-tasks-2020")])
    assert [part.heading for part in outline.parts if part.heading] == MANDATORY
    assert outline.parts[0].kind == "written" and outline.parts[0].heading == ""


def test_every_item_of_every_checklist_stands_in_one_place() -> None:
    lists = [read_checklist("key-tasks-2020"), read_checklist("demonstration-site-2020")]
    placed = [ref for leaf in outline_for(STANDARD, lists).leaves() for ref in leaf.items]
    assert sorted(placed) == sorted(f"{one.key}/{task.key}" for one in lists for task in one.tasks)


def test_tasks_become_headings_and_standards_one_gathered_text() -> None:
    lists = [read_checklist("key-tasks-2020"), read_checklist("demonstration-site-2020")]
    found = slots(outline_for(STANDARD, lists), {})
    assert sum(slot.kind == "items" for slot in found) == 22
    (gathered,) = [slot for slot in found if slot.kind == "gathered"]
    assert gathered.heading == "服务型行政执法示范点标准" and len(gathered.items) == 38
    keys = [slot.key for slot in found]
    assert len(set(keys)) == len(keys)


def test_two_checklists_with_sections_of_the_same_key_do_not_collide() -> None:
    def small(key: str) -> Checklist:
        section = Section(key="work", title="工作", items=(Task(key="one", no="1", title="一件事"),))
        return Checklist(key=key, title=key, sections=(section,))

    outline = outline_for(STANDARD, [small("first"), small("second")])
    keys = [slot.key for slot in slots(outline, {})]
    assert len(set(keys)) == len(keys) == 6
    assert Outline.from_dict(outline.to_dict()) == outline
