"""年度报告: its passages beside what they come from, its settings, the sheet, the PDF, 定稿."""

import re
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from desk import gate, passages
from desk.printed import of_passage
from desk.report import Desk, desk_of
from files import Store
from forms.items import ReasonForm
from forms.report import FinalForm, PassageForm, ReportForm, final_form
from models.passages import editions, must_be_unfrozen, standing_edition
from models.people import Here, Role, leave_place, others
from models.years import Year, YearState
from reports.blocks import rejoined
from reports.check import Note
from reports.figures import Numbered, Shown
from reports.html import sheet
from reports.marks import Href, marks
from reports.pdf import RenderFailed, render
from reports.year import Piece, outline_of
from views.access import act, found_year, me, now, opens, why_shut
from views.citations import in_words, wrong_tokens
from views.presence import also_here, passage_place
from views.printed import as_printed
from views.review import pieces as marked
from views.trying import said, trying

pages = Blueprint("report", __name__)
TOKEN = re.compile(r"[a-z0-9]{1,16}")


@pages.get("/years/<int:no>/report")
@opens(Role.OFFICE, Role.LEADER)
def page(no: int) -> ResponseReturnValue:
    """Outline, sheet, and where the chosen passage comes from."""
    return report_html(desk_of(db.session(), found_year(no)))


def report_html(held: Desk, form: FinalForm | None = None) -> str:
    """The page; `form`: 定稿 as it was sent and refused."""
    year, no = held.year, held.year.no
    flaws = gate.unexplained(held)
    notes = gate.notes_of(held, flaws)
    office = me().has(Role.OFFICE) and year.state != YearState.ARCHIVED
    return render_template(
        "report_pages/page.html",
        shown=year,
        entries=outline_of(held.report, held.pieces),
        piece=held.piece(request.args.get("slot")),
        sheet=sheet(held.report, marks(held.report.sections, held.told, number_link(no))),
        told=held.told,
        moved=held.moved,
        since=held.since,
        report=held.report,
        edition=held.edition,
        editions=editions(db.session(), year.key_id),
        notes=notes,
        said=flaws,
        office=office,
        final=form or (final_of(notes) if office and not held.edition else None),
        reason=ReasonForm(formdata=None),
        looking=looking(year, held.pieces),
    )


def final_of(notes: list[Note]) -> FinalForm:
    """The form of 定稿, with a field for each error that needs a reason."""
    return final_form({mark: _(one.text, **dict(one.values)) for mark, one in gate.asked(notes).items()})


def looking(year: Year, found: list[Piece]) -> dict[str, list[Here]]:
    """Who else has a passage open, by its slot."""
    places = {passage_place(year.id, one.slot.key): one.slot.key for one in found}
    here = others(db.session(), list(places), me().key_id, now())
    return {places[place]: people for place, people in here.items()}


def number_link(no: int) -> Href:
    """Where a number of the sheet leads: to its figure, else to the page that offers one."""

    def href(one: Numbered, shown: Shown) -> str:
        if shown.value is not None and shown.value.figure_id is not None and not shown.drift:
            return url_for("figures.one", figure_id=shown.value.figure_id)
        return url_for("citations.page", no=no, slot=one.slot, _anchor=f"n-{shown.start}")

    return href


@pages.route("/years/<int:no>/report/passage", methods=["GET", "POST"])
@opens(Role.OFFICE)
def passage(no: int) -> ResponseReturnValue:
    """Edit one slot beside the entries it comes from."""
    year = found_year(no, "office")
    desk = desk_of(db.session(), year)
    piece = desk.piece(request.args.get("slot")) or abort(404)
    held = piece.passage
    version = held.version if held else 0
    form = PassageForm(data={"body": piece.text, "version": version})
    theirs: str | None = None
    if request.form.get("act") == "join":
        form.body.data = rejoined(form.body.data or "")
    elif form.validate_on_submit():
        if form.stale(version):
            theirs = piece.text
            form.version.data = str(version)
            form.form_errors.append(_("您打开这一页之后，有人改过这一段。您的内容在下面，对方的在右边；核对后再保存。"))
        elif settling() and (wrong := wrong_tokens(year, form.body.data or "")):
            form.body.errors = wrong
        else:
            with trying(form) as done:
                save(desk, piece, form.body.data or "")
            if done:
                flash(said(done, _("已定下。") if settling() else _("草稿已保存。")), "ok")
                return redirect(onward(desk, piece), 303)
    shut = None if form.is_submitted() else why_shut(lambda: must_be_unfrozen(year))
    html = render_template(
        "report_pages/passage.html",
        shown=year,
        entries=outline_of(desk.report, desk.pieces),
        said=[one for one in gate.unexplained(desk) if one.mend == piece.slot.key],
        piece=piece,
        form=form,
        theirs=theirs,
        **compared(desk, piece),
        here=also_here(passage_place(year.id, piece.slot.key)) if not shut else [],
        shut=shut,
        way=way_on(year),
        edition=desk.edition,
        last=desk.after(piece) is None,
        **beside(desk, piece, form.body.data or "", offered=not shut),
    )
    status = 422 if form.errors else 200
    return html, status if theirs is None else 409


def compared(desk: Desk, piece: Piece) -> dict[str, object]:
    """Whose words stand in a slot, its summaries of then and now side by side, and how it has changed since 定稿."""
    held = piece.passage
    left, right = marked(held.base_text, piece.draft) if held and piece.behind else ([], [])
    later = next((one for one in desk.since if one.slot == piece.slot.key), None)
    sides = marked(later.was, later.now) if later else None
    written_by = held.writers() if held and not desk.edition else []
    return {"left": left, "right": right, "later": later, "sides": sides, "written_by": written_by}


def onward(desk: Desk, piece: Piece) -> str:
    """Where the work goes on: a draft stays open, a settled passage leads to the next, the last one to the gate."""
    no, to = desk.year.no, piece
    if settling():
        following = desk.after(piece)
        if following is None:
            return url_for("proof.page", no=no)
        to = following
    return url_for("report.passage", no=no, slot=to.slot.key)


def beside(desk: Desk, piece: Piece, body: str, *, offered: bool) -> dict[str, object]:
    """The passage as it prints, and its numbers: how many have a source, wrong tokens, what can be put in."""
    told = desk.numbers(piece, body)
    figures = desk.book.all() if offered else []
    trial = as_printed(of_passage(desk, piece, body), body) if offered else None
    return {"trial": trial, "told": told, "faults": [in_words(one) for one in told.faults], "figures": figures}


def save(desk: Desk, piece: Piece, body: str) -> None:
    """保存 or 保存并定下, as the pressed button says."""
    passages.save(desk, piece, body, act(), settled=settling())
    if settling():
        leave_place(db.session(), passage_place(desk.year.id, piece.slot.key), person_id=me().key_id)


def settling() -> bool:
    """Whether the button was 保存并定下."""
    return request.form.get("act") == "settle"


def way_on(year: Year) -> tuple[str, str]:
    """Where an archived year, or else a final report, is opened again: address and words."""
    if year.state == YearState.ARCHIVED:
        return url_for("years.page"), _("去“年度”重开")
    return url_for("report.page", no=year.no, _anchor="final"), _("去撤销定稿")


@pages.route("/years/<int:no>/report/settings", methods=["GET", "POST"])
@opens(Role.OFFICE)
def settings(no: int) -> ResponseReturnValue:
    year = found_year(no, "office")
    form = ReportForm(obj=year).offer((year.bureau.number_prefix, year.bureau.short_name), no + 1)
    if form.validate_on_submit():
        if standing_edition(db.session(), year.key_id):
            form.form_errors.append(_("报告已经定稿；要修改，请先撤销定稿。"))
        elif form.stale(year.version):
            form.form_errors.append(_("刚才有人改过设置，请核对后再保存一次。"))
            form.compare({name: getattr(year, name) for name in form.values()})
            form.version.data = str(year.version)
        else:
            with trying(form) as done:
                year.set_report(form.values(), act())
            if done:
                flash(_("已保存。"), "ok")
                return redirect(url_for("report.page", no=no), 303)
    shut = None if form.is_submitted() else why_shut(lambda: must_be_unfrozen(year))
    html = render_template("report_pages/settings.html", shown=year, form=form, shut=shut, way=way_on(year))
    return html, 422 if form.errors else 200


@pages.get("/years/<int:no>/report/preview")
@opens(Role.OFFICE, Role.LEADER)
def preview(no: int) -> ResponseReturnValue:
    """One sheet in the document's faces, without page breaks."""
    year = found_year(no)
    return render_template("report_pages/preview.html", shown=year, sheet=sheet(desk_of(db.session(), year).report))


def failed(failure: RenderFailed, no: int) -> ResponseReturnValue:
    """Say why there is no PDF, and stay on the report's page."""
    current_app.logger.error("report %s: %s", no, failure)
    words = {
        "timeout": _("排版超过 60 秒，已停止。请稍后再试。"),
        "fonts": _("服务器上没有中文字体，无法排版。请系统管理员安装后再试。"),
    }
    flash(words.get(failure.reason, _("排版程序出错，没有生成文件。请重试；还不行请告诉系统管理员。")), "error")
    return redirect(url_for("report.page", no=no), 303)


@pages.get("/years/<int:no>/report/pdf")
@opens(Role.OFFICE, Role.LEADER)
def pdf(no: int) -> ResponseReturnValue:
    """The PDF: frozen where the report is final, else made now by a child process."""
    year = found_year(no)
    held = desk_of(db.session(), year)
    try:
        content = held.pdf(store(), render)
    except RenderFailed as failure:
        return failed(failure, no)
    name = (year.title_line or str(no)) + ("" if held.edition else _("（草稿）"))
    plain = f"report-{no}" + ("" if held.edition else "-draft")
    response = Response(content, mimetype="application/pdf")
    how = "attachment" if request.args.get("save") else "inline"
    response.headers["Content-Disposition"] = (
        f"{how}; filename={plain}.pdf; filename*=UTF-8''{quote(name, safe='')}.pdf"
    )
    asked = request.args.get("token", "")
    if TOKEN.fullmatch(asked):  # tells the waiting button that the file is here
        response.set_cookie(f"made-{asked}", "1", max_age=60, samesite="Lax")
    return response


def store() -> Store:
    held: Store = current_app.extensions["store"]
    return held


@pages.post("/years/<int:no>/report/final")
@opens(Role.OFFICE)
def final(no: int) -> ResponseReturnValue:
    """定稿: freeze values and PDF, with a reason for each error that was found before the print and on the paper."""
    desk = desk_of(db.session(), found_year(no, "office"))
    notes = [] if desk.edition else gate.notes_of(desk, gate.unexplained(desk))
    form = final_of(notes)
    if form.marks and not form.validate():
        return report_html(desk, form), 422
    try:
        with trying(form if form.marks else None) as printed:  # refused: sent twice, or somebody else was first
            paper = gate.final_paper(desk, render)
    except RenderFailed as failure:
        answer = failed(failure, no)
        return (report_html(desk, form), 422) if form.marks else answer
    if printed:
        form = final_of([*notes, *paper.notes])
        if form.marks and not form.validate():
            return report_html(desk, form), 422
        with trying(form if form.marks else None) as done:
            gate.make_final(desk, store(), paper, act(), form.reasons())
        if done:
            flash(_("已定稿，内容和 PDF 不再变化。"), "ok")
            return redirect(url_for("report.page", no=no), 303)
    return (report_html(desk, form), 422) if form.marks else redirect(url_for("report.page", no=no), 303)


@pages.post("/years/<int:no>/report/lift")
@opens(Role.OFFICE)
def lift(no: int) -> ResponseReturnValue:
    """撤销定稿 with a reason."""
    year, form = found_year(no, "office"), ReasonForm()
    edition = standing_edition(db.session(), year.key_id)
    if edition is None:
        flash(_("现在没有定稿。"), "warn")
    elif not form.validate():
        flash(_("请写明撤销定稿的原因。"), "error")
    else:
        with trying() as done:
            edition.lift(year, form.reason.data, act())
        if done:
            flash(_("已撤销定稿，可以继续修改。"), "ok")
    return redirect(url_for("report.page", no=no), 303)
