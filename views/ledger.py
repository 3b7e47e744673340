"""台账: one table of a year's items; everything that is asked for stands in the address."""

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import db
from forms.items import EVERYONE
from forms.ledger import KEEP, BulkForm
from models.base import NotAllowed
from models.finders import items_by_id
from models.item import DueKind, Item, ItemState
from models.lamp import Lamp, borders
from models.ledger import Filter, LedgerRow, ledger
from models.people import Department, Person, Role, departments, people
from models.workdays import workdays_between
from models.year import Year
from views.access import bureau, found_year, me, now, opens, today
from views.asked import number, page_number, words
from views.undo import flash_done

pages = Blueprint("ledger", __name__)
TILES = (Lamp.OK, Lamp.NEAR, Lamp.LATE, Lamp.IDLE, Lamp.CLOSED)
SORTS = {
    "no": _l("序号"),
    "department": _l("牵头科室"),
    "due": _l("完成时限"),
    "percent": _l("进度"),
    "lamp": _l("状态"),
}
MOST_PICKED = 500


def asked() -> Filter:
    """What the address asks for; nonsense in it asks for nothing."""

    def kind(name: str, kinds: type[Any]) -> Any:
        return next((one for one in kinds if one.value == request.args.get(name)), None)

    return Filter(
        checklist=words("checklist"),
        department=number("department"),
        person=number("person"),
        nobody=request.args.get("person") == "none",
        state=kind("state", ItemState),
        lamp=kind("lamp", Lamp),
        text=words("q"),
        sort=request.args.get("sort", "no") if request.args.get("sort") in SORTS else "no",
        down=request.args.get("down") == "1",
        page=page_number(),
    )


def link(no: int, want: Filter, **change: Any) -> str:
    """The address of the ledger as it is asked for now, with something changed."""
    now_asked: dict[str, Any] = {
        "checklist": want.checklist,
        "department": want.department,
        "person": "none" if want.nobody else want.person,
        "state": want.state and want.state.value,
        "lamp": want.lamp and want.lamp.value,
        "q": want.text,
        "sort": want.sort if want.sort != "no" else None,
        "down": 1 if want.down else None,
    }
    return url_for("ledger.page", no=no, **{name: value for name, value in (now_asked | change).items() if value})


def in_words(want: Filter, year: Year, rooms: list[Department], persons: list[Person]) -> str:
    """The filter as a sentence, for the printed head."""
    said = [row.title for row in year.checklist_rows if row.key == want.checklist]
    said += [one.name for one in rooms if one.id == want.department]
    said += [one.name for one in persons if one.id == want.person]
    said += [_("无责任人")] if want.nobody else []
    said += [_(one.word) for one in (want.state, want.lamp) if one]
    if want.text:
        said.append(_("含“%(text)s”", text=want.text))
    return "、".join(said) or _("全部事项")


def sections(rows: list[LedgerRow], grouped: bool) -> list[tuple[str, list[LedgerRow]]]:
    """Rows under the title of their section; one nameless group where another order was asked for."""
    found: list[tuple[str, list[LedgerRow]]] = []
    for row in rows:
        name = row.section if grouped else ""
        other_list = found and found[-1][1][0].checklist_key != row.checklist_key
        if not found or found[-1][0] != name or (grouped and other_list):
            found.append((name, []))
        found[-1][1].append(row)
    return found


@pages.get("/years/<int:no>/ledger")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
def page(no: int) -> ResponseReturnValue:
    year, want, person = found_year(no), asked(), me()
    session, day = db.session(), today()
    found = ledger(session, person, year.key_id, want, borders(session, bureau(), year, day))
    rooms, persons = departments(session, year.bureau_id), people(session, year.bureau_id)
    return render_template(
        "ledger/page.html",
        shown=year,
        want=want,
        found=found,
        groups=sections(found.rows, want.sort == "no" and not want.down),
        tiles=[(one, found.counts.get(one, 0)) for one in TILES],
        everything=sum(count for one, count in found.counts.items() if one != Lamp.NONE),
        days={
            row.id: workdays_between(day, row.due)
            for row in found.rows
            if row.due and row.lamp in (Lamp.NEAR, Lamp.LATE)
        },
        link=lambda **change: link(no, want, **change),
        link_page=lambda number: link(no, want, page=number),
        sorts=SORTS,
        rooms_list=rooms,
        persons=[one for one in persons if one.has(Role.STAFF, Role.HEAD)],
        states=list(ItemState),
        words=in_words(want, year, rooms, persons),
        office=person.has(Role.OFFICE) and year.state.value != "archived",
        as_of=day,
    )


def picked(year: Year) -> list[Item]:
    """The items whose boxes were ticked."""
    ids = [int(one) for one in request.form.getlist("items") if one.isascii() and one.isdigit() and len(one) < 10]
    return items_by_id(db.session(), year.key_id, ids[:MOST_PICKED])


def wanted(form: BulkForm, item: Item, rooms: dict[int, Department], persons: dict[int, Person]) -> dict[str, Any]:
    """What assign() is to be told for one item: its own values where nothing was chosen."""
    lead_id = item.lead_id if form.lead.data in (KEEP, None) else form.lead.data
    everyone = item.all_departments if form.lead.data in (KEEP, None) else form.lead.data == EVERYONE
    person = persons.get(item.person_id or 0) if form.person.data in (KEEP, None) else persons.get(form.person.data)
    if form.person.data in (KEEP, None) and person and (everyone or person.department_id != lead_id):
        person = None
    kind = DueKind(form.due_kind.data) if form.due_kind.data else item.due_kind
    return {
        "lead": None if everyone else rooms.get(lead_id or 0),
        "all_departments": everyone,
        "helpers": item.helpers,
        "person": person,
        "leader": persons.get(item.leader_id or 0)
        if form.leader.data in (KEEP, None)
        else persons.get(form.leader.data),
        "due_kind": kind,
        "due": (form.due.data if form.due_kind.data else item.due) if kind == DueKind.DATE else None,
    }


@pages.post("/years/<int:no>/ledger/assign")
@opens(Role.OFFICE)
def assign(no: int) -> ResponseReturnValue:
    """分派 many: choose, see what will change, apply all or nothing."""
    year = found_year(no, "office")
    items = picked(year)
    if not items:
        flash(_("请先在台账里勾选要分派的事项。"), "warn")
        return redirect(url_for("ledger.page", no=no), 303)
    everyone = people(db.session(), year.bureau_id, active=True)
    rooms = {one.key_id: one for one in departments(db.session(), year.bureau_id, active=True)}
    persons = {one.key_id: one for one in everyone}
    members = [one for one in everyone if one.department and one.has(Role.STAFF, Role.HEAD)]
    step = request.form.get("step")
    form = BulkForm(formdata=request.form if step else None)
    form.offer(list(rooms.values()), members, [one for one in everyone if one.has(Role.LEADER)])
    changes: list[tuple[Item, dict[str, Any]]] = []
    if step and form.validate():
        changes = [(item, wanted(form, item, rooms, persons)) for item in items]
        if step == "apply" and apply(form, changes):
            flash_done(_("已分派 %(n)s 项。", n=len(changes)))
            return redirect(url_for("ledger.page", no=no), 303)
        if form.errors:
            year = found_year(no, "office")
            items, changes = picked(year), []
    status = 422 if form.errors else 200
    return render_template("ledger/assign.html", shown=year, form=form, items=items, changes=changes), status


def apply(form: BulkForm, changes: list[tuple[Item, dict[str, Any]]]) -> bool:
    """All or nothing: where one item refuses, none is changed and the form says which and why."""
    batch = secrets.token_hex(8)
    for item, new in changes:
        name = f"{item.no} {item.title}"
        try:
            item.assign(**new, by=me(), at=now(), batch=batch)
        except NotAllowed as refusal:
            db.rollback()
            form.form_errors.append(f"{name}：{_(refusal.text, **refusal.values)}")
            return False
    db.commit()
    return True
