"""The form of an outline is made of its parts, and hands on what was typed beside each."""

from typing import Any

from flask import Flask

from forms.items import NewItemForm
from forms.outline import OutlineForm, PartShown, PlaceForm, form_for
from tests.forms.conftest import Filled

GROUP = PartShown(
    key="work", heading="工作", kind="group", style="together", hint="", titles={}, has_parts=True, headed=True,
    number="", numbering="", continues=True, rest=False,
)  # fmt: skip
LEAF = PartShown(
    key="done", heading="做了", kind="items", style="headings", hint="写清楚", titles={"a/b": "甲"}, has_parts=False,
    headed=True, number="附", numbering="1.", continues=False, rest=True,
)  # fmt: skip
WRITTEN = PartShown(
    key="next", heading="", kind="written", style="apart", hint="", titles={}, has_parts=False, headed=False, number="",
    numbering="", continues=False, rest=False,
)  # fmt: skip
PARTS = (GROUP, LEAF, WRITTEN)
NAMES, PLACES = {"a/b": "1 事项"}, [("done", "做了")]


def form(app: Flask, sent: dict[str, Any] | None = None) -> OutlineForm:
    data = {"run_in": "3", "draft": "x"}
    with app.test_request_context(method="POST" if sent is not None else "GET", data=sent):
        made = form_for(PARTS, NAMES, PLACES, data, sent=sent is not None)
        if sent is not None:
            made.validate()
        return made


def test_each_part_has_the_fields_that_say_something_of_it(bare: Flask) -> None:
    made = form(bare)
    assert {one.key: sorted(made.of_part(one.key)) for one in PARTS} == {
        "work": ["continues", "heading", "number", "numbering"],
        "done": ["continues", "heading", "hint", "kind", "number", "numbering", "rest", "style"],
        "next": ["heading", "hint", "kind", "number", "style"],
    }
    styles = [value for value, _word in made.of_part("next")["style"].choices]
    assert (styles, made.of_item("a/b").data, made.of_part("done")["rest"].data) == (["together", "apart"], "甲", True)


def test_what_was_sent_is_handed_on_and_what_was_not_stays(bare: Flask) -> None:
    sent = form(
        bare, {"run_in": "0", "heading_done": " 新的 ", "kind_done": "items", "rest_done": "y", "title_a/b": ""}
    )
    assert sent.errors == {}
    assert sent.typed(LEAF) == {"heading": "新的", "kind": "items", "continues": False, "rest": True}
    assert sent.typed_titles(LEAF) == {"a/b": ""}
    assert (sent.typed(WRITTEN), sent.typed_titles(WRITTEN)) == ({}, {})


def test_what_cannot_be_is_told_at_its_field(bare: Flask) -> None:
    wrong = form(bare, {"run_in": "9", "kind_done": "x", "heading_done": "长" * 81, "chosen": "none", "to": "none"})
    assert sorted(wrong.errors) == ["chosen", "heading_done", "kind_done", "run_in", "to"]


def test_a_place_has_to_be_chosen_from_the_list(fill: Filled) -> None:
    assert fill(PlaceForm, (PLACES,), place="done").errors == {}
    assert "place" in fill(PlaceForm, (PLACES,), place="").errors
    assert "place" in fill(PlaceForm, (PLACES,), place="nowhere").errors
    assert "place" in fill(PlaceForm, (PLACES,)).errors


def test_a_new_item_may_wait_for_its_place_and_a_final_report_offers_none(fill: Filled) -> None:
    item = {"no": "1", "title": "事项"}
    assert fill(NewItemForm, (PLACES,), **item).errors == {}
    assert fill(NewItemForm, (PLACES,), **item, place="done").place.data == "done"
    assert "place" in fill(NewItemForm, (PLACES,), **item, place="x").errors
    assert "place" not in fill(NewItemForm, (None,), **item)
