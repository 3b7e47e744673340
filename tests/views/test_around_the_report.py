"""报告设置: what stands around the text is typed in lines, kept whole, and printed by sense."""

import json
from collections.abc import Callable

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
