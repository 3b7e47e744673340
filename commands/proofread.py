"""flask proofread: the findings of any text file, in words or as JSON; exit 1 for errors, 2 for what cannot be read."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError

import db
from commands.common import _l, own_bureau
from desk.book import book_of
from models.years import year_by_no
from proofread import Finding, Known, Severity, check
from proofread.files import Text, read_path
from proofread.message import Unreadable
from proofread.page import rules_page
from reports.known import known_of

WORDS = {Severity.ERROR: _l("错误"), Severity.WARNING: _l("警告"), Severity.NOTE: _l("提示")}


def line_of(name: str, one: Finding) -> str:
    """file:line:column severity rule message, then the quote and what is expected; columns count from 1 for people."""
    quote = f"  「{printable(one.quote)}」" if one.quote else ""
    expected = f" → {printable(one.expected)}" if one.expected else ""
    said = f"{_(WORDS[one.severity])} {one.rule} {printable(one.says.said(_))}"
    return f"{name}:{one.line}:{one.start + 1} {said}{quote}{expected}"


def printable(text: str) -> str:
    """Text of a stranger's file on a terminal: without control characters."""
    return "".join(char if char.isprintable() else "·" for char in text)


def counts(found: list[Finding]) -> str:
    """How many of each severity."""
    return "，".join(
        _("%(word)s %(count)s 处", word=_(word), count=sum(one.severity is severity for one in found))
        for severity, word in WORDS.items()
    )


def readable(path: Path) -> Text | None:
    """The text of a file; None, and words on standard error, where there is none."""
    try:
        text = read_path(path)
    except Unreadable as why:
        click.echo(f"{printable(str(path))}: {why.says.said(_)}", err=True)
        return None
    for remark in text.remarks:
        click.echo(f"{printable(str(path))}: {remark.said(_)}", err=True)
    return text


def known_figures(no: int | None) -> list[Known]:
    """The year's confirmed figures and those of the year before; none without a year, or without a database."""
    if no is None:
        return []
    try:
        bureau = own_bureau()
        year = year_by_no(db.session(), bureau.key_id, no) if bureau else None
        if year is None:
            return []
        book = book_of(db.session(), year, before=True)
        own = known_of(book, _("台账"))
        return own + (known_of(book.before, _("上年报告")) if book.before else [])
    except DBAPIError:  # a text can be read where nothing is set up
        return []


@click.command("proofread", help=_l("校对文件：.txt .md .docx .pdf。有错误时退出码为 1，有文件读不了为 2。"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_l("标准输出只有一个 JSON 列表。"))
@click.option("--year", type=click.IntRange(1950, 2100), help=_l("报告的年度：核对年份，并与这一年的数据对照。"))
@click.option("--rules", is_flag=True, help=_l("打印校对规则一览（Markdown）。"))
@with_appcontext
def cli(files: tuple[Path, ...], as_json: bool, year: int | None, rules: bool) -> None:
    if rules:
        click.echo(rules_page(_), nl=False)
        return
    if not files:
        raise click.UsageError(_("请写明要校对的文件。"))
    told: list[dict[str, object]] = []
    found: list[Finding] = []
    unread, known = 0, known_figures(year)
    for path in files:
        text = readable(path)
        if text is None:
            unread += 1
            continue
        mine = check(text.text, year=year, known=known)
        found += mine
        if as_json:
            told += [{"file": str(path), **one.to_json()} for one in mine]
            continue
        for one in mine:
            click.echo(line_of(printable(str(path)), one))
        click.echo(_("%(file)s：%(counts)s。", file=printable(str(path)), counts=counts(mine)))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    if unread:
        raise SystemExit(2)
    if any(one.severity is Severity.ERROR for one in found):
        raise SystemExit(1)
