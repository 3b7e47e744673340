"""Numbering is data: which mark a heading has, what is counted on, what has no number."""

from pathlib import Path

import pytest

from checklists import read_outline
from checklists.schema import Checklist, Outline, Section, Task
from reports.compose import Body, Settings, compose, slots
from reports.values import Report, walk

TASKS = tuple(Task(key=key, no=key, title=title) for key, title in (("a", "甲"), ("b", "乙"), ("c", "丙"), ("d", "丁")))
LIST = Checklist(key="c", title="清单", sections=(Section(key="s", title="节", items=TASKS),))
TITLES = {f"c/{one.key}": one.title for one in TASKS}
HEAD = "kind: outline\nkey: o\ntitle: 报告\n"


@pytest.fixture
def read(tmp_path: Path) -> "Reads":
    return Reads(tmp_path / "outline.yaml")


class Reads:
    """An outline file as people write it, and what is printed of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def outline(self, text: str) -> Outline:
        self.path.write_text(HEAD + text, encoding="utf-8")
        found = read_outline(str(self.path), [LIST])
        assert Outline.from_dict(found.to_dict()) == found
        return found

    def report(self, text: str) -> Report:
        found = compose(self.outline(text), {}, Settings(year=2030, title="报告", titles=TITLES))
        assert Report.from_json(found.to_json()) == found
        return found

    def headings(self, text: str) -> list[str]:
        return [one.number + one.heading for one in walk(self.report(text).sections) if one.heading]


def test_numbers_run_on_over_several_headings(read: Reads) -> None:
    assert read.headings("""
parts:
  - key: work
    heading: 工作
    parts:
      - {key: one, heading: "其一", kind: items, items: [c/a, c/b]}
      - {key: two, heading: "其二", kind: items, continue: true, items: [c/c]}
  - key: more
    heading: 另外
    parts:
      - {key: three, heading: "其三", kind: items, continue: true, items: [c/d]}
""") == ["一、工作", "（一）其一", "1.甲", "2.乙", "（二）其二", "3.丙", "二、另外", "（一）其三", "4.丁"]


def test_a_level_can_be_skipped_and_its_letters_follow_the_mark(read: Reads) -> None:
    text = """
parts:
  - key: work
    heading: 工作
    numbering: 1.
    parts:
      - {key: one, heading: "其一", kind: items, items: [c/a, c/b]}
      - {key: two, heading: "其二", kind: written}
"""
    assert read.headings(text) == ["一、工作", "1.其一", "（1）甲", "（2）乙", "2.其二"]
    assert [one.level for one in walk(read.report(text).sections)] == [1, 3, 4, 4, 3]
    assert [one.level for one in slots(read.outline(text), TITLES)] == [4, 4, 3]


def test_headings_without_a_number_and_with_a_mark_of_their_own_are_not_counted(read: Reads) -> None:
    assert read.headings("""
parts:
  - {key: a, heading: "前言", kind: written, number: none}
  - {key: b, heading: "工作", numbering: none, parts: [{key: x, heading: "学习", kind: written}]}
  - {key: c, heading: "其他", kind: written, number: "附"}
  - {key: d, heading: "打算", kind: written}
""") == ["前言", "一、工作", "学习", "附\u3000其他", "二、打算"]


@pytest.mark.parametrize(
    ("numbering", "printed"),
    [
        ("none", ["甲", "乙"]),
        ("（一）", ["（一）甲", "（二）乙"]),
        ("(1)", ["（1）甲", "（2）乙"]),
        ('"第{一}部分"', ["第一部分\u3000甲", "第二部分\u3000乙"]),
        ('"{1}）"', ["1）甲", "2）乙"]),
    ],
)
def test_the_outermost_headings_have_their_own_way(read: Reads, numbering: str, printed: list[str]) -> None:
    parts = 'parts:\n  - {key: a, heading: "甲", kind: written}\n  - {key: b, heading: "乙", kind: written}\n'
    assert read.headings(f"numbering: {numbering}\n{parts}") == printed


def test_a_part_without_a_heading_counts_by_itself_where_it_says_how(read: Reads) -> None:
    assert read.headings("""
parts:
  - {key: a, heading: "先", kind: written}
  - {key: g, numbering: （一）, parts: [{key: b, heading: "中", kind: written}]}
  - {key: d, heading: "后", kind: written}
""") == ["一、先", "（一）中", "二、后"]


def test_a_paragraph_under_a_heading_leads_to_what_follows_there(read: Reads) -> None:
    outline = read.outline("""
parts:
  - {key: opening, kind: written}
  - key: work
    heading: 工作
    parts:
      - {key: lead, kind: written}
      - {key: g, parts: [{key: deep, kind: written}]}
  - {key: g2, parts: [{key: closing, kind: written}]}
""")
    assert [(one.key, one.inside) for one in slots(outline, {})] == [
        ("opening", False),
        ("lead", True),
        ("deep", True),
        ("closing", False),
    ]


def test_a_heading_below_the_fourth_level_takes_the_page_not_down() -> None:
    """An outline that was frozen before the reader refused it."""
    parts: dict[str, object] = {"key": "p4", "heading": "四", "kind": "items", "items": ["c/a"]}
    for level in (3, 2, 1):
        parts = {"key": f"p{level}", "heading": str(level), "kind": "group", "items": [], "parts": [parts]}
    full: dict[str, object] = {"style": "headings", "points": "together", "titles": {}, "hint": "", "parts": []}
    frozen = {"key": "o", "title": "报告", "run_in": 3, "parts": [_whole(parts, full)]}
    report = compose(Outline.from_dict(frozen), {"p4/c/a": Body("文。")}, Settings(year=2030, title="报告"))
    assert [one.number for one in walk(report.sections)] == ["一、", "（一）", "1.", "（1）", ""]


def _whole(part: dict[str, object], full: dict[str, object]) -> dict[str, object]:
    below = part.get("parts") or []
    assert isinstance(below, list)
    return {**full, **part, "parts": [_whole(one, full) for one in below]}
