"""Wrong, hostile and late input: a clear message at the field, nothing typed is lost, nothing half saved."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
OVERDUE = "规范使用文书"


def item_id(visitor: Visitor, title: str) -> str:
    """The address of an item, found as a person would: by searching the ledger."""
    visitor.open(f"/years/2020/ledger?q={title}")
    start = visitor.text.index('href="/items/') + len('href="')
    return visitor.text[start : visitor.text.index('"', start)]


def test_sign_in_says_one_thing_for_every_mistake(demo_app: Flask) -> None:
    stranger = Visitor(demo_app)
    for username, password in (("office", "wrong-password"), ("nobody-here", "wrong-password")):
        stranger.open("/login").submit("/login", 422, username=username, password=password).says("用户名或密码不对")
    stranger.submit("/login", 422, username="", password="").says("请填写用户名", "请填写密码")


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_signing_in(demo_app: Flask, target: str) -> None:
    stranger = Visitor(demo_app).open("/login")
    stranger.submit(f"/login?next={target}", username="office", password="fazhi-demo-2020").says("首页")
    assert stranger.page is not None and stranger.page.request.host == "localhost"


def test_an_idle_session_ends(visit: Visit) -> None:
    visitor = visit("office")
    with visitor.client.session_transaction() as held:
        held["seen"] = held["seen"] - 3700
    assert visitor.status("/") == 302


@pytest.mark.parametrize(
    ("text", "percent", "message"),
    [
        ("", "50", "请写明本月进展"),
        ("做了一些", "", "请填写完成进度"),
        ("做了一些", "101", "0 至 100 之间"),
        ("做了一些", "很多", "请填写整数"),
        ("不是\uffff字的字", "50", "不是字符"),
        ("长" * 5001, "50", "最多 5000 字"),
    ],
)
def test_a_wrong_month_is_told_at_its_field(visit: Visit, text: str, percent: str, message: str) -> None:
    visitor = visit("staff-window")
    path = item_id(visitor, OVERDUE)
    visitor.open(f"{path}/entries/new?month=11").silent("maxlength").says('data-limit="5000"')
    visitor.submit(
        f"{path}/entries/new",
        422,
        month="11",
        kind="monthly",
        stance="progress",
        text=text,
        percent=percent,
        act="submit",
    )
    visitor.says(message)
    if text and "\uffff" not in text:
        visitor.says(text)


def test_hostile_markup_is_shown_as_text(visit: Visit) -> None:
    visitor = visit("staff-window")
    path = item_id(visitor, OVERDUE)
    evil = "<script>alert(1)</script></textarea>"
    visitor.open(f"{path}/entries/new?month=11")
    visitor.submit(
        f"{path}/entries/new", month="11", kind="monthly", stance="progress", text=evil, percent="50", act="submit"
    )
    visitor.open(path).says("&lt;script&gt;alert(1)").silent("<script>alert")


def test_a_stale_passage_shows_both_texts(visit: Visit) -> None:
    first, second = visit("office"), visit("office2")
    path = "/years/2020/report/passage?slot=problems"
    first.open(path)
    second.open(path).submit(path, body="第二个人的文字。", act="draft")
    first.submit(path, 409, body="第一个人的文字。", act="draft").says(
        "第一个人的文字。", "第二个人的文字。", "有人改过这一段"
    )
    second.open(path).says("第二个人的文字。").silent("第一个人的文字。")


def test_a_double_submit_is_refused_once(visit: Visit) -> None:
    visitor = visit("staff-window")
    path = item_id(visitor, OVERDUE)
    fields = {"month": "11", "kind": "monthly", "stance": "progress", "text": "做了", "percent": "50", "act": "submit"}
    visitor.open(f"{path}/entries/new?month=11").submit(f"{path}/entries/new", **fields).says("已提交")
    visitor.submit(f"{path}/entries/new", 409, **fields).says("已经提交过，内容和您填的一样", "撤回")
    visitor.submit(f"{path}/entries/new", 409, **fields | {"text": "又做了"}).says("没有保存：这份内容已经提交")


def upload(visitor: Visitor, path: str, name: str, content: bytes, status: int = 200) -> Visitor:
    visitor.open(path)
    return visitor.submit(
        f"{path}/evidence", status, files=(io.BytesIO(content), name), title="", own_date="2020-12-01"
    )


def test_evidence_is_known_by_its_content(visit: Visit, demo_app: Flask) -> None:
    visitor = visit("staff-window")
    path = item_id(visitor, OVERDUE)
    upload(visitor, path, "../../etc/说明.pdf", b"MZ\x90 not a pdf").says("已上传 1 个文件", "说明.pdf")
    link = visitor.text.rsplit('href="/evidence/', 1)[1].split("/")[0]
    links = [part.split("/")[0] for part in visitor.text.split('href="/evidence/')[1:] if "/file" in part[:12]]
    with visitor.client.get(f"/evidence/{links[-1]}/file") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment"), link
        assert (
            answer.headers["X-Content-Type-Options"] == "nosniff"
            and "default-src 'none'" in answer.headers["Content-Security-Policy"]
        )
    root: Path = demo_app.config["SETTINGS"].data
    assert not list(root.glob("**/说明*"))


@pytest.mark.parametrize(("name", "content", "message"), [("a.txt", b"", "是空文件"), ("", b"x", "请选择文件")])
def test_a_wrong_upload_saves_nothing(visit: Visit, name: str, content: bytes, message: str) -> None:
    visitor = visit("staff-window")
    upload(visitor, item_id(visitor, OVERDUE), name, content, 422).says(message)


def test_a_too_large_upload_is_a_page(visit: Visit, demo_app: Flask) -> None:
    demo_app.config["MAX_CONTENT_LENGTH"] = 1000
    visitor = visit("staff-window")
    path = item_id(visitor, OVERDUE)
    upload(visitor, path, "a.txt", b"x" * 5000, 413).says("文件太大", "没有保存")


def test_secret_evidence_is_for_those_who_work_on_it(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_id(staff, OVERDUE)
    staff.open(path).submit(
        f"{path}/evidence", files=(io.BytesIO(b"%PDF-1.4 x"), "密.pdf"), title="内部纪要", secret="y"
    )
    link = [part.split("/")[0] for part in staff.text.split('href="/evidence/')[1:] if "/file" in part[:12]][-1]
    assert staff.status(f"/evidence/{link}/file") == 200
    assert visit("office").status(f"/evidence/{link}/file") == 200
    leader = visit("leader")
    assert leader.status(f"/evidence/{link}/file") == 403
    leader.open(path).says("内部材料").silent("内部纪要")


def test_bulk_hand_out_is_all_or_nothing(visit: Visit) -> None:
    office = visit("office").open("/years/2020/ledger")
    office.submit(
        "/years/2020/ledger/assign",
        422,
        items=["1", "58"],
        step="apply",
        lead="2",
        person="0",
        leader="0",
        due_kind="",
        due="",
    )
    office.says("不能再分派")
    office.open("/items/58").silent("政策法规科</strong>")


def test_a_document_number_has_its_form(visit: Visit) -> None:
    office = visit("office").open("/years/2020/report/settings")
    office.submit("/years/2020/report/settings", 422, title="报告", doc_number="漯科[2021]03号").says("〔2021〕3号")


def test_an_account_needs_sound_values(visit: Visit) -> None:
    admin = visit("admin").open("/people/new")
    admin.submit("/people/new", 422, username="有 空格", name="", roles=["staff"], department="", password="short")
    admin.says("用户名用 2 至 40 个", "请填写姓名或职务", "有 空格")
    admin.submit(
        "/people/new", 422, username="someone", name="某人", roles=["staff"], department="", password="long-enough-1"
    ).says("要选科室")
