"""数字来源: which figure stands behind a printed number of a passage."""

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.base import NotAllowed, Versioned, _, link, session_of, text_column
from models.edition import must_be_unfrozen, slot_name
from models.figure import Figure
from models.people import Person
from models.trail import leave
from models.year import Year


class Citation(Versioned, table=True):
    """A printed number of a passage and the figure behind it; the text itself is not touched.

    `text` and `before` find the number again after an edit; `seen` is what the figure printed when somebody last
    looked at the two side by side.
    """

    year_id: int = link("year.id")
    slot: str = Field(max_length=200, index=True)
    text: str = text_column(60)
    before: str = Field(default="", max_length=40)
    figure_id: int = link("figure.id")
    seen: str = Field(default="", max_length=60)
    reason: str = Field(default="", max_length=500)

    def keep(self, year: Year, now_printed: str, reason: str, *, by: Person, at: datetime) -> None:
        """Keep what is printed although the figure has changed, with a reason."""
        must_be_unfrozen(year)
        if not reason.strip():
            raise NotAllowed(_("请写明保留原来数字的原因。"), "reason")
        before: dict[str, object] = {"seen": self.seen}
        self.seen, self.reason = now_printed, reason
        self._leave(year, "citation.keep", by, at, before, {"seen": now_printed, "reason": reason})

    def take(self, year: Year, text: str, now_printed: str, *, by: Person, at: datetime) -> None:
        """The number of the text was changed to what the figure prints now."""
        must_be_unfrozen(year)
        before: dict[str, object] = {"text": self.text}
        self.text, self.seen, self.reason = text, now_printed, ""
        self._leave(year, "citation.take", by, at, before, {"text": text})

    def remove(self, year: Year, session: Session, *, by: Person, at: datetime) -> None:
        """The number is no longer said to come from this figure."""
        must_be_unfrozen(year)
        self._leave(year, "citation.remove", by, at, {"text": self.text}, {})
        session.delete(self)

    def _leave(
        self,
        year: Year,
        verb: str,
        by: Person,
        at: datetime,
        before: dict[str, object],
        after: dict[str, object],
    ) -> None:
        label = f"{slot_name(session_of(self), year, self.slot)} {self.text}"
        leave(self, verb, bureau_id=year.bureau_id, by=by, at=at, label=label, before=before, after=after)


def cite(
    session: Session,
    year: Year,
    slot: str,
    text: str,
    before: str,
    figure: Figure,
    printed: str,
    *,
    by: Person,
    at: datetime,
) -> Citation:
    """Say which figure stands behind a printed number; the caller has checked that the two agree."""
    must_be_unfrozen(year, session)
    row = Citation(
        year_id=year.key_id, slot=slot, text=text, before=before[-40:], figure_id=figure.key_id, seen=printed
    )
    session.add(row)
    row._leave(year, "citation.add", by, at, {}, {"figure": figure.id})
    return row


def citations_of(session: Session, year_id: int) -> list[Citation]:
    return list(session.exec(select(Citation).where(Citation.year_id == year_id).order_by(col(Citation.id))).all())
