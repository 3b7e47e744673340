"""佐证材料, one file: upload, look, hand back, correct, replace, take off."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from desk.intake import Said, keep, put_in_place
from files import Empty, TooLarge
from forms.evidence import DetachForm, EvidenceForm, ReplaceForm, UploadForm
from models.evidence import EvidenceLink, FileKind, link_by_id
from models.items import OPEN_STATES, Item, Owed
from models.ledger import places, rights
from models.people import Role
from models.years import YearState
from views import uploads
from views.access import act, bureau, found_item, me, offer, opens
from views.trying import trying
from views.undo import flash_done

pages = Blueprint("evidence", __name__)
MOST_FILES = 20
HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


def to_item(item_id: int) -> ResponseReturnValue:
    """Back to the item, to its top: what was done, and what to watch for, is said there."""
    return redirect(url_for("items.page", item_id=item_id), 303)


@pages.post("/items/<int:item_id>/evidence")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def upload(item_id: int) -> ResponseReturnValue:
    """All files of one upload, or none; what is there already is left out and said."""
    item = found_item(item_id, "attach")
    form = UploadForm().offer(item.owed, late=item.short)
    files = uploads.chosen(form.files.data)
    if form.validate():
        form.files.errors = refusals(len(files)) or uploads.faults(files)
    if not form.errors:
        title = form.title.data if len(files) == 1 else ""
        owed = owed_of(item, form.owed.data)
        said = Said(title=title or "", own_date=form.own_date.data, secret=form.secret.data, owed=owed)
        try:
            with trying(form) as done:
                taken = keep(db.session(), uploads.store(), item, uploads.as_they_come(files), said, act())
        except (TooLarge, Empty):  # it grew or shrank while it was read
            form.files.errors = [_("文件没有读完整，没有保存任何文件，请重新上传。")]
        if done:
            uploads.tell_doubles(taken)
            flash(_("已上传 %(n)s 个文件。", n=len(taken.rows)), "ok")
            for row in taken.rows:
                uploads.remarks(row)
            return to_item(item_id)
    return render_template("evidence/upload.html", item=item, form=form), 422


def owed_of(item: Item, owed_id: int | None) -> Owed | None:
    """The thing owed of an item by its id."""
    return next((one for one in item.owed if one.id == owed_id), None)


def refusals(count: int) -> list[str]:
    """What is wrong with the number of files."""
    if not count:
        return [_("请选择文件。")]
    return [_("一次最多上传 %(n)s 个文件，请分几次上传。", n=MOST_FILES)] if count > MOST_FILES else []


def found_link(link_id: int, act: str) -> tuple[EvidenceLink, Item]:
    """A file with its item; who may not open it gets 403."""
    row = link_by_id(db.session(), bureau().key_id, link_id) or abort(404)
    item = found_item(row.item_id, act)
    if not rights.may_open(me(), row, item):
        abort(403)
    return row, item


def still_open(row: EvidenceLink, item: Item) -> bool:
    """Whether a file still stands, on an item that is being worked on."""
    return row.withdrawn_at is None and item.state in OPEN_STATES and item.year.state != YearState.ARCHIVED


@pages.get("/evidence/<int:link_id>")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
def page(link_id: int) -> ResponseReturnValue:
    """One file: what it is, what it stands for, how it looks, what became of it."""
    row, item = found_link(link_id, "read")
    person, file = me(), row.evidence
    newer = link_by_id(db.session(), file.bureau_id, row.replaced_by_id) if row.replaced_by_id else None
    may = rights.WHO["attach"](person, item) and row.withdrawn_at is None
    return render_template(
        "evidence/page.html",
        item=item,
        row=row,
        owed=next((one.text for one in item.owed if one.id == row.owed_id), None),
        places=[one for one in places(db.session(), person, [file.key_id]).get(file.key_id, []) if one[0] != item.id],
        newer=newer if newer is not None and rights.may_open(person, newer, item) else None,
        may=may,
        open=still_open(row, item),
        whole=uploads.store().whole(file.sha256, file.size),
        shown=file.kind.value if file.kind != FileKind.OTHER else None,
    )


@pages.get("/evidence/<int:link_id>/file")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
def file(link_id: int) -> ResponseReturnValue:
    """Images, PDF and plain text are shown, without any right to run or load; everything else is a download."""
    row, item = found_link(link_id, "read")
    evidence, store = row.evidence, uploads.store()
    if not store.whole(evidence.sha256, evidence.size):
        current_app.logger.error("missing or damaged file of evidence %s", evidence.id)
        return render_template("evidence/missing.html", row=row, item=item), 404
    response: Response = send_file(store.path(evidence.sha256), mimetype=evidence.mime, etag=evidence.sha256)
    response.content_type = evidence.mime
    how = "attachment" if evidence.kind == FileKind.OTHER else "inline"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(evidence.file_name, safe='')}"
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["Cache-Control"] = "private, no-store" if evidence.secret else "private, no-cache"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def edit_page(row: EvidenceLink, item: Item, form: EvidenceForm, detach: DetachForm) -> ResponseReturnValue:
    """What can be done to a file: correct what is said about it, take it off, or go on to replace it."""
    file = row.evidence
    form.version.data = form.version.data or str(file.version)
    elsewhere = [one for one in places(db.session(), me(), [file.key_id]).get(file.key_id, []) if one[0] != item.id]
    html = render_template(
        "evidence/edit.html",
        item=item,
        row=row,
        form=form,
        detach=detach,
        elsewhere=elsewhere,
        open=still_open(row, item),
    )
    return html, 422 if form.errors or detach.errors else 200


def why_not(row: EvidenceLink, form: EvidenceForm) -> str | None:
    """Why a correction cannot be saved, or None. A file of other departments too is corrected by the office."""
    file = row.evidence
    if row.withdrawn_at is not None:
        return _("这份材料已经撤下或替换，不能再改。")
    if not all(rights.WHO["attach"](me(), one) for one in file.served()):
        return _("这份材料也用于其他科室的事项，请由法治办修改；本事项可以替换或撤下。")
    if form.stale(file.version):
        form.version.data = str(file.version)
        day = file.own_date.isoformat() if file.own_date else _("没有日期")
        return _("刚才有人改过：“%(title)s”，%(day)s。请核对后再保存。", title=file.title, day=day)
    return None


@pages.route("/evidence/<int:link_id>/edit", methods=["GET", "POST"])
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def edit(link_id: int) -> ResponseReturnValue:
    """Correct what is said about a file, for every item that it serves."""
    row, item = found_link(link_id, "attach")
    file, form = row.evidence, EvidenceForm(obj=row.evidence, data={"owed": row.owed_id}).offer(item.owed)
    if form.validate_on_submit():
        if refused := why_not(row, form):
            form.form_errors.append(refused)
        else:
            title, day = form.title.data or file.file_name, form.own_date.data
            owed = owed_of(item, form.owed.data)
            with trying(form) as done:
                row.correct(item, act(), owed=owed, title=title, own_date=day, secret=form.secret.data)
            if done:
                flash(_("已保存。"), "ok")
                return to_item(item.key_id)
    return edit_page(row, item, form, DetachForm(formdata=None))


@pages.post("/evidence/<int:link_id>/detach")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def detach(link_id: int) -> ResponseReturnValue:
    """撤下 with a reason."""
    row, item = found_link(link_id, "attach")
    form = DetachForm()
    if form.validate_on_submit():
        with trying(form) as done:
            row.detach(item, form.reason.data, act())
        if done:
            flash_done(_("已撤下。"))
            return to_item(item.key_id)
    kept = EvidenceForm(formdata=None, obj=row.evidence, data={"owed": row.owed_id}).offer(item.owed)
    return edit_page(row, item, kept, form)


@pages.route("/evidence/<int:link_id>/replace", methods=["GET", "POST"])
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def replace(link_id: int) -> ResponseReturnValue:
    """替换 by a newer file, on this item; the old one is kept."""
    row, item = found_link(link_id, "attach")
    offer(item.year, url_for("items.page", item_id=item.id))
    form = ReplaceForm(data={"title": row.evidence.title, "secret": row.evidence.secret})
    files = uploads.chosen(form.file.data)
    if form.validate_on_submit():
        form.file.errors = uploads.faults(files) if files else [_("请选择新文件。")]
    if form.is_submitted() and not form.errors:
        owed, title = owed_of(item, row.owed_id), form.title.data or ""
        said = Said(title=title, own_date=form.own_date.data, secret=form.secret.data, owed=owed)
        (file,) = uploads.as_they_come(files[:1])
        with trying(form) as done:
            newer = put_in_place(db.session(), uploads.store(), row, item, file, said, form.reason.data, act())
        if done:
            flash(_("已替换，原文件留在“已撤下、已替换”里。"), "ok")
            uploads.remarks(newer)
            return to_item(item.key_id)
    return render_template("evidence/replace.html", item=item, row=row, form=form), 422 if form.errors else 200
