"""Nothing typed is lost: a closed window, a session that ran out, a refused save, and two people at once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk
from tests.browser.test_reach import findings

Open = Callable[..., Desk]
WRITE = "/items/59/entries/new?kind=closing"
TEXT = "十二月发出问卷120份，收回118份，满意率96.6%。"


def offered(page: Page) -> int:
    page.wait_for_load_state()
    return page.locator(".kept").count()


def kept(page: Page) -> list[str]:
    """What this browser holds of what was typed."""
    page.wait_for_load_state()
    found: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('fazhi:'))")
    return found


def write(desk: Desk, text: str = TEXT, path: str = WRITE) -> None:
    desk.open(path)
    desk.page.locator("textarea").first.fill(text)
    desk.page.wait_for_timeout(500)


def box(desk: Desk) -> str:
    return desk.page.locator("textarea").first.input_value()


def test_a_closed_window_gives_the_text_back(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff)
    staff.page.close()
    staff.page = staff.context.new_page()
    staff.open(WRITE)
    assert offered(staff.page) == 1 and box(staff) == ""
    staff.page.get_by_text("看内容").click()
    staff.sees("有一份没有保存的内容", TEXT)
    assert findings(staff.page) == []
    staff.press("恢复")
    assert box(staff) == TEXT
    staff.press("换回来")
    assert box(staff) == ""
    staff.press("恢复")
    staff.press("存草稿")
    staff.sees("草稿已保存")
    assert kept(staff.page) == []
    staff.open(WRITE)
    assert offered(staff.page) == 0 and box(staff) == TEXT
    staff.context.close()


def test_a_session_that_ran_out_leads_back_to_the_form_with_the_text(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff)
    expect(staff.page.locator("[data-printed]")).to_contain_text(TEXT)  # its answer brings a cookie too
    staff.context.clear_cookies()
    staff.press("存草稿")
    staff.sees("登录已过期", "没有保存的内容还在")
    staff.enter("staff-law")
    assert staff.path == WRITE and offered(staff.page) == 1
    staff.press("恢复")
    staff.press("存草稿")
    staff.sees("草稿已保存")
    assert kept(staff.page) == []
    staff.close()


def test_a_refused_save_keeps_the_text_in_the_field_and_in_the_browser(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff)
    staff.press("提交审核")  # the evidence is not there, and no reason is given
    staff.sees("还有几处要改")
    assert box(staff) == TEXT and len(kept(staff.page)) == 1 and offered(staff.page) == 0
    staff.page.get_by_role("link", name="台账").first.click()
    staff.page.go_back()  # no answer of a form is kept anywhere: the form itself opens again
    staff.sees("有一份没有保存的内容")
    assert staff.path == WRITE
    staff.press("恢复")
    staff.press("提交审核")
    staff.sees("还有几处要改")
    staff.page.get_by_label("未完成说明").fill("问卷在途。")
    staff.press("提交审核")
    staff.sees("已提交")
    assert kept(staff.page) == []
    staff.context.close()


def test_a_text_past_its_limit_is_counted_and_never_cut(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff, "长" * 4000)
    staff.misses("还可写")
    staff.page.locator("textarea").first.fill("长" * 4900 + "😀" * 50)
    staff.sees("还可写 50 字")
    staff.page.locator("textarea").first.fill("长" * 5003)
    staff.sees("超出 3 字")
    staff.press("存草稿")
    staff.sees("最多 5000 字，请删减", "超出 3 字")
    assert box(staff) == "长" * 5003
    staff.context.close()


def test_what_stands_beside_a_long_text_comes_back_with_it(demo_desk: Open) -> None:
    """A date and a number of a refused form, after the browser's Back."""
    office = demo_desk("office")
    office.open("/items/44/edit")
    title, remark, number = (office.page.locator(f"#{name}") for name in ("title", "note", "no"))
    was = title.input_value()
    title.fill("")
    number.fill("9.9")
    remark.fill("写到一半的备注。")
    office.send("修改事项")
    office.sees("还有几处要改")
    office.page.get_by_role("link", name="台账").first.click()
    office.page.go_back()
    office.sees("有一份没有保存的内容")
    assert title.input_value() == was
    office.press("恢复")
    assert (title.input_value(), remark.input_value()) == ("", "写到一半的备注。")
    assert number.input_value() == "9.9"
    office.press("换回来")
    assert (title.input_value(), remark.input_value()) == (was, "")
    office.context.close()


def test_it_can_be_thrown_away(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff)
    staff.open(WRITE)
    staff.press("丢弃")
    assert offered(staff.page) == 0 and kept(staff.page) == []
    staff.open(WRITE)
    assert offered(staff.page) == 0
    staff.close()


def test_typing_anew_does_not_push_out_what_was_offered(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff)
    write(staff, "另一份开头。")
    staff.open(WRITE)
    assert offered(staff.page) == 2
    expect(staff.page.locator(".kept").first).to_contain_text("另一份开头。")
    expect(staff.page.locator(".kept").last).to_contain_text(TEXT)
    staff.close()


def test_a_save_makes_what_is_older_obsolete_in_every_tab(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff, "头一稿。")
    staff.open(WRITE)
    staff.press("恢复")
    staff.open(WRITE)
    assert offered(staff.page) == 1, "the same text is offered once"
    first, second = staff.page, staff.context.new_page()
    staff.page = second
    staff.open(WRITE)
    assert offered(second) == 1
    staff.page = first
    staff.page.locator("textarea").first.fill("交上去的一稿。")
    staff.press("存草稿")
    staff.sees("草稿已保存")
    assert kept(first) == []
    expect(second.locator(".kept")).to_have_count(0)
    second.reload()
    assert offered(second) == 0
    staff.open(WRITE)
    staff.page = second
    staff.page.locator("textarea").first.fill("存过以后在另一个窗口写的。")
    second.wait_for_timeout(500)
    staff.page = first
    staff.open(WRITE)
    assert offered(first) == 1, "what was typed later than the save stays"
    staff.press("丢弃")
    staff.page = second
    staff.press("存草稿")  # the other tab has saved meanwhile nothing new: this one goes in
    staff.sees("草稿已保存")
    staff.context.close()


def test_what_a_tab_sends_late_is_offered_after_it_was_refused(demo_desk: Open) -> None:
    """Typed before another tab handed in, sent after it: refused, shown, and there again when it can be saved."""
    staff = demo_desk("staff-law")
    write(staff, "旧窗口里写的。")
    old, staff.page = staff.page, staff.context.new_page()
    staff.open(WRITE)
    staff.page.locator("textarea").first.fill("交上去的。")
    staff.page.get_by_label("未完成说明").fill("问卷在途。")
    staff.press("提交审核")
    staff.sees("已提交")
    staff.page = old
    staff.press("存草稿")
    staff.sees("没有保存：这份内容已经提交", "政策法规科经办人已在")
    assert box(staff) == "旧窗口里写的。"
    staff.press("撤回")
    staff.sees("已撤回", "有一份没有保存的内容")
    staff.press("恢复")
    assert box(staff) == "旧窗口里写的。"
    staff.press("存草稿")
    staff.sees("草稿已保存")
    assert kept(staff.page) == []
    staff.context.close()


def test_signing_out_forgets_and_another_person_is_offered_nothing(demo_desk: Open) -> None:
    staff = demo_desk("staff-law")
    write(staff)
    staff.context.clear_cookies()
    staff.sign_in("head-law")
    staff.open(WRITE)
    assert offered(staff.page) == 0
    staff.page.locator("textarea").first.fill("科长写的。")
    staff.page.wait_for_timeout(500)
    assert len(kept(staff.page)) == 2
    staff.page.get_by_text("政策法规科科长").first.click()
    staff.press("退出")
    staff.sees("登录")
    assert len(kept(staff.page)) == 1
    staff.enter("staff-law")
    staff.open(WRITE)
    assert offered(staff.page) == 1
    staff.close()


def test_reasons_and_passages_are_kept_too(demo_desk: Open) -> None:
    office = demo_desk("office")
    for path in ("/items/44/drop", "/years/2020/report/passage?slot=closing", "/items/44/edit"):
        write(office, "写到一半的话。", path)
        office.open(path)
        assert offered(office.page) == 1, path
        office.press("恢复")
        assert box(office) == "写到一半的话。"
    office.close()


def test_two_people_at_one_review(demo_desk: Open) -> None:
    first, second = demo_desk("office"), demo_desk("office2")
    first.open("/years/2020/review")
    first.follow("从第一条开始审核")
    path = first.path
    second.open("/years/2020/review")
    second.sees("法治办主任正在审核")
    second.open(path)
    second.sees("法治办主任也正在审核这一条")
    first.open(path)
    first.sees("法治办副主任也正在审核这一条")
    first.page.get_by_label("退回原因").fill("请补上调解协议的份数。")
    if second.page.get_by_label("达标", exact=True).count():
        second.page.get_by_label("达标", exact=True).check()
    second.press("通过并销号")
    second.sees("已通过")
    first.press("退回")
    first.sees("已经审核", "法治办副主任", "您的意见没有保存", "请补上调解协议的份数。")
    first.follow("审核下一条")
    assert first.path != path and first.path.startswith("/review/")
    first.context.close()
    second.context.close()


def test_two_people_at_one_item(demo_desk: Open) -> None:
    first, second = demo_desk("office"), demo_desk("office2")
    for desk in (first, second):
        desk.open("/items/44/edit")
    first.page.get_by_label("备注").fill("主任写的备注。")
    second.page.get_by_label("备注").fill("副主任写的备注。")
    first.press("修改事项")
    first.sees("已保存")
    second.press("修改事项")
    second.sees("刚才有人改过这个事项", "现在的内容", "主任写的备注。")
    expect(second.page.get_by_label("备注")).to_have_value("副主任写的备注。")
    second.press("修改事项")
    second.sees("已保存")
    first.context.close()
    second.context.close()


def test_two_people_at_one_passage(demo_desk: Open) -> None:
    first, second = demo_desk("office"), demo_desk("office2")
    for desk in (first, second):
        desk.open("/years/2020/report/passage?slot=closing")
    first.page.get_by_label("正文").fill("主任改的段落。")
    second.page.get_by_label("正文").fill("副主任改的段落。")
    first.press("存草稿")
    second.press("存草稿")
    second.sees("对方保存的内容", "主任改的段落。")
    expect(second.page.get_by_label("正文")).to_have_value("副主任改的段落。")
    first.context.close()
    second.context.close()


def test_two_people_at_one_month(demo_desk: Open) -> None:
    """Both begin the same month; the slower one sees both texts."""
    head, staff = demo_desk("head-law"), demo_desk("staff-law")
    for desk in (head, staff):
        desk.open("/items/59/entries/new?kind=closing")
    head.page.locator("textarea").first.fill("科长写的小结。")
    staff.page.locator("textarea").first.fill("经办人写的小结。")
    head.press("存草稿")
    head.sees("草稿已保存")
    staff.press("存草稿")
    staff.sees("已有一份办结小结", "已保存的内容", "科长写的小结。")
    assert box(staff) == "经办人写的小结。"
    head.open(WRITE)
    staff.open(WRITE)
    staff.sees("政策法规科科长也打开了这份草稿", "有一份没有保存的内容")
    head.page.locator("textarea").first.fill("科长改过的小结。")
    head.press("存草稿")
    staff.press("恢复")
    staff.press("存草稿")
    staff.sees("刚才有人改过这份草稿", "科长改过的小结。")
    assert box(staff) == "经办人写的小结。"
    head.context.close()
    staff.context.close()
