"""佐证材料: a file kept by the hash of its content, and what it proves."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlmodel import Field, Relationship, Session, select

from models.base import Kind, Moment, NotAllowed, Row, _, kind_type, link, text_column
from models.item import OPEN_STATES, RAISE, Item, Owed
from models.people import Person
from models.trail import changes, leave

if TYPE_CHECKING:
    from models.entry import Entry


class FileKind(Kind):
    """How a file is shown; told by its content, never by its name."""

    IMAGE = "image", _("图片")
    PDF = "pdf", _("PDF")
    OTHER = "other", _("文件")


class Evidence(Row, table=True):
    """One uploaded file; the same content uploaded twice is kept once on disk."""

    bureau_id: int = link("bureau.id")
    sha256: str = Field(max_length=64, index=True)
    size: int
    kind: FileKind = Field(sa_type=kind_type(FileKind))
    mime: str = Field(max_length=100)
    file_name: str = text_column(200)
    title: str = text_column(200)
    own_date: date | None = None
    secret: bool = False
    by_id: int = link("person.id")
    at: datetime = Field(sa_type=Moment)
    uploader: Person = Relationship(sa_relationship_kwargs=RAISE)

    def edit(self, item: Item, *, title: str, own_date: date | None, secret: bool, by: Person, at: datetime) -> None:
        """Correct what is said about the file; the content stays."""
        _may_change(item)
        before, after = changes(self, {"title": title, "own_date": own_date, "secret": secret})
        self.title, self.own_date, self.secret = title, own_date, secret
        if after:
            leave(
                self,
                "evidence.edit",
                bureau_id=self.bureau_id,
                by=by,
                at=at,
                label=title,
                item_id=item.id,
                before=before,
                after=after,
            )


class EvidenceLink(Row, table=True):
    """What a file stands for: an item, and there maybe one thing owed or one entry. Taken off, never deleted."""

    __tablename__ = "evidence_link"

    evidence_id: int = link("evidence.id")
    item_id: int = link("item.id")
    owed_id: int | None = link("owed.id", nullable=True)
    entry_id: int | None = link("entry.id", nullable=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    withdrawn_by: int | None = link("person.id", nullable=True)
    reason: str = Field(default="", max_length=500)
    evidence: Evidence = Relationship(sa_relationship_kwargs=RAISE)

    def detach(self, item: Item, reason: str, *, by: Person, at: datetime) -> None:
        """撤下 with a reason: the file no longer counts, and stays in the history."""
        _may_change(item)
        if self.withdrawn_at is not None:
            raise NotAllowed(_("这份材料已经撤下。"))
        self.withdrawn_at, self.withdrawn_by, self.reason = at, by.id, reason
        leave(
            self,
            "evidence.detach",
            bureau_id=item.year.bureau_id,
            by=by,
            at=at,
            label=self.evidence.title,
            item_id=item.id,
            after={"reason": reason},
        )


def attach(
    session: Session,
    item: Item,
    *,
    sha256: str,
    size: int,
    kind: FileKind,
    mime: str,
    file_name: str,
    title: str,
    own_date: date | None,
    secret: bool,
    owed: Owed | None,
    entry: "Entry | None",
    by: Person,
    at: datetime,
) -> EvidenceLink:
    """Note a file that has been kept already, and what it stands for."""
    _may_change(item)
    if owed is not None and owed.item_id != item.id:
        raise NotAllowed(_("这项应交材料不属于这个事项。"), "owed")
    evidence = Evidence(
        bureau_id=item.year.bureau_id,
        sha256=sha256,
        size=size,
        kind=kind,
        mime=mime,
        file_name=file_name,
        title=title,
        own_date=own_date,
        secret=secret,
        by_id=by.key_id,
        at=at,
    )
    session.add(evidence)
    session.flush()
    row = EvidenceLink(
        evidence_id=evidence.key_id,
        item_id=item.key_id,
        owed_id=owed.id if owed else None,
        entry_id=entry.id if entry else None,
    )
    row.evidence = evidence
    session.add(row)
    session.flush()
    title = _("内部材料") if secret else title  # the history is read by more people than the file
    what: dict[str, object] = {"title": title, "sha256": sha256, "owed": owed.text if owed else None}
    leave(row, "evidence.add", bureau_id=evidence.bureau_id, by=by, at=at, label=title, item_id=item.id, after=what)
    return row


def _may_change(item: Item) -> None:
    item.year.must_be_open()
    if item.state not in OPEN_STATES:
        raise NotAllowed(_("事项办结后不能再改材料；确需修改，请先由法治办重新打开。"))


def known_hashes(session: Session) -> set[str]:
    """Every content hash that a row refers to: a missing file is a fault, a file without a row an orphan."""
    return set(session.exec(select(Evidence.sha256)).all())


def link_by_id(session: Session, link_id: int) -> EvidenceLink | None:
    """A link with its file."""
    from sqlalchemy.orm import selectinload

    query = select(EvidenceLink).options(selectinload(EvidenceLink.evidence).selectinload(Evidence.uploader))  # type: ignore[arg-type]
    return session.exec(query.where(EvidenceLink.id == link_id)).first()
