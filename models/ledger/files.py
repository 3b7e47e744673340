"""材料: every file of a year as a list, with a number of queries that does not grow."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import contains, page_of
from models.evidence import Evidence, EvidenceLink, FileKind
from models.items import Item, ItemHelper, ItemState, Owed
from models.ledger.rights import readable, visible_file
from models.people import Department, Person

PAGE_SIZE = 50
T = TypeVar("T")


@dataclass(frozen=True)
class AskedFiles:
    """What the address of the list asks for; `everything` counts gaps of all closed items too."""

    department: int | None = None
    checklist: str = ""
    item: int | None = None
    kind: FileKind | None = None
    secret: bool | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = "new"
    everything: bool = False
    page: int = 1

    @property
    def looks_inside(self) -> bool:
        """Whether it asks for what is said about a file: a file that may not be seen must not answer."""
        return bool(self.kind or self.since or self.until)


@dataclass(frozen=True)
class FileRow:
    """One file where it stands. Of a file that the reader may not see only its place and its being secret are told."""

    link_id: int
    seen: bool
    secret: bool
    title: str
    file_name: str
    kind: FileKind | None
    size: int
    own_date: date | None
    at: datetime
    uploader: str
    owed: str | None
    item_id: int
    item: str
    department: str | None
    all_departments: bool
    others: int


@dataclass(frozen=True)
class Found(Generic[T]):
    """A page of rows, and how many there are."""

    rows: list[T]
    total: int
    number: int
    pages: int


def of_items(viewer: Person, year_id: int, asked: AskedFiles) -> list[Any]:
    """The items that are asked about, as far as the viewer may read them."""
    found: list[Any] = [Item.year_id == year_id, Item.state != ItemState.DROPPED, readable(viewer)]
    if asked.checklist:
        found.append(Item.checklist_key == asked.checklist)
    if asked.item:
        found.append(Item.id == asked.item)
    if asked.department:
        helping = select(ItemHelper.item_id).where(ItemHelper.department_id == asked.department)
        found.append(sa.or_(col(Item.lead_id) == asked.department, col(Item.id).in_(helping)))
    return found


def _of_files(viewer: Person, asked: AskedFiles) -> list[Any]:
    seen = visible_file(viewer)
    found: list[Any] = [col(EvidenceLink.withdrawn_at).is_(None)]
    if asked.looks_inside:
        found.append(seen)
    if asked.kind:
        found.append(Evidence.kind == asked.kind)
    if asked.secret is not None:
        found.append(col(Evidence.secret).is_(asked.secret))
    if asked.since:
        found.append(col(Evidence.own_date) >= asked.since)
    if asked.until:
        found.append(col(Evidence.own_date) <= asked.until)
    if asked.text:
        inside = sa.and_(seen, contains(asked.text, Evidence.title, Evidence.file_name))
        found.append(sa.or_(inside, contains(asked.text, Item.title, Item.no)))
    return found


def files_of_year(session: Session, viewer: Person, year_id: int, asked: AskedFiles) -> Found[FileRow]:
    """One page of the files of a year as the viewer may see them: two queries."""
    where = [*of_items(viewer, year_id, asked), *_of_files(viewer, asked)]
    base = (
        select(func.count())
        .select_from(EvidenceLink)
        .join(Item, col(EvidenceLink.item_id) == col(Item.id))
        .join(Evidence, col(EvidenceLink.evidence_id) == col(Evidence.id))
    )
    total = session.exec(base.where(*where)).one()
    shown = page_of(total, PAGE_SIZE, asked.page)
    also = sa.orm.aliased(EvidenceLink)
    others = select(func.count(sa.distinct(col(also.item_id)))).where(
        also.evidence_id == Evidence.id, col(also.withdrawn_at).is_(None), also.item_id != Item.id
    )
    orders: dict[str, list[Any]] = {
        "item": [
            col(Item.position),
            col(Item.id),
            func.coalesce(EvidenceLink.owed_id, 2**31 - 1),
            col(EvidenceLink.id),
        ],
        "date": [func.coalesce(Evidence.own_date, date(1, 1, 1)).desc(), col(EvidenceLink.id).desc()],
    }
    order = orders.get(asked.sort, [col(EvidenceLink.id).desc()])
    query: Any = (
        sa.select(  # type: ignore[call-overload]
            EvidenceLink, Evidence, Item, Owed.text, Department.name, Person.name,
            others.correlate(Evidence, Item).scalar_subquery(), visible_file(viewer).label("seen"),
        )
        .select_from(EvidenceLink)
        .join(Item, col(EvidenceLink.item_id) == col(Item.id))
        .join(Evidence, col(EvidenceLink.evidence_id) == col(Evidence.id))
        .join(Person, col(Evidence.by_id) == col(Person.id))
        .outerjoin(Owed, col(EvidenceLink.owed_id) == col(Owed.id))
        .outerjoin(Department, col(Item.lead_id) == col(Department.id))
        .where(*where)
        .order_by(*order)
    )  # fmt: skip
    return Found([_row(*found) for found in session.execute(shown.of(query)).all()], total, shown.number, shown.pages)


def _row(
    link: EvidenceLink,
    file: Evidence,
    item: Item,
    owed: str | None,
    department: str | None,
    uploader: str,
    others: int,
    seen: bool,
) -> FileRow:
    return FileRow(
        link_id=link.key_id,
        seen=bool(seen),
        secret=file.secret,
        title=file.title if seen else "",
        file_name=file.file_name if seen else "",
        kind=file.kind if seen else None,
        size=file.size if seen else 0,
        own_date=file.own_date if seen else None,
        at=file.at,
        uploader=uploader,
        owed=owed,
        item_id=item.key_id,
        item=f"{item.no} {item.title}",
        department=department,
        all_departments=item.all_departments,
        others=others,
    )
