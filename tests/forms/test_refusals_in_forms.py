"""What others saved and what rules refuse is said at its field; what depends on two fields is judged by both."""

import io
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from forms.base import Form, line, text_names
from forms.figures import RuleForm
from forms.proofread import ProofreadForm
from models.base import NotAllowed
from tests.forms.conftest import Filled


class Pair(Form):
    """Two lines."""

    title = line("标题", 10)
    other = line("其他", 10)


@pytest.mark.parametrize(("seen", "stale"), [("3", False), ("2", True), ("", True), ("x", True)])
def test_a_form_is_stale_unless_it_saw_the_version_that_is_kept(fill: Filled, seen: str, stale: bool) -> None:
    form = fill(Pair, version=seen)
    assert (form.stale(3), form.conflict) == (stale, stale)


def test_what_somebody_else_saved_is_said_where_it_differs(fill: Filled) -> None:
    form = fill(Pair, title="我的", other="一样")
    form.compare({"title": "对方的", "other": "一样", "unknown": "没有的栏目", "version": 4})
    assert form.errors == {"title": ["对方保存的是“对方的”。"]} and form.title.data == "我的"


def test_a_refusal_is_said_at_its_field_or_at_the_top(fill: Filled) -> None:
    form = fill(Pair)
    form.refuse(NotAllowed("请填写%(what)s。", "title", what="标题"))
    form.refuse(NotAllowed("今天不行。"))
    form.refuse(NotAllowed("没有这一栏。", "nowhere"))
    assert form.title.errors == ["请填写标题。"] and form.form_errors == ["今天不行。", "没有这一栏。"]


def test_a_field_that_is_wrong_already_is_not_told_twice(fill: Filled) -> None:
    form = fill(Pair, title="十个字放不下的一个长标题")
    before = list(form.title.errors)
    assert before and form.also([NotAllowed("太长。", "title"), NotAllowed("请填写。", "other")])
    assert list(form.title.errors) == before and form.other.errors == ["请填写。"]
    assert not form.also([])


def test_the_names_of_what_people_type(fill: Filled) -> None:
    text_names.cache_clear()
    assert {"title", "other"} <= text_names() and "version" not in text_names()


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"way": "records"}, "kind"),
        ({"way": "formula"}, "formula"),
        ({"way": "records", "kind": "meeting"}, None),
        ({"way": "formula", "formula": "a+b"}, None),
    ],
)
def test_a_rule_asks_for_what_its_way_needs(fill: Filled, sent: dict[str, str], wrong: str | None) -> None:
    form = fill(RuleForm, ([("meeting", "会议", ("专题会议",))],), **{"kind": "", "measure": "records", **sent})
    assert [name for name in ("kind", "formula") if form.errors.get(name)] == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", "", "请粘贴要校对的文字，或选择文件。"),
        ("文字", "a.txt", "文件和文字只能选一样，请清空其中一个。"),
        ("文字", "", None),
        ("", "a.txt", None),
    ],
)
def test_either_a_file_or_words_are_proofread(fill: Filled, text: str, name: str, words: str | None) -> None:
    sent: dict[str, Any] = {"text": text, "file": FileStorage(io.BytesIO(b"x"), filename=name)}
    assert fill(ProofreadForm, None, **sent).errors.get("text", [None])[0] == words
