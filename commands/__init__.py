"""The flask commands: the same verbs that the pages use, one file a group."""

from flask import Flask

from commands import checklist, demo, doctor, proofread, report, start, user, year
from commands.common import leaves, told
from commands.words import speak

GROUPS = (checklist, demo, doctor, proofread, report, start, user, year)
for command in (one for group in GROUPS for one in leaves(group.cli)):
    command.callback = command.callback and told(command.callback)


def init_app(app: Flask) -> None:
    """Register every command."""
    speak()
    for group in GROUPS:
        app.cli.add_command(group.cli)
