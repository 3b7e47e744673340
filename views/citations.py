"""数字来源: every number of a passage beside the figure behind it; link one by one, take a new value over, or keep the old."""

from dataclasses import dataclass, replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists.units import Printed, convert
from desk.book import book_of
from desk.passages import keep_body
from desk.report import Desk, desk_of
from forms.figures import KeepForm
from models.base import NotAllowed
from models.figures import figures_of
from models.passages import Citation, citations_of, cite, slot_name
from models.people import Role
from models.years import Year, YearState
from reports.book import Value
from reports.figures import TOKEN, Fault, Numbered, Shown, agrees, faults_of, offers
from reports.interval import rounded
from reports.year import Piece
from views.access import act, found_year, me, opens
from views.trying import trying

pages = Blueprint("citations", __name__)


@dataclass(frozen=True)
class Open:
    """A passage at hand: its slot, its numbers, and the desk they were looked up at."""

    desk: Desk
    piece: Piece
    found: Numbered


def opened(year: Year, slot: str) -> Open:
    """The passage of a slot; 404 where the outline has none of that name."""
    desk = desk_of(db.session(), year)
    piece = desk.piece(slot) or abort(404)
    return Open(desk, piece, desk.numbers(piece, piece.text))


def cut(one: Numbered) -> list[tuple[str, Shown | None]]:
    """The text in pieces: plain, or a number."""
    found: list[tuple[str, Shown | None]] = []
    last = 0
    for shown in one.shown:
        found += [(one.text[last : shown.start], None), (one.text[shown.start : shown.end], shown)]
        last = shown.end
    return [*found, (one.text[last:], None)]


def in_words(fault: Fault) -> str:
    """Where a token stands, and what is wrong with it."""
    return _("第 %(line)s 行的 %(token)s：", line=fault.line, token=fault.token) + _(fault.says, **fault.values) + "。"


def wrong_tokens(year: Year, text: str, *, empty: bool = False) -> list[str]:
    """What is wrong with the tokens of a text, in words (`empty`: only those without a number); asks nothing without one."""
    found = faults_of(text, book_of(db.session(), year)) if TOKEN.search(text) else []
    return [in_words(one) for one in found if one.empty or not empty]


@pages.get("/years/<int:no>/report/numbers")
@opens(Role.OFFICE, Role.LEADER)
def page(no: int) -> ResponseReturnValue:
    year = found_year(no)
    return page_html(opened(year, request.args.get("slot", "")), KeepForm(formdata=None), None)


def page_html(at: Open, form: KeepForm, about: int | None) -> ResponseReturnValue:
    desk, year, edition = at.desk, at.desk.year, at.desk.edition
    frozen = edition is not None
    if edition is not None and edition.figures is not None:
        kept = [one for one in desk.told if one.slot == at.piece.slot.key]
        at = replace(at, found=kept[0] if kept else Numbered(at.piece.slot.key, "", (), ()))
    html = render_template(
        "figures/passage.html",
        shown=year,
        name=slot_name(db.session(), year, at.piece.slot.key),
        found=at.found,
        cut=cut(at.found),
        offers={one.start: offers(one.number, desk.book) for one in at.found.shown if one.number and not one.citation},
        faults=[in_words(one) for one in at.found.faults],
        form=form,
        about=about,
        frozen=frozen,
        old=edition is not None and edition.figures is None,
        office=me().has(Role.OFFICE) and not frozen and year.state != YearState.ARCHIVED,
    )
    return html, 422 if form.errors else 200


def back(no: int, slot: str) -> ResponseReturnValue:
    return redirect(url_for("citations.page", no=no, slot=slot), 303)


def number_at(at: Open, start: str | None, text: str | None) -> Shown | None:
    """The number that the page meant; None where the text has changed since."""
    return next((one for one in at.found.shown if str(one.start) == start and one.text == text), None)


@pages.post("/years/<int:no>/report/numbers/cite")
@opens(Role.OFFICE)
def link(no: int) -> ResponseReturnValue:
    """Say which figure stands behind a printed number. The two have to agree."""
    year = found_year(no, "office")
    at = opened(year, request.form.get("slot", ""))
    shown = number_at(at, request.form.get("start"), request.form.get("text"))
    row = next(
        (one for one in figures_of(db.session(), year.key_id) if str(one.id) == request.form.get("figure")), None
    )
    value = at.desk.book.of_figure(row.key_id) if row else None
    if shown is None or shown.number is None or shown.citation is not None or row is None or value is None:
        flash(_("这一段刚才有人改过，请再选一次。"), "warn")
    elif not agrees(shown.number, value):
        flash(
            _("正文印的是%(said)s，数据是%(value)s，对不上。", said=shown.text, value=value.text or _("空的")), "error"
        )
    else:
        before = at.found.text[max(0, shown.start - 40) : shown.start]
        with trying() as done:
            cite(db.session(), year, at.found.slot, shown.text, before, row, value.text, act())
        if done:
            flash(_("已标明来源。"), "ok")
    return back(no, at.found.slot)


def cited(no: int, citation_id: int) -> tuple[Open, Shown, Citation, Value]:
    """A citation with the number it means now, and its figure."""
    year = found_year(no, "office")
    row = next((one for one in citations_of(db.session(), year.key_id) if one.id == citation_id), None) or abort(404)
    at = opened(year, row.slot)
    shown = next((one for one in at.found.shown if one.citation is not None and one.citation.id == citation_id), None)
    if shown is None or shown.value is None:
        abort(404)
    return at, shown, row, shown.value


def rewritten(at: Open, shown: Shown, new: str) -> str:
    """The text of the passage with one number (or token) replaced."""
    if shown.token:
        return at.piece.text.replace(shown.token, new)
    raw, text = at.piece.text, at.found.text
    if raw == text:
        return text[: shown.start] + new + text[shown.end :]
    place = sum(one.text == shown.text and not one.token for one in at.found.shown if one.start < shown.start)
    start = -1
    for _n in range(place + 1):
        start = raw.index(shown.text, start + 1)
    return raw[:start] + new + raw[start + len(shown.text) :]


def printed_as(value: Value, shown: Shown) -> str:
    """What the figure prints now, in the unit that the text uses."""
    if shown.number is None or value.printed is None or shown.number.unit == value.unit:
        return value.text
    number = convert(value.printed.value, value.unit, shown.number.unit)
    if number is None:
        return value.text
    decimals = shown.number.printed.decimals
    return Printed(rounded(number, decimals), decimals, value.printed.hedge).text + shown.number.unit


@pages.post("/years/<int:no>/report/numbers/<int:citation_id>/take")
@opens(Role.OFFICE)
def take(no: int, citation_id: int) -> ResponseReturnValue:
    """Print what the figure says now."""
    at, shown, row, value = cited(no, citation_id)
    slot = at.found.slot
    with trying() as done:
        if not value.text:
            raise NotAllowed(_("这个数据现在没有数值，不能采用。"))
        new = shown.token or printed_as(value, shown)
        if not shown.token:
            keep_body(at.desk, at.piece, rewritten(at, shown, new), act())
        row.take(at.desk.year, new, value.text, act())
    if done:
        flash(_("已采用新数字。"), "ok")
    return back(no, slot)


@pages.post("/years/<int:no>/report/numbers/<int:citation_id>/keep")
@opens(Role.OFFICE)
def keep(no: int, citation_id: int) -> ResponseReturnValue:
    """Keep what is printed, with a reason; a token becomes the number it printed."""
    at, shown, row, value = cited(no, citation_id)
    slot, form = at.found.slot, KeepForm()
    if not form.validate():
        return page_html(at, form, citation_id)
    with trying(form) as done:
        if shown.token:
            keep_body(at.desk, at.piece, rewritten(at, shown, row.seen), act())
            row.text = row.seen
        row.keep(at.desk.year, value.text, form.reason.data, act())
    if not done:
        return page_html(at, form, citation_id)
    flash(_("已保留原来的数字。"), "ok")
    return back(no, slot)


@pages.post("/years/<int:no>/report/numbers/<int:citation_id>/remove")
@opens(Role.OFFICE)
def remove(no: int, citation_id: int) -> ResponseReturnValue:
    """The number no longer comes from this figure; its text stays."""
    at, _shown, row, _value = cited(no, citation_id)
    with trying() as done:
        row.remove(at.desk.year, db.session(), act())
    if done:
        flash(_("已取消。"), "ok")
    return back(no, at.found.slot)
