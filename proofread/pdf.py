"""The text of a PDF, its printed lines joined to paragraphs where they were merely wrapped."""

import re
from dataclasses import dataclass

import pypdfium2

from proofread.message import Unreadable, _

MOST_PAGES = 500
PAGE_NUMBER = re.compile(r"[\s\-—–·]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:\s*共\s*\d+\s*页)?[\s\-—–·]*")
OPENER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]+[章节条]"
)
TITLE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[^。；：，！？;:,!?]{1,40}")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, and where it begins and ends on the page."""

    text: str
    left: float
    right: float
    size: float


def text_of(content: bytes) -> str:
    """All pages as paragraphs. Raises Unreadable for what is protected, damaged, too long, or has no text."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Unreadable(_("PDF 有密码保护，请先取消密码再校对。")) from None
        raise Unreadable(_("打不开这个 PDF，文件可能已损坏，或不是 PDF。")) from None
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(
                _("PDF 有 %(n)s 页，超过 %(most)s 页的上限，请拆分后再校对。", n=len(document), most=MOST_PAGES)
            )
        lines = [line for page in range(len(document)) for line in page_lines(document, page)]
    except pypdfium2.PdfiumError:
        raise Unreadable(_("PDF 里有读不出的页，文件可能已损坏。")) from None
    finally:
        document.close()
    if not lines:
        raise Unreadable(_("PDF 里没有文字，多半是扫描件；请先做文字识别（OCR），再校对识别出的文字。"))
    return "\n".join(joined(lines))


def page_lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    """The printed lines of a page in reading order, without its page number."""
    page = document[number]
    text = page.get_textpage()
    found = []
    try:
        for line in re.finditer(r"[^\r\n]+", text.get_text_range()):
            begin, end = line.start(), line.end() - 1
            shown = line[0].replace("\x02", "").replace("\ufffe", "").rstrip()
            if not shown.strip() or end >= text.count_chars():
                continue
            first = begin + len(line[0]) - len(line[0].lstrip())
            last = begin + len(line[0].rstrip()) - 1
            left, bottom, _, top = text.get_charbox(first, loose=True)
            found.append(Line(shown, left, text.get_charbox(last, loose=True)[2], top - bottom))
    finally:
        text.close()
        page.close()
    edges = {0, len(found) - 1}
    return [line for index, line in enumerate(found) if index not in edges or not PAGE_NUMBER.fullmatch(line.text)]


def joined(lines: list[Line]) -> list[str]:
    """Paragraphs: a line that reaches the right margin goes on in the next one, unless that is indented or a heading.

    A heading that fills its line goes on only in a line that hangs further left, as the second line of a paragraph does.
    """
    long = [line for line in lines if len(line.text) >= 12] or lines
    left = sorted(line.left for line in long)[len(long) // 10]
    right = sorted(line.right for line in long)[len(long) * 9 // 10]
    found: list[str] = []
    before: Line | None = None
    for line in lines:
        wrapped = (
            before is not None
            and before.right > right - 2.2 * before.size
            and line.left < left + 1.2 * line.size
            and abs(line.size - before.size) < 0.25 * before.size
            and not OPENER.match(line.text)
            and not (TITLE.fullmatch(before.text.strip()) and line.left > before.left - 0.5 * line.size)
        )
        if wrapped:
            found[-1] += glue(found[-1], line.text) + line.text.lstrip()
        else:
            found.append(line.text.strip())
        before = line
    return found


def glue(before: str, after: str) -> str:
    """Two Latin words that were parted by the line's end need their blank again."""
    return (
        " " if before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha() else ""
    )
