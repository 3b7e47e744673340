"""What it takes to print a year's report from the command line: the year, its report, the bytes, a whole file."""

import os
import secrets
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

import db
from commands.common import own_bureau, refuse
from files import Store
from models.appendix import listed_items
from models.book import rows_of
from models.citation import citations_of
from models.drafts import sources
from models.edition import passages, standing_edition
from models.finders import year_by_no
from models.origins import origins
from models.year import Year
from reports.book import Book
from reports.html import document
from reports.origins import with_sources
from reports.pdf import Engine, RenderFailed
from reports.sourced import passages_of
from reports.values import Report
from reports.year import pieces, report_from


def find_year(no: int) -> Year:
    """A year by its number; ends the command where it is not there."""
    bureau = own_bureau()
    year = year_by_no(db.session(), bureau.key_id, no) if bureau else None
    if year is None:
        refuse(_("没有 %(no)s 年度，请先用 flask year open 建立。", no=no))
    return year


def year_report(year: Year) -> Report:
    """The report as the year is now."""
    session = db.session()
    own, book = (
        pieces(year, sources(session, year.key_id), passages(session, year.key_id)),
        Book(rows_of(session, year)),
    )
    told = passages_of(own, citations_of(session, year.key_id), book)
    report = report_from(year, year.bureau, own, listed_items(session, year), book)
    return with_sources(report, own, told, book, origins(session, year, book.rows.figures))


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
    session = db.session()
    edition = standing_edition(session, year.key_id)
    if edition is not None and engine is not None:
        store: Store = current_app.extensions["store"]
        return store.path(edition.pdf_sha256).read_bytes()
    html = document(Report.from_json(edition.values) if edition is not None else year_report(year))
    return engine.print(html) if engine is not None else html.encode()


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
