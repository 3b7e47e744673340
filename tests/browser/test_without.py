"""Without a mouse, and without scripts: the work can be done all the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk

Open = Callable[..., Desk]
OVERDUE = "规范使用文书"
MOST = 120


def focused(page: Page) -> dict[str, str]:
    """What has the focus: its name as a screen reader says it, and whether the ring can be seen."""
    found: dict[str, str] = page.evaluate(
        """() => { const one = document.activeElement, look = getComputedStyle(one);
        return { name: (one.getAttribute("aria-label") || (one.labels && one.labels[0] && one.labels[0].textContent)
                 || one.innerText || "").trim(),
                 tag: one.tagName, ring: look.outlineStyle + " " + look.outlineWidth }; }"""
    )
    return found


def walk(page: Page, name: str, tag: str = "") -> None:
    """Tab until the focus is on the thing of this name; every stop on the way shows its ring."""
    for _step in range(MOST):
        page.keyboard.press("Tab")
        here = focused(page)
        if here["tag"] not in ("BODY", "HTML"):
            assert here["ring"].startswith("solid"), here
        if here["name"].startswith(name) and (not tag or here["tag"] == tag):
            return
    raise AssertionError(f"the keyboard does not reach “{name}”")


def go(page: Page, name: str, tag: str = "") -> None:
    walk(page, name, tag)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_story_is_played_by_keyboard_alone(demo_desk: Open) -> None:
    staff = demo_desk(None)
    page = staff.page
    staff.open("/login")
    walk(page, "用户名")
    page.keyboard.type("staff-window")
    page.keyboard.press("Tab")
    page.keyboard.type("fazhi-demo-2020")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "跳到正文"
    page.keyboard.press("Enter")
    go(page, "填月报", "A")
    staff.sees("12 月月报")
    go(page, "4.4 " + OVERDUE, "A")
    page.keyboard.press("/")  # no search field here: the key does nothing
    walk(page, "勾选：", "BUTTON")
    with page.expect_navigation():
        page.keyboard.press("Space")
    staff.sees(OVERDUE)
    go(page, "填报 12 月进展", "A")
    walk(page, "进展", "TEXTAREA")
    page.keyboard.type("补齐文书，统一编号。")
    walk(page, "完成进度", "INPUT")
    page.keyboard.type("80")
    go(page, "提交审核", "BUTTON")
    staff.sees("等待法治办审核", "补齐文书，统一编号。")
    staff.close()

    office = demo_desk("office")
    page = office.page
    office.open("/years/2020/ledger")
    page.keyboard.press("/")
    assert focused(page)["name"] == "搜索"
    page.keyboard.type(OVERDUE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    go(page, OVERDUE, "A")
    expect(page.locator(".waits")).to_contain_text("等您审核")
    page.locator(".waits a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    walk(page, "退回原因", "TEXTAREA")
    page.keyboard.type("请写明件数。")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    office.sees("已退回")
    office.close()


def test_menus_open_and_close_by_key(demo_desk: Open) -> None:
    office = demo_desk("office")
    page = office.page
    walk(page, "法治办主任", "SUMMARY")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="修改密码")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="修改密码")).to_be_hidden()
    assert focused(page)["tag"] == "SUMMARY"
    office.close()


def test_wrong_input_takes_the_focus_to_what_is_wrong(demo_desk: Open) -> None:
    office = demo_desk("office")
    office.open("/years/2020/items/new")
    office.send("新增")
    assert "还有几处要改" in focused(office.page)["name"]
    office.page.keyboard.press("Tab")
    office.page.keyboard.press("Enter")
    assert focused(office.page)["tag"] == "INPUT"
    office.context.close()


def test_the_work_is_done_without_scripts(demo_desk: Open, tmp_path: Path) -> None:
    """Report, tick, upload, review: plain forms."""
    staff = demo_desk("staff-window", java_script_enabled=False)
    staff.find(OVERDUE)
    staff.page.get_by_role("button", name="勾选：").first.click()
    staff.sees("行政审批服务科经办人")
    paper = tmp_path / "指导书.txt"
    paper.write_text("一份文书", encoding="utf-8")
    staff.page.locator("#evidence summary").last.click()
    staff.page.set_input_files("#files", str(paper))
    staff.press("上传")
    staff.sees("已上传 1 个文件")
    staff.follow("填报 12 月进展")
    staff.page.get_by_label("进展", exact=True).fill("没有脚本也能填。")
    staff.page.get_by_label("完成进度（%）").fill("90")
    staff.press("提交审核")
    staff.sees("等待法治办审核")
    office = demo_desk("office", java_script_enabled=False)
    office.open("/years/2020/review")
    office.page.get_by_role("row").filter(has_text=OVERDUE).get_by_role("link").first.click()
    office.sees("没有脚本也能填。")
    office.press("通过")
    office.sees("已通过")
    office.open("/years/2020/ledger?state=unassigned")
    office.page.get_by_role("checkbox").nth(1).check()
    office.press("分派或调整时限…")
    office.sees("已选 1 项")
    staff.context.close()
    office.context.close()


@pytest.mark.parametrize("path", ["/years/2020/ledger", "/items/3", "/years/2020/monthly?month=12"])
def test_nothing_moves_for_those_who_ask_for_none(demo_desk: Open, path: str) -> None:
    staff = demo_desk("staff-law", reduced_motion="reduce")
    staff.open(path) if path != "/items/3" else staff.open("/items/1")
    moving = staff.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((one) => {
        const look = getComputedStyle(one);
        return parseFloat(look.transitionDuration) > 0 || parseFloat(look.animationDuration) > 0; }).length"""
    )
    assert moving == 0
    staff.close()
