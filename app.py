"""create_app(): wires settings, engine, door, pages, error pages and commands; decides nothing."""

import atexit
import gc
import hashlib
from datetime import timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import RLock
from typing import Any

import click
from flask import Flask, Response, request
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.routing import Map

import commands
import config
import db
from commands import common
from files import Store

STATIC = Path(__file__).parent / "static"
FILES = ("static", "bootstrap.static")
CSP = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class Ledger(Flask):
    """The app. Run by a command, it gets its pages when somebody asks where they are, and its database when somebody
    asks for that: most commands never show a page, and need not wait until all of it is loaded."""

    opened = True
    opening = RLock()

    @property
    def url_map(self) -> Map:
        self.open()
        return self._addresses

    @url_map.setter
    def url_map(self, addresses: Map) -> None:
        self._addresses = addresses

    def open(self) -> None:
        """Hang in every page; who asks meanwhile waits for the last one."""
        with self.opening:
            if not self.opened:
                self.opened = True

                import views

                views.init_app(self)


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application for these settings (default: from the environment)."""
    settings = settings or common.settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    app = Ledger(__name__)
    app.config.update(
        SECRET_KEY=settings.secret_key(),
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=4 * config.MAX_UPLOAD,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_CSRF_TIME_LIMIT=None,
        SETTINGS=settings,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    app.extensions["store"] = Store(settings.data / "evidence", config.MAX_UPLOAD)
    Babel(app)
    Bootstrap5(app)
    CSRFProtect(app)
    commands.init_app(app)
    app.url_defaults(stamp)
    app.after_request(headers)
    app.opened = False
    if click.get_current_context(silent=True) is None:  # a server, which shall not keep its first guest waiting
        db.connect(app)
        app.open()
        gc.freeze()  # all this stays: walking through it would stop every reader for a tenth of a second now and then
    return app


@cache
def assets_mark() -> str:
    """A mark of the files that pages load: the browser keeps each until the mark is another one."""
    digest = hashlib.sha256(version("Bootstrap-Flask").encode())
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def stamp(endpoint: str, values: dict[str, Any]) -> None:
    """Put the mark into the address of every such file."""
    if endpoint in FILES:
        values.setdefault("v", assets_mark())


def headers(response: Response) -> Response:
    """Nothing inline, nothing from elsewhere, nothing kept by a shared machine."""
    response.headers.setdefault("Content-Security-Policy", CSP)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint in FILES and response.status_code == 200 and request.args.get("v") == assets_mark():
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif not response.cache_control.max_age:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


atexit.register(gc.freeze)  # the process ends: nothing is gained by walking once more through all that was loaded
