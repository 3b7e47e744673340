"""撤销: the button beside what was just done, and what it does."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from models.history import WAYS, Undone, act_rows, last_act, may_undo, undo
from models.items import Item
from models.people import Role
from models.trail import Trail
from views.access import act, bureau, found_item, me, opens
from views.trail import about
from views.trying import trying

pages = Blueprint("undo", __name__)
NAMED = 5


def flash_done(text: str) -> None:
    """Say what was done, with the button that takes it back where there is one. After the commit: the act has its id."""
    act = last_act(db.session())
    flash(text if act is None else {"text": text, "undo": act.id}, "ok")  # type: ignore[arg-type]


def found_act(act_id: int) -> tuple[list[Trail], Item]:
    """The rows of an act and its (first) item. 404 where there is no way back, 403 for who may not do the act itself."""
    rows = act_rows(db.session(), bureau().key_id, act_id) or abort(404)
    person = me()
    if not may_undo(person, rows[0]):
        abort(403)
    office = person.has(Role.OFFICE)
    items = [
        found_item(row.item_id or 0, "read" if office else WAYS[row.verb].door) for row in rows[: 1 if office else None]
    ]
    return rows, items[0]


def in_words(result: Undone) -> str:
    """What was left alone, each with its reason; the first few by name."""
    named = [f"{about(row)}（{_(why.text, **why.values)}）" for row, why in result.left[:NAMED]]
    more = _("等 %(n)s 项", n=len(result.left)) if len(result.left) > NAMED else ""
    return "、".join(named) + more


def back(rows: list[Trail], item: Item) -> ResponseReturnValue:
    """To where the act is seen: its item, or the list that many were chosen from."""
    if rows[0].batch is None:
        return redirect(url_for("items.page", item_id=item.id), 303)
    return redirect(url_for("ledger.page" if rows[0].verb != "entry.accept" else "review.queue", no=item.year.no), 303)


@pages.post("/undo/<int:act_id>", endpoint="act")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
def take_back(act_id: int) -> ResponseReturnValue:
    """Take an act back; what has changed since stays, and is said with its reason."""
    rows, item = found_act(act_id)
    result = Undone()
    with trying() as kept:
        result = undo(db.session(), rows, act())
    if not kept:
        return back(rows, item)
    if not result.done:
        flash(_("没有撤销：%(why)s。", why=in_words(result)), "error")
        return back(rows, item)
    flash(_("已撤销 %(n)s 项。", n=len(result.done)) if len(rows) > 1 else _("已撤销。"), "ok")
    if result.left:
        flash(_("有 %(n)s 项没有动：%(why)s。", n=len(result.left), why=in_words(result)), "warn")
    return back(rows, item)
