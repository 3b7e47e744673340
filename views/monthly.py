"""月报: the department's slip for a month."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from models.entries import EntryKind, Said, Stance, closing_date, write
from models.ledger import months_owed, slip, untouched
from models.people import Role
from models.years import Year
from views.access import act, bureau, found_year, me, opens, today
from views.asked import page_number, ticked
from views.trying import trying

pages = Blueprint("monthly", __name__)


def this_month(year: Year) -> int:
    """The month asked for, else the bureau's own; December once the year is over."""
    usual = year.month_of(today())
    asked = request.values.get("month", usual, type=int)
    return asked if asked is not None and 1 <= asked <= 12 else usual


@pages.get("/years/<int:no>/monthly")
@opens(Role.STAFF, Role.HEAD)
def page(no: int) -> ResponseReturnValue:
    year, person = found_year(no), me()
    month, day = this_month(year), today()
    last_month = year.month_of(day) if day.year >= year.no else 0
    room = person.department or abort(403)
    closed = [one for one in range(1, last_month + 1) if closing_date(no, one, bureau().closing_day) < day]
    found = slip(db.session(), year.key_id, room.key_id, month, page=page_number())
    return render_template(
        "monthly/page.html",
        shown=year,
        month=month,
        months=range(1, last_month + 1),
        debts=months_owed(db.session(), year.key_id, room.key_id, closed),
        rows=found.rows,
        found=found,
        owed=found.owed,
        link_page=lambda number: url_for("monthly.page", no=no, month=month, page=number),
        closes=closing_date(no, month, bureau().closing_day),
        late=day > closing_date(no, month, bureau().closing_day),
        room=room,
    )


@pages.post("/years/<int:no>/monthly/unchanged")
@opens(Role.STAFF, Role.HEAD)
def unchanged(no: int) -> ResponseReturnValue:
    """本月无变化 for every chosen item that has nothing yet; all or none."""
    year, person = found_year(no), me()
    room = person.department or abort(403)
    month = this_month(year)
    chosen = untouched(db.session(), year.key_id, room.key_id, month, ticked(500))
    with trying() as done:
        for item in chosen:
            write(item, room, EntryKind.MONTHLY, month, Said(stance=Stance.UNCHANGED), act(), final=True)
    if done:
        flash(_("已报 %(n)s 项“本月无变化”。", n=len(chosen)), "ok" if chosen else "warn")
    return redirect(url_for("monthly.page", no=no, month=month), 303)
