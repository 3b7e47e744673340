"""校对: a person drops a file or pastes words and gets them back with their marks; nothing is stored."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.proofread import LONGEST, ProofreadForm
from models.people import Role
from proofread import Severity, check
from proofread.files import MOST_BYTES, Text, read_bytes
from proofread.marked import marked
from proofread.message import Message, Unreadable
from proofread.rules import RULES
from views.access import opens

pages = Blueprint("proofread", __name__)
READERS = (Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)


@pages.app_template_filter("said")
def said(message: Message) -> str:
    """What the proofreader says, in words."""
    return message.said(_)


@pages.route("/proofread", methods=["GET", "POST"])
@opens(*READERS)
def page() -> ResponseReturnValue:
    form = ProofreadForm()
    if not form.validate_on_submit():
        return render_template("proofread/page.html", form=form), 422 if form.is_submitted() else 200
    name = form.file.data.filename if form.file.data else ""
    try:
        read = text_of(form, name)
    except Unreadable as why:
        form.file.errors = [why.says.said(_)]
        return render_template("proofread/page.html", form=form), 422
    found = check(read.text, year=form.year.data)
    form.text.data = read.text  # so that it can be mended here and read again
    counts = [(one, sum(finding.severity is one for finding in found)) for one in Severity]
    return render_template(
        "proofread/marked.html",
        form=form,
        name=name or _("粘贴的文字"),
        remarks=[one.said(_) for one in read.remarks],
        lines=marked(read.text, found),
        found=found,
        counts=counts,
        titles={rule.name: rule.title.said(_) for rule in RULES},
        length=len(read.text),
    )


def text_of(form: ProofreadForm, name: str) -> Text:
    """The words of the form, or of its file; the file is read no further than its limit."""
    if not name:
        return Text(form.text.data)
    upload = form.file.data
    content = upload.read(MOST_BYTES + 1)
    upload.close()
    read = read_bytes(name, content)
    if len(read.text) > LONGEST:
        says = _(
            "文件有 %(n)s 字，页面上最多校对 %(most)s 字，请拆分，或用命令 flask proofread。",
            n=len(read.text),
            most=LONGEST,
        )
        raise Unreadable(Message(says))
    return read
