"""Who does what, as the lists of a year name it: handed out where they are here, asked about where they are not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from checklists.problems import Remark
from checklists.schema import EVERYONE, Checklist, Task
from models.act import Act
from models.base import _
from models.items.find import items_of_year
from models.items.item import Item
from models.items.parts import ItemState
from models.people import Department, Person, Role, departments, people
from models.years import Year

ASKED = {
    "lead": _("没有这些科室，所列事项没有分派：%(names)s。"),
    "help": _("没有这些科室，所列事项没有写配合科室：%(names)s。"),
    "person": _("牵头科室里没有这些人或不止一人，所列事项没有定责任人：%(names)s。"),
    "leader": _("局领导里没有这些人或不止一人，所列事项没有定责任领导：%(names)s。"),
}
MOST_NAMES, MOST_ITEMS = 6, 4


@dataclass
class _Names:
    """Everybody who may be named, and the names that nobody has, each with the items that name it."""

    rooms: Mapping[str, Department]
    persons: Sequence[Person]
    asked: dict[str, dict[str, list[str]]] = field(default_factory=lambda: {kind: {} for kind in ASKED})

    def room(self, kind: str, name: str, item: Item) -> Department | None:
        found = self.rooms.get(name)
        if found is None:
            self.ask(kind, name, item)
        return found

    def lead(self, name: str, item: Item) -> tuple[Department | None, bool]:
        """The department that leads, and whether all do."""
        if name == EVERYONE and self.rooms:
            return None, True
        return self.room("lead", name, item), False

    def person(self, kind: str, name: str, item: Item, fit: Sequence[Person]) -> Person | None:
        """The one of those who fit that has this user name, else this name."""
        if not name:
            return None
        found = [one for one in fit if one.username == name] or [one for one in fit if one.name == name]
        if len(found) == 1:
            return found[0]
        self.ask(kind, name, item)
        return None

    def ask(self, kind: str, name: str, item: Item) -> None:
        self.asked[kind].setdefault(name, []).append(item.no)

    def remarks(self) -> Iterator[Remark]:
        """One question of each kind that there is."""
        for kind, names in self.asked.items():
            if names:
                said = "、".join(f"{name}（{_few(nos)}）" for name, nos in list(names.items())[:MOST_NAMES])
                yield Remark(ASKED[kind], {"names": said + "……" * (len(names) > MOST_NAMES)})


def _few(nos: Sequence[str]) -> str:
    return "、".join(nos[:MOST_ITEMS]) + "……" * (len(nos) > MOST_ITEMS)


def hand_out_named(session: Session, year: Year, checklists: Sequence[Checklist], act: Act) -> list[Remark]:
    """Hand the items of a new year out to those that its lists name. What nobody is called is asked and left open."""
    year.must_be_open()
    tasks = {(one.key, task.key): task for one in checklists for task in one.tasks}
    if not any(task.lead or task.helpers or task.person or task.leader for task in tasks.values()):
        return []
    rooms = {one.name: one for one in departments(session, year.bureau_id, active=True)}
    names = _Names(rooms, people(session, year.bureau_id, active=True))
    items = items_of_year(session, year.key_id)
    with session.no_autoflush:  # each item only looks at departments: nothing that this has changed
        for item in items:
            task = tasks.get((item.checklist_key, item.key))
            if task is not None and item.state == ItemState.UNASSIGNED:
                _hand_out(item, task, names, act)
    return list(names.remarks())


def _hand_out(item: Item, task: Task, names: _Names, act: Act) -> None:
    """One item; without a lead that is here it stays 待分解."""
    lead, everyone = names.lead(task.lead, item) if task.lead else (None, False)
    found = (names.room("help", name, item) for name in task.helpers)
    helpers = [one for one in found if one is not None]
    leader = names.person("leader", task.leader, item, [one for one in names.persons if one.has(Role.LEADER)])
    if lead is None and not everyone:
        if leader is not None:
            item.lead_by(leader, act)
        return
    members = [one for one in names.persons if lead is not None and one.belongs(lead.id)]
    person = names.person("person", task.person, item, members)
    item.assign(
        act,
        lead=lead,
        all_departments=everyone,
        helpers=helpers,
        person=person,
        leader=leader,
        due_kind=item.due_kind,
        due=item.due,
    )
