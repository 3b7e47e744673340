"""Two people on one thing, and a session that ran out: what was typed is shown again, what was saved stands."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
REVIEW = re.compile(r'href="(/review/\d+)"')


def first_review(visitor: Visitor) -> str:
    found = REVIEW.search(visitor.open("/years/2020/review").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("act", "fields", "says"),
    [
        ("return", {"reason": "缺少份数，请补。"}, "缺少份数，请补。"),
        ("accept", {"result": "met"}, "您的意见没有保存"),
    ],
)
def test_the_slower_reviewer_sees_both_answers(visit: Visit, act: str, fields: dict[str, str], says: str) -> None:
    slow, quick = visit("office"), visit("office2")
    path = first_review(slow)
    slow.open(path)
    quick.open(path).submit(path, act="return", reason="请写明调解的件数。").says("已退回")
    slow.submit(path, 409, act=act, **fields).says("已经审核", "请写明调解的件数。", "法治办副主任", says, "审核下一条")


def test_the_answer_to_a_send_back_stands_beside_what_was_sent_back_and_why(visit: Visit) -> None:
    office, staff = visit("office"), visit("staff-law")
    staff.open("/items/59")
    withdraw = re.search(r'action="(/entries/\d+)/withdraw"', staff.text)
    assert withdraw is not None
    old = office.open(withdraw[1].replace("entries", "review"))
    old.submit(withdraw[1].replace("entries", "review"), act="return", reason="请写明回收的份数。").says("已退回")
    write = "/items/59/entries/new"
    staff.open(f"{write}?month=12")
    text = re.search(r'<textarea[^>]*id="text"[^>]*>\s*([^<]+)</textarea>', staff.text)
    assert text is not None
    said = {"kind": "monthly", "month": "12", "stance": "progress", "percent": "90", "act": "submit"}
    staff.submit(write, text=text[1].strip() + "收回118份。", **said).says("已提交")
    staff.open("/items/59")
    again = re.search(r'action="/entries/(\d+)/withdraw"', staff.text)
    assert again is not None
    office.open(f"/review/{again[1]}").says("上次退回", "请写明回收的份数。", "法治办主任", "<ins>收回118份。</ins>")
    office.silent("这是第一次填报", "差别很大", '检查点</h2><ul class="plain-list"></ul>')
    staff.submit(f"/entries/{again[1]}/withdraw").submit(f"/entries/{again[1]}", text="另起炉灶。", **said)
    office.open(f"/review/{again[1]}").says("差别很大", text[1].strip()[:20], "另起炉灶。").silent("<ins>", "<del>")


def test_a_closing_summary_beside_a_month_has_no_marks(visit: Visit) -> None:
    """They share words but are no versions of one another."""
    office = visit("office").open("/years/2020/review")
    summary = re.search(r'href="(/review/\d+)"[^>]*>[^<]*依法调解纠纷', office.text)
    assert summary is not None
    office.open(summary[1]).says("上次通过", "4 月", "这次提交").silent("<ins>", "<del>", "差别很大")


def test_an_entry_taken_back_meanwhile_is_said(visit: Visit) -> None:
    office, staff = visit("office"), visit("staff-law")
    staff.open("/items/59")
    withdraw = re.search(r'action="(/entries/\d+/withdraw)"', staff.text)
    assert withdraw is not None
    path = withdraw[1].replace("entries", "review").removesuffix("/withdraw")
    office.open(path)
    staff.submit(withdraw[1]).says("已撤回")
    office.submit(path, 409, act="return", reason="写得不清楚。").says("科室已撤回", "写得不清楚。")


def test_an_answered_entry_opened_from_an_old_link_says_so(visit: Visit) -> None:
    visit("office").open("/review/1").says("已经审核", "通过").silent("您的意见没有保存")
    assert visit("leader").status("/review/1") == 403
    assert visit("staff-law").status("/review/1") == 403


def test_who_is_looking_is_said_on_the_page_and_in_the_queue(visit: Visit) -> None:
    first, second = visit("office"), visit("office2")
    path = first_review(first)
    first.open(path).silent("也正在审核")
    second.open("/years/2020/review").says("法治办主任正在审核")
    second.open(path).says("法治办主任也正在审核这一条")
    first.open("/years/2020/review").says("法治办副主任正在审核").silent("法治办主任正在审核")


def test_a_busy_database_refuses_no_review(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    path = first_review(office)
    with demo_app.extensions["engine"].begin() as connection:
        connection.execute(sa.text("DROP TABLE presence"))
        connection.execute(sa.text("CREATE VIEW presence AS SELECT 1 AS id, '' AS place, 0 AS person_id, '' AS at"))
    office.open(path).says("这次提交")


def expire(visitor: Visitor) -> None:
    """The session runs out: the idle time is over."""
    with visitor.client.session_transaction() as held:
        held["seen"] = 0


@pytest.mark.parametrize("lost", ["idle", "cookie"])
def test_an_expired_session_leads_back_to_the_form(visit: Visit, lost: str) -> None:
    staff = visit("staff-law").open("/items/59/entries/new?kind=closing")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', staff.text)
    assert token is not None
    if lost == "idle":
        expire(staff)
    else:
        staff.client.delete_cookie("session")
    came = {"Referer": "http://localhost/items/59/entries/new?kind=closing"}
    data = {"csrf_token": token[1], "text": "写好的小结。", "kind": "closing", "act": "submit"}
    answer = staff.client.post("/items/59/entries/new", data=data, headers=came)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/login?next=/items/59/entries/new?kind%3Dclosing"
    login = answer.headers["Location"]
    staff.open(login).says("登录已过期", "没有保存的内容还在")
    staff.submit(login, username="staff-law", password="fazhi-demo-2020").says("办结小结")
    assert staff.page is not None and staff.page.request.path == "/items/59/entries/new"


@pytest.mark.parametrize("came", ["http://elsewhere.example/items/1", "", "not an address"])
def test_nobody_is_led_elsewhere_after_signing_in(visit: Visit, came: str) -> None:
    staff = visit("staff-law").open("/items/59")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', staff.text)
    assert token is not None
    expire(staff)
    answer = staff.client.post("/items/59/unchanged", data={"csrf_token": token[1]}, headers={"Referer": came})
    assert answer.headers["Location"] in ("/login", "/login?next=not+an+address", "/login?next=")


def test_a_page_of_an_earlier_sign_in_says_why_and_gives_back_what_was_typed(visit: Visit) -> None:
    staff = visit("staff-law")
    form = "/items/59/entries/new?kind=closing"
    data = {"csrf_token": "of-an-earlier-session", "kind": "closing", "month": "12", "stance": "progress"}
    data |= {"owed": "12", "text": "写好的小结。", "shortfall": "测评在途。", "percent": "90", "act": "submit"}
    for came in (f"http://localhost{form}", "http://elsewhere.example/x"):
        answer = staff.client.post(form, data=data, headers={"Referer": came})
        text = answer.get_data(as_text=True)
        assert answer.status_code == 400 and "登录状态变了" in text and f'href="{form}">重新打开表单' in text
        shown = re.findall(r'<dd class="pre">([^<]*)</dd>', text)
        assert shown == ["写好的小结。", "测评在途。"], "neither buttons nor hidden values nor keys"
        assert "打开太久" not in text and "data-refused" in text


def test_a_sign_in_page_left_open_too_long_asks_again(demo_app: Flask) -> None:
    visitor = Visitor(demo_app).open("/login?next=/password")
    visitor.submit("/login?next=/password", csrf_token="old", username="office", password="x").says("登录页打开太久了")
    visitor.submit("/login?next=/password", username="office", password="fazhi-demo-2020").says("修改密码")


def test_the_slower_member_of_a_department_sees_the_quicker_ones_text(visit: Visit) -> None:
    path = "/items/59/entries/new"
    quick, slow = visit("head-law").open(path + "?kind=closing"), visit("staff-law").open(path + "?kind=closing")
    quick.submit(path, kind="closing", text="科长的小结。", act="draft").says("草稿已保存")
    slow.submit(path, 422, kind="closing", text="经办人的小结。", act="draft")
    slow.says("已有一份办结小结", "科长的小结。", "经办人的小结。", "已保存的内容")


def test_a_page_left_open_says_who_handed_in_meanwhile_and_what_to_do(visit: Visit) -> None:
    path, said = "/items/59/entries/new", {"kind": "closing", "shortfall": "测评在途。", "act": "submit"}
    quick, slow, office = visit("head-law"), visit("staff-law"), visit("office")
    quick.open(path + "?kind=closing").submit(path, **said | {"act": "draft"}, text="科长的小结。").says("草稿已保存")
    draft = re.search(r'href="(/entries/\d+)"', quick.open("/items/59").text)
    assert draft is not None
    slow.open(draft[1])
    quick.open(draft[1]).submit(draft[1], **said, text="科长的小结。").says("已提交")
    for address, text in ((draft[1], "旧页面里改的。"), (draft[1], "再存一次。"), (path, "新填的。")):
        slow.submit(address, 409, **said | {"act": "draft"}, text=text)
        slow.says("没有保存：这份内容已经提交", "政策法规科科长已在", "要改，请先撤回", text, "科长的小结。")
        slow.says(f'action="{draft[1]}/withdraw"').silent("存草稿</button>", "只有草稿可以修改")
    review = draft[1].replace("entries", "review")
    office.open(review).submit(review, act="return", reason="请写明份数。").says("已退回")
    slow.submit(draft[1], 409, **said, text="还是旧页面。").says("法治办主任已在", "请回复退回意见", "还是旧页面。")
    slow.open("/items/59/entries/new?kind=closing").submit(path, **said, text="写明了份数。").says("已提交")
    again = re.search(r'action="/entries/(\d+)/withdraw"', slow.text)
    assert again is not None
    office.open(f"/review/{again[1]}").submit(f"/review/{again[1]}", act="accept", result="met").says("已通过并销号")
    slow.submit(f"/entries/{again[1]}", 409, **said, text="晚了一步。").says("通过的内容不能再改", "晚了一步。")
    slow.silent("撤回</button>", "存草稿</button>")


@pytest.mark.parametrize(
    ("path", "username", "fields"),
    [
        ("/items/44/edit", "office", {"no": "4.5", "title": "整理典型案例", "note": "乙的备注。"}),
        ("/items/44/hand-on", "head-hightech", {"person": ""}),
    ],
)
def test_a_stale_save_shows_the_item_as_it_stands(
    visit: Visit, path: str, username: str, fields: dict[str, str]
) -> None:
    slow = visit(username).open(path)
    visit("office2").open("/items/44/edit").submit(
        "/items/44/edit", no="4.5", title="整理典型案例（新）", note="甲的备注。"
    ).says("已保存")
    slow.submit(path, 422, **fields).says("刚才有人改过", "现在的内容", "整理典型案例（新）", "甲的备注。")
    slow.submit(path, **fields)
