"""操作留痕: every act, for auditors."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from models.people import Role, people
from models.trail import VERBS
from models.trail_finder import PAGE_SIZE, Asked, trail
from views.access import bureau, opens

pages = Blueprint("trail", __name__)
FIELDS = {
    "state": "状态", "lead_id": "牵头科室编号", "person_id": "责任人编号", "leader_id": "责任领导编号", "due": "时限", "due_kind": "时限方式",
    "helpers": "配合科室", "reason": "原因", "text": "正文", "percent": "进度", "month": "月份", "kind": "类别", "checkpoint": "检查点",
    "evidence": "材料编号", "renamed": "改名", "title": "名称", "sha256": "内容哈希", "owed": "应交材料", "own_date": "材料日期", "secret": "内部", "roles": "角色", "name": "名称",
    "department_id": "科室编号", "body": "正文", "acknowledged_on": "签收日期", "closed_on": "销号日期", "owes_from": "应报起始月",
    "result": "结果", "no": "序号", "requirement": "要求", "section": "分类", "note": "备注", "stance": "情况", "shortfall": "未完成说明",
    "author_id": "填报人编号", "late": "补报", "checklists": "清单", "position": "排序", "active": "在用", "addressee": "主送机关",
    "signature": "署名", "signed_on": "成文日期", "attachments": "附件", "red_head": "版头", "doc_number": "发文字号", "signer": "签发人",
    "imprint": "版记", "copy_to": "抄送", "printed_by": "印发机关", "printed_on": "印发日期", "all_departments": "各科室",
    "appendix_ledger": "附台账", "appendix_assessment": "附自评表", "appendix_points": "自评表列分值",
}  # fmt: skip


def day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def asked() -> Asked:
    """What the address asks for; nonsense asks for nothing."""
    zone = ZoneInfo(bureau().zone)
    since, until = day("since"), day("until")
    return Asked(
        person=request.args.get("person", type=int),
        verb=request.args.get("verb", "") if request.args.get("verb") in VERBS else "",
        text=request.args.get("q", "").strip()[:60],
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
        page=max(1, min(request.args.get("page", 1, type=int) or 1, 100_000)),
    )


def shown(value: Any) -> str:
    """A kept value as people read it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)


@pages.get("/trail")
@opens(Role.AUDITOR)
def page() -> ResponseReturnValue:
    want = asked()
    rows, total = trail(db.session(), bureau().key_id, want)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name != "page" and value}
    return render_template(
        "trail/page.html",
        rows=rows,
        total=total,
        want=want,
        last_page=max(1, -(-total // PAGE_SIZE)),
        verbs=VERBS,
        persons=people(db.session(), bureau().key_id),
        fields=FIELDS,
        shown=shown,
        since=request.args.get("since", ""),
        until=request.args.get("until", ""),
        url=lambda number: url_for("trail.page", page=number, **kept),
    )
