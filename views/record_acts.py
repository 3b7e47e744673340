"""What is done with a record: submit, confirm, send back, void, restore; the months of a problem."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.items import ReasonForm
from forms.records import UpdateForm
from models.people import Role
from models.records import Record, RecordState
from views.access import act, found_record, opens
from views.records import record_html
from views.trying import trying

pages = Blueprint("record_acts", __name__)
MEMBERS = (Role.STAFF, Role.HEAD)


def at_once(record: Record, verb: Callable[[], None], done: str) -> ResponseReturnValue:
    """One verb without a form; a refusal is said where the person stands."""
    with trying() as kept:
        verb()
    if kept:
        flash(done, "ok")
    return redirect(url_for("records.one", record_id=record.id), 303)


def act_with_reason(record_id: int, right: str, verb: Callable[[Record, str], None], done: str) -> ResponseReturnValue:
    """One verb that needs a reason; without one the page comes back with what was typed."""
    record, form = found_record(record_id, right), ReasonForm()
    if form.validate():
        with trying(form) as kept:
            verb(record, form.reason.data)
        if kept:
            flash(done, "ok")
            return redirect(url_for("records.one", record_id=record_id), 303)
    return record_html(record, form, UpdateForm(formdata=None).offer())


@pages.post("/records/<int:record_id>/submit")
@opens(*MEMBERS)
def submit(record_id: int) -> ResponseReturnValue:
    record = found_record(record_id, "write")
    return at_once(record, lambda: record.submit(act()), _("已提交，等法治办确认后计数。"))


@pages.post("/records/<int:record_id>/confirm")
@opens(Role.OFFICE)
def confirm(record_id: int) -> ResponseReturnValue:
    record = found_record(record_id, "office")
    return at_once(record, lambda: record.confirm(act()), _("已确认，从现在起计数。"))


@pages.post("/records/<int:record_id>/return")
@opens(Role.OFFICE)
def send_back(record_id: int) -> ResponseReturnValue:
    verb = lambda record, reason: record.send_back(reason, act())  # noqa: E731
    return act_with_reason(record_id, "office", verb, _("已退回科室。"))


@pages.post("/records/<int:record_id>/void")
@opens(*MEMBERS, Role.OFFICE)
def void(record_id: int) -> ResponseReturnValue:
    """作废: a confirmed one by the office, one that was never counted also by its department."""
    verb = lambda record, reason: record.void(reason, act())  # noqa: E731
    return act_with_reason(record_id, "void", verb, _("已作废，不再计数；用到它的数据会跟着变。"))


@pages.post("/records/<int:record_id>/restore")
@opens(*MEMBERS, Role.OFFICE)
def restore(record_id: int) -> ResponseReturnValue:
    record = found_record(record_id, "void")
    counts = record.was == RecordState.CONFIRMED.value
    return at_once(record, lambda: record.restore(act()), _("已恢复，重新计数。") if counts else _("已恢复。"))


@pages.post("/records/<int:record_id>/update")
@opens(*MEMBERS, Role.OFFICE)
def update(record_id: int) -> ResponseReturnValue:
    """一月一更新 of a problem."""
    record, form = found_record(record_id, "update"), UpdateForm().offer()
    if form.validate():
        with trying(form) as done:
            record.update(form.month.data, form.text.data, form.solved.data, act())
        if done:
            flash(_("已更新。"), "ok")
            return redirect(url_for("records.one", record_id=record_id), 303)
    return record_html(record, ReasonForm(formdata=None), form)


@pages.post("/records/<int:record_id>/close")
@opens(Role.OFFICE)
def close(record_id: int) -> ResponseReturnValue:
    record = found_record(record_id, "office")
    return at_once(record, lambda: record.close_problem(act()), _("问题已销号。"))


@pages.post("/records/<int:record_id>/reopen")
@opens(Role.OFFICE)
def reopen(record_id: int) -> ResponseReturnValue:
    verb = lambda record, reason: record.reopen_problem(reason, act())  # noqa: E731
    return act_with_reason(record_id, "office", verb, _("已重新打开。"))
