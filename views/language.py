"""The words of a page in its language: the catalogue is looked up once a request, and not once a word."""

from typing import Any

from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


class Words:
    """A catalogue, and what the templates of a request have taken from it: the same few words over and over."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self.catalogue = catalogue
        self.taken: dict[str, Markup] = {}


class OnceARequest(Domain):
    """flask_babel's catalogues. It would ask for app, request and locale anew at every word.

    The words are kept where flask_babel forgets them by itself: `force_locale` and `refresh` clear `babel_translations`.
    """

    def get_translations(self) -> NullTranslations:
        return self.words().catalogue

    def words(self) -> Words:
        """The words of this request or command; without one, the untranslated words."""
        try:
            here = g._get_current_object()
        except RuntimeError:
            return Words(super().get_translations())
        held: Words | None = getattr(here.get("_flask_babel"), "babel_translations", None)
        if held is None:
            held = Words(super().get_translations())
            here._flask_babel.babel_translations = held  # made by flask_babel as it looked
        return held


def init_app(app: Flask) -> None:
    """Let flask_babel and the templates ask here."""
    domain = OnceARequest(domain=app.extensions["babel"].default_domain)
    app.extensions["babel"].instance.domain_instance = domain

    @pass_eval_context
    def say(here: EvalContext, text: str, /, **values: Any) -> str:
        """As Jinja's own newstyle gettext: always a format, and what fills it is escaped where the page is."""
        words, text = domain.words(), str(text)  # a lazy text as key would be translated for every comparison
        if not here.autoescape:
            return words.catalogue.gettext(text) % values
        if values:
            return Markup(words.catalogue.gettext(text)) % values  # noqa: S704 - our own words
        found = words.taken.get(text)
        if found is None:
            found = words.taken[text] = Markup(words.catalogue.gettext(text)) % {}  # noqa: S704 - our own words
        return found

    app.jinja_env.globals.update(_=say, gettext=say)
