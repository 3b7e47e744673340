"""操作留痕: every act, for auditors; as a page, and as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from models.asking import page_of
from models.history import TRAIL_SIZE, Asked, batch_sizes, changes_of, items_named, names_in, trail, whole
from models.labels import in_words
from models.people import Role, people
from models.trail import VERBS, Trail
from views.access import bureau, opens, today
from views.asked import number, page_number, words

pages = Blueprint("trail", __name__)
FORMULA = tuple("=+-@\t\r＝＋－＠")


def day(name: str) -> date | None:
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if 1949 <= found.year <= 2100 else None


def turned() -> bool:
    """Whether the days asked for end before they begin: said at the field, and nothing is left out for it."""
    since, until = day("since"), day("until")
    return since is not None and until is not None and until < since


def asked() -> Asked:
    """What the address asks for; nonsense asks for nothing."""
    zone = ZoneInfo(bureau().zone)
    since, until = (None, None) if turned() else (day("since"), day("until"))
    return Asked(
        person=number("person"),
        item=number("item"),
        batch=words("batch", 32),
        verb=request.args.get("verb", "") if request.args.get("verb") in VERBS else "",
        text=words("q"),
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
        page=min(page_number(), 100_000),
    )


def shown(value: object) -> str:
    """A value as people read it."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(bureau().zone)):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return _("%(year)s 年 %(month)s 月 %(day)s 日", year=value.year, month=value.month, day=value.day)
    return _(value) if isinstance(value, str) else str(value)


@pages.app_template_filter("about")
def about(row: Trail) -> str:
    """What an act was about."""
    return in_words(row.label, _)


@pages.get("/trail")
@opens(Role.AUDITOR)
def page() -> ResponseReturnValue:
    want, session, key = asked(), db.session(), bureau().key_id
    rows, total = trail(session, key, want)
    acts = [row for row, _who in rows]
    names = names_in(session, acts)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name != "page" and value}
    return render_template(
        "trail/page.html",
        rows=rows,
        changes={row.id: changes_of(row, names) for row in acts},
        sizes=batch_sizes(session, key, acts),
        total=total,
        want=want,
        last_page=page_of(total, TRAIL_SIZE, want.page).pages,
        verbs=VERBS,
        persons=people(session, key),
        item=next(iter(items_named(session, key, item=want.item)), None) if want.item else None,
        offered=items_named(session, key, text=want.text) if want.text and not want.item else [],
        shown=shown,
        since=request.args.get("since", ""),
        until=request.args.get("until", ""),
        turned=turned(),
        link=lambda **change: url_for("trail.page", **{k: v for k, v in (kept | change).items() if v}),
        url=lambda number: url_for("trail.page", page=number, **kept),
        export=url_for("trail.export", **kept),
    )


def cell(text: str) -> str:
    """A cell that a spreadsheet takes as text, never as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def lines(want: Asked) -> Iterator[str]:
    """The file, a piece at a time."""
    session, zone = db.session(), ZoneInfo(bureau().zone)

    def line(*cells: str) -> str:
        out = io.StringIO()
        csv.writer(out).writerow([cell(one) for one in cells])
        return out.getvalue()

    yield "\ufeff" + line(_("时间"), _("人员"), _("操作"), _("对象"), _("从"), _("到"), _("批次"))
    for piece in whole(session, bureau().key_id, want):
        names = names_in(session, [row for row, _who in piece])
        for row, who in piece:
            before, after = sides(row, names)
            moment = f"{row.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
            act = "：".join(_(word) for word in (row.verb_word, row.undone_word) if word)
            yield line(moment, who or _(row.stranger_word), act, about(row), before, after, row.batch or "")


def sides(row: Trail, names: dict[tuple[str, int], str]) -> tuple[str, str]:
    """What an act changed as two texts: from and to."""
    told = changes_of(row, names)
    before = [f"{_(one.word)}：{shown(one.before)}" for one in told if one.replaced]
    return "；".join(before), "；".join(f"{_(one.word)}：{shown(one.after)}" for one in told)


@pages.get("/trail.csv")
@opens(Role.AUDITOR)
def export() -> ResponseReturnValue:
    """Everything that was asked for as a table that opens in a spreadsheet."""
    response = Response(stream_with_context(lines(asked())), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename=trail-{today():%Y%m%d}.csv"
    return response
