"""Files that come in: kept by their content, and noted on an item. What is refused leaves no row changed.

A file that was written and then refused stays without a row, until it is swept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from sqlmodel import Session

from files import Kept, Store, kind_of
from models.act import Act
from models.evidence import AlreadyThere, Evidence, EvidenceLink, FileKind, attach, check_dated, check_owed, must_add
from models.items import Item, Owed


@dataclass(frozen=True)
class Upload:
    """A file as it comes: the name it is shown by, and its bytes."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True)
class Said:
    """What is said of files that are handed in together; without a title each is called by its name."""

    title: str = ""
    own_date: date | None = None
    secret: bool = False
    owed: Owed | None = None


@dataclass(frozen=True)
class Taken:
    """What stands now, and what was left out because its content was there already."""

    rows: list[EvidenceLink] = field(default_factory=list)
    doubles: list[AlreadyThere] = field(default_factory=list)

    def some(self) -> "Taken":
        """Itself. Raises AlreadyThere where nothing was new."""
        if not self.rows:
            raise self.doubles[0]
        return self


def keep(session: Session, store: Store, item: Item, files: Sequence[Upload], said: Said, act: Act) -> Taken:
    """Note each file that is new here. Raises TooLarge, Empty, NotAllowed, and AlreadyThere where none is new."""
    _must_add(item, said, act)  # before anything is written
    kept = [store.keep(one.content) for one in files]
    taken = Taken()
    for file, content in zip(files, kept, strict=True):
        try:
            taken.rows.append(_note(session, item, file, content, said, act))
        except AlreadyThere as double:
            taken.doubles.append(double)
    return taken.some()


def put_in_place(
    session: Session, store: Store, old: EvidenceLink, item: Item, file: Upload, said: Said, reason: str, act: Act
) -> EvidenceLink:
    """替换: a newer file stands where an old one stood. Raises TooLarge, Empty, NotAllowed, AlreadyThere."""
    old.must_stand(item)
    _must_add(item, said, act)
    newer = _note(session, item, file, store.keep(file.content), said, act)
    old.give_way(newer, item, reason, act)
    return newer


def use_again(item: Item, files: Sequence[Evidence], owed: Owed | None, act: Act) -> Taken:
    """选用: files that stand elsewhere serve this item too. Raises NotAllowed, and AlreadyThere where none is new."""
    must_add(item, owed)
    check_owed(item, owed)
    taken = Taken()
    for file in files:
        try:
            taken.rows.append(file.serve(item, owed, act))
        except AlreadyThere as double:
            taken.doubles.append(double)
    return taken.some()


def _must_add(item: Item, said: Said, act: Act) -> None:
    must_add(item, said.owed)
    check_owed(item, said.owed)
    check_dated(item, said.own_date, act.at)


def _note(session: Session, item: Item, file: Upload, kept: Kept, said: Said, act: Act) -> EvidenceLink:
    kind, mime = kind_of(kept.head)
    return attach(
        session,
        item,
        act,
        sha256=kept.sha256,
        size=kept.size,
        kind=FileKind(kind),
        mime=mime,
        file_name=file.name,
        title=said.title or file.name,
        own_date=said.own_date,
        secret=said.secret,
        owed=said.owed,
    )
