"""审核: what waits for an answer, one entry at a time, then the next."""

import difflib

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from forms.entries import ReviewForm
from models.asking import page_of
from models.entries import Entry, accept_all, entry_before, entry_by_id, returned_before
from models.evidence import links_of
from models.items import Result
from models.ledger import review_queue, rights, unchanged_by_department, unchanged_of
from models.people import Role, leave_place, others
from models.years import Year
from views.access import act, allowed_entry, bureau, found_year, me, now, opens, showing, waiting
from views.asked import number, page_number
from views.presence import also_here, review_place
from views.trying import trying
from views.undo import flash_done

pages = Blueprint("review", __name__)
PAGE_SIZE = 50
ALIKE = 0.4  # below it the marks would part words, not show changes


def pieces(old: str, new: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Both texts as (op, text), what was taken away marked on the left, what is new on the right.

    Two texts that share little are shown whole, without marks.
    """
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole(old, new)
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for op, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append(("same" if op == "equal" else "old", old[a:b]))
        if c < d:
            right.append(("same" if op == "equal" else "new", new[c:d]))
    return left, right


def whole(old: str, new: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Both texts as they are: a month's progress and a closing summary are no versions of one another."""
    return [("same", old)], [("same", new)]


@pages.get("/years/<int:no>/review")
@opens(Role.OFFICE, Role.LEADER)
def queue(no: int) -> ResponseReturnValue:
    year, person, session = found_year(no), me(), db.session()
    page = page_number()
    total = waiting(year.no)
    entries = review_queue(session, person, year.key_id, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    return render_template(
        "review/queue.html",
        shown=year,
        entries=entries,
        total=total,
        page=page,
        last_page=page_of(total, PAGE_SIZE, page).pages,
        unchanged=unchanged_by_department(session, person, year.key_id),
        looking=others(session, [review_place(one.id) for one in entries], person.key_id, now()),
        place=review_place,
    )


def next_one(year: Year) -> ResponseReturnValue:
    """On to the next entry that waits, else back to the queue."""
    waiting = review_queue(db.session(), me(), year.key_id, limit=1)
    target = url_for("review.page", entry_id=waiting[0].id) if waiting else url_for("review.queue", no=year.no)
    return redirect(target, 303)


@pages.route("/review/<int:entry_id>", methods=["GET", "POST"])
@opens(Role.OFFICE, Role.LEADER)
def page(entry_id: int) -> ResponseReturnValue:
    entry = entry_by_id(db.session(), bureau().key_id, entry_id) or abort(404)
    if me().has(Role.OFFICE) and not entry.awaits_answer():
        return too_late(entry)
    entry, form = allowed_entry(entry, "review"), ReviewForm().offer()
    if form.validate_on_submit():
        if form.stale(entry.version):
            form.form_errors.append(_("对方刚刚撤回并改过，请看最新内容后再审核。"))
            form.version.data = str(entry.version)
        else:
            with trying(form) as kept:
                done = answer(entry, form)
            if kept:
                flash_done(done)
                return next_one(entry.item.year)
    return review_page(entry, form)


def review_page(entry: Entry, form: ReviewForm) -> ResponseReturnValue:
    """Old and new text side by side, the evidence beside, and who else has it open."""
    if not form.version.data:
        form.version.data = str(entry.version)
    accepted = entry_before(db.session(), entry)
    returned = returned_before(db.session(), entry, accepted)
    before = returned or accepted
    old, of_one_kind = before.text if before else "", before is not None and before.kind == entry.kind
    left, right = pieces(old, entry.text) if of_one_kind else whole(old, entry.text)
    links = links_of(db.session(), entry.item_id)
    html = render_template(
        "review/page.html",
        entry=entry,
        item=entry.item,
        form=form,
        before=before,
        returned=returned,
        accepted=accepted,
        left=left,
        right=right,
        unlike=of_one_kind and old != entry.text and (left, right) == whole(old, entry.text),
        links=[one for one in links if rights.may_see_file(me(), one.evidence, entry.item)],
        waiting=waiting(entry.item.year.no),
        here=also_here(review_place(entry.id)),
    )
    return html, 422 if form.errors else 200


def too_late(entry: Entry) -> ResponseReturnValue:
    """Somebody else was faster, or the department took it back: both answers are shown, none is lost."""
    showing(entry.item.year)
    waiting = review_queue(db.session(), me(), entry.item.year_id, limit=1)
    html = render_template(
        "review/answered.html",
        entry=entry,
        item=entry.item,
        mine=(request.form.get("reason") or "").strip(),
        act=request.form.get("act"),
        following=waiting[0] if waiting else None,
    )
    return html, 409 if request.method == "POST" else 200


def answer(entry: Entry, form: ReviewForm) -> str:
    """通过 or 退回, as the pressed button says; what was done, in words."""
    if request.form.get("act") == "accept":
        result = Result(form.result.data) if form.result.data else None
        entry.accept(act(), result=result)
        done = _("已通过并销号。") if entry.closing else _("已通过。")
    else:
        entry.send_back(form.reason.data or "", act())
        done = _("已退回。")
    leave_place(db.session(), review_place(entry.id))
    return done


@pages.post("/years/<int:no>/review/unchanged")
@opens(Role.OFFICE)
def unchanged(no: int) -> ResponseReturnValue:
    """Accept every waiting 本月无变化 of a department at once."""
    year = found_year(no)
    department = number("department", request.form)
    entries = unchanged_of(db.session(), me(), year.key_id, department or 0)
    with trying() as done:
        accept_all(entries, act().batched())
    if done:
        flash_done(_("已通过 %(n)s 条“本月无变化”。", n=len(entries)))
    return redirect(url_for("review.queue", no=no), 303)
