"""The flask commands: the same verbs that the pages use, one file a group."""

from flask import Flask

from commands import checklist, demo, doctor, proofread, report, start, user, year

GROUPS = (checklist, demo, doctor, proofread, report, start, user, year)


def init_app(app: Flask) -> None:
    """Register every command."""
    for group in GROUPS:
        app.cli.add_command(group.cli)
