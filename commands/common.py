"""What commands share: words on standard error, exit codes (0 fine, 1 findings or refused, 2 wrong use)."""

from typing import NoReturn

import click
from flask_babel import gettext as _

from checklists import Wrong
from models.base import NotAllowed


def refuse(message: str) -> NoReturn:
    """Say no and end with 1."""
    click.echo(message, err=True)
    raise SystemExit(1)


def in_words(refusal: NotAllowed) -> str:
    return _(refusal.text, **refusal.values)


def tell_problems(name: str, wrong: Wrong) -> None:
    """Every mistake of a file, one a line, with the cure."""
    for problem in wrong.problems:
        click.echo(f"{name}:{problem.line}: {problem.says}；{problem.cure}", err=True)
