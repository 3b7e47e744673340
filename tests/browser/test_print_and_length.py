"""Paper and extremes: the ledger as it prints, and the longest names and texts there may be."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask

from tests.browser.conftest import Desk
from tests.browser.test_reach import HALF, PHONE, WIDE, stuck_out
from tests.crowd import LONG_NAME, SWOLLEN, long_names, many_entries

Open = Callable[..., Desk]


def printed(desk: Desk, file: Path) -> list[str]:
    """The page as the browser prints it: the text of each sheet, without spaces."""
    desk.page.pdf(path=file, format="A4", print_background=True)
    with pypdfium2.PdfDocument(file) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_ledger_prints_with_its_head_on_every_sheet(demo_desk: Open, tmp_path: Path) -> None:
    office = demo_desk("office")
    office.open("/years/2020/ledger?lamp=closed")
    sheets = printed(office, tmp_path / "ledger.pdf")
    assert 2 <= len(sheets) <= 5
    for sheet in sheets:
        assert "漯河市科学技术局·2020年度台账·已销号·截至2021年1月15日" in sheet
        assert "牵头科室" in sheet and "完成时限" in sheet
        for word in ("首页", "筛选", "新增事项", "分派或调整时限", "跳到正文", "演示数据"):
            assert word not in sheet, word
    whole = "".join(sheets)
    assert whole.count("已销号") >= 51 and "领导干部和全员学法教育" in whole
    office.close()


@pytest.mark.parametrize("path", ["/items/3", "/years/2020/plan", "/checklists/key-tasks-2020"])
def test_other_pages_print_without_rooms_and_buttons(demo_desk: Open, tmp_path: Path, path: str) -> None:
    office = demo_desk("office")
    office.open(path)
    whole = "".join(printed(office, tmp_path / "page.pdf"))
    assert "领导干部" in whole
    for word in ("跳到正文", "更多", "演示数据"):
        assert word not in whole, word
    office.close()


LONG_PAGES = {
    "office": [
        "/",
        "/years/2020/ledger",
        f"/items/{SWOLLEN}",
        "/items/54",
        "/years/2020/review",
        "/years/2020/plan",
        "/items/44/assign",
        "/years",
    ],
    "staff-law": [
        "/",
        "/years/2020/monthly?month=3",
        f"/items/{SWOLLEN}",
        f"/items/{SWOLLEN}/entries/new?kind=closing",
    ],
    "leader": ["/"],
    "admin": ["/people", "/"],
    "auditor": ["/", "/trail"],
}


@pytest.mark.parametrize("username", list(LONG_PAGES))
def test_the_longest_names_and_texts_stay_inside(demo_desk: Open, demo_app: Flask, username: str) -> None:
    long_names(demo_app)
    many_entries(demo_app)
    here = demo_desk(username)
    wrong: list[str] = []
    for path in LONG_PAGES[username]:
        here.open(path)
        for width in (WIDE, HALF, PHONE):
            here.page.set_viewport_size({"width": width, "height": 800})
            wrong += [f"{path} at {width}: {one}" for one in stuck_out(here.page)]
    assert wrong == []
    if username == "office":
        here.open("/years/2020/ledger")
        here.sees(LONG_NAME[:20])
    here.close()


def test_a_review_of_the_longest_texts_stays_inside(demo_desk: Open, demo_app: Flask) -> None:
    long_names(demo_app)
    office = demo_desk("office")
    office.open("/years/2020/review")
    office.follow("从第一条开始审核")
    for width in (WIDE, HALF, PHONE):
        office.page.set_viewport_size({"width": width, "height": 800})
        assert stuck_out(office.page) == []
    office.close()
