"""Small evidence files made by us: a text, a picture, a one-page PDF."""

import struct
import zlib


def png(shade: int) -> bytes:
    """A small plain picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade, (shade * 7) % 256, 180]) * 48 for _ in range(32))
    head = struct.pack(">IIBBBBB", 48, 32, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pdf(number: int) -> bytes:
    """A one-page PDF with a number on it."""
    text = f"BT /F1 24 Tf 72 760 Td (Demonstration file {number}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for place, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (place, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    )


def made(number: int, title: str) -> tuple[str, bytes]:
    """(file name, content) of the n-th demonstration file."""
    if number % 3 == 0:
        return f"{title}.png", png(number % 200)
    if number % 3 == 1:
        return f"{title}.pdf", pdf(number)
    return f"{title}.txt", f"演示材料第{number}份：{title}。".encode()
