"""操作留痕: who did what, when, from what to what. Rows are only ever added."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.act import Act
from models.base import About, Moment, Row, _, link, session_of

VERBS: dict[str, str] = {
    "act.undo": _("撤销操作"),
    "account.add": _("新增账号"),
    "account.edit": _("修改账号"),
    "account.password": _("修改密码"),
    "account.reset": _("重置密码"),
    "account.disable": _("停用账号"),
    "account.enable": _("启用账号"),
    "account.sign_in": _("登录"),
    "account.refused": _("登录失败"),
    "bureau.add": _("建立单位"),
    "bureau.edit": _("修改单位设置"),
    "citation.add": _("标明数字来源"),
    "citation.keep": _("保留原数字"),
    "citation.remove": _("取消数字来源"),
    "citation.take": _("采用新数字"),
    "department.add": _("新增科室"),
    "department.edit": _("修改科室"),
    "edition.final": _("定稿"),
    "edition.lift": _("撤销定稿"),
    "entry.accept": _("审核通过"),
    "entry.discard": _("删除草稿"),
    "entry.hand_over": _("移交草稿"),
    "entry.revise": _("修改草稿"),
    "entry.return": _("退回进展"),
    "entry.submit": _("提交进展"),
    "entry.withdraw": _("撤回进展"),
    "entry.write": _("起草进展"),
    "evidence.add": _("上传材料"),
    "evidence.attach": _("选用已有材料"),
    "evidence.detach": _("撤下材料"),
    "evidence.edit": _("修改材料信息"),
    "evidence.replace": _("替换材料"),
    "evidence.supply": _("补交材料"),
    "figure.add": _("新增数据"),
    "figure.confirm": _("确认数据"),
    "figure.set": _("修改数据"),
    "finding.dismiss": _("说明校对意见"),
    "finding.look": _("看过校对意见"),
    "finding.reopen": _("收回校对说明"),
    "indicator.add": _("新增指标"),
    "indicator.edit": _("修改指标"),
    "indicator.rule": _("修改算法"),
    "item.acknowledge": _("签收"),
    "item.add": _("新增事项"),
    "item.arrange": _("调整分派"),
    "item.assign": _("分派"),
    "item.close": _("销号"),
    "item.close_na": _("按不适用销号"),
    "item.decline": _("退回分派"),
    "item.drop": _("取消事项"),
    "item.edit": _("修改事项"),
    "item.hand_on": _("交办"),
    "item.leader": _("更换责任领导"),
    "item.move": _("移交科室"),
    "item.reopen": _("重新打开"),
    "item.restore": _("恢复事项"),
    "item.tick": _("勾选检查点"),
    "item.untick": _("取消勾选"),
    "passage.discard": _("删去没有位置的段落"),
    "passage.edit": _("修改段落"),
    "passage.keep": _("核对小结，保留原文"),
    "passage.place": _("段落放到别处"),
    "passage.settle": _("段落已定"),
    "passage.reopen": _("段落改回草稿"),
    "record.close": _("问题销号"),
    "record.confirm": _("确认记录"),
    "record.edit": _("修改记录"),
    "record.reopen": _("重新打开问题"),
    "record.restore": _("恢复记录"),
    "record.return": _("退回记录"),
    "record.submit": _("提交记录"),
    "record.update": _("更新问题"),
    "record.void": _("作废记录"),
    "record.write": _("填写记录"),
    "year.archive": _("归档年度"),
    "year.data": _("载入记录类型和指标"),
    "year.delete": _("删除年度"),
    "year.open": _("建立年度"),
    "year.outline": _("修改提纲"),
    "year.reopen": _("重开年度"),
    "year.settings": _("修改报告设置"),
    "year.start": _("启动年度"),
}


class Trail(Row, table=True):
    """One act. `actor_id` is empty when a command acted; `before` and `after` hold only what changed."""

    __table_args__ = (sa.Index("ix_trail_bureau_at", "bureau_id", "at"),)

    bureau_id: int = link("bureau.id")
    at: datetime = Field(sa_type=Moment, index=True)
    actor_id: int | None = link("person.id", nullable=True)
    verb: str = Field(max_length=32, index=True)
    subject: str = Field(max_length=32)
    subject_id: int
    item_id: int | None = link("item.id", nullable=True)
    label: str = Field(default="", max_length=300)
    before: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    batch: str | None = Field(default=None, max_length=32, index=True)
    undoes_id: int | None = link("trail.id", nullable=True, unique=True)  # unique: nothing is taken back twice

    @property
    def verb_word(self) -> str:
        return VERBS.get(self.verb, self.verb)

    @property
    def stranger_word(self) -> str:
        """Who acted where it was no account: somebody at the sign-in page, else the command line."""
        return _("没有这个账号") if self.verb == "account.refused" else _("命令行")

    @property
    def undone_word(self) -> str:
        """What an act.undo took back; empty for every other act."""
        return VERBS.get(str(self.after.get("undone", "")), "")


def plain(value: object) -> object:
    """A value as the trail keeps it: JSON without types of ours."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def tell(
    row: Row,
    verb: str,
    act: Act,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    *,
    about: About | None = None,
    undoes: Trail | None = None,
) -> Trail:
    """Add the trail row of an act to the caller's session, so that both are committed or neither is.

    The row says what it is called and whose it is, unless `about` does.
    """
    if verb not in VERBS:
        raise KeyError(verb)
    session, about = session_of(row), about or row.about()
    told = Trail(
        bureau_id=about.bureau_id,
        at=act.at,
        actor_id=act.by_id,
        verb=verb,
        subject=type(row).__tablename__,  # type: ignore[arg-type]
        subject_id=row.key_id,
        item_id=about.item_id,
        label=about.label[:300],
        before={name: plain(value) for name, value in (before or {}).items()},
        after={name: plain(value) for name, value in {**about.facts, **(after or {})}.items()},
        batch=act.batch,
        undoes_id=undoes.id if undoes else None,
    )
    session.add(told)
    session.info.setdefault("acts", []).append(told)  # what this session did, so that a page can offer to undo it
    return told


def changes(row: SQLModel, new: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """What would differ if `new` were set on the row: (before, after), only the names that change."""
    before = {name: getattr(row, name) for name in new}
    changed = [name for name, value in new.items() if before[name] != value]
    return {name: before[name] for name in changed}, {name: new[name] for name in changed}
