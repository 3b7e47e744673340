"""Files as people have them: every kind is read, and what cannot be read says why and what to do."""

import os
from pathlib import Path

import pytest

from proofread.files import MOST_BYTES, read_bytes, read_path
from proofread.message import Unreadable
from proofread.pdf import glue
from tests.proofread import samples

LONG = "市科技局按月检查各科室任务的进展，逐项核对佐证材料，对超过期限的发督办单，对完成的及时销号，" * 3


@pytest.mark.parametrize("name", ["report.txt", "REPORT.TXT", "notes.md"])
def test_plain_text_is_read(name: str) -> None:
    assert read_bytes(name, "一、成效\n做了工作。".encode()).text == "一、成效\n做了工作。"


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [("utf-8", ""), ("utf-8-sig", ""), ("gb18030", "GB18030"), ("gbk", "GB18030"), ("utf-16", "UTF-16")],
)
def test_older_encodings_are_read_and_said(encoding: str, remark: str) -> None:
    found = read_bytes("a.txt", "截至目前，已办结159件。".encode(encoding))
    assert found.text == "截至目前，已办结159件。"
    assert (remark in "".join(map(str, found.remarks))) and bool(found.remarks) == bool(remark)


def test_a_few_broken_bytes_do_not_turn_a_text_into_another_encoding() -> None:
    found = read_bytes("a.txt", ("抓好学习，建好制度。" * 100).encode() + b"\xff\xe5")
    assert found.text.startswith("抓好学习，建好制度。") and "\ufffd" in found.text
    assert "UTF-8" in str(found.remarks[0])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.docx", b"", "文件是空的"),
        ("a.txt", b"  \n\t\n", "没有文字"),
        ("a.txt", b"\x00\x01\x02" * 500, "二进制"),
        ("a.txt", bytes(range(1, 32)) * 50, "二进制"),
        ("a.txt", b"\x7fELF" + b"x" * 99, "程序"),
        ("a.txt", b"%PDF-1.4 text", "PDF"),
        ("a.md", b"PK\x03\x04rest", "压缩包"),
        ("a.txt", b"\x89PNG\r\n", "图片"),
        ("a.txt", b"\xff\xff\xff\x81" * 40, "编码"),
        ("a.docx", b"not a zip at all", "内容不是 Word 文档"),
        ("a.docx", samples.archive_of("hello.txt"), "别的压缩包"),
        ("a.docx", samples.archive_of("word/document.xml"), "已损坏"),
        ("a.docx", samples.OLE + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码保护"),
        ("a.docx", samples.OLE + b"x" * 600 + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        ("a.docx", samples.word_of(""), "没有文字"),
        ("a.docx", samples.word_of("字")[:-200], "已损坏"),
        ("a.pdf", samples.scanned_pdf(), "扫描件"),
        ("a.pdf", samples.locked_pdf(), "密码保护"),
        ("a.pdf", b"%PDF-1.4 torn", "打不开这个 PDF"),
        ("a.pdf", b"no pdf", "打不开这个 PDF"),
        ("a.doc", b"x", "另存为 .docx"),
        ("a.wps", b"x", "另存为 .docx"),
        ("a.xlsx", b"x", "只读"),
        ("report", b"x", "没有扩展名"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_bytes(name, content)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with open(path, "wb") as out:
        out.truncate(50 * 1024 * 1024)
    with pytest.raises(Unreadable, match=r"50\.0 MB.*20 MB"):
        read_path(path)
    with pytest.raises(Unreadable, match="上限"):
        read_bytes("large.txt", b"x" * (MOST_BYTES + 1))
    with pytest.raises(Unreadable, match="字的上限"):
        read_bytes("long.txt", "字".encode() * 2_000_001)


def test_a_word_document_that_would_flood_the_memory_is_not_opened() -> None:
    with pytest.raises(Unreadable, match="解压后过大"):
        read_bytes("a.docx", samples.bomb(120_000_000))


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.txt", "没有这个文件"), (tmp_path, "文件夹")):
        with pytest.raises(Unreadable, match=words):
            read_path(path)
    if os.getuid() != 0:  # root may read everything
        closed = tmp_path / "closed.txt"
        closed.write_text("字", encoding="utf-8")
        closed.chmod(0)
        with pytest.raises(Unreadable, match="没有权限"):
            read_path(closed)


def test_a_word_document_gives_paragraphs_and_rows_in_their_order() -> None:
    rows = (("事项", "件数"), ("受理", "12\n办结"))
    found = read_bytes("a.docx", samples.word_of("一、成效", "做了工作。", rows=rows))
    assert found.text.split("\n") == ["一、成效", "做了工作。", "事项\t件数", "受理\t12 办结"]
    assert found.remarks == ()


def test_insertions_stand_deletions_do_not_and_numbering_is_said() -> None:
    body = (
        '<w:p><w:r><w:t>已办</w:t></w:r><w:ins w:id="1"><w:r><w:t>结159</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>理158</w:delText></w:r></w:del><w:r><w:t>件。</w:t><w:br/><w:t>二</w:t><w:tab/></w:r></w:p>'
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>学习</w:t></w:r></w:p>'
    )
    found = read_bytes("a.docx", samples.with_body(body))
    assert found.text == "已办结159件。\n二\t\n学习"
    assert "自动编号" in str(found.remarks[0])


def test_an_entity_bomb_does_not_unfold() -> None:
    content = samples.with_body("<w:p><w:r><w:t>&none;</w:t></w:r></w:p>")
    with pytest.raises(Unreadable, match="已损坏"):
        read_bytes("a.docx", content)


@pytest.fixture(scope="module")
def wrapped() -> str:
    """Two paragraphs of several printed lines, headings, a short line, over a page's end."""
    paragraph = f"<p>{LONG}到此为止。</p>"
    body = f"<h1>年度报告</h1><p>一、成效</p>{paragraph}<p>（一）学习</p>{paragraph * 6}<p>二、问题</p><p>短句。</p>{paragraph}"
    return read_bytes("a.pdf", samples.printed(body)).text


def test_wrapped_lines_of_a_pdf_become_paragraphs(wrapped: str) -> None:
    whole = f"{LONG}到此为止。"
    assert wrapped.split("\n") == [
        "年度报告",
        "一、成效",
        whole,
        "（一）学习",
        *[whole] * 6,
        "二、问题",
        "短句。",
        whole,
    ]


def test_page_numbers_of_a_pdf_are_no_text(wrapped: str) -> None:
    assert "—" not in wrapped and "1" not in wrapped


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [("use of", "Flask", " "), ("使用", "Flask", ""), ("2020", "年", ""), ("12", "34", "")],
)
def test_only_latin_words_need_a_blank_where_a_line_ended(before: str, after: str, between: str) -> None:
    assert glue(before, after) == between
