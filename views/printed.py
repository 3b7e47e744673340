"""As it will print: a text that is being written, set like the report, for the page and while somebody types."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

import db
from desk import printed
from desk.report import desk_of
from forms.base import tidy
from models.entries import LONGEST_TEXT
from models.passages import LONGEST_BODY
from models.people import Role
from reports.blocks import broken, rejoined
from reports.html import piece as set_piece
from reports.values import Section
from views.access import found_item, found_year, opens

pages = Blueprint("printed", __name__)


def as_printed(section: Section, text: str) -> dict[str, object]:
    """What the template of a trial print is given."""
    return {"section": section, "sheet": set_piece(section), "broken": broken(text), "joined": rejoined(text)}


def typed(longest: int) -> str:
    """The text of the form, no longer than may be kept."""
    return (tidy(request.form.get("text")) or "")[:longest]


@pages.post("/years/<int:no>/report/printed")
@opens(Role.OFFICE)
def passage(no: int) -> ResponseReturnValue:
    """A passage; nothing is kept."""
    desk = desk_of(db.session(), found_year(no, "office"))
    piece = desk.piece(request.args.get("slot")) or abort(404)
    text = typed(LONGEST_BODY)
    return render_template("components/printed.html", **as_printed(printed.of_passage(desk, piece, text), text))


@pages.post("/items/<int:item_id>/printed")
@opens(Role.STAFF, Role.HEAD)
def item(item_id: int) -> ResponseReturnValue:
    """What a department writes of an item; nothing is kept."""
    found, text = found_item(item_id, "part"), typed(LONGEST_TEXT)
    section = printed.of_item(db.session(), found, text)
    return render_template("components/printed.html", **as_printed(section, text))
