"""What commands share: words on standard error, exit codes (0 fine, 1 findings or refused, 2 wrong use)."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

import click
from flask import current_app
from flask_babel import gettext as _

import config

if TYPE_CHECKING:  # what only some commands need is loaded by them
    from checklists import Wrong
    from models.base import NotAllowed
    from models.people import Bureau


def _l(text: str) -> str:
    """Mark a text for the message catalogue that is said later: a help text, a word of a table."""
    return text


def settings() -> config.Settings:
    """The settings of the environment. A command ends with 2 and words where one is wrong; a server fails to load."""
    try:
        return config.prepared(config.from_environment())
    except config.WrongSetting as wrong:
        if click.get_current_context(silent=True) is None:
            raise
        click.echo(str(wrong), err=True)
        raise SystemExit(2) from None


def refuse(message: str) -> NoReturn:
    """Say no and end with 1."""
    click.echo(message, err=True)
    raise SystemExit(1)


def in_words(refusal: "NotAllowed") -> str:
    return _(refusal.text, **refusal.values)


def own_bureau() -> "Bureau | None":
    """The bureau that a command acts on; ends it where there are several, since it names none."""
    import db
    from models.base import NotAllowed
    from models.people import only_bureau

    try:
        return only_bureau(db.session())
    except NotAllowed as refusal:
        refuse(in_words(refusal))


def tell_problems(name: str, wrong: "Wrong") -> None:
    """Every mistake of a file, one a line, with the cure."""
    for problem in wrong.problems:
        click.echo(f"{name}:{problem.line}: {problem.said(_)}；{problem.cured(_)}", err=True)


def leaves(command: click.Command) -> Iterator[click.Command]:
    """A command, or those of its group."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from leaves(one)
    else:
        yield command


def told(run: Callable[..., Any]) -> Callable[..., Any]:
    """A command that meets a database without tables, or none at all, says so instead of showing its insides."""

    @wraps(run)
    def safely(*args: Any, **values: Any) -> Any:
        try:
            return run(*args, **values)
        except Exception as error:
            from sqlalchemy.exc import DBAPIError

            if not isinstance(error, DBAPIError):
                raise
            if any(words in str(error.orig) for words in ("no such table", "does not exist")):
                refuse(_("数据库还没有建立。请先运行 make run、flask demo 或 flask year open。"))
            current_app.logger.error("database: %s", error.orig)
            refuse(_("数据库正忙、连不上或写不进去，什么也没有改动。请运行 flask doctor 查看原因。"))

    return safely
