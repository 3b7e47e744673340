"""A year in a real browser, on both databases: hand out, report, send back, answer, close, edit the report, print it."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from tests.browser.conftest import Desk

TITLE = "文明公正执法"


def test_the_year_is_played(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    office, staff = desk("office"), desk("head-rural")
    hand_out(office)
    staff.find(TITLE)
    staff.press("签收")
    staff.sees("已签收")
    hand_in(staff, tmp_path)
    write_closing(staff, "投诉都已核查。")
    review(office, send_back="请写明核查的件数。")
    staff.open("/")
    staff.sees("被退回，待回复", "请写明核查的件数。")
    write_closing(staff, "受理投诉7件，逐件核查，没有发现粗暴执法和选择性执法。")
    review(office, send_back=None)
    staff.find(TITLE)
    staff.sees("已销号", "达标")
    print_report(office, tmp_path)
    office.close()
    staff.close()


def hand_out(office: Desk) -> None:
    """分派 in bulk: tick, choose, see what will change, apply."""
    office.open("/years/2020/ledger?state=unassigned")
    office.page.get_by_role("checkbox", name=re.compile(TITLE)).check()
    office.press("分派或调整时限…")
    office.page.get_by_label("牵头科室").select_option(label="农村与社会发展科")
    office.page.get_by_label("责任领导").select_option(label="分管副局长")
    office.press("预览")
    office.sees("农村与社会发展科 · 无责任人")
    office.press("应用到 1 项")
    office.sees("已分派 1 项")


def hand_in(staff: Desk, folder: Path) -> None:
    """Tick every checkpoint, upload what is owed, report a month."""
    boxes = staff.page.get_by_role("button", name=re.compile("^勾选："))
    while boxes.count():
        with staff.page.expect_navigation():
            boxes.first.click()
    paper = folder / "投诉核查记录.txt"
    paper.write_text("一份记录", encoding="utf-8")
    for owed in staff.page.locator("#evidence select[name=owed] option").all_text_contents()[1:]:
        staff.page.locator("#evidence summary").last.click()
        staff.page.set_input_files("#files", str(paper))
        staff.page.get_by_label("对应的应交材料").select_option(label=owed)
        staff.send("上传")
        staff.sees("已上传 1 个文件")
    staff.follow("填报 12 月进展")
    staff.page.get_by_label("进展", exact=True).fill("公开投诉渠道，逐件核查。")
    staff.page.get_by_label("完成进度（%）").fill("90")
    staff.press("提交审核")
    staff.sees("等待法治办审核")


def write_closing(staff: Desk, text: str) -> None:
    staff.find(TITLE)
    staff.follow("写办结小结")
    staff.page.get_by_label("办结小结").fill(text)
    staff.press("提交审核")
    staff.sees("待销号")


def review(office: Desk, *, send_back: str | None) -> None:
    """Answer the closing summary from the queue."""
    office.open("/years/2020/review")
    row = office.page.get_by_role("row").filter(has_text="办结小结").filter(has_text=TITLE)
    row.get_by_role("link").click()
    if send_back:
        office.page.get_by_label("退回原因").fill(send_back)
        office.press("退回")
        office.sees("已退回")
    else:
        office.page.get_by_label("达标", exact=True).check()
        office.press("通过并销号")
        office.sees("已通过并销号")


def print_report(office: Desk, folder: Path) -> None:
    """Edit a passage, download the PDF, read it back; make it final."""
    office.open("/years/2020/report/passage?slot=closing")
    office.page.get_by_label("正文").fill("这一句是今天在页面上改的，共3处。")
    office.press("保存并定下，去校对")
    office.sees("已定下")
    office.open("/years/2020/report")
    with office.page.expect_download() as coming:
        office.press("生成 PDF")
    saved = folder / "report.pdf"
    coming.value.save_as(saved)
    assert coming.value.suggested_filename == "漯河市科学技术局2020年度法治政府建设工作报告（草稿）.pdf"
    with pypdfium2.PdfDocument(saved) as document:
        text = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    assert "这一句是今天在页面上改的，共3处。" in text and "省级工程技术研究中心79家" in text
    office.page.get_by_text("定稿…").click()
    office.press("确认定稿")
    office.sees("已定稿，内容和 PDF 不再变化")
