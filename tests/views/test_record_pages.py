"""工作记录 at the desk: one line, repeated, confirmed by another; wrong input comes back with what was typed."""

import re
from collections.abc import Callable

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
LIST = "/years/2020/records"
MEETING = {"title": "研究年度安排", "day": "2020-12-08", "sort": "党组专题会议", "persons": "9", "detail_chair": "局长"}


def record_id(visitor: Visitor, title: str) -> str:
    found = re.search(rf'href="/records/(\d+)">{title}', visitor.text)
    assert found, title
    return found[1]


def test_a_line_is_written_confirmed_and_counted(visit: Visit) -> None:
    staff, office = visit("staff-law"), visit("office")
    staff.open(f"{LIST}?kind=meeting").says("记一条会议", "照上一条再记")
    staff.submit(f"{LIST}?kind=meeting", **MEETING, items="1").says(
        "已提交，等法治办确认后计数", "研究年度安排", "待确认"
    )
    number = record_id(staff, "研究年度安排")
    assert staff.status(f"/records/{number}/confirm", "POST") in (400, 403)
    office.open("/figures/1").says("5次").silent("研究年度安排")
    office.open(f"/records/{number}").submit(f"/records/{number}/confirm").says("已确认，从现在起计数", "法治办主任")
    office.open("/figures/1").says("6次", "研究年度安排")
    staff.open("/items/1").says("工作记录", "次数")
    staff.open(f"/records/{number}").silent("作废…")


def test_what_was_typed_comes_back_with_the_reason(visit: Visit) -> None:
    staff = visit("staff-law").open(f"{LIST}?kind=meeting")
    wrong = MEETING | {"day": "2021-01-08", "title": "<b>开会</b>"}
    staff.submit(f"{LIST}?kind=meeting", 422, **wrong).says(
        "日期应在2020年之内", "&lt;b&gt;开会&lt;/b&gt;", 'value="9"'
    )
    staff.submit(f"{LIST}?kind=meeting", 422, **(MEETING | {"persons": "很多"})).says("请填写整数", "很多")
    staff.submit(f"{LIST}?kind=meeting", 422, **(MEETING | {"persons": "9" * 30})).says("0 至 1000000000 之间")
    staff.submit(f"{LIST}?kind=meeting", 422, **(MEETING | {"detail_chair": ""})).says("请填写主持人")
    staff.submit(f"{LIST}?kind=meeting", 422, **(MEETING | {"title": "长" * 301})).says("最多 300 字")
    staff.open(f"{LIST}?kind=meeting").silent("研究年度安排", "开会")


def test_hours_are_numbers(visit: Visit) -> None:
    party = visit("staff-party").open(f"{LIST}?kind=study")
    line = {"title": "学习", "day": "2020-12-08", "sort": "集中学习", "persons": "30"}
    for hours, says in (("两", "请填写数字"), ("NaN", "请填写数字"), ("1e99", "请填写数字"), ("1.234", "最多两位小数")):
        party.submit(f"{LIST}?kind=study", 422, **line, hours=hours).says(says, f'value="{hours}"')
    party.submit(f"{LIST}?kind=study", **line, hours="1.5").says("已提交")


def test_the_last_line_is_repeated_without_its_day(visit: Visit) -> None:
    page = visit("staff-law").open(f"{LIST}?kind=meeting&repeat=1")
    page.says('value="示范点创建推进会"', 'value="32"', 'value="分管副局长"').silent('value="2020-08-14"')


def test_the_list_of_all_kinds_says_how_to_add_one(visit: Visit) -> None:
    staff = visit("staff-law").open(LIST)
    offered = staff.text.split('aria-labelledby="add"')[1].split("</section>")[0]
    ways = re.findall(r'href="([^"#]+)#add"', offered)
    assert len(ways) > 4 and f"{LIST}?kind=meeting" in ways
    for way in ways:
        staff.open(way).says('id="add" open', "提交确认")
    visit("leader").open(LIST).silent("记一条")


def test_a_draft_waits_until_it_is_handed_in(visit: Visit) -> None:
    staff = visit("staff-law").open(f"{LIST}?kind=meeting")
    staff.submit(f"{LIST}?kind=meeting", **MEETING, act="draft").says("已存草稿")
    number = record_id(staff, "研究年度安排")
    office = visit("office").open(f"/records/{number}").silent("确认</button>")
    staff.open(f"/records/{number}/edit").submit(f"/records/{number}/edit", **(MEETING | {"title": "改过的"})).says(
        "改过的"
    )
    staff.submit(f"/records/{number}/submit").says("已提交")
    office.open(f"/records/{number}").says("确认</button>")


def test_two_people_edit_one_record(visit: Visit) -> None:
    staff, head = visit("staff-law"), visit("head-law")
    staff.open(f"{LIST}?kind=meeting").submit(f"{LIST}?kind=meeting", **MEETING)
    path = f"/records/{record_id(staff, '研究年度安排')}/edit"
    head.open(path)
    staff.open(path).submit(path, **(MEETING | {"title": "先改的"})).says("先改的")
    head.submit(path, 422, **(MEETING | {"title": "后改的"})).says("刚才有人改过这条记录", "后改的")
    head.submit(path, **(MEETING | {"title": "后改的"})).says("后改的")


def test_doors_of_records(visit: Visit) -> None:
    """Records 1 to 5 are the law department's; the window's are not theirs."""
    window = visit("staff-window")
    assert window.status("/records/1") == 403 and window.status("/records/1/edit") == 403
    window.open(f"{LIST}?kind=meeting").silent("第1次党组专题会议")
    law = visit("staff-law")
    assert law.status("/records/99999") == 404
    law.open("/records/1").silent("作废…", "/records/1/restore", "/records/1/edit")
    leader = visit("leader").open("/records/1").says("第1次党组专题会议").silent("作废…", "/records/1/edit")
    assert leader.status("/records/1/edit") == 403
    assert leader.open(f"{LIST}?kind=meeting").status(f"{LIST}?kind=meeting", "POST") in (400, 403)
    for nonsense in ("?kind=nothing", "?month=13&department=x&page=-4&state=odd", "?item=99999999999", "?q=%25"):
        law.open(LIST + nonsense)


def test_voiding_needs_a_reason_and_keeps_the_record_in_sight(visit: Visit) -> None:
    office = visit("office").open("/records/1")
    office.submit("/records/1/void", 422, reason="  ").says("请填写原因")
    office.submit("/records/1/void", 422, reason="长" * 1001).says("最多 1000 字", "长" * 50)
    office.submit("/records/1/void", reason="与第2次重复").says("已作废", "与第2次重复", "恢复")
    office.open(f"{LIST}?kind=meeting&state=voided").says("第1次党组专题会议")
    office.open("/figures/1").says("4次", "印的是5次，应为4次")
    office.open("/records/1").submit("/records/1/restore").says("已恢复，重新计数")
    office.open("/figures/1").says("5次").silent("应为")


def test_many_are_confirmed_at_once_all_or_none(visit: Visit) -> None:
    staff, office = visit("staff-law"), visit("office")
    numbers = []
    for title in ("甲事", "乙事"):
        staff.open(f"{LIST}?kind=meeting").submit(f"{LIST}?kind=meeting", **(MEETING | {"title": title}))
        numbers.append(record_id(staff, title))
    office.open(f"{LIST}?state=submitted").says("甲事", "乙事")
    office.submit("/years/2020/records/confirm", items=[*numbers, "x", "99999999999"], kind="meeting").says(
        "已确认 2 条"
    )
    office.open("/figures/1").says("7次")


def test_a_problem_is_updated_each_month_and_closed_when_solved(visit: Visit) -> None:
    office, staff = visit("office"), visit("staff-hightech")
    staff.open(f"{LIST}?kind=problem").says("找不到对口的高校专家", "超期")
    number = record_id(staff, "找不到对口的高校专家")
    staff.open(f"/records/{number}").says("专家到企业看过", "2020").silent("销号</button>")
    staff.submit(f"/records/{number}/update", 422, month="12", text="  ").says("请填写本月情况")
    office.open(f"/records/{number}").submit(f"/records/{number}/close").says("问题不落实不销号")
    staff.open(f"/records/{number}").submit(
        f"/records/{number}/update", month="12", text="协议签了。", solved="y"
    ).says("已更新", "已经解决")
    office.open(f"/records/{number}").says("销号</button>").submit(f"/records/{number}/close").says(
        "问题已销号", "重新打开…"
    )
    office.submit(f"/records/{number}/reopen", reason="企业又反映").says("已重新打开")


def test_proofs_are_chosen_from_the_files_of_the_items(visit: Visit) -> None:
    staff = visit("staff-law").open(f"{LIST}?kind=meeting")
    staff.submit(f"{LIST}?kind=meeting", **MEETING, items="1", act="draft")
    path = f"/records/{record_id(staff, '研究年度安排')}/edit"
    staff.open(path).says("佐证材料", "领导小组成立文件")
    staff.submit(path, **MEETING, items="1", proofs="1").says("佐证材料", "领导小组成立文件")
    staff.open(path).submit(path, 422, **MEETING, items="1", proofs="60").says("佐证材料")


def test_the_item_page_adds_its_records_up_and_feeds_its_checkpoint(visit: Visit) -> None:
    page = visit("office").open("/items/3")
    page.says("62 / 60 小时", "学法培训")
    page.open("/items/23").says("还没有已确认的记录")
