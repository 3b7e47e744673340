"""Hostile uploads: nothing runs, nothing is unpacked, no name leads anywhere, nothing large is read."""

import gc
import io
import re
import socket
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from flask import Flask

from tests.hands import PAPER, hand_in, item_path, kept, newest
from tests.servers import serving
from tests.test_files import jpeg, png
from tests.visitor import Visitor
from views.uploads import plain_name

Visit = Callable[[str], Visitor]
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!DOCTYPE html><script>alert(document.cookie)</script>"
GIF = b"GIF89a" + struct.pack("<HH", 1, 1) + b"/*<script>alert(1)</script>*/=1;"
PDF_JS = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj"


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("../../evil.txt", b"0" * 30_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "how", "mime"),
    [
        ("通知.pdf", b"MZ\x90\0\x03 program", "attachment", "application/octet-stream"),
        ("照片.jpg", b"\x7fELF\x02\x01\x01\0", "attachment", "application/octet-stream"),
        ("图.svg", SVG, "attachment", "application/octet-stream"),
        ("图.png", SVG, "attachment", "application/octet-stream"),
        ("页.html", HTML, "attachment", "application/octet-stream"),
        ("页.txt", HTML, "attachment", "application/octet-stream"),
        ("表.docx", b"PK\x03\x04 word", "attachment", "application/octet-stream"),
        ("炸弹.zip", bomb(), "attachment", "application/octet-stream"),
        ("巨图.png", png(100_000, 100_000), "attachment", "application/octet-stream"),
        ("巨图.jpg", jpeg(65_000, 65_000), "attachment", "application/octet-stream"),
        ("动图.gif", GIF, "inline", "image/gif"),
        ("带脚本.pdf", PDF_JS, "inline", "application/pdf"),
        ("脚本.js", b"alert(1)", "inline", "text/plain; charset=utf-8"),
    ],
)  # fmt: skip
def test_nothing_that_comes_back_can_run(
    visit: Visit, demo_app: Flask, name: str, content: bytes, how: str, mime: str
) -> None:
    """Whatever the browser makes of it: its type is said and not guessed, it has no origin, and may load nothing."""
    staff, before = visit("staff-window"), kept(demo_app)
    path = item_path(staff)
    hand_in(staff, path, (name, content)).says("已上传 1 个文件")
    with staff.client.get(f"/evidence/{newest(staff, path)}/file") as answer:
        assert answer.data == content, "it comes back as it was, never unpacked or mended"
        assert answer.headers["Content-Disposition"].startswith(f"{how}; filename*=UTF-8''")
        assert answer.headers["Content-Type"] == mime
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        rules = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in rules and rules.endswith("sandbox") and "script" not in rules
    assert kept(demo_app) == (before[0] + 1, before[1] + 1)


@pytest.mark.parametrize(
    ("name", "content", "warned"),
    [
        ("通知.pdf", b"MZ\x90\0", "的内容是程序或脚本"),
        ("通知.pdf", b"%PD broken", "的扩展名是 .pdf，内容却是文本"),
        ("通知.pdf", b"%PD broken\0", "的内容和扩展名不符"),
        ("扫描.PDF", png(2, 2), "的内容和扩展名不符"),
        ("巨图.png", png(90_000, 90_000), "的内容和扩展名不符"),
        ("a.exe", "只是一段文字".encode(), "的扩展名是 .exe，内容却是文本"),
        ("清理.bat", b"del /q *.*", "的内容是程序或脚本"),
        ("说明.txt", b"#!/bin/sh\nls", "的内容是程序或脚本"),
        ("会议记录2020.12", "第十二次会议".encode(), ""),
        ("名单.csv", b"name,room", ""),
        ("照片.jpeg", png(2, 2), ""),
        ("通知.pdf", PAPER, ""),
        ("表.xlsx", b"PK\x03\x04", ""),
    ],
)  # fmt: skip
def test_a_name_that_promises_what_the_content_is_not_is_said(
    visit: Visit, name: str, content: bytes, warned: str
) -> None:
    staff = visit("staff-window")
    hand_in(staff, item_path(staff), (name, content)).says("已上传 1 个文件", warned)
    assert ("请核对文件" in staff.text) is bool(warned)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\cmd.txt", "cmd.txt"),
        ("/etc/shadow", "shadow"),
        ("C:\\用户\\桌面\\通知.pdf", "通知.pdf"),
        ("..", "未命名"),
        (" . ", "未命名"),
        ("\u202efdp.exe", "fdp.exe"),
        ("通\u200b知\x00.pdf", "通知.pdf"),
        ('引"号;filename=x.html', '引"号;filename=x.html'),
        ("表情😀.txt", "表情😀.txt"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
        ("%2e%2e%2fevil.txt", "%2e%2e%2fevil.txt"),
    ],
)
def test_a_hostile_name_is_made_harmless(visit: Visit, demo_app: Flask, name: str, shown: str) -> None:
    """It never becomes a path on disk, never a second header, and is shown as what is left of it."""
    with demo_app.test_request_context():
        assert plain_name(name) == shown
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, (name, PAPER))
    with staff.client.get(f"/evidence/{newest(staff, path)}/file") as answer:
        header = answer.headers["Content-Disposition"]
        assert re.fullmatch(r"inline; filename\*=UTF-8''[A-Za-z0-9._~%-]+", header)
        assert "Set-Cookie: a=b" not in str(answer.headers).replace(header, "")
        back = unquote(header.split("''")[1])
        assert "/" not in back and "\\" not in back and back.isprintable() and len(back) <= 200
    folder: Path = demo_app.config["SETTINGS"].data / "evidence"
    assert {len(one.name) for one in folder.rglob("*") if one.is_file()} == {64}, "on disk there are hashes alone"


def test_a_name_of_two_lines_becomes_no_second_header(visit: Visit, demo_app: Flask) -> None:
    name = "两行\r\nSet-Cookie: a=b.txt"
    with demo_app.test_request_context():
        assert plain_name(name) == "两行Set-Cookie: a=b.txt"
    staff, before = visit("staff-window"), kept(demo_app)
    hand_in(staff, item_path(staff), (name, PAPER), status=422).says(
        "请选择文件"
    )  # the line breaks cut its part in two
    assert kept(demo_app) == before


@pytest.mark.parametrize("link", ["0", "-1", "1.0", "1%00", "../1", "1e3"])
def test_no_address_leads_to_a_file_but_its_number(visit: Visit, link: str) -> None:
    assert visit("office").status(f"/evidence/{link}/file") == 404


def test_the_folder_of_files_is_not_served(visit: Visit, demo_app: Flask) -> None:
    folder: Path = demo_app.config["SETTINGS"].data / "evidence"
    one = next(path for path in folder.rglob("*") if path.is_file())
    office = visit("office")
    for address in (f"/evidence/{one.name}", f"/static/../evidence/{one.parent.name}/{one.name}", f"/{one.name}"):
        assert office.status(address) == 404


def test_a_file_above_the_limit_is_named_and_nothing_is_kept(
    visit: Visit, demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_app.extensions["store"], "limit", 1000)
    staff, before = visit("staff-window"), kept(demo_app)
    path = item_path(staff)
    hand_in(staff, path, ("小.txt", b"small"), ("大.pdf", b"%PDF" + b"x" * 1000), status=422)
    staff.says("“大.pdf”超过 50 MB").silent("“小.txt”")
    assert kept(demo_app) == before


def cookie(visitor: Visitor) -> str:
    held = visitor.client.get_cookie("session")
    assert held is not None
    return f"{held.key}={held.value}"


def answer_of(line: socket.socket) -> str:
    line.settimeout(20)
    got = b""
    while part := line.recv(65536):
        got += part
        if b"</html>" in part:
            break
    return got.decode()


def test_two_gigabytes_are_refused_before_they_are_read(visit: Visit, demo_app: Flask) -> None:
    """The length is enough: the page comes while the body has hardly begun."""
    staff, before = visit("staff-window"), kept(demo_app)
    path = item_path(staff)
    with serving(demo_app) as url:
        where = urlsplit(url)
        with socket.create_connection((where.hostname, where.port)) as line:
            head = [
                f"POST {path}/evidence HTTP/1.1", f"Host: {where.netloc}", f"Cookie: {cookie(staff)}",
                "Content-Type: multipart/form-data; boundary=b", f"Content-Length: {2 * 1024**3}", "", "--b",
            ]  # fmt: skip
            line.sendall("\r\n".join(head).encode())
            answer = answer_of(line)
    assert answer.split()[1] == "413" and "文件太大" in answer and "没有保存任何内容" in answer
    assert kept(demo_app) == before


# The parser of the body leaves its temporary file to the collector when it is stopped half-way.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_an_upload_that_tells_no_length_is_stopped_at_the_limit(visit: Visit, demo_app: Flask) -> None:
    """A client that streams (chunked) is read up to the limit and not a step further."""
    demo_app.config["MAX_CONTENT_LENGTH"] = 3 * 1024 * 1024
    staff, before = visit("staff-window"), kept(demo_app)
    path = item_path(staff)
    stream = io.BytesIO(
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.bin"\r\n\r\n' + b"x" * 16 * 1024 * 1024
    )
    environ = staff.client.get(path).request.environ | {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"{path}/evidence",
        "HTTP_COOKIE": cookie(staff),
        "CONTENT_TYPE": "multipart/form-data; boundary=b",
        "wsgi.input": stream,
        "wsgi.input_terminated": True,
    }
    environ.pop("CONTENT_LENGTH", None)
    with staff.client.open(environ) as answer:
        assert answer.status_code == 413 and "文件太大" in answer.get_data(as_text=True)
    assert stream.tell() <= 4 * 1024 * 1024
    gc.collect()
    assert kept(demo_app) == before and not list(Path(demo_app.config["SETTINGS"].data).rglob("incoming-*"))
