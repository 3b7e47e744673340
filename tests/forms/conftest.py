"""A form as a page fills it: the fields that a browser sends, without the token."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from forms.base import Form
from tests.apps import new_app

Filled = Callable[..., Any]


@dataclass(frozen=True)
class Row:
    """A row as the choices of a form need it."""

    id: int
    name: str = "名称"
    text: str = "材料"
    title: str = "文件"
    department: Any = None


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app without a database behind it: forms ask none."""
    app = new_app(tmp_path_factory.mktemp("forms"), "sqlite://")
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def fill(bare: Flask) -> Iterator[Filled]:
    """fill(kind, offer, field=value, …) -> the form, validated."""

    def filled(kind: type[Form], offer: tuple[Any, ...] | None = None, /, **sent: Any) -> Any:
        pairs = [(name, one) for name, value in sent.items() for one in (value if isinstance(value, list) else [value])]
        form: Any = kind(formdata=MultiDict(pairs))
        if offer is not None:
            form.offer(*offer)
        form.validate()
        return form

    with bare.test_request_context():
        yield filled
