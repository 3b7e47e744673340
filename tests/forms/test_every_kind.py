"""Every form class of the house: nonsense in every field is refused in Chinese words, markup is never made alive."""

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from wtforms import BooleanField, FileField, HiddenField, PasswordField

import forms
from forms.base import Form
from forms.entries import EntryForm
from forms.figures import FigureForm
from forms.ledger import BulkForm
from forms.people import SuccessorForm
from models.entries import Stance
from tests.forms.conftest import Filled, Row

ROW = Row(1, department=Row(2, name="办公室"))
OFFERS: dict[str, tuple[Any, ...]] = {
    "AssignForm": ([ROW], [ROW], [ROW]),
    "BulkForm": ([ROW], [ROW], [ROW]),
    "EntryForm": (),
    "FigureForm": ([(1, "文件")], [(1, "进展")]),
    "HandOnForm": ([ROW],),
    "IndicatorForm": (),
    "MoveForm": ([ROW],),
    "NewItemForm": ([("done", "做了什么")],),
    "NewPersonForm": ([ROW],),
    "OpenYearForm": ([("a", "清单")], [("b", "提纲")]),
    "PersonForm": ([ROW],),
    "PickForm": ([ROW], [ROW]),
    "PlaceForm": ([("done", "做了什么")],),
    "ReviewForm": (),
    "RuleForm": ([("meeting", "会议", ("专题会议",))],),
    "SuccessorForm": ({"items": [ROW], "leading": [ROW], "drafts": [ROW], "reviews": [ROW]},),
    "TextForm": ([("done", "做了什么")],),
    "UpdateForm": (),
    "UploadForm": ([ROW],),
}
APART = {"RecordForm", "OutlineForm"}  # made anew for each kind of record, for each outline: they have their own tests


def kinds() -> list[type[Form]]:
    for path in Path(next(iter(forms.__path__))).glob("*.py"):
        importlib.import_module(f"forms.{path.stem}")
    found, heap = [], [Form]
    while heap:
        for one in heap.pop().__subclasses__():
            heap.append(one)
            if one.__module__.startswith("forms.") and one.__name__ not in APART:
                found.append(one)
    return sorted(found, key=lambda one: one.__name__)


KINDS = kinds()


def test_all_forms_are_walked() -> None:
    assert len(KINDS) > 25 and {one.__name__ for one in KINDS} >= set(OFFERS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_nonsense_is_refused_in_chinese_at_the_field_it_was_typed_in(fill: Filled, kind: type[Form]) -> None:
    blank = fill(kind, OFFERS.get(kind.__name__))
    names = [one.name for one in blank if not isinstance(one, HiddenField | FileField | BooleanField)]
    form = fill(kind, OFFERS.get(kind.__name__), **dict.fromkeys(names, "不\uffff对"))
    wrong = [name for name in names if not isinstance(form[name], PasswordField)]
    assert [name for name in wrong if not form[name].errors] == []
    for name in wrong:
        for words in map(str, form[name].errors):
            assert not re.search(r"[A-Za-z]{3,}", words.replace("U+FFFF", "")) and words.endswith("。"), (name, words)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_was_typed_is_drawn_as_letters(fill: Filled, kind: type[Form]) -> None:
    blank = fill(kind, OFFERS.get(kind.__name__))
    names = [one.name for one in blank if not isinstance(one, HiddenField | FileField)]
    evil = '"><script>alert(1)</script>'
    form = fill(kind, OFFERS.get(kind.__name__), **dict.fromkeys(names, evil))
    for one in form:
        assert "<script>" not in f"{one()}{one.label}", one.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_password_is_never_drawn_again(fill: Filled, kind: type[Form]) -> None:
    blank = fill(kind, OFFERS.get(kind.__name__))
    secret = [one.name for one in blank if isinstance(one, PasswordField)]
    form = fill(kind, OFFERS.get(kind.__name__), **dict.fromkeys(secret, "mei-ren-zhidao-9"))
    assert not any("mei-ren-zhidao-9" in str(form[name]()) for name in secret)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_has_a_chinese_label(fill: Filled, kind: type[Form]) -> None:
    for one in fill(kind, OFFERS.get(kind.__name__)):
        if not isinstance(one, HiddenField):
            assert re.search("[\u4e00-\u9fff]", str(one.label.text)), one.name


@pytest.mark.parametrize("stance", [one.value for one in Stance])
def test_each_stance_of_a_month_is_taken(fill: Filled, stance: str) -> None:
    said = fill(EntryForm, (), stance=stance, text="做了", percent="30").said()
    assert said.stance == Stance(stance) and said.text == "做了"
    told = said.stance not in (Stance.UNCHANGED, Stance.NOT_APPLICABLE)
    assert said.percent == (30 if told else None), "a month without work has no percent"


@pytest.mark.parametrize(
    ("source", "proofs"), [("entry", [1]), ("evidence", [1]), ("typed", [1]), ("records", [1]), ("formula", [1])]
)
def test_the_proofs_of_a_figure_are_those_of_its_source(fill: Filled, source: str, proofs: list[int]) -> None:
    """Both fields are on the page; the one that belongs to the chosen source counts."""
    form = fill(FigureForm, ([(1, "文件"), (2, "另一个")], [(1, "进展")]), source=source, refs=["1"], entry="1")
    assert form.proofs() == proofs
    other = fill(FigureForm, ([(1, "文件")], [(1, "进展")]), source=source, refs=[], entry="1")
    assert other.proofs() == ([1] if source == "entry" else [])


def test_nothing_chosen_in_the_bulk_act_changes_nothing(fill: Filled) -> None:
    form = fill(BulkForm, OFFERS["BulkForm"], lead="0", person="0", leader="0", due_kind="", due="")
    assert not form.errors and (form.lead.data, form.person.data, form.leader.data, form.due_kind.data) == (0, 0, 0, "")


@pytest.mark.parametrize(
    ("sent", "who"),
    [
        ({"everything": "1"}, 1),
        ({"everything": ""}, None),
        ({"everything": "1", "items": "-1"}, None),
        ({"everything": "", "items": "1"}, 1),
        ({"everything": "1", "items": "0"}, 1),
        ({}, None),
    ],
)
def test_a_successor_of_one_kind_goes_before_the_one_for_everything(
    fill: Filled, sent: dict[str, str], who: int | None
) -> None:
    form = fill(SuccessorForm, ({"items": [ROW]},), **sent)
    assert not form.errors and form.chosen("items") == who
    assert "drafts" not in form and form.chosen("drafts") is None, "nothing hangs there: no field, nobody"
