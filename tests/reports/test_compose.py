"""Outline and texts in, report out: numbers, points, empty and unfinished sections."""

from datetime import date

import pytest

from checklists.schema import Outline, Part
from reports.blocks import blocks
from reports.compose import Body, Settings, compose, slots
from reports.values import Imprint, RedHead, Report, Section, printed_date, walk
from tests.reports.words import words

SETTINGS = Settings(year=2030, title="某局2030年度报告", titles={"c/a": "甲事项", "c/b": "乙事项"})


def leaf(key: str, heading: str = "", **more: object) -> Part:
    return Part(key=key, heading=heading, kind="written", **more)  # type: ignore[arg-type]


def made(*parts: Part, bodies: dict[str, Body] | None = None, run_in: int = 3) -> Report:
    return compose(Outline(key="o", title="报告", run_in=run_in, parts=parts), bodies or {}, SETTINGS)


def headings(report: Report) -> list[str]:
    return [one.number + one.heading for one in walk(report.sections) if one.heading]


def test_each_parent_counts_its_own_headings_down_to_the_fourth_level() -> None:
    deep = Part(key="c1", heading="丙", parts=(leaf("d1", "丁"), leaf("d2", "戊")))
    parts = (
        leaf("opening"),
        Part(key="a", heading="甲", parts=(Part(key="b1", heading="乙", parts=(deep, leaf("c2", "己"))),)),
        Part(key="a2", heading="庚", parts=(leaf("b2", "辛"),)),
    )
    assert headings(made(*parts)) == ["一、甲", "（一）乙", "1.丙", "（1）丁", "（2）戊", "2.己", "二、庚", "（一）辛"]


def test_a_group_without_a_heading_does_not_break_the_count() -> None:
    parts = (leaf("a", "甲"), Part(key="g", parts=(leaf("b", "乙"), leaf("c", "丙"))), leaf("d", "丁"))
    assert headings(made(*parts)) == ["一、甲", "二、乙", "三、丙", "四、丁"]


def test_items_become_headings_with_their_own_or_the_outlines_title() -> None:
    items = Part(key="w", heading="工作", kind="items", items=("c/a", "c/b"), titles={"c/b": "另一个标题"})
    assert headings(made(items)) == ["一、工作", "（一）甲事项", "（二）另一个标题"]
    bare = Part(key="w", kind="items", items=("c/a", "c/b"))
    assert headings(made(leaf("x", "先"), bare, leaf("y", "后"))) == ["一、先", "二、甲事项", "三、乙事项", "四、后"]


def test_an_item_that_is_gone_keeps_its_place_under_its_reference() -> None:
    found = made(Part(key="w", kind="items", items=("c/gone",)))
    assert headings(found) == ["一、c/gone"]
    assert found.empty_sections()[0].key == "w/c/gone"


@pytest.mark.parametrize(
    ("body", "together", "printed"),
    [
        ("第一段。\n\n第二段。", True, ("第一段。", "第二段。")),
        ("一行\n另一行。", True, ("一行", "另一行。")),
        ("- 甲。\n- 乙。", True, ("一是甲。二是乙。",)),
        ("- 甲。\n- 乙。", False, ("一是甲。", "二是乙。")),
        ("引子：\n- 甲。\n- 乙。", True, ("引子：一是甲。二是乙。",)),
        ("引子：\n- 甲。\n- 乙。", False, ("引子：", "一是甲。", "二是乙。")),
        ("- 甲。\n\n- 乙。", True, ("一是甲。二是乙。",)),
        ("- 甲。\n\n中间一段。\n\n- 乙。", False, ("一是甲。", "中间一段。", "二是乙。")),
        ("- 甲。\n\n另一件分两步：\n- 乙。", False, ("一是甲。", "另一件分两步：", "一是乙。")),
        ("第一步是备课。", True, ("第一步是备课。",)),
        ("一是人写的序号。", True, ("一是人写的序号。",)),
        ("- 一是甲。\n- 二是乙。", False, ("一是甲。", "二是乙。")),
        ("- 1.甲。\n- （2）乙。\n- 1.5万人参加。", False, ("一是甲。", "二是乙。", "三是1.5万人参加。")),
        (
            "- 甲：\n  - 子。\n  - 丑。\n- 乙：\n  - 寅。",
            True,
            ("一是甲：", "（1）子。", "（2）丑。", "二是乙：", "（1）寅。"),
        ),
        ("# 小标题\n正文。", True, ("小标题", "正文。")),
        ("\n\n  \n\n", True, ()),
        ("", True, ()),
        ("甲。\r\n\r\n乙。", True, ("甲。", "乙。")),
        ("-没有空格不是要点", True, ("-没有空格不是要点",)),
    ],
)
def test_a_body_becomes_paragraphs_and_points(body: str, together: bool, printed: tuple[str, ...]) -> None:
    assert tuple(one.text for one in blocks(body, together=together)) == printed


def test_more_than_a_hundred_points_are_counted_to_the_end() -> None:
    found = [one.text for one in blocks("\n".join(f"- 第{n}件。" for n in range(1, 131)), together=False)]
    assert len(found) == 130
    assert found[0].startswith("一是") and found[9].startswith("十是") and found[39] == "四十是第40件。"
    assert found[99] == "一百是第100件。" and found[104].startswith("一百零五是")


def test_a_heading_runs_in_from_the_level_that_the_outline_says() -> None:
    part = Part(key="a", heading="甲", parts=(Part(key="b", heading="乙", parts=(leaf("c", "丙"),)),))
    bodies = {"c": Body("正文。")}
    assert next(one for one in walk(made(part, bodies=bodies).sections) if one.key == "c").run_in
    assert not any(one.run_in for one in walk(made(part, bodies=bodies, run_in=0).sections))
    assert not any(one.run_in for one in walk(made(part).sections))


def test_empty_and_unfinished_sections_say_so() -> None:
    parts = (leaf("a", "甲"), leaf("b", "乙"), leaf("c", "丙"))
    found = made(*parts, bodies={"a": Body("完成。"), "b": Body("进行中。", unfinished=True), "c": Body(" ", True)})
    a, b, c = found.sections
    assert (a.empty, a.unfinished) == (False, False)
    assert (b.empty, b.unfinished) == (False, True)
    assert (c.empty, c.unfinished) == (True, False)
    assert found.empty_sections() == [c]


def test_slots_are_the_pieces_with_a_text_of_their_own() -> None:
    items = Part(key="w", heading="工作", kind="items", items=("c/a", "c/b"))
    points = Part(key="p", heading="要点", kind="items", style="points", items=("c/a", "c/b"))
    found = slots(Outline(key="o", title="", parts=(leaf("opening"), items, points)), SETTINGS.titles)
    assert [(one.key, one.heading, one.level) for one in found] == [
        ("opening", "", 0),
        ("w/c/a", "甲事项", 2),
        ("w/c/b", "乙事项", 2),
        ("p", "要点", 1),
    ]
    assert found[3].items == ("c/a", "c/b")


def test_settings_are_tidied_and_dates_printed() -> None:
    settings = Settings(
        year=2030,
        title="某局 2030 年度报告",
        addressee="市办公室",
        signature="某局",
        signed_on=date(2031, 1, 2),
        attachments=("清单,一", "  ", "清单二"),
        red_head=RedHead("某局", "某科〔2031〕3号"),
        imprint=Imprint("市办", "某局", "2031年1月2日"),
    )
    found = compose(Outline(key="o", title=""), {}, settings)
    assert found.title == "某局2030年度报告"
    assert found.signed_on == "2031年1月2日"
    assert found.attachments == ("清单，一", "清单二")
    assert Report.from_json(found.to_json()) == found


@pytest.mark.parametrize(("day", "printed"), [(date(2021, 1, 22), "2021年1月22日"), (None, "")])
def test_dates_have_no_leading_zeros(day: date | None, printed: str) -> None:
    assert printed_date(day) == printed


def test_an_edition_keeps_the_whole_report() -> None:
    """What is frozen as JSON comes back as the same values, nested sections and all."""
    deep = Section("a", 1, "一、", "甲", children=(Section("b", 2, "（一）", "乙", words("文。"), run_in=True),))
    report = Report(2030, "题", "致", (deep,), "署", "2031年1月1日", ("附",), None, Imprint())
    assert Report.from_json(report.to_json()) == report
