"""内部材料: its name and its content are for those who work on the item and for the office, on every page there is."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session

from models.entries import Entry
from models.people import person_with_roles
from tests.hands import PAPER, hand_in, item_path, newest
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
NAME, FILE = "不得外传的谈话纪要", "谈话原件甲乙.pdf"
WORDS = (NAME, "谈话原件甲乙")


@pytest.fixture(params=["from the start", "later"])
def link(request: pytest.FixtureRequest, visit: Visit) -> str:
    """A file of 行政审批服务科 that was secret from the start, or was made so after it had been shown, renamed and used."""
    staff = visit("staff-window")
    path, later = item_path(staff), request.param == "later"
    hand_in(staff, path, (FILE, PAPER), status=200, title=NAME, **({} if later else {"secret": "y"}))
    found = newest(staff, path)
    if later:
        edit = f"/evidence/{found}/edit"
        staff.open(edit).submit(edit, title=NAME, own_date="2020-12-03", secret="y").says("已保存")
    return found


def test_those_who_work_on_it_and_the_office_see_it(visit: Visit, link: str) -> None:
    for who in ("staff-window", "head-window", "office", "office2"):
        visitor = visit(who)
        visitor.open(item_path(visitor)).says(NAME, "内部")
        visitor.open(f"/evidence/{link}").says(NAME, FILE)
        visitor.open("/years/2020/evidence?q=谈话").says(NAME)
        with visitor.client.get(f"/evidence/{link}/file") as answer:
            assert answer.data == PAPER and answer.headers["Cache-Control"] == "private, no-store", who


@pytest.mark.parametrize("who", ["leader", "deputy", "staff-law", "auditor", "admin"])
def test_everybody_else_is_refused_and_the_refusal_names_nothing(visit: Visit, link: str, who: str) -> None:
    visitor = visit(who)
    for page in ("", "/file", "/edit", "/replace"):
        with visitor.client.get(f"/evidence/{link}{page}") as answer:
            assert answer.status_code == 403, page
            assert not any(word in answer.get_data(as_text=True) + str(answer.headers) for word in WORDS), page
    assert "%E8%B0%88" not in str(visitor.client.get(f"/evidence/{link}/file").headers)


def test_a_reader_sees_that_it_is_there_and_no_page_says_what(visit: Visit, link: str) -> None:
    leader = visit("leader")
    path = item_path(leader)
    leader.open(path).says("内部材料", "上传材料").silent(*WORDS)
    for page in (
        "/",
        "/years/2020/evidence",
        "/years/2020/evidence?q=谈话",
        "/years/2020/evidence?kind=pdf",
        "/years/2020/evidence?secret=1",
        "/years/2020/evidence?since=2020-01-01",
        "/years/2020/evidence/gaps",
        "/years/2020/ledger?q=谈话",
        "/years/2020/plan",
        "/years/2020/report",
        "/years/2020/report/preview",
    ):
        leader.open(page)
        assert NAME not in leader.text and FILE not in leader.text, page
    assert "内部材料" in leader.open("/years/2020/evidence").text
    assert f"/evidence/{link}" not in leader.text


def test_the_search_does_not_tell_by_its_number_of_answers(visit: Visit, link: str) -> None:
    assert link
    leader = visit("leader")
    for text in ("谈话", "甲乙", "没有这样的字"):
        leader.open(f"/years/2020/evidence?q={text}").says("没有符合的材料", "共 0 份")


def test_the_trail_of_auditors_tells_the_act_and_not_the_name(visit: Visit, link: str) -> None:
    staff = visit("staff-window")
    staff.open(f"/evidence/{link}/edit").submit(f"/evidence/{link}/detach", reason="换一份").says("已撤下")
    auditor = visit("auditor")
    for verb, word in (("evidence.add", "上传材料"), ("evidence.detach", "撤下材料")):
        auditor.open(f"/trail?verb={verb}").says(word, "4.4 规范使用文书", "号材料").silent(*WORDS)
    auditor.open("/trail?q=谈话").says("没有符合的记录")


def test_what_was_taken_off_or_replaced_stays_secret(visit: Visit, link: str) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    staff.open(f"/evidence/{link}/edit").submit(f"/evidence/{link}/detach", reason="谈话对象不对").says("已撤下")
    staff.open(path).says(NAME)
    leader = visit("leader").open(path).silent(*WORDS, "谈话对象不对").says("已撤下、已替换 1 份")
    assert leader.status(f"/evidence/{link}/file") == 403


def test_it_cannot_be_picked_by_who_may_not_see_it_and_opens_where_it_is_used(visit: Visit, link: str) -> None:
    funds = visit("staff-funds")
    other = item_path(funds, "说理式文书")
    funds.open(f"{other}/evidence/pick?q=谈话").says("没有找到").silent(NAME)
    office = visit("office").open(f"{other}/evidence/pick?q=谈话").says(NAME, "内部材料用到这里后")
    (chosen,) = re.findall(r'name="files" value="(\d+)"', office.text)
    funds.open(f"{other}/evidence/pick").submit(f"{other}/evidence/pick", 422, files=[chosen], owed="")
    assert funds.status(f"/evidence/{link}/file") == 403
    office.open(f"{other}/evidence/pick?q=谈话").submit(f"{other}/evidence/pick", files=[chosen], owed="").says(
        "已选用 1 份"
    )
    funds.open(other).says(NAME)
    assert funds.status(f"/evidence/{newest(funds, other)}/file") == 200
    assert funds.status(f"/evidence/{link}/file") == 403, "the first item is still another department's"
    assert visit("leader").status(f"/evidence/{newest(funds, other)}/file") == 403


def test_the_review_page_of_a_leader_in_charge_shows_no_secret_file(visit: Visit, link: str, demo_app: Flask) -> None:
    """What the only office account wrote is reviewed by the leader in charge, who is no member of the department."""
    staff, office = visit("staff-window"), visit("office")
    path = item_path(staff)
    staff.open(f"{path}/entries/new?month=12")
    fields = {"month": "12", "kind": "monthly", "stance": "progress", "text": "统一编号。", "percent": "60"}
    staff.submit(f"{path}/entries/new", **fields, act="submit").says("已提交")
    hand_in(staff, path, ("公开的.txt", b"open"))
    review = re.search(r'href="(/review/\d+)"', office.open(path).text)
    assert review and f"/evidence/{link}/file" in office.open(review[1]).says(NAME).text
    with Session(demo_app.extensions["engine"]) as session:
        author, other = (person_with_roles(session, username=name) for name in ("office", "office2"))
        entry = session.get(Entry, int(review[1].rsplit("/", 1)[1]))
        assert author and other and entry
        entry.author_id, other.active = author.key_id, False
        session.commit()
    visit("deputy").open(review[1]).says("公开的.txt").silent(*WORDS)
