"""撤销: one click back. One table of the verbs that can be taken back, and one way to do it for all of them.

Each row is set to what the trail kept before the act, unless it has changed since or something stands on it;
what is left alone is named with its reason. Nothing is taken back twice: `trail.undoes_id` is unique.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlmodel import Session, col, func, select

from models.act import Act
from models.asking import load
from models.base import About, NotAllowed, Row, Unindexed, _
from models.entries import Entry, EntryKind, EntryState, entry_options
from models.evidence import Evidence, EvidenceLink
from models.history.words import word_of
from models.items import OPEN_STATES, Item, ItemState, item_options
from models.ledger import works_for
from models.passages import passages, standing_edition
from models.people import Department, Person, Role
from models.trail import VERBS, Trail, plain, tell

WORKED = (ItemState.UNASSIGNED, ItemState.ASSIGNED, ItemState.ACTIVE)
HANDED_OUT = ("item.assign", "item.arrange")  # one act on many items may be a hand-out of some and a new date of others
MOVES = frozenset({"lead_id", "all_departments", "state"})


@dataclass(frozen=True)
class Way:
    """How a verb is taken back.

    `door`: who of rights.WHO opens it (the office may always). `states`: where the item must stand now.
    `stands`: later acts on the item that stand on this one. `now`, `sets`: what must hold and what is set besides what
    the trail row kept. `printed`: whether the report tells it, so that a later edition stands on it.
    """

    target: type[Row]
    door: str
    states: tuple[ItemState, ...]
    stands: frozenset[str] = frozenset()
    now: Mapping[str, object] = field(default_factory=dict)
    sets: Mapping[str, object] = field(default_factory=dict)
    printed: bool = False


WAYS: dict[str, Way] = {
    "item.assign": Way(
        Item, "office", WORKED, frozenset({"item.acknowledge", "item.decline", "item.hand_on", "entry.write"})
    ),
    "item.arrange": Way(Item, "office", WORKED),
    "item.move": Way(
        Item, "office", OPEN_STATES, frozenset({"item.acknowledge", "item.decline", "item.hand_on", "entry.write"})
    ),
    "item.acknowledge": Way(Item, "lead", (ItemState.ACTIVE,), frozenset({"entry.write", "item.tick", "item.untick"})),
    "item.hand_on": Way(Item, "head", OPEN_STATES),
    "item.drop": Way(Item, "office", (ItemState.DROPPED,), frozenset({"entry.withdraw"}), printed=True),
    "item.close_na": Way(Item, "office", (ItemState.CLOSED,), frozenset({"entry.withdraw"}), printed=True),
    "item.close": Way(Item, "read", (ItemState.CLOSED,), printed=True),  # and the acceptance of its closing summary
    "item.tick": Way(Item, "lead", WORKED),
    "item.untick": Way(Item, "lead", WORKED),
    "evidence.detach": Way(
        EvidenceLink, "attach", OPEN_STATES, sets={"withdrawn_at": None, "withdrawn_by": None, "reason": ""}
    ),
    "entry.accept": Way(
        Entry, "read", WORKED, now={"state": "accepted"}, sets={"state": EntryState.SUBMITTED}, printed=True
    ),
}


@dataclass
class Undone:
    """What was set back, and what was left alone with the reason."""

    done: list[Trail] = field(default_factory=list)
    left: list[tuple[Trail, NotAllowed]] = field(default_factory=list)


@dataclass(frozen=True)
class Scene:
    """What a check looks at, loaded once for all rows of an act."""

    items: Mapping[int, Item]
    targets: Mapping[int, Row]
    later: Mapping[tuple[int, str], int]
    sealed_at: datetime | None
    used: frozenset[int]
    summaries: Mapping[int, Entry]  # by item: the accepted closing summary that closed it


def undoable(row: Trail) -> bool:
    """Whether this kind of act has a way back. The acceptance of a closing summary goes back with the closing."""
    return row.verb in WAYS and row.after.get("kind") != "closing"


def last_act(session: Session) -> Trail | None:
    """The last act of this session that can be taken back, for the page to offer it."""
    return next((row for row in reversed(session.info.get("acts", [])) if undoable(row)), None)


def may_undo(person: Person, row: Trail) -> bool:
    """Who did it, or the office; what the rows behind it allow is asked at the door."""
    return works_for(person, row) and undoable(row) and (person.has(Role.OFFICE) or row.actor_id == person.id)


def act_rows(session: Session, bureau_id: int, act_id: int) -> list[Trail]:
    """All rows of the act of a bureau that a trail row belongs to: its batch, or itself. Empty where it cannot be taken back."""
    row = session.get(Trail, act_id)
    if row is None or row.bureau_id != bureau_id or not undoable(row):
        return []
    if row.batch is None:
        return [row]
    verbs = HANDED_OUT if row.verb in HANDED_OUT else (row.verb,)
    query = select(Trail).where(Trail.batch == row.batch, col(Trail.verb).in_(verbs), Trail.actor_id == row.actor_id)
    query = query.where(Unindexed(col(Trail.bureau_id)) == bureau_id)  # found by its batch
    return [one for one in session.exec(query.order_by(col(Trail.id))) if undoable(one)]


def taken_back(session: Session, rows: Sequence[Trail]) -> bool:
    """Whether some of these rows were taken back before."""
    query = select(Trail.id).where(col(Trail.undoes_id).in_([row.id for row in rows])).limit(1)
    return session.exec(query).first() is not None


def undo(session: Session, rows: Sequence[Trail], act: Act) -> Undone:
    """Take an act back, row by row. Raises NotAllowed where the act as a whole cannot be: twice, or an archived year."""
    if taken_back(session, rows):
        raise NotAllowed(_("这一步已经撤销过了。"))
    scene, result, act = _scene(session, rows), Undone(), act.batched()
    for item in scene.items.values():
        item.year.must_be_open()
    for row in rows:
        way = WAYS[row.verb]
        try:
            _check(session, row, way, scene)
        except NotAllowed as refusal:
            result.left.append((row, refusal))
            continue
        result.done.append(_set_back(session, row, way, scene, act))
    return result


def _scene(session: Session, rows: Sequence[Trail]) -> Scene:
    """A fixed number of queries, however many rows the act has."""
    ids = [row.item_id for row in rows]
    items = {
        one.key_id: one for one in session.exec(select(Item).options(*item_options()).where(col(Item.id).in_(ids)))
    }
    newest = select(Trail.item_id, Trail.verb, func.max(Trail.id)).where(col(Trail.item_id).in_(ids))
    newest = newest.where(col(Trail.id) > min(row.key_id for row in rows))
    back = sa.orm.aliased(Trail)
    newest = newest.where(~select(back.id).where(back.undoes_id == Trail.id).exists())  # taken back itself
    later: dict[tuple[int, str], int] = {
        (item or 0, verb): last or 0
        for item, verb, last in session.exec(newest.group_by(col(Trail.item_id), Trail.verb))
    }
    year = next(iter(items.values())).year
    edition = standing_edition(session, year.key_id)
    used = frozenset(one for passage in passages(session, year.key_id).values() for one in passage.based_on)
    summaries = _summaries(session, ids) if rows[0].verb == "item.close" else {}
    return Scene(items, _targets(session, rows, items), later, edition.at if edition else None, used, summaries)


def _summaries(session: Session, item_ids: Sequence[int | None]) -> dict[int, Entry]:
    """By item: its closing summary, where it is accepted and has not been retired by a reopening."""
    query = select(Entry).options(*entry_options()).where(col(Entry.item_id).in_(item_ids), col(Entry.live).is_(True))
    query = query.where(Entry.kind == EntryKind.CLOSING, Entry.state == EntryState.ACCEPTED)
    return {one.item_id: one for one in session.exec(query)}


def _targets(session: Session, rows: Sequence[Trail], items: Mapping[int, Item]) -> dict[int, Row]:
    """The row that each act changed, by the id of its trail row; what is gone is left out."""
    kind = WAYS[rows[0].verb].target
    ids = [row.subject_id for row in rows]
    found: dict[int, Row] = dict(items)
    if kind is Entry:
        query = select(Entry).options(*entry_options()).where(col(Entry.id).in_(ids))
        found = {one.key_id: one for one in session.exec(query)}
    elif kind is EvidenceLink:
        links = select(EvidenceLink).options(load(EvidenceLink.evidence))
        found = {one.key_id: one for one in session.exec(links.where(col(EvidenceLink.id).in_(ids)))}
    steps: dict[int, Row] = {one.key_id: one for item in items.values() for one in item.checkpoints}
    chosen = {row.key_id: (steps, row.after["checkpoint_id"]) for row in rows if "checkpoint_id" in row.after}
    there = {row.key_id: chosen.get(row.key_id, (found, row.subject_id)) for row in rows}
    return {key: kept[at] for key, (kept, at) in there.items() if at in kept}


def _value(target: Row, name: str) -> object:
    """A field of a row as the trail would keep it."""
    return sorted(target.helper_ids) if name == "helper_ids" else plain(getattr(target, name))  # type: ignore[attr-defined]


def _kept(target: Row, values: Mapping[str, object]) -> dict[str, object]:
    """Those of the kept values that are columns of the row (or the item's helpers); the rest only explains the act."""
    names = type(target).model_fields
    return {name: value for name, value in values.items() if name in names or name == "helper_ids"}


def _check(session: Session, row: Trail, way: Way, scene: Scene) -> None:
    """Raise NotAllowed, with the reason as a half sentence, where this row has to be left alone."""
    target, item = scene.targets.get(row.key_id), scene.items[row.item_id or 0]
    # marks of earlier versions: helping departments by name alone, ticks without their checkpoint
    if target is None or "helpers" in row.after or not _kept(target, {**row.before, **way.sets}):
        raise NotAllowed(_("留痕里没有可以恢复的内容"))
    if item.state not in way.states:
        raise NotAllowed(_("事项现在是“%(state)s”"), state=item.state.word)
    if MOVES & row.after.keys():
        for verb in sorted(way.stands):
            if scene.later.get((item.key_id, verb), 0) > row.key_id:
                raise NotAllowed(_("之后已有“%(verb)s”"), verb=VERBS[verb])
    for name, value in _kept(target, {**row.after, **way.now}).items():
        if _value(target, name) != value:
            raise NotAllowed(_("之后又改过“%(what)s”"), what=word_of(name))
    if way.printed and scene.sealed_at and scene.sealed_at >= row.at:
        raise NotAllowed(_("报告已经定稿"))
    entry = scene.summaries.get(item.key_id, target)
    if isinstance(entry, Entry) and entry.id in scene.used:
        raise NotAllowed(_("报告段落已经采用这条进展"))
    if isinstance(target, EvidenceLink) and _stands_again(session, target):
        raise NotAllowed(_("同一份材料已经重新放上"))
    _check_people(session, row, item)


def _stands_again(session: Session, row: EvidenceLink) -> bool:
    """Whether the same content was put in the same place again after it was taken off."""
    query = select(EvidenceLink.id).join(Evidence).where(EvidenceLink.item_id == row.item_id)
    query = query.where(EvidenceLink.owed_id == row.owed_id, Evidence.sha256 == row.evidence.sha256)
    return session.exec(query.where(col(EvidenceLink.withdrawn_at).is_(None))).first() is not None


def _check_people(session: Session, row: Trail, item: Item) -> None:
    """Nothing goes back to a department or a person that has been switched off, nor to one of another department."""
    for name, kind in (("lead_id", Department), ("person_id", Person), ("leader_id", Person)):
        key = row.before.get(name)
        one = session.get(kind, key) if key else None
        if isinstance(one, Department | Person) and not one.active:
            raise NotAllowed(_("原来的“%(name)s”已停用"), name=one.name)
        if name == "person_id" and isinstance(one, Person):
            lead = row.before.get("lead_id", item.lead_id)
            if one.department_id != lead:
                raise NotAllowed(_("原来的“%(name)s”不在牵头科室"), name=one.name)


def _set_back(session: Session, row: Trail, way: Way, scene: Scene, act: Act) -> Trail:
    """Set one row back and leave a trail row that names the act it takes back."""
    target, item = scene.targets[row.key_id], scene.items[row.item_id or 0]
    new = _kept(target, {**row.before, **way.sets})
    was = {name: _value(target, name) for name in new}
    for name, value in new.items():
        if name == "helper_ids":
            assert isinstance(value, list)
            item.set_helpers(session.exec(select(Department).where(col(Department.id).in_(value))).all())
        else:
            kind: Any = type(target).model_fields[name].annotation
            setattr(target, name, TypeAdapter(kind).validate_python(value))
    told: dict[str, object] = {"undone": row.verb, "undone_batch": row.batch or str(row.id)}
    entry = scene.summaries.get(item.key_id, target)
    if isinstance(entry, Entry):
        entry.state = EntryState.SUBMITTED
        if entry.review is not None:
            entry.review.voided_at, entry.review.voided_by = act.at, act.by_id
            told |= {"reviewer_id": entry.review.by_id, "reviewed_at": entry.review.at}  # what no longer counts
    about = About(row.bureau_id, row.label, row.item_id)
    return tell(target, "act.undo", act, was, new | told, about=about, undoes=row)
