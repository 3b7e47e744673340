"""第一小时: the first steps of each role, and which of them are behind us."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, request, session, url_for
from flask_babel import gettext as _

import db
from models.items import ItemState
from models.office import brought, founded, reviewed
from models.people import Person, Role
from models.years import Year, YearState
from views.access import bureau

LOOKS = {"ledger.page": "late", "items.page": "story", "report.page": "report", "trail.page": "trail"}


@dataclass(frozen=True)
class Step:
    """One step: what to do, what it is for, where; done or not."""

    label: str
    why: str
    url: str
    done: bool


def init_app(app: Flask) -> None:
    app.after_request(note_look)


def note_look(response: Response) -> Response:
    """Who only reads has done a step when the page was open; it is known until they sign out."""
    name = LOOKS.get(request.endpoint or "")
    if name == "late" and request.args.get("lamp") != "late":
        name = None
    looked = session.get("looked", [])
    if name and "person" in session and response.status_code == 200 and name not in looked:
        session["looked"] = [*looked, name]
    return response


def steps(person: Person, year: Year | None, shown: dict[str, Any]) -> list[Step]:
    """The steps of the first role a person has; `shown` is what the home page shows."""
    if person.has(Role.OFFICE):
        ground = foundation() if person.has(Role.ADMIN) else []
        return [*(step for step in ground if not step.done), *office(year, shown)]
    if person.has(Role.ADMIN):
        signs = bool(bureau().signature and bureau().addressee)
        own = Step(_("单位设置"), _("署名、每月截止日、临期天数"), url_for("settings.page"), signs)
        return [*foundation(), own]
    looked = session.get("looked", [])
    if person.has(Role.AUDITOR):
        return [Step(_("查留痕"), _("按人、事项、操作、时间筛选"), url_for("trail.page"), "trail" in looked)]
    if year is None:
        return []
    no = year.no
    if person.has(Role.LEADER):
        late = url_for("ledger.page", no=no, lamp="late")
        return [
            Step(_("看红灯"), _("超期的事项和科室"), late, "late" in looked),
            Step(_("看经过"), _("点开任一事项"), url_for("ledger.page", no=no), "story" in looked),
            Step(_("看报告"), _("年度报告写到哪了"), url_for("report.page", no=no), "report" in looked),
        ]
    return member(person, year, shown)


def foundation() -> list[Step]:
    """What has to be there before anything is handed out."""
    rooms, accounts = founded(db.session(), bureau().key_id)
    return [
        Step(_("建科室"), _("先有科室，才能分派"), url_for("departments.new"), rooms),
        Step(_("建账号"), _("每人一个，可兼几个角色"), url_for("people.new"), accounts),
    ]


def member(person: Person, year: Year, shown: dict[str, Any]) -> list[Step]:
    """From taking an item on to closing it."""
    no, waiting = year.no, {heap.kind for heap in shown["heaps"]}
    uploaded, summed = brought(db.session(), year.key_id, person.department_id or 0)
    work = url_for("ledger.page", no=no, state="active")
    return [
        Step(
            _("签收"),
            _("接下分给本科室的事项"),
            url_for("ledger.page", no=no, state="assigned"),
            ItemState.ASSIGNED not in waiting,
        ),
        Step(
            _("填月报"),
            _("每月一次，没变化的一起报"),
            url_for("monthly.page", no=no),
            bool(shown.get("reported")) and not shown.get("owed"),
        ),
        Step(_("上传材料"), _("在事项页上传、勾检查点"), work, uploaded),
        Step(_("写办结小结"), _("通过就是销号，也写进报告"), work, summed),
    ]


def office(year: Year | None, shown: dict[str, Any]) -> list[Step]:
    """From an empty installation to the report."""
    first = Step(_("建立年度"), _("选清单和报告提纲"), url_for("years.open"), year is not None)
    if year is None:
        return [first]
    no, preparing = year.no, year.state == YearState.PREPARING
    waiting = {heap.kind for heap in shown["heaps"]}
    answered = not shown["waiting"] and reviewed(db.session(), year.key_id)
    return [
        first,
        Step(
            _("分派"),
            _("勾选事项，定科室和时限"),
            url_for("ledger.page", no=no, state="unassigned"),
            ItemState.UNASSIGNED not in waiting,
        ),
        Step(_("启动"), _("启动后科室才看得到"), url_for("years.page"), not preparing),
        Step(_("逐月审核"), _("通过，或写明原因退回"), url_for("review.queue", no=no), answered),
        Step(
            _("写报告"),
            _("年底由小结起草，定稿为止"),
            url_for("report.page", no=no),
            shown["edition"] is not None,
        ),
    ]
