"""Sign in, sign out, change the password."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from forms.account import LoginForm, PasswordForm
from models.act import Act
from models.people import DEMO_PASSWORD, Bureau, Person, Role, people, person_with_roles, refuse_stranger
from views.access import bureau, me, now, opens
from views.trying import trying

pages = Blueprint("account", __name__)


def own_path(target: str | None) -> str | None:
    """A target inside the product, or None: nobody is sent elsewhere after signing in."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target or ":" in target:
        return None
    return target


def begin(person: Person) -> None:
    """A new session for this person: whatever stood in the old one is gone."""
    session.clear()
    session.permanent = True
    session.update(person=person.id, stamp=person.stamp, seen=int(datetime.now(UTC).timestamp()))


def clock_of(person: Person) -> datetime:
    """The moment at the bureau of a person who is not signed in yet."""
    return db.session().get_one(Bureau, person.bureau_id).moment(datetime.now(UTC))


@pages.route("/login", methods=["GET", "POST"])
@opens(public=True)
def login() -> ResponseReturnValue:
    held, form = bureau(), LoginForm()
    if form.validate_on_submit():
        person = person_with_roles(db.session(), username=form.username.data)
        if person is None:
            refuse_stranger(held, form.username.data, form.password.data, now())
        welcome = person is not None and person.sign_in(form.password.data, clock_of(person))
        db.commit()
        if person is not None and welcome:
            begin(person)
            return redirect(own_path(request.args.get("next")) or url_for("home.page"), 303)
        form.form_errors.append(_("用户名或密码不对，或账号已停用。连续输错五次，要等 15 分钟再试。"))
    accounts: list[Person] = []
    if held.demo_as_of:
        everyone = people(db.session(), held.key_id, active=True)
        firsts = {role: next((one for one in everyone if role in one.roles), None) for role in Role}
        accounts = [one for one in firsts.values() if one]
    html = render_template("account/login.html", form=form, accounts=accounts, demo_password=DEMO_PASSWORD)
    return html, 422 if form.errors else 200


@pages.post("/logout")
@opens()
def logout() -> ResponseReturnValue:
    session.clear()
    return redirect(url_for("account.login"), 303)


@pages.route("/password", methods=["GET", "POST"])
@opens()
def password() -> ResponseReturnValue:
    """Change the own password; forced at the first sign-in. Other sessions of the account end."""
    person, form = me(), PasswordForm()
    if form.validate_on_submit():
        if not person.knows(form.old.data):
            form.old.errors = [_("现在的密码不对。")]
        else:
            with trying(form) as done:
                person.set_password(form.password.data, Act(person, now()))
            if done:
                begin(person)
                flash(_("密码已修改。"), "ok")
                return redirect(url_for("home.page"), 303)
    return render_template("account/password.html", form=form, forced=person.must_change), 422 if form.errors else 200
