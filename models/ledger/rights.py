"""Who may do what with an item, an entry, a file: plain questions, asked by the door and by pages that show a link.

Whatever a person may do ends at their bureau: each question asks for it first, the ones of the database too.
"""

from collections.abc import Callable
from typing import Any, Protocol

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.entries import Entry, former_condition
from models.evidence import Evidence, EvidenceLink
from models.items import Item, helper_condition
from models.people import Person, PersonRole, Role
from models.writers import has_written
from models.years import YearState, of_bureau


class Owned(Protocol):
    """A row that says whose it is."""

    @property
    def bureau_id(self) -> int: ...


def works_for(person: Person, row: Owned) -> bool:
    """Whether the row is of the person's own bureau."""
    return person.bureau_id == row.bureau_id


def readable(person: Person) -> Any:
    """The items a person may read, as one condition of the database (years in preparation: the office alone)."""
    own = of_bureau(Item.year_id, person.bureau_id)
    if person.has(Role.OFFICE, Role.LEADER):
        return own
    if not person.has(Role.STAFF, Role.HEAD) or person.department_id is None:
        return sa.false()
    mine = person.department_id
    part = sa.or_(col(Item.lead_id) == mine, col(Item.all_departments), helper_condition(mine), former_condition(mine))
    return sa.and_(own, part)


def may_read(session: Session, person: Person, item: Item) -> bool:
    """The same of one item."""
    if person.has(Role.OFFICE, Role.LEADER):
        return works_for(person, item)
    return session.exec(select(Item.id).where(Item.id == item.id, readable(person))).first() is not None


def sees_year(person: Person, state: YearState) -> bool:
    """A year (of the own bureau, where it was found) in preparation is seen by the office alone."""
    return person.has(Role.OFFICE) or (state != YearState.PREPARING and person.has(Role.LEADER, Role.STAFF, Role.HEAD))


def takes_part(person: Person, item: Item) -> bool:
    """Lead or helping department, or any department where all have a part."""
    if not works_for(person, item):
        return False
    if item.all_departments:
        return person.belongs(person.department_id)
    return person.belongs(item.lead_id) or (
        person.department_id in item.helper_ids and person.belongs(person.department_id)
    )


def leads(person: Person, item: Item) -> bool:
    """A member of the lead department (of any, where all lead)."""
    return works_for(person, item) and person.belongs(person.department_id if item.all_departments else item.lead_id)


def heads(person: Person, item: Item) -> bool:
    """The head of the lead department."""
    return works_for(person, item) and person.has(Role.HEAD) and person.belongs(item.lead_id)


def may_write(person: Person, entry: Entry) -> bool:
    """A member of the department whose entry it is, while it still has a part in the item."""
    return person.belongs(entry.department_id) and takes_part(person, entry.item)


def may_review(person: Person, entry: Entry, *, other_office: bool) -> bool:
    """Never whose words are in it. The office; for what every office account has had a hand in, the leader in charge."""
    own = person.id == entry.author_id or has_written(entry, person.id)
    if not works_for(person, entry) or not entry.awaits_answer() or own:
        return False
    if person.has(Role.OFFICE):
        return True
    return not other_office and person.has(Role.LEADER) and person.id == entry.item.leader_id


def other_office(session: Session, bureau_id: int, *authors: int) -> bool:
    """Whether a bureau has an active office account other than the authors'."""
    query = select(func.count()).select_from(Person).join(PersonRole)
    query = query.where(PersonRole.role == Role.OFFICE, col(Person.active).is_(True), col(Person.id).not_in(authors))
    query = query.where(Person.bureau_id == bureau_id)
    return session.exec(query).one() > 0


def may_see_file(person: Person, evidence: Evidence, item: Item) -> bool:
    """A secret file is for those who work on the item and for the office; others see that it exists."""
    if not works_for(person, evidence):
        return False
    return not evidence.secret or person.has(Role.OFFICE) or takes_part(person, item)


def may_open(person: Person, link: EvidenceLink, item: Item) -> bool:
    """A file that was taken off is for those who work on the item and for the office; one replaced is as it was."""
    inside = person.has(Role.OFFICE) or takes_part(person, item)
    return may_see_file(person, link.evidence, item) and (inside or not link.taken_off)


def visible_file(person: Person) -> Any:
    """may_see_file as a condition of the database, for Evidence joined with its Item."""
    own = col(Evidence.bureau_id) == person.bureau_id
    if person.has(Role.OFFICE):
        return own
    if not person.has(Role.STAFF, Role.HEAD) or person.department_id is None:
        return sa.and_(own, col(Evidence.secret).is_(False))
    mine = person.department_id
    part = sa.or_(col(Item.lead_id) == mine, col(Item.all_departments), helper_condition(mine))
    return sa.and_(own, sa.or_(col(Evidence.secret).is_(False), part))


Right = Callable[[Person, Item], bool]
WHO: dict[str, Right] = {
    "read": works_for,
    "office": lambda person, item: works_for(person, item) and person.has(Role.OFFICE),
    "lead": leads,
    "head": heads,
    "part": takes_part,
    "attach": lambda person, item: (works_for(person, item) and person.has(Role.OFFICE)) or takes_part(person, item),
}
DOORS: dict[str, str] = {  # what is done to an item (item_parts.RULES), and who of WHO does it
    "acknowledge": "lead",
    "ask": "lead",
    "assign": "office",
    "attach": "attach",
    "decline": "head",
    "drop": "office",
    "edit": "office",
    "hand_on": "head",
    "reopen": "office",
    "report": "part",
    "restore": "office",
    "supply": "attach",
    "tick": "lead",
}


def may(person: Person, item: Item, act: str) -> bool:
    """Whether this person can do this to the item now: its rules and their part in it."""
    return item.may(act) and WHO[DOORS[act]](person, item)
