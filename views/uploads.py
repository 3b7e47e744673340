"""What comes in as a file: kept in the store, told by its content, named harmlessly."""

import re
from pathlib import PurePosixPath

from flask import current_app, flash
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

import db
from desk.intake import Taken, Upload
from files import Store
from models.evidence import Evidence, EvidenceLink, FileKind
from models.ledger import places, same_content
from views.access import me

LONGEST_NAME = 200
SUFFIXES = {".pdf": "pdf"} | dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp"), "image")
TEXTS = {".txt", ".text", ".md", ".csv", ".tsv", ".log", ".json", ".yaml", ".yml", ".ini", ".rtf", ".eml", ".tex"}
SCRIPTS = {".bat", ".cmd", ".ps1", ".sh", ".js", ".vbs", ".py", ".hta"}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
NAMED = re.compile(r"\.[a-z][a-z0-9]{0,7}")  # an ending that says what a file is, not the end of a date or a number


def store() -> Store:
    held: Store = current_app.extensions["store"]
    return held


def plain_name(name: str | None) -> str:
    """The last part of an uploaded name, without signs that are not seen; it is only ever shown, never a path."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(char for char in last if char.isprintable()).strip()
    if not seen.strip("."):
        return _("未命名")
    suffix = PurePosixPath(seen).suffix
    return seen if len(seen) <= LONGEST_NAME else seen[: LONGEST_NAME - len(suffix[:20])] + suffix[:20]


def chosen(files: object) -> list[FileStorage]:
    """The files of a field; browsers send one without a name where nothing was chosen."""
    many = files if isinstance(files, list) else [files]
    return [one for one in many if isinstance(one, FileStorage) and one.filename]


def faults(files: list[FileStorage]) -> list[str]:
    """What is wrong with each file, before any of them is kept."""
    found = []
    for one in files:
        size = one.stream.seek(0, 2)
        one.stream.seek(0)
        if size > store().limit:
            found.append(_("“%(name)s”超过 50 MB，请压缩或分开上传。", name=plain_name(one.filename)))
        elif not size:
            found.append(_("“%(name)s”是空文件，请检查后重新选择。", name=plain_name(one.filename)))
    return found


def as_they_come(files: list[FileStorage]) -> list[Upload]:
    """Uploaded files under names that do no harm."""
    return [Upload(plain_name(one.filename), one.stream) for one in files]


def tell_doubles(taken: Taken) -> None:
    """Say which files were left out, since they are there already."""
    for double in taken.doubles:
        flash(_(double.text, **double.values), "warn")


def doubt_of(file: Evidence) -> str | None:
    """What does not fit between the name and the content of a file, in words; None where nothing does."""
    suffix = PurePosixPath(file.file_name).suffix.lower()
    promised, is_text = SUFFIXES.get(suffix), file.kind == FileKind.TEXT
    with store().path(file.sha256).open("rb") as kept:
        head = kept.read(4)
    if head.startswith(PROGRAMS) or (is_text and suffix in SCRIPTS):
        return _("“%(name)s”的内容是程序或脚本，一般不能作佐证。请核对文件。", name=file.file_name)
    if is_text and NAMED.fullmatch(suffix) and suffix not in TEXTS:
        return _("“%(name)s”的扩展名是 %(end)s，内容却是文本。请核对文件。", name=file.file_name, end=suffix)
    if promised is not None and promised != file.kind.value:
        return _("“%(name)s”的内容和扩展名不符，或图片尺寸过大，只提供下载。请核对文件。", name=file.file_name)
    return None


def remarks(row: EvidenceLink) -> None:
    """Say what a person may not expect of a file that was kept: its content, or that it is there already."""
    file = row.evidence
    if doubt := doubt_of(file):
        flash(doubt, "warn")
    twin = same_content(db.session(), me(), file)
    if twin is not None:
        where = places(db.session(), me(), [twin.key_id]).get(twin.key_id, [])
        words = _("“%(name)s”和已有材料“%(title)s”（%(where)s）内容完全相同，磁盘上只存一份。下次可以直接选用。")
        flash(
            words % {"name": file.file_name, "title": twin.title, "where": "、".join(name for _id, name in where[:3])},
            "warn",
        )
