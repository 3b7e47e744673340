"""人员与科室: accounts and departments, for admins."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from forms.base import Form
from forms.people import DepartmentForm, NewPersonForm, PersonForm, ResetForm
from models.base import NotAllowed
from models.handover import hangs_on, open_items_of
from models.people import Department, Person, Role, add_department, add_person, departments, people, person_with_roles
from views.access import bureau, me, now, opens

pages = Blueprint("people", __name__)


@pages.get("/people")
@opens(Role.ADMIN)
def page() -> ResponseReturnValue:
    key = bureau().key_id
    return render_template(
        "people/page.html", people=people(db.session(), key), rooms_list=departments(db.session(), key)
    )


def rooms() -> list[Department]:
    return departments(db.session(), bureau().key_id, active=True)


def room(form: PersonForm) -> Department | None:
    """The chosen department; members have to have one. Raises NotAllowed."""
    found = next((one for one in rooms() if one.id == form.department.data), None)
    if found is None and {"staff", "head"} & set(form.roles.data):
        raise NotAllowed(_("经办人和科室负责人要选科室。"), "department")
    return found


@pages.route("/people/new", methods=["GET", "POST"])
@opens(Role.ADMIN)
def new() -> ResponseReturnValue:
    form = NewPersonForm().offer(rooms())
    if form.validate_on_submit():
        try:
            add_person(
                db.session(),
                bureau(),
                username=form.username.data,
                name=form.name.data,
                password=form.password.data,
                roles={Role(one) for one in form.roles.data},
                department=room(form),
                by=me(),
                at=now(),
            )
        except NotAllowed as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            return done(_("已新增，请把用户名和初始密码告诉本人。"))
    order = ("username", "name", "department", "roles", "password")
    return form_page(_("新增账号"), form, order)


def done(message: str) -> ResponseReturnValue:
    db.commit()
    flash(message, "ok")
    return redirect(url_for("people.page"), 303)


def form_page(title: str, form: Form, order: tuple[str, ...], person: Person | None = None) -> ResponseReturnValue:
    html = render_template("people/form.html", title=title, form=form, order=order, person=person)
    return html, 422 if form.errors else 200


def found(person_id: int) -> Person:
    person = person_with_roles(db.session(), person_id=person_id)
    return person if person is not None and person.bureau_id == bureau().id else abort(404)


@pages.route("/people/<int:person_id>", methods=["GET", "POST"])
@opens(Role.ADMIN)
def edit(person_id: int) -> ResponseReturnValue:
    person = found(person_id)
    data = {
        "name": person.name,
        "department": person.department_id,
        "roles": sorted(person.roles),
        "version": person.version,
    }
    form = PersonForm(data=data).offer(rooms())
    if form.validate_on_submit():
        try:
            if form.stale(person.version):
                raise NotAllowed(_("刚才有人改过这个账号，请核对后再保存一次。"))
            person.edit(
                name=form.name.data,
                department=room(form),
                roles={Role(one) for one in form.roles.data},
                by=me(),
                at=now(),
            )
        except NotAllowed as refusal:
            db.rollback()
            form.refuse(refusal)
            person = found(person_id)
            if form.stale(person.version):
                form.compare({"name": person.name})
                form.version.data = str(person.version)
        else:
            return done(_("已保存。"))
    return form_page(_("修改账号“%(name)s”", name=person.username), form, ("name", "department", "roles"), person)


@pages.route("/people/<int:person_id>/password", methods=["GET", "POST"])
@opens(Role.ADMIN)
def reset(person_id: int) -> ResponseReturnValue:
    person, form = found(person_id), ResetForm()
    if form.validate_on_submit():
        try:
            person.set_password(form.password.data, by=None if person.id == me().id else me(), at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return done(_("密码已重置，请告诉本人。"))
    return form_page(_("重置“%(name)s”的密码", name=person.username), form, ("password",))


@pages.route("/people/<int:person_id>/switch", methods=["GET", "POST"])
@opens(Role.ADMIN)
def switch(person_id: int) -> ResponseReturnValue:
    """Switch off, after a page that shows what hangs on the account; switch on at once."""
    person = found(person_id)
    if request.method == "POST":
        try:
            person.switch(not person.active, by=me(), at=now())
        except NotAllowed as refusal:
            db.rollback()
            flash(_(refusal.text, **refusal.values), "error")
            return redirect(url_for("people.page"), 303)
        return done(_("已启用。") if person.active else _("已停用，名字保留在历史里。"))
    return render_template("people/switch.html", person=person, hangs=hangs_on(db.session(), person))


@pages.route("/departments/new", methods=["GET", "POST"])
@opens(Role.ADMIN)
def new_department() -> ResponseReturnValue:
    form = DepartmentForm()
    if form.validate_on_submit():
        try:
            add_department(db.session(), bureau(), form.name.data, by=me(), at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return done(_("已新增科室。"))
    return form_page(_("新增科室"), form, ("name",))


@pages.route("/departments/<int:department_id>", methods=["GET", "POST"])
@opens(Role.ADMIN)
def edit_department(department_id: int) -> ResponseReturnValue:
    every = departments(db.session(), bureau().key_id)
    row = next((one for one in every if one.id == department_id), None) or abort(404)
    form = DepartmentForm(obj=row)
    if form.validate_on_submit():
        try:
            if form.stale(row.version):
                raise NotAllowed(_("刚才有人改过这个科室，请返回后重新打开。"))
            left = 0 if form.active.data else open_items_of(db.session(), row)
            if left:
                raise NotAllowed(_("还有 %(n)s 个没办结的事项由这个科室牵头，请先改派。"), "active", n=left)
            row.edit(name=form.name.data, position=form.position.data or 0, active=form.active.data, by=me(), at=now())
        except NotAllowed as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            return done(_("已保存。"))
    return form_page(_("修改科室“%(name)s”", name=row.name), form, ("name", "position", "active"))
