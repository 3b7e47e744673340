"""佐证材料: a file kept by the hash of its content, and what it proves. The trail names a file by its number alone."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Field, Relationship, Session, col, select

from models.act import Act
from models.asking import beside, load
from models.base import (
    RAISE,
    About,
    Kind,
    Moment,
    NotAllowed,
    Row,
    Versioned,
    _,
    kind_type,
    link,
    session_of,
    text_column,
)
from models.evidence.rules import check_dated, check_owed, must_add, must_take
from models.items import OPEN_STATES, Item, ItemHelper, ItemState, Owed
from models.labels import marked
from models.people import Person, acting
from models.trail import changes, tell


class FileKind(Kind):
    """How a file is shown; told by its content, never by its name."""

    IMAGE = "image", _("图片")
    PDF = "pdf", _("PDF")
    TEXT = "text", _("文本")
    OTHER = "other", _("文件")


class AlreadyThere(NotAllowed):
    """The same content stands in the same place: nothing is lost by leaving it out."""


class Evidence(Versioned, table=True):
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

    def served(self) -> list[Item]:
        """The items it stands for now, with what rights and rules ask of them."""
        query = select(Item).where(
            col(Item.id).in_(
                select(EvidenceLink.item_id).where(
                    EvidenceLink.evidence_id == self.id, col(EvidenceLink.withdrawn_at).is_(None)
                )
            )
        )
        query = query.options(
            load(Item.year),
            load(Item.helper_rows, ItemHelper.department),
        )
        return list(session_of(self).exec(query.order_by(col(Item.position))).all())

    def edit(self, item: Item, act: Act, *, title: str, own_date: date | None, secret: bool) -> None:
        """Correct what is said about the file; the content stays.

        While it serves an item that is closed, nothing can be changed but one thing: it can be made secret.
        """
        new: dict[str, object] = {"title": title, "own_date": own_date, "secret": secret}
        self.check_edit(item, act, new)
        self.set(item, act, new)

    def check_edit(self, item: Item, act: Act, new: dict[str, object]) -> None:
        """Raise NotAllowed where this may not be said of the file."""
        _before, after = changes(self, new)
        if after == {"secret": True}:
            return
        must_take(item)
        own_date = after.get("own_date")
        check_dated(item, own_date if isinstance(own_date, date) else None, act.at)
        for one in self.served():
            if one.state not in OPEN_STATES:
                raise NotAllowed(
                    _("这份材料也用于已办结的“%(no)s %(title)s”，只能标为内部，不能改别的；可以上传新文件替换。"),
                    no=one.no,
                    title=one.title,
                )

    def set(self, item: Item, act: Act, new: dict[str, object]) -> None:
        """Say this of the file from now on, after check_edit."""
        before, after = changes(self, new)
        secret = self.secret or bool(new["secret"])
        for name, value in new.items():
            setattr(self, name, value)
        if secret:  # the name of a secret file stands nowhere but beside the file
            before.pop("title", None)
            if after.pop("title", None):
                after["renamed"] = True
        if after:
            tell(self, "evidence.edit", act, before, after, about=paper(self, item))

    def serve(self, item: Item, owed: Owed | None, act: Act) -> "EvidenceLink":
        """选用: the file stands for another item, or another thing owed, without a second upload.

        One that stands here for nothing owed yet is not put here twice: it stands for the thing owed from now on.
        """
        must_add(item, owed)
        check_owed(item, owed)
        here = _standing(session_of(self), item, self.sha256)
        if any(owed is None or one.owed_id == owed.id for one in here):
            raise AlreadyThere(_("“%(title)s”已经在这里。"), "files", title=self.title)
        for one in here:
            if one.owed_id is None and item.state != ItemState.CLOSED:
                one.belong(item, owed, act)
                return one
        row = _stand(session_of(self), self, item, owed)
        verb = "evidence.supply" if item.state == ItemState.CLOSED else "evidence.attach"
        tell(row, verb, act, {}, _what(self, owed), about=paper(self, item))
        return row


class EvidenceLink(Row, table=True):
    """What a file stands for: an item, and there maybe one thing owed or one entry. Taken off, never deleted.

    A file that was replaced is taken off too, and names the link that came in its place.
    """

    __tablename__ = "evidence_link"

    evidence_id: int = link("evidence.id")
    item_id: int = link("item.id")
    owed_id: int | None = link("owed.id", nullable=True)
    entry_id: int | None = link("entry.id", nullable=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    withdrawn_by: int | None = link("person.id", nullable=True)
    reason: str = Field(default="", max_length=500)
    replaced_by_id: int | None = link("evidence_link.id", nullable=True)
    evidence: Evidence = Relationship(sa_relationship_kwargs=RAISE)
    withdrawer: Person | None = Relationship(sa_relationship_kwargs=RAISE)

    @property
    def taken_off(self) -> bool:
        """Whether it was withdrawn without anything in its place."""
        return self.withdrawn_at is not None and self.replaced_by_id is None

    def detach(self, item: Item, reason: str, act: Act) -> None:
        """撤下 with a reason: the file no longer counts, and stays in the history."""
        self.must_stand(item)
        self._take_off(reason, act)
        tell(self, "evidence.detach", act, {}, {"reason": reason}, about=paper(self.evidence, item))

    def give_way(self, newer: "EvidenceLink", item: Item, reason: str, act: Act) -> None:
        """替换: a newer file stands here from now on; the old one is kept and says which came after it."""
        self.must_stand(item)
        if newer.item_id != self.item_id or newer.evidence.sha256 == self.evidence.sha256:
            raise NotAllowed(_("新文件和原文件内容相同，没有替换。"), "file")
        self._take_off(reason, act)
        self.replaced_by_id = newer.id
        before: dict[str, object] = {"evidence": self.evidence_id}
        after: dict[str, object] = {"evidence": newer.evidence_id, "reason": reason}
        tell(self, "evidence.replace", act, before, after, about=paper(self.evidence, item))

    def belong(self, item: Item, owed: Owed | None, act: Act) -> None:
        """改: the thing owed that it stands for, or none."""
        self._check_belong(item, owed)
        self._belong(item, owed, act)

    def correct(
        self, item: Item, act: Act, *, owed: Owed | None, title: str, own_date: date | None, secret: bool
    ) -> None:
        """改: what it stands for here, and what is said about the file; nothing of it where one part is refused."""
        new: dict[str, object] = {"title": title, "own_date": own_date, "secret": secret}
        self._check_belong(item, owed)
        self.evidence.check_edit(item, act, new)
        self._belong(item, owed, act)
        self.evidence.set(item, act, new)

    def _check_belong(self, item: Item, owed: Owed | None) -> None:
        if self.owed_id == (owed.id if owed else None):
            return
        self.must_stand(item)
        check_owed(item, owed)
        if any(
            one.owed_id == (owed.id if owed else None)
            for one in _standing(session_of(self), item, self.evidence.sha256)
        ):
            raise AlreadyThere(_("“%(title)s”已经在这里。"), "owed", title=self.evidence.title)

    def _belong(self, item: Item, owed: Owed | None, act: Act) -> None:
        if self.owed_id == (owed.id if owed else None):
            return
        was = next((one.text for one in item.owed if one.id == self.owed_id), None)
        self.owed_id = owed.id if owed else None
        flag_modified(self.evidence, "title")  # its version goes up: a page that was opened before is stale
        after: dict[str, object] = {"owed": owed.text if owed else None}
        tell(self, "evidence.edit", act, {"owed": was}, after, about=paper(self.evidence, item))

    def _take_off(self, reason: str, act: Act) -> None:
        self.withdrawn_at, self.withdrawn_by, self.withdrawer, self.reason = act.at, act.by_id, acting(act), reason

    def must_stand(self, item: Item) -> None:
        """Raise NotAllowed where nothing can be done to it any more."""
        must_take(item)
        if self.replaced_by_id is not None:
            raise NotAllowed(_("这份材料已经被新的替换。"))
        if self.withdrawn_at is not None:
            raise NotAllowed(_("这份材料已经撤下。"))


def attach(
    session: Session,
    item: Item,
    act: Act,
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
) -> EvidenceLink:
    """Note a file that has been kept already, and what it stands for. Refuses the same content in the same place.

    To an item that was closed with a gap it is handed in afterwards (补交).
    """
    must_add(item, owed)
    check_owed(item, owed)
    check_dated(item, own_date, act.at)
    _check_new(session, item, owed, sha256, file_name)
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
        by_id=act.author_id,
        at=act.at,
    )
    session.add(evidence)
    session.flush()
    row = _stand(session, evidence, item, owed)
    verb = "evidence.supply" if item.state == ItemState.CLOSED else "evidence.add"
    tell(row, verb, act, {}, _what(evidence, owed), about=paper(evidence, item))
    return row


def _check_new(session: Session, item: Item, owed: Owed | None, sha256: str, file_name: str) -> None:
    here = _standing(session, item, sha256)
    twin = next((one.evidence for one in here if one.owed_id == (owed.id if owed else None)), None)
    if twin is not None:
        raise AlreadyThere(
            _("“%(name)s”和这里已有的“%(title)s”内容完全相同，没有重复保存。"),
            "files",
            name=file_name,
            title=twin.title,
        )


def _stand(session: Session, evidence: Evidence, item: Item, owed: Owed | None) -> EvidenceLink:
    row = EvidenceLink(
        evidence_id=evidence.key_id,
        item_id=item.key_id,
        owed_id=owed.id if owed else None,
    )
    row.evidence = evidence
    session.add(row)
    session.flush()
    return row


def _standing(session: Session, item: Item, sha256: str) -> Sequence[EvidenceLink]:
    """Where files of one content stand on an item."""
    query = select(EvidenceLink).join(Evidence).options(load(EvidenceLink.evidence))
    query = query.where(EvidenceLink.item_id == item.id, Evidence.sha256 == sha256)
    return session.exec(query.where(col(EvidenceLink.withdrawn_at).is_(None)).order_by(col(EvidenceLink.id))).all()


def _what(evidence: Evidence, owed: Owed | None) -> dict[str, object]:
    return {"evidence": evidence.id, "sha256": evidence.sha256, "owed": owed.text if owed else None}


def paper(evidence: Evidence, item: Item) -> About:
    """A file made secret later would still be named by the trail, so no row of it ever names one."""
    return About(evidence.bureau_id, f"{item.no} {item.title}{marked('paper', evidence.id)}", item.id)


def link_by_id(session: Session, bureau_id: int, link_id: int) -> EvidenceLink | None:
    """A link of a bureau with its file, and who took it off."""
    query = select(EvidenceLink).options(
        beside(EvidenceLink.evidence, Evidence.uploader),
        beside(EvidenceLink.withdrawer),
    )
    query = query.join(Evidence, col(EvidenceLink.evidence_id) == col(Evidence.id))
    return session.exec(query.where(EvidenceLink.id == link_id, Evidence.bureau_id == bureau_id)).first()


def past_links(session: Session, item_id: int) -> list[EvidenceLink]:
    """The files of an item that were taken off or replaced, the latest first."""
    query = select(EvidenceLink).options(
        beside(EvidenceLink.evidence, Evidence.uploader),
        beside(EvidenceLink.withdrawer),
    )
    query = query.where(EvidenceLink.item_id == item_id, col(EvidenceLink.withdrawn_at).is_not(None))
    return list(session.exec(query.order_by(col(EvidenceLink.withdrawn_at).desc(), col(EvidenceLink.id))).all())
