"""进展与办结小结: write, change, submit, take back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists import filled
from desk.printed import of_item
from forms.entries import ClosingForm, EntryForm
from models.entries import (
    CLOSING_MONTH,
    Entry,
    EntryKind,
    EntryState,
    Said,
    Stance,
    accepted_progress,
    entry_before,
    live_entry,
    returned_entry,
)
from models.entries import write as write_entry
from models.evidence import open_ends
from models.items import Item
from models.people import Department, Role
from reports.blocks import rejoined
from reports.compose import slots
from views.access import act, found_entry, found_item, me, opens, today
from views.citations import wrong_tokens
from views.items import back
from views.presence import also_here, draft_place
from views.printed import as_printed
from views.trying import trying

pages = Blueprint("entries", __name__)


def own_room(item: Item) -> Department:
    """The department this person reports for."""
    room = me().department
    return room if room is not None else abort(403)


def asked_month(item: Item, kind: EntryKind) -> int:
    """The month of the address; a closing entry has none."""
    if kind == EntryKind.CLOSING:
        return CLOSING_MONTH
    text = request.values.get("month", "")
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= 12
        else item.year.month_of(today())
    )


def form_for(kind: EntryKind, start: Entry | None) -> EntryForm | ClosingForm:
    """The form of a kind, as the entry it starts from says."""
    data = {"text": start.text, "shortfall": start.shortfall, "version": start.version} if start else {}
    if kind == EntryKind.CLOSING:
        return ClosingForm(data=data)
    more = {"stance": start.stance.value, "percent": start.percent} if start else {}
    return EntryForm(data=data | more).offer()


@pages.route("/items/<int:item_id>/entries/new", methods=["GET", "POST"])
@opens(Role.STAFF, Role.HEAD)
def write(item_id: int) -> ResponseReturnValue:
    """A new draft; where one is there already, that one is opened. A returned text is answered from its own words."""
    item = found_item(item_id, "part")
    room = own_room(item)
    kind = EntryKind.CLOSING if request.values.get("kind") == "closing" else EntryKind.MONTHLY
    month = asked_month(item, kind)
    live = live_entry(db.session(), item_id, room.key_id, month)
    if live is not None and request.method == "GET":
        if live.state == EntryState.DRAFT:
            return redirect(url_for("entries.edit", entry_id=live.id))
        flash(_("这个月的进展已经提交；要改，请先撤回。") if month else _("办结小结已经提交；要改，请先撤回。"), "warn")
        return back(item)
    before = returned_entry(db.session(), item_id, room.key_id, month)
    form = form_for(kind, before)
    if live is not None and live.state != EntryState.DRAFT:
        return entry_page(item, form, kind, month, None, before, live)
    if not joined(form) and form.validate_on_submit() and may_go(item, form):
        with trying(form) as done:
            entry = write_entry(item, room, kind, month, form.said(), act(), final=handed_in())
        if done:
            return saved(entry)
        live = live_entry(db.session(), item_id, room.key_id, month)
    return entry_page(item, form, kind, month, None, before, live)


def handed_in() -> bool:
    """Whether the pressed button hands the entry in; else it is kept as a draft."""
    return request.form.get("act") == "submit"


def joined(form: EntryForm | ClosingForm) -> bool:
    """Whether the pressed button was 合成一段: the lines of the text are joined in the field, nothing is kept."""
    if request.form.get("act") != "join":
        return False
    form.text.data = rejoined(form.text.data or "")
    return True


def may_go(item: Item, form: EntryForm | ClosingForm) -> bool:
    """Whether the text may be handed in: its tokens are figures there are. A draft may say anything."""
    wrong = wrong_tokens(item.year, form.text.data or "", empty=True) if handed_in() else []
    form.text.errors = [*form.text.errors, *wrong]
    return not wrong


def saved(entry: Entry) -> ResponseReturnValue:
    flash(_("已提交，等待法治办审核。") if handed_in() else _("草稿已保存。"), "ok")
    return redirect(url_for("items.page", item_id=entry.item_id), 303)


def heading_of(item: Item) -> str | None:
    """The heading under which the report prints what is written of an item, or None where its outline has no place."""
    ref = f"{item.checklist_key}/{item.key}"
    found = slots(filled(item.year.said_outline(item.year.bureau), [ref]), {ref: item.title})
    return next((one.heading for one in found if ref in one.items), None)


def entry_page(
    item: Item,
    form: EntryForm | ClosingForm,
    kind: EntryKind,
    month: int,
    entry: Entry | None,
    returned: Entry | None,
    theirs: Entry | None = None,
) -> ResponseReturnValue:
    """The form; where somebody else saved first, their text beside the one that was typed.

    What was handed in meanwhile takes no change: the page says so, keeps what was typed, and offers the way on.
    """
    over = next((one for one in (entry, theirs) if one is not None and one.state != EntryState.DRAFT), None)
    status = 422 if form.errors else 200
    if over:
        status = 409
    last = entry_before(db.session(), entry) if entry else None
    html = render_template(
        "entries/write.html",
        item=item,
        form=form,
        closing=kind == EntryKind.CLOSING,
        month=month,
        entry=entry,
        returned=returned,
        over=over,
        theirs=theirs or (entry if form.errors or over else None),
        here=also_here(draft_place(entry.id)) if entry else [],
        faults=wrong_tokens(item.year, form.text.data or "") if not form.text.errors else [],
        last=last,
        ends=open_ends(item) if kind == EntryKind.CLOSING else [],
        printed=heading_of(item) if kind == EntryKind.CLOSING else None,
        progress=accepted_progress(db.session(), item.key_id) if kind == EntryKind.CLOSING else [],
        trial=as_printed(of_item(db.session(), item, form.text.data or ""), form.text.data or "") if not over else None,
        leads=item.all_departments or me().department_id == item.lead_id,
    )
    return html, status


@pages.route("/entries/<int:entry_id>", methods=["GET", "POST"])
@opens(Role.STAFF, Role.HEAD)
def edit(entry_id: int) -> ResponseReturnValue:
    """Go on with a draft."""
    entry = found_entry(entry_id, "write")
    form = form_for(entry.kind, entry)
    if entry.state != EntryState.DRAFT and request.method == "GET":
        return back(entry.item)
    if entry.state == EntryState.DRAFT and not joined(form) and form.validate_on_submit():
        if form.stale(entry.version):
            form.form_errors.append(_("刚才有人改过这份草稿，最新内容在下方。您填的还在，核对后再保存一次。"))
            form.version.data = str(entry.version)
        elif may_go(entry.item, form):
            with trying(form) as done:
                entry.revise(form.said(), act(), final=handed_in())
            if done:
                return saved(entry)
    returned = returned_entry(db.session(), entry.item_id, entry.department_id, entry.month)
    return entry_page(entry.item, form, entry.kind, entry.month, entry, returned)


@pages.post("/items/<int:item_id>/unchanged")
@opens(Role.STAFF, Role.HEAD)
def unchanged(item_id: int) -> ResponseReturnValue:
    """本月无变化, in one click."""
    item = found_item(item_id, "part")
    month = asked_month(item, EntryKind.MONTHLY)
    said = Said(stance=Stance.UNCHANGED)
    with trying() as done:
        write_entry(item, own_room(item), EntryKind.MONTHLY, month, said, act(), final=True)
    if done:
        flash(_("已报“本月无变化”。"), "ok")
    return redirect(url_for("monthly.page", no=item.year.no, month=month), 303)


@pages.post("/entries/<int:entry_id>/withdraw")
@opens(Role.STAFF, Role.HEAD)
def withdraw(entry_id: int) -> ResponseReturnValue:
    """撤回 before anyone has reviewed."""
    entry = found_entry(entry_id, "write")
    with trying() as done:
        entry.withdraw(act())
    if not done:
        return back(entry.item)
    flash(_("已撤回，可以继续修改。"), "ok")
    return redirect(url_for("entries.edit", entry_id=entry.id), 303)


@pages.post("/entries/<int:entry_id>/discard")
@opens(Role.STAFF, Role.HEAD)
def discard(entry_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    entry = found_entry(entry_id, "write")
    item = entry.item
    with trying() as done:
        entry.discard(act())
    if done:
        flash(_("草稿已删除。"), "ok")
    return back(item)
