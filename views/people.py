"""人员: accounts, for admins."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from forms.base import Form
from forms.people import NewPersonForm, PersonForm, ResetForm, SuccessorForm
from models.act import Act
from models.base import NotAllowed
from models.office import AskedPeople, Hangs, Successors, department_counts, hand_over, hangs_on, people_page
from models.people import (
    Department,
    Person,
    Role,
    account_faults,
    add_person,
    departments,
    homeless,
    people,
    person_with_roles,
)
from views.access import act, bureau, me, now, opens
from views.asked import number, page_number, words
from views.trying import trying

pages = Blueprint("people", __name__)


def asked() -> AskedPeople:
    """What the address asks for; nonsense asks for nothing."""
    role = request.args.get("role")
    return AskedPeople(
        text=words("q", 40),
        department=number("department"),
        role=Role(role) if role in list(Role) else None,
        active={"on": True, "off": False}.get(request.args.get("active", "")),
        page=min(page_number(), 100_000),
    )


@pages.get("/people")
@opens(Role.ADMIN)
def page() -> ResponseReturnValue:
    want, key = asked(), bureau().key_id
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name != "page" and value}
    return render_template(
        "people/page.html",
        found=people_page(db.session(), key, want),
        want=want,
        rooms_list=department_counts(db.session(), key),
        kinds=list(Role),
        filtered=bool(kept),
        url=lambda number: url_for("people.page", page=number, **kept),
    )


def rooms() -> list[Department]:
    return departments(db.session(), bureau().key_id, active=True)


def room(form: PersonForm) -> Department | None:
    """The chosen department."""
    return next((one for one in rooms() if one.id == form.department.data), None)


def sound(form: PersonForm) -> bool:
    """Whether the form may be carried out; all that is wrong with it is told at once."""
    if not form.is_submitted():
        return False
    valid, faults = (
        form.validate(),
        [*homeless({role for role in Role if role.value in (form.roles.data or [])}, room(form))],
    )
    if isinstance(form, NewPersonForm):
        faults += account_faults(db.session(), form.username.data or "", form.password.data or "")
    return not form.also(faults) and valid


@pages.route("/people/new", methods=["GET", "POST"])
@opens(Role.ADMIN)
def new() -> ResponseReturnValue:
    form = NewPersonForm().offer(rooms())
    if sound(form):
        with trying(form) as kept:
            add_person(
                db.session(),
                bureau(),
                act(),
                username=form.username.data,
                name=form.name.data,
                password=form.password.data,
                roles={Role(one) for one in form.roles.data},
                department=room(form),
            )
        if kept:
            return done(_("已新增，请把用户名和初始密码告诉本人。"))
    order = ("username", "name", "department", "roles", "password")
    return form_page(_("新增账号"), form, order)


def done(message: str) -> ResponseReturnValue:
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
    if sound(form) and fresh(form, person):
        was = person.department_id
        with trying(form) as kept:
            person.edit(act(), name=form.name.data, department=room(form), roles={Role(one) for one in form.roles.data})
        if kept:
            return moved(person) if person.department_id != was else done(_("已保存。"))
    return form_page(_("修改账号“%(name)s”", name=person.username), form, ("name", "department", "roles"), person)


def fresh(form: PersonForm, person: Person) -> bool:
    """Whether nobody saved in between; else the form says so, with what was saved beside what was typed."""
    if not form.stale(person.version):
        return True
    form.form_errors.append(_("刚才有人改过这个账号，请核对后再保存一次。"))
    form.compare({"name": person.name})
    form.version.data = str(person.version)
    return False


def moved(person: Person) -> ResponseReturnValue:
    """A person left a department: what hangs on them there is handed over next."""
    left = len(hangs_on(db.session(), person).items)
    answer = done(_("已保存。以前的进展仍记在原来的科室。"))
    if not left:
        return answer
    flash(_("“%(name)s”名下还有 %(n)s 项原科室的事项，请交接。", name=person.name, n=left), "warn")
    return redirect(url_for("people.switch", person_id=person.id), 303)


@pages.route("/people/<int:person_id>/password", methods=["GET", "POST"])
@opens(Role.ADMIN)
def reset(person_id: int) -> ResponseReturnValue:
    person, form = found(person_id), ResetForm()
    if form.validate_on_submit():
        with trying(form) as kept:
            person.set_password(form.password.data, Act(None if person.id == me().id else me(), now()))
        if kept:
            return done(_("密码已重置，请告诉本人。"))
    return form_page(_("重置“%(name)s”的密码", name=person.username), form, ("password",))


def candidates(person: Person, hangs: Hangs) -> dict[str, list[Person]]:
    """Who may take over each kind of what hangs on a person."""
    others = [one for one in people(db.session(), person.bureau_id, active=True) if one.id != person.id]
    leaders = [one for one in others if one.has(Role.LEADER)]
    leads = {item.lead_id for item in hangs.items}
    wrote = {draft.department_id for draft in hangs.drafts}
    chosen = {
        "items": [one for one in others if any(one.belongs(key) for key in leads)],
        "leading": leaders,
        "drafts": [one for one in others if any(one.belongs(key) for key in wrote)],
        "reviews": leaders,
    }
    return {kind: some for kind, some in chosen.items() if getattr(hangs, kind)}


def why_not(person: Person) -> str:
    """Why this account cannot be switched off; empty where it can."""
    try:
        person.may_go(act())
    except NotAllowed as refusal:
        return _(refusal.text, **refusal.values)
    return ""


@pages.route("/people/<int:person_id>/switch", methods=["GET", "POST"])
@opens(Role.ADMIN)
def switch(person_id: int) -> ResponseReturnValue:
    """停用 or 交接: what hangs on the account, who takes it over, one act. Switched on again at once."""
    person = found(person_id)
    if not person.active:
        if request.method == "POST":
            with trying():
                person.switch(True, act())
            return done(_("已启用。"))
        return render_template("people/switch.html", person=person)
    hangs = hangs_on(db.session(), person)
    choices = candidates(person, hangs)
    form, off = SuccessorForm().offer(choices), request.form.get("act") != "only"
    if form.validate_on_submit():
        everyone = {one.id: one for one in people(db.session(), person.bureau_id, active=True)}
        to = Successors(**{kind: everyone.get(form.chosen(kind)) for kind in choices})
        with trying(form) as kept:
            hand_over(db.session(), person, to, act(), off=off)
        if kept:
            return done(_("已停用，名字保留在历史里。") if off else _("已交接。"))
    html = render_template("people/switch.html", person=person, hangs=hangs, form=form, refused=why_not(person))
    return html, 422 if form.errors else 200
