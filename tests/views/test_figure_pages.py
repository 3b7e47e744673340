"""数据 and 数字来源 at the desk: values with their sources, tokens, links one by one, new values taken over."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import checklists.packaged
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
SLOT = "innovation-work/key-tasks-2020/research-input"
PASSAGE = f"/years/2020/report/passage?slot={SLOT}"
NUMBERS = f"/years/2020/report/numbers?slot={SLOT}"


def figure(visitor: Visitor, name: str) -> str:
    """The number of a figure's page, from the page of all data."""
    visitor.open("/years/2020/figures")
    found = re.search(rf'href="/figures/(\d+)">{name}', visitor.text)
    assert found, name
    return found[1]


def test_the_page_of_data_shows_years_gaps_and_broken_relations(visit: Visit) -> None:
    for who in ("office", "leader", "staff-window"):
        page = visit(who).open("/years/2020/figures")
        page.says("研发投入总额", "11.1亿元", "尚未公布", "按截位才相符，四舍五入应为42.8%")
        page.says("系统里没有上年的报告", "2020 年的数据尚未公布")
        assert not re.search(r"[←≥]\s*</small>", page.text), "an arrow that leads to nothing"
    page.silent("新增指标")


def test_pictures_are_svg_without_script(visit: Visit) -> None:
    page = visit("leader").open("/years/2020/figures")
    pictures = re.findall(r'src="(/years/2020/figures/[^"]+\.svg)"', page.text)
    assert len(pictures) == 8
    for path in pictures:
        page.open(path)
        assert page.page is not None and page.page.mimetype == "image/svg+xml"
        page.says("<svg").silent("<script", "http://kozea")
    assert page.status("/years/2020/figures/chart/9999.svg") == 404


def test_an_indicator_needs_a_unit_and_a_name_that_can_be_a_token(visit: Visit) -> None:
    office = visit("office").open("/years/2020/indicators/new")
    path = "/years/2020/indicators/new"
    office.submit(path, 422, name="普法场次", unit="", kind="count").says("请填写单位", 'value="普法场次"')
    office.submit(path, 422, name="普法：场次", unit="场", kind="count").says("不能有花括号、冒号和空格")
    office.submit(path, 422, name="党组专题会议", unit="次", kind="count").says("已有名为“党组专题会议”的指标")
    office.submit(path, 422, name="普法场次", unit="场", kind="count", decimals="9").says("0 至 6 之间")
    office.submit(path, 422, name="普法场次", unit="场", kind="sum").says("类型")
    office.submit(path, name="普法场次", unit="场", kind="count", decimals="0").says(
        "已新增指标，请填写数据", "普法场次（场）"
    )
    office.submit(
        "/years/2020/figures/new?indicator=78", 422, period="2020", source="evidence", typed="一些", refs="1"
    ).says("请填写数值", 'value="一些"')
    office.submit("/years/2020/figures/new?indicator=78", 422, period="2020", source="evidence", typed="12").says(
        "请选择证明它的材料"
    )
    office.submit("/years/2020/figures/new?indicator=78", period="2020", source="evidence", typed="12", refs="1").says(
        "12场", "待确认", "请法治办没有填过的同志确认"
    )
    office.open("/years/2020/figures/new?indicator=78")
    office.submit(
        "/years/2020/figures/new?indicator=78", 422, period="2020", source="evidence", typed="13", refs="1"
    ).says("一期只能有一个值", 'value="13"')


def test_another_member_of_the_office_confirms(visit: Visit) -> None:
    office, other = visit("office"), visit("office2")
    number = figure(office, "研发投入总额 2020")
    office.open(f"/figures/{number}").says("2020 年的数据尚未公布")
    office.open(f"/figures/{number}/edit")
    office.submit(f"/figures/{number}/edit", period="2020", source="evidence", typed="18.02", refs="16").says(
        "18.02亿元"
    )
    office.submit(f"/figures/{number}/confirm").says("不能由自己确认")
    other.open(f"/figures/{number}").submit(f"/figures/{number}/confirm").says("已确认", "法治办副主任")
    other.open("/years/2020/figures").says("18.02亿元", "9.4%")


def test_a_stale_form_of_a_figure_keeps_what_was_typed(visit: Visit) -> None:
    one, two = visit("office"), visit("office2")
    one.open("/figures/2/edit")
    two.open("/figures/2/edit").submit("/figures/2/edit", period="2020", source="records", typed="余").says("待确认")
    one.submit("/figures/2/edit", 422, period="2020", source="records", typed="多").says(
        "刚才有人改过这个数据", 'value="多"'
    )


def test_a_token_is_told_at_its_place_and_never_run(visit: Visit) -> None:
    office = visit("office").open(PASSAGE)
    office.says("10 个数字，10 个有来源", "引用数据")
    body = "第一段。\n\n投入{研发投入总额：2019}，{没有的}，{研发投入总额}，{{ 7 * 7 }}。"
    office.submit(PASSAGE, body=body, act="draft").says("草稿已保存", "第 3 行的 {没有的}：没有名为“没有的”的指标")
    office.says("第 3 行的 {研发投入总额}：2020 年的数据尚未公布")
    office.open("/years/2020/report/preview").says("{没有的}", "{{ 7 * 7 }}").silent("49。")
    assert "投入16.47亿元，{没有的}，" in re.sub("<[^>]+>", "", office.text)
    office.open(PASSAGE).submit(PASSAGE, 422, body=body, act="settle").says("没有名为“没有的”的指标", "{{ 7 * 7 }}")
    office.open("/years/2020/report").submit("/years/2020/report/final").says(
        "还不能定稿，这些引用没有数值", "{没有的}"
    )
    office.open(PASSAGE).submit(PASSAGE, body="投入{研发投入总额：2019：增速}。", act="settle").says("已定下")
    office.open("/years/2020/report/preview").says("26.9%")


def test_a_token_in_an_entry_is_told_before_it_is_handed_in(visit: Visit) -> None:
    office = visit("office")
    office.open("/years/2020/ledger?state=active")
    number = re.search(r'href="/items/(\d+)">推行说理式文书|href="/items/(\d+)"', office.text)
    assert number
    item = number[1] or number[2]
    lead = re.search(r"<dt>牵头</dt><dd><strong>([^<]+)", office.open(f"/items/{item}").text)
    assert lead
    rooms = {
        "办公室": "office",
        "政策法规科": "law",
        "行政审批服务科": "window",
        "高新技术科": "hightech",
        "机关党总支": "party",
    }
    staff = visit(f"staff-{rooms.get(lead[1], 'funds')}")
    path = f"/items/{item}/entries/new?month=12"
    staff.open(path).submit(path, 422, stance="progress", text="开会{没有}次", percent="50", act="submit").says(
        "第 1 行的 {没有}：没有名为“没有”的指标", "开会{没有}次"
    )
    staff.submit(path, stance="progress", text="开会{没有}次", percent="50", act="draft").says("草稿已保存")


def test_numbers_are_linked_one_by_one(visit: Visit) -> None:
    office = visit("office").open(NUMBERS).says("10 个数字，10 个有来源")
    first = re.search(r"/report/numbers/(\d+)/remove", office.text)
    assert first
    office.submit(f"/years/2020/report/numbers/{first[1]}/remove").says(
        "10 个数字，9 个有来源", "没有来源", "研发投入总额 2017"
    )
    form = dict(re.findall(r'name="(slot|start|text|figure)" value="([^"]+)"', office.text))
    office.submit("/years/2020/report/numbers/cite", **(form | {"figure": "1"})).says("对不上")
    office.submit("/years/2020/report/numbers/cite", **(form | {"start": "5000"})).says("刚才有人改过")
    office.submit("/years/2020/report/numbers/cite", **form).says("已标明来源", "10 个数字，10 个有来源")
    visit("leader").open(NUMBERS).says("11.1亿元").silent("取消")


def test_a_changed_figure_is_taken_over_or_kept(visit: Visit) -> None:
    office, other = visit("office"), visit("office2")
    number = re.search(r'class="number ok" href="/figures/(\d+)">12\.98亿元', office.open(NUMBERS).text)
    assert number
    path = f"/figures/{number[1]}/edit"
    office.open(path).submit(path, period="2018", source="evidence", typed="13.98", refs="16")
    other.open(f"/figures/{number[1]}").submit(f"/figures/{number[1]}/confirm")
    office.open("/years/2020/report").says("数据变了", "研发投入总额 12.98亿元 → 13.98亿元")
    office.open(NUMBERS).says("研发投入总额 2018", "<del>12.98亿元</del>", "<ins>13.98亿元</ins>")
    citations = dict(re.findall(r"numbers/(\d+)/(take)", office.text))
    mine = [one for one in citations if re.search(rf"numbers/{one}/take", office.text)]
    keep = next(one for one in mine if f"numbers/{one}/keep" in office.text)
    before = office.text.count('/take"')
    office.submit(f"/years/2020/report/numbers/{keep}/keep", 422, reason=" ").says("请填写保留的原因")
    office.submit(f"/years/2020/report/numbers/{keep}/take").says("已采用新数字")
    assert office.text.count('/take"') == before - 1
    assert office.status("/years/2020/report/numbers/99999/take", "POST") in (400, 404)


def test_a_kept_token_becomes_the_number_it_printed(visit: Visit) -> None:
    office = visit("office").open(PASSAGE)
    slot = "closing"
    path = f"/years/2020/report/passage?slot={slot}"
    office.open(path).submit(path, body="会议{党组专题会议}。", act="draft").says("草稿已保存")
    office.open("/records/1").submit("/records/1/void", reason="重复")
    page = office.open(f"/years/2020/report/numbers?slot={slot}").says("<del>5次</del>", "<ins>4次</ins>")
    number = re.search(r"numbers/(\d+)/keep", page.text)
    assert number
    office.submit(f"/years/2020/report/numbers/{number[1]}/keep", reason="会议确实开过").says("已保留", "会议确实开过")
    office.open(path).says("会议5次。")


def test_frozen_reports_take_no_links(visit: Visit) -> None:
    office = visit("office").open("/years/2020/report").submit("/years/2020/report/final").says("已定稿")
    office.open(NUMBERS).silent("取消</button>")
    number = re.search(r'href="/figures/(\d+)"', office.text)
    assert number
    office.open("/years/2020/report").says("94 个数字，94 个有来源")


def test_a_broken_kinds_file_opens_no_year_and_is_told_with_its_lines(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(checklists.packaged.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / "records-2020.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("life: problem", "lief: problem"), encoding="utf-8")
    monkeypatch.setattr(checklists.packaged, "FOLDER", folder)
    office = visit("office").open("/years/new")
    form = {"no": "2021", "checklists": ["key-tasks-2020", "demonstration-site-2020"], "outline": "outline-2020"}
    office.submit("/years/new", 422, **form).says("不认识的字段“lief”；是不是“life”")
    assert office.status("/years/2021/ledger") == 404


def test_a_new_year_has_its_kinds_and_waits_for_values(visit: Visit) -> None:
    office = visit("office").open("/years/new")
    form = {"no": "2021", "checklists": ["key-tasks-2020", "demonstration-site-2020"], "outline": "outline-2020"}
    office.submit("/years/new", **form).says("已建立2021年度")
    office.open("/years/2021/figures").says("党组专题会议", "0次", "还没有数据的指标")
    office.open("/years/2021/records?kind=meeting").says("没有记录")
    office.submit("/years/2021/figures/begin").says("已经有工作记录类型和指标")
