"""The text of a Word document: paragraphs and table rows in their order, insertions kept, deletions left out."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml.etree import LxmlError

from proofread.message import Message, Unreadable, _

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 3000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT, NUMBERED = f"{W}t", f"{W}numPr"
GAPS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def text_of(content: bytes) -> tuple[str, tuple[Message, ...]]:
    """The text and the remarks on it. Raises Unreadable."""
    guard(content)
    try:
        document = docx.Document(io.BytesIO(content))
        lines = list(lines_of(document))
        numbered = document.element.body.find(f".//{NUMBERED}") is not None
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError, OSError, zipfile.BadZipFile):
        raise Unreadable(_("打不开这个 Word 文档，文件可能已损坏；请在 Word 或 WPS 里重新保存后再试。")) from None
    return "\n".join(lines), (_("用了自动编号，编号不在文字里，没有检查"),) if numbered else ()


def guard(content: bytes) -> None:
    """Refuse what is no archive, and an archive that would unpack to a flood."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Unreadable(_("内容不是 Word 文档（.docx），文件可能已损坏，或改过扩展名。")) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(_("文档解压后过大，为安全起见没有打开；请删去图片和附件后再试。"))
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable(_("文档有密码保护，请先取消密码再校对。"))
    if not any(part.filename == "word/document.xml" for part in parts):
        raise Unreadable(_("内容不是 Word 文档（.docx），是别的压缩包。"))


def lines_of(document: Any) -> Iterator[str]:
    """Paragraphs and tables as they follow one another."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from rows_of(block)
        else:
            yield paragraph(block._p)


def rows_of(table: Table) -> Iterator[str]:
    """One line a row, the cells apart by tabs; a merged cell stands once."""
    for row in table._tbl.tr_lst:
        cells = (" ".join(paragraph(p) for p in cell.iter(f"{W}p")) for cell in row.tc_lst)
        line = "\t".join(" ".join(cell.split()) for cell in cells)
        if line.strip():
            yield line


def paragraph(element: Any) -> str:
    """The text of a paragraph: runs, links and insertions; a text box counts once."""
    found = []
    for node in element.iter():
        if node.tag in (TEXT, *GAPS) and not any(parent.tag == FALLBACK for parent in node.iterancestors()):
            found.append((node.text or "") if node.tag == TEXT else GAPS[node.tag])
    return "".join(found)
