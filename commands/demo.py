"""flask demo: the demonstration year, in an empty database alone."""

import json
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

import db
from commands.common import _l
from files import Store
from models.people import DEMO_PASSWORD, people, the_bureau


def load_if_empty() -> bool:
    """Migrate, then load the demonstration where no bureau is there; False where one is."""
    db.upgrade()
    session = db.session()
    if the_bureau(session) is not None:
        return False
    from demo import load  # with all that it plays; no other command needs it

    store: Store = current_app.extensions["store"]
    load(session, store)
    db.commit()
    return True


def accounts() -> list[dict[str, str]]:
    """The demonstration's accounts, one for each role first; none where the database is no demonstration."""
    bureau = the_bureau(db.session())
    if bureau is None or bureau.demo_as_of is None:
        return []
    found = []
    for person in people(db.session(), bureau.key_id, active=True):
        for role in sorted(person.roles):
            found.append(
                {"role": role.value, "username": person.username, "password": DEMO_PASSWORD, "name": person.name}
            )
    seen: set[str] = set()
    firsts: list[dict[str, str]] = []
    others: list[dict[str, str]] = []
    for one in found:
        (others if one["role"] in seen else firsts).append(one)
        seen.add(one["role"])
    return firsts + others


@click.command("demo", help=_l("把 2020 年的演示数据装入空数据库；数据库不空则什么也不改。"))
@click.option("--accounts", "show", is_flag=True, help=_l("列出演示账号。"))
@click.option("--json", "as_json", is_flag=True, help=_l("与 --accounts 同用，输出 JSON。"))
@with_appcontext
def cli(show: bool, as_json: bool) -> None:
    if as_json and not show:
        raise click.UsageError(_("--json 要与 --accounts 同用。"))
    if show:
        db.upgrade()
        rows = accounts()
        if as_json:
            click.echo(json.dumps([{key: row[key] for key in ("role", "username", "password")} for row in rows]))
        else:
            for row in rows:
                click.echo(f"{row['role']:<8} {row['username']:<16} {row['password']}  {row['name']}")
        return
    started = datetime.now(UTC)
    if load_if_empty():
        seconds = (datetime.now(UTC) - started).total_seconds()
        click.echo(_("已装入 2020 年演示数据（用时 %(n)s 秒）。", n=f"{seconds:.1f}"))
    else:
        click.echo(_("数据库里已有单位，没有装入演示数据，也没有改动任何内容。"))
