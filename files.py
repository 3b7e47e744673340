"""Files by the hash of their content, outside static/; handed back only through a page."""

import contextlib
import hashlib
import os
import secrets
import struct
import time
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

BLOCK = 1024 * 1024
HEAD = 256 * 1024  # enough to get past the camera's notes of a JPEG to its size
DRAFT, STALE = "incoming-", 24 * 3600
MOST_PIXELS = 50_000_000  # a picture that unpacks to more would stall the reader's browser
CONTROL = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r\f")
MARKUP = (b"<html", b"<script", b"<svg", b"<!doctype", b"<?xml", b"<body", b"<iframe")


class TooLarge(Exception):
    """The upload is larger than allowed; nothing of it was kept."""


class Empty(Exception):
    """The upload has no content; nothing was kept."""


@dataclass(frozen=True)
class Kept:
    """A file that is safe on disk."""

    sha256: str
    size: int
    head: bytes


class Store:
    """The folder of kept files: temporary file, fsync, rename; then the caller may add its row.

    `limit`: the most bytes that a file may have.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder, self.limit = folder, limit
        self._forget_drafts()

    def _forget_drafts(self) -> None:
        """Remove what uploads that were killed half-way left behind; a draft of today may still be written to."""
        for draft in self.folder.glob(f"{DRAFT}*"):
            with contextlib.suppress(OSError):  # another process swept it, or the folder is read only: no harm
                if draft.stat().st_mtime < time.time() - STALE:
                    draft.unlink()

    def keep(self, source: IO[bytes]) -> Kept:
        """Copy a file into the store. Raises TooLarge, Empty or OSError (disk full); leaves nothing then."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{DRAFT}{secrets.token_hex(8)}"
        digest, size, head = hashlib.sha256(), 0, b""
        try:
            with open(draft, "xb") as out:
                while block := source.read(BLOCK):
                    size += len(block)
                    if size > self.limit:
                        raise TooLarge
                    head = head or block[:HEAD]
                    digest.update(block)
                    out.write(block)
                if not size:
                    raise Empty
                out.flush()
                os.fsync(out.fileno())
            name = digest.hexdigest()
            target = self.path(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        return Kept(name, size, head)

    def path(self, sha256: str) -> Path:
        """Where a hash is kept. Raises ValueError for what is no hash, so that no path can be smuggled in."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a content hash")
        return self.folder / sha256[:2] / sha256

    def there(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def whole(self, sha256: str, size: int) -> bool:
        """Whether the file is on disk with all its bytes."""
        return self.there(sha256) and self.path(sha256).stat().st_size == size

    def hashes(self) -> Iterator[str]:
        """Every hash on disk."""
        for path in self.folder.glob("??/*"):
            yield path.name

    def unknown(self, known: Container[str]) -> Iterator[Path]:
        """Files that no row refers to, and uploads that ended half-way: the server stopped between file and row."""
        for path in self.folder.glob("??/*"):
            if path.name not in known:
                yield path
        yield from self.folder.glob(f"{DRAFT}*")

    def sweep(self, known: Container[str], before: float) -> int:
        """Remove what is unknown and was last written before a moment; a younger one may still get its row."""
        gone = [path for path in self.unknown(known) if path.stat().st_mtime < before]
        for path in gone:
            path.unlink()
        return len(gone)


def kind_of(head: bytes) -> tuple[str, str]:
    """(kind, media type) told by the first bytes: only what can be shown safely is named, all else is a download."""
    if head.startswith(b"%PDF-"):
        return "pdf", "application/pdf"
    size = pixels(head)
    if size is not None:
        kind, wide, high = size
        if 0 < wide * high <= MOST_PIXELS:
            return "image", f"image/{kind}"
    elif charset := charset_of(head):
        return "text", f"text/plain; charset={charset}"
    return "other", "application/octet-stream"


def pixels(head: bytes) -> tuple[str, int, int] | None:
    """(kind, width, height) of a picture that browsers show; None for what is none, zeros where no size can be read."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", *(struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" and len(head) >= 24 else (0, 0))
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "gif", *(struct.unpack("<HH", head[6:10]) if len(head) >= 10 else (0, 0))
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg", *_jpeg(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp", *_webp(head)
    return None


def _jpeg(head: bytes) -> tuple[int, int]:
    """Width and height stand in the frame header, behind any number of other segments."""
    place = 2
    while place + 9 <= len(head) and head[place] == 0xFF:
        mark = head[place + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", head[place + 5 : place + 9])
            return wide, high
        place += 2 + int.from_bytes(head[place + 2 : place + 4], "big")
    return 0, 0


def _webp(head: bytes) -> tuple[int, int]:
    form = head[12:16]
    if form == b"VP8X" and len(head) >= 30:
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if form == b"VP8L" and len(head) >= 25:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 " and len(head) >= 30:
        wide, high = struct.unpack("<HH", head[26:30])
        return wide & 0x3FFF, high & 0x3FFF
    return 0, 0


def charset_of(head: bytes) -> str | None:
    """UTF-8 or GB 18030 where the bytes are plain text; None for anything else, and for text that is markup."""
    if not head or len(head.translate(None, CONTROL)) < len(head):
        return None
    if any(word in head.lower() for word in MARKUP):
        return None
    for charset in ("utf-8", "gb18030"):
        for cut in range(4 if len(head) >= HEAD else 1):  # the last character may be cut in two where the head ends
            with contextlib.suppress(UnicodeDecodeError):
                head[: len(head) - cut].decode(charset)
                return charset
    return None
