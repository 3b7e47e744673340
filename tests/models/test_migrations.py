"""Migrations: the head equals the models, and up, down, up again works on both databases."""

import sqlalchemy as sa
from alembic import command
from flask import Flask
from sqlmodel import select

import db
from models.act import Act
from models.evidence import Evidence, EvidenceLink, FileKind, attach
from tests.make import at, world


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


def test_evidence_survives_the_columns_of_its_replacement(any_app: Flask) -> None:
    """0005 down and up with rows in the tables: files, links and what was withdrawn are as they were."""
    with any_app.app_context():
        session = db.session()
        here = world(session)
        item = here.assigned()
        old, new = (
            attach(session, item, Act(here.who("staff"), at(3, 2)), sha256=letter * 64, size=3, kind=FileKind.PDF, mime="application/pdf", file_name="a.pdf", title=letter, own_date=None, secret=False, owed=None, entry=None)
            for letter in "ab"
        )  # fmt: skip
        old.give_way(new, item, "换", Act(here.who("staff"), at(3, 3)))
        session.commit()
        session.close()
        command.downgrade(db.migrations_config(), "0005-1")
        with db.engine().connect() as connection:
            columns = {
                one["name"]
                for table in ("evidence", "evidence_link")
                for one in sa.inspect(connection).get_columns(table)
            }
            assert not columns & {"version", "replaced_by_id"}
        db.upgrade()
        rows = session.exec(select(EvidenceLink).order_by(EvidenceLink.id)).all()  # type: ignore[arg-type]
        assert [(one.withdrawn_at, one.reason, one.replaced_by_id) for one in rows] == [
            (at(3, 3), "换", None),
            (None, "", None),
        ]
        assert [one.version for one in session.exec(select(Evidence)).all()] == [1, 1]
