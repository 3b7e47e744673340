"""校对与定稿之间的一道门: what the proofreader says of a year's report, mended or explained one by one."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from desk import gate
from desk.report import desk_of
from forms.items import ReasonForm
from models.passages import Dismissal, dismissals, last_look, look
from models.people import Role
from models.years import Year
from proofread import Severity
from proofread.marked import marked
from proofread.rules import RULES
from reports.proof import Flaw, lines, proof
from reports.values import Report
from reports.year import outline_of
from views.access import act, found_year, me, opens
from views.trying import trying

pages = Blueprint("proof", __name__)


@dataclass(frozen=True)
class Shown:
    """A finding as the page shows it: explained or open, new since the last look or not."""

    flaw: Flaw
    explained: Dismissal | None
    new: bool


def judged(year: Year, report: Report) -> list[Shown]:
    """Every finding of the report with the office's answer to it."""
    session = db.session()
    explained, seen = dismissals(session, year.key_id), last_look(session, year.key_id)
    known = set(seen.marks) if seen else None
    return [
        Shown(flaw, flaw.of(explained), known is not None and not known & {flaw.mark, flaw.former})
        for flaw in proof(report)
    ]


@pages.get("/years/<int:no>/report/proof")
@opens(Role.OFFICE, Role.LEADER)
def page(no: int) -> ResponseReturnValue:
    """The report with its marks, and the findings beside it: what is open, what was explained, what is new."""
    year = found_year(no)
    held = desk_of(db.session(), year)
    found = judged(year, held.report)
    seen = last_look(db.session(), year.key_id)
    findings = [one.flaw.finding for one in found]
    return render_template(
        "report_pages/proof.html",
        shown=year,
        found=found,
        findings=findings,
        lines=marked("\n".join(one.text for one in lines(held.report)), findings),
        headings={one.key: one.text for one in outline_of(held.report, held.pieces)},
        counts=[(kind, sum(one.severity is kind for one in findings)) for kind in Severity],
        errors=sum(one.flaw.open_error and one.explained is None for one in found),
        seen=seen,
        gone=len(set(seen.marks) - {mark for one in found for mark in (one.flaw.mark, one.flaw.former)}) if seen else 0,
        office=me().has(Role.OFFICE) and year.state.value != "archived" and held.edition is None,
        titles={rule.name: rule.title.said(_) for rule in RULES},
        reason=ReasonForm(formdata=None),
    )


def back(no: int, mark: str | None = None) -> ResponseReturnValue:
    """To the page, at the finding that was answered."""
    return redirect(url_for("proof.page", no=no, _anchor=f"k{mark}" if mark else None), 303)


def asked(found: list[Shown]) -> Shown | None:
    """The finding that the form is about; None where the text has changed since and it is gone."""
    mark = request.form.get("mark", "")
    one = next((one for one in found if one.flaw.mark == mark), None)
    if one is None:
        flash(_("这处意见已经不在了，文字可能刚被改过。"), "warn")
    return one


@pages.post("/years/<int:no>/report/proof/cure")
@opens(Role.OFFICE)
def cure(no: int) -> ResponseReturnValue:
    """改为: put what is right in the place of what is wrong, in the passage; the trail keeps both."""
    year = found_year(no, "office")
    held = desk_of(db.session(), year)
    one = asked(judged(year, held.report))
    if one is None:
        return back(no)
    flaw = one.flaw
    if held.piece(flaw.slot) is None or flaw.cure is None:
        flash(_("这处不能直接替换，请打开所在的段落修改。"), "warn")
        return back(no, flaw.mark)
    with trying() as done:
        mended = gate.cure(held, flaw, act())
    if done and mended is None:
        flash(_("这句话在段落里不止一处，请打开段落修改。"), "warn")
        return redirect(url_for("report.passage", no=no, slot=flaw.slot), 303)
    if done:
        flash(_("已把“%(old)s”改为“%(new)s”。", old=flaw.finding.quote, new=flaw.cure), "ok")
    return back(no)


@pages.post("/years/<int:no>/report/proof/dismiss")
@opens(Role.OFFICE)
def explain(no: int) -> ResponseReturnValue:
    """说明理由: let it stand, with a reason that is kept."""
    year, form = found_year(no, "office"), ReasonForm()
    desk = desk_of(db.session(), year)
    one = asked(judged(year, desk.report))
    if one is None:
        return back(no)
    if not form.validate():
        flash("；".join(str(message) for message in form.reason.errors) or _("请写明为什么不改。"), "error")
        return back(no, one.flaw.mark)
    with trying() as done:
        gate.explain(desk, one.flaw, form.reason.data, act())
    if done:
        flash(_("已说明，这处不再拦住定稿。"), "ok")
    return back(no, one.flaw.mark)


@pages.post("/years/<int:no>/report/proof/reopen")
@opens(Role.OFFICE)
def reopen(no: int) -> ResponseReturnValue:
    """收回说明."""
    year = found_year(no, "office")
    mark = request.form.get("mark", "")
    row = dismissals(db.session(), year.key_id).get(mark)
    if row is None:
        flash(_("这条说明已经收回。"), "warn")
        return back(no)
    with trying() as done:
        row.take_back(year, act())
    if done:
        flash(_("已收回说明。"), "ok")
    return back(no, mark)


@pages.post("/years/<int:no>/report/proof/look")
@opens(Role.OFFICE)
def seen(no: int) -> ResponseReturnValue:
    """看过了: from now on the page says what is new."""
    year = found_year(no, "office")
    marks = [one.mark for one in proof(desk_of(db.session(), year).report)]
    with trying() as done:
        look(db.session(), year, marks, act())
    if done:
        flash(_("已记下。以后新出现的意见会标“新”。"), "ok")
    return back(no)
