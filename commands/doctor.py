"""flask doctor: whether everything the product needs is there, and how to mend what is not."""

import json
from dataclasses import asdict

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from commands.common import _l
from doctor import lines, sweep


@click.command("doctor", help=_l("检查数据库、数据目录、排版库、字体、日历和材料文件。"))
@click.option("--json", "as_json", is_flag=True, help=_l("输出 JSON。"))
@click.option("--sweep", "sweeping", is_flag=True, help=_l("清理没有登记、已满一天的文件。"))
@with_appcontext
def cli(as_json: bool, sweeping: bool) -> None:
    if sweeping:
        gone = sweep()
        click.echo(_("已清理 %(n)s 个没有登记的文件。", n=gone), err=as_json)
    found = lines(thorough=True)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        for one in found:
            click.echo(f"{'ok  ' if one.ok else 'FAIL'} {one.says}" + (f"。{one.mend}" if one.mend else ""))
    raise SystemExit(0 if all(one.ok for one in found) else 1)
