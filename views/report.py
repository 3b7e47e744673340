"""年度报告: its passages beside what they come from, its settings, the sheet, the PDF, 定稿."""

import io
import re
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import config
import db
from files import Store
from forms.items import ReasonForm
from forms.report import PassageForm, ReportForm
from models.base import NotAllowed
from models.citation import citations_of
from models.edition import editions, freeze, must_be_sound, must_be_unfrozen, standing_edition
from models.people import Role
from models.presence import Here, leave_place, others
from models.record_finder import ids_of
from models.year import Year, YearState
from reports.check import check
from reports.figures import Passage as Numbered
from reports.figures import Shown
from reports.figures import passage as passage_of
from reports.frozen import frozen_json
from reports.html import document, sheet
from reports.marks import Href, marks
from reports.pdf import RenderFailed, render
from reports.sourced import unusable
from reports.year import Piece, outline_of
from views.access import act, found_year, me, now, opens, why_shut
from views.citations import in_words, note_tokens, wrong_tokens
from views.figures import book_of
from views.presence import also_here, passage_place
from views.report_desk import chosen, desk, keep_body, said, way_on
from views.review import pieces as marked

pages = Blueprint("report", __name__)
TOKEN = re.compile(r"[a-z0-9]{1,16}")


@pages.get("/years/<int:no>/report")
@opens(Role.OFFICE, Role.LEADER)
def page(no: int) -> ResponseReturnValue:
    """Outline, sheet, and where the chosen passage comes from."""
    year = found_year(no)
    held = desk(year)
    place = chosen(held.pieces, request.args.get("slot"))
    flaws = said(year, held.report)
    return render_template(
        "report_pages/page.html",
        shown=year,
        entries=outline_of(held.report, held.pieces),
        piece=None if place is None else held.pieces[place],
        sheet=sheet(held.report, marks(held.report.sections, held.told, number_link(no))),
        told=held.told,
        moved=held.moved,
        report=held.report,
        edition=held.edition,
        editions=editions(db.session(), year.key_id),
        notes=check(
            year, year.bureau, held.report, held.pieces, flaws, unusable(held.told), final=held.edition is not None
        ),
        said=flaws,
        office=me().has(Role.OFFICE) and year.state != YearState.ARCHIVED,
        reason=ReasonForm(formdata=None),
        looking=looking(year, held.pieces),
    )


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
    held_desk = desk(year)
    found, report = held_desk.pieces, held_desk.report
    place = chosen(found, request.args.get("slot"))
    if place is None:
        abort(404)
    piece = found[place]
    held = piece.passage
    version = held.version if held else 0
    form = PassageForm(data={"body": piece.text, "version": version})
    theirs: str | None = None
    if form.validate_on_submit():
        if form.stale(version):
            theirs = piece.text
            form.version.data = str(version)
            form.form_errors.append(_("您打开这一页之后，有人改过这一段。您的内容在下面，对方的在右边；核对后再保存。"))
        elif request.form.get("act") == "settle" and (wrong := wrong_tokens(year, form.body.data or "")):
            form.body.errors = wrong
        else:
            try:
                save(year, piece, form)
            except NotAllowed as refusal:
                db.rollback()
                form.refuse(refusal)
                year = found_year(no, "office")
                found = desk(year).pieces
                piece = found[place]
                held = piece.passage
            else:
                return redirect(onward(no, found, place), 303)
    shut = None if form.is_submitted() else why_shut(lambda: must_be_unfrozen(year))
    left, right = marked(held.base_text, piece.draft) if held and piece.behind else ([], [])
    html = render_template(
        "report_pages/passage.html",
        shown=year,
        entries=outline_of(report, found),
        said=[one for one in said(year, report) if one.mend == piece.slot.key],
        piece=piece,
        form=form,
        theirs=theirs,
        left=left,
        right=right,
        here=also_here(passage_place(year.id, piece.slot.key)) if not shut else [],
        shut=shut,
        way=way_on(year),
        edition=held_desk.edition,
        last=place + 1 == len(found),
        **numbers_beside(year, piece, form, offered=not shut),
    )
    return html, 409 if theirs is not None else 422 if form.errors else 200


def onward(no: int, found: list[Piece], place: int) -> str:
    """Where the work goes on: a draft stays open, a settled passage leads to the next, the last one to the gate."""
    if request.form.get("act") != "settle":
        return url_for("report.passage", no=no, slot=found[place].slot.key)
    if place + 1 < len(found):
        return url_for("report.passage", no=no, slot=found[place + 1].slot.key)
    return url_for("proof.page", no=no)


def numbers_beside(year: Year, piece: Piece, form: PassageForm, *, offered: bool) -> dict[str, object]:
    """What the passage page says about its numbers: how many have a source, wrong tokens, what can be put in."""
    book, body = book_of(year), form.body.data or ""
    told = passage_of(piece.slot.key, body, citations_of(db.session(), year.key_id), book)
    return {"told": told, "faults": [in_words(one) for one in told.faults], "figures": book.all() if offered else []}


def save(year: Year, piece: Piece, form: PassageForm) -> None:
    """保存 or 保存并定下, as the pressed button says."""
    body = form.body.data or ""
    held = piece.passage
    if held is None or held.body != body or piece.behind:
        held = keep_body(year, piece, body)
    note_tokens(year, piece.slot.key, body)
    settled = request.form.get("act") == "settle"
    held.settle(year, settled, act())
    if settled:
        leave_place(db.session(), passage_place(year.id, piece.slot.key), person_id=me().key_id)
    db.commit()
    flash(_("已定下。") if settled else _("草稿已保存。"), "ok")


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
            try:
                year.set_report(form.values(), act())
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                db.commit()
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
    return render_template("report_pages/preview.html", shown=year, sheet=sheet(desk(year).report))


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
    held = desk(year)
    try:
        path = store().path(held.edition.pdf_sha256) if held.edition else None
        content = path.read_bytes() if path else render(lambda: document(held.report))
    except RenderFailed as failure:
        return failed(failure, no)
    name = (year.title or str(no)) + ("" if held.edition else _("（草稿）"))
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
    """定稿: freeze values and PDF. The file is safe on disk before its row is."""
    year = found_year(no, "office")
    held = desk(year)
    if wrong := unusable(held.told):
        flash(_("还不能定稿，这些引用没有数值：%(names)s。", names="、".join(wrong[:8])), "error")
        return redirect(url_for("report.page", no=no), 303)
    report = held.report
    errors = sum(one.open_error for one in said(year, report))
    try:
        must_be_sound(errors)  # before the engine works for nothing
        must_be_unfrozen(year)
        kept = store().keep(io.BytesIO(render(lambda: document(report))), config.MAX_UPLOAD)
        session = db.session()
        figures = frozen_json(held.told, lambda rule: ids_of(session, year.key_id, rule))
        freeze(session, year, report.to_json(), kept.sha256, act(), figures=figures, open_errors=errors)
    except RenderFailed as failure:
        return failed(failure, no)
    except NotAllowed as refusal:  # sent twice, or somebody else was first: said on the page, which shows how it stands
        db.rollback()
        flash(_(refusal.text, **refusal.values), "error")
        return redirect(url_for("report.page", no=no), 303)
    db.commit()
    flash(_("已定稿，内容和 PDF 不再变化。"), "ok")
    return redirect(url_for("report.page", no=no), 303)


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
        edition.lift(year, form.reason.data, act())
        db.commit()
        flash(_("已撤销定稿，可以继续修改。"), "ok")
    return redirect(url_for("report.page", no=no), 303)
