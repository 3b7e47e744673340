"""台账: one table of a year's items; everything that is asked for stands in the address."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import db
from forms.ledger import BulkForm
from models.items import Item, ItemState, acknowledge_all, items_by_id
from models.ledger import Filter, Lamp, LedgerRow, borders, ledger, to_acknowledge
from models.people import Department, Person, Role, departments, people
from models.workdays import workdays_between
from models.years import Year
from views.access import act, bureau, found_year, me, opens, today
from views.asked import number, page_number, ticked, words
from views.bulk import Line, hand_out, look
from views.trying import trying
from views.undo import flash_done

pages = Blueprint("ledger", __name__)
TILES = (Lamp.OK, Lamp.NEAR, Lamp.LATE, Lamp.IDLE, Lamp.SHORT, Lamp.CLOSED)
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
    if said or me().has(Role.OFFICE, Role.LEADER):
        return "、".join(said) or _("全部事项")
    return _("本科室牵头和配合的全部事项")


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
        tiles=[
            (one, found.counts.get(one, 0)) for one in TILES if one != Lamp.SHORT or one in {*found.counts, want.lamp}
        ],
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
        mine=to_acknowledge(session, person, year.key_id) if year.state.value == "running" else set(),
        as_of=day,
    )


def picked(year: Year) -> list[Item]:
    """The items whose boxes were ticked."""
    return items_by_id(db.session(), year.key_id, ticked(MOST_PICKED))


@pages.post("/years/<int:no>/ledger/acknowledge")
@opens(Role.STAFF, Role.HEAD)
def acknowledge(no: int) -> ResponseReturnValue:
    """签收 many: what a colleague acknowledged meanwhile is left as it is."""
    year = found_year(no)
    mine = to_acknowledge(db.session(), me(), year.key_id)
    chosen = [item for item in picked(year) if item.id in mine]
    with trying() as done:
        acknowledge_all(chosen, act().batched())
    if done and chosen:
        flash_done(_("已签收 %(n)s 项，请按月填报进展。", n=len(chosen)))
    elif done:
        flash(_("请先勾选待签收的事项；已经签收的不用再签。"), "warn")
    return redirect(url_for("ledger.page", no=no, state="assigned" if mine - {one.id for one in chosen} else None), 303)


def handed_out(changed: list[Line]) -> str:
    """What a hand-out of many came to, in words: a new date for the same department is no new hand-out."""
    moved = sum(line.now.lead != line.then.lead for line in changed)
    rest = len(changed) - moved
    if not moved:
        return _("已调整 %(n)s 项的分派。", n=rest)
    return _("已分派 %(n)s 项，调整 %(m)s 项。", n=moved, m=rest) if rest else _("已分派 %(n)s 项。", n=moved)


@pages.post("/years/<int:no>/ledger/assign")
@opens(Role.OFFICE)
def assign(no: int) -> ResponseReturnValue:
    """分派 many: choose, see what will change and what is refused, apply all or nothing."""
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
    chosen = bool(step) and form.validate()
    lines = [look(form, item, rooms, persons) if chosen else Line.of(item) for item in items]
    changed = sum(line.changed for line in lines)
    if step == "apply" and changed and not form.errors:
        with trying(form) as done:
            hand_out(form, items, rooms, persons, act().batched())
        if done:
            flash_done(handed_out([line for line in lines if line.changed]))
            return redirect(url_for("ledger.page", no=no), 303)
    html = render_template(
        "ledger/assign.html",
        shown=year,
        form=form,
        lines=lines,
        previewed=chosen,
        changed=0 if form.errors else changed,
    )
    return html, 422 if form.errors else 200
