"""年度: open, start, archive, reopen."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists import Wrong, available, kind_of, packaged_data, read_checklist, read_outline
from forms.items import ReasonForm
from forms.years import OpenYearForm
from models.base import NotAllowed
from models.finders import years_full
from models.indicator import take_data
from models.ledger import state_counts
from models.people import Role
from models.year import Year, open_year
from views.access import bureau, found_year, me, now, opens

pages = Blueprint("years", __name__)


@pages.get("/years")
@opens(Role.OFFICE)
def page() -> ResponseReturnValue:
    session = db.session()
    rows = years_full(session, bureau().key_id)
    counts = state_counts(session, [row.key_id for row in rows])
    return render_template("years/page.html", rows=rows, counts=counts, reason=ReasonForm(formdata=None))


@pages.route("/years/new", methods=["GET", "POST"])
@opens(Role.OFFICE)
def open() -> ResponseReturnValue:
    """Open a year from packaged files; every mistake of a file is named with its line."""
    kinds = {name: kind_of(name) for name in available()}
    form = OpenYearForm().offer(
        [name for name, kind in kinds.items() if kind == "checklist"],
        [name for name, kind in kinds.items() if kind == "outline"],
    )
    if form.validate_on_submit():
        try:
            lists = [read_checklist(name) for name in form.checklists.data]
            outline = read_outline(form.outline.data, lists)
            data = packaged_data()
            year = open_year(db.session(), bureau(), form.no.data, lists, outline, by=me(), at=now())
            take_data(db.session(), year, *data, by=me(), at=now())
        except Wrong as wrong:
            form.form_errors += [str(one) for one in wrong.problems]
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            db.commit()
            flash(
                _(
                    "已建立%(no)s年度，共 %(n)s 项。先分派，再启动。",
                    no=year.no,
                    n=sum(len(one.tasks) for one in lists),
                ),
                "ok",
            )
            return redirect(url_for("ledger.page", no=year.no), 303)
    return render_template("years/new.html", form=form), 422 if form.errors else 200


def move(no: int, verb: Callable[[Year], None], done: str) -> ResponseReturnValue:
    """A step of a year; a refusal is said where the person stands."""
    year = found_year(no, "office")
    try:
        verb(year)
    except NotAllowed as refusal:
        db.rollback()
        flash(_(refusal.text, **refusal.values), "error")
    else:
        db.commit()
        flash(done, "ok")
    return redirect(url_for("years.page"), 303)


@pages.post("/years/<int:no>/start")
@opens(Role.OFFICE)
def start(no: int) -> ResponseReturnValue:
    return move(no, lambda year: year.start(by=me(), at=now()), _("已启动，各科室可以签收了。"))


@pages.post("/years/<int:no>/archive")
@opens(Role.OFFICE)
def archive(no: int) -> ResponseReturnValue:
    return move(no, lambda year: year.archive(by=me(), at=now()), _("已归档，只能查看。"))


@pages.post("/years/<int:no>/reopen")
@opens(Role.OFFICE)
def reopen(no: int) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        flash(_("请写明重开的原因。"), "error")
        return redirect(url_for("years.page"), 303)
    return move(no, lambda year: year.reopen(form.reason.data, by=me(), at=now()), _("已重开。"))
