"""佐证材料: upload, hand back, correct, take off."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

import config
import db
from files import Empty, Store, TooLarge, kind_of
from forms.entries import EvidenceForm, UploadForm
from forms.items import ReasonForm
from models import rights
from models.base import NotAllowed
from models.evidence import EvidenceLink, FileKind, attach, link_by_id
from models.item import Item
from models.people import Role
from views.access import found_item, me, now, opens

pages = Blueprint("evidence", __name__)
MOST_FILES = 20


def store() -> Store:
    held: Store = current_app.extensions["store"]
    return held


def plain_name(name: str | None) -> str:
    """The last part of an uploaded name, without control characters; it is only ever shown, never a path."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable()).strip()[:200] or _("未命名")


def refusals(form: UploadForm, chosen: list[FileStorage]) -> None:
    """Put what is wrong with a choice of files at the field."""
    if not chosen:
        form.files.errors = [_("请选择文件。")]
    elif len(chosen) > MOST_FILES:
        form.files.errors = [_("一次最多上传 %(n)s 个文件。", n=MOST_FILES)]


def keep(form: UploadForm, item: Item, upload: FileStorage, alone: bool) -> None:
    """Keep one file and note it. Raises TooLarge, Empty, NotAllowed."""
    kept = store().keep(upload.stream, config.MAX_UPLOAD)
    kind, mime = kind_of(kept.head)
    name = plain_name(upload.filename)
    attach(
        db.session(),
        item,
        sha256=kept.sha256,
        size=kept.size,
        kind=FileKind(kind),
        mime=mime,
        file_name=name,
        title=(form.title.data if alone and form.title.data else name),
        own_date=form.own_date.data,
        secret=form.secret.data,
        owed=next((one for one in item.owed if one.id == form.owed.data), None),
        entry=None,
        by=me(),
        at=now(),
    )


@pages.post("/items/<int:item_id>/evidence")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def upload(item_id: int) -> ResponseReturnValue:
    """All files of one upload, or none."""
    item = found_item(item_id, "attach")
    form = UploadForm().offer(item.owed)
    chosen = [one for one in form.files.data or [] if isinstance(one, FileStorage) and one.filename]
    if form.validate():
        refusals(form, chosen)
    if not form.errors:
        try:
            for one in chosen:
                name = plain_name(one.filename)
                keep(form, item, one, len(chosen) == 1)
        except TooLarge:
            form.files.errors = [_("“%(name)s”超过 50 MB，没有保存任何文件。请压缩或分开上传。", name=name)]
        except Empty:
            form.files.errors = [_("“%(name)s”是空文件，没有保存任何文件。", name=name)]
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            db.commit()
            flash(_("已上传 %(n)s 个文件。", n=len(chosen)), "ok")
            return redirect(url_for("items.page", item_id=item_id, _anchor="evidence"), 303)
        db.rollback()
        item = found_item(item_id, "attach")
    return render_template("evidence/upload.html", item=item, form=form), 422


def found_link(link_id: int, act: str) -> tuple[EvidenceLink, Item]:
    """A file with its item; who may not see it gets 403."""
    row = link_by_id(db.session(), link_id) or abort(404)
    item = found_item(row.item_id, act)
    if not rights.may_see_file(me(), row.evidence, item):
        abort(403)
    return row, item


@pages.get("/evidence/<int:link_id>/file")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
def file(link_id: int) -> ResponseReturnValue:
    """Images and PDF are shown, without any right to run or load; everything else is a download."""
    row, _item = found_link(link_id, "read")
    evidence = row.evidence
    if not store().there(evidence.sha256):
        current_app.logger.error("missing file of evidence %s", evidence.id)
        abort(404)
    shown = evidence.kind != FileKind.OTHER
    response: Response = send_file(store().path(evidence.sha256), mimetype=evidence.mime, etag=evidence.sha256)
    how = "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(evidence.file_name, safe='')}"
    sandbox = "" if evidence.kind == FileKind.PDF else "; sandbox"
    response.headers["Content-Security-Policy"] = f"default-src 'none'; style-src 'unsafe-inline'{sandbox}"
    return response


@pages.route("/evidence/<int:link_id>/edit", methods=["GET", "POST"])
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def edit(link_id: int) -> ResponseReturnValue:
    """Correct what is said about a file."""
    row, item = found_link(link_id, "attach")
    form = EvidenceForm(obj=row.evidence)
    if form.validate_on_submit():
        title = form.title.data or row.evidence.file_name
        try:
            row.evidence.edit(
                item, title=title, own_date=form.own_date.data, secret=form.secret.data, by=me(), at=now()
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            db.commit()
            flash(_("已保存。"), "ok")
            return redirect(url_for("items.page", item_id=item.id, _anchor="evidence"), 303)
    status = 422 if form.errors else 200
    return render_template(
        "evidence/edit.html", item=item, row=row, form=form, reason=ReasonForm(formdata=None)
    ), status


@pages.post("/evidence/<int:link_id>/detach")
@opens(Role.STAFF, Role.HEAD, Role.OFFICE)
def detach(link_id: int) -> ResponseReturnValue:
    """撤下 with a reason."""
    row, item = found_link(link_id, "attach")
    form = ReasonForm()
    if form.validate_on_submit():
        row.detach(item, form.reason.data, by=me(), at=now())
        db.commit()
        flash(_("已撤下。"), "ok")
        return redirect(url_for("items.page", item_id=item.id, _anchor="evidence"), 303)
    shown = EvidenceForm(formdata=None, obj=row.evidence)
    return render_template("evidence/edit.html", item=item, row=row, form=shown, reason=form), 422
