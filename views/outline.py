"""报告提纲: parts, headings, order and items of the report, changed step by step on a page that needs no script.

The state of work goes to and fro with the form, sealed; the year changes only when what is otherwise was shown and kept.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

import db
from checklists import Wrong, placeless
from checklists.filling import said
from checklists.mending import stands, taking
from checklists.nodes import LARGEST
from checklists.schema import Outline
from checklists.shifts import names_of
from desk.outline import OTHER_MATTERS, OTHERS, NotSound, lists_of, look, read_text, sound, without_place
from desk.working import Pressed, style_of, typed, typed_whole
from forms.outline import OutlineForm, PartShown, PlaceForm, TextForm, form_for
from models.items import Item, ItemState, item_names
from models.labels import in_words
from models.passages import lost_passages, must_be_unfrozen, name_before, outlines_before, set_outline
from models.people import Role, people
from models.trail import Trail
from models.years import Year
from reports.compose import slots
from views.access import act, found_year, opens, why_shut
from views.report import way_on
from views.trying import trying

pages = Blueprint("outline", __name__)
CHANGED = "look", "save", "file", "load"  # buttons after which the difference is shown


@dataclass(frozen=True)
class Work:
    """An outline in work, and what the year's own was when the work began."""

    base: str
    outline: Outline


def stand_of_year(year: Year) -> str:
    """Says which outline a year has: another one has another."""
    return hashlib.sha256(json.dumps(year.outline, sort_keys=True).encode()).hexdigest()[:16]


def seal(year: Year) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"outline/{year.id}")


def sealed(year: Year, work: Work) -> str:
    return str(seal(year).dumps([work.base, work.outline.to_dict()]))


def at_work(year: Year) -> Work | None:
    """The state of work that was sent; None where it was not made here."""
    try:
        base, outline = seal(year).loads(request.form.get("draft", ""))
    except BadSignature:
        return None
    return Work(base, Outline.from_dict(outline))


def shown(outline: Outline) -> list[PartShown]:
    """The parts as their fields show them."""
    return [
        PartShown(
            key=one.part.key,
            heading=one.part.heading,
            kind=one.part.kind,
            style=style_of(one.part),
            hint=one.part.hint,
            titles={ref: one.part.titles.get(ref, "") for ref in one.part.items},
            has_parts=bool(one.part.parts),
            headed=one.part.headed,
            number=one.part.number,
            numbering=one.part.numbering,
            continues=one.part.continues,
            rest=one.part.rest,
        )
        for one in stands(outline)
    ]


def called(year: Year, outline: Outline) -> dict[str, str]:
    """What the parts are called, with year and bureau filled in."""
    return names_of(said(outline, year.no, year.bureau.name))


def places(year: Year, outline: Outline) -> list[tuple[str, str]]:
    """Where items can be put, as (key, words); 其他事项 is offered even where it is not there yet."""
    names = called(year, outline)
    found = [(one.part.key, "　" * (one.depth - 1) + _(names[one.part.key])) for one in taking(outline)]
    rest = any(one.part.rest for one in stands(outline))
    return found if rest else [*found, (OTHERS, _(OTHER_MATTERS))]


def place_form(item: Item, *, sent: bool = False) -> PlaceForm | None:
    """The choice of a place in the report for an item; None where it has one, or needs none."""
    outline = item.year.read_outline()
    if item.state == ItemState.DROPPED or not placeless(outline, [f"{item.checklist_key}/{item.key}"]):
        return None
    return (PlaceForm() if sent else PlaceForm(formdata=None)).offer(places(item.year, outline))


def form_of(year: Year, work: Work, names: Mapping[str, str], *, sent: bool = False) -> OutlineForm:
    whole = {"run_in": str(work.outline.run_in), "numbering": work.outline.numbering}
    data = whole | {"draft": sealed(year, work)}
    return form_for(shown(work.outline), names, places(year, work.outline), data, sent=sent)


def applied(form: OutlineForm, outline: Outline) -> Outline:
    """The outline with what was typed beside its parts."""
    new = {
        one.key: typed(stand.part, form.typed(one), form.typed_titles(one))
        for one, stand in zip(shown(outline), stands(outline), strict=True)
    }
    return typed_whole(outline, new, form.run_in.data, form.numbering.data or "")


@pages.route("/years/<int:no>/report/outline", methods=["GET", "POST"])
@opens(Role.OFFICE)
def page(no: int) -> ResponseReturnValue:
    """Every button sends the whole page; what is kept is kept at last."""
    year = found_year(no, "office")
    shut = why_shut(lambda: must_be_unfrozen(year))
    work = at_work(year) if request.method == "POST" else None
    if work is not None:
        return worked(year, work, shut)
    if request.method == "POST":
        flash(shut or _("这一页放得太久，改动没有收到。下面是现在的提纲，请重新修改。"), "error")
    return edit(year, Work(stand_of_year(year), year.read_outline()), shut=shut)


def worked(year: Year, work: Work, shut: str | None) -> ResponseReturnValue:
    """What was typed and the button that was pressed, taken up."""
    names = item_names(db.session(), year.key_id)
    form, pressed = form_of(year, work, names, sent=True), Pressed.of(request.form.get("do", ""))
    if "run_in" in request.form:  # the page of changes sends the state of work alone
        if not sendable(form, pressed):
            return edit(year, work, form, pressed), 422
        work = Work(work.base, applied(form, work.outline))
    if shut:  # became final meanwhile: what was worked out stays on the page
        form = form_of(year, work, names)
        form.form_errors.append(shut)
        return edit(year, work, form), 409
    if pressed.act in CHANGED:
        return compared(year, work, pressed)
    outline = pressed.done(work.outline, list(form.chosen.data or []), form.to.data or "")
    return edit(year, Work(work.base, outline), pressed=pressed.after(work.outline, outline))


def sendable(form: OutlineForm, pressed: Pressed) -> bool:
    """Whether what was typed and chosen can be taken."""
    sound_so_far = form.validate()
    if pressed.act == "put" and not (form.chosen.data and form.to.data):
        form.to.errors = [_("请先勾选事项，再选择放到哪一处。")]
    return sound_so_far and not form.to.errors


def compared(year: Year, work: Work, pressed: Pressed) -> ResponseReturnValue:
    """What would be otherwise, and (save) the outline kept."""
    session = db.session()
    lists, names = lists_of(session, year), item_names(session, year.key_id)
    try:
        outline = other(year, pressed, lists) or sound(work.outline, lists)
    except Wrong as wrong:
        form = form_of(year, work, names)
        form.file.errors = [one.told(_) for one in wrong.problems]
        return edit(year, work, form), 422
    except NotSound as wrong:
        return edit(year, work, told(form_of(year, work, names), wrong)), 422
    fresh = Work(stand_of_year(year), outline)
    form = form_of(year, fresh, names)
    if work.base != fresh.base:
        form.conflict = True
        form.form_errors.append(_("您打开这一页之后，有人改过提纲。下面是您的提纲和现在的提纲的差别，核对后再保存。"))
    elif pressed.act == "save":
        with trying(form) as done:
            set_outline(session, year, outline, act())
        if done:
            flash(_("提纲已保存。"), "ok")
            return redirect(url_for("outline.page", no=year.no), 303)
    seen = look(session, year, outline)
    lost = {one.id: name_of_text(year, one.slot) for one in seen.lost}
    html = render_template("outline/look.html", shown=year, form=form, seen=seen, names=lost)
    if form.conflict:
        return html, 409
    return html, 422 if form.errors else 200


def other(year: Year, pressed: Pressed, lists: list[Any]) -> Outline | None:
    """The outline of a file that was handed in, or one that the year had before; None: the one of the page."""
    if pressed.act == "file":
        file = request.files.get("file")
        return read_text(file.read(LARGEST + 1) if file else b"", lists)
    if pressed.act == "load":
        row = next((one for one in outlines_before(db.session(), year) if str(one.id) == pressed.what), None)
        return Outline.from_dict(row.before["outline"]) if row else None
    return None


def told(form: OutlineForm, wrong: NotSound) -> OutlineForm:
    """Every mistake at the part it is in."""
    for key, problem in wrong.faults:
        words = f"{problem.said(_)}；{problem.cured(_)}。"
        field = form.of_part(key).get("heading") if key else None
        if field is None:
            form.form_errors.append(words)
        else:
            field.errors = [*field.errors, words]
    return form


def edit(
    year: Year, work: Work, form: OutlineForm | None = None, pressed: Pressed | None = None, *, shut: str | None = None
) -> str:
    """The page to work on."""
    session = db.session()
    items = item_names(session, year.key_id)
    lost = lost_passages(session, year, items)
    before = outlines_before(session, year)
    return render_template(
        "outline/page.html",
        shown=year,
        form=form or form_of(year, work, items),
        parts=stands(work.outline),
        names=called(year, work.outline),
        items=items,
        placeless=without_place(work.outline, items),
        pressed=pressed or Pressed("", ""),
        changed=work.outline != year.read_outline(),
        lost=[(one, name_of_text(year, one.slot)) for one in lost],
        text_form=text_form(year) if lost else None,
        before=[(one, by(one, year)) for one in before],
        lists=lists_of(session, year),
        shut=shut,
        way=way_on(year),
    )


def by(row: Trail, year: Year) -> str:
    names = {one.id: one.name for one in people(db.session(), year.bureau_id)}
    return names.get(row.actor_id, _(row.stranger_word))


def name_of_text(year: Year, slot: str) -> str:
    """What the place was called that a text stood in."""
    return in_words(name_before(db.session(), year, slot), _)


def text_form(year: Year, *, sent: bool = False) -> TextForm:
    """The choice of a place for a text that has none."""
    titles = item_names(db.session(), year.key_id)
    found = [(one.key, one.heading or _("（没有标题的一段）")) for one in slots(year.said_outline(year.bureau), titles)]
    return (TextForm() if sent else TextForm(formdata=None)).offer(found)
