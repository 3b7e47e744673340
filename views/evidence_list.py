"""材料: every file of a year and what is still missing; all that is asked for stands in the address."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import db
from models.evidence import FileKind
from models.items import Item, item_by_id
from models.ledger import AskedFiles, borders, files_of_year, gaps_by_department
from models.ledger import gaps as gaps_of_year
from models.people import Department, Role, departments
from models.years import Year
from views.access import bureau, found_year, me, opens, today
from views.asked import number, page_number, words

pages = Blueprint("evidence_list", __name__)
READERS = (Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
SORTS = {"new": _l("上传先后"), "date": _l("材料日期"), "item": _l("事项序号")}


def day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def asked() -> AskedFiles:
    """What the address asks for; nonsense in it asks for nothing."""
    args = request.args
    return AskedFiles(
        department=number("department"),
        checklist=words("checklist"),
        item=number("item"),
        kind=next((one for one in FileKind if one.value == args.get("kind")), None),
        secret={"1": True, "0": False}.get(args.get("secret", "")),
        text=words("q"),
        since=day("since"),
        until=day("until"),
        sort=args.get("sort", "new") if args.get("sort") in SORTS else "new",
        everything=args.get("all") == "1",
        page=page_number(),
    )


def link(endpoint: str, no: int, want: AskedFiles, **change: Any) -> str:
    """The address as it is asked for now, with something changed."""
    asked_now: dict[str, Any] = {
        "department": want.department,
        "checklist": want.checklist,
        "item": want.item,
        "kind": want.kind and want.kind.value,
        "secret": None if want.secret is None else str(int(want.secret)),
        "q": want.text,
        "since": want.since and want.since.isoformat(),
        "until": want.until and want.until.isoformat(),
        "sort": want.sort if want.sort != "new" else None,
        "all": 1 if want.everything else None,
    }
    return url_for(endpoint, no=no, **{name: value for name, value in (asked_now | change).items() if value})


def in_words(want: AskedFiles, year: Year, rooms: list[Department], item: Item | None) -> str:
    """The filter as a sentence, for the head of the page and of the print; empty where nothing is asked for."""
    said = [row.title for row in year.checklist_rows if row.key == want.checklist]
    said += [one.name for one in rooms if one.id == want.department]
    said += [f"{item.no} {item.title}"] if item else []
    said += [_(want.kind.word)] if want.kind else []
    if want.secret is not None:
        said.append(_("内部") if want.secret else _("非内部"))
    if want.since or want.until:
        said.append(_("材料日期 %(a)s 至 %(b)s", a=want.since or "", b=want.until or ""))
    if want.text:
        said.append(_("含“%(text)s”", text=want.text))
    return "、".join(said)


def frame(endpoint: str, year: Year, want: AskedFiles) -> dict[str, Any]:
    """What both pages of the room show around their rows."""
    session, person = db.session(), me()
    rooms = departments(session, year.bureau_id)
    item = item_by_id(session, year.bureau_id, want.item) if want.item else None
    if item is not None and item.year_id != year.id:
        item = None
    narrower = in_words(want, year, rooms, item)
    missing = gaps_by_department(session, person, year.key_id, AskedFiles(everything=want.everything))
    return {
        "shown": year,
        "want": want,
        "rooms_list": rooms,
        "wide": person.has(Role.OFFICE, Role.LEADER),
        "narrowed": bool(narrower),
        "words": narrower or _("全部事项"),
        "item": item,
        "missing_total": sum(count for _name, _items, count in missing),
        "link_page": lambda page: link(endpoint, year.no, want, page=page),
        "here": endpoint,
        "as_of": today(),
    }


@pages.get("/years/<int:no>/evidence")
@opens(*READERS)
def page(no: int) -> ResponseReturnValue:
    year, want = found_year(no), asked()
    found = files_of_year(db.session(), me(), year.key_id, want)
    return render_template(
        "evidence/list.html", found=found, kinds=list(FileKind), sorts=SORTS, **frame("evidence_list.page", year, want)
    )


@pages.get("/years/<int:no>/evidence/gaps")
@opens(*READERS)
def gaps(no: int) -> ResponseReturnValue:
    """缺的材料 by item, and how many each department owes."""
    year, want = found_year(no), asked()
    session, person = db.session(), me()
    found = gaps_of_year(session, person, year.key_id, want, borders(session, bureau(), year, today()))
    return render_template(
        "evidence/gaps.html",
        found=found,
        by_department=gaps_by_department(session, person, year.key_id, want),
        **frame("evidence_list.gaps", year, want),
    )
