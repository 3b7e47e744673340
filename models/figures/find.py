"""Figures with what their pages name: files, entries, the year they belong to."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.asking import beside
from models.base import _
from models.entries import Entry, EntryState
from models.evidence import Evidence, EvidenceLink
from models.figures.figure import Figure
from models.items import Item
from models.people import Person
from models.years import Year, of_bureau


def figure_by_id(session: Session, bureau_id: int, figure_id: int) -> tuple[Figure, int] | None:
    """A figure of a bureau with who confirmed it, and the number of its year."""
    query = select(Figure, Year.no).join(Year, col(Figure.year_id) == col(Year.id)).options(beside(Figure.confirmer))
    return session.exec(query.where(Figure.id == figure_id, Year.bureau_id == bureau_id)).first()


def files_named(session: Session, bureau_id: int, ids: Sequence[int]) -> list[tuple[EvidenceLink, Item]]:
    """Files of a bureau with their item, in the order they were attached."""
    query: Any = (
        sa.select(EvidenceLink, Item)
        .join(Item, col(EvidenceLink.item_id) == col(Item.id))
        .options(beside(EvidenceLink.evidence))
        .where(col(EvidenceLink.id).in_(ids), of_bureau(Item.year_id, bureau_id))
    )
    return [(link, item) for link, item in session.execute(query.order_by(col(EvidenceLink.id))).all()]


def file_choices(session: Session, year_id: int) -> list[tuple[int, str]]:
    """Every file of a year that still stands, with its item, as choices; what is internal keeps its title to itself."""
    query: Any = (
        sa.select(col(EvidenceLink.id), col(Item.no), col(Item.title), col(Evidence.title))
        .join(Item, col(EvidenceLink.item_id) == col(Item.id))
        .join(Evidence, col(EvidenceLink.evidence_id) == col(Evidence.id))
        .where(col(Item.year_id) == year_id, col(EvidenceLink.withdrawn_at).is_(None))
    )
    found = session.execute(query.order_by(col(Item.position), col(EvidenceLink.id))).all()
    return [(link_id, f"{no} {title}　{name}") for link_id, no, title, name in found]


def entry_choices(session: Session, year_id: int) -> list[tuple[int, str]]:
    """Accepted entries of a year that still count, as choices."""
    query: Any = (
        sa.select(col(Entry.id), col(Entry.month), col(Item.no), col(Item.title))
        .join(Item, col(Entry.item_id) == col(Item.id))
        .where(
            col(Item.year_id) == year_id,
            col(Entry.state) == EntryState.ACCEPTED,
            col(Entry.live).is_(True),
            col(Entry.text) != "",
        )
    )
    found = session.execute(query.order_by(col(Item.position), col(Entry.month))).all()
    return [
        (entry_id, f"{no} {title}　{_('%(m)s 月') % {'m': month} if month else _('办结小结')}")
        for entry_id, month, no, title in found
    ]


def entries_named(session: Session, bureau_id: int, ids: Sequence[int]) -> list[tuple[Entry, Item, str]]:
    """Entries of a bureau with their item and author's name."""
    query: Any = (
        sa.select(Entry, Item, col(Person.name))
        .join(Item, col(Entry.item_id) == col(Item.id))
        .join(Person, col(Entry.author_id) == col(Person.id))
        .where(col(Entry.id).in_(ids), of_bureau(Item.year_id, bureau_id))
    )
    return [(entry, item, name) for entry, item, name in session.execute(query).all()]
