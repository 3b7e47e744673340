"""Lists and outlines written as files are read back as they were, whatever they say."""

from pathlib import Path

import pytest

from checklists import SAMPLES, read_checklist, read_outline
from checklists.packaged import available, kind_of
from checklists.schema import Checklist, Outline, Part, Section, Task
from checklists.written import checklist_text, outline_text, parts_by_line

LISTS = [name for name in available() if kind_of(name) == "checklist"]


def back(text: str, folder: Path) -> Checklist:
    (folder / "list.yaml").write_text(text, encoding="utf-8")
    return read_checklist(str(folder / "list.yaml"))


def outline_back(text: str, folder: Path, lists: list[Checklist]) -> Outline:
    (folder / "outline.yaml").write_text(text, encoding="utf-8")
    return read_outline(str(folder / "outline.yaml"), lists)


@pytest.mark.parametrize("name", [*LISTS, str(SAMPLES["list"]), str(SAMPLES["list-full"])])
def test_a_list_comes_back(name: str, tmp_path: Path) -> None:
    found = read_checklist(name)
    assert back(checklist_text(found), tmp_path) == found


@pytest.mark.parametrize(
    ("outline", "lists"),
    [
        ("outline-2020", LISTS),
        (str(SAMPLES["outline"]), [str(SAMPLES["list"])]),
        (str(SAMPLES["outline-full"]), [str(SAMPLES["list-full"])]),
    ],
)
def test_an_outline_comes_back_with_every_field(outline: str, lists: list[str], tmp_path: Path) -> None:
    read = [read_checklist(name) for name in lists]
    found = read_outline(outline, read)
    text = outline_text(found, [one.key for one in read])
    assert outline_back(text, tmp_path, read) == found


def test_texts_that_look_like_something_else_stay_texts(tmp_path: Path) -> None:
    names = ("null", "true", "1.10", "2020-01-01", "- 甲", "# 乙", "a: b", "'丙'", "甲\u200b乙")
    tasks = tuple(Task(key=f"k{n}", no=str(n), title=name, note="一\n\n二") for n, name in enumerate(names, 1))
    found = back(
        checklist_text(Checklist(key="c", title="12", sections=(Section(key="s", title="~", items=tasks),))), tmp_path
    )
    assert [one.title for one in found.tasks] == [*names[:-1], "甲乙"]
    assert (found.title, found.sections[0].title, found.tasks[0].note) == ("12", "~", "一\n\n二")


def test_each_part_has_the_line_it_begins_at() -> None:
    inner = Part(key="inner", heading="key: 甲", kind="written", hint="key: 一\nkey: 二")
    outline = Outline(key="o", title="甲", parts=(Part(key="outer", parts=(inner,)), Part(key="last", kind="written")))
    text = outline_text(outline, [])
    lines = text.split("\n")
    assert [(lines[line - 1].strip(), key) for line, key in parts_by_line(text)] == [
        ("- key: outer", "outer"),
        ("- key: inner", "inner"),
        ("- key: last", "last"),
    ]
