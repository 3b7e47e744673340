"""科室: added, renamed, moved together, switched off, for admins."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from forms.people import DepartmentForm, MoveForm
from models.base import NotAllowed
from models.office import edit_room, hangs_on_room, move_room
from models.people import Department, Role, add_department, departments
from views.access import act, bureau, opens
from views.people import done, form_page
from views.trying import trying

pages = Blueprint("departments", __name__)


@pages.route("/departments/new", methods=["GET", "POST"])
@opens(Role.ADMIN)
def new() -> ResponseReturnValue:
    form = DepartmentForm()
    if form.validate_on_submit():
        with trying(form) as kept:
            add_department(db.session(), bureau(), form.name.data, act())
        if kept:
            return done(_("已新增科室。"))
    return form_page(_("新增科室"), form, ("name",))


def found(department_id: int) -> tuple[Department, list[Department]]:
    """A department, and the others that are in use."""
    every = departments(db.session(), bureau().key_id)
    row = next((one for one in every if one.id == department_id), None) or abort(404)
    return row, [one for one in every if one.active and one.id != row.id]


@pages.route("/departments/<int:department_id>", methods=["GET", "POST"])
@opens(Role.ADMIN)
def edit(department_id: int) -> ResponseReturnValue:
    """Rename, reorder, switch off. An archived year keeps the name it had."""
    row, _others = found(department_id)
    form, hangs = DepartmentForm(obj=row), hangs_on_room(db.session(), row)
    if form.validate_on_submit():
        with trying(form) as kept:
            if form.stale(row.version):
                raise NotAllowed(_("刚才有人改过这个科室，请返回后重新打开。"))
            edit_room(row, act(), name=form.name.data, position=form.position.data or 0, active=form.active.data)
        if kept:
            return done(_("已保存。"))
    html = render_template("people/department.html", row=row, form=form, hangs=hangs)
    return html, 422 if form.errors else 200


@pages.route("/departments/<int:department_id>/move", methods=["GET", "POST"])
@opens(Role.ADMIN)
def move(department_id: int) -> ResponseReturnValue:
    """移交: everything open goes to another department in one act, with its people and its switching off where asked."""
    row, others = found(department_id)
    form, hangs = MoveForm().offer(others), hangs_on_room(db.session(), row)
    if form.validate_on_submit():
        target = next((one for one in others if one.id == form.target.data), row)
        with trying(form) as kept:
            moved = move_room(db.session(), row, target, act(), members=form.members.data, off=form.off.data)
        if kept:
            return done(_("已移交 %(n)s 项，接收科室签收后继续。", n=moved))
    html = render_template("people/move.html", row=row, form=form, hangs=hangs)
    return html, 422 if form.errors else 200
