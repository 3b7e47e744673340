"""Records as pages and figures read them: filtered lists, one record, the records behind a figure."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from checklists.counted import Adding
from models.asking import beside, contains, load
from models.base import NotAllowed, Unindexed, _
from models.evidence import EvidenceLink
from models.items import Item
from models.people import Person, Role
from models.records import Record, RecordEvidence, RecordItem, RecordState, RecordUpdate
from models.writers import written_by
from models.years import Year, of_bureau

PAGE_SIZE = 50


@dataclass(frozen=True)
class AskedRecords:
    """What the address of a record page asks for."""

    kind: str = ""
    sort: str = ""
    department: int | None = None
    month: int | None = None
    state: RecordState | None = None
    item: int | None = None
    text: str = ""
    page: int = 1


def readable_records(person: Person) -> list[Any]:
    """The records of the bureau that a person may read: the office and leaders all, members their department's."""
    own = of_bureau(Record.year_id, person.bureau_id)
    if person.has(Role.OFFICE, Role.LEADER):
        return [own]
    return [own, Record.department_id == (person.department_id or -1)]


def conditions(person: Person, year_id: int, asked: AskedRecords) -> list[Any]:
    found: list[Any] = [Record.year_id == year_id, *readable_records(person)]
    if asked.kind:
        found.append(Record.kind == asked.kind)
    if asked.sort:
        found.append(Record.sort == asked.sort)
    if asked.department:
        found.append(Record.department_id == asked.department)
    if asked.month:
        found.append(Record.month == asked.month)
    if asked.state:
        found.append(Record.state == asked.state)
    if asked.item:
        found.append(col(Record.id).in_(select(RecordItem.record_id).where(RecordItem.item_id == asked.item)))
    if asked.text:
        found.append(contains(asked.text, Record.title))
    return found


def options() -> list[Any]:
    """What a line of the list shows."""
    return [
        beside(Record.department),
        beside(Record.author),
        load(Record.item_rows).options(beside(RecordItem.item)),
        load(Record.updates),
    ]


def record_page(session: Session, person: Person, year_id: int, asked: AskedRecords) -> tuple[list[Record], bool]:
    """(records of one page, the newest day first; whether there are more). Nothing is counted: that would take its time."""
    query = select(Record).options(*options()).where(*conditions(person, year_id, asked))
    query = query.order_by(col(Record.day).desc(), col(Record.id).desc())
    found = list(session.exec(query.limit(PAGE_SIZE + 1).offset((asked.page - 1) * PAGE_SIZE)).all())
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def waiting(session: Session, person: Person, year_id: int) -> int:
    """How many records the person may read wait to be confirmed."""
    query = select(func.count()).select_from(Record).where(Record.year_id == year_id, *readable_records(person))
    return session.exec(query.where(Record.state == RecordState.SUBMITTED)).one()


def record_by_id(session: Session, bureau_id: int, record_id: int) -> Record | None:
    """A record of a bureau with all its page shows."""
    query = select(Record).options(
        beside(Record.year, Year.bureau),
        beside(Record.department),
        beside(Record.author),
        beside(Record.confirmer),
        beside(Record.leader),
        load(Record.item_rows).options(beside(RecordItem.item)),
        load(Record.updates).options(beside(RecordUpdate.author)),
        load(Record.proofs).options(beside(RecordEvidence.link, EvidenceLink.evidence)),
    )
    return session.exec(query.where(Record.id == record_id, of_bureau(Record.year_id, bureau_id))).first()


def last_record(session: Session, person: Person, year_id: int, kind: str) -> Record | None:
    """The last record of this kind that the person's department wrote, to be repeated."""
    query = select(Record).options(load(Record.item_rows))
    query = query.where(Record.year_id == year_id, Record.kind == kind, Record.department_id == person.department_id)
    return session.exec(query.where(Record.state != RecordState.VOIDED).order_by(col(Record.id).desc())).first()


def ids_of(session: Session, year_id: int, rule: Adding, limit: int | None = None) -> list[int]:
    """The confirmed records that a rule adds up."""
    query = select(Record.id).where(
        Record.year_id == year_id, Record.state == RecordState.CONFIRMED, Record.kind == rule.kind
    )
    if rule.sorts:
        query = query.where(col(Record.sort).in_(rule.sorts))
    query = query.order_by(col(Record.day), col(Record.id))
    return [one for one in session.exec(query.limit(limit) if limit else query).all() if one is not None]


def records_by_ids(session: Session, year_id: int, ids: list[int]) -> list[Record]:
    """Records of a year for a figure's page, in the order of their days."""
    query = select(Record).options(*options()).where(col(Record.id).in_(ids))
    query = query.where(Unindexed(col(Record.year_id)) == year_id)
    return list(session.exec(query.order_by(col(Record.day), col(Record.id))).all())


def submitted(session: Session, person: Person, year_id: int, ids: list[int]) -> list[Record]:
    """Chosen records that wait for confirmation, for an act on many; refused where one is the person's own."""
    query = select(Record).options(
        load(Record.year, Year.bureau),
        load(Record.item_rows),
    )
    query = query.where(Record.year_id == year_id, col(Record.id).in_(ids), Record.state == RecordState.SUBMITTED)
    query = query.where(*readable_records(person))
    found = list(session.exec(query.order_by(col(Record.id))).all())
    own = records_written(session, person, [one.key_id for one in found])
    if own:
        raise NotAllowed(_("自己写的记录不能由自己确认。"))
    return found


def records_written(session: Session, person: Person, ids: list[int]) -> set[int]:
    """Those of the records that the person has written, or had a hand in: none of them is theirs to confirm."""
    if not ids:
        return set()
    mine = select(Record.id).where(col(Record.id).in_(ids), of_bureau(Record.year_id, person.bureau_id))
    by_me = sa.or_(col(Record.author_id) == person.id, col(Record.id).in_(written_by(Record, person.key_id)))
    return {one for one in session.exec(mine.where(by_me)) if one is not None}


def items_for(session: Session, person: Person, year_id: int) -> list[Item]:
    """The items a record of this person may belong to, in their order."""
    from models.ledger.rights import readable

    query = select(Item).where(Item.year_id == year_id, readable(person)).order_by(col(Item.position))
    return list(session.exec(query).all())
