"""The item page, and what its department does with it: acknowledge, return, hand on, tick."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from forms.evidence import UploadForm
from forms.items import HandOnForm, ReasonForm
from models.entries import Entry, EntryState, stranded_drafts
from models.evidence import EvidenceLink, links_of, open_ends, past_links, the_one_missing
from models.history import Story, has_reported, may_undo, open_entries, returned_of, story, taken_back
from models.items import Item, Owed
from models.ledger import Glance, borders, glance, owed_of, percent_of_item, rights, to_answer
from models.office import unreviewable
from models.people import Role, people
from models.workdays import workdays_between
from models.years import YearState
from views.access import act, bureau, found_item, me, opens, today
from views.asked import page_number
from views.outline import place_form
from views.records import records_of
from views.trying import said, trying
from views.undo import flash_done

pages = Blueprint("items", __name__)


def days_left(item: Item, seen: Glance) -> int | None:
    """Workdays to the due date (negative: past it), where the lamp speaks of them."""
    if item.due is None or seen.lamp.value not in ("near", "late"):
        return None
    return workdays_between(today(), item.due)


@dataclass(frozen=True)
class Waiting:
    """What waits for this reader: it stands at the foot of the page, the most urgent as its main act."""

    review: list[Entry]
    returned: Entry | None
    drafts: list[Entry]
    mine: list[Entry]
    month: int
    reported: bool
    closing: bool
    ends: list[str]


def waiting(item: Item, may: Mapping[str, bool]) -> Waiting:
    """Look through what is under way about the item, with this reader's eyes."""
    person, session = me(), db.session()
    under_way = open_entries(session, item.key_id)
    own = [one for one in under_way if rights.may_write(person, one)]
    room, month = person.department_id, item.year.month_of(today())
    part = may["report"] and room is not None
    return Waiting(
        review=to_answer(session, person, item.key_id),
        returned=returned_of(session, item.key_id, room) if part and room else None,
        drafts=[one for one in own if one.state == EntryState.DRAFT],
        mine=[one for one in own if one.state == EntryState.SUBMITTED],
        month=month,
        reported=bool(part and room and has_reported(session, item.key_id, room, month)),
        closing=any(one.closing for one in under_way),
        ends=open_ends(item) if may["ask"] else [],
    )


@pages.get("/items/<int:item_id>")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
def page(item_id: int) -> ResponseReturnValue:
    item = found_item(item_id)
    session, person = db.session(), me()
    may = {act: rights.may(person, item, act) for act in rights.DOORS}
    at = borders(session, bureau(), item.year, today())
    seen = glance(session, item.key_id, at, percent_of_item())
    links, past = links_of(session, item.key_id), past_links(session, item.key_id)
    may["supply"] = may["supply"] and item.short and bool(missing(item, links))
    visible = {one.id for one in [*links, *past] if rights.may_open(person, one, item)}
    told = story(session, item, page_number())
    return render_template(
        "items/page.html",
        item=item,
        seen=seen,
        owed=owed_of(session, item, person.department_id, at.last_month) if seen.missing else [],
        left=days_left(item, seen),
        may=may,
        links=links,
        past=past,
        visible=visible,
        names={one.id: one.evidence.title for one in [*links, *past] if one.id in visible},
        story=told,
        undo_id=offer(item, told),
        stuck={one.id for one in unreviewable(session, item.year.bureau_id, item_id=item.key_id)},
        stranded=stranded_drafts(session, item) if rights.leads(person, item) else [],
        waits=waiting(item, may),
        upload=upload_form(item, links),
        counted=records_of(item),
        place=place_form(item) if item.year.state != YearState.ARCHIVED else None,
    )


def upload_form(item: Item, links: list[EvidenceLink]) -> UploadForm:
    """An empty form; to a closed item only what it still owes is handed in (补交)."""
    form = UploadForm(formdata=None, data={"owed": the_one_missing(item, (one.owed_id for one in links))})
    return form.offer(missing(item, links) if item.short else item.owed, late=item.short)


def missing(item: Item, links: list[EvidenceLink]) -> list[Owed]:
    """The things owed for which no file stands."""
    there = {one.owed_id for one in links}
    return [one for one in item.owed if one.id not in there]


def offer(item: Item, told: Story) -> int | None:
    """The newest act of the history, where this reader may still take it back."""
    act = told.lines[0].acts[0] if told.number == 1 and told.lines and told.lines[0].acts else None
    open_year = item.year.state != YearState.ARCHIVED
    return act.id if act and open_year and may_undo(me(), act) and not taken_back(db.session(), [act]) else None


def back(item: Item) -> ResponseReturnValue:
    return redirect(url_for("items.page", item_id=item.id), 303)


@pages.post("/items/<int:item_id>/acknowledge")
@opens(Role.STAFF, Role.HEAD)
def acknowledge(item_id: int) -> ResponseReturnValue:
    item = found_item(item_id, "lead")
    with trying() as done:
        item.acknowledge(act())
    if done:
        flash_done(_("已签收，请按月填报进展。"))
    return back(item)


@pages.route("/items/<int:item_id>/decline", methods=["GET", "POST"])
@opens(Role.HEAD)
def decline(item_id: int) -> ResponseReturnValue:
    """退回分派, with a reason."""
    item, form = found_item(item_id, "head"), ReasonForm()
    if form.validate_on_submit():
        with trying(form) as done:
            item.decline(form.reason.data, act())
        if done:
            flash(_("已退回法治办，等待重新分派。"), "ok")
            return redirect(url_for("home.page"), 303)
    return act_page(item, form, _("退回分派"), _("说明为什么不该由本科室牵头，法治办会重新分派。"))


@pages.route("/items/<int:item_id>/hand-on", methods=["GET", "POST"])
@opens(Role.HEAD)
def hand_on(item_id: int) -> ResponseReturnValue:
    """交办: name the person of the department."""
    item = found_item(item_id, "head")
    staff = [one for one in people(db.session(), item.year.bureau_id, active=True) if one.belongs(item.lead_id)]
    form = HandOnForm(data={"person": item.person_id, "version": item.version}).offer(staff)
    if form.validate_on_submit():
        if form.stale(item.version):
            form.form_errors.append(_("刚才有人改过这个事项，最新内容在旁边。核对后再保存一次。"))
            form.version.data = form.version.raw_data = str(item.version)
        else:
            with trying(form) as done:
                item.hand_on(next((one for one in staff if one.id == form.person.data), None), act())
            if done:
                flash_done(said(done, _("已交办。")))
                return back(item)
    return act_page(item, form, _("交办"), _("选择本科室负责这个事项的人。"))


@pages.post("/items/<int:item_id>/checkpoints/<int:checkpoint_id>")
@opens(Role.STAFF, Role.HEAD)
def tick(item_id: int, checkpoint_id: int) -> ResponseReturnValue:
    """Tick or untick, as the button says; doing it twice changes nothing."""
    item = found_item(item_id, "lead")
    checkpoint = next((one for one in item.checkpoints if one.id == checkpoint_id), None) or abort(404)
    with trying() as done:
        item.tick(checkpoint, request.form.get("on") == "1", act())
    if done and checkpoint.ticked_at:
        flash_done(_("已勾选“%(name)s”。", name=checkpoint.text))
    elif done:
        flash_done(_("已取消勾选“%(name)s”。", name=checkpoint.text))
    return redirect(url_for("items.page", item_id=item.id, _anchor="checkpoints"), 303)


def act_page(item: Item, form: object, title: str, text: str, *, danger: bool = False) -> ResponseReturnValue:
    """One act with a form of its own: what it is about, what will happen, the fields, the button."""
    refused = bool(getattr(form, "errors", None))
    html = render_template("items/act.html", item=item, form=form, title=title, text=text, danger=danger)
    return html, 422 if refused else 200
