"""Migrations: the head equals the models, and up, down, up again works on both databases."""

from alembic import command
from flask import Flask

import db


def test_head_equals_the_models(any_app: Flask) -> None:
    with any_app.app_context():
        stands, head = db.revisions()
        assert stands == head
        command.check(db.migrations_config())


def test_down_and_up_again(any_app: Flask) -> None:
    with any_app.app_context():
        command.downgrade(db.migrations_config(), "base")
        assert db.revisions()[0] is None
        db.upgrade()
        assert db.revisions()[0] == db.revisions()[1]
