"""flask year: open a year from checklists and an outline, and list years."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

import db
from checklists import Wrong
from commands.common import _l, in_words, own_bureau, refuse, tell_problems
from desk.opening import File, Unreadable, apart, open_from, read_plan
from models.act import Act
from models.base import NotAllowed
from models.entries import recount_told
from models.records import recount
from models.years import bureau_named, year_by_no, years

cli = AppGroup("year", help=_l("年度。"))


@cli.command("open", help=_l("由清单和提纲建立一个年度。清单可给内置名称或文件路径，可以给几份。"))
@click.argument("year", type=int)
@click.option("--checklist", "checklists", multiple=True, required=True, help=_l("清单名称或路径，可重复。"))
@click.option(
    "--outline",
    "outlines",
    multiple=True,
    required=True,
    help=_l("报告提纲的名称或路径；standard 按清单的章节生成标准提纲。"),
)
@click.option("--bureau", default="", help=_l("数据库还没有单位时，用这个名称建立。"))
@click.argument("more", nargs=-1)
def open_(
    year: int, checklists: tuple[str, ...], outlines: tuple[str, ...], bureau: str, more: tuple[str, ...]
) -> None:
    db.upgrade()
    session, now = db.session(), datetime.now(UTC)
    try:
        lists, more_outlines = apart(File(name) for name in (*checklists, *more))
        plan = read_plan(lists, [*(File(name) for name in outlines), *more_outlines])
        held = bureau_named(session, bureau, Act(None, now))
        opened = open_from(session, held, year, plan, Act(None, held.moment(now)))
        db.commit()
    except Unreadable as wrong:
        for name, faults in wrong.faults:
            tell_problems(name, faults)
        refuse(_("没有建立年度，请先改正上面的问题。"))
    except Wrong as wrong:
        tell_problems(outlines[0], wrong)
        refuse(_("没有建立年度，请先改正上面的问题。"))
    except NotAllowed as refusal:
        refuse(in_words(refusal))
    except SQLAlchemyError:
        refuse(_("数据库写不进去，没有建立年度。请运行 flask doctor 查看原因。"))
    click.echo(_("已建立 %(no)s 年度，共 %(n)s 项，现为筹备状态。", no=year, n=opened.items))
    if not held.named:
        click.echo(
            _("单位还没有名称，报告里先写“%(name)s”。定名：flask user add … --bureau 单位全称", name=held.name),
            err=True,
        )
    for remark in opened.remarks:
        click.echo(remark.said(_), err=True)
    if opened.before:
        click.echo(_("工作记录类型、指标和勾稽关系沿用 %(no)s 年度的，数值重新填。", no=opened.before))


@cli.command("list", help=_l("列出各年度和状态。"))
def list_() -> None:
    db.upgrade()
    held = own_bureau()
    for no, state in years(db.session(), held.key_id) if held else []:
        click.echo(f"{no}  {_(state.word)}")


@cli.command("recount", help=_l("按逐条工作记录和进展重新合计一个年度的次数、件数、各月已报情况和进度。"))
@click.argument("year", type=int)
def recount_(year: int) -> None:
    held = own_bureau()
    found = year_by_no(db.session(), held.key_id, year) if held else None
    if found is None:
        refuse(_("没有 %(no)s 年度，请先用 flask year open 建立。", no=year))
    recount(db.session(), found.key_id)
    recount_told(db.session(), found.key_id)
    db.commit()
    click.echo(_("已重新合计 %(no)s 年度的工作记录和进展。", no=year))
