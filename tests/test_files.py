"""Kept files: all or nothing on disk, found by their hash alone, told by their content and never by their name."""

import hashlib
import io
import os
import struct
import time
import zipfile
from pathlib import Path

import pytest

from files import MOST_PIXELS, Empty, Store, TooLarge, kind_of


def everything(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def png(wide: int, high: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0) + b"\0" * 40


def jpeg(wide: int, high: int, notes: int = 0) -> bytes:
    note = b"\xff\xe1" + struct.pack(">H", 60_002) + b"n" * 60_000
    frame = b"\xff\xc0\0\x11\x08" + struct.pack(">HH", high, wide) + b"\x03" + b"\0" * 9
    return b"\xff\xd8" + note * notes + frame


def webp(kind: bytes, body: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + b"\0\0\0\0" + body


class Broken(io.BytesIO):
    """A stream whose sender goes away, or a disk that fills, after the first block."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(28, "No space left on device")
        return super().read(size)


def test_a_file_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence", 100)
    first = store.keep(io.BytesIO(b"content"))
    assert first.sha256 == hashlib.sha256(b"content").hexdigest() and first.size == 7
    assert store.keep(io.BytesIO(b"content")) == first
    assert everything(tmp_path) == [first.sha256] == list(store.hashes())
    assert store.path(first.sha256).read_bytes() == b"content"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (io.BytesIO(b"x" * 101), TooLarge),
        (io.BytesIO(b"x" * 3_000_000), TooLarge),
        (io.BytesIO(b""), Empty),
        (Broken(b"x" * 3_000_000), OSError),
    ],
)
def test_nothing_is_left_of_what_was_refused(tmp_path: Path, source: io.BytesIO, error: type[Exception]) -> None:
    with pytest.raises(error):
        Store(tmp_path, 100 if error is not OSError else 10_000_000).keep(source)
    assert everything(tmp_path) == []


def test_an_upload_is_stopped_at_the_limit_and_not_read_to_its_end(tmp_path: Path) -> None:
    endless = io.BytesIO(b"x" * 8 * 1024 * 1024)
    with pytest.raises(TooLarge):
        Store(tmp_path, 2 * 1024 * 1024).keep(endless)
    assert endless.tell() <= 3 * 1024 * 1024


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 63 + "/", "é" * 64, "a" * 64 + "\0"]
)
def test_no_path_can_be_smuggled_in(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a content hash"):
        Store(tmp_path, 100).path(name)


def test_drafts_of_killed_uploads_are_swept_when_the_store_starts_and_young_ones_are_not(tmp_path: Path) -> None:
    kept = Store(tmp_path, 100).keep(io.BytesIO(b"kept"))
    old, young = tmp_path / "incoming-0011", tmp_path / "incoming-2233"
    for draft in (old, young):
        draft.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    os.utime(Store(tmp_path, 100).path(kept.sha256), (yesterday, yesterday))
    again = Store(tmp_path, 100)
    assert everything(tmp_path) == sorted([kept.sha256, young.name])
    assert list(again.hashes()) == [kept.sha256], "a draft is no kept file"


def test_a_store_on_a_folder_that_is_not_there_yet_starts(tmp_path: Path) -> None:
    assert list(Store(tmp_path / "none", 100).hashes()) == []


def test_a_cut_file_is_not_whole(tmp_path: Path) -> None:
    store = Store(tmp_path, 100)
    kept = store.keep(io.BytesIO(b"0123456789"))
    assert store.whole(kept.sha256, 10)
    store.path(kept.sha256).write_bytes(b"0123")
    assert store.there(kept.sha256) and not store.whole(kept.sha256, 10)
    store.path(kept.sha256).unlink()
    assert not store.whole(kept.sha256, 10)


@pytest.mark.parametrize(
    ("head", "kind", "mime"),
    [
        (b"%PDF-1.7 ...", "pdf", "application/pdf"),
        (b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", "pdf", "application/pdf"),
        (png(640, 480), "image", "image/png"),
        (jpeg(640, 480), "image", "image/jpeg"),
        (jpeg(640, 480, notes=3), "image", "image/jpeg"),
        (b"GIF89a" + struct.pack("<HH", 10, 10) + b"<script>alert(1)</script>", "image", "image/gif"),
        (webp(b"VP8X", b"\0\0\0\0\x0f\0\0\x0f\0\0"), "image", "image/webp"),
        (webp(b"VP8 ", b"\0" * 6 + struct.pack("<HH", 20, 20)), "image", "image/webp"),
        (webp(b"VP8L", b"\x2f" + (99 | 99 << 14).to_bytes(4, "little")), "image", "image/webp"),
        ("统计表\n序号\t内容".encode(), "text", "text/plain; charset=utf-8"),
        ("统计表，序号".encode("gb18030"), "text", "text/plain; charset=gb18030"),
    ],
)
def test_what_can_be_shown_safely_is_told_by_its_content(head: bytes, kind: str, mime: str) -> None:
    assert kind_of(head) == (kind, mime)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"MZ\x90\0\x03\0\0\0 program",
        b"\x7fELF\x02\x01\x01\0",
        b"PK\x03\x04 an office file",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old office file",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg><script>alert(1)</script></svg>",
        b"\xef\xbb\xbf<!DOCTYPE html><script>alert(1)</script>",
        b"plain words first\n" * 50 + b"<ScRiPt>alert(1)</script>",
        b" \n\t<html><body onload=alert(1)>",
        b"text with a nul\0 inside",
        "UTF-16 文字".encode("utf-16"),
        b"\xff",
        png(200_000, 200_000),
        png(0, 10),
        b"\x89PNG\r\n\x1a\n",
        jpeg(65_500, 65_500),
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\xff\xd8\xff\xe0\0\0\0\0" * 20,
        b"GIF89a\xff\xff\xff\xff",
        b"GIF89a",
        webp(b"VP8X", b"\0\0\0\0\xff\xff\xff\xff\xff\xff"),
        webp(b"ANIM", b"?" * 20),
    ],
)  # fmt: skip
def test_everything_else_is_a_download(head: bytes) -> None:
    assert kind_of(head) == ("other", "application/octet-stream")


def test_the_largest_picture_that_is_shown() -> None:
    side = int(MOST_PIXELS**0.5)
    assert kind_of(png(side, side))[0] == "image"
    assert kind_of(png(side, side + 2))[0] == "other"


def test_a_long_text_whose_head_ends_inside_a_character_is_still_text(tmp_path: Path) -> None:
    kept = Store(tmp_path, 1_000_000).keep(io.BytesIO(("年" * 200_000).encode()))
    assert len(kept.head) % 3 and kind_of(kept.head) == ("text", "text/plain; charset=utf-8")


def test_a_zip_bomb_is_kept_as_it_is_and_never_unpacked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("huge.txt", b"0" * 60_000_000)
    content = packed.getvalue()
    assert len(content) < 100_000
    kept = Store(tmp_path, 1_000_000).keep(io.BytesIO(content))
    assert kind_of(kept.head)[0] == "other" and kept.size == len(content)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) == len(content)
