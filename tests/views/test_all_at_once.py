"""A form tells everything that is wrong with it in one go, whoever it is that refuses: the form or the rules behind it."""

from collections.abc import Callable

import pytest

from tests.visitor import Visitor

Look = Callable[[str], Visitor]
NEW_PERSON = {"username": "admin", "name": "", "department": "", "roles": ["staff"], "password": "short"}


@pytest.mark.parametrize(
    ("username", "path", "typed", "fields"),
    [
        ("staff-office", "/years/2020/records?kind=meeting", {"title": "", "day": "", "sort": ""}, ("title", "day", "sort", "detail_chair")),
        ("staff-office", "/years/2020/records?kind=meeting", {"title": "", "day": "2019-01-01", "sort": "推进会", "detail_chair": "局长"}, ("title", "day")),
        ("admin", "/people/new", NEW_PERSON, ("username", "name", "department", "password")),
        ("admin", "/people/8", {"name": "", "department": "", "roles": ["staff"]}, ("name", "department")),
        ("office", "/items/48/assign", {"lead": "2", "person": "7", "due_kind": "date", "due": ""}, ("person", "due")),
        ("office", "/items/48/assign", {"lead": "", "person": "", "due_kind": "date", "due": ""}, ("lead", "due")),
        ("office", "/years/new", {"no": "2020", "outline": "standard"}, ("no", "files")),
        ("office", "/years/new", {"no": "今年", "outline": "nothing", "checklists": ["../../etc/passwd"]}, ("no", "checklists", "outline")),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_once(
    look: Look, username: str, path: str, typed: dict[str, object], fields: tuple[str, ...]
) -> None:
    page = look(username).open(path).submit(path, 422, **typed)
    for field in fields:
        assert f'id="{field}-error"' in page.text, field
    summary = page.text.split('class="summary"')[1].split("</div>")[0]
    assert summary.count("<li>") == len(fields), "each told once"
