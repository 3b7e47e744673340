"""flask checklist check: every mistake of checklist and outline files, with line and cure."""

from collections.abc import Callable
from typing import TypeVar

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from checklists import (
    SAMPLES,
    Wrong,
    available,
    kind_of,
    packaged_data,
    placeless,
    read_checklist,
    read_indicators,
    read_kinds,
    read_outline,
    remarks_of,
    typed_years,
)
from checklists.packaged import where
from checklists.schema import Checklist, Outline
from commands.common import _l, tell_problems

T = TypeVar("T")

cli = AppGroup("checklist", help=_l("清单和提纲文件。"))


@cli.command("check", help=_l("检查清单或提纲文件；提纲对照同时给出的清单和内置清单检查。"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> None:
    """Exit 0 when all files are right, 1 with findings on standard error, 2 without a file or with a missing one."""
    for name in files:
        if not where(name).is_file():
            raise click.UsageError(
                _("找不到文件“%(name)s”；内置的有：%(names)s。", name=name, names="、".join(available()))
            )
    kinds = {name: told(name, kind_of) for name in dict.fromkeys(files)}
    lists = {name: told(name, read_checklist) for name, kind in kinds.items() if kind == "checklist"}
    for name, checklist in lists.items():
        if checklist:
            click.echo(f"{name}：{holds(checklist)}")
            for remark in remarks_of(checklist):
                click.echo(f"{name}：{remark.said(_)}")
    failed = counted(
        [name for name in kinds if kinds[name] == "records"], [n for n in kinds if kinds[n] == "indicators"]
    )
    outlines = [name for name, kind in kinds.items() if kind == "outline"]
    if None in kinds.values() or None in lists.values():
        if outlines:
            click.echo(_("清单有误，提纲没有检查：%(names)s。", names="、".join(outlines)), err=True)
        raise SystemExit(1)
    known = beside([one for one in lists.values() if one]) if outlines else []
    for name in outlines:
        outline = told(name, lambda path: read_outline(path, known))
        if outline:
            click.echo(f"{name}：{covers(outline, known)}")
            for heading, year in typed_years(outline):
                says = _(
                    "标题“%(heading)s”写着 %(year)s，换了年度要改；写成 {year}、{year+1} 的，每年自动换。",
                    heading=heading,
                    year=year,
                )
                click.echo(f"{name}：{says}")
        else:
            failed = True
    raise SystemExit(1 if failed else 0)


def counted(records: list[str], indicators: list[str]) -> bool:
    """Whether a file of records or indicators has mistakes. Indicators are read beside the given kinds of records."""
    kinds = {name: told(name, read_kinds) for name in records}
    for name, found in kinds.items():
        if found:
            click.echo(f"{name}：" + _("工作记录类型没有问题，共 %(n)s 个。", n=len(found.kinds)))
    if None in kinds.values():
        return True
    beside_them = next((one for one in kinds.values() if one), None) or packaged_data()[0]
    read = {name: told(name, lambda path: read_indicators(path, beside_them)) for name in indicators}
    for name, one in read.items():
        if one:
            says = _("没有问题，指标 %(n)s 个，关系 %(m)s 条。", n=len(one.indicators), m=len(one.relations))
            click.echo(f"{name}：{says}")
    return None in read.values()


def told(name: str, read: Callable[[str], T]) -> T | None:
    """What a file holds, or nothing after its mistakes were told."""
    try:
        return read(name)
    except Wrong as wrong:
        tell_problems(name, wrong)
        return None


def beside(given: list[Checklist]) -> list[Checklist]:
    """The given checklists and the packaged ones; a given one stands for the packaged one of the same key."""
    keys = {one.key for one in given}
    packaged = [read_checklist(name) for name in available() if kind_of(name) == "checklist"]
    return [*given, *(one for one in packaged if one.key not in keys)]


def holds(checklist: Checklist) -> str:
    tasks = checklist.tasks
    text: str = _(
        "清单“%(title)s”没有问题，%(sections)s 节 %(items)s 项，检查点 %(steps)s 个，应交材料 %(owed)s 份。",
        title=checklist.title,
        sections=len(list(checklist.walk())),
        items=len(tasks),
        steps=sum(len(task.checkpoints) for task in tasks),
        owed=sum(len(task.owed) for task in tasks),
    )
    return text


def covers(outline: Outline, known: list[Checklist]) -> str:
    """How many items an outline takes in, and which of its checklists' items it leaves out, or to the part of the rest."""
    placed = {ref for leaf in outline.leaves() for ref in leaf.items}
    used = {ref.split("/")[0] for ref in placed}
    refs = [f"{one.key}/{task.key}" for one in known if one.key in used for task in one.tasks]
    leaves = len(list(outline.leaves()))
    text: str = _("提纲没有问题，正文 %(leaves)s 处，收入 %(items)s 项。", leaves=leaves, items=len(placed))
    rest = next((leaf.heading or leaf.key for leaf in outline.leaves() if leaf.rest), None)
    if rest is not None:
        text += _("其余 %(n)s 项由“%(rest)s”收。", n=len(refs) - len(placed), rest=rest)
    elif left := placeless(outline, refs):
        text += _("没有收入：%(left)s。", left="、".join(left))
    return text


@cli.command("sample", help=_l("印出样例文件，可以存下来改。"))
@click.argument("name", type=click.Choice(list(SAMPLES)), metavar="|".join(SAMPLES))
def sample(name: str) -> None:
    click.echo(SAMPLES[name].read_text(encoding="utf-8"), nl=False)
