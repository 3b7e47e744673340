"""年度: open, start, archive, reopen."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists import STANDARD, Wrong, available, kind_of, title_of
from desk.opening import File, Plan, Unreadable, apart, open_from, read_plan
from forms.items import ReasonForm
from forms.years import DeleteYearForm, OpenYearForm
from models.base import NotAllowed
from models.items import opening, year_faults
from models.ledger import state_counts, unassigned
from models.office import delete_year
from models.people import Role
from models.years import Year, YearState, years, years_full
from views.access import act, bureau, found_year, opens, today
from views.trying import trying

pages = Blueprint("years", __name__)
LONGEST_REMARK = 160


@pages.get("/years")
@opens(Role.OFFICE)
def page() -> ResponseReturnValue:
    session = db.session()
    rows = years_full(session, bureau().key_id)
    counts = state_counts(session, [row.key_id for row in rows])
    left = {row.id: unassigned(session, row.key_id) for row in rows if row.state == YearState.PREPARING}
    return render_template("years/page.html", rows=rows, counts=counts, left=left, reason=ReasonForm(formdata=None))


def choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The packaged checklists and the outlines, as (name, words)."""
    lists: list[tuple[str, str]] = []
    outlines = [(STANDARD, _("标准提纲（按清单的章节生成）"))]
    for name in available():
        kind = kind_of(name)
        if kind in ("checklist", "outline"):
            (lists if kind == "checklist" else outlines).append((name, f"{title_of(name)}（{name}）"))
    return lists, outlines


def plan_of(form: OpenYearForm) -> Plan | None:
    """What was ticked and handed in, read; None where a file is wrong, with every mistake of every file at the field."""
    with tempfile.TemporaryDirectory() as folder:
        own = []
        for place, upload in enumerate(one for one in form.files.data or [] if one and one.filename):
            path = Path(folder) / f"{place}.yaml"
            upload.save(path)
            own.append(File(str(upload.filename), str(path)))
        given, outlines = apart(own)
        lists = [*(File(name) for name in form.checklists.data or []), *given]
        try:
            if lists:
                return read_plan(lists, outlines or [File(str(form.outline.data))])
            form.files.errors = [*form.files.errors, _("请选择内置清单，或选自己的清单文件。")]
        except NotAllowed as refusal:
            form.also([refusal])
        except Unreadable as wrong:
            said = [f"{name} {one.told(_)}" for name, faults in wrong.faults for one in faults.problems]
            form.files.errors = [*form.files.errors, *said]
    return None


def handed_in(form: OpenYearForm) -> Plan | None:
    """What the form asks for, or None where anything is wrong: the number, the choices and the files are told at once."""
    form.validate()
    found = None
    if not form.no.errors:
        form.also(year_faults(db.session(), bureau(), form.no.data))
    if not form.checklists.errors and not form.outline.errors:
        found = plan_of(form)
    return None if form.errors else found


@pages.route("/years/new", methods=["GET", "POST"])
@opens(Role.OFFICE)
def open() -> ResponseReturnValue:
    """Open a year from packaged files and one's own; every mistake of a file is named with its line."""
    newest = years(db.session(), bureau().key_id)
    form = OpenYearForm(data={"no": newest[0][0] + 1 if newest else today().year}).offer(*choices())
    if form.is_submitted() and (plan := handed_in(form)) is not None:
        try:
            with trying(form) as done:
                opened = open_from(db.session(), bureau(), form.no.data, plan, act())
        except Wrong as wrong:  # the packaged kinds and indicators, which a bureau may edit
            form.form_errors += [one.told(_) for one in wrong.problems]
        if done:
            no = opened.year.no
            flash(_("已建立%(no)s年度，共 %(n)s 项。先分派，再启动。", no=no, n=opened.items), "ok")
            if opened.before:
                flash(_("工作记录类型、指标和勾稽关系沿用 %(no)s 年度的，数值重新填。", no=opened.before), "ok")
            for remark in opened.remarks:
                flash(shortened(remark.said(_)), "warn")
            return redirect(url_for("ledger.page", no=no), 303)
    return render_template("years/new.html", form=form), 422 if form.errors else 200


def shortened(text: str) -> str:
    """What has to fit into a cookie with others like it."""
    return text if len(text) <= LONGEST_REMARK else f"{text[:LONGEST_REMARK]}……"


def move(no: int, verb: Callable[[Year], None], done: str) -> ResponseReturnValue:
    """A step of a year; a refusal is said where the person stands."""
    year = found_year(no, "office")
    with trying() as kept:
        verb(year)
    if kept:
        flash(done, "ok")
    return redirect(url_for("years.page"), 303)


@pages.post("/years/<int:no>/start")
@opens(Role.OFFICE)
def start(no: int) -> ResponseReturnValue:
    year = found_year(no, "office")
    left = unassigned(db.session(), year.key_id)
    done = _("已启动，各科室可以签收了。")
    if left:
        done += _("还有 %(n)s 项没有分派，请到台账里分派。", n=left)
    return move(no, lambda year: year.start(act()), done)


@pages.post("/years/<int:no>/archive")
@opens(Role.OFFICE)
def archive(no: int) -> ResponseReturnValue:
    return move(no, lambda year: opening.archive(year, act()), _("已归档，只能查看。"))


@pages.post("/years/<int:no>/delete")
@opens(Role.OFFICE)
def delete(no: int) -> ResponseReturnValue:
    typed = DeleteYearForm().typed.data or ""
    done = _("已删除%(no)s年度。", no=no)
    return move(no, lambda year: delete_year(db.session(), year, typed, act()), done)


@pages.post("/years/<int:no>/reopen")
@opens(Role.OFFICE)
def reopen(no: int) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        flash(_("请写明重开的原因。"), "error")
        return redirect(url_for("years.page"), 303)
    return move(no, lambda year: year.reopen(form.reason.data, act()), _("已重开。"))
