"""Evidence in a real browser: chosen, dropped, picked, looked at; what comes back cannot run."""

import base64
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, FilePayload, expect

from models.people import DEMO_PASSWORD
from tests.browser.conftest import Desk
from tests.hands import MINE, OTHERS
from tests.test_files import png

DROP = """([selector, files]) => {
  const held = new DataTransfer();
  files.forEach(([name, text]) => {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    held.items.add(new File([bytes], name));
  });
  const box = document.querySelector(selector);
  ["dragenter", "dragover", "drop"].forEach((kind) =>
    box.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true })));
}"""


def drop(here: Desk, selector: str, *files: tuple[str, bytes]) -> None:
    """Let files fall on a place of the page, as from the desktop."""
    here.page.evaluate(DROP, [selector, [[name, base64.b64encode(content).decode()] for name, content in files]])


def test_files_are_chosen_dropped_and_picked(demo_desk: Callable[[str], Desk], tmp_path: Path, demo_app: Flask) -> None:
    staff, office = demo_desk("staff-window"), demo_desk("office")
    staff.find(MINE)
    paper = tmp_path / "指导书.pdf"
    paper.write_bytes(b"%PDF-1.4 one")
    staff.page.locator("#evidence summary", has_text="上传材料").click()
    with staff.page.expect_file_chooser() as chooser:
        staff.page.locator("#files").click()
    chooser.value.set_files(str(paper))
    staff.page.get_by_label("对应的应交材料").select_option(label="简易行政指导书")
    staff.press("上传")
    staff.sees("已上传 1 个文件", "指导书.pdf", "1 / 2")

    drop(staff, "#evidence", ("旁边.txt", b"beside"))
    expect(staff.page.locator("#files")).to_be_visible()  # the folded form opens for what is being dragged
    assert staff.page.evaluate("document.querySelector('#files').files.length") == 0, "beside the box nothing is taken"
    drop(staff, ".drop", ("一.txt", b"first"), ("空.txt", b""))
    expect(staff.page.locator(".drop")).to_contain_text("“空.txt”是空文件，会被退回")
    drop(staff, ".drop", ("一.txt", b"first"), ("二.png", png(8, 8)))
    expect(staff.page.locator(".drop ul")).to_have_text("一.txt二.png")
    expect(staff.page.locator(".drop .field-error")).to_be_hidden()
    staff.press("上传")
    staff.sees("已上传 2 个文件", "一.txt", "二.png")

    office.find(OTHERS)
    office.follow("选用已有材料")
    office.page.get_by_role("searchbox").fill("指导书.pdf")
    office.press("搜索")
    office.page.get_by_role("checkbox", name="指导书.pdf").check()
    office.page.get_by_label("对应的应交材料").select_option(label="文书样本")
    office.press("选用")
    office.sees("已选用 1 份材料", "指导书.pdf", "1 / 1")
    staff.close()
    office.close()


def test_what_comes_back_is_shown_and_cannot_run(demo_desk: Callable[[str], Desk], demo_app: Flask) -> None:
    """A page in disguise and a text that is a script: the browser shows the one as text and loads neither."""
    staff = demo_desk("staff-window")
    staff.find(MINE)
    here = staff.page.url
    staff.page.locator("#evidence summary", has_text="上传材料").click()
    script = b"document.title = 'run'; globalThis.ran = true;"
    drop(staff, ".drop", ("说明.txt", script), ("页.html", b"<script>document.title='run'</script>"))
    staff.press("上传")
    staff.sees("已上传 2 个文件")
    staff.page.get_by_role("link", name="查看 说明.txt").click()
    expect(staff.page.frame_locator("iframe").locator("body")).to_contain_text("globalThis.ran")
    file = staff.page.get_by_role("link", name="打开文件").get_attribute("href")
    assert file and staff.faults == []
    staff.open(file)
    assert staff.page.title() != "run" and staff.page.evaluate("self.origin") == "null", "it has no origin of ours"
    staff.page.goto(here)
    staff.page.evaluate("(src) => document.body.append(Object.assign(document.createElement('script'), { src }))", file)
    staff.page.wait_for_timeout(500)
    assert staff.page.evaluate("globalThis.ran") is None, "as a script of ours it is refused by its type"
    staff.faults.clear()  # the browser has said so in its console
    with staff.page.expect_download() as coming:
        staff.page.get_by_role("link", name="页.html", exact=True).last.click()
    assert coming.value.suggested_filename == "页.html"
    staff.close()


PAGES = ("/years/2020/evidence", "/years/2020/evidence/gaps", "/items/43/evidence/pick", "/evidence/1", "/evidence/1/edit", "/items/43")  # fmt: skip


def test_the_pages_of_evidence_are_reachable_with_a_long_name_and_open_folds(demo_desk: Callable[[str], Desk]) -> None:
    office, width = demo_desk("office"), 360
    office.page.set_viewport_size({"width": width, "height": 800})
    office.open("/items/43")
    office.page.locator("#evidence summary", has_text="上传材料").click()
    drop(office, ".drop", ("long-name-without-a-break-" * 8 + ".txt", b"long"))
    office.press("上传")
    office.sees("已上传 1 个文件")
    for path in PAGES:
        office.open(path)
        for fold in office.page.locator("#evidence summary").all():
            fold.click()
        found = Axe().run(office.page).response["violations"]
        told = [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")]
        assert told == [], f"{path} at {width}"
        assert office.page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
    office.close()


def test_the_list_prints_as_a_table_without_the_rooms(demo_desk: Callable[[str], Desk], demo_app: Flask) -> None:
    office = demo_desk("office")
    for path, head in (
        ("/years/2020/evidence?kind=image", "2020 年度佐证材料"),
        ("/years/2020/evidence/gaps", "2020 年度缺交材料"),
    ):
        office.open(path)
        office.page.emulate_media(media="print")
        expect(office.page.get_by_text(head)).to_be_visible()
        for gone in (".rooms", ".filters", ".tabs", ".top"):
            expect(office.page.locator(gone)).to_be_hidden()
        expect(office.page.locator("thead")).to_be_visible()
        office.page.emulate_media(media="screen")
    office.close()


def test_without_scripts_files_come_in_and_are_picked(browser: Browser, demo_address: str, demo_app: Flask) -> None:
    """Every form is a plain one: the drop place is a file field, the picker a list of boxes."""
    page = browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{demo_address}/login")
    page.fill("[name=username]", "office")
    page.fill("[name=password]", DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"{demo_address}/items/43")
    page.locator("#evidence summary", has_text="上传材料").click()
    page.set_input_files("#files", [FilePayload(name="无脚本.txt", mimeType="text/plain", buffer=b"plain")])
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator("main")).to_contain_text("已上传 1 个文件")
    page.goto(f"{demo_address}/items/44/evidence/pick?q=无脚本")
    page.get_by_role("checkbox", name="无脚本.txt").check()
    page.get_by_role("button", name="选用", exact=True).click()
    expect(page.locator("#evidence")).to_contain_text("无脚本.txt")
    page.context.close()
