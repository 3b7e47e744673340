"""报告设置: what stands around the text is typed in lines, kept whole, and printed by sense."""

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, select

from models.passages import Edition
from reports.html import document
from tests.reports.test_around_the_text import LONG
from tests.visitor import Visitor

PATH = "/years/2020/report/settings"


def test_many_addressees_several_signatures_and_breaks_of_the_title(visit: Callable[[str], Visitor]) -> None:
    office = visit("office").open(PATH)
    signed = "某市水利局\n某市自然资源和规划局"
    typed = {
        "title": "某市水利局等两部门\n关于2020年度工作情况\n的报告",
        "addressee": LONG["addressee"] * 4,
        "signature": signed,
    }
    office.submit(PATH, signed_on="2021-01-22", **typed).says("已保存")
    office.says("某市水利局等两部门<br>关于2020年度工作情况<br>的报告", f"{LONG['addressee'] * 4}：")
    office.says('<p class="name">某市水利局</p>', '<p class="name">某市自然资源和规划局</p>')
    office.open("/years/2020/report/proof").says("某市水利局等两部门关于2020年度工作情况的报告")
    office.open(PATH).says(typed["title"], signed)
    with office.client.get("/years/2020/report/pdf?save=1") as answer:
        name = answer.headers["Content-Disposition"]
    assert "\n" not in name and "%0A" not in name


def test_too_many_addressees_are_refused_at_their_field_and_stay(visit: Callable[[str], Visitor]) -> None:
    office = visit("office").open(PATH)
    office.submit(PATH, 422, title="报告", addressee="市" * 401, signature="局" * 201).says("市" * 401, "400", "200")


def test_the_bureau_keeps_a_dozen_addressees_for_the_next_year(visit: Callable[[str], Visitor]) -> None:
    admin = visit("admin").open("/settings")
    fields = {"name": "某局", "short_name": "某局", "signature": "某局", "closing_day": "28", "near_workdays": "10"}
    admin.submit("/settings", addressee=LONG["addressee"], **fields).says(
        json.dumps(LONG["addressee"], ensure_ascii=False)[1:-1]
    )


def test_errors_that_the_finished_paper_shows_need_a_reason_too(
    visit: Callable[[str], Visitor], demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are known when it is printed: the page then asks for them, with what was typed for others kept."""
    beside = ".sheet .addressee { margin-left: -30mm }"
    monkeypatch.setattr("desk.gate.document", lambda report: document(report, beside))
    office = visit("office").open("/years/2020/report")
    office.submit("/years/2020/report/final", 422).says(
        "有字印到版心以外", "市法治政府建设领导小组办公室", "请填写理由"
    )
    (field,) = re.findall(r'<textarea[^>]*name="(why_\w+)"', office.text)
    office.submit("/years/2020/report/final", **{field: "就放在左边。"}).says("已定稿", "有 1 处错误未改")
    with Session(demo_app.extensions["engine"]) as session:
        (kept,) = session.exec(select(Edition)).all()
    assert [(one["rule"], one["reason"]) for one in kept.reasons] == [("outside", "就放在左边。")]
