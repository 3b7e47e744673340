"""flask start: what make run does after set-up: migrate, load the demonstration if empty, print the report, serve."""

import os
import socket
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

import config
import db
from commands.common import _l, own_bureau, refuse
from commands.demo import accounts, load_if_empty
from commands.printing import built, find_year, why, write_whole
from models.people import all_bureaus
from models.years import years
from reports.pdf import Engine, RenderFailed


def report_file(settings: config.Settings) -> Path | None:
    """The report of the newest year in the data folder; None where there is no year, or whose it would be is unclear."""
    if len(all_bureaus(db.session())) > 1:
        return None
    bureau = own_bureau()
    found = years(db.session(), bureau.key_id) if bureau else []
    if not found:
        return None
    path = settings.data / f"report-{found[0][0]}.pdf"
    with Engine() as engine:
        write_whole(path, built(find_year(found[0][0]), engine))
    return path


def must_be_free(port: int) -> None:
    """Refuse before anything is done where something else listens already: its pages would pass for ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            refuse(_("端口 %(port)s 已被占用。请换一个：PORT=%(other)s make run", port=port, other=port + 1))


@click.command("start", help=_l("升级数据库，空库装入演示数据，生成报告，在 127.0.0.1 启动服务。"))
@with_appcontext
def cli() -> None:
    settings: config.Settings = current_app.config["SETTINGS"]
    must_be_free(settings.port)
    if load_if_empty():
        click.echo(_("已装入 2020 年演示数据。"))
    db.analyze()
    try:
        path = report_file(settings)
    except RenderFailed as failure:
        refuse(why(failure))
    rows = accounts()
    if rows:
        click.echo(_("演示账号（密码都是 %(password)s）：", password=rows[0]["password"]))
        for row in rows:
            click.echo(f"  {row['username']:<16} {row['name']}")
    if path:
        click.echo(f"PDF: {path}")
    click.echo(_("打开 http://127.0.0.1:%(port)s", port=settings.port))
    sys.stdout.flush()
    db.session().close()
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{settings.port}", "--worker-class", "gthread"]
    os.execv(  # noqa: S606 - fixed words and a checked port
        sys.executable, [*gunicorn, "--threads", "8", "--timeout", "120", "--log-level", "warning", "app:create_app()"]
    )
