"""工作记录: by kind, with quick entry, filters, totals by month and department; the page of one record."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists.counted import Adding, Count, RecordKind
from forms.items import ReasonForm
from forms.records import RecordForm, UpdateForm, data_of, form_for
from models.evidence import links_of
from models.figures import feeders
from models.items import Item
from models.ledger import AskedRecords, items_for, last_record, record_page, records_written, submitted, waiting
from models.people import Department, Role, departments, people
from models.records import Record, RecordState, Sum, added, confirm_all, sums, write_record
from models.years import Year, YearState, kinds_of
from reports.book import adding_of
from views.access import act, bureau, found_record, found_year, me, opens, today
from views.asked import number, page_number, ticked, words
from views.trying import said, trying

pages = Blueprint("records", __name__)
READERS = (Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)


@dataclass(frozen=True)
class Total:
    """One thing that a kind counts, by department and month."""

    count: Count
    rows: list[tuple[str, list[Decimal], Decimal]]
    months: list[Decimal]
    all: Decimal


def asked() -> AskedRecords:
    """What the address asks for; nonsense in it asks for nothing."""
    month = number("month")
    return AskedRecords(
        kind=words("kind"),
        sort=words("sort", 30),
        department=number("department"),
        month=month if month and month <= 12 else None,
        state=next((one for one in RecordState if one.value == request.args.get("state")), None),
        item=number("item"),
        text=words("q"),
        page=page_number(),
    )


def link(no: int, want: AskedRecords, **change: Any) -> str:
    """The address of the list as it is asked for now, with something changed."""
    asked_now: dict[str, Any] = {
        "kind": want.kind,
        "sort": want.sort,
        "department": want.department,
        "month": want.month,
        "state": want.state and want.state.value,
        "item": want.item,
        "q": want.text,
    }
    return url_for("records.page", no=no, **{name: value for name, value in (asked_now | change).items() if value})


def totals(kind: RecordKind, found: list[Sum], rooms: list[Department]) -> list[Total]:
    """What a kind counts, added up from the sums of the year."""
    own = [one for one in found if one.kind == kind.key]
    made = []
    for count in kind.counts:
        grid: dict[int, list[Decimal]] = {}
        for one in own:
            grid.setdefault(one.department_id, [Decimal(0)] * 12)[one.month - 1] += one.of(count.measure)
        rows = [(room.name, grid[room.key_id], sum(grid[room.key_id])) for room in rooms if room.id in grid]
        months = [sum((line[place] for line in grid.values()), Decimal(0)) for place in range(12)]
        made.append(Total(count, rows, months, sum(months, Decimal(0))))  # type: ignore[arg-type]
    return made


@pages.route("/years/<int:no>/records", methods=["GET", "POST"])
@opens(*READERS)
def page(no: int) -> ResponseReturnValue:
    """The list of a kind (or of all), and the line that adds one."""
    year, want, session = found_year(no), asked(), db.session()
    kinds = kinds_of(session, year.key_id)
    kind = next((one for one in kinds if one.key == want.kind), None)
    form = quick_form(year, kind) if kind and may_write(year) else None
    if request.method == "POST":
        if form is None or kind is None:
            abort(403)
        answer = add(year, kind, form)
        if answer is not None:
            return answer
    rooms = departments(session, bureau().key_id)
    reads_all = me().has(Role.OFFICE, Role.LEADER)
    counted = sums(session, year.key_id, department_id=None if reads_all else me().department_id or -1)
    rows, more = record_page(session, me(), year.key_id, want)
    html = render_template(
        "records/page.html",
        shown=year,
        kinds=kinds,
        kind=kind,
        names={one.key: one.name for one in kinds},
        counted={one.key: totals(one, counted, rooms) for one in kinds},
        want=want,
        link=lambda **change: link(no, want, **change),
        link_page=lambda place: link(no, want, page=place),
        rows=rows,
        more=more,
        rooms_list=rooms,
        states=list(RecordState),
        waiting=waiting(session, me(), year.key_id),
        form=form,
        writes=may_write(year),
        office=me().has(Role.OFFICE) and year.state != YearState.ARCHIVED,
        today=today(),
        written=records_written(session, me(), [row.key_id for row in rows if row.state == RecordState.SUBMITTED]),
    )
    return html, 422 if form is not None and form.errors else 200


def may_write(year: Year) -> bool:
    person = me()
    return person.belongs(person.department_id) and year.state != YearState.ARCHIVED


def quick_form(year: Year, kind: RecordKind) -> RecordForm:
    """An empty line, or the last one of the department to be repeated today."""
    data: dict[str, Any] = {"day": today() if today().year == year.no else None}
    if request.args.get("repeat"):
        last = last_record(db.session(), me(), year.key_id, kind.key)
        data = (data_of(last, kind) if last else {}) | data
    return offered(year, kind, data)


def offered(year: Year, kind: RecordKind, data: dict[str, Any], files: list[Any] | None = None) -> RecordForm:
    leaders = [one for one in people(db.session(), year.bureau_id, active=True) if one.has(Role.LEADER)]
    return form_for(kind, items_for(db.session(), me(), year.key_id), leaders, files or [], data)


def add(year: Year, kind: RecordKind, form: RecordForm) -> ResponseReturnValue | None:
    """Keep the line and hand it in; None where it has to be shown again."""
    valid = form.validate_on_submit()
    if form.also(form.facts().faults(kind, year, today())) or not valid:
        return None
    room = me().department
    assert room is not None
    chosen = [one for one in items_for(db.session(), me(), year.key_id) if one.id in (form.items.data or [])]
    with trying(form) as done:
        record = write_record(db.session(), year, room, kind, form.facts(), chosen, act=act())
        if request.form.get("act") != "draft":
            record.submit(act())
    if not done:
        return None
    flash(_("已存草稿。") if record.state == RecordState.DRAFT else _("已提交，等法治办确认后计数。"), "ok")
    return redirect(url_for("records.page", no=year.no, kind=kind.key), 303)


@pages.post("/years/<int:no>/records/confirm")
@opens(Role.OFFICE)
def confirm_many(no: int) -> ResponseReturnValue:
    """Confirm the ticked records at once, all or none."""
    year = found_year(no, "office")
    with trying() as done:
        chosen = submitted(db.session(), me(), year.key_id, ticked(500))
        confirm_all(chosen, act())
    if done:
        flash(_("已确认 %(n)s 条。", n=len(chosen)), "ok")
    return redirect(url_for("records.page", no=no, kind=request.form.get("kind") or None, state="submitted"), 303)


def kind_of(record: Record) -> RecordKind:
    return next((one for one in kinds_of(db.session(), record.year_id) if one.key == record.kind), None) or abort(404)


@pages.get("/records/<int:record_id>")
@opens(*READERS)
def one(record_id: int) -> ResponseReturnValue:
    record = found_record(record_id)
    return record_html(
        record,
        ReasonForm(formdata=None),
        UpdateForm(formdata=None, data={"month": record.year.month_of(today())}).offer(),
    )


def record_html(record: Record, reason: ReasonForm, update: UpdateForm) -> ResponseReturnValue:
    person, open_year = me(), record.year.state != YearState.ARCHIVED
    html = render_template(
        "records/one.html",
        record=record,
        kind=kind_of(record),
        reason=reason,
        update=update,
        office=open_year and person.has(Role.OFFICE),
        mine=open_year and person.belongs(record.department_id),
        author=record.key_id in records_written(db.session(), person, [record.key_id]),
        today=today(),
    )
    return html, 422 if reason.errors or update.errors else 200


@pages.route("/records/<int:record_id>/edit", methods=["GET", "POST"])
@opens(Role.STAFF, Role.HEAD)
def edit(record_id: int) -> ResponseReturnValue:
    """Correct a record that is not confirmed, and choose the files that prove it."""
    record = found_record(record_id, "write")
    kind = kind_of(record)
    files = [one for item in record.items for one in links_of(db.session(), item.key_id)]
    start = data_of(record, kind) | {"proofs": [row.link_id for row in record.proofs]}
    form = offered(record.year, kind, start, files)
    valid = form.validate_on_submit()
    faulty = form.is_submitted() and form.also(form.facts().faults(kind, record.year, today()))
    if valid and not faulty:
        if form.stale(record.version):
            form.form_errors.append(_("刚才有人改过这条记录，请核对后再保存。"))
            form.version.data = str(record.version)
        else:
            chosen = [one for one in items_for(db.session(), me(), record.year_id) if one.id in (form.items.data or [])]
            proofs = form["proofs"].data if files else []
            with trying(form) as done:
                record.edit(form.facts(), kind, chosen, proofs or [], act())
            if done:
                flash(said(done, _("已保存。")), "ok")
                return redirect(url_for("records.one", record_id=record_id), 303)
    return render_template("records/edit.html", record=record, kind=kind, form=form), 422 if form.errors else 200


@dataclass(frozen=True)
class ItemRecords:
    """What the records of an item add up to, and how far they fill its checkpoints."""

    totals: list[tuple[RecordKind, Count, Decimal]]
    feeds: dict[int, tuple[Decimal, int, str]]


def records_of(item: Item) -> ItemRecords:
    """For the item page: what each kind counts, and "42 / 60 小时" for a checkpoint that records feed."""
    session = db.session()
    found, kinds = sums(session, item.year_id, item_id=item.key_id), kinds_of(session, item.year_id)
    there = {one.kind for one in found}
    totals = [
        (kind, count, added(found, Adding(kind=kind.key, measure=count.measure)))
        for kind in kinds
        if kind.key in there
        for count in kind.counts
    ]
    feeds = {
        place: (added(found, rule), one.goal or 0, one.unit)
        for place, one in feeders(session, item.year_id, f"{item.checklist_key}/{item.key}").items()
        if (rule := adding_of(one)) is not None
    }
    return ItemRecords(totals, feeds)
