"""flask report: the year's report as a PDF or HTML that stands alone, a look before the print, figures with sources."""

from contextlib import nullcontext
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from commands.common import _l
from reports.pdf import Engine

cli = AppGroup("report", help=_l("年度报告。"))


@cli.command("build", help=_l("生成年度报告。--out 以 .pdf 或 .html 结尾。"))
@click.argument("year", type=int)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help=_l("输出文件。"))
def build(year: int, out: Path) -> None:
    if out.suffix not in (".pdf", ".html"):
        raise click.UsageError(_("--out 应以 .pdf 或 .html 结尾。"))
    with Engine() if out.suffix == ".pdf" else nullcontext() as engine:  # it gets ready while the tables are loaded
        from commands import printing

        printing.build(year, out, engine)


@cli.command("check", help=_l("打印前检查年度报告。有错误或提醒时退出码为 1。"))
@click.argument("year", type=int)
@click.option("--json", "as_data", is_flag=True, help=_l("以 JSON 输出。"))
def look(year: int, as_data: bool) -> None:
    from commands import looking

    looking.look(year, as_data=as_data)


@cli.command("figures", help=_l("列出报告里的每个数字和它的来源。--json 输出全部内容。"))
@click.argument("year", type=int)
@click.option("--json", "as_data", is_flag=True, help=_l("输出 JSON。"))
def figures(year: int, as_data: bool) -> None:
    from commands import looking

    looking.figures(year, as_data=as_data)
