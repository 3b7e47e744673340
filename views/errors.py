"""Faults and refusals as pages in the product's words, each with a way on."""

import errno
from datetime import UTC, datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

import db
from forms.base import text_names
from models.base import NotAllowed
from views.access import signed_in, to_sign_in
from views.trying import refuse


def words(code: int) -> tuple[str, str, str]:
    """(heading, what happened, what to do next) of a status code."""
    known = {
        400: (_("请求不完整"), _("这次提交缺少内容，或页面已过期。"), _("请返回上一页，刷新后重新提交。")),
        403: (_("没有权限"), _("您的角色不能打开这一页或做这件事。"), _("如果工作需要，请联系法治办或系统管理员。")),
        404: (_("没有找到"), _("这个地址没有内容，可能已改动或输入有误。"), _("请从首页或台账重新进入。")),
        405: (_("方式不对"), _("这个地址不能直接打开。"), _("请从页面上的按钮进入。")),
        409: (_("不能这样做"), _("这一步现在不能做。"), _("请返回，看看最新的情况。")),
        413: (
            _("文件太大"),
            _("上传的内容超过了限制，没有保存任何内容。"),
            _("请压缩或分成几个文件后再上传，单个文件不超过 50 MB。"),
        ),
        429: (_("操作太频繁"), _("短时间内尝试次数太多。"), _("请稍候再试。")),
        500: (
            _("出错了"),
            _("程序遇到意外，这次操作没有保存。"),
            _("请重试；如果还是这样，请把时间和操作告诉系统管理员。"),
        ),
        503: (
            _("暂时不能使用"),
            _("数据库忙或暂时连接不上，这次操作没有保存。"),
            _("请稍候片刻，返回上一页再提交一次。"),
        ),
        507: (
            _("磁盘空间不足"),
            _("磁盘写不下或读写出错，这次操作没有保存任何内容。"),
            _("请联系系统管理员清理磁盘后重试。"),
        ),
    }
    return known.get(code, known[500])


def page(
    code: int, what: str | None = None, todo: str | None = None, *, heading: str | None = None, form: str | None = None
) -> ResponseReturnValue:
    """The error page of a status; a session that failed is rolled back before it is used again.

    `form` is the address where the form that was sent can be opened anew.
    """
    try:
        db.rollback()
        usual_heading, usual, next_step = words(code)
        html = render_template(
            "errors/error.html",
            code=code,
            heading=heading or usual_heading,
            form=form,
            what=what or usual,
            todo=todo or next_step,
            typed=typed(),
            back=came_from(),
            at=datetime.now(UTC) if code >= 500 else None,
        )
    except sa.exc.SQLAlchemyError:  # the layout asks the database; without one a bare page has to do
        usual_heading, usual, next_step = words(code)
        bare = current_app.jinja_env.get_template("errors/bare.html")  # render_template would ask for the frame again
        html = bare.render(heading=heading or usual_heading, what=what or usual, todo=todo or next_step, typed=typed())
    return html, code


def referrer() -> str | None:
    """The page of ours that this request came from."""
    came = urlsplit(request.referrer or "")
    here = f"{came.path}?{came.query}" if came.query else came.path
    return here if came.netloc == request.host and came.path != "/login" else None


def came_from() -> str | None:
    """The page of ours that led here: the way back."""
    came = referrer()
    return came if came and came.partition("?")[0] != request.path else None


def form_sent() -> str | None:
    """Where the form that was sent can be opened anew: the page it stood on, else its own address."""
    own = request.full_path.rstrip("?") if request.url_rule and "GET" in (request.url_rule.methods or ()) else None
    return referrer() or own


def typed() -> list[tuple[str, str]]:
    """The words the person had typed: shown on the page of a refused save, so that nothing is lost."""
    words = text_names()
    try:
        fields = list(request.form.items(multi=True))
    except (HTTPException, OSError):  # too large, or no room to read it: the form itself could not be read
        return []
    own = ((name, value) for name, value in fields if name in words or name.startswith("detail_"))
    return [(name, value) for name, value in own if len(value.strip()) > 1 and not value.isdecimal()]  # no keys


def no_room() -> ResponseReturnValue:
    return page(507)


def read_only() -> ResponseReturnValue:
    """The data folder or the database may only be read: nothing a person at the page can mend."""
    what = _("数据目录或数据库现在只能读、不能写，这次操作没有保存。")
    return page(503, what, _("请联系系统管理员检查数据目录的权限，然后再提交一次。"))


def init_app(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def on_http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error
        own = error.description if error.code == 503 else None
        return page(error.code, own)

    @app.errorhandler(CSRFError)
    def on_csrf(error: CSRFError) -> ResponseReturnValue:
        if request.endpoint == "account.login":
            flash(_("登录页打开太久了，请再登录一次。"), "warn")
            return redirect(url_for("account.login", next=request.args.get("next")), 303)
        if signed_in() is None:
            return to_sign_in()
        what = _("这个页面打开之后，在别的窗口重新登录或换了账号，它的校验已经失效，这次提交没有保存。")
        todo = _("请重新打开表单；没有保存的内容会提示您恢复，也可以从下面复制。")
        return page(400, what, todo, heading=_("登录状态变了"), form=form_sent())

    @app.errorhandler(NotAllowed)
    def on_refusal(refusal: NotAllowed) -> ResponseReturnValue:
        """A refusal that no page of its own took up: a message on the page whose button was pressed. Words that were
        typed are shown, to be taken along."""
        if request.method == "POST" and not typed():
            db.rollback()
            refuse(refusal)
            return redirect(form_sent() or url_for("home.page"), 303)
        return page(409, _(refusal.text, **refusal.values))

    @app.errorhandler(StaleDataError)
    def on_stale(error: StaleDataError) -> ResponseReturnValue:
        db.rollback()
        return render_template("errors/conflict.html", typed=typed(), back=request.path), 409

    @app.errorhandler(sa.exc.IntegrityError)
    def on_twice(error: sa.exc.IntegrityError) -> ResponseReturnValue:
        return page(409, _("同样的内容刚刚已经保存，可能是重复提交。"))

    @app.errorhandler(sa.exc.DataError)
    def on_nonsense(error: sa.exc.DataError) -> ResponseReturnValue:
        """A value that no column can hold, past every form: PostgreSQL refuses a NUL or a number too large."""
        current_app.logger.error("database: %s", error.orig)
        return page(400, _("这次提交里有数据库存不下的内容，没有保存。"))

    @app.errorhandler(sa.exc.OperationalError)
    @app.errorhandler(sa.exc.InterfaceError)
    def on_database(error: sa.exc.DBAPIError) -> ResponseReturnValue:
        current_app.logger.error("database: %s", error.orig)
        said = str(error.orig)
        if any(words in said for words in ("disk is full", "disk I/O error", "No space left", "could not extend file")):
            return no_room()
        return read_only() if "readonly" in said or "read-only" in said else page(503)

    @app.errorhandler(OSError)
    def on_disk(error: OSError) -> ResponseReturnValue:
        current_app.logger.error("file system: %s", error)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return no_room()
        return read_only() if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else page(500)

    @app.errorhandler(Exception)
    def on_anything(error: Exception) -> ResponseReturnValue:
        current_app.logger.exception("fault on %s %s", request.method, request.path, exc_info=error)
        return page(500)
