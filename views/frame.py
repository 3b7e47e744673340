"""What the layout of every page shows: who I am, which year, the rooms and what waits in them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, request, session, url_for
from flask_babel import gettext as _

from models.ledger import rights
from models.people import Person, Role, own_name
from models.years import YearState
from views.access import bureau_if_any, signed_in, waits, years

WITHIN = {
    "departments": "people",
    "figure_edit": "figures",
    "figure_rule": "figures",
    "record_acts": "records",
    "citations": "report",
    "proof": "report",
}


@dataclass(frozen=True)
class Room:
    """A link of the left side; `count` is what waits there."""

    label: str
    url: str
    active: bool
    group: str = "work"
    count: str = ""


@dataclass(frozen=True)
class Shown:
    """A person or a year as the layout names it."""

    name: str
    words: tuple[str, ...] = ()
    department_name: str | None = None
    key: int = 0

    @property
    def role_words(self) -> tuple[str, ...]:
        return self.words


@dataclass(frozen=True)
class ShownYear:
    no: int
    state_word: str
    running: bool


def chosen_year(person: Person) -> tuple[int, YearState] | None:
    """The year of this page, else the one last looked at, else the newest that the person may see."""
    seen = [(no, state) for no, state in years() if rights.sees_year(person, state)]
    page_year = g.get("year")
    wanted = page_year.no if page_year is not None else session.get("year")
    found = next(((no, state) for no, state in seen if no == wanted), seen[0] if seen else None)
    if found and page_year is not None:
        session["year"] = found[0]
    return found


def rooms(person: Person, no: int | None, count: str) -> list[Room]:
    """The rooms this person may enter, in the order of the day's work."""
    found: list[Room] = []

    def room(label: str, endpoint: str, group: str = "work", count: str = "", **values: Any) -> None:
        blueprint = endpoint.split(".")[0]
        here = WITHIN.get(request.blueprint or "", request.blueprint)
        found.append(Room(label, url_for(endpoint, **values), here == blueprint, group, count))

    room(_("首页"), "home.page")
    if no is not None:
        if person.has(Role.OFFICE, Role.LEADER, Role.STAFF, Role.HEAD):
            room(_("台账"), "ledger.page", no=no)
            room(_("材料"), "evidence_list.page", no=no)
        if person.has(Role.STAFF, Role.HEAD):
            room(_("月报"), "monthly.page", no=no)
        if person.has(Role.OFFICE, Role.LEADER, Role.STAFF, Role.HEAD):
            room(_("工作记录"), "records.page", no=no)
            room(_("数据"), "figures.page", no=no)
        if person.has(Role.OFFICE, Role.LEADER):
            if person.has(Role.OFFICE) or count:
                room(_("审核"), "review.queue", count=count, no=no)
            room(_("年度报告"), "report.page", no=no)
    if person.has(Role.OFFICE, Role.LEADER, Role.STAFF, Role.HEAD):
        room(_("校对"), "proofread.page")
        room(_("清单"), "checklists.page", "settings" if person.has(Role.OFFICE) else "work")
    if person.has(Role.OFFICE):
        room(_("年度"), "years.page", "settings")
    if person.has(Role.ADMIN):
        room(_("人员与科室"), "people.page", "settings")
        room(_("单位设置"), "settings.page", "settings")
    if person.has(Role.AUDITOR):
        room(_("操作留痕"), "trail.page", "settings" if person.has(Role.OFFICE, Role.ADMIN) else "work")
    return found


def frame() -> dict[str, Any]:
    """What the layout is given: who, when and where."""
    person, held = signed_in(), bureau_if_any()
    base: dict[str, Any] = {
        "bureau": held,
        "me": None,
        "year": None,
        "years": [],
        "rooms": [],
        "inbox_count": "",
        "demo_as_of": held.demo_as_of if held else None,
    }
    if person is None or held is None:
        return base
    chosen = chosen_year(person)
    count = waits(chosen[0]) if chosen else ""
    words, room = tuple(_(word) for word in person.role_words), person.department
    return base | {
        "me": Shown(own_name(person), words, own_name(room) if room else None, person.key_id),
        "year": ShownYear(chosen[0], _(chosen[1].word), chosen[1] == YearState.RUNNING) if chosen else None,
        "years": [(no, url_for("home.page", year=no)) for no, state in years() if rights.sees_year(person, state)],
        "rooms": rooms(person, chosen[0] if chosen else None, count),
        "inbox_count": count,
    }


def day(value: date | None) -> str:
    """12 月 4 日, with the year when it is another than the page's."""
    if value is None:
        return ""
    page_year = g.get("year")
    own = value.year == (page_year.no if page_year is not None else session.get("year"))
    short = _("%(month)s 月 %(day)s 日", month=value.month, day=value.day)
    return short if own else _("%(year)s 年 %(rest)s", year=value.year, rest=short)


def moment(value: datetime | None) -> str:
    """The day and the time of a moment in the bureau's zone."""
    if value is None:
        return ""
    held = bureau_if_any()
    local = value.astimezone(ZoneInfo(held.zone if held else "Asia/Shanghai"))
    return f"{day(local.date())} {local:%H:%M}"


def init_app(app: Flask) -> None:
    app.context_processor(frame)
    for named in (day, moment):
        app.add_template_filter(named)
    app.add_template_filter(_, "translate")
