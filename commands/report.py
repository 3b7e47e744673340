"""flask report: the year's report as a PDF or HTML that stands alone, a look before the print, figures with sources."""

import json
import os
import secrets
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

import db
from commands.common import refuse
from files import Store
from models.appendix import listed_items
from models.book import rows_of
from models.citation import citations_of
from models.dismissal import dismissals
from models.drafts import sources
from models.edition import passages, standing_edition
from models.finders import year_by_no
from models.origins import origins
from models.people import the_bureau
from models.record_finder import ids_of
from models.year import Year
from reports.book import Book
from reports.check import Severity, check
from reports.frozen import frozen_passages
from reports.html import document
from reports.origins import with_sources
from reports.pdf import RenderFailed, render
from reports.proof import proof
from reports.sourced import as_json, passages_of, unusable
from reports.values import Report
from reports.year import pieces, report_from

cli = AppGroup("report", help="年度报告。")


def find_year(no: int) -> Year:
    """A year by its number; ends the command where it is not there."""
    bureau = the_bureau(db.session())
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


def built(year: Year, kind: str) -> bytes:
    """The bytes of the report; a standing edition is handed out as it was frozen."""
    session = db.session()
    edition = standing_edition(session, year.key_id)
    if edition is not None and kind == ".pdf":
        store: Store = current_app.extensions["store"]
        return store.path(edition.pdf_sha256).read_bytes()

    def html() -> str:
        return document(Report.from_json(edition.values) if edition is not None else year_report(year))

    return html().encode() if kind == ".html" else render(html)


@cli.command("build", help="生成年度报告。--out 以 .pdf 或 .html 结尾。")
@click.argument("year", type=int)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="输出文件。")
def build(year: int, out: Path) -> None:
    if out.suffix not in (".pdf", ".html"):
        raise click.UsageError(_("--out 应以 .pdf 或 .html 结尾。"))
    found = find_year(year)
    try:
        write_whole(out, built(found, out.suffix))
    except RenderFailed as failure:
        current_app.logger.error("report %s: %s", year, failure)
        refuse(why(failure))
    except OSError as error:
        refuse(_("写不了“%(path)s”：%(why)s", path=out, why=error.strerror))
    click.echo(str(out.resolve()))


WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


@cli.command("check", help="打印前检查年度报告。有错误或提醒时退出码为 1。")
@click.argument("year", type=int)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def look(year: int, as_json: bool) -> None:
    found, session = find_year(year), db.session()
    edition = standing_edition(session, found.key_id)
    report = Report.from_json(edition.values) if edition is not None else year_report(found)
    every = pieces(found, sources(session, found.key_id), passages(session, found.key_id))
    explained = dismissals(session, found.key_id)
    told = (
        frozen_passages(edition.figures or ())
        if edition is not None
        else passages_of(every, citations_of(session, found.key_id), Book(rows_of(session, found)))
    )
    notes = check(
        found, found.bureau, report, every, [one for one in proof(report) if one.mark not in explained], unusable(told)
    )
    said = [(one, _(one.text, **dict(one.values))) for one in notes]
    if as_json:
        rows = [{"rule": n.rule, "severity": n.severity, "slot": n.slot, "message": text} for n, text in said]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for one, text in said:
            click.echo(f"{_(WORDS[one.severity])}：{text}" + (f"（{one.slot}）" if one.slot else ""))
        if not said:
            click.echo(_("没有发现问题，可以打印。"))
    if any(one.severity != Severity.NOTE for one in notes):
        raise SystemExit(1)


@cli.command("figures", help="列出报告里的每个数字和它的来源。--json 输出全部内容。")
@click.argument("year", type=int)
@click.option("--json", "as_data", is_flag=True, help="输出 JSON。")
def figures(year: int, as_data: bool) -> None:
    found, session = find_year(year), db.session()
    book = Book(rows_of(session, found))
    edition = standing_edition(session, found.key_id)
    if edition is not None and edition.figures is not None:
        told = frozen_passages(edition.figures)
    else:
        own = pieces(found, sources(session, found.key_id), passages(session, found.key_id))
        told = passages_of(own, citations_of(session, found.key_id), book)
    if edition is not None and edition.figures is None:
        click.echo(_("这一版定稿没有保存数字来源，下面是现在的数据；撤销后重新定稿就会保存。"), err=True)
    rows = as_json(told, lambda rule: ids_of(session, found.key_id, rule))
    if as_data:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        source = row["source"]
        click.echo(f"{row['text']}\t{row['passage']}\t{source['kind'] if source else _('没有来源')}")
    sourced = sum(row["source"] is not None for row in rows)
    click.echo(_("共 %(n)s 个数字，%(m)s 个有来源。", n=len(rows), m=sourced))
