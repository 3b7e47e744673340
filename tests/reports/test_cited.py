"""Numbers of a passage and the figures behind them: tokens, links that survive an edit, drift, offers."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checklists.counted import Adding
from reports.blocks import blocks
from reports.figures import agrees, faults_of, fill, offers, passage
from reports.marks import marks
from reports.numbers import numbers
from reports.sourced import as_json, unusable
from reports.values import Block, Section
from tests.reports.book import Desk, citation


def small() -> Desk:
    desk = Desk()
    desk.indicator("meetings", "次", name="专题会议")
    desk.put("meetings", "5")
    desk.amount("money", "亿元", y2029="12.98", y2030="16.47")
    return desk


def test_tokens_become_numbers_and_their_places_are_known() -> None:
    text, places = fill("开会{专题会议:2030}，投入{money：2030}，增长{money:2030:增速}。", small().book())
    assert text == "开会5次，投入16.47亿元，增长26.9%。"
    assert [text[start:end] for start, end, *_ in places] == ["5次", "16.47亿元", "26.9%"]


def test_text_is_never_run_and_a_wrong_token_stays_as_typed() -> None:
    for raw in ("{{ 7 * 7 }}", "{% if x %}", "{没有}", "{0.__class__}", "${x}", "{}", "{a\nb}", "%(name)s {名称"):
        assert fill(raw, small().book())[0] == raw


@given(st.text(alphabet="{}:：专题会议money2030增速%()s\n ", max_size=80))
def test_any_text_is_filled(raw: str) -> None:
    book = small().book()
    text, places = fill(raw, book)
    assert all(text[start:end] == value.text for start, end, _token, value in places)
    faults_of(raw, book)


def test_a_fault_says_its_line_and_place() -> None:
    found = faults_of("第一行\n第二行{没有}和{专题会议}", small().book())
    assert [(one.token, one.line, one.place, one.empty) for one in found] == [("{没有}", 2, 7, True)]
    desk = small()
    desk.indicator("waiting")
    desk.put("waiting", "3", confirmed=False)
    assert [one.empty for one in faults_of("{waiting}", desk.book())] == [False]


def test_twelve_numbers_nine_with_a_source() -> None:
    desk = small()
    cited = citation(desk.figures[0], "5次", "开会")
    found = passage("slot", "开会5次，走访3家，投入{money:2030}。", [cited], desk.book())
    assert (len(found.shown), found.sourced) == (3, 2)
    assert [one.text for one in found.shown] == ["5次", "3家", "16.47亿元"]
    assert found.shown[1].value is None and found.faults == ()


def test_a_link_of_another_slot_is_none_of_ours() -> None:
    desk = small()
    found = passage("other", "开会5次", [citation(desk.figures[0], "5次")], desk.book())
    assert found.sourced == 0


def test_equal_numbers_are_told_apart_by_the_words_before_even_after_an_edit() -> None:
    desk = small()
    desk.indicator("hearings", "次")
    desk.put("hearings", "5")
    links = [citation(desk.figures[0], "5次", "全年开会"), citation(desk.figures[3], "5次", "听取汇报")]
    for text in (
        "全年开会5次，听取汇报5次。",
        "今年听取汇报5次，此外全年开会5次。",
        "新写一句3次。全年开会5次；听取汇报5次",
    ):
        found = passage("slot", text, links, desk.book())
        named = {text[one.start - 4 : one.start]: one.value.name for one in found.shown if one.value}
        assert named == {"全年开会": "专题会议", "听取汇报": "hearings"}, text


def test_a_number_that_was_rewritten_has_lost_its_source() -> None:
    desk = small()
    found = passage("slot", "全年开会6次。", [citation(desk.figures[0], "5次", "全年开会")], desk.book())
    assert found.shown[0].citation is None and found.sourced == 0


def test_drift_and_its_end() -> None:
    desk = small()
    link = citation(desk.figures[0], "5次", "开会")
    assert not passage("slot", "开会5次", [link], desk.book()).drifted
    desk.figures[0].value = Decimal(4)
    found = passage("slot", "开会5次", [link], desk.book())
    assert [(one.citation.seen, one.value.text) for one in found.drifted if one.citation and one.value] == [
        ("5次", "4次")
    ]
    link.seen, link.reason = "4次", "照旧"
    kept = passage("slot", "开会5次", [link], desk.book())
    assert not kept.drifted and kept.shown[0].kept


def test_what_agrees() -> None:
    book = small().book()
    meetings, money = book.get("meetings:2030"), book.get("money:2030")
    for text, value, same in (
        ("5次", meetings, True),
        ("6次", meetings, False),
        ("5家", meetings, False),
        ("16.47亿元", money, True),
        ("164700万元", money, True),
        ("16.5亿元", money, True),
        ("16.4亿元", money, False),
        ("165000万元", money, False),
    ):
        assert agrees(numbers(text)[0], value) is same, text
    desk = Desk()
    desk.indicator("calls", "次")
    desk.put("calls", "43")
    assert agrees(numbers("40余次")[0], desk.book().get("calls:2030"))
    assert not agrees(numbers("50余次")[0], desk.book().get("calls:2030"))


def test_a_bare_number_is_offered_the_figures_of_its_value_the_likely_one_first() -> None:
    desk = small()
    desk.indicator("other", "次", name="听取汇报")
    desk.put("other", "5")
    found = offers(numbers("主持召开党组专题会议5次")[0], desk.book())
    assert [one.name for one in found] == ["专题会议", "听取汇报"]
    assert offers(numbers("走访7次")[0], desk.book()) == []


def test_the_list_of_numbers_as_data() -> None:
    desk = small()
    desk.indicator("seen", "次", records={"kind": "meeting", "sorts": [], "measure": "records"})
    desk.put("seen")
    desk.meetings(1, 2)
    link = citation(desk.figures[0], "5次", "开会")
    told = passage("slot", "开会5次，见{seen}，增长{money:2030:增速}，走访3家", [link], desk.book())
    rows = as_json([told], lambda rule: [11, 12] if rule == Adding(kind="meeting") else [])
    assert [(row["text"], row["value"], row["unit"]) for row in rows] == [
        ("5次", 5, "次"),
        ("2次", 2, "次"),
        ("26.9%", 26.9, "%"),
        ("3家", 3, "家"),
    ]
    sources = [row["source"] for row in rows]
    assert sources[0] == {
        "kind": "evidence",
        "ids": [7],
        "confirmed_by": "复核人",
        "confirmed_at": "2030-05-01T00:00:00+00:00",
    }
    assert (sources[1]["kind"], sources[1]["ids"], sources[2]["kind"], sources[3]) == (
        "records",
        [11, 12],
        "formula",
        None,
    )


def test_an_unconfirmed_figure_is_no_source() -> None:
    desk = Desk()
    desk.indicator("a", "次")
    desk.put("a", "5", confirmed=False)
    told = passage("slot", "开会5次，又{a}", [citation(desk.figures[0], "5次")], desk.book())
    assert [row["source"] for row in as_json([told], lambda _rule: [])] == [None, None]
    assert unusable([told]) == ["{a}"]


def test_numbers_are_marked_in_the_printed_paragraphs() -> None:
    desk = small()
    told = passage("slot", "第15次与5次，\n\n又3家", [citation(desk.figures[0], "5次", "与")], desk.book())
    section = Section("slot", 1, "一、", "标题", blocks=(Block(text="第15次与5次，"), Block(text="又3家")))
    found = [one for (one,) in marks((section,), [told], lambda _passage, shown: f"/{shown.text}")["slot"]]
    assert [[(text, href) for text, href, _tone in one if href] for one in found] == [
        [("5次", "/5次")],
        [("3家", "/3家")],
    ]
    assert ["".join(text for text, *_ in one) for one in found] == list(section.texts)
    assert [tone for one in found for _text, href, tone in one if href] == ["ok", "idle"]


def test_numbers_of_a_table_are_marked_in_their_cells() -> None:
    desk = small()
    body = "- 1.共5次。\n| 类别 | 上年 |\n| 会议 | 又5次 |\n另有3家"
    told = passage("slot", body, [citation(desk.figures[0], "5次", "共")], desk.book())
    section = Section("slot", 1, "一、", "标题", blocks=blocks(body, together=True))
    point, table, last = marks((section,), [told], lambda _passage, shown: f"/{shown.start}")["slot"]
    assert [[text for text, href, _tone in cell if href] for cell in (*point, *table, *last)] == [
        ["5次"],
        [],
        [],
        [],
        ["5次"],
        ["3家"],
    ]
    assert ["".join(text for text, *_ in cell) for cell in table] == ["类别", "上年", "会议", "又5次"]
