"""Writing in a real browser: the print beside the text, what is pasted from other programs, the grid of a table."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Desk

Open = Callable[..., Desk]
PASTE = """([field, kind, words]) => {
    const data = new DataTransfer();
    data.setData(kind, words);
    document.querySelector(field).dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
WORD = "<p>下表列出办件：</p><table><tr><td>指标</td><td colspan=2>2020年</td></tr><tr><td>办件</td><td>100件</td><td>占|比</td></tr></table>"


def test_what_is_written_and_pasted_is_shown_as_it_prints(demo_desk: Open) -> None:
    office = demo_desk("office")
    office.open("/years/2020/report/passage?slot=problems")
    page = office.page
    field, trial = page.get_by_label("正文", exact=True), page.get_by_role("region", name="印出来的样子")
    field.fill("- 力量不足。\n\n原因是人少。\n- 宣传不够。\n")
    expect(trial).to_contain_text("二是宣传不够。")
    field.press("Control+End")
    page.evaluate(PASTE, ["#body", "text/html", WORD])
    assert field.input_value().endswith("下表列出办件：\n\n| 指标 | 2020年 |  |\n| 办件 | 100件 | 占｜比 |\n")
    expect(trial.get_by_role("columnheader", name="指标")).to_be_visible()
    page.evaluate(PASTE, ["#body", "text/plain", "甲\t1件\r\n乙\t2件\r\n"])
    assert field.input_value().endswith("| 甲 | 1件 |\n| 乙 | 2件 |\n")
    expect(trial.get_by_role("cell", name="2件")).to_be_visible()
    office.context.close()


def test_a_table_is_edited_in_a_grid_by_keyboard(demo_desk: Open) -> None:
    office = demo_desk("office")
    office.open("/years/2020/report/passage?slot=problems")
    page = office.page
    field = page.get_by_label("正文", exact=True)
    field.fill("前文。\n| 指标 | 2020年 |\n| 办件 | 100件 |\n后文。")
    field.evaluate("one => one.setSelectionRange(8, 8)")
    page.get_by_role("button", name="表格…").press("Enter")
    expect(page.get_by_label("第 1 行第 1 列")).to_be_focused()
    page.get_by_role("button", name="加一行").press("Enter")
    page.get_by_label("第 3 行第 1 列").fill("复议")
    page.get_by_label("第 3 行第 2 列").fill("3件")
    page.get_by_label("第 3 行第 2 列").press("Enter")
    assert field.input_value() == "前文。\n| 指标 | 2020年 |\n| 办件 | 100件 |\n| 复议 | 3件 |\n后文。"
    assert office.path.endswith("slot=problems")
    office.context.close()


def test_one_click_joins_pasted_lines(demo_desk: Open) -> None:
    office = demo_desk("office")
    office.open("/years/2020/report/passage?slot=problems")
    field = office.page.get_by_label("正文", exact=True)
    field.fill("粘贴的第一行，\n其实是一句。")
    office.page.get_by_role("button", name="合成一段").click()
    expect(field).to_have_value("粘贴的第一行，其实是一句。")
    expect(office.page.get_by_role("button", name="合成一段")).to_have_count(0)
    office.context.close()
