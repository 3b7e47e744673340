"""The flask commands: the same verbs that the pages use, one file a group."""

from functools import cache
from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import gettext as _

from commands.common import leaves, told
from commands.words import speak

GROUPS = ("checklist", "demo", "doctor", "proofread", "report", "start", "user", "year")


@cache
def group(name: str) -> click.Command:
    """A command or a group of them."""
    found: click.Command = import_module(f"commands.{name}").cli
    found.help = found.help and _(found.help)
    for command in leaves(found):
        command.callback = command.callback and told(command.callback)
        command.help = command.help and _(command.help)
        for option in command.params:
            if isinstance(option, click.Option):
                option.help = option.help and _(option.help)
    return found


class Commands(AppGroup):
    """Each is loaded when it is asked for: none waits for what the others are made of."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *GROUPS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return group(cmd_name) if cmd_name in GROUPS else super().get_command(ctx, cmd_name)


def init_app(app: Flask) -> None:
    """Register every command."""
    speak()
    app.cli = Commands(app.name)
