"""Every item has a place in the report, lists and outline go out as files and come in again, a prepared year is deleted."""

import io
import re
from collections.abc import Callable

from flask import Flask
from sqlmodel import Session, select

from models.years import Year
from tests.commands.test_commands import CHECKLIST, OUTLINE
from tests.views.test_opening_a_year import send, upload
from tests.views.test_outline import press
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
PAGE = "/years/2020/report/outline"
NEW = "/years/2020/items/new"


def added(office: Visitor, **more: str) -> str:
    """Add an item in mid-year; its address."""
    office.open(NEW).submit(NEW, no="新1", title="迎接专项督察", section="临时任务", **more).says("已新增")
    assert office.page is not None
    return str(office.page.request.path)


def test_an_item_of_mid_year_is_named_until_one_choice_gives_it_a_place(visit: Visit) -> None:
    office = visit("office")
    item = added(office)
    office.says("没有一处收下这个事项", "其他事项")
    office.open("/years/2020/report").says("报告里没有位置的事项：新1 迎接专项督察")
    office.open(PAGE).says("没有位置的事项", "新1 迎接专项督察")
    office.open(item).submit(f"{item}/place", place="").says("请选择写进报告的哪一处")
    office.submit(f"{item}/place", place="nowhere").says("请选择写进报告的哪一处")
    office.submit(f"{item}/place", place="service-work").says("已在报告里给它留出位置").silent("没有一处收下")
    office.open("/years/2020/report").silent("没有位置的事项").says("4.迎接专项督察")
    office.open(item).submit(f"{item}/place", place="service-work").says("已经有位置")


def test_other_matters_is_made_when_it_is_chosen_and_catches_the_next(visit: Visit) -> None:
    office = visit("office")
    item = added(office)
    office.submit(f"{item}/place", place="others").silent("没有一处收下")
    office.open("/years/2020/report").says("（四）其他事项", "1.迎接专项督察")
    office.open(NEW).submit(NEW, no="新2", title="配合审计").says("已新增").silent("没有一处收下")
    office.open("/years/2020/report").says("2.配合审计").silent("没有位置的事项")


def test_the_form_of_a_new_item_offers_the_parts_right_away(visit: Visit) -> None:
    office = visit("office").open(NEW).says("写进报告的哪一处", "营造宽松政务环境", "其他事项")
    added(office, place="government")
    office.silent("没有一处收下")
    office.open("/years/2020/report/passage?slot=government").says("迎接专项督察")
    office.open(NEW).submit(NEW, 422, no="9", title="又一项", place="nowhere").says("不在可选范围")


def test_others_on_the_page_of_the_outline(visit: Visit) -> None:
    office = visit("office")
    added(office)
    office.open(PAGE)
    press(office, "others").silent('id="placeless"').says("收下所有没有位置的事项", 'value="其他事项"')
    press(office, "look").says("新增“其他事项”", "事项“新1 迎接专项督察”收入“其他事项”")
    press(office, "save").says("提纲已保存")


def test_items_that_a_file_leaves_out_are_named_on_opening(visit: Visit) -> None:
    short = OUTLINE.replace(", foreign/second", "")
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml"), upload(short, "提纲.yaml")])
    office.says("有 1 项没有放进报告：2 公开办事指南")
    office.open("/years/2031/report/outline").says("没有位置的事项", "2 公开办事指南")
    office.open("/years/2031/report").says("报告里没有位置的事项：2 公开办事指南")


def test_a_file_takes_the_place_of_the_outline_after_a_look(visit: Visit) -> None:
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml"), upload(OUTLINE, "提纲.yaml")])
    page = "/years/2031/report/outline"
    form = {"draft": re.search(r'name="draft" value="([^"]+)"', office.open(page).text)[1], "do": "file"}  # type: ignore[index]
    other = OUTLINE.replace("今年做了什么", "全年工作").replace(", foreign/second", "")
    office.submit(page, **form, file=upload(other, "新.yaml"))
    office.says("“今年做了什么”改为“全年工作”", "事项“2 公开办事指南”没有位置了", "还没有保存")
    form["draft"] = re.search(r'name="draft" value="([^"]+)"', office.text)[1]  # type: ignore[index]
    office.submit(page, **{**form, "do": "save"}).says("提纲已保存", 'value="全年工作"', "没有位置的事项")
    for content, words in ((CHECKLIST, "这里要的是 outline"), ("", "文件是空的"), (b"%PDF-1.4", "不是清单")):
        office.open(page)
        form["draft"] = re.search(r'name="draft" value="([^"]+)"', office.text)[1]  # type: ignore[index]
        office.submit(page, 422, **{**form, "do": "file"}, file=upload(content, "错.yaml")).says(words)


def files_of(office: Visitor, no: int) -> list[tuple[io.BytesIO, str]]:
    """Lists and outline of a year, as their links give them."""
    links = re.findall(rf'href="(/years/{no}/[^"]+\.yaml)"', office.open(f"/years/{no}/report/outline").text)
    found = []
    for place, link in enumerate(links):
        with office.client.get(link) as answer:
            found.append((io.BytesIO(answer.data), f"{place}.yaml"))
    return found


def test_what_was_added_in_a_year_goes_along(visit: Visit, demo_app: Flask) -> None:
    """Items of the bureau's own are a list of their own: the outline that names them can be used again with it."""
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml"), upload(OUTLINE, "提纲.yaml")])
    new = "/years/2031/items/new"
    office.open(new).submit(
        new, no="临1", title="配合审计", section="临时任务", steps="报材料", owed="函", place="others"
    )
    send(office, no="2032", files=files_of(office, 2031)).says("已建立2032年度，共 4 项", "配合审计", "临时任务")
    office.open(new.replace("2031", "2032")).submit(new.replace("2031", "2032"), no="临2", title="接受巡察").says(
        "已新增"
    )
    with Session(demo_app.extensions["engine"]) as session:
        old, again = (session.exec(select(Year).where(Year.no == no)).one() for no in (2031, 2032))
        assert old.outline == again.outline
    office.open("/years/2032/report").says("配合审计", "接受巡察").silent("没有位置的事项")


def test_what_a_year_was_made_of_makes_the_next_one(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    office.open(PAGE)
    press(office, "up:problems", heading_problems="不足和原因")
    press(office, "look")
    press(office, "save")
    given = files_of(office, 2020)
    assert len(given) == 3
    send(office, no="2031", files=given).says("已建立2031年度，共 60 项")
    with Session(demo_app.extensions["engine"]) as session:
        old, new = (session.exec(select(Year).where(Year.no == no)).one() for no in (2020, 2031))
        assert old.outline == new.outline
        assert old.outline["parts"][2]["heading"] == "不足和原因"


def test_the_standard_outline_goes_out_and_in_too(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml")])
    send(office, no="2032", files=files_of(office, 2031)).says("已建立2032年度，共 3 项")
    with Session(demo_app.extensions["engine"]) as session:
        old, new = (session.exec(select(Year).where(Year.no == no)).one() for no in (2031, 2032))
        assert old.outline["parts"] == new.outline["parts"]


def test_a_prepared_year_is_deleted_when_its_number_is_typed(visit: Visit) -> None:
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml")])
    office.open("/years").says("删除…", "确实要删除，请输入年度“2031”")
    office.submit("/years/2031/delete", typed="2020").says("请照样输入年度“2031”")
    office.submit("/years/2031/delete", typed="2031").says("已删除2031年度").silent("2031 年度")
    office.open("/years/2031/ledger", 404)
    office.open("/years").submit("/years/2020/delete", typed="2020").says("2020年度已经启动过，不能删除")
    visit("auditor").open("/trail?verb=year.delete").says("删除年度", "2031")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml")]).says("已建立2031年度")
