"""What is told about a year's report on the command line: the look before the print, and its figures with sources."""

import json

import click
from flask import current_app
from flask_babel import gettext as _

import db
from commands.common import _l, refuse
from commands.printing import find_year, why
from desk.gate import measured_notes, notes_of, unexplained
from desk.report import Desk, desk_of
from models.ledger import ids_of
from reports.check import Note, Severity
from reports.pdf import RenderFailed, render
from reports.sourced import as_json

WORDS = {Severity.ERROR: _l("错误"), Severity.WARNING: _l("提醒"), Severity.NOTE: _l("说明")}


def look(year: int, *, as_data: bool) -> None:
    desk = desk_of(db.session(), find_year(year))
    notes = notes_of(desk, unexplained(desk)) + on_paper(desk)
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


def on_paper(desk: Desk) -> list[Note]:
    """What is measured on the finished paper, which is printed for it; ends with 1 and words where none can be made."""
    try:
        return measured_notes(desk, desk.pdf(current_app.extensions["store"], render))
    except RenderFailed as failure:
        current_app.logger.error("report %s: %s", desk.year.no, failure)
        refuse(why(failure))


def figures(year: int, *, as_data: bool) -> None:
    found, session = find_year(year), db.session()
    desk = desk_of(session, found)
    if desk.edition is not None and desk.edition.figures is None:
        click.echo(_("这一版定稿没有保存数字来源，下面是现在的数据；撤销后重新定稿就会保存。"), err=True)
    rows = as_json(desk.told, lambda rule: ids_of(session, found.key_id, rule))
    if as_data:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        source = row["source"]
        click.echo(f"{row['text']}\t{row['passage']}\t{source['kind'] if source else _('没有来源')}")
    sourced = sum(row["source"] is not None for row in rows)
    click.echo(_("共 %(n)s 个数字，%(m)s 个有来源。", n=len(rows), m=sourced))
