"""The shapes that reports of other bureaus have can be said in a file; the samples show every field."""

from pathlib import Path

import pytest
import yaml

from checklists import SAMPLES, filled, read_checklist, read_outline, remarks_of, said
from checklists.outlines import FILE as OUTLINE_FIELDS
from checklists.outlines import PART
from checklists.schema import Outline
from checklists.tasks import FILE, SECTION, TASK
from checklists.written import checklist_text, outline_text
from reports.compose import Body, Settings, compose
from reports.values import Report, walk

LIST = """
kind: checklist
key: c
title: 清单
sections:
  - title: 节
    items:
      - {key: a, no: 1.1.1, title: "甲"}
      - {key: b, no: "1,3,7", title: "乙"}
      - {key: c, no: A.5.1, title: "丙"}
"""
BODIES = {key: Body("- 抓学习\n- 抓制度") for key in ("w", "p", "first", "f/c/a", "f/c/b")} | {
    "lead": Body("引言一段。"),
    "zero": Body("无重大行政决策事项。"),
    "opening": Body("现报告如下。"),
}
FIRST = 'key: first, heading: "第一责任人", kind: written'
WORK = 'key: w, heading: "工作", kind: written'
SHAPES = {
    "the first responsible person first": (
        f"parts:\n  - {{{FIRST}}}\n  - {{{WORK}}}",
        ["一、第一责任人", "一是抓学习。二是抓制度。", "二、工作", "一是抓学习。二是抓制度。"],
    ),
    "inside part one": (
        f'parts:\n  - {{key: g, heading: "做法", parts: [{{{WORK}}}, {{{FIRST}}}]}}',
        ["一、做法", "（一）工作", "一是抓学习。二是抓制度。", "（二）第一责任人", "一是抓学习。二是抓制度。"],
    ),
    "second": (
        f"parts:\n  - {{key: opening, kind: written}}\n  - {{{WORK}}}\n  - {{{FIRST}}}",
        ["现报告如下。", "一、工作", "一是抓学习。二是抓制度。", "二、第一责任人", "一是抓学习。二是抓制度。"],
    ),
    "one, bracketed one, figure": (
        'parts:\n  - {key: g, heading: "做法", parts: [{key: f, heading: "学习", kind: items, items: [c/a, c/b]}]}',
        ["一、做法", "（一）学习", "1.甲。", "一是抓学习。二是抓制度。", "2.乙。", "一是抓学习。二是抓制度。"],
    ),
    "bracketed one outermost": (
        f"numbering: （一）\nparts:\n  - {{{WORK}}}",
        ["（一）工作", "一是抓学习。二是抓制度。"],
    ),
    "figures that run on": (
        'parts:\n  - key: g\n    heading: "做法"\n    parts:\n      - {key: f, heading: "学习", kind: items, items: [c/a]}\n'
        '      - {key: h, heading: "执法", kind: items, continue: true, items: [c/b, c/c]}',
        ["一、做法", "（一）学习", "1.甲。", "一是抓学习。二是抓制度。", "（二）执法", "2.乙", "3.丙"],
    ),
    "headings without a number": (
        f"numbering: none\nparts:\n  - {{{WORK}}}\n  - {{{FIRST}}}",
        ["工作", "一是抓学习。二是抓制度。", "第一责任人", "一是抓学习。二是抓制度。"],
    ),
    "points as paragraphs of their own": (
        f"parts:\n  - {{{WORK}, points: apart}}",
        ["一、工作", "一是抓学习。", "二是抓制度。"],
    ),
    "items as points": (
        'parts:\n  - {key: p, heading: "工作", kind: items, style: points, items: [c/a, "c/1,3,7", c/丙]}',
        ["一、工作", "一是抓学习。二是抓制度。"],
    ),
    "a paragraph before the headings": (
        f'parts:\n  - {{key: g, heading: "做法", parts: [{{key: lead, kind: written}}, {{{WORK}}}]}}',
        ["一、做法", "引言一段。", "（一）工作", "一是抓学习。二是抓制度。"],
    ),
    "measures by theme, a level skipped": (
        f'parts:\n  - {{key: g, heading: "学思想，强引领", numbering: 1., parts: [{{{WORK}}}]}}',
        ["一、学思想，强引领", "1.工作。", "一是抓学习。二是抓制度。"],
    ),
    "nothing to report in words, and marks of ones own": (
        "numbering: '第{一}部分'\nparts:\n  - {key: zero, heading: \"重大决策\", kind: gathered, items: [c/a]}\n"
        f"  - {{{WORK}, number: 附}}",
        ["第一部分\u3000重大决策", "无重大行政决策事项。", "附\u3000工作", "一是抓学习。二是抓制度。"],
    ),
}


def printed(report: Report) -> list[str]:
    found = []
    for one in walk(report.sections):
        stop = "。" if one.run_in else ""
        found += [one.number + one.heading + stop] if one.heading else []
        found += one.texts
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_can_be_said(tmp_path: Path, shape: str) -> None:
    text, expected = SHAPES[shape]
    paths = tmp_path / "list.yaml", tmp_path / "outline.yaml"
    paths[0].write_text(LIST, encoding="utf-8")
    paths[1].write_text(f"kind: outline\nkey: o\ntitle: 报告\n{text}\n", encoding="utf-8")
    checklist = read_checklist(str(paths[0]))
    outline = read_outline(str(paths[1]), [checklist])
    titles = {f"c/{task.key}": task.title for task in checklist.tasks}
    assert printed(compose(outline, BODIES, Settings(year=2026, title="报告", titles=titles))) == expected


def test_the_full_samples_are_read_and_composed() -> None:
    checklist = read_checklist(str(SAMPLES["list-full"]))
    outline = read_outline(str(SAMPLES["outline-full"]), [checklist])
    assert Outline.from_dict(outline.to_dict()) == outline
    titles = {f"{checklist.key}/{task.key}": task.title for task in checklist.tasks} | {"own/own-1": "年中新增"}
    ready = filled(said(outline, 2026, "某局"), titles)
    report = compose(ready, {}, Settings(year=2026, title="报告", titles=titles))
    assert [one.number + one.heading for one in walk(report.sections) if one.heading] == [
        "一、主要负责人履行第一责任人职责情况",
        "二、学思想，强引领",
        "（一）组织领导",
        "1.党组专题研究",
        "（二）学法和述法",
        "2.制定会前学法计划",
        "3.组织会前学法",
        "4.负责人述法",
        "三、严执法，护民生",
        "1.涉企检查和案卷评查",
        "2.监督和公开",
        "四、零报告",
        "重大行政决策",
        "五、存在的不足和原因",
        "六、2027年工作安排",
        "七、其他事项",
        "附\u3000有关说明",
    ]
    rest = next(leaf for leaf in ready.leaves() if leaf.rest)
    assert rest.items == ("city-list/documents", "own/own-1")
    assert len(remarks_of(checklist)) == 1


def test_the_full_samples_show_every_field() -> None:
    def fields(node: object) -> set[str]:
        if isinstance(node, list):
            return set().union(*map(fields, node))
        return set(node) | set().union(*map(fields, node.values())) if isinstance(node, dict) else set()

    shown = {name: fields(yaml.load(SAMPLES[name].read_text(encoding="utf-8"), yaml.BaseLoader)) for name in SAMPLES}
    assert shown["list-full"] >= {*FILE, *SECTION, *TASK, "text", "required"}
    assert shown["outline-full"] >= {*OUTLINE_FIELDS, *PART}


def test_the_full_samples_can_be_taken_along_and_used_again(tmp_path: Path) -> None:
    checklist = read_checklist(str(SAMPLES["list-full"]))
    outline = read_outline(str(SAMPLES["outline-full"]), [checklist])
    paths = tmp_path / "list.yaml", tmp_path / "outline.yaml"
    paths[0].write_text(checklist_text(checklist), encoding="utf-8")
    paths[1].write_text(outline_text(outline, [checklist.key]), encoding="utf-8")
    assert read_checklist(str(paths[0])) == checklist
    assert read_outline(str(paths[1]), [checklist]) == outline
