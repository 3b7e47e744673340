"""Files by the hash of their content, outside static/; handed back only through a page."""

import hashlib
import os
import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

BLOCK = 1024 * 1024


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
    """The folder of kept files: temporary file, fsync, rename; then the caller may add its row."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, source: IO[bytes], limit: int) -> Kept:
        """Copy at most `limit` bytes into the store. Raises TooLarge, Empty or OSError (disk full); leaves nothing then."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"incoming-{secrets.token_hex(8)}"
        digest, size, head = hashlib.sha256(), 0, b""
        try:
            with open(draft, "xb") as out:
                while block := source.read(BLOCK):
                    size += len(block)
                    if size > limit:
                        raise TooLarge
                    head = head or block[:8192]
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

    def hashes(self) -> Iterator[str]:
        """Every hash on disk."""
        for path in self.folder.glob("??/*"):
            yield path.name

    def unknown(self, known: Container[str]) -> Iterator[Path]:
        """Files that no row refers to, and uploads that ended half-way: the server stopped between file and row."""
        for path in self.folder.glob("??/*"):
            if path.name not in known:
                yield path
        yield from self.folder.glob("incoming-*")

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
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image", "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image", "image/jpeg"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image", "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image", "image/webp"
    return "other", "application/octet-stream"
