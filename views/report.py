"""年度报告: its passages beside what they come from, its settings, the sheet, the PDF, 定稿."""

import io
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
from models.drafts import sources
from models.edition import editions, freeze, passages, standing_edition, write_passage
from models.people import Role
from models.year import Year
from reports.figures import Passage, Shown
from reports.figures import passage as passage_of
from reports.html import document, sheet
from reports.marks import Href, marks
from reports.pdf import RenderFailed, render
from reports.sourced import passages_of, unusable
from reports.text import rare_characters
from reports.values import Report
from reports.year import Piece, pieces, report_from, report_of
from views.access import found_year, me, now, opens
from views.citations import in_words, note_tokens, wrong_tokens
from views.figures import book_of
from views.review import pieces as marked

pages = Blueprint("report", __name__)


def all_pieces(year: Year) -> list[Piece]:
    session = db.session()
    return pieces(year, sources(session, year.key_id), passages(session, year.key_id))


def current(year: Year) -> Report:
    """The frozen report where one stands, else the report as the year is now."""
    session = db.session()
    edition = standing_edition(session, year.key_id)
    if edition is not None:
        return Report.from_json(edition.values)
    own = sources(session, year.key_id), passages(session, year.key_id)
    return report_of(year, year.bureau, *own, book_of(year))


@pages.get("/years/<int:no>/report")
@opens(Role.OFFICE, Role.LEADER)
def page(no: int) -> ResponseReturnValue:
    year = found_year(no)
    session = db.session()
    own, book = all_pieces(year), book_of(year)
    edition = standing_edition(session, year.key_id)
    report = Report.from_json(edition.values) if edition else report_from(year, year.bureau, own, book)
    told = passages_of(own, citations_of(session, year.key_id), book)
    return render_template(
        "report_pages/page.html",
        shown=year,
        pieces=own,
        sheet=sheet(report, marks(report.sections, told, number_link(no))),
        told=told,
        report=report,
        edition=edition,
        editions=editions(db.session(), year.key_id),
        rare=rare_characters("".join(str(sheet(report)))),
        office=me().has(Role.OFFICE) and year.state.value != "archived",
        reason=ReasonForm(formdata=None),
    )


def number_link(no: int) -> Href:
    """Where a number of the sheet leads: to its figure, else to the page that offers one."""

    def href(one: Passage, shown: Shown) -> str:
        if shown.value is not None and shown.value.figure_id is not None and not shown.drift:
            return url_for("figures.one", figure_id=shown.value.figure_id)
        return url_for("citations.page", no=no, slot=one.slot, _anchor=f"n-{shown.start}")

    return href


@pages.route("/years/<int:no>/report/passage", methods=["GET", "POST"])
@opens(Role.OFFICE)
def passage(no: int) -> ResponseReturnValue:
    """Edit one slot beside the entries it comes from."""
    year = found_year(no, "office")
    found = all_pieces(year)
    place = next((n for n, one in enumerate(found) if one.slot.key == request.args.get("slot")), None)
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
                found = all_pieces(year)
                piece = found[place]
                held = piece.passage
            else:
                following = (
                    found[place + 1].slot.key
                    if request.form.get("act") == "settle" and place + 1 < len(found)
                    else piece.slot.key
                )
                return redirect(url_for("report.passage", no=no, slot=following), 303)
    left, right = marked(held.base_text, piece.draft) if held and piece.behind else ([], [])
    html = render_template(
        "report_pages/passage.html",
        shown=year,
        pieces=found,
        piece=piece,
        form=form,
        theirs=theirs,
        left=left,
        right=right,
        **numbers_beside(year, piece, form),
    )
    return html, 409 if theirs is not None else 422 if form.errors else 200


def numbers_beside(year: Year, piece: Piece, form: PassageForm) -> dict[str, object]:
    """What the passage page says about its numbers: how many have a source, wrong tokens, what can be put in."""
    book, body = book_of(year), form.body.data or ""
    told = passage_of(piece.slot.key, body, citations_of(db.session(), year.key_id), book)
    return {"told": told, "faults": [in_words(one) for one in told.faults], "figures": book.all()}


def save(year: Year, piece: Piece, form: PassageForm) -> None:
    """保存 or 保存并定下, as the pressed button says."""
    body, session = form.body.data or "", db.session()
    held = piece.passage
    if held is None:
        held = write_passage(session, year, piece.slot.key, body, piece.based_on, piece.draft, by=me(), at=now())
        session.flush()
    elif held.body != body or piece.behind:
        held.edit(year, body, piece.based_on, piece.draft, by=me(), at=now())
    note_tokens(year, piece.slot.key, body)
    settled = request.form.get("act") == "settle"
    held.settle(year, settled, by=me(), at=now())
    db.commit()
    flash(_("已定下。") if settled else _("草稿已保存。"), "ok")


@pages.route("/years/<int:no>/report/settings", methods=["GET", "POST"])
@opens(Role.OFFICE)
def settings(no: int) -> ResponseReturnValue:
    year = found_year(no, "office")
    form = ReportForm(obj=year)
    if form.validate_on_submit():
        if form.stale(year.version):
            form.form_errors.append(_("刚才有人改过设置，请核对后再保存一次。"))
            form.version.data = str(year.version)
        elif standing_edition(db.session(), year.key_id):
            form.form_errors.append(_("报告已经定稿；要修改，请先撤销定稿。"))
        else:
            try:
                year.set_report(form.values(), by=me(), at=now())
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                db.commit()
                flash(_("已保存。"), "ok")
                return redirect(url_for("report.page", no=no), 303)
    return render_template("report_pages/settings.html", shown=year, form=form), 422 if form.errors else 200


@pages.get("/years/<int:no>/report/preview")
@opens(Role.OFFICE, Role.LEADER)
def preview(no: int) -> ResponseReturnValue:
    """One sheet in the document's faces, without page breaks."""
    year = found_year(no)
    return render_template("report_pages/preview.html", shown=year, sheet=sheet(current(year)))


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
    edition = standing_edition(db.session(), year.key_id)
    try:
        content = store().path(edition.pdf_sha256).read_bytes() if edition else render(document(current(year)))
    except RenderFailed as failure:
        return failed(failure, no)
    name = year.title or str(no)
    response = Response(content, mimetype="application/pdf")
    how = "attachment" if request.args.get("save") else "inline"
    response.headers["Content-Disposition"] = (
        f"{how}; filename=report-{no}.pdf; filename*=UTF-8''{quote(name, safe='')}.pdf"
    )
    return response


def store() -> Store:
    held: Store = current_app.extensions["store"]
    return held


@pages.post("/years/<int:no>/report/final")
@opens(Role.OFFICE)
def final(no: int) -> ResponseReturnValue:
    """定稿: freeze values and PDF. The file is safe on disk before its row is."""
    year = found_year(no, "office")
    told = passages_of(all_pieces(year), citations_of(db.session(), year.key_id), book_of(year))
    if wrong := unusable(told):
        flash(_("还不能定稿，这些引用没有数值：%(names)s。", names="、".join(wrong[:8])), "error")
        return redirect(url_for("report.page", no=no), 303)
    report = current(year)
    try:
        kept = store().keep(io.BytesIO(render(document(report))), config.MAX_UPLOAD)
    except RenderFailed as failure:
        return failed(failure, no)
    freeze(db.session(), year, report.to_json(), kept.sha256, by=me(), at=now())
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
        edition.lift(year, form.reason.data, by=me(), at=now())
        db.commit()
        flash(_("已撤销定稿，可以继续修改。"), "ok")
    return redirect(url_for("report.page", no=no), 303)
