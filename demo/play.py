"""Plays the year 2020 through the same verbs that the pages use, each act with its own date."""

import io
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlmodel import Session

from demo.files import made, paper
from desk.intake import Said as Told
from desk.intake import Upload, keep, put_in_place
from desk.opening import File, open_from, read_plan
from files import Store
from models.act import Act
from models.entries import Entry, EntryKind, Said, Stance, write
from models.evidence import Evidence, EvidenceLink
from models.items import DueKind, Item, Owed, Result
from models.people import DEMO_PASSWORD, Department, Person, Role, add_bureau, add_department, add_person, people
from models.years import Year, year_by_no

ZONE = ZoneInfo("Asia/Shanghai")
FOLDER = Path(__file__).parent


def told(name: str) -> Any:
    """One of the demonstration's YAML files."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime.combine(date(year, month, day), time(hour, 30), ZONE).astimezone(UTC)


class Play:
    """The year as it is played: who is who, and a clock that only goes on."""

    def __init__(self, session: Session, store: Store) -> None:
        self.session, self.store = session, store
        self.plan, self.texts = told("plan"), told("texts")
        self.who: dict[str, Person] = {}
        self.rooms: dict[str, Department] = {}
        self.files = 0
        self.served: dict[str, Evidence] = {}
        self.earlier: EvidenceLink | None = None

    def start(self) -> Year:
        """Bureau, departments, people; the year opened and started."""
        told, session, when = self.plan, self.session, at(2020, 1, 6)
        as_of = date.fromisoformat(str(told["as_of"]))
        bureau = add_bureau(session, Act(None, when), demo_as_of=as_of, **told["bureau"])
        for key, name in told["departments"].items():
            self.rooms[key] = add_department(session, bureau, name, Act(None, when))
        session.flush()
        for username, (name, room, *roles) in told["people"].items():
            add_person(
                session,
                bureau,
                Act(None, when),
                username=username,
                name=name,
                password=DEMO_PASSWORD,
                roles={Role(role) for role in roles},
                department=self.rooms.get(room),
                must_change=False,
            )
        session.flush()
        self.who = {one.username: one for one in people(session, bureau.key_id)}
        plan = read_plan([File("key-tasks-2020"), File("demonstration-site-2020")], [File("outline-2020")])
        open_from(session, bureau, 2020, plan, Act(self.who["office"], at(2020, 1, 20)))
        session.flush()
        year = year_by_no(session, bureau.key_id, 2020)
        assert year is not None
        year.start(Act(self.who["office"], at(2020, 3, 2)))
        signed = {"signed_on": date(2021, 1, 22), "attachments": year.title}
        year.set_report(signed, Act(self.who["office"], at(2021, 1, 12)))
        return year

    def hand_out(self, item: Item, lead: str, helpers: list[str], *, acknowledge: bool = True) -> None:
        head, staff = self.who[f"head-{lead}"], self.who[f"staff-{lead}"]
        item.assign(
            Act(self.who["office"], at(2020, 3, 3)),
            lead=self.rooms[lead],
            helpers=[self.rooms[one] for one in helpers],
            leader=self.who["deputy"],
            due_kind=item.due_kind,
            due=item.due if item.due_kind == DueKind.DATE else None,
        )
        item.lead = self.rooms[lead]
        if acknowledge:
            item.acknowledge(Act(head, at(2020, 3, 4)))
            item.hand_on(staff, Act(head, at(2020, 3, 4, 14)))

    def prove(self, item: Item, lead: str, when: datetime, *, leave_out: int = 0) -> None:
        """Hand in the evidence owed and tick the checkpoints, save the last `leave_out`."""
        staff, plan = self.who[f"staff-{lead}"], self.plan["evidence"]
        owing = item.owed[: len(item.owed) - leave_out]
        for place, owed in enumerate(owing):
            day = min(at(2020, 4 + 8 * place // len(owing), 8 + item.position // 10 % 15), when - timedelta(days=1))
            served = self.served.get(plan["shared"].get(f"{item.key}/{owed.text}", ""))
            if served is not None:
                served.serve(item, owed, Act(staff, day))
                continue
            said, file = self.made(item, owed, day, secret=owed.text in plan["secret"])
            link = self.hand_in(item, file, said, Act(staff, day))
            self.served[f"{item.key}/{owed.text}"] = link.evidence
            if owed.text in plan["replaced"]:
                later = when - timedelta(days=2)
                said, file = self.made(item, owed, later)
                reason = plan["replaced"][owed.text]
                put_in_place(self.session, self.store, link, item, file, said, reason, Act(staff, later))
        for place, step in enumerate(item.checkpoints[: len(item.checkpoints) - leave_out]):
            item.tick(step, True, Act(staff, when + timedelta(minutes=place)))

    def made(self, item: Item, owed: Owed, when: datetime, *, secret: bool = False) -> tuple[Told, Upload]:
        """A file for one thing owed, and what is said of it."""
        self.files += 1
        day = when.astimezone(ZONE).date() - timedelta(days=2 + self.files % 4)
        ending, content = made(self.files, item.title, owed.text, day)
        title = owed.text if len(owed.text) > 6 else f"{item.title}：{owed.text}"
        said = Told(title=title, own_date=day, secret=secret, owed=owed)
        return said, Upload(f"{title}{ending}", io.BytesIO(content))

    def hand_in(self, item: Item, file: Upload, said: Told, act: Act) -> EvidenceLink:
        return keep(self.session, self.store, item, [file], said, act).rows[0]

    def hand_in_earlier(self, item: Item, staff: Person, when: datetime) -> None:
        """Last year's report, which some figures come from."""
        told = self.plan["earlier_report"]
        title, day = told["title"], date.fromisoformat(str(told["day"]))
        file = Upload(f"{title}.pdf", io.BytesIO(paper(2019, item.title, title, day)))
        self.earlier = self.hand_in(item, file, Told(title=title, own_date=day), Act(staff, when))

    def month(self, item: Item, lead: str, month: int, text: str, percent: int, *, review: bool = True) -> Entry:
        """A monthly report, accepted two days later; no text: 本月无变化."""
        staff = self.who[f"staff-{lead}"]
        said = Said(text=text, percent=percent) if text else Said(stance=Stance.UNCHANGED)
        entry = write(item, self.rooms[lead], EntryKind.MONTHLY, month, said, Act(staff, at(2020, month, 24)))
        self.session.flush()
        entry.submit(Act(staff, at(2020, month, 25)))
        if review:
            entry.accept(Act(self.who["office"], at(2020, month, 26, 15)))
        return entry

    def closing(self, item: Item, lead: str, text: str, when: datetime, *, shortfall: str = "") -> Entry:
        head = self.who[f"head-{lead}"]
        said = Said(text=text, percent=100, shortfall=shortfall)
        entry = write(item, self.rooms[lead], EntryKind.CLOSING, 0, said, Act(head, when))
        self.session.flush()
        entry.submit(Act(head, when + timedelta(minutes=20)))
        return entry


def task(play: Play, item: Item) -> None:
    """A key task: handed out, reported, maybe sent back, closed before the year's end."""
    lead, *helpers = play.plan["tasks"][item.key]
    story, reason = play.texts[item.key], play.plan["sent_back"].get(item.key)
    play.hand_out(item, lead, helpers)
    for month in range(3, 13):
        play.month(item, lead, month, story["first"] if month == 6 else "", 50)
    play.prove(item, lead, at(2020, 12, 10))
    if item.key == play.plan["earlier_report"]["item"]:
        play.hand_in_earlier(item, play.who[f"staff-{lead}"], at(2020, 12, 10, 15))
    day = 16 + item.position // 10 % 8
    entry = play.closing(item, lead, story["closing"], at(2020, 12, day))
    if reason:
        entry.send_back(reason, Act(play.who["office"], at(2020, 12, 24, 16)))
        play.session.flush()
        entry = play.closing(item, lead, story["closing"], at(2020, 12, 25))
    play.session.flush()
    entry.accept(Act(play.who["office2"], at(2020, 12, 28, 10)))


def standard(play: Play, item: Item, lead: str) -> None:
    """A standard of the demonstration site: most are closed, some wait for somebody."""
    plan, office = play.plan, play.who["office"]
    if item.key in plan["unassigned"]:
        return
    play.hand_out(item, lead, [], acknowledge=item.key not in plan["unacknowledged"])
    if item.key in plan["unacknowledged"]:
        return
    if item.key in plan["not_applicable"]:
        item.close_na(plan["not_applicable"][item.key], Act(office, at(2020, 3, 20)))
        return
    play.month(item, lead, 4, f"“{item.title}”已定人定时限，正在准备材料。", 30)
    late = item.key in plan["overdue"]
    for month in (*range(3, 4), *range(5, 9 if late else 12)):
        play.month(item, lead, month, "", 30)
    if late:
        return
    if item.key in plan["waiting_review"]:
        play.month(item, lead, 12, f"“{item.title}”的材料基本齐备，待汇总。", 80, review=False)
        return
    play.month(item, lead, 12, "", 30)
    play.prove(item, lead, at(2020, 12, 18), leave_out=1 if item.key in plan["returned"] else 0)
    shortfall = "案例还在核对，年后补交。" if item.key in plan["returned"] else ""
    entry = play.closing(
        item, lead, f"{item.requirement}已按要求完成，材料齐备。", at(2020, 12, 21), shortfall=shortfall
    )
    play.session.flush()
    if item.key in plan["returned"]:
        entry.send_back("请补齐材料后再提交，并写明案例件数。", Act(office, at(2021, 1, 8)))
    elif item.key not in plan["waiting_closing"]:
        result = Result.MOSTLY if item.key in plan["mostly"] else Result.MET
        entry.accept(Act(office, at(2020, 12, 29, 11)), result=result)
    play.session.flush()
