"""What the office does with an item: hand out, reword, add, drop, restore, close as 不适用, reopen."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from desk.outline import add_placed
from forms.items import EVERYONE, AssignForm, ItemForm, NewItemForm, ReasonForm
from models.entries import entry
from models.history import last_act
from models.items import DueKind, Item, hand_out_faults
from models.passages import must_be_unfrozen
from models.people import Department, Person, Role, departments, people
from views.access import act, found_item, found_year, offer, opens, why_shut
from views.items import act_page, back
from views.outline import places
from views.trying import said, trying
from views.undo import flash_done

pages = Blueprint("item_office", __name__)


def assign_form(item: Item) -> tuple[AssignForm, list[Person]]:
    """The form as the item stands, with its choices."""
    everyone = people(db.session(), item.year.bureau_id, active=True)
    form = AssignForm(
        data={
            "lead": EVERYONE if item.all_departments else item.lead_id,
            "helpers": sorted(item.helper_ids),
            "person": item.person_id,
            "leader": item.leader_id,
            "due_kind": item.due_kind.value,
            "due": item.due if item.due_kind == DueKind.DATE else None,
            "version": item.version,
        }
    )
    members = [one for one in everyone if one.department and one.has(Role.STAFF, Role.HEAD)]
    leaders = [one for one in everyone if one.has(Role.LEADER)]
    return form.offer(departments(db.session(), item.year.bureau_id, active=True), members, leaders), everyone


@pages.route("/items/<int:item_id>/assign", methods=["GET", "POST"])
@opens(Role.OFFICE)
def assign(item_id: int) -> ResponseReturnValue:
    """分派 one item."""
    item = found_item(item_id, "office")
    form, everyone = assign_form(item)
    persons = {one.id: one for one in everyone}
    rooms = {one.id: one for one in departments(db.session(), item.year.bureau_id, active=True)}
    if sound(form, item, rooms, persons) and fresh(form, item):
        with trying(form) as done:
            item.assign(
                act(),
                lead=rooms.get(form.lead.data),
                all_departments=form.lead.data == EVERYONE,
                helpers=[rooms[one] for one in form.helpers.data],
                person=persons.get(form.person.data),
                leader=persons.get(form.leader.data),
                due_kind=DueKind(form.due_kind.data),
                due=form.due.data,
            )
        if done:
            flash_done(said(done, handed_out(item)))
            return back(item)
    return act_page(item, form, _("分派"), _("换了牵头科室的，要由新科室重新签收；已报的进展保留。"))


def handed_out(item: Item) -> str:
    """What a hand-out came to, in words."""
    last = last_act(db.session())
    if last is not None and last.verb == "item.arrange":
        return _("已调整分派。")
    return _("已分派给各科室。") if item.all_departments else _("已分派，等待牵头科室签收。")


def sound(form: AssignForm, item: Item, rooms: dict[int | None, Department], persons: dict[int | None, Person]) -> bool:
    """Whether the form may be carried out; what makes the hand-out senseless is told with the rest."""
    if not form.is_submitted():
        return False
    valid, lead = form.validate(), rooms.get(form.lead.data)
    if form.due_kind.errors:
        return False
    kind, person = DueKind(form.due_kind.data), persons.get(form.person.data) if not form.lead.errors else None
    due = form.due.data if kind == DueKind.DATE else None
    return not form.also(hand_out_faults(lead, form.lead.data == EVERYONE, person, kind, due, item.year.no)) and valid


def fresh(form: AssignForm | ItemForm, item: Item) -> bool:
    """Whether nobody saved in between; else the form says so, with the item as it stands now beside it."""
    if not form.stale(item.version):
        return True
    form.form_errors.append(_("刚才有人改过这个事项。您填的内容还在下面，请对照右侧的最新内容，再保存一次。"))
    form.version.data = form.version.raw_data = str(item.version)
    return False


@pages.route("/items/<int:item_id>/edit", methods=["GET", "POST"])
@opens(Role.OFFICE)
def edit(item_id: int) -> ResponseReturnValue:
    """Rename, renumber or reword."""
    item = found_item(item_id, "office")
    form = ItemForm(obj=item)
    if form.validate_on_submit() and fresh(form, item):
        names = ("no", "title", "section", "requirement", "note")
        with trying(form) as done:
            item.edit({name: form[name].data or "" for name in names}, act())
        if done:
            flash(said(done, _("已保存。")), "ok")
            return back(item)
    return act_page(item, form, _("修改事项"), _("只改这个年度的事项，不影响清单文件。"))


@pages.route("/years/<int:no>/items/new", methods=["GET", "POST"])
@opens(Role.OFFICE)
def new(no: int) -> ResponseReturnValue:
    """Add an item that no checklist had."""
    year = found_year(no, "office")
    offer(year, url_for("ledger.page", no=no))
    closed = why_shut(lambda: must_be_unfrozen(year))
    form = NewItemForm().offer(None if closed else places(year, year.read_outline()))
    if form.validate_on_submit():
        with trying(form) as done:
            item = add_placed(
                db.session(),
                year,
                {name: form[name].data or "" for name in ("no", "title", "section", "requirement", "note")},
                form.place.data if "place" in form else "",
                act(),
                standard=form.standard.data,
                steps=lines(form.steps.data),
                owed=lines(form.owed.data),
            )
        if done:
            flash(_("已新增，接着可以分派。"), "ok")
            return redirect(url_for("items.page", item_id=item.id), 303)
    return render_template("items/new.html", form=form, shown_year=year), 422 if form.errors else 200


def lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def with_reason(
    item_id: int, title: str, text: str, verb: Callable[[Item, str], None], done: str
) -> ResponseReturnValue:
    """An act of the office that needs a reason."""
    item, form = found_item(item_id, "office"), ReasonForm()
    if form.validate_on_submit():
        with trying(form) as kept:
            verb(item, form.reason.data)
        if kept:
            flash_done(done)
            return back(item)
    return act_page(item, form, title, text, danger=True)


@pages.route("/items/<int:item_id>/drop", methods=["GET", "POST"])
@opens(Role.OFFICE)
def drop(item_id: int) -> ResponseReturnValue:
    """取消."""
    text = _("取消后不再统计，也不写入报告；以后可以恢复。")
    verb: Callable[[Item, str], None] = lambda item, reason: item.drop(reason, act())  # noqa: E731
    return with_reason(item_id, _("取消事项"), text, verb, _("已取消。"))


@pages.route("/items/<int:item_id>/close-na", methods=["GET", "POST"])
@opens(Role.OFFICE)
def close_na(item_id: int) -> ResponseReturnValue:
    """Close as 不适用."""
    text = _("不经办结小结直接销号，结果记为“不适用”。")
    verb: Callable[[Item, str], None] = lambda item, reason: item.close_na(reason, act())  # noqa: E731
    return with_reason(item_id, _("按不适用销号"), text, verb, _("已按不适用销号。"))


@pages.route("/items/<int:item_id>/reopen", methods=["GET", "POST"])
@opens(Role.OFFICE)
def reopen(item_id: int) -> ResponseReturnValue:
    """重新打开."""
    text = _("回到推进中；原来的办结小结留在历史里，科室要重新提交。")
    verb: Callable[[Item, str], None] = lambda item, reason: entry.reopen(item, reason, act())  # noqa: E731
    return with_reason(item_id, _("重新打开"), text, verb, _("已重新打开。"))


@pages.post("/items/<int:item_id>/restore")
@opens(Role.OFFICE)
def restore(item_id: int) -> ResponseReturnValue:
    item = found_item(item_id, "office")
    with trying() as done:
        item.restore(act())
    if done:
        flash(_("已恢复。"), "ok")
    return back(item)
