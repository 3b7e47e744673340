"""The only door: who may open a page, and the rows it may load. What is not opened here answers 403."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from models.act import Act
from models.base import NotAllowed
from models.entries import Entry, entry_by_id
from models.items import Item, item_by_id
from models.ledger import record_by_id, rights, waiting_for_review
from models.people import Bureau, Person, Role, the_bureau, use_names
from models.records import Record
from models.writers import writers
from models.years import Year, YearState, reader, year_by_no

IDLE = timedelta(minutes=60)
CLOCKS_DIFFER = 60.0
MOST = 99  # of what waits for a person; more than these need no number beside every page
OPEN_ENDPOINTS = {"static", "bootstrap.static"}
Do = TypeVar("Do", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """Who may open a page: everybody, or signed-in people with one of the roles (none named: any)."""

    public: bool = False
    roles: frozenset[Role] = frozenset()


def opens(*roles: Role, public: bool = False) -> Callable[[Do], Do]:
    """Say on a view who may open it; the rows behind it are checked where they are loaded."""

    def mark(view: Do) -> Do:
        view.door = Door(public, frozenset(roles))  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    app.before_request(guard)


def guard() -> ResponseReturnValue | None:
    """Closed until opened: runs before every page."""
    if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
        return None
    door: Door | None = getattr(current_app.view_functions[request.endpoint], "door", None)
    if door is None:
        abort(403)
    if door.public:
        return None
    person = signed_in()
    if person is None:
        return to_sign_in()
    if person.must_change and request.endpoint not in ("account.password", "account.logout"):
        return redirect(url_for("account.password"))
    if door.roles and not person.has(*door.roles):
        abort(403)
    return None


def to_sign_in() -> ResponseReturnValue:
    """Ask who it is, then back: to this page, or to the page whose form was sent."""
    if request.method == "GET":
        return redirect(url_for("account.login", next=request.full_path.rstrip("?")))
    flash(_("登录已过期，这次提交没有保存。重新登录后会回到原来的页面，没有保存的内容还在。"), "warn")
    came = urlsplit(request.referrer or "")
    here = f"{came.path}?{came.query}" if came.query else came.path
    return redirect(url_for("account.login", next=here if came.netloc == request.host else None), 303)


def signed_in() -> Person | None:
    """The person of this session, or None: unknown, switched off, password changed elsewhere, or idle too long."""
    if "person" in g:
        known: Person | None = g.person
        return known
    g.person = None
    number, stamp, seen = session.get("person"), session.get("stamp"), session.get("seen")
    if isinstance(number, int) and isinstance(seen, int | float):
        found = reader(db.session(), number)
        now = datetime.now(UTC).timestamp()
        idle = now - seen  # below zero once the clock was set back: such a session would never end
        awake = -CLOCKS_DIFFER <= idle < IDLE.total_seconds()
        if found and found.person.active and found.person.stamp == stamp and awake:
            session["seen"] = int(now)
            g.person, g.bureau, g.years = found.person, found.bureau, found.years
    return g.person


def me() -> Person:
    """Who is acting; pages behind the door always have one."""
    person = signed_in()
    assert person is not None
    return person


def bureau() -> Bureau:
    """The bureau of who is signed in; before that, the one of this installation."""
    held = bureau_if_any()
    if held is None:
        abort(503, _("数据库里还没有单位，请先运行 make run 或 flask demo，或用 flask user add 建立第一个账号。"))
    return held


def bureau_if_any() -> Bureau | None:
    """The same for what is shown even in an empty installation."""
    if signed_in() is None and "bureau" not in g:
        g.bureau = the_bureau(db.session())
    held: Bureau | None = g.bureau
    return held


def years() -> list[tuple[int, YearState]]:
    """Number and state of every year, the latest first; pages behind the door know them from there."""
    me()
    found: list[tuple[int, YearState]] = g.years
    return found


def now() -> datetime:
    """The moment this request acts at."""
    return bureau().moment(datetime.now(UTC))


def act(batch: str | None = None) -> Act:
    """Who acts here, and when: what every verb is given."""
    return Act(me(), now(), batch)


def today() -> date:
    return bureau().today(datetime.now(UTC))


def waiting(no: int) -> int:
    """How many entries of a year wait for my answer; the frame and the page ask once."""
    seen: dict[int, int] = g.setdefault("waiting", {})
    if no not in seen:
        seen[no] = waiting_for_review(db.session(), me(), no, bureau().key_id)
    return seen[no]


def waits(no: int) -> str:
    """The same as people read it at a glance: nothing, 4, 99+. So many need no number, and are not counted on."""
    told: dict[int, str] = g.setdefault("waits", {})
    if no not in told:
        exact: int | None = g.get("waiting", {}).get(no)
        if exact is None:
            exact = waiting_for_review(db.session(), me(), no, bureau().key_id, most=MOST + 1)
        told[no] = f"{MOST}+" if exact > MOST else str(exact or "")
    return told[no]


def known_to_wait(no: int, all_of_them: int) -> None:
    """A page that has read everything that waits spares the frame the question."""
    g.setdefault("waiting", {})[no] = all_of_them


def found_year(no: int, act: str = "read") -> Year:
    """A year of the bureau. `act`: read, or office (change it)."""
    year = year_by_no(db.session(), bureau().key_id, no) or abort(404)
    person = me()
    if not rights.sees_year(person, year.state) or (act == "office" and not person.has(Role.OFFICE)):
        abort(403)
    return showing(year)


def showing(year: Year) -> Year:
    """The year this page is about; an archived one is shown with the names it had."""
    g.year = year
    use_names(db.session(), year.names)
    return year


def why_shut(rule: Callable[[], None]) -> str | None:
    """The words in which a rule says that nothing can be changed, or None: asked before a form is offered."""
    try:
        rule()
    except NotAllowed as refusal:
        return _(refusal.text, **refusal.values)
    return None


def offer(year: Year, to: str) -> None:
    """A form that an archived year would refuse is not opened: why is said on the page that reads."""
    why = why_shut(year.must_be_open) if request.method == "GET" else None
    if why:
        flash(why, "warn")
        abort(redirect(to, 303))


def found_item(item_id: int, who: str = "read") -> Item:
    """An item with all its page shows. `who` is a key of rights.WHO; reading is always checked too."""
    item = item_by_id(db.session(), bureau().key_id, item_id) or abort(404)
    person = me()
    reads = rights.may_read(db.session(), person, item) and rights.sees_year(person, item.year.state)
    if not reads or not rights.WHO[who](person, item):
        abort(403)
    showing(item.year)
    if who not in ("read", "attach"):  # the pages of a file show what there is, and say why nothing can be done
        offer(item.year, url_for("items.page", item_id=item_id))
    return item


def found_entry(entry_id: int, act: str) -> Entry:
    """An entry with its item. `act`: write (its department), or review (who may answer it)."""
    return allowed_entry(entry_by_id(db.session(), bureau().key_id, entry_id) or abort(404), act)


def allowed_entry(entry: Entry, act: str) -> Entry:
    """The same for an entry that was loaded to be looked at."""
    person = me()
    if not rights.sees_year(person, entry.item.year.state):
        abort(403)
    if act == "write":
        allowed = rights.may_write(person, entry)
    else:
        others = person.has(Role.OFFICE) or rights.other_office(
            db.session(), entry.bureau_id, entry.author_id, *writers(entry)
        )  # of no matter to who is of the office
        allowed = rights.may_review(person, entry, other_office=others)
    if not allowed:
        abort(403)
    showing(entry.item.year)
    if act == "write":
        offer(entry.item.year, url_for("items.page", item_id=entry.item_id))
    return entry


RECORD_ACTS: dict[str, Callable[[Person, Record], bool]] = {
    "read": lambda person, record: True,
    "office": lambda person, record: person.has(Role.OFFICE),
    "write": lambda person, record: person.belongs(record.department_id),
    "update": lambda person, record: person.has(Role.OFFICE) or person.belongs(record.department_id),
    "void": lambda person, record: (
        person.has(Role.OFFICE)
        or (person.belongs(record.department_id) and "confirmed" not in (record.state.value, record.was))
    ),
}


def found_record(record_id: int, act: str = "read") -> Record:
    """A record with all its page shows. `act` is a key of RECORD_ACTS; reading is always checked too."""
    record = record_by_id(db.session(), bureau().key_id, record_id) or abort(404)
    person = me()
    reads = rights.works_for(person, record)
    reads = reads and (person.has(Role.OFFICE, Role.LEADER) or person.belongs(record.department_id))
    if not reads or not rights.sees_year(person, record.year.state) or not RECORD_ACTS[act](person, record):
        abort(403)
    g.year = record.year
    if act == "write":
        offer(record.year, url_for("records.one", record_id=record_id))
    return record
