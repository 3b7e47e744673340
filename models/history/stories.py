"""经过: an item's history as people read it: each entry with its answer, quiet months together, small acts of a day together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.asking import beside, load, page_of
from models.entries import Entry, EntryState, Stance, told_options
from models.evidence import EvidenceLink
from models.history.words import names_in, value_of, word_of
from models.items import Item
from models.people import Department, Person, called
from models.trail import Trail

STORY_SIZE = 50
# told by the line of their entry
FOLDED = ("entry.write", "entry.revise", "entry.submit", "entry.accept", "entry.return", "item.close")
# acts that give an item to somebody, and the fields that say to whom
GIVEN = ("item.assign", "item.arrange", "item.move", "item.hand_on", "item.leader")
TO = ("lead_id", "helper_ids", "person_id", "leader_id")
# small acts that a person does many of in one go
SMALL = ("item.tick", "item.untick", "evidence.add", "evidence.supply", "evidence.detach", "evidence.edit")


@dataclass
class Line:
    """One line of the story: an entry, quiet months of one department, or acts of one person on one day."""

    at: datetime
    who: str = ""
    entries: list[Entry] = field(default_factory=list)
    acts: list[Trail] = field(default_factory=list)
    quiet: bool = False
    given: list[str] = field(default_factory=list)

    @property
    def entry(self) -> Entry:
        return self.entries[0]

    @property
    def months(self) -> str:
        return months_in_words(one.month for one in self.entries)

    @property
    def things(self) -> list[str]:
        """What the acts were about, in the order they were done, each once."""
        named = (act.after.get("checkpoint") or act.after.get("title") or "" for act in reversed(self.acts))
        return [name for name in dict.fromkeys(str(one) for one in named) if name]


@dataclass(frozen=True)
class Story:
    """One page of an item's story, the newest first."""

    lines: list[Line]
    number: int
    pages: int


def months_in_words(months: Iterable[int]) -> str:
    """3、4、5、7 as 3—5、7."""
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def story(session: Session, item: Item, page: int = 1) -> Story:
    """A page of what happened to an item, in a number of queries that does not grow with it."""
    when = func.coalesce(Entry.submitted_at, Entry.written_at)
    entries: Any = sa.select(sa.literal("entry").label("kind"), col(Entry.id).label("id"), when.label("at"))
    entries = entries.where(col(Entry.item_id) == item.id, col(Entry.state) != EntryState.DRAFT)
    acts = sa.select(sa.literal("act"), col(Trail.id), col(Trail.at))
    acts = acts.where(col(Trail.item_id) == item.id, col(Trail.verb).not_in(FOLDED))
    acts = acts.where(col(Trail.verb).not_like("record.%"))  # records have a card and pages of their own
    both = sa.union_all(entries, acts).subquery()
    total = session.execute(sa.select(func.count()).select_from(both)).scalar_one()
    shown = page_of(total, STORY_SIZE, page)
    order = (both.c.at.desc(), both.c.kind.desc(), both.c.id.desc())
    keys = shown.of(sa.select(both.c.kind, both.c.id).order_by(*order))
    found = session.execute(keys).all()
    by_id = {one.id: one for one in _entries(session, [key for kind, key in found if kind == "entry"])}
    acts_found = _acts(session, [key for kind, key in found if kind == "act"])
    given = _given(session, [act for act, _who in acts_found])
    named = {act.id: (act, who) for act, who in acts_found}
    lines = [
        _entry_line(by_id[key]) if kind == "entry" else _act_line(*named[key], given.get(key, []))
        for kind, key in found
    ]
    return Story(folded(lines, ZoneInfo(item.year.bureau.zone)), shown.number, shown.pages)


def _entries(session: Session, ids: Sequence[int]) -> Sequence[Entry]:
    files = load(Entry.links).options(beside(EvidenceLink.evidence))
    query = select(Entry).options(*told_options(), files)
    return session.exec(query.where(col(Entry.id).in_(ids))).all()


def _acts(session: Session, ids: Sequence[int]) -> Sequence[tuple[Trail, str | None]]:
    query = sa.select(Trail, col(Person.name)).outerjoin(Person, col(Trail.actor_id) == col(Person.id))
    acts = session.execute(query.where(col(Trail.id).in_(ids))).all()
    return [(act, called(session, Person, act.actor_id, who)) for act, who in acts]


def _entry_line(entry: Entry) -> Line:
    quiet = entry.stance == Stance.UNCHANGED and entry.state == EntryState.ACCEPTED and not entry.closing
    return Line(entry.submitted_at or entry.written_at, entry.author.name, [entry], quiet=quiet and not entry.links)


def _act_line(act: Trail, who: str | None, given: list[str]) -> Line:
    return Line(act.at, who or "", acts=[act], given=given)


def _given(session: Session, acts: Sequence[Trail]) -> dict[int, list[str]]:
    """By act that gives the item to somebody: to whom, field by field in words, as the trail kept it."""
    told = [act for act in acts if act.verb in GIVEN]
    tables: dict[str, type[Department] | type[Person]] = {"department": Department, "person": Person}
    names = {
        key: called(session, tables[key[0]], key[1], name) or name for key, name in names_in(session, told).items()
    }
    found: dict[int, list[str]] = {}
    for act in told:
        values = {name: value_of(act, name, act.after.get(name), names) for name in TO}
        everybody = [word_of("all_departments")] if act.after.get("all_departments") else []
        found[act.key_id] = everybody + [f"{word_of(name)}：{value}" for name, value in values.items() if value]
    return found


def folded(lines: list[Line], zone: ZoneInfo) -> list[Line]:
    """Quiet months of a department that nothing parts, and one person's small acts of a day, each in one line."""
    told: list[Line] = []
    quiet: dict[int, Line] = {}
    small: dict[tuple[object, ...], Line] = {}
    for line in lines:
        if line.quiet:
            same = quiet.setdefault(line.entry.department_id, line)
            if same is not line:
                same.entries += line.entries
                continue
        else:
            quiet.clear()
        if line.acts and line.acts[0].verb in SMALL:
            key = (line.at.astimezone(zone).date(), line.acts[0].verb, line.acts[0].actor_id)
            same = small.setdefault(key, line)
            if same is not line:
                same.acts += line.acts
                continue
        told.append(line)
    return told


def open_entries(session: Session, item_id: int) -> list[Entry]:
    """What is under way about an item: drafts, and entries that wait for an answer."""
    under_way = (EntryState.DRAFT, EntryState.SUBMITTED)
    query = select(Entry).options(*told_options())
    query = query.where(Entry.item_id == item_id, col(Entry.state).in_(under_way)).order_by(col(Entry.month))
    return list(session.exec(query).all())


def returned_of(session: Session, item_id: int, department_id: int) -> Entry | None:
    """The last entry of a department about an item that was sent back and not yet answered."""
    answer = sa.orm.aliased(Entry)
    answered = select(answer.id).where(answer.answers_id == Entry.id)
    query = select(Entry).options(*told_options())
    query = query.where(
        Entry.item_id == item_id,
        Entry.department_id == department_id,
        Entry.state == EntryState.RETURNED,
        ~answered.correlate(Entry).exists(),
    )
    return session.exec(query.order_by(col(Entry.id).desc()).limit(1)).first()


def has_reported(session: Session, item_id: int, department_id: int, month: int) -> bool:
    """Whether a department has a live entry for a month, be it a draft."""
    query = select(Entry.id).where(Entry.item_id == item_id, Entry.department_id == department_id)
    return session.exec(query.where(Entry.month == month, col(Entry.live).is_(True))).first() is not None
