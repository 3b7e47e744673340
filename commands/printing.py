"""What it takes to print a year's report from the command line: the year, the bytes, a whole file."""

import os
import secrets
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

import db
from commands.common import own_bureau, refuse
from desk.report import desk_of
from models.years import Year, year_by_no
from reports.html import document
from reports.pdf import Engine, RenderFailed


def find_year(no: int) -> Year:
    """A year by its number; ends the command where it is not there."""
    bureau = own_bureau()
    year = year_by_no(db.session(), bureau.key_id, no) if bureau else None
    if year is None:
        refuse(_("没有 %(no)s 年度，请先用 flask year open 建立。", no=no))
    return year


def why(failure: RenderFailed) -> str:
    """What a failed print means, in words."""
    words = {
        "timeout": _("排版超过 60 秒，已停止。请稍后再试。"),
        "fonts": _("没有中文字体，无法排版。请先安装：apt-get install fonts-noto-cjk"),
    }
    return words.get(failure.reason, _("排版程序出错，没有生成文件。"))


def write_whole(path: Path, content: bytes) -> None:
    """All or nothing: a reader never finds half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(draft, "xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def built(year: Year, engine: Engine | None) -> bytes:
    """The report as a PDF, or as HTML without an engine; a standing edition is handed out as it was frozen."""
    desk, store = desk_of(db.session(), year), current_app.extensions["store"]
    if engine is None:
        return document(desk.report).encode()
    return desk.pdf(store, lambda made: engine.print(made()))


def build(no: int, out: Path, engine: Engine | None) -> None:
    """Write the report of a year to a file and print its path; ends with 1 and words where that cannot be."""
    found = find_year(no)
    try:
        write_whole(out, built(found, engine))
    except RenderFailed as failure:
        current_app.logger.error("report %s: %s", no, failure)
        refuse(why(failure))
    except OSError as error:
        refuse(_("写不了“%(path)s”：%(why)s", path=out, why=error.strerror))
    click.echo(str(out.resolve()))
