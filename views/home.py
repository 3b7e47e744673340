"""首页: by role, what waits for me, what is late, how the year stands."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import col

import db
import doctor
from desk.report import desk_of
from models.items import Item, ItemState
from models.ledger import Lamp, Standing, borders, by_department, slip, standing, trail_state
from models.ledger import waits as waiting
from models.office import bring_back, is_away, put_away
from models.people import Person, Role
from models.workdays import workdays_between
from models.years import Year, year_by_no
from views.access import bureau, known_to_wait, me, now, opens, showing, today, waits
from views.asked import number
from views.frame import chosen_year
from views.guide import steps

pages = Blueprint("home", __name__)
MOST_QUEUED = 6
LAMPS = (Lamp.LATE, Lamp.NEAR, Lamp.OK, Lamp.IDLE, Lamp.SHORT, Lamp.CLOSED)  # 销号未齐 only where there is one


@dataclass(frozen=True)
class Heap:
    """A short list of what waits: the first items, how many in all, where the rest is; past due ones with their days.

    `kind`: the state or the lamp of its items, None for those without a person.
    """

    kind: ItemState | Lamp | None
    title: str
    items: list[Item]
    total: int
    url: str
    tone: str = ""
    act: str = ""
    left: dict[int, int] = field(default_factory=dict)


def duties(year: Year) -> list[tuple[str, date, int]]:
    """报送 and 公开, with days left (《法治政府建设与责任落实督察工作规定》2019, art. 24)."""
    due = [(_("报送年度报告"), date(year.no + 1, 3, 1)), (_("公开年度报告"), date(year.no + 1, 4, 1))]
    return [(name, day, (day - today()).days - 1) for name, day in due]


def heap(
    kind: ItemState | Lamp | None, title: str, items: list[Item], total: int, year: Year, tone: str = "", **want: Any
) -> Heap:
    left = {one.key_id: workdays_between(today(), one.due) for one in items if one.due and "lamp" in want}
    return Heap(kind, title, items, total, url_for("ledger.page", no=year.no, **want), tone, left=left)


def heaps(person: Person, year: Year, stands: Standing) -> list[Heap]:
    """What waits for this person, the most urgent first; empty heaps are left out."""
    mine = person.department_id

    def lit(kind: Lamp, tone: str) -> Heap:
        return heap(kind, _(kind.word), stands.urgent[kind], stands.lamps.get(kind, 0), year, tone, lamp=kind.value)

    def state_heap(title: str, state: ItemState, tone: str, *also: Any, **narrower: Any) -> Heap:
        total = stands.count(state=state, **narrower)
        items = waiting.first_items(db.session(), person, year.key_id, col(Item.state) == state, *also) if total else []
        return heap(state, title, items, total, year, tone, state=state.value)

    found = [lit(Lamp.LATE, "red")]
    if person.has(Role.OFFICE):
        found.append(state_heap(_("待分解"), ItemState.UNASSIGNED, "amber"))
        found.append(state_heap(_("待销号"), ItemState.DONE, "amber"))
    own: list[Any] = [] if mine is None else [col(Item.lead_id) == mine]
    if person.has(Role.STAFF, Role.HEAD) and own:
        signs = state_heap(_("待签收"), ItemState.ASSIGNED, "amber", *own, lead_id=mine)
        found.append(replace(signs, act=_("去签收") if signs.total > 1 else ""))
    if person.has(Role.OFFICE) or (person.has(Role.HEAD) and own):
        whose = None if person.has(Role.OFFICE) else mine
        narrower = [] if whose is None else own
        total = stands.without_person(whose)
        items = waiting.first_items(db.session(), person, year.key_id, waiting.nobody(), *narrower) if total else []
        found.append(heap(None, _("无责任人"), items, total, year, "amber", person="none"))
    found.append(lit(Lamp.NEAR, "amber"))
    return [one for one in found if one.total]


@pages.get("/")
@opens()
def page() -> ResponseReturnValue:
    person, held = me(), db.session()
    wanted = number("year")
    if wanted:
        session["year"] = wanted
        return redirect(url_for("home.page"))
    chosen = chosen_year(person)
    year = year_by_no(held, bureau().key_id, chosen[0], checklists=False) if chosen else None
    shown: dict[str, Any] = {"shown": year, "person": person, "Role": Role, "heaps": []}
    if person.has(Role.ADMIN, Role.AUDITOR):
        shown["lines"] = doctor.lines(bureau().key_id)
    if person.has(Role.AUDITOR):
        shown["trail"] = trail_state(held, bureau().key_id, now() - timedelta(days=7))
    if year is not None and person.has(Role.OFFICE, Role.LEADER, Role.STAFF, Role.HEAD):
        showing(year)
        shown |= work(person, year)
    shown["guide"] = [] if is_away(held, person) else steps(person, year, shown)
    return render_template("home/page.html", **shown)


@pages.post("/guide")
@opens()
def guide() -> ResponseReturnValue:
    """Put the first steps away, or (`on`) bring them back."""
    if request.form.get("on") == "1":
        bring_back(db.session(), me())
    else:
        put_away(db.session(), me(), now())
    db.commit()
    return redirect(url_for("home.page"), 303)


def report_of(person: Person, year: Year) -> dict[str, Any]:
    """The final report, and for the office how many of its texts and numbers have changed since."""
    desk = desk_of(db.session(), year)
    watched = desk.edition is not None and person.has(Role.OFFICE)
    return {
        "edition": desk.edition,
        "since": len(desk.since) if watched else 0,
        "moved": len(desk.moved) if watched else 0,
    }


def work(person: Person, year: Year) -> dict[str, Any]:
    """How the year stands for a person, and what of it waits for them."""
    held, at = db.session(), borders(db.session(), bureau(), year, today())
    stands = standing(held, person, year.key_id, at)
    shown: dict[str, Any] = {
        "heaps": heaps(person, year, stands),
        "counts": stands.lamps,
        "lamps": [one for one in LAMPS if one != Lamp.SHORT or one in stands.lamps],
    }
    if person.has(Role.STAFF, Role.HEAD) and person.department_id:
        if not person.has(Role.OFFICE, Role.LEADER):
            shown["leads"] = stands.lamps_of({person.department_id})
        month = year.month_of(at.today)
        owing = slip(held, year.key_id, person.department_id, month, only_owed=True)
        shown |= {"month": month, "owed": owing.rows, "owed_total": owing.owed, "reported": owing.total}
        shown["returned"] = waiting.returned_unanswered(held, person, year.key_id)
        shown["drafts"] = waiting.drafts(held, person, year.key_id)
    if person.has(Role.OFFICE, Role.LEADER):
        shown["queue"] = queue = waiting.review_queue(held, person, year.key_id, limit=MOST_QUEUED)
        if len(queue) < MOST_QUEUED:
            known_to_wait(year.no, len(queue))
        shown["waiting"] = waits(year.no)
        shown["by_department"] = by_department(held, stands, year.bureau_id)
        shown["duties"] = duties(year)
        shown |= report_of(person, year)
    return shown
