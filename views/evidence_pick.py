"""选用已有材料: a file that stands somewhere serves another item, without a second upload."""

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from desk.intake import use_again
from forms.evidence import PickForm
from models.evidence import links_of, the_one_missing
from models.items import OPEN_STATES
from models.ledger import pickable, picked, places
from models.people import Role
from views.access import act, found_item, me, opens
from views.asked import number, page_number, words
from views.evidence import owed_of, to_item
from views.trying import trying
from views.uploads import tell_doubles

pages = Blueprint("evidence_pick", __name__)


@pages.route("/items/<int:item_id>/evidence/pick", methods=["GET", "POST"])
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def page(item_id: int) -> ResponseReturnValue:
    """选用已有材料: search, choose, attach without a second upload."""
    item = found_item(item_id, "attach")
    if item.state not in OPEN_STATES and not item.short:
        flash(_("事项办结后不能再改材料；确需修改，请先由法治办重新打开。"), "warn")
        return to_item(item_id)
    session, text = db.session(), words("q")
    found = pickable(session, me(), item.year.bureau_id, text, page_number())
    likely = the_one_missing(item, (one.owed_id for one in links_of(session, item_id)))
    form = PickForm(data={"owed": number("owed") or likely}).offer(found.rows, item.owed, late=item.short)
    if form.is_submitted():
        chosen = picked(session, me(), item.year.bureau_id, form.files.data or [])
        form.offer(chosen, item.owed, late=item.short)
        if form.validate() and not chosen:
            form.files.errors = [_("请勾选要选用的材料。")]
        if not form.errors:
            with trying(form) as done:
                taken = use_again(item, chosen, owed_of(item, form.owed.data), act())
            if done:
                tell_doubles(taken)
                flash(_("已选用 %(n)s 份材料。", n=len(taken.rows)), "ok")
                return to_item(item_id)
        found = pickable(session, me(), item.year.bureau_id, text, page_number())
    html = render_template(
        "evidence/pick.html",
        item=item,
        form=form,
        found=found,
        text=text,
        where=places(session, me(), [one.key_id for one in found.rows]),
        link_page=lambda page: url_for("evidence_pick.page", item_id=item_id, q=text, page=page, owed=form.owed.data),
    )
    return html, 422 if form.errors else 200
