"""The lines of flask doctor, also shown to admins: each ok, or how to mend it."""

import ctypes.util
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

import db
from files import Store
from models.office import kept_hashes, row_count, unreviewable, wrong_sums, wrong_told
from models.people import all_bureaus
from models.workdays import known_until
from reports.fonts import INSTALL, preflight


@dataclass(frozen=True)
class Line:
    """One check: what, how it stands, and (when not fine) how to mend it."""

    name: str
    ok: bool
    says: str
    mend: str = ""


def lines(bureau_id: int | None = None, *, thorough: bool = False) -> list[Line]:
    """Every check, in the order a person would look, of one bureau's work or of all; `thorough` takes its time, as a
    page may not."""
    machine = [*_database(), *_folder(), *_engine(), *_fonts(), *_calendar()]
    try:
        bureaus = [bureau_id] if bureau_id else all_bureaus(db.session())
        return [*machine, *_evidence(bureau_id), *_reviews(bureaus), *_sums(bureaus, thorough)]
    except SQLAlchemyError:  # told above
        return machine


def _database() -> Iterator[Line]:
    try:
        stands, head = db.revisions()
    except SQLAlchemyError:
        yield Line("database", False, _("连不上数据库"), _("请检查 DATABASE_URL，或启动数据库。"))
        return
    yield Line("database", True, _("数据库可以连接"))
    if stands == head:
        row_count(db.session())
        yield Line("migration", True, _("数据库结构是最新的"))
    else:
        yield Line("migration", False, _("数据库结构不是最新的"), _("请运行 make run 或 flask demo。"))


def _folder() -> Iterator[Line]:
    folder = current_app.config["SETTINGS"].data
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except OSError as error:
        yield Line(
            "data",
            False,
            _("数据目录写不了：%(why)s", why=error.strerror),
            _("请检查 %(path)s 的权限和空间。", path=folder),
        )
        return
    stat = os.statvfs(folder)
    free = stat.f_bavail * stat.f_frsize // 1024**2
    yield Line("data", free > 200, _("数据目录可写，剩余 %(n)s MB", n=free), "" if free > 200 else _("请清理磁盘。"))


@cache
def library(name: str) -> str | None:
    """Where a library is: looking for it starts other programs, so each process looks once."""
    return ctypes.util.find_library(name)


def _engine() -> Iterator[Line]:
    for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"):
        there = library(name) is not None
        says = _("排版库 %(name)s 已安装", name=name) if there else _("缺少排版库 %(name)s", name=name)
        yield Line("engine", there, says, "" if there else _("请运行 make setup。"))


def _fonts() -> Iterator[Line]:
    for role in preflight():
        if role.font is None:
            yield Line(
                "font", False, _("%(role)s没有字体", role=_(role.name)), _("请安装中文字体：%(line)s", line=INSTALL)
            )
        elif not role.complete:
            yield Line(
                "font",
                False,
                _("%(role)s用 %(font)s，缺常用字", role=_(role.name), font=role.font),
                _("请换一款字库完整的字体。"),
            )
        else:
            kind = "" if role.exact else _("，为替代字体")
            yield Line(
                "font", True, _("%(role)s用 %(font)s%(kind)s，字库完整", role=_(role.name), font=role.font, kind=kind)
            )


def _calendar() -> Iterator[Line]:
    until, year = known_until(), datetime.now(UTC).year
    says = _("节假日调休数据到 %(year)s 年", year=until)
    yield Line(
        "calendar",
        until >= year,
        says,
        "" if until >= year else _("请更新 chinesecalendar；之后的年份按周一至周五计算。"),
    )


def _evidence(bureau_id: int | None) -> Iterator[Line]:
    store: Store = current_app.extensions["store"]
    known = kept_hashes(db.session(), bureau_id)
    lost = len(list(store.unknown(kept_hashes(db.session()))))
    missing = sorted(one for one in known if not store.there(one))
    if missing:
        says = _("缺 %(n)s 个材料文件，如 %(name)s", n=len(missing), name=missing[0][:12])
        yield Line("evidence", False, says, _("请从备份恢复数据目录中的 evidence 文件夹。"))
    else:
        yield Line("evidence", True, _("材料文件齐全，共 %(n)s 个", n=len(known)))
    if lost:
        says = _("有 %(n)s 个文件没有登记（上传中途断开留下的）", n=lost)
        yield Line("orphans", True, says, _("一天以后可用 flask doctor --sweep 清理。"))


def sweep() -> int:
    """Remove files without a row that are older than a day; how many there were."""
    store: Store = current_app.extensions["store"]
    return store.sweep(kept_hashes(db.session()), (datetime.now(UTC) - timedelta(days=1)).timestamp())


def _reviews(bureaus: list[int]) -> Iterator[Line]:
    stuck = [entry for one in bureaus for entry in unreviewable(db.session(), one)]
    if stuck:
        says = _("有 %(n)s 条进展没有人能审核", n=len(stuck))
        yield Line("review", False, says, _("请再设一个法治办账号，或为事项指定责任领导。"))
    else:
        yield Line("review", True, _("待审核的进展都有人能审核"))


def _sums(bureaus: list[int], thorough: bool) -> Iterator[Line]:
    wrong: set[int] = set()
    for one in bureaus:
        wrong |= set(wrong_sums(db.session(), one, thorough=thorough))
        if thorough:
            wrong |= set(wrong_told(db.session(), one))
    for no in sorted(wrong):
        says = _("%(no)s 年度的合计与工作记录或进展对不上", no=no)
        yield Line("sums", False, says, _("请运行 flask year recount %(no)s。", no=no))
    if not wrong:
        yield Line("sums", True, _("各项合计与逐条的工作记录、进展相符"))
