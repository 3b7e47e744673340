"""量一量成品: the paper is printed once and measured, when somebody asks for it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

import db
from desk import gate
from desk.report import desk_of
from models.people import Role
from models.years import YearState
from reports.pdf import RenderFailed, render
from views.access import found_year, me, opens
from views.report import failed, store

pages = Blueprint("measured", __name__)


@pages.get("/years/<int:no>/report/measured")
@opens(Role.OFFICE, Role.LEADER)
def page(no: int) -> ResponseReturnValue:
    """What is wrong with the finished paper, each with its page; the final one where the report is final."""
    year = found_year(no)
    desk = desk_of(db.session(), year)
    try:
        notes = gate.measured_notes(desk, desk.pdf(store(), render))
    except RenderFailed as failure:
        return failed(failure, no)
    open_ = me().has(Role.OFFICE) and year.state != YearState.ARCHIVED and not desk.edition
    return render_template("report_pages/measured.html", shown=year, notes=notes, office=open_)
