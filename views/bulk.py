"""分派 many at once: each item is told what shall change, and answers with what will, or why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from forms.items import EVERYONE
from forms.ledger import KEEP, BulkForm
from models.act import Act
from models.items import DueKind, Item
from models.people import Department, Person

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
        led_by = lead.name if lead else _("待分解")
        return cls(
            lead=_("各科室") if all_departments else led_by,
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
    lead = item.lead if kept["lead"] else rooms.get(form.lead.data)
    if everyone:
        lead = None
    person = item.person if kept["person"] else persons.get(form.person.data)
    if kept["person"] and person and (lead is None or person.department_id != lead.id):
        person = None
    kind, day = item.due_kind, item.due
    if form.due_kind.data:
        kind, day = DueKind(form.due_kind.data), form.due.data
    return {
        "lead": lead,
        "all_departments": everyone,
        "person": person,
        "leader": item.leader if kept["leader"] else persons.get(form.leader.data),
        "due_kind": kind,
        "due": day if kind == DueKind.DATE else None,
    }


def look(form: BulkForm, item: Item, rooms: Rooms, persons: Persons) -> Line:
    """What handing one item out as the form says would change; what it refuses stands at its fields and on its line."""
    line, new = Line.of(item), wanted(form, item, rooms, persons)
    line = replace(line, then=Stand.of(**new))
    faults = list(item.assign_faults(new["lead"], new["all_departments"], new["person"], new["due_kind"], new["due"]))
    form.also(one for one in faults if one.field)
    words = tuple(_(one.text, **one.values) for one in faults)
    form.form_errors += [f"{line.name}：{text}" for text, one in zip(words, faults, strict=True) if not one.field]
    return replace(line, refused=words)


def hand_out(form: BulkForm, items: Iterable[Item], rooms: Rooms, persons: Persons, act: Act) -> None:
    """Hand all of them out as the form says; each was looked at before."""
    for item in items:
        item.assign(act, **wanted(form, item, rooms, persons), helpers=item.helpers)
