"""While somebody writes: the text as it will print, lines that are joined, tables, and nothing that takes a page down."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
REPORT = "/years/2020/report"
PASSAGE = f"{REPORT}/passage?slot=problems"
POINTS = "- 问题一。\n\n原因是甲。\n- 问题二。"


def test_a_passage_shows_how_it_prints_and_is_not_kept_by_looking(visit: Visit) -> None:
    office = visit("office").open(PASSAGE).says("印出来的样子")
    before = office.text
    page = office.client.post(
        f"{REPORT}/printed?slot=problems",
        data={"csrf_token": office.token, "text": f"{POINTS}\n指标\t2020年\n办件\t1件"},
    )
    shown = page.get_data(as_text=True)
    assert page.status_code == 200 and "一是问题一。" in shown and "二是问题二。" in shown
    assert "<table" in shown and '<th scope="col">指标' in shown
    assert office.open(PASSAGE).text.count("问题一。") == before.count("问题一。")


def test_lines_are_paragraphs_until_one_click_joins_them(visit: Visit) -> None:
    office = visit("office").open(PASSAGE)
    office.submit(PASSAGE, body="粘贴的一段，\n其实是一句。", act="join").says("粘贴的一段，其实是一句。").silent(
        "草稿已保存"
    )
    office.submit(PASSAGE, body="粘贴的一段。\n另外一段。", act="draft").says("1 处换行后没有空行", "合成一段")
    office.open(f"{REPORT}/preview").says("粘贴的一段。</p>")


def test_a_department_sees_its_words_in_their_place(visit: Visit) -> None:
    staff = visit("staff-window").open("/items/43/entries/new")
    shown = staff.client.post("/items/43/printed", data={"csrf_token": staff.token, "text": "- 一是甲\n- 乙"})
    assert "（1）甲。" in shown.get_data(as_text=True) and "一是一是" not in shown.get_data(as_text=True)


def test_whom_an_item_does_not_concern_sees_no_trial_of_it(visit: Visit) -> None:
    leader = visit("leader").open("/")
    assert leader.client.post("/items/43/printed", data={"csrf_token": leader.token, "text": "甲"}).status_code == 403
    assert leader.client.post(f"{REPORT}/printed?slot=problems", data={"csrf_token": leader.token}).status_code == 403


ODD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(
        st.sampled_from(
            ["一是", "- ", "  - ", "\n", "\n\n", "|", "\t", "# ", "{", "}", "{rate}", "（", "）", "：", "。", "2020年", "12%", "ﻻ", "שלום", "\u202e", "𠮷", "👩\u200d🌾", "\ue001", "https://a.example/" + "x" * 60]
        ),
        max_size=14,
    ).map("".join),
)  # fmt: skip


@given(title=ODD, body=ODD, names=ODD)
@settings(max_examples=70, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_that_may_be_saved_takes_a_page_down(visit: Visit, title: str, body: str, names: str) -> None:
    """What a form refuses is refused in words; what it takes is shown by every page of the report."""
    office = visit("office")
    for path, fields in (
        (f"{REPORT}/settings", {"title": title, "addressee": names, "signature": title[:20], "attachments": names}),
        (PASSAGE, {"body": body, "act": "draft"}),
    ):
        office.open(path)
        version = office.text.split('name="version" value="')[1].split('"')[0]
        sent = office.client.post(path, data={"csrf_token": office.token, "version": version, **fields})
        assert sent.status_code in (303, 422), (path, sent.status_code)
    for path in (REPORT, f"{REPORT}/proof", f"{REPORT}/preview", PASSAGE, f"{REPORT}/settings", "/years/2020/figures"):
        assert office.client.get(path).status_code == 200, path


@pytest.mark.parametrize("body", ["\n".join(f"- 第{n}件" for n in range(130)), "|" * 300, "\t\n" * 200, "- " * 500])
def test_long_lists_and_empty_tables_are_printed(visit: Visit, body: str) -> None:
    office = visit("office").open(PASSAGE)
    office.submit(PASSAGE, body=body, act="draft")
    office.open(f"{REPORT}/proof").open(f"{REPORT}/preview")


def test_an_invisible_character_hides_no_wrong_sum(visit: Visit) -> None:
    office = visit("office").open(PASSAGE)
    office.submit(PASSAGE, body="全年办理案件12\u200b件，其中许可5件、处罚6件。", act="draft")
    office.open(f"{REPORT}/proof").says("5+6=11")
