"""Small files of every kind that a person may drop, made here byte by byte where no library makes them."""

import io
import zipfile

import docx
from weasyprint import HTML

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


EMPTY_PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
)
LOCK = b"<< /Filter /Standard /V 1 /R 2 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> /P -4 >>"


def scanned_pdf() -> bytes:
    """A page without one letter of text."""
    return pdf_of(*EMPTY_PAGE)


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    mark = b"<" + b"11" * 16 + b">"
    return pdf_of(*EMPTY_PAGE, LOCK, trailer=b"/Encrypt 4 0 R /ID [%s %s]" % (mark, mark))


def printed(body: str) -> bytes:
    """A page as official papers are set: 28 characters a line, paragraphs indented by two."""
    css = (
        "@page{size:210mm 297mm;margin:37mm 26mm 35mm 28mm;@bottom-center{content:'— ' counter(page) ' —'}}"
        "body{font:16pt/28pt 'Noto Serif CJK SC',serif;text-align:justify}p{margin:0;text-indent:2em}"
    )
    pdf: bytes = HTML(string=f"<meta charset=utf-8><style>{css}</style>{body}").write_pdf()
    return pdf


def word_of(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word document of paragraphs, then a table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """A Word document whose body is this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_of("旧的正文"))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                start, end = content.index(b"<w:body>") + 8, content.index(b"<w:sectPr")
                content = content[:start] + xml.encode() + content[end:]
            new.writestr(part.filename, content)
    return out.getvalue()


def bomb(size: int) -> bytes:
    """A small archive that says it unpacks to `size` bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
    return out.getvalue()


def archive_of(name: str) -> bytes:
    """An archive with one file that has nothing to do with Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()
