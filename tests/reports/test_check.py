"""The look before the print: what it says, when it is silent, its exit codes, and the same lines on the page."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from checklists.schema import Outline, Part
from models.entries import Source
from models.items import ItemState
from models.passages import Passage, PassageState
from models.people import Bureau
from models.years import Year
from reports import fonts
from reports.check import Note, Severity, check
from reports.places import places
from reports.values import Appendix, Group
from reports.year import pieces, report_from
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
OUTLINE = Outline(
    key="o",
    title="",
    parts=(
        Part(key="opening", kind="written"),
        Part(key="work", heading="工作", kind="items", items=("c/a",)),
        Part(key="closing", kind="written"),
    ),
)


def source(**more: object) -> Source:
    values: dict[str, object] = {
        "item_id": 1,
        "ref": "c/a",
        "no": "1",
        "title": "甲事项",
        "department": "办公室",
        "state": ItemState.CLOSED,
        "entry_id": 7,
        "month": 0,
        "text": "完成了。",
    }
    return Source(**(values | more))  # type: ignore[arg-type]


def passage(
    slot: str, body: str = "文。", based_on: tuple[int, ...] = (), state: PassageState = PassageState.SETTLED
) -> Passage:
    return Passage.model_construct(slot=slot, body=body, based_on=list(based_on), base_text="", state=state)


def year(**more: object) -> Year:
    values: dict[str, object] = {
        "no": 2030,
        "title": "某局2030年度报告",
        "addressee": "市办公室",
        "signature": "某局",
        "signed_on": date(2031, 1, 20),
        "attachments": "",
        "outline": OUTLINE.to_dict(),
    }
    return Year(bureau_id=1, bureau=BUREAU, **(values | more))  # type: ignore[arg-type]


BUREAU = Bureau(name="某局", short_name="某局", addressee="市办公室", signature="某局", number_prefix="某科")
PASSAGES = {one: passage(one) for one in ("opening", "closing")} | {"work/c/a": passage("work/c/a", based_on=(7,))}


def look(
    held: Year | None = None,
    passages: dict[str, Passage] | None = None,
    one: Source | None = None,
    bureau: Bureau = BUREAU,
    tables: tuple[Appendix, ...] = (),
) -> list[Note]:
    held = held or year()
    own = pieces(held, {"c/a": one or source()}, PASSAGES if passages is None else passages)
    report = replace(report_from(held, bureau, own), appendices=tables)
    return check(held, bureau, report, own)


def said(notes: list[Note]) -> list[tuple[str, str, str | None]]:
    return [(one.rule, one.severity.value, one.slot) for one in notes]


def test_a_report_that_is_ready_is_met_with_silence() -> None:
    assert look() == []


@pytest.mark.parametrize(
    ("change", "rule", "severity"),
    [
        ({"signed_on": None}, "date", "warning"),
        ({"signed_on": date(2030, 12, 30)}, "date", "warning"),
        ({"signed_on": date(2031, 3, 1)}, "date", "warning"),
        ({"title": "某局年度报告"}, "title", "warning"),
        ({"title": ""}, "title", "error"),
        ({"addressee": ""}, "addressee", "warning"),
        ({"addressee": "省办公室"}, "addressee", "note"),
        ({"signature": ""}, "signature", "warning"),
        ({"signature": "另一个局"}, "signature", "warning"),
        ({"red_head": True, "signer": "局长"}, "head", "warning"),
        ({"red_head": True, "doc_number": "某科〔2031〕3号"}, "head", "warning"),
        ({"red_head": True, "doc_number": "别科〔2031〕3号", "signer": "局长"}, "head", "warning"),
        ({"red_head": True, "doc_number": "某科〔2030〕3号", "signer": "局长"}, "head", "warning"),
        ({"doc_number": "某科〔2031〕3号"}, "head", "note"),
        ({"imprint": True, "printed_on": date(2031, 1, 20)}, "imprint", "warning"),
        ({"imprint": True, "printed_by": "某局办公室"}, "imprint", "warning"),
        ({"imprint": True, "printed_by": "办", "printed_on": date(2031, 1, 19)}, "date", "error"),
        ({"attachments": "无"}, "attachment", "warning"),
        ({"attachments": "附件："}, "attachment", "warning"),
        ({"attachments": "1."}, "attachment", "warning"),
        ({"attachments": "名单\n名单"}, "attachment", "warning"),
        ({"attachments": "1.名单"}, "attachment", "warning"),
        ({"attachments": "名单。"}, "attachment", "warning"),
        ({"attachments": "某局2030年度报告"}, "attachment", "note"),
        ({"appendix_ledger": True}, "appendix", "warning"),
        ({"appendix_assessment": True}, "appendix", "warning"),
    ],
)
def test_each_slip_of_the_settings_is_told_once(change: dict[str, object], rule: str, severity: str) -> None:
    assert said(look(year(**change))) == [(rule, severity, None)]


@pytest.mark.parametrize(
    "change",
    [
        {"signed_on": date(2031, 1, 1)},
        {"signed_on": date(2031, 2, 28)},
        {"red_head": True, "doc_number": "某科〔2031〕3号", "signer": "局长"},
        {"imprint": True, "printed_by": "某局办公室", "printed_on": date(2031, 1, 20)},
        {"attachments": "2030年度名单\n重点任务台账\n二十二项重点工作情况"},
    ],
)
def test_sound_settings_are_met_with_silence(change: dict[str, object]) -> None:
    assert look(year(**change)) == []


def test_a_bureau_that_chose_nothing_is_not_compared() -> None:
    bare = Bureau(name="某局", short_name="某局")
    assert look(year(addressee="省办公室", red_head=True, doc_number="任科〔2031〕3号", signer="长"), bureau=bare) == []


def test_empty_parts_are_errors_that_lead_to_their_place() -> None:
    found = look(passages={**PASSAGES, "closing": passage("closing", " ")}, one=source(text="", entry_id=None))
    assert ("empty", "error", "closing") in said(found)
    assert ("结尾") in dict(found[0].values).values()
    found = look(passages={})
    assert [one for one in said(found) if one[0] == "empty"] == [
        ("empty", "error", "opening"),
        ("empty", "error", "closing"),
    ]


def test_passages_behind_their_entries_and_unfinished_ones_are_warned_of() -> None:
    assert said(look(one=source(entry_id=8))) == [("behind", "warning", "work/c/a")]
    assert said(look(one=source(state=ItemState.ACTIVE))) == [("unfinished", "warning", "work/c/a")]


def test_drafts_are_counted_in_one_note() -> None:
    drafts = {key: passage(key, state=PassageState.DRAFT) for key in ("opening", "closing")}
    (one,) = look(passages={**PASSAGES, **drafts})
    assert (one.rule, one.severity, dict(one.values)) == ("draft", Severity.NOTE, {"n": 2})


def test_standards_without_a_result_are_counted() -> None:
    table = Appendix("assessment-points", "自评表", (), (), open=2)
    (one,) = look(year(appendix_assessment=True), tables=(table,))
    assert (one.rule, dict(one.values)) == ("result", {"n": 2})


def test_the_gravest_comes_first() -> None:
    found = look(year(addressee="省办公室", signature="", title=""))
    assert [one.severity.value for one in found] == ["error", "warning", "note"]


def test_rare_characters_are_named_and_missing_ones_are_errors() -> None:
    (one,) = look(passages={**PASSAGES, "opening": passage("opening", "张䶮到场。")})
    assert (one.rule, one.severity.value, dict(one.values)) == ("glyph", "note", {"chars": "䶮"})
    found = look(passages={**PASSAGES, "opening": passage("opening", "\U000f1234")})
    assert said(found) == [("glyph", "error", "opening")]


def test_a_missing_glyph_is_named_with_its_place_and_code_point() -> None:
    """In a passage, a name of an attachment, the title; signs below and above the line print and are no error."""
    typed = (Path(__file__).parent / "cases" / "no-glyph.txt").read_text(encoding="utf-8")
    found = look(
        year(title="某\u0378局2030年度报告", attachments="甲\ue002表"),
        passages={**PASSAGES, "opening": passage("opening", typed)},
    )
    errors = {one.slot: dict(one.values) for one in found if (one.rule, one.severity.value) == ("glyph", "error")}
    notes = [dict(one.values) for one in found if one.rule == "glyph"]
    assert errors["opening"] == {"name": "开头", "chars": "者刘□某；（U+E801）"}
    assert {"name": "标题", "chars": "某□局2（U+0378）"} in notes
    assert {"name": "附件说明", "chars": "甲□表（U+E002）"} in notes
    assert not any("2082" in str(one) or "₂" in str(one) for one in errors.values())


def test_a_private_character_that_a_font_of_this_machine_has_is_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "lost", lambda _text: [])
    (one,) = look(passages={**PASSAGES, "opening": passage("opening", "刘\ue001某。")})
    assert (one.rule, one.severity.value, one.slot) == ("glyph", "warning", "opening")


def test_what_has_no_ink_lacks_no_glyph() -> None:
    assert fonts.lost("\u200b\u202e\ufeff\u2003\x07") == []


def test_a_machine_without_its_faces_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    served = fonts.preflight()

    def with_fang(**change: object) -> list[fonts.RoleFont]:
        return [replace(one, **change) if one.role == "fang" else one for one in served]  # type: ignore[arg-type]

    monkeypatch.setattr(fonts, "preflight", lambda: with_fang(font=None))
    assert said(look()) == [("font", "error", None)]
    monkeypatch.setattr(fonts, "preflight", lambda: with_fang(font="Noto Serif CJK SC", exact=False))
    (one,) = look()
    assert "不是仿宋" in one.text and one.severity == Severity.WARNING
    monkeypatch.setattr(fonts, "preflight", lambda: with_fang(complete=False))
    assert said(look()) == [("font", "warning", None)]


def test_a_date_of_signature_ahead_of_today_is_told() -> None:
    held = year()
    own = pieces(held, {"c/a": source()}, PASSAGES)
    report = report_from(held, BUREAU, own)
    for today, wanted in ((date(2031, 1, 19), [("date", "note", None)]), (date(2031, 1, 20), [])):
        assert said(check(held, BUREAU, report, own, today=today)) == wanted


def test_every_printed_word_is_looked_at() -> None:
    table = Appendix("ledger", "某台账", ("列",), (Group("组", (("单元格里的话",),)),))
    held = year(attachments="某材料")
    report = replace(report_from(held, BUREAU, pieces(held, {"c/a": source()}, PASSAGES)), appendices=(table,))
    words = "".join(one.text for one in places(report))
    for word in ("某局2030年度报告", "市办公室", "某材料", "某台账", "单元格里的话", "甲事项", "文。"):
        assert word in words


def run(app: Flask, *more: str) -> tuple[int, str, str]:
    answer = app.test_cli_runner().invoke(args=["report", "check", *more])
    return answer.exit_code, answer.stdout, answer.stderr


def test_the_command_says_it_in_words_and_in_json(report_app: Flask) -> None:
    code, out, _err = run(report_app, "2020")
    assert code == 0 and "说明：附件与报告同名" in out
    code, out, err = run(report_app, "2020", "--json")
    rows = json.loads(out)
    assert code == 0 and err == ""
    assert {row["rule"] for row in rows} == {"draft", "attachment", "date"}
    assert set(rows[0]) == {"rule", "severity", "slot", "message"}


def test_the_command_ends_with_1_where_something_is_wrong(demo_app: Flask, visit: Visit) -> None:
    office = visit("office").open("/years/2020/report/settings")
    office.submit("/years/2020/report/settings", title="报告", signed_on="2020-12-01", signature="别局", addressee="")
    code, out, _err = run(demo_app, "2020", "--json")
    assert code == 1
    assert {"title", "addressee", "date", "signature"} <= {row["rule"] for row in json.loads(out)}


@pytest.mark.parametrize(("args", "code"), [(("2099",), 1), (("zwei",), 2), ((), 2), (("2020", "--xml"), 2)])
def test_refusals_and_wrong_use(report_app: Flask, args: tuple[str, ...], code: int) -> None:
    found, out, err = run(report_app, *args)
    assert (found, out) == (code, "") and err


def test_the_page_shows_the_same_lines_with_a_way_to_mend_them(demo_app: Flask, visit: Visit) -> None:
    office = visit("office").open("/years/2020/report/settings")
    plain = {"title": "某局2020年度报告", "addressee": "", "signed_on": "", "attachments": ""}
    office.submit("/years/2020/report/settings", **plain)
    office.open("/years/2020/report/passage?slot=closing")
    office.submit("/years/2020/report/passage?slot=closing", body="", act="draft")
    office.open("/years/2020/report").says("打印前检查", "没有主送机关", "没有成文日期", "“结尾”还没有内容")
    card = office.text[office.text.index('id="notes"') :]
    assert '/years/2020/report/passage?slot=closing">“结尾”还没有内容' in card
    assert '/years/2020/report/settings">没有主送机关' in card
    _code, out, _err = run(demo_app, "2020", "--json")
    for row in json.loads(out):
        assert row["message"] in card, row
    leader = visit("leader").open("/years/2020/report").says("没有主送机关")
    assert "/report/settings" not in leader.text and "/report/passage" not in leader.text
