"""Steps with the parts of an outline: none loses an item or a part, each says what it changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import read_checklist, read_outline
from checklists.mending import STEPS, Stand, height, part_of, put, shift, stand_of, stands, step, taking
from checklists.outlines import DEEPEST
from checklists.schema import Outline, Part
from checklists.shifts import shifts

LISTS = [read_checklist(name) for name in ("key-tasks-2020", "demonstration-site-2020")]
START = read_outline("outline-2020", LISTS)
REFS = sorted(part_of(START))
KEYS = [one.part.key for one in stands(START)]


def order(outline: Outline) -> list[tuple[int, str]]:
    return [(one.depth, one.part.key) for one in stands(outline)]


def told(old: Outline, new: Outline) -> list[str]:
    titles = {ref: ref for ref in part_of(old)}
    return [one.text % one.values for one in shifts(old, new, titles)]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(sorted(set(STEPS) - {"drop"})), st.sampled_from(KEYS)), max_size=12))
def test_moving_loses_nothing_and_is_never_too_deep(steps: list[tuple[str, str]]) -> None:
    outline = START
    for name, key in steps:
        outline = step(outline, name, key)
    assert sorted(part_of(outline)) == REFS
    assert sorted(key for _depth, key in order(outline)) == sorted(KEYS)
    assert max(height(part) for part in outline.parts) <= DEEPEST
    assert (told(START, outline) == []) == (order(outline) == order(START))


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(REFS), max_size=6), st.sampled_from(KEYS), st.sampled_from(REFS), st.sampled_from([-1, 1])
)
def test_items_stand_in_one_place_wherever_they_are_put(refs: list[str], key: str, ref: str, by: int) -> None:
    outline = shift(put(START, refs, key), ref, by)
    assert sorted(ref for leaf in outline.leaves() for ref in leaf.items) == REFS
    if key in {one.part.key for one in taking(START)}:
        assert all(part_of(outline)[one].key == key for one in refs)
    assert all(set(leaf.titles) <= set(leaf.items) for leaf in outline.leaves())


def test_a_part_steps_in_and_out_of_the_group_before_it() -> None:
    inside = step(START, "in", "first-responsible")
    stand = stand_of(inside, "first-responsible")
    assert isinstance(stand, Stand) and stand.above is not None and (stand.above.key, stand.depth) == ("measures", 2)
    assert step(inside, "out", "first-responsible") == START
    assert told(START, inside) == ["“主要负责人履行推进法治建设第一责任人职责情况”移到“主要举措和成效”下"]


def test_one_part_that_moves_is_told_and_not_those_that_make_room() -> None:
    moved = START
    for _time in range(3):
        moved = step(moved, "up", "next-year")
    assert len(told(START, moved)) == 1


def test_what_is_taken_out_names_the_items_that_have_no_place() -> None:
    (gone, *lost) = told(START, step(START, "drop", "service-work"))
    assert gone.startswith("去掉“") and [one.endswith("没有位置了") for one in lost] == [True] * 3


def test_the_rest_takes_what_is_left() -> None:
    rest = Part(key="rest", heading="其他事项", kind="items", rest=True)
    with_rest = Outline(key="o", title="甲", parts=(*START.parts, rest))
    (gone, *moved) = told(with_rest, step(with_rest, "drop", "systems"))
    assert gone == "去掉“完善工作制度”"
    assert moved[0] == "事项“key-tasks-2020/decision-systems”移到“其他事项”" and len(moved) == 3
