"""One verb and its answer: kept as a whole, or refused in words with nothing changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash
from flask_babel import gettext as _
from sqlmodel import Session

import db
from forms.base import Form
from models.base import NotAllowed


class Tried:
    """Whether the verb was carried out, and whether anything has changed by it; asked when it is over."""

    kept = False
    told = False

    def __bool__(self) -> bool:
        return self.kept


def refuse(refusal: NotAllowed) -> None:
    """A refusal as a message of the next page."""
    flash(_(refusal.text, **refusal.values), "error")


@contextmanager
def trying(form: Form | None = None) -> Iterator[Tried]:
    """Carry a verb out and keep it. Refused, the words stand at the form's field; without a form, on the next page.

    A verb that refuses has changed nothing, so the page goes on with the rows it holds. Raises RuntimeError where one
    has: then nothing of it is kept, and the verb is to be mended.
    """
    session, done = db.session(), Tried()
    before = acts(session)
    try:
        yield done
    except NotAllowed as refusal:
        if changed(session) or acts(session) != before:
            raise RuntimeError("a verb refused after it had changed something") from refusal
        if form is None:
            refuse(refusal)
        else:
            form.refuse(refusal)
    else:
        db.commit()
        done.kept, done.told = True, acts(session) != before


def said(done: Tried, text: str) -> str:
    """What was done, in words: these, or that nothing has changed."""
    return text if done.told else _("没有变化。")


def acts(session: Session) -> int:
    return len(session.info.get("acts", ()))


def changed(session: Session) -> bool:
    """Whether anything waits to be written."""
    return bool(session.new or session.deleted or any(session.is_modified(row) for row in session.dirty))
