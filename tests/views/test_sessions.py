"""Signing in and staying in: lock-out, a new session each time, forced change, what a browser is told about it all."""

import os
import re
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

import config
import db
from app import create_app
from models.act import Act
from models.people import DEMO_PASSWORD, Role, add_bureau, add_person
from tests.make import PASSWORD, at
from tests.visitor import Visitor


def people_of(app: Flask, *, must_change: bool = False, password: str = PASSWORD) -> Flask:
    """A bureau that is no demonstration, with one account."""
    with app.app_context():
        bureau = add_bureau(db.session(), Act(None, at(1, 1)), name="某局", short_name="某")
        add_person(
            db.session(),
            bureau,
            Act(None, at(1, 1)),
            username="chief",
            name="主任",
            password=password,
            roles={Role.ADMIN, Role.OFFICE},
            department=None,
            must_change=must_change,
        )
        db.commit()
    return app


def test_five_mistakes_lock_the_account_for_everybody(app: Flask) -> None:
    people_of(app)
    stranger = Visitor(app).open("/login")
    for _try in range(5):
        stranger.submit("/login", 422, username="chief", password="wrong-password")
    stranger.submit("/login", 422, username="chief", password=PASSWORD).says("15 分钟")
    assert stranger.status("/") == 302


def test_a_session_is_new_after_signing_in(app: Flask) -> None:
    """What stood in the session before is gone: nobody can plant one and wait."""
    people_of(app)
    visitor = Visitor(app).open("/login")
    with visitor.client.session_transaction() as held:
        held["planted"] = "x"
        old = held["csrf_token"]
    visitor.submit("/login", username="chief", password=PASSWORD)
    with visitor.client.session_transaction() as held:
        assert "planted" not in held and held.get("csrf_token") != old and held.permanent


def test_signing_out_ends_it_and_the_page_before_is_not_kept(app: Flask) -> None:
    people_of(app)
    visitor = Visitor(app).sign_in("chief", PASSWORD).open("/")
    assert visitor.page is not None and visitor.page.headers["Cache-Control"] == "no-store"
    visitor.submit("/logout")
    assert visitor.status("/") == 302


def test_what_pages_load_is_kept_by_the_browser_until_it_changes(look: Callable[[str], Visitor]) -> None:
    visitor = look("office").open("/")
    loaded = re.findall(r'(?:src|href)="([^"]*/static/[^"]*)"', visitor.text)
    assert len(loaded) >= 4
    for address in loaded:
        path = address.partition("?")[0]
        for asked, kept in ((address, True), (path, False), (f"{path}?v=other", False)):
            with visitor.client.get(asked) as answer:
                assert answer.status_code == 200
                assert ("immutable" in answer.headers["Cache-Control"]) is kept, asked


def test_a_first_sign_in_leads_to_a_new_password_and_nowhere_else(app: Flask) -> None:
    people_of(app, must_change=True)
    visitor = Visitor(app).sign_in("chief", PASSWORD).says("新密码")
    for path in ("/", "/people", "/years", "/settings"):
        with visitor.client.get(path) as answer:
            assert answer.status_code == 302 and answer.headers["Location"].endswith("/password"), path
    wrong = {"old": "not-this-one", "password": "a-better-one-9", "again": "a-better-one-9"}
    visitor.open("/password").submit("/password", 422, **wrong).says("现在的密码不对").silent("a-better-one-9")
    visitor.submit("/password", 422, **wrong | {"old": PASSWORD, "again": "another-one-9"}).says("不一样")
    visitor.submit("/password", 422, **wrong | {"old": PASSWORD, "password": "1234567890", "again": "1234567890"}).says(
        "太容易被猜到"
    )
    same = {"old": PASSWORD, "password": PASSWORD, "again": PASSWORD}
    visitor.submit("/password", 422, **same).says("新密码要和现在的不同。")
    visitor.submit("/password", **wrong | {"old": PASSWORD}).says("密码已修改")
    assert visitor.status("/people") == 200


def test_a_changed_password_ends_the_other_sessions(app: Flask) -> None:
    people_of(app)
    here, there = Visitor(app).sign_in("chief", PASSWORD), Visitor(app).sign_in("chief", PASSWORD)
    here.open("/password").submit("/password", old=PASSWORD, password="a-better-one-9", again="a-better-one-9")
    assert here.status("/") == 200 and there.status("/") == 302


def test_demo_passwords_work_in_a_demonstration_alone(app: Flask, demo_app: Flask) -> None:
    Visitor(demo_app).open("/login").says(DEMO_PASSWORD, "演示")
    people_of(app)
    Visitor(app).open("/login").silent(DEMO_PASSWORD, "演示")
    Visitor(app).open("/login").submit("/login", 422, username="chief", password=DEMO_PASSWORD)


@pytest.mark.parametrize("target", ["/years/2020/ledger", "/items/1?x=1"])
def test_signing_in_leads_back_to_the_page_that_was_asked_for(demo_app: Flask, target: str) -> None:
    visitor = Visitor(demo_app).open(target).says("登录")
    assert visitor.page is not None
    address = visitor.page.request.full_path
    visitor.submit(address, username="office", password=DEMO_PASSWORD)
    assert visitor.page.request.full_path.rstrip("?") == target


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/years/2020/ledger", 200), ("/items/99999", 404), ("/trail", 403), ("/items/1/restore", 405),
     ("/nothing-here", 404), ("/static/fazhi.css", 200), ("/healthz", 200), ("/years/2020/report/preview", 200),
     ("/evidence/1/file", 200)],
)  # fmt: skip
def test_every_kind_of_answer_carries_the_headers(visit: Callable[[str], Visitor], path: str, status: int) -> None:
    with visit("office").client.get(path) as answer:
        assert answer.status_code == status
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, name
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-eval" not in policy and "script-src" not in policy and "*" not in policy
        assert "default-src 'self'" in policy or "default-src 'none'" in policy
        if "default-src 'self'" in policy:
            assert "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy


@pytest.mark.parametrize("https", [False, True])
def test_the_cookie_is_for_https_only_where_the_product_is(tmp_path: Path, https: bool) -> None:
    app = create_app(config.Settings(data=tmp_path, database_url=f"sqlite:///{tmp_path / 'x.sqlite3'}", https=https))
    with app.app_context():
        db.upgrade()
    people_of(app)
    client = app.test_client()
    with client.get("/login", base_url="https://localhost" if https else "http://localhost") as answer:
        cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert ("Secure" in cookie) == https
    app.extensions["engine"].dispose()


def test_the_secret_key_is_its_owners_alone_and_stays(tmp_path: Path) -> None:
    settings = config.Settings(data=tmp_path / "new" / "data", database_url="sqlite://")
    key = settings.secret_key()
    path = settings.data / "secret-key"
    assert len(key) == 64 and settings.secret_key() == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(settings.data) == ["secret-key"]


def test_two_that_start_together_share_one_key(tmp_path: Path) -> None:
    settings = config.Settings(data=tmp_path, database_url="sqlite://")
    keys: list[str] = []
    gate = threading.Barrier(8)

    def start() -> None:
        gate.wait()
        keys.append(settings.secret_key())

    threads = [threading.Thread(target=start) for _n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(keys) == 8 and len(set(keys)) == 1 and os.listdir(tmp_path) == ["secret-key"]


@pytest.mark.parametrize("port", ["0", "65536", "80a", "-1", "８０８０"])
def test_a_wrong_port_is_told_in_words(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ValueError, match="1 至 65535"):
        config.from_environment()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("FAZHI_DATA", "DATABASE_URL", "FAZHI_HTTPS", "PORT"):
        monkeypatch.delenv(name, raising=False)
    plain = config.from_environment()
    assert plain.port == 8000 and not plain.https and plain.database_url.startswith("sqlite:///")
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    monkeypatch.setenv("FAZHI_HTTPS", "1")
    monkeypatch.setenv("PORT", "9000")
    asked = config.from_environment()
    assert asked == config.Settings(tmp_path, f"sqlite:///{tmp_path / 'fazhi.sqlite3'}", True, 9000)
