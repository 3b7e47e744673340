"""段落与版次: the pieces of the report as the office set them, and the report frozen with its values and PDF."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, Relationship, Session, col, select

from checklists.filling import said
from checklists.schema import Outline
from models.act import Act
from models.asking import beside
from models.base import RAISE, About, Kind, Moment, NotAllowed, Row, Versioned, _, kind_type, link, session_of
from models.items import Item
from models.labels import marked, nameless
from models.people import Bureau, Person
from models.trail import tell
from models.writers import starts_anew, writers, wrote

if TYPE_CHECKING:
    from models.years import Year

LONGEST_BODY = 20_000


class PassageState(Kind):
    """待写 → 草稿 → 已定, back to 草稿 by any edit."""

    EMPTY = "empty", _("待写")
    DRAFT = "draft", _("草稿")
    SETTLED = "settled", _("已定")


class Passage(Versioned, table=True):
    """What the office wrote for one slot of the outline. No row: the slot prints its draft from accepted entries.

    `based_on` holds the ids of the entries that stood when the body was last edited and `base_text` their draft,
    so that a later change can be told and shown.
    """

    __table_args__ = (sa.UniqueConstraint("year_id", "slot"),)

    year_id: int = link("year.id")
    slot: str = Field(max_length=200)
    body: str = Field(default="", max_length=LONGEST_BODY)
    based_on: list[int] = Field(default_factory=list, sa_type=sa.JSON)
    base_text: str = ""
    state: PassageState = Field(default=PassageState.DRAFT, sa_type=kind_type(PassageState))
    by_id: int = link("person.id")
    at: datetime = Field(sa_type=Moment)
    year: "Year" = Relationship(sa_relationship_kwargs=RAISE)
    author: Person = Relationship(sa_relationship_kwargs=RAISE)

    def about(self) -> About:
        return About(self.year.bureau_id, f"{self.year.no} {slot_name(session_of(self), self.year, self.slot)}")

    def writers(self) -> list[str]:
        """The names of everybody whose words stand in it since it was last settled."""
        query = select(Person.name).where(col(Person.id).in_(writers(self)))
        return list(session_of(self).exec(query.order_by(col(Person.id))).all())

    def behind(self, based_on: list[int]) -> bool:
        """Whether the accepted entries have changed since the body was edited."""
        return sorted(self.based_on) != sorted(based_on)

    def edit(self, year: "Year", body: str, based_on: list[int], base_text: str, act: Act) -> None:
        """Set the body; the passage is a draft again. The same words kept beside newer entries have no new author."""
        must_be_unfrozen(year)
        before: dict[str, object] = {"body": self.body}
        self.based_on, self.base_text = based_on, base_text
        if body == self.body:
            tell(self, "passage.keep", act)
            return
        if self.state == PassageState.SETTLED:
            starts_anew(self)
        wrote(self, act)
        self.body, self.state = body, PassageState.DRAFT
        self.by_id, self.at = act.author_id, act.at
        tell(self, "passage.edit", act, before, {"body": body})

    def settle(self, year: "Year", on: bool, act: Act) -> None:
        """已定, or back to 草稿; where it stands so already, nothing has happened."""
        must_be_unfrozen(year)
        if on:
            must_have_text(self.body)
        state = PassageState.SETTLED if on else PassageState.DRAFT
        if self.state == state:
            return
        self.state = state
        tell(self, "passage.settle" if on else "passage.reopen", act, {}, {})


class Edition(Row, table=True):
    """定稿: the report's values and its PDF as they were. At most one stands; a lifted one stays in the history.

    `figures`: its numbers with their sources; `pieces`: by slot, its text as it was typed and the entries behind it. An
    edition from before they were kept has none. `reasons`: the errors it was made final with, each with why.
    """

    __table_args__ = (
        sa.Index(
            "uq_edition_standing",
            "year_id",
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        ),
    )

    year_id: int = link("year.id")
    values: dict[str, Any] = Field(sa_type=sa.JSON)
    figures: list[dict[str, Any]] | None = Field(default=None, sa_type=sa.JSON(none_as_null=True))
    pieces: dict[str, dict[str, Any]] | None = Field(default=None, sa_type=sa.JSON(none_as_null=True))
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    pdf_sha256: str = Field(max_length=64)
    at: datetime = Field(sa_type=Moment)
    by_id: int = link("person.id")
    lifted_at: datetime | None = Field(default=None, sa_type=Moment)
    lifted_by: int | None = link("person.id", nullable=True)
    lift_reason: str = Field(default="", max_length=1000)
    year: "Year" = Relationship(sa_relationship_kwargs=RAISE)
    author: Person = Relationship(sa_relationship_kwargs=RAISE | {"foreign_keys": "[Edition.by_id]"})

    def about(self) -> About:
        return self.year.about()

    def lift(self, year: "Year", reason: str, act: Act) -> None:
        """撤销定稿 with a reason, so that the report can be changed again."""
        year.must_be_open()
        if not reason.strip():
            raise NotAllowed(_("请写明撤销定稿的原因。"), "reason")
        if self.lifted_at is not None:
            raise NotAllowed(_("这个定稿已经撤销。"))
        self.lifted_at, self.lifted_by, self.lift_reason = act.at, act.by_id, reason
        tell(self, "edition.lift", act, after={"reason": reason})


def write_passage(
    session: Session, year: "Year", slot: str, body: str, based_on: list[int], base_text: str, act: Act
) -> Passage:
    """The first edit of a slot; its draft as it is becomes a passage without having been edited."""
    must_be_unfrozen(year, session)
    passage = Passage(
        year_id=year.key_id,
        slot=slot,
        body=body,
        based_on=based_on,
        base_text=base_text,
        by_id=act.author_id,
        at=act.at,
    )
    passage.year = year
    session.add(passage)
    if body.strip() != base_text.strip():
        before: dict[str, object] = {"body": base_text} if base_text else {}  # until now the draft was printed
        wrote(passage, act)
        tell(passage, "passage.edit", act, before, {"body": body})
    return passage


def freeze(
    session: Session,
    year: "Year",
    values: dict[str, Any],
    pdf_sha256: str,
    act: Act,
    *,
    figures: list[dict[str, Any]] | None = None,
    pieces: dict[str, dict[str, Any]] | None = None,
    reasons: Sequence[Mapping[str, Any]] = (),
    open_errors: int,
) -> Edition:
    """定稿. Raises NotAllowed while another edition stands, or errors are neither mended nor explained.

    `reasons`: each error of the look before the print (`text`, `values`) with why it may stand (`reason`).
    """
    year.must_be_open()
    must_be_sound(open_errors)
    must_have_reasons(reasons)
    if standing_edition(session, year.key_id):
        raise NotAllowed(_("已有定稿；要重新定稿，请先撤销现有定稿。"))
    edition = Edition(
        year_id=year.key_id,
        values=values,
        figures=figures,
        pieces=pieces,
        reasons=[dict(one) for one in reasons],
        pdf_sha256=pdf_sha256,
        at=act.at,
        by_id=act.author_id,
    )
    edition.year = year
    session.add(edition)
    why: dict[str, object] = {"reason": [f"{in_words(one)}：{one['reason']}" for one in reasons]} if reasons else {}
    tell(edition, "edition.final", act, after={"sha256": pdf_sha256} | why)
    return edition


def slot_name(session: Session, year: "Year", slot: str, former: Outline | None = None) -> str:
    """A slot as the outline (the year's, or a former one) names it, for the trail: its heading, the title of its item,
    or the mark of 开头 or 结尾."""
    name = session.get_one(Bureau, year.bureau_id).name
    outline = said(former or year.read_outline(), year.no, name)
    leaves = list(outline.leaves())
    for place, part in enumerate(leaves):
        if part.key == slot:
            return part.heading or marked(nameless(place, len(leaves), outline.inside(slot)))
        if slot.startswith(f"{part.key}/"):
            ref = slot.removeprefix(f"{part.key}/")
            checklist, _slash, key = ref.partition("/")
            query = select(Item.title).where(Item.year_id == year.id, Item.checklist_key == checklist, Item.key == key)
            return part.titles.get(ref) or session.exec(query).first() or slot
    return slot


def must_have_text(body: str) -> None:
    """Raise NotAllowed where there is nothing to settle."""
    if not body.strip():
        raise NotAllowed(_("这一段还没有内容，不能定下来。"))


def must_print_numbers(unusable: list[str]) -> None:
    """Raise NotAllowed while a token prints no number."""
    if unusable:
        raise NotAllowed(_("还不能定稿，这些引用没有数值：%(names)s。"), names="、".join(unusable[:8]))


def must_be_sound(open_errors: int) -> None:
    """Raise NotAllowed while the proofreader's errors are open."""
    if open_errors:
        raise NotAllowed(
            _("还有 %(n)s 处错误没有改正，也没有说明理由，不能定稿。请先到“校对”里逐处处理。"), n=open_errors
        )


def must_have_reasons(reasons: Sequence[Mapping[str, Any]]) -> None:
    """Raise NotAllowed while an error of the look before the print is not explained."""
    bare = [in_words(one) for one in reasons if not str(one["reason"]).strip()]
    if bare:
        raise NotAllowed(_("还不能定稿，请先改正，或逐处写明理由：%(what)s。"), what="；".join(bare))


def in_words(error: Mapping[str, Any]) -> str:
    """An error that an edition was made final with, as it was said."""
    return str(error["text"]) % error["values"]


def standing_edition(session: Session, year_id: int) -> Edition | None:
    """The edition that has not been lifted, with who made it."""
    query = select(Edition).options(beside(Edition.author))
    return session.exec(query.where(Edition.year_id == year_id, col(Edition.lifted_at).is_(None))).first()


def editions(session: Session, year_id: int) -> list[Edition]:
    """All editions of a year, the newest first."""
    query = select(Edition).options(beside(Edition.author)).where(Edition.year_id == year_id)
    return list(session.exec(query.order_by(col(Edition.id).desc())).all())


def passages(session: Session, year_id: int) -> dict[str, Passage]:
    """The passages of a year by slot."""
    return {row.slot: row for row in session.exec(select(Passage).where(Passage.year_id == year_id)).all()}


def must_be_unfrozen(year: "Year", session: Session | None = None) -> None:
    """Raise NotAllowed where the year is archived or its report final."""
    year.must_be_open()
    if standing_edition(session or session_of(year), year.key_id):
        raise NotAllowed(_("报告已经定稿；要修改，请先撤销定稿。"))
