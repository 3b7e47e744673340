"""Values to HTML: title lines, the place of the signature, hostile text, sections that say they are empty."""

import re

import pytest

from reports.breaking import broken, width
from reports.html import document, sheet, signature_rules
from reports.values import Report, Section
from tests.reports.words import words
from tests.visitor import check_page


def report(**more: object) -> Report:
    values: dict[str, object] = {"year": 2030, "title": "报告", "addressee": "", "sections": ()}
    return Report(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某局2030年度工作报告", ["某局2030年度工作报告"]),
        ("漯河市科学技术局2020年度法治政府建设工作报告", ["漯河市科学技术局2020年度", "法治政府建设工作报告"]),
        (
            "漯河市人民政府办公室关于2020年度法治政府建设情况的报告",
            ["漯河市人民政府办公室关于2020年度", "法治政府建设情况的报告"],
        ),
    ],
)
def test_a_title_is_broken_where_the_sense_allows(title: str, lines: list[str]) -> None:
    assert list(broken(title, 19)) == lines


@pytest.mark.parametrize(
    "title",
    [
        "某局" + "长" * 30,
        "某某市自然资源和规划局高新技术产业开发区分局2030年度法治政府建设工作报告",
        "某省某市某县某局" * 6,
    ],
)
def test_a_title_that_cannot_be_broken_by_sense_still_fits(title: str) -> None:
    lines = broken(title, 19)
    assert "".join(lines) == title
    assert all(width(one) <= 20 for one in lines), lines


def test_a_line_of_a_title_never_splits_a_number() -> None:
    for filler in range(8):
        lines = broken("某" * (14 + filler) + "2030" + "乙" * (22 - filler), 19)
        assert any("2030" in line for line in lines), lines


@pytest.mark.parametrize(
    ("name", "day", "name_at", "date_at"),
    [
        ("漯河市科学技术局", "2021年1月22日", 18, 20),
        ("某某局", "2021年1月22日", 17.5, 19.5),
        ("某局", "2021年12月31日", 17, 19),
        ("某某市自然资源和规划局高新技术产业开发区分局", "2021年1月2日", 4, 6),
    ],
)
def test_name_and_date_stand_by_7_3_5_2(name: str, day: str, name_at: float, date_at: float) -> None:
    """The name two from the right and the date two behind its start; a longer date stands two from the right."""
    rules = signature_rules(report(signature=name, signed_on=day))
    places = [float(one) for one in re.findall(r"calc\(([\d.]+) \* var\(--c\)\)", rules)]
    assert places == [name_at, date_at]
    right = 28 - (date_at + width(day)) if width(day) > width(name) else 28 - (name_at + width(name))
    assert right == 2


def test_sections_say_when_they_are_empty_or_unfinished() -> None:
    sections = (
        Section("a", 1, "一、", "甲", empty=True),
        Section("b", 1, "二、", "乙", words("做到一半。"), unfinished=True),
        Section("c", 1, "三、", "丙", words("做完了。")),
    )
    shown = str(sheet(report(sections=sections)))
    assert shown.count("〔本节尚无内容〕") == 1
    assert shown.count("（未销号）") == 1
    assert shown.index("做到一半") < shown.index("（未销号）") < shown.index("做完了")


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "{% include 'x' %}", '"><img src=x>', "&lt;"]
)
def test_what_people_typed_is_text_everywhere(evil: str) -> None:
    hostile = report(
        title=evil,
        addressee=evil,
        signature=evil,
        attachments=(evil, evil),
        sections=(Section("a", 1, "一、", evil, words(evil), run_in=True),),
    )
    html = document(hostile)
    for mark in ("<script", "<img", ">49<"):
        assert mark not in html
    check_page(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL).replace('class="sheet"', 'class="paper"'))


def test_the_stand_alone_document_points_nowhere() -> None:
    html = document(report(signature="某局"))
    assert '<html lang="zh-CN">' in html and "<title>报告</title>" in html and 'content="某局"' in html
    assert not re.search(r"\b(src|href)=|url\(|@import|https?:", html)


def test_headings_have_their_level() -> None:
    sections = (Section("a", 1, "一、", "甲", children=(Section("b", 2, "（一）", "乙", words("文。")),)),)
    shown = str(sheet(report(sections=sections)))
    assert "<h2>一、甲</h2>" in shown and "<h3>（一）乙</h3>" in shown
    assert 'id="s-a"' in shown


def test_a_level_that_is_skipped_on_paper_is_none_for_those_who_listen() -> None:
    """PDF/UA knows no heading of level four under one of level two; the letters are those of the number."""
    inner = Section("b", 3, "1.", "乙", children=(Section("c", 4, "（1）", "丙", words("文。"), run_in=True),))
    html = sheet(report(sections=(Section("a", 1, "一、", "甲", children=(inner,)),)))
    assert "<h2>一、甲</h2>" in html
    assert '<h3 class="as-3">' in html and '<h4 class="as-4">（1）丙。</h4>' in html
