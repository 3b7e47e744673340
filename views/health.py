"""/healthz: whether the product answers and reaches its database, without a session."""

import sqlalchemy as sa
from flask import Blueprint
from flask.typing import ResponseReturnValue

import db
from views.access import opens

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@opens(public=True)
def page() -> ResponseReturnValue:
    try:
        db.session().connection().execute(sa.text("SELECT 1"))
    except sa.exc.SQLAlchemyError:
        return {"status": "database unreachable"}, 503
    return {"status": "ok"}
