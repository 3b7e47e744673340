"""A page speaks the language that was chosen for it: a second catalogue works, and no request hears another's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import flask_babel
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, g, render_template_string, request
from flask_babel import force_locale, gettext, lazy_gettext, refresh

import config
from app import create_app
from tests.apps import copied
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
WORDS = {
    "登录": "Sign in",
    "用户名": "User name",
    "法治台账": "Rule of Law Ledger",
    "“%(name)s”在这里": "%(name)s is here",
    "一半是 50%%": "half is 50%%",
}


@pytest.fixture
def two_tongues(played: Path, tmp_path: Path) -> Iterator[Flask]:
    """An app with a compiled English catalogue, which speaks what the browser asks for."""
    folder, place = copied(played, tmp_path / "data"), tmp_path / "translations" / "en" / "LC_MESSAGES"
    place.mkdir(parents=True)
    english = Catalog(locale="en")
    for ours, theirs in WORDS.items():
        english.add(ours, theirs)
    with (place / "messages.mo").open("wb") as file:
        write_mo(file, english)
    app = create_app(config.Settings(data=folder, database_url=f"sqlite:///{folder / 'fazhi.sqlite3'}"))
    app.extensions["babel"].translation_directories = [str(tmp_path / "translations")]
    app.extensions["babel"].locale_selector = lambda: request.accept_languages.best_match(["en"])
    yield app
    app.extensions["engine"].dispose()


def sign_in_page(app: Flask, language: str) -> str:
    return app.test_client().get("/login", headers={"Accept-Language": language}).get_data(as_text=True)


def test_a_page_comes_out_in_the_other_language_and_the_next_one_does_not(two_tongues: Flask) -> None:
    chinese, english = sign_in_page(two_tongues, "zh"), sign_in_page(two_tongues, "en")
    assert "用户名" in chinese and "User name" not in chinese
    assert "Rule of Law Ledger</title>" in english and "User name" in english and "用户名" not in english
    assert sign_in_page(two_tongues, "zh").count("登录") == chinese.count("登录") > 0


def test_two_requests_at_one_time_do_not_mix(two_tongues: Flask) -> None:
    """Each of two threads has its language chosen before the other renders."""
    seen: dict[str, list[str]] = {"zh": [], "en": []}
    start = Barrier(2, timeout=20)

    def read(language: str) -> None:
        for _round in range(5):
            with two_tongues.test_request_context("/", headers={"Accept-Language": language}):
                start.wait()
                first = render_template_string("{{ _('登录') }}")
                start.wait()
                second = render_template_string("{{ _('用户名') }}")
                seen[language].append(f"{first} {gettext('登录')} {second}")

    threads = [Thread(target=read, args=(language,)) for language in seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"zh": ["登录 登录 用户名"] * 5, "en": ["Sign in Sign in User name"] * 5}


def test_a_language_may_change_within_a_request(two_tongues: Flask) -> None:
    both = "{{ _('登录') }} {{ words }}"
    late = lazy_gettext("登录")
    with two_tongues.test_request_context("/"):
        assert render_template_string(both, words=late) == "登录 登录"
        with force_locale("en"):
            assert render_template_string(both, words=late) == "Sign in Sign in"
        assert render_template_string(both, words=late) == "登录 登录"
        two_tongues.extensions["babel"].locale_selector = lambda: "en"
        refresh()
        assert render_template_string(both, words=late) == "Sign in Sign in"


def test_commands_and_code_outside_of_an_app_have_words_too(two_tongues: Flask) -> None:
    two_tongues.extensions["babel"].locale_selector = None
    page = two_tongues.jinja_env.from_string("{{ _('登录') }}")
    assert gettext("登录") == page.render() == "登录" and not g
    with two_tongues.app_context():
        assert gettext("登录") == page.render() == "登录"
        with force_locale("en"):
            assert gettext("登录") == page.render() == "Sign in"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_fills_a_text_is_escaped_and_the_text_is_a_format(two_tongues: Flask, language: str) -> None:
    with two_tongues.test_request_context("/", headers={"Accept-Language": language}):
        for _time in range(2):
            shown = render_template_string("{{ _('“%(name)s”在这里', name=name) }}", name="<b>&")
            assert "&lt;b&gt;&amp;" in shown and "<b>" not in shown and ("is here" in shown) == (language == "en")
            assert render_template_string("{{ _('一半是 50%%') }}").endswith("50%")
        plain = "{% autoescape false %}{{ _('“%(name)s”在这里', name=name) }}{% endautoescape %}"
        assert "<b>&" in render_template_string(plain, name="<b>&")
        with pytest.raises(KeyError):
            render_template_string("{{ _('“%(name)s”在这里') }}")


def test_a_page_asks_once_which_language_it_is_in(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[flask_babel.Domain] = []
    found = flask_babel.Domain.get_translations

    def noted(domain: flask_babel.Domain) -> object:
        asked.append(domain)
        return found(domain)

    monkeypatch.setattr(flask_babel.Domain, "get_translations", noted)
    office = visit("office")
    for path in ("/", "/years/2020/ledger", "/items/43", "/years/2020/review", "/years/2020/report"):
        asked.clear()
        office.open(path)
        assert len(asked) == 1, path
