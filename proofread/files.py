"""A file as plain text: .txt .md .docx .pdf. What cannot be read says why in words, and what to do."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from cleaning import cleaned
from proofread.message import Message, Unreadable, _

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 2_000_000
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
KNOWN = {
    b"%PDF-": Message("PDF"),
    b"PK\x03\x04": _("压缩包或 Office 文档"),
    OLE: _("旧版 Office 文档"),
    b"\x89PNG": _("图片"),
    b"\xff\xd8\xff": _("图片"),
    b"GIF8": _("图片"),
    b"\x7fELF": _("程序"),
    b"MZ": _("程序"),
}
KINDS = (".txt", ".md", ".docx", ".pdf")
MOST_LOST = 20


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, and what the reader had to suppose about it."""

    text: str
    remarks: tuple[Message, ...] = field(default=())


def read_path(path: Path) -> Text:
    """The text of a file on disk. Raises Unreadable."""
    try:
        if path.is_dir():
            raise Unreadable(_("这是文件夹，请指定其中的文件。"))
        size = path.stat().st_size
        too_large(size)
        content = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(_("没有这个文件。")) from None
    except PermissionError:
        raise Unreadable(_("没有权限读这个文件。")) from None
    except OSError as error:
        raise Unreadable(_("读不了这个文件：%(why)s。", why=error.strerror)) from None
    return read_bytes(path.name, content)


def too_large(size: int) -> None:
    """Refuse before anything is read into memory."""
    if size > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        says = _("文件有 %(n)s MB，超过 %(most)s MB 的上限，请拆分后再校对。", n=f"{size / 1024 / 1024:.1f}", most=most)
        if size == MOST_BYTES + 1:  # read no further than the limit, content does not say how large its file is
            says = _("文件超过 %(most)s MB 的上限，请拆分后再校对。", most=most)
        raise Unreadable(says)


def read_bytes(name: str, content: bytes) -> Text:
    """The text of a file by its name's ending. Raises Unreadable."""
    ending = Path(name).suffix.lower()
    too_large(len(content))
    if ending not in KINDS:
        says = _("只读 %(kinds)s 文件，不读“%(ending)s”。", kinds=KINDS, ending=ending or _("没有扩展名的文件"))
        if ending in (".doc", ".wps", ".rtf", ".dot"):
            says = _("只读 %(kinds)s 文件，不读“%(ending)s”。请另存为 .docx 后再试。", kinds=KINDS, ending=ending)
        raise Unreadable(says)
    if not content:
        raise Unreadable(_("文件是空的，没有内容。"))
    readers = {".docx": docx_text, ".pdf": pdf_text}
    read = readers.get(ending, plain_text)(content)
    found = replace(read, text=cleaned(read.text))
    if not found.text.strip():
        raise Unreadable(_("文件里没有文字。"))
    if len(found.text) > MOST_CHARACTERS:
        raise Unreadable(
            _("文字有 %(n)s 字，超过 %(most)s 字的上限，请拆分后再校对。", n=len(found.text), most=MOST_CHARACTERS)
        )
    return found


def plain_text(content: bytes) -> Text:
    """UTF-8 first, UTF-16 where it says so, then GB18030; a binary file is refused."""
    for magic, what in KNOWN.items():
        if content.startswith(magic):
            raise Unreadable(_("扩展名是文本，内容却是%(what)s，请改用正确的扩展名，或另存为文本文件。", what=what))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decoded(content, "utf-16", _("按 UTF-16 读取"))
    controls = sum(content.count(bytes([code])) for code in (*range(9), 11, *range(14, 27), *range(28, 32)))
    if controls * 100 > len(content) or b"\0" in content:
        raise Unreadable(_("内容不是文本，是二进制数据。"))
    try:
        return Text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        mended = content.decode("utf-8-sig", errors="replace")
    lost = mended.count("\ufffd")
    if lost <= MOST_LOST and lost * 200 < len(mended):
        return Text(mended, (_("有 %(n)s 处不是有效的 UTF-8，已用“%(mark)s”代替", n=lost, mark="\ufffd"),))
    return decoded(content, "gb18030", _("不是 UTF-8，按 GB18030 读取"))


def decoded(content: bytes, encoding: str, remark: Message) -> Text:
    """The text in an older encoding, and a word about it."""
    try:
        return Text(content.decode(encoding), (remark,))
    except UnicodeDecodeError:
        raise Unreadable(_("认不出文字的编码，既不是 UTF-8，也不是 GB18030；请另存为 UTF-8 后再试。")) from None


def docx_text(content: bytes) -> Text:
    """A Word document; what is protected or of the old kind is named."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(_("文档有密码保护，请先在 Word 或 WPS 里取消密码再校对。"))
        raise Unreadable(_("这是旧版 Word 文档（.doc），请另存为 .docx 后再试。"))
    from proofread import word  # brings a library that no page but this one needs

    return Text(*word.text_of(content))


def pdf_text(content: bytes) -> Text:
    """A PDF with a text layer."""
    from proofread import pdf  # brings a library that no page but this one needs

    return Text(pdf.text_of(content))
