"""怎样计算 on the page: what changes is shown before it is saved, wrong rules are told at their field, nothing is lost."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import select

import db
from models.figures import Indicator
from models.trail import Trail
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
RECORDS = {"way": "records", "measure": "records", "formula": ""}


def address(app: Flask, name: str) -> str:
    with app.app_context():
        return (
            f"/years/2020/indicators/{db.session().exec(select(Indicator.id).where(Indicator.name == name)).one()}/rule"
        )


def test_another_class_changes_the_figure_and_what_hangs_on_it(demo_app: Flask, visit: Visit) -> None:
    """Looked at first, then saved: the figure waits to be confirmed again, the trail has both rules."""
    path = address(demo_app, "党组专题会议")
    office = visit("office").open(path.removesuffix("/rule")).says(f'href="{path}"')
    more = RECORDS | {"kind": "meeting", "sorts": ["meeting/党组专题会议", "meeting/听取汇报"]}
    office.open(path).says('checked id="sorts-0"', "保存")
    office.submit(path, **more, act="look").says("党组专题会议 2020", "<del>5次</del>", "<ins>13次</ins>", "还没有保存")
    assert office.text.count(" checked ") == 2, "what was chosen is still chosen"
    office.open("/years/2020/figures").silent("13次")
    office.open(path).submit(path, **more).says("数值变了：党组专题会议 2020 5次 → 13次", "要重新确认")
    number = re.search(r'href="/figures/(\d+)">党组专题会议 2020', office.text)
    assert number
    office.open(f"/figures/{number[1]}").says("13次", "还没有确认")
    office.submit(f"/figures/{number[1]}/confirm").says("已确认")
    with demo_app.app_context():
        (row,) = db.session().exec(select(Trail).where(Trail.verb == "indicator.rule")).all()
        assert row.before == {"way": {"records": "会议（党组专题会议）", "measure": "records"}}
        assert row.after == {"way": {"records": "会议（党组专题会议、听取汇报）", "measure": "records"}}
    visit("auditor").open("/trail").says("修改算法", "会议（党组专题会议、听取汇报）：条数")
    office.open(path).submit(path, **more).says("数值没有变化")


def test_a_formula_is_typed_with_names_and_read_back(demo_app: Flask, visit: Visit) -> None:
    path = address(demo_app, "国家级高新技术企业增速")
    office = visit("office").open(path)
    office.says('value="{国家级高新技术企业} 比 {国家级高新技术企业：上年} 增长"')
    office.submit(
        path, way="formula", measure="records", formula="{市级高新技术企业}÷{国家级高新技术企业}", act="look"
    ).says("国家级高新技术企业增速 2020", "<del>40.3%</del>", "<ins>133.7%</ins>")
    office.submit(path, way="formula", measure="records", formula="{市级高新技术企业} ÷ {国家级高新技术企业}").says(
        "40.3% → 133.7%"
    )
    office.open(path).says('value="{市级高新技术企业} ÷ {国家级高新技术企业}"')


@pytest.mark.parametrize("name", ["国家级高新技术企业增速"])
def test_wrong_rules_are_told_at_their_field_and_stay_there(demo_app: Flask, visit: Visit, name: str) -> None:
    path = address(demo_app, name)
    office = visit("office").open(path)
    for typed, says in {
        "": "请填写公式",
        "甲 + 乙": "请用花括号写指标",
        "{没有的} + {国家级高新技术企业}": "第 1 个字：没有名为“没有的”的指标",
        "{国家级高新技术企业} × {市级高新技术企业}": "看不懂“×”",
        "{国家级高新技术企业} + {市级高新技术企业} - {国家级孵化器}": "看不懂“-”",
        "共 {国家级高新技术企业}": "第 1 个字：看不懂“共”",
        "{国家级高新技术企业} 比 {国家级高新技术企业：上年}": "请写“增长”",
        "{国家级高新技术企业：2018} ÷ {市级高新技术企业}": "“2018”不能用",
        "{国家级高新技术企业} ÷ {市级高新技术企业} ÷ {国家级孵化器}": "这种算法要正好两个指标",
        "{国家级高新技术企业} + {研发投入总额}": "单位不同，不能放在一起算",
        "{国家级高新技术企业增速} + {国家级高新技术企业增速}": "绕了一圈又用到它自己",
        "{部门公告} ÷ {红榜信息：上年} <b>": "看不懂“&lt;b&gt;”",
    }.items():
        office.submit(path, 422, way="formula", measure="records", formula=typed, act="look").says(
            says, 'id="formula-error"'
        )
        if typed and "<" not in typed:
            office.says(f'value="{typed}"')
    for more, says in (
        (RECORDS | {"kind": ""}, "请选择工作记录类型"),
        (RECORDS | {"kind": "meeting"}, "比率不能由工作记录合计"),
        ({"way": "typed", "measure": "records"}, "还是算出来的"),
    ):
        office.submit(path, 422, **more).says(says)
    other = address(demo_app, "听取工作汇报")
    office.open(other)
    office.submit(other, 422, **(RECORDS | {"kind": "meeting", "sorts": ["proposal/政协提案（主办）"]})).says(
        "没有分类"
    )
    office.submit(other, 422, **(RECORDS | {"kind": "meeting", "measure": "amount"})).says("不记这个数")
    with demo_app.app_context():
        assert not db.session().exec(select(Trail).where(Trail.verb == "indicator.rule")).all()


def test_a_stale_page_and_a_zero_below_the_line_save_nothing(demo_app: Flask, visit: Visit) -> None:
    path = address(demo_app, "国家级高新技术企业增速")
    first, second = visit("office").open(path), visit("office2").open(path)
    formula = "{国家级高新技术企业} ÷ {市级高新技术企业}"
    first.submit(path, way="formula", measure="records", formula=formula).says("已保存")
    second.submit(path, 422, way="formula", measure="records", formula="{国家级孵化器} ÷ {市级高新技术企业}").says(
        "刚才有人改过这个指标", 'value="{国家级孵化器} ÷ {市级高新技术企业}"'
    )
    first.open("/years/2020/indicators/new").submit(
        "/years/2020/indicators/new", name="空的", unit="家", kind="count", decimals="0"
    )
    number = re.search(r"indicator=(\d+)", first.page.request.url if first.page else "")
    assert number
    first.submit(
        f"/years/2020/figures/new?indicator={number[1]}", period="2020", source="evidence", typed="0", refs="1"
    )
    figure = re.search(r"/figures/(\d+)/edit", first.text)
    assert figure
    second.open(f"/figures/{figure[1]}").submit(f"/figures/{figure[1]}/confirm").says("已确认")
    first.open(path).submit(path, 422, way="formula", measure="records", formula="{国家级孵化器} ÷ {空的}").says(
        "除数是零，算不出来"
    )
