"""校对: words or a file in, the text with its marks out; nothing kept, every refusal at its field."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.proofread import samples
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
WRONG = "一是学习。二是制度。二是督办。\n各科室己完成整改。"


def upload(name: str, content: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def send(visitor: Visitor, status: int = 200, **fields: Any) -> Visitor:
    return visitor.open("/proofread").submit("/proofread", status, **fields)


@pytest.mark.parametrize("username", ["staff-law", "head-law", "office", "leader"])
def test_pasted_words_come_back_with_their_marks(visit: Visit, username: str) -> None:
    visitor = send(visit(username), text=WRONG).says(
        "错误 1", "警告 1", "提示 0", "第 1 行", "第 2 行", "三是", "已完成"
    )
    visitor.says(
        '<mark class="error">二是</mark>', '<mark class="warning">己完成</mark>', 'href="#f1"', 'id="m1"', 'id="f2"'
    )


@pytest.mark.parametrize("username", ["admin", "auditor"])
def test_others_have_no_such_room(visit: Visit, username: str) -> None:
    visitor = visit(username)
    visitor.open("/").silent('href="/proofread"')
    assert visitor.status("/proofread") == 403


def test_the_room_is_in_the_list_of_rooms(visit: Visit) -> None:
    visit("staff-law").open("/").says('href="/proofread"')
    visit("staff-law").open("/proofread").says('href="/proofread" aria-current="page"')


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", WRONG.encode()),
        ("a.md", WRONG.encode()),
        ("a.docx", samples.word_of(*WRONG.split("\n"))),
        ("a.txt", WRONG.encode("gb18030")),
    ],
)
def test_a_file_comes_back_with_its_marks(visit: Visit, name: str, content: bytes) -> None:
    send(visit("office"), file=upload(name, content)).says('<mark class="error">二是</mark>', name)


def test_a_sound_text_says_that_nothing_was_found(visit: Visit) -> None:
    send(visit("office"), text="一是学习。二是制度。").says("没有发现问题", "错误 0").silent('class="proof-list"')


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "请粘贴要校对的文字"),
        ({"text": "   \n "}, "请粘贴要校对的文字"),
        ({"text": "字" * 200_001}, "最多 200000 字"),
        ({"text": "不是\uffff字的字"}, "不是字符"),
        ({"text": "学习。", "year": "20"}, "1950 至 2100"),
        ({"text": "学习。", "year": "今年"}, "请填写整数"),
    ],
)
def test_wrong_input_is_told_at_its_field(visit: Visit, fields: dict[str, str], words: str) -> None:
    send(visit("office"), 422, **fields).says(words, "还有几处要改")


def test_what_was_typed_stays_after_a_refusal(visit: Visit) -> None:
    send(visit("office"), 422, text="各科室己完成整改。", year="很多").says("各科室己完成整改。", "很多")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", samples.OLE + "EncryptedPackage".encode("utf-16-le"), "密码保护"),
        ("a.pdf", samples.scanned_pdf(), "扫描件"),
        ("a.pdf", samples.locked_pdf(), "密码保护"),
        ("a.txt", b"\x00\x01" * 900, "二进制"),
        ("a.txt", b"", "文件是空的"),
        ("a.xls", b"x", "只读"),
        ("../../evil.exe", b"x", "只读"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_field(visit: Visit, name: str, content: bytes, words: str) -> None:
    send(visit("office"), 422, file=upload(name, content)).says(words, 'id="file-error"')


def test_a_file_too_large_for_the_page_is_told_at_the_field(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.proofread.LONGEST", 30)
    send(visit("office"), 422, file=upload("a.txt", "字".encode() * 31)).says("文件有 31 字，页面上最多校对 30 字")
    monkeypatch.setattr("proofread.files.MOST_BYTES", 60)
    monkeypatch.setattr("views.proofread.MOST_BYTES", 60)
    send(visit("office"), 422, file=upload("a.txt", b"x" * 9000)).says("的上限", 'id="file-error"')


def test_words_and_a_file_together_are_refused(visit: Visit) -> None:
    send(visit("office"), 422, text="学习。", file=upload("a.txt", b"x")).says("只能选一样", "学习。")


def test_the_year_is_used(visit: Visit) -> None:
    text = "法治政府建设工作报告\n现将2019年度法治政府建设工作报告如下："
    send(visit("office"), text=text, year="2020").says("旧稿和模板残留", "<ins>2020</ins>")


def test_the_breaks_of_word_processors_end_lines(visit: Visit) -> None:
    send(visit("office"), text="一、成效\v做了工作。\f己完成整改。").says("第 3 行")


def test_hostile_words_stay_words(visit: Visit) -> None:
    text = "<script>alert(1)</script>（未完。\n己完成<b onclick=x>整改</b>。"
    send(visit("office"), text=text).silent("<script>alert", "<b onclick").says("&lt;script&gt;alert(1)", "己完成")


def test_a_file_name_stays_a_name(visit: Visit) -> None:
    send(visit("office"), file=upload("<img src=x>.txt", WRONG.encode())).silent("<img src=x>").says(
        "&lt;img src=x&gt;.txt"
    )


def test_nothing_is_kept(visit: Visit, demo_app: Flask) -> None:
    data: Path = demo_app.config["SETTINGS"].data

    def kept() -> set[str]:
        return {str(path) for path in data.rglob("*")}

    visitor = visit("office").open("/proofread")
    before = kept()
    send(visitor, text=WRONG)
    send(visitor, file=upload("a.txt", WRONG.encode()))
    assert kept() == before
    visitor.open("/proofread").silent("己完成")


def test_a_post_without_a_token_is_refused(visit: Visit) -> None:
    assert visit("office").client.post("/proofread", data={"text": WRONG}).status_code == 400


def test_the_checked_words_can_be_mended_and_checked_again(visit: Visit) -> None:
    visitor = send(visit("office"), file=upload("a.txt", WRONG.encode())).says("改一改，再校对一次")
    visitor.submit("/proofread", text=WRONG.replace("二是督办", "三是督办")).says("错误 0", "警告 1")
