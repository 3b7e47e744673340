"""分派 many at once: each item is told what shall change, and answers with what will, or why not."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import g
from flask_babel import gettext as _

from forms.items import EVERYONE
from forms.ledger import KEEP, BulkForm
from models.base import NotAllowed
from models.item import DueKind, Item, hand_out_faults
from models.people import Department, Person
from views.access import act

Rooms = Mapping[int, Department]
Persons = Mapping[int, Person]


@dataclass(frozen=True)
class Stand:
    """What a hand-out says of an item, in words that outlive its row."""

    lead: str
    person: str
    leader: str
    due: date | str

    @classmethod
    def of(
        cls,
        lead: Department | None,
        all_departments: bool,
        person: Person | None,
        leader: Person | None,
        due_kind: DueKind,
        due: date | None,
    ) -> "Stand":
        return cls(
            lead=_("各科室") if all_departments else lead.name if lead else _("待分解"),
            person=person.name if person else _("无责任人"),
            leader=leader.name if leader else _("无责任领导"),
            due=due if due and due_kind == DueKind.DATE else _(due_kind.word),
        )


@dataclass(frozen=True)
class Line:
    """One item of the preview: as it is, as it shall be, and what its rules say against it."""

    id: int
    name: str
    now: Stand
    then: Stand
    refused: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        return not self.refused and self.now != self.then

    @classmethod
    def of(cls, item: Item) -> "Line":
        """An item as it stands."""
        stand = Stand.of(item.lead, item.all_departments, item.person, item.leader, item.due_kind, item.due)
        return cls(item.key_id, f"{item.no} {item.title}", stand, stand)


def wanted(form: BulkForm, item: Item, rooms: Rooms, persons: Persons) -> dict[str, Any]:
    """What assign() is to be told for one item: its own values where nothing was chosen."""
    kept = {name: form[name].data in (KEEP, None) for name in ("lead", "person", "leader")}
    everyone = item.all_departments if kept["lead"] else form.lead.data == EVERYONE
    lead = None if everyone else item.lead if kept["lead"] else rooms.get(form.lead.data)
    person = item.person if kept["person"] else persons.get(form.person.data)
    if kept["person"] and person and (lead is None or person.department_id != lead.id):
        person = None
    kind = DueKind(form.due_kind.data) if form.due_kind.data else item.due_kind
    return {
        "lead": lead,
        "all_departments": everyone,
        "person": person,
        "leader": item.leader if kept["leader"] else persons.get(form.leader.data),
        "due_kind": kind,
        "due": (form.due.data if form.due_kind.data else item.due) if kind == DueKind.DATE else None,
    }


def hand_out(form: BulkForm, item: Item, rooms: Rooms, persons: Persons) -> Line:
    """Hand one item out as the form says. What it refuses stands at the form's fields and on its line."""
    line, new = Line.of(item), wanted(form, item, rooms, persons)
    line = replace(line, then=Stand.of(**new))
    faults = list(
        hand_out_faults(new["lead"], new["all_departments"], new["person"], new["due_kind"], new["due"], item.year.no)
    )
    if not faults:
        try:
            item.assign(act(batch()), **new, helpers=item.helpers)
        except NotAllowed as refusal:
            faults = [refusal]
    form.also(one for one in faults if one.field)
    words = tuple(_(one.text, **one.values) for one in faults)
    form.form_errors += [f"{line.name}：{text}" for text, one in zip(words, faults, strict=True) if not one.field]
    return replace(line, refused=words)


def batch() -> str:
    """One name for all that this request does, so that it is taken back at once."""
    if "batch" not in g:
        g.batch = secrets.token_hex(8)
    name: str = g.batch
    return name
