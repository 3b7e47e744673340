"""Small evidence files made by us: a paper as PDF, a sign-in sheet or a screen as PNG, a register as text."""

import random
import struct
import zlib
from datetime import date

BUREAU = "漯河市科学技术局"
PICTURES = ("签到", "照片", "截图", "样本")
REGISTERS = ("名单", "名册", "台账", "清单", "统计", "成绩", "登记", "记录簿", "分工表", "分级表", "办件")
WIDE, HIGH = 420, 560


def made(number: int, item: str, owed: str, day: date) -> tuple[str, bytes]:
    """(ending of the file name, content) of the n-th demonstration file, as what is owed suggests."""
    if any(word in owed for word in PICTURES):
        return ".png", screen(number) if "截图" in owed else sheet(number)
    if any(word in owed for word in REGISTERS):
        return ".txt", register(number, item, owed, day).encode()
    return ".pdf", paper(number, item, owed, day)


def register(number: int, item: str, owed: str, day: date) -> str:
    """A table as text."""
    rows = [f"{place}　{item}第 {place} 项　已核对" for place in range(1, 4 + number % 5)]
    head = [f"{BUREAU}", f"{owed}（{item}）", f"制表日期：{day:%Y-%m-%d}", "", "序号　内容　备注"]
    return "\n".join([*head, *rows, "", f"演示材料第 {number} 号，内容为示意。"]) + "\n"


def paper(number: int, item: str, owed: str, day: date) -> bytes:
    """A one-page PDF: the bureau in red over a line, a title, a few lines, the date."""
    lines = [
        (72, 560, 14, "各科室："),
        (100, 530, 14, f"现将“{item}”的{owed}留存备查。"),
        (100, 500, 14, "一、按年度安排，由牵头科室负责，配合科室协助。"),
        (100, 470, 14, "二、按月报告进展，办结后写明结果。"),
        (100, 440, 14, f"三、本页为演示材料第 {number} 号，内容为示意。"),
        (360, 380, 14, BUREAU),
        (360, 350, 14, f"{day.year}年{day.month}月{day.day}日"),
    ]  # fmt: skip
    words = [_words(298 - len(BUREAU) * 15, 740, 30, BUREAU), "0 g"]
    words += [_words(298 - len(owed) * 10, 640, 20, owed), *(_words(*line) for line in lines)]
    page = "0.66 0.15 0.11 rg 0.66 0.15 0.11 RG 2 w 60 715 m 535 715 l S\n" + "\n".join(words)
    return _pdf(page.encode("ascii"))


def _words(left: int, up: int, size: int, text: str) -> str:
    return f"BT /F1 {size} Tf {left} {up} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _pdf(page: bytes) -> bytes:
    """A PDF around one page's drawing, in the Chinese face that every reader brings along."""
    face = b"/BaseFont /STSong-Light"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type0 " + face + b" /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 " + face + b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        b" /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for place, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (place, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 8\n0000000000 65535 f \n" + table + end


class Canvas:
    """A grey picture to draw boxes on."""

    def __init__(self) -> None:
        self.rows = [bytearray(b"\xfa" * WIDE) for _row in range(HIGH)]

    def box(self, left: int, top: int, wide: int, high: int, grey: int) -> None:
        for row in self.rows[top : top + high]:
            row[left : left + wide] = bytes([grey]) * len(row[left : left + wide])

    def png(self) -> bytes:
        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 0, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + row for row in self.rows), 6)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def sheet(number: int) -> bytes:
    """A scanned sign-in sheet: a title, ruled rows, strokes like handwriting."""
    hand, page = random.Random(number), Canvas()  # noqa: S311 - the same picture each time, nothing secret
    page.box(130, 36, 160, 14, 60)
    for row in range(12):
        top = 90 + row * 36
        page.box(40, top, 340, 1, 120)
        for left in (52, 160, 270):
            if row < 8 + number % 4:
                for _stroke in range(9):
                    across = hand.random() < 0.5
                    at = (left + hand.randrange(60), top + 8 + hand.randrange(20))
                    page.box(*at, hand.randrange(6, 18) if across else 2, 2 if across else hand.randrange(5, 14), 50)
    for left in (40, 145, 255, 379):
        page.box(left, 90, 1, 396, 120)
    return page.png()


def screen(number: int) -> bytes:
    """A screen with a published notice: a bar, a heading, lines of text."""
    hand, page = random.Random(number), Canvas()  # noqa: S311
    page.box(0, 0, WIDE, 34, 205)
    page.box(60, 9, 260, 16, 245)
    page.box(0, 34, WIDE, 46, 90)
    page.box(90, 110, 240, 16, 70)
    for row in range(14):
        page.box(40, 160 + row * 24, hand.randrange(200, 340), 8, 150)
    return page.png()
