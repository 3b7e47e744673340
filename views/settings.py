"""单位设置, and the doctor's lines, for admins."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
import doctor
from forms.people import BureauForm
from models.people import Role
from models.years import name_years
from views.access import act, bureau, opens
from views.trying import trying

pages = Blueprint("settings", __name__)
NAMES = ("name", "short_name", "addressee", "signature", "number_prefix", "closing_day", "near_workdays")


@pages.route("/settings", methods=["GET", "POST"])
@opens(Role.ADMIN)
def page() -> ResponseReturnValue:
    held = bureau()
    form = BureauForm(obj=held)
    if form.validate_on_submit():
        if form.stale(held.version):
            form.form_errors.append(_("刚才有人改过设置，请核对后再保存一次。"))
            form.compare({name: getattr(held, name) for name in NAMES})
            form.version.data = str(held.version)
        else:
            before = None if held.named else held.name
            with trying(form) as done:
                held.edit({name: form[name].data if form[name].data is not None else "" for name in NAMES}, act())
                if before and held.named:
                    name_years(db.session(), held, before, act())
            if done:
                flash(_("已保存。"), "ok")
                return redirect(url_for("settings.page"), 303)
    html = render_template("settings/page.html", form=form, names=NAMES, lines=doctor.lines(held.key_id))
    return html, 422 if form.errors else 200
