"""The gate's story in a real browser: refused, looked at, mended, explained, told what is new, final, and read by a leader."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk
from tests.browser.test_reach import findings

Open = Callable[..., Desk]
REPORT, PROOF = "/years/2020/report", "/years/2020/report/proof"
GROWTH = "2018年研发投入总额12.98亿元，2019年研发投入总额16.47亿元，比上年增长25.3%。"
SUM = "全年办结信访事项45件，其中来访18件、来信15件、网上10件。"
REASON = "另有2件转交其他部门办理，不计入三类来源。"


def write(office: Desk, body: str) -> None:
    """Put words into the last passage, as a person would."""
    office.open(f"{REPORT}/passage?slot=closing")
    office.page.get_by_label("正文").fill(body)
    office.press("存草稿")
    office.sees("草稿已保存")


def card(desk: Desk, quote: str) -> Locator:
    """What stands beside the text about some words."""
    return desk.page.locator(".proof-list li").filter(
        has=desk.page.locator("del, q", has_text=re.compile(f"^{re.escape(quote)}$"))
    )


def test_a_report_passes_the_gate(desk: Open) -> None:
    office, second = desk("office"), desk("office2")
    second.open(REPORT)
    second.page.get_by_text("定稿…", exact=True).click()
    office.open(PROOF)
    office.sees("没有未处理的错误")
    office.press("记下：这些看过了")
    office.sees("此后新增 0 处，消失 0 处")
    write(office, GROWTH + SUM)

    second.press("确认定稿")  # the page was opened before the slip was written
    second.sees("还有 2 处错误没有改正，也没有说明理由，不能定稿")
    office.open(REPORT)
    office.sees("还不能定稿", "有 2 处错误没有改正")
    expect(office.page.get_by_role("button", name="确认定稿")).to_have_count(0)
    office.follow("去处理")
    assert office.path == PROOF
    office.sees("2 处错误未处理", "此后新增 2 处，消失 0 处")
    growth, total = card(office, "25.3%"), card(office, "45件")
    for one in (growth, total):
        expect(one.locator(".tag", has_text="新")).to_be_visible()
    jump(office, growth, "25.3%")

    growth.get_by_role("button", name="改为 26.9%").click()
    office.sees("已把“25.3%”改为“26.9%”", "1 处错误未处理")
    expect(office.page.locator(".proof-text")).to_contain_text("比上年增长26.9%")
    expect(card(office, "25.3%")).to_have_count(0)
    total.get_by_text("说明理由", exact=True).click()
    total.get_by_label("为什么不改").fill(REASON)
    total.get_by_role("button", name="保存说明").click()
    office.sees("已说明，这处不再拦住定稿", "没有未处理的错误", "此后新增 1 处，消失 0 处")
    expect(total).to_contain_text(REASON)
    office.press("记下：这些看过了")
    office.sees("此后新增 0 处，消失 0 处")
    expect(total.locator(".tag", has_text="新")).to_have_count(0)

    office.open(REPORT)
    office.page.get_by_text("定稿…", exact=True).click()
    office.page.set_default_timeout(60_000)
    office.press("确认定稿")
    expect(office.page.locator("main")).to_contain_text("内容和 PDF 已冻结", timeout=60_000)
    read_by_the_leader(desk("leader"))
    office.close()
    second.close()


def jump(office: Desk, one: Locator, quote: str) -> None:
    """From what is said to the words in the text, and back."""
    one.locator("a.proof-badge").click()
    place = office.page.locator(f".proof-line:has({office.path.removeprefix(PROOF)})")
    expect(place.locator("mark", has_text=quote)).to_be_in_viewport()
    office.page.locator(office.path.removeprefix(PROOF)).click()
    assert office.path.startswith(f"{PROOF}#f")
    expect(one).to_be_in_viewport()


def read_by_the_leader(leader: Desk) -> None:
    leader.open(PROOF)
    one = card(leader, "45件")
    expect(one).to_contain_text(REASON)
    expect(one).to_contain_text("法治办主任")
    expect(one).to_contain_text("已说明")
    for word in ("改为", "说明理由", "收回说明", "记下：这些看过了"):
        expect(leader.page.get_by_role("button", name=re.compile(word))).to_have_count(0)
    assert findings(leader.page) == []
    leader.close()


def test_an_explanation_without_a_reason_is_stopped_in_the_browser_and_kept_in_the_field(demo_desk: Open) -> None:
    office = demo_desk("office")
    write(office, SUM)
    office.open(PROOF)
    one = card(office, "45件")
    one.get_by_text("说明理由", exact=True).click()
    one.get_by_role("button", name="保存说明").click()
    assert office.page.evaluate("document.activeElement.name") == "reason"
    expect(one.locator("textarea")).to_be_visible()
    office.open(PROOF)
    office.sees("1 处错误未处理")
    office.close()


def test_two_people_answer_one_finding(demo_desk: Open) -> None:
    """The slower one is told that it is gone, and nothing of the faster one's work is undone."""
    first, second = demo_desk("office"), demo_desk("office2")
    write(first, GROWTH)
    for one in (first, second):
        one.open(PROOF)
    card(first, "25.3%").get_by_role("button", name="改为 26.9%").click()
    first.sees("已把“25.3%”改为“26.9%”")
    slip = card(second, "25.3%")
    slip.get_by_text("说明理由", exact=True).click()
    slip.get_by_label("为什么不改").fill("口径不同。")
    slip.get_by_role("button", name="保存说明").click()
    second.sees("这处意见已经不在了", "没有未处理的错误")
    second.misses("口径不同。")
    first.close()
    second.close()


def test_the_gate_is_passed_without_scripts_on_a_narrow_window(demo_desk: Open) -> None:
    office = demo_desk("office", java_script_enabled=False, viewport={"width": 360, "height": 740})
    write(office, GROWTH + SUM)
    office.open(PROOF)
    card(office, "25.3%").get_by_role("button", name="改为 26.9%").click()
    total = card(office, "45件")
    total.get_by_text("说明理由", exact=True).click()
    total.get_by_label("为什么不改").fill(REASON)
    total.get_by_role("button", name="保存说明").click()
    office.sees("没有未处理的错误", REASON)
    total.get_by_role("button", name="收回说明").click()
    office.sees("已收回说明", "1 处错误未处理")
    office.close()
