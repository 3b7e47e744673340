"""Templates are indented for those who read them; pages are sent without that."""

import re

from flask import Flask
from jinja2.ext import Extension

INDENT = re.compile(r"\n[ \t]+")


class Flush(Extension):
    """Takes the blanks from the beginning of each line of a template. Between two words a line's end is still a blank."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return INDENT.sub("\n", source)


def init_app(app: Flask) -> None:
    app.jinja_env.add_extension(Flush)
