"""Numbers and words of an address: what is no number, or larger than a row's number can be, asks for nothing."""

from collections.abc import Mapping

from flask import request
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1  # what PostgreSQL keeps in a key; beyond it both databases fail instead of finding nothing


class RowNumber(IntegerConverter):
    """The <int:…> of every route: a larger number is an address that is not there."""

    def __init__(self, map_: object, *args: object, **limits: object) -> None:
        super().__init__(map_, *args, **({"max": LARGEST} | limits))  # type: ignore[arg-type]


def number(name: str, sent: Mapping[str, str] | None = None) -> int | None:
    """A number of the address's query, or of the form that was sent."""
    text = (request.args if sent is None else sent).get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def ticked(most: int) -> list[int]:
    """The rows whose boxes were ticked, as many as one act may take."""
    sent = request.form.getlist("items")
    return [int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 10][:most]


def page_number() -> int:
    """The page that is asked for, the first where none is."""
    return number("page") or 1


def words(name: str, limit: int = 60) -> str:
    """Words of the address's query, without control characters: PostgreSQL takes no NUL."""
    text = "".join(char for char in request.args.get(name, "") if char.isprintable())
    return text.strip()[:limit]
