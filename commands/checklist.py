"""flask checklist check: every mistake of checklist and outline files, with line and cure."""

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from checklists import Wrong, available, kind_of, outline_checklists, read_checklist, read_outline
from checklists.schema import Checklist
from commands.common import tell_problems

cli = AppGroup("checklist", help="清单和提纲文件。")


@cli.command("check", help="检查清单或提纲文件；提纲对照同时给出的清单和内置清单检查。")
@click.argument("files", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    lists: dict[str, Checklist] = {}
    outlines, failed = [], False
    for name in files:
        try:
            if kind_of(name) == "outline":
                outlines.append(name)
                continue
            found = read_checklist(name)
            lists[found.key] = found
            click.echo(_("%(name)s：清单“%(title)s”，%(n)s 项，没有问题。", name=name, title=found.title, n=len(found.tasks)))
        except Wrong as wrong:
            failed = True
            tell_problems(name, wrong)
    for name in outlines:
        try:
            for packaged in outline_checklists(name):
                if packaged not in lists and packaged in available():
                    lists[packaged] = read_checklist(packaged)
            outline = read_outline(name, list(lists.values()))
            click.echo(_("%(name)s：提纲，%(n)s 个部分，没有问题。", name=name, n=len(list(outline.leaves()))))
        except Wrong as wrong:
            failed = True
            tell_problems(name, wrong)
    raise SystemExit(1 if failed else 0)
