"""Figures in a real browser: voiding a meeting is seen in the figure, in the passage and in its relation; restoring clears all."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Desk

MEETING = "第5次党组专题会议，研究法治政府建设和示范点创建"
FIGURE = "党组专题会议"


def open_meeting(office: Desk) -> None:
    office.open("/years/2020/records?kind=meeting")
    office.follow(MEETING)


def relation(office: Desk, word: str) -> None:
    """The relation of the two places where the meetings are printed."""
    line = office.page.locator("#relations li", has_text="党组专题会议都由主要负责人主持")
    if word == "相符":
        office.page.get_by_text("相符的关系", exact=True).click()
    expect(line).to_contain_text(word)


def test_voiding_a_meeting_is_seen_everywhere_and_restoring_clears_all(desk: Callable[[str], Desk]) -> None:
    office = desk("office")
    office.open("/years/2020/report")
    office.sees("94 个数字，94 个有来源")
    expect(office.page.locator(".sheet a.number.late")).to_have_count(0)

    open_meeting(office)
    office.page.get_by_text("作废…", exact=True).click()
    office.page.get_by_label("原因").fill("与第4次是同一次会议，重复登记。")
    office.press("作废")
    office.sees("已作废", "重复登记")

    office.open("/years/2020/figures")
    relation(office, "不符")
    expect(office.page.locator(".value-grid li", has_text=re.compile(rf"^\s*{FIGURE}\s"))).to_contain_text("4次")
    office.open("/years/2020/report")
    office.sees("数据变了", "党组专题会议 5次 → 4次")
    expect(office.page.locator(".sheet a.number.late")).to_have_text("5次")
    office.page.locator(".sheet a.number.late").click()
    office.sees("原来 5次 现在 4次", "采用新数字")

    open_meeting(office)
    office.press("恢复")
    office.sees("已确认")
    office.open("/years/2020/figures")
    relation(office, "相符")
    office.open("/years/2020/report")
    expect(office.page.locator("#sources")).not_to_contain_text("数据变了")
    expect(office.page.locator(".sheet a.number.late")).to_have_count(0)
    office.close()


def test_a_new_value_is_taken_over_or_the_old_one_kept_with_a_reason(desk: Callable[[str], Desk]) -> None:
    office = desk("office")
    open_meeting(office)
    office.page.get_by_text("作废…", exact=True).click()
    office.page.get_by_label("原因").fill("重复登记。")
    office.press("作废")
    numbers = "/years/2020/report/numbers?slot=leadership/key-tasks-2020/leadership"

    office.open(numbers)
    office.press("保留原来的")
    office.sees("请填写保留的原因")
    assert all("422" in fault for fault in office.faults)
    office.faults.clear()
    office.page.get_by_label("保留的原因").fill("一次会议没有形成纪要，次数照旧。")
    office.press("保留原来的")
    office.sees("已保留原来的数字", "保留原数字：一次会议没有形成纪要")
    expect(office.page.locator(".numbers")).to_contain_text("已开党组专题会议5次")

    open_meeting(office)
    office.press("恢复")
    office.open(numbers)
    office.sees("原来 4次 现在 5次")
    office.press("采用新数字")
    office.sees("已采用新数字")
    expect(office.page.locator(".drift")).to_have_count(0)
    office.close()


def test_numbers_open_their_figures_and_charts_are_drawn(desk: Callable[[str], Desk]) -> None:
    office = desk("office")
    for place in (0, 1, 17, 25, 60, 93):
        office.open("/years/2020/report")
        links = office.page.locator(".sheet a.number")
        expect(links).to_have_count(94)
        text = links.nth(place).inner_text()
        links.nth(place).click()
        office.sees("数值", "来源", "确认")
        expect(office.page.locator(".figure-value")).to_have_text("22项" if text == "二十二项" else text)
    office.open("/years/2020/figures")
    charts = office.page.locator("img.chart")
    expect(charts).to_have_count(8)
    drawn = charts.evaluate_all("all => all.filter(one => one.complete && one.naturalWidth > 100).length")
    assert drawn == 8
    office.close()
