"""清单: the packaged lists readably, and the plan of a year."""

from flask import Blueprint, abort, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists import SAMPLES, available, kind_of, read_checklist
from models.items import plan_of_year
from models.people import Role
from views.access import found_year, opens

pages = Blueprint("checklists", __name__)
READERS = (Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)


@pages.get("/checklists")
@opens(*READERS)
def page() -> ResponseReturnValue:
    lists = [(name, read_checklist(name)) for name in available() if kind_of(name) == "checklist"]
    return render_template("checklists/page.html", lists=lists)


@pages.get("/checklists/<name>")
@opens(*READERS)
def one(name: str) -> ResponseReturnValue:
    if name not in available() or kind_of(name) != "checklist":
        abort(404)
    return render_template("checklists/one.html", checklist=read_checklist(name), name=name)


@pages.get("/checklists/samples/<name>")
@opens(*READERS)
def sample(name: str) -> ResponseReturnValue:
    """A list, or an outline that goes with it, to be copied and made one's own."""
    names = {
        "list": _("清单样例"),
        "outline": _("提纲样例"),
        "list-full": _("清单样例（全部写法）"),
        "outline-full": _("提纲样例（全部写法）"),
    }
    path = SAMPLES.get(name) or abort(404)
    return send_file(path, "text/yaml; charset=utf-8", as_attachment=True, download_name=f"{names[name]}.yaml")


@pages.get("/years/<int:no>/plan")
@opens(*READERS)
def plan(no: int) -> ResponseReturnValue:
    """任务分解表: every item of the year with who leads, who helps and when it is due."""
    year = found_year(no)
    return render_template(
        "checklists/plan.html", shown=year, items=plan_of_year(db.session(), year.key_id), name=_("任务分解表")
    )
