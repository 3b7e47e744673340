"""数字来源: which figure stands behind a printed number of a passage."""

from sqlmodel import Field, Relationship, Session, col, select

from models.act import Act
from models.base import RAISE, About, NotAllowed, Versioned, _, link, session_of, text_column
from models.figures import Figure
from models.passages.edition import must_be_unfrozen, slot_name
from models.trail import tell
from models.years import Year


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
    year: Year = Relationship(sa_relationship_kwargs=RAISE)

    def about(self) -> About:
        return About(self.year.bureau_id, f"{slot_name(session_of(self), self.year, self.slot)} {self.text}")

    def keep(self, year: Year, now_printed: str, reason: str, act: Act) -> None:
        """Keep what is printed although the figure has changed, with a reason."""
        must_be_unfrozen(year)
        if not reason.strip():
            raise NotAllowed(_("请写明保留原来数字的原因。"), "reason")
        before: dict[str, object] = {"seen": self.seen}
        self.seen, self.reason = now_printed, reason
        tell(self, "citation.keep", act, before, {"seen": now_printed, "reason": reason})

    def take(self, year: Year, text: str, now_printed: str, act: Act) -> None:
        """The number of the text was changed to what the figure prints now."""
        must_be_unfrozen(year)
        before: dict[str, object] = {"text": self.text}
        self.text, self.seen, self.reason = text, now_printed, ""
        tell(self, "citation.take", act, before, {"text": text})

    def remove(self, year: Year, session: Session, act: Act) -> None:
        """The number is no longer said to come from this figure."""
        must_be_unfrozen(year)
        tell(self, "citation.remove", act, {"text": self.text}, {})
        session.delete(self)


def cite(
    session: Session, year: Year, slot: str, text: str, before: str, figure: Figure, printed: str, act: Act
) -> Citation:
    """Say which figure stands behind a printed number; the caller has checked that the two agree."""
    must_be_unfrozen(year, session)
    row = Citation(
        year_id=year.key_id, slot=slot, text=text, before=before[-40:], figure_id=figure.key_id, seen=printed
    )
    row.year = year
    session.add(row)
    tell(row, "citation.add", act, {}, {"figure": figure.id})
    return row


def citations_of(session: Session, year_id: int) -> list[Citation]:
    return list(session.exec(select(Citation).where(Citation.year_id == year_id).order_by(col(Citation.id))).all())
