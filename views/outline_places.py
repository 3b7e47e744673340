"""What stands around the outline: a place for an item, another for a text that has none, lists and outline as files."""

import io

from flask import Blueprint, abort, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists.schema import Checklist
from checklists.written import checklist_text, outline_text
from desk.outline import lists_of, put_item, put_text
from models.items import item_names
from models.passages import lost_passages, put_away
from models.people import Role
from views.access import act, found_item, found_year, opens
from views.outline import place_form, text_form
from views.trying import trying

pages = Blueprint("outline_places", __name__)


@pages.post("/items/<int:item_id>/place")
@opens(Role.OFFICE)
def place(item_id: int) -> ResponseReturnValue:
    """Give an item that no part takes in its place."""
    item = found_item(item_id, "office")
    form = place_form(item, sent=True)
    if form is None:
        flash(_("这个事项在报告里已经有位置。"), "ok")
    elif not form.validate():
        flash(_("请选择写进报告的哪一处。"), "error")
    else:
        with trying() as done:
            put_item(db.session(), item.year, f"{item.checklist_key}/{item.key}", form.place.data, act())
        if done:
            flash(_("已在报告里给它留出位置。"), "ok")
    return redirect(url_for("items.page", item_id=item_id), 303)


@pages.post("/years/<int:no>/report/outline/texts/<int:passage_id>")
@opens(Role.OFFICE)
def text(no: int, passage_id: int) -> ResponseReturnValue:
    """Put a text that has no place into another one, or throw it away."""
    year = found_year(no, "office")
    names = item_names(db.session(), year.key_id)
    passage = next((one for one in lost_passages(db.session(), year, names) if one.id == passage_id), None)
    form = text_form(year, sent=True)
    if passage is None:
        flash(_("这段文字已经放好，或者已经删去。"), "warn")
        return redirect(url_for("outline.page", no=no), 303)
    if form.thrown.data:
        with trying() as done:
            put_away(passage, year, act())
        said = _("已删去，操作留痕里还查得到。")
    elif not form.validate():
        flash(_("请选择放到哪一处。"), "error")
        return redirect(url_for("outline.page", no=no, _anchor="texts"), 303)
    else:
        with trying() as done:
            put_text(db.session(), year, passage, form.slot.data, act())
        said = _("已放到所选的一处，接在原来的文字后面。")
    if done:
        flash(said, "ok")
    return redirect(url_for("outline.page", no=no), 303)


def as_file(text: str, name: str) -> ResponseReturnValue:
    return send_file(io.BytesIO(text.encode()), "text/yaml; charset=utf-8", as_attachment=True, download_name=name)


@pages.get("/years/<int:no>/report/outline.yaml")
@opens(Role.OFFICE, Role.LEADER)
def outline(no: int) -> ResponseReturnValue:
    """The outline of a year, to be used again."""
    year = found_year(no)
    text = outline_text(year.read_outline(), [one.key for one in lists_of(db.session(), year)])
    return as_file(text, _("%(no)s年度报告提纲.yaml", no=no))


@pages.get("/years/<int:no>/lists/<key>.yaml")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
def checklist(no: int, key: str) -> ResponseReturnValue:
    """A checklist of a year, as it was when the year was opened; or what was added in it."""
    year = found_year(no)
    found: Checklist = next((one for one in lists_of(db.session(), year) if one.key == key), None) or abort(404)
    return as_file(checklist_text(found), _("%(no)s年度%(title)s.yaml", no=no, title=found.title))
