"""What is told about a year's report on the command line: the look before the print, and its figures with sources."""

import json

import click
from flask_babel import gettext as _

import db
from commands.common import _l
from commands.printing import find_year, year_report
from models.book import rows_of
from models.citation import citations_of
from models.dismissal import dismissals
from models.drafts import sources
from models.edition import passages, standing_edition
from models.record_finder import ids_of
from reports.book import Book
from reports.check import Severity, check
from reports.frozen import frozen_passages
from reports.proof import proof
from reports.sourced import as_json, passages_of, unusable
from reports.values import Report
from reports.year import pieces

WORDS = {Severity.ERROR: _l("错误"), Severity.WARNING: _l("提醒"), Severity.NOTE: _l("说明")}


def look(year: int, *, as_data: bool) -> None:
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
    flaws = [one for one in proof(report) if one.of(explained) is None]
    notes = check(found, found.bureau, report, every, flaws, unusable(told), final=edition is not None)
    said = [(one, _(one.text, **dict(one.values))) for one in notes]
    if as_data:
        rows = [{"rule": n.rule, "severity": n.severity, "slot": n.slot, "message": text} for n, text in said]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for one, text in said:
            click.echo(f"{_(WORDS[one.severity])}：{text}" + (f"（{one.slot}）" if one.slot else ""))
        if not said:
            click.echo(_("没有发现问题，可以打印。"))
    if any(one.severity != Severity.NOTE for one in notes):
        raise SystemExit(1)


def figures(year: int, *, as_data: bool) -> None:
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
