"""What stands around the text, set by sense: the title, who it goes to, who signs, what is sent along."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.schema import Outline
from reports.breaking import broken, width
from reports.compose import Settings, compose
from reports.html import document, title_lines
from reports.pdf import write
from reports.proof import proof
from reports.values import RedHead, Report, Section
from reports.year import report_from
from tests.reports.paper import LEFT, NOT_FIRST, NOT_LAST, PITCH, RIGHT, Line, Paper
from tests.reports.test_check import BUREAU, year
from tests.reports.words import words

LONG = json.loads((Path(__file__).parent / "cases" / "many-names.json").read_text(encoding="utf-8"))


def long_report(**more: object) -> Report:
    section = Section("a", 1, "一、", "甲", words("全年各项工作按计划推进，责任到人。" * 60))
    values: dict[str, object] = LONG | {"attachments": tuple(LONG["attachments"]), "sections": (section,)}
    return Report(**{"year": 2021, "signed_on": "2022年1月22日", **values, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper(write(document(long_report())))


def line(paper: Paper, start: str) -> Line:
    return next(one for page in paper.lines for one in page if one.text.startswith(start))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "某市南水北调工程沿线水质保护领导小组办公室关于2021年度法治政府建设工作情况的报告",
            ("某市南水北调工程沿线水质保护", "领导小组办公室关于2021年度", "法治政府建设工作情况的报告"),
        ),
        ("某市南水北调工程运行保障中心2021年度法治政府建设工作报告", ("某市南水北调工程运行保障中心2021年度", "法治政府建设工作报告")),
    ],
)  # fmt: skip
def test_no_line_cuts_a_word_or_a_number(title: str, lines: tuple[str, ...]) -> None:
    assert broken(title, 19) == lines


def test_a_long_title_with_marks_begins_and_ends_no_line_with_the_wrong_one() -> None:
    lines = title_lines(long_report())
    assert "".join(lines) == LONG["title"] and all(width(one) <= 19 for one in lines)
    assert not [one for one in lines if one[0] in NOT_FIRST or one[-1] in NOT_LAST]
    for whole in ("水资源", "领导小组", "办公室", "法治政府", "实施纲要", "2021年度"):
        assert any(whole in one for one in lines), (whole, lines)


@given(st.text(alphabet="法治政府2030年度（）《》，。{}{year}:-—…ab \u0301\u200d\U0001f468ا", max_size=120))
def test_any_title_is_broken_whole_and_inside_its_width(title: str) -> None:
    lines = broken(title, 19)
    assert "".join(lines) == title and all(width(one) <= 19 for one in lines)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=200))
def test_no_title_and_no_signature_takes_the_paper_or_the_proof_down(title: str, signature: str) -> None:
    held = compose(Outline(key="o", title="", parts=()), {}, Settings(year=2030, title=title, signature=signature))
    proof(held)
    assert document(replace(held, red_head=RedHead(signature))).count("<h1") == 1


def test_a_title_broken_by_hand_keeps_its_lines(paper: Paper) -> None:
    by_hand = ("某市水利局", "关于2021年度法治政府建设", "情况的报告")
    assert title_lines(replace(long_report(), title_lines=by_hand)) == list(by_hand)


def test_many_addressees_are_printed(paper: Paper) -> None:
    printed = "".join(one.text for one in paper.lines[0])
    assert f"{LONG['addressee']}：" in printed
    assert abs(line(paper, "中共某市委").left - LEFT) < 0.3


def test_a_signature_wider_than_its_room_is_a_block_at_the_right(paper: Paper) -> None:
    """Two characters from the right edge, broken by sense; the date two behind its start."""
    first, second = line(paper, "某市水利局（某市河长制办公室、"), line(paper, "某市水资源调配工程建设服务中心）")
    assert abs(first.left - second.left) < 0.1
    assert abs(max(first.right, second.right) - (RIGHT - 2 * PITCH)) < 1
    assert abs(line(paper, "2022年1月22日").left - first.left - 2 * PITCH) < 0.3


def test_a_long_list_of_attachments_breaks_between_names(paper: Paper) -> None:
    """The page before is full, no name is cut in two, the last one stands with the signature."""
    pages = [[one.text for one in paper.text(page)] for page in range(len(paper.sheets))]
    start = next(place for place, page in enumerate(pages) if any(one.startswith("附件：1.") for one in page))
    assert len(pages[start]) >= 20, "the foot is not left empty"
    assert pages[start + 1][0].split(".")[0].isdigit(), pages[start + 1][0]
    signed = next(place for place, page in enumerate(pages) if any("河长制" in one for one in page))
    assert any(one.startswith("15.") for one in pages[signed])


def test_a_turned_line_stands_under_the_first_character_of_its_name(paper: Paper) -> None:
    """Whatever is before the name: 附件：, a number of one figure or of two."""
    lines = [one for page in paper.lines for one in page]
    for place, one in enumerate(lines):
        head = one.text.removeprefix("附件：").split(".")[0]
        if head.isdigit() and "服务型行政执法" in one.text:
            name = next(glyph for glyph in one.glyphs if glyph.text == "服")
            assert abs(lines[place + 1].left - name.x) < 0.15, one.text
    numbers = [one.left for one in lines if one.text[:3] in ("2.服", "11.")]
    assert len(numbers) == 2 and abs(numbers[0] - numbers[1]) < 0.15


def test_an_edition_keeps_breaks_and_signatures_and_one_of_old_has_none() -> None:
    held = replace(long_report(), title_lines=("某市水利局", "报告"), signature="某市水利局\n某市财政局")
    assert Report.from_json(json.loads(json.dumps(held.to_json()))) == held
    old = held.to_json()
    del old["title_lines"]
    assert Report.from_json(old).title_lines == () and Report.from_json(old).signatures == ("某市水利局", "某市财政局")


def test_a_joint_head_names_all_that_sign_and_a_head_of_one_the_bureau() -> None:
    for signed, names in (("某局\n\n 某办 ", "某局\n某办"), ("某局办公室", "某局")):
        held = year(red_head=True, signature=signed, title="某局\n2030年度\r\n报告")
        made = report_from(held, BUREAU, [])
        assert made.red_head is not None and made.red_head.name == names
        assert (made.title, made.title_lines) == ("某局2030年度报告", ("某局", "2030年度", "报告"))


def test_offices_that_sign_together_stand_under_one_another() -> None:
    """7.2.4 and 7.3.5.2: the names of the head side by side with 文件, the signatures in order, the date under them."""
    names = ("某市水利局", "某市自然资源和规划局", "某市财政局")
    head = RedHead("\n".join(names), "某水〔2021〕3号", "张某")
    joint = Paper(write(document(replace(long_report(), signature="\n".join(names), red_head=head, attachments=()))))
    tops = [one for one in joint.lines[0] if one.size > 25]
    assert "".join(one.text for one in tops).replace("文件", "") == "".join(names)
    left = {round(one.glyphs[0].x, 1) for one in tops if one.text[0] == "某"}
    assert len(left) == 1, "the names are as wide as the widest"
    both = next(glyph for one in tops for glyph in one.glyphs if glyph.text == "文")
    assert abs(both.y - line(joint, "某市自然资源和规划局").y) < 2, "文件 stands in their middle"
    last = [one for one in joint.text(len(joint.sheets) - 1) if one.text in names]
    assert [one.text for one in last] == list(names)
    assert max(one.left for one in last) - min(one.left for one in last) < 0.1
    assert abs(line(joint, "2022年1月22日").left - last[0].left - 2 * PITCH) < 0.3


def test_a_signature_with_nothing_before_it_on_its_page_is_not_left_alone() -> None:
    """The last line of the text comes with it; the text before is longer than a page."""
    for count in (57, 58, 59, 60, 61):
        section = Section("a", 1, "一、", "甲", words("全年各项工作按计划推进，责任到人。" * count))
        made = Paper(write(document(long_report(sections=(section,), attachments=(), addressee="某局"))))
        last = [one.text for one in made.text(len(made.sheets) - 1)]
        assert "河长制" not in last[0], count
