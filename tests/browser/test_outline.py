"""A bureau's own outline in a real browser, without a script: opened from files, mended on its page, with an item of mid-year."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Desk
from tests.servers import serving

LIST = """kind: checklist
key: city
title: 市里的清单
sections:
  - key: rules
    no: A.5
    title: 制度建设
    items:
      - {key: charter, no: A.5.1, title: "修订章程"}
      - {key: guide, no: A.5.3, title: "公开办事指南"}
  - key: people
    no: B.1
    title: 为民服务
    items:
      - {key: letters, no: B.1.1, title: "办理信访"}
"""
OUTLINE = """kind: outline
key: city-outline
title: "{bureau}{year}年依法行政工作报告"
checklists: [city]
run_in: 0
parts:
  - {key: preface, kind: written}
  - key: work
    heading: 工作情况
    parts:
      - {key: order, heading: "立规矩", kind: items, items: [city/charter, city/guide]}
      - {key: service, heading: "抓服务", kind: items, continue: true, items: [city/letters]}
  - {key: next, heading: "下一步打算", kind: written}
  - {key: thanks, heading: "附言", number: none, kind: written}
"""
PAGE = "/years/2031/report/outline"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def office(request: pytest.FixtureRequest, browser: Browser, demo_app: Flask) -> Iterator[Desk]:
    with serving(demo_app) as address:
        held = Desk(browser, address, "office", java_script_enabled=request.param)
        yield held
        held.close()


def headings(office: Desk) -> list[str]:
    """The headings of the report with their numbers, as they are printed."""
    office.open("/years/2031/report/preview")
    return office.page.locator(".sheet :is(h2, h3, h4, h5)").all_inner_texts()


def test_a_foreign_outline_is_modelled_from_pages_and_files_alone(office: Desk, tmp_path: Path) -> None:
    (tmp_path / "清单.yaml").write_text(LIST, encoding="utf-8")
    (tmp_path / "提纲.yaml").write_text(OUTLINE, encoding="utf-8")
    page = office.page
    office.open("/years/new")
    page.fill("[name=no]", "2031")
    page.set_input_files("[name=files]", [tmp_path / "清单.yaml", tmp_path / "提纲.yaml"])
    office.send("建立")
    office.sees("已建立2031年度，共 3 项")

    office.open("/years/2031/items/new")
    page.fill("[name=no]", "临1")
    page.fill("[name=title]", "配合专项督察")
    office.send("新增")
    office.sees("没有一处收下这个事项")
    page.select_option("[name=place]", label="　抓服务")
    office.send("放进去")
    office.misses("没有一处收下这个事项")

    office.open(PAGE)
    page.get_by_label("标题（第 1 级）").nth(2).fill("明年怎么做")
    page.get_by_role("button", name="“附言”上移").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="“附言”上移")).to_be_focused()
    expect(page.get_by_label("标题（第 1 级）").nth(3)).to_have_value("明年怎么做")
    office.send("看变化，再保存")
    office.sees("“下一步打算”改为“明年怎么做”", "“附言”换了位置", "还没有保存")
    office.send("保存提纲")
    office.sees("提纲已保存")
    assert headings(office) == [
        "一、工作情况",
        "（一）立规矩",
        "1.修订章程",
        "2.公开办事指南",
        "（二）抓服务",
        "3.办理信访",
        "4.配合专项督察",
        "附言",
        "二、明年怎么做",
    ]


def test_the_page_is_narrow_enough_and_everything_on_it_has_a_name(browser: Browser, demo_app: Flask) -> None:
    with serving(demo_app) as address:
        held = Desk(browser, address, "office", viewport={"width": 360, "height": 740})
        held.open("/years/2020/report/outline")
        held.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        assert held.width() == 360
        found = Axe().run(held.page, options={"rules": {"color-contrast": {"enabled": False}}})
        assert found.violations_count == 0, found.generate_report()
        held.close()
