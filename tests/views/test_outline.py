"""报告提纲 on its page: parts and items moved, compared before they are kept, files in and out, a place for every item."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlmodel import select

import db
from models.act import Act
from models.passages import freeze
from models.people import person_with_roles
from models.years import Year, YearState
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
PAGE = "/years/2020/report/outline"


def fields(visitor: Visitor) -> dict[str, str]:
    """What the form of the open page would send as it is."""
    text = visitor.text
    form = text[text.index('class="outline-form"') :] if 'class="outline-form"' in text else text
    inputs = [tag for tag in re.findall("<input[^>]*>", form) if "checkbox" not in tag or " checked" in tag]
    found = dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', "".join(inputs)))
    found |= {
        name: (re.search(r'<option selected value="([^"]*)"', body) or ["", ""])[1]
        for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL)
    }
    found |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    return {name: html.unescape(value) for name, value in found.items() if name not in ("chosen", "typed", "slot")}


def press(visitor: Visitor, do: str, status: int = 200, /, **more: Any) -> Visitor:
    """Press a button of the outline's page that is open; what was typed or chosen goes with it."""
    sent: dict[str, Any] = {**fields(visitor), **more, "do": do}
    return visitor.submit(PAGE, status, **sent)


def keep(visitor: Visitor) -> Visitor:
    """Look at the changes, and keep them."""
    press(visitor, "look")
    return press(visitor, "save").says("提纲已保存")


def order(visitor: Visitor) -> list[str]:
    """The keys of the parts of the open page, with their depth."""
    return [f"{depth} {key}" for depth, key in re.findall(r'class="part d(\d)" id="p-([^"]+)"', visitor.text)]


def test_headings_and_order_change_when_the_difference_was_seen_and_kept(visit: Visit) -> None:
    office = visit("office").open(PAGE).says("存在问题和原因", "主要举措和成效")
    press(office, "up:problems", **{"heading_next-year": "下一步打算"}).says("有改动，还没有保存")
    assert order(office).index("1 problems") < order(office).index("1 first-responsible")
    office.open("/years/2020/report").silent("下一步打算")
    office.open(PAGE).silent("下一步打算")
    press(office, "up:problems", **{"heading_next-year": "下一步打算"})
    press(office, "look").says("“存在问题和原因”换了位置", "“{year+1}年主要安排”改为“下一步打算”", "还没有保存")
    press(office, "save").says("提纲已保存")
    office.open("/years/2020/report").says("四、下一步打算", "二、存在问题和原因", "三、主要负责人履行")
    visit("auditor").open("/trail?verb=year.outline").says("修改提纲", "改为“下一步打算”")


def test_a_part_is_added_nested_and_taken_out(visit: Visit) -> None:
    office = visit("office").open(PAGE)
    press(office, "after:closing", heading_closing="")
    press(office, "below:measures", heading_part="其他工作")
    assert {"1 part", "2 part-2"} <= set(order(office))
    press(office, "out:part-2")
    assert "1 part-2" in order(office)
    press(office, "in:part-2")  # behind the group again
    assert "2 part-2" in order(office)
    press(office, "drop:part-2")
    press(office, "look").says("新增“其他工作”").silent("part-2")


def test_numbers_are_said_on_the_page(visit: Visit) -> None:
    """A mark of one's own, running numbers, headings without a number: as files say it."""
    office = visit("office").open(PAGE)
    press(office, "type", number_problems="附", numbering_measures="第{一}部分　", continues_innovation="y")
    office.says('value="附"', 'checked id="continues_innovation"')
    press(office, "type", **{"number_next-year": "none"})
    keep(office)
    office.open("/years/2020/report").says("附　存在问题和原因", "第一部分　加强组织领导").silent("四、2021年主要安排")
    office.open(PAGE)
    press(office, "look", 422, numbering="乱写{").says("不认识的编号样式", 'value="乱写{"')


def test_a_step_that_cannot_be_taken_changes_nothing(visit: Visit) -> None:
    office = visit("office").open(PAGE)
    before = order(office)
    for do in ("up:opening", "out:opening", "in:opening", "down:closing", "below:opening", "up:nothing", "what:ever"):
        press(office, do)
        assert order(office) == before, do


def test_what_is_wrong_is_told_at_its_part_and_nothing_typed_is_lost(visit: Visit) -> None:
    office = visit("office").open(PAGE)
    press(office, "look", 422, heading_problems="三、问题", heading_measures="新的标题")
    office.says("带了序号", 'value="三、问题"', 'value="新的标题"', 'id="heading_problems-error"')
    press(office, "look", 422, heading_problems="长" * 81).says("最多 80 字", "长" * 81)
    office.open(PAGE)
    press(office, "look", 422, kind_problems="group").says("既没有 kind，也没有 parts")
    office.open(PAGE)
    press(office, "put", 422).says("请先勾选事项")
    press(office, "look", 422, kind_problems="nonsense").says("不在可选范围")


def test_an_item_goes_to_another_part_with_its_text(visit: Visit) -> None:
    office, slot = visit("office"), "innovation-work/key-tasks-2020/platforms"
    path = f"/years/2020/report/passage?slot={slot}"
    office.open(path)
    office.submit(path, body="平台的文字在这里。", act="draft").says("草稿已保存")
    office.open(PAGE)
    press(office, "put", chosen=["key-tasks-2020/platforms"], to="service-work")
    press(office, "look").says("移到“创新服务体系，提升工作水平”").silent("会没有位置")
    press(office, "save").says("提纲已保存")
    office.open("/years/2020/report/passage?slot=service-work/key-tasks-2020/platforms").says("平台的文字在这里。")
    office.open(path, 404)


def test_a_text_that_loses_its_place_is_named_kept_and_put_elsewhere(visit: Visit) -> None:
    office = visit("office").open("/years/2020/report/passage?slot=problems")
    office.submit("/years/2020/report/passage?slot=problems", body="问题有三个。", act="draft")
    office.open(PAGE)
    press(office, "drop:problems")
    press(office, "look").says("去掉“存在问题和原因”", "会没有位置的文字", "问题有三个。")
    press(office, "save").says("没有位置的文字", "存在问题和原因", "问题有三个。")
    office.open("/years/2020/report").silent("问题有三个。").says("有 1 段文字在提纲里没有位置")
    office.open(PAGE)
    place = re.search(r'action="(/years/2020/report/outline/texts/\d+)"', office.text)
    assert place
    office.submit(place[1], slot="").says("请选择放到哪一处", "问题有三个。")
    office.submit(place[1], slot="next-year").says("已放到所选的一处").silent("没有位置的文字")
    office.open("/years/2020/report/passage?slot=next-year").says("问题有三个。", "2021年")
    visit("auditor").open("/trail?verb=passage.place").says("存在问题和原因", "问题有三个。")


def test_a_text_comes_back_with_the_outline_it_stood_in(visit: Visit) -> None:
    office = visit("office").open(PAGE)
    press(office, "drop:problems")
    keep(office).says("没有位置的文字", "以前的提纲")
    old = re.search(r'value="(load:\d+)"', office.text)
    assert old
    press(office, old[1]).says("新增“存在问题和原因”")
    press(office, "save").says("提纲已保存").silent("没有位置的文字")


def test_two_people_the_slower_keeps_the_own_work_and_sees_the_other(visit: Visit) -> None:
    one, other = visit("office").open(PAGE), visit("office").open(PAGE)  # two windows
    press(one, "type", heading_problems="不足和原因")
    press(other, "look", **{"heading_next-year": "下一步打算"})
    keep(one)
    press(other, "save", 409).says("有人改过提纲", "“不足和原因”改为“存在问题和原因”", "改为“下一步打算”")
    press(other, "type").says('value="下一步打算"', 'value="存在问题和原因"')
    press(other, "look", heading_problems="不足和原因").silent("存在问题")
    press(other, "save").says("提纲已保存")


def test_a_final_report_and_an_archived_year_only_show_theirs(visit: Visit, demo_app: Flask) -> None:
    office = visit("office").open(PAGE)
    held = fields(office)
    with demo_app.app_context():
        session = db.session()
        year, who = session.exec(select(Year)).one(), person_with_roles(session, username="office")
        freeze(session, year, {}, "f" * 64, Act(who, datetime(2021, 1, 15, tzinfo=UTC)), open_errors=0)
        db.commit()
    office.open(PAGE).says("报告已经定稿", "去撤销定稿", "下载提纲").silent("outline-form")
    office.submit(PAGE, 409, **{**held, "heading_problems": "我的标题", "do": "look"})
    office.says("报告已经定稿", 'value="我的标题"')
    with demo_app.app_context():
        db.session().exec(select(Year)).one().state = YearState.ARCHIVED
        db.commit()
    office.open(PAGE).says("已归档，只能查看", "下载提纲").silent("outline-form")


def test_a_forged_state_of_work_is_not_taken(visit: Visit) -> None:
    office = visit("office").open(PAGE)
    office.submit(PAGE, draft="eyJhIjoxfQ.forged", do="save").says("这一页放得太久", "存在问题和原因")
