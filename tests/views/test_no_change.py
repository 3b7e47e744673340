"""What changed nothing is told as nothing: no act in the trail, no false words on the page."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, func, select

from models.trail import Trail
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]
NOTHING = "没有变化"


@pytest.fixture
def acts(demo_app: Flask) -> Callable[[], int]:
    """How many acts the trail has; signing in is not asked about."""

    def count() -> int:
        with Session(demo_app.extensions["engine"]) as session:
            query = select(func.count()).select_from(Trail).where(Trail.verb != "account.sign_in")
            return session.exec(query).one()

    return count


def as_it_stands(visitor: Visitor) -> dict[str, object]:
    """The fields of the open page's form as the browser would send them untouched."""
    fields: dict[str, object] = {}
    form = visitor.text[visitor.text.index("<main") :]
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        fields[name] = chosen[1] if chosen else ""
    for tag in re.findall(r"<input[^>]*checked[^>]*>", form):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        assert name and value
        fields.setdefault(name[1], [])
        fields[name[1]] = [*fields[name[1]], value[1]]  # type: ignore[misc]
    for name, body in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s?(.*?)</textarea>', form, re.DOTALL):
        fields[name] = body
    for tag in re.findall(r'<input[^>]*type="(?:text|date)"[^>]*>', form):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            fields[name[1]] = value[1] if value else ""
    return fields


def test_handing_out_again_as_it_is_says_so(visit: Visit, acts: Callable[[], int]) -> None:
    office, before = visit("office"), acts()
    path = "/items/43/assign"
    fields = as_it_stands(office.open(path))
    office.submit(path, **fields).says(NOTHING).silent("已分派", "等待牵头科室签收")
    assert acts() == before


def test_a_new_date_is_no_new_hand_out(visit: Visit, acts: Callable[[], int]) -> None:
    office, before = visit("office"), acts()
    path = "/items/43/assign"
    fields = as_it_stands(office.open(path)) | {"due_kind": "date", "due": "2021-02-20"}
    office.submit(path, **fields).says("已调整分派", "撤销").silent("已分派", "等待牵头科室签收")
    assert acts() == before + 1
    visit("auditor").open("/trail?verb=item.arrange").says("调整分派", "时限")
    chosen = {"items": ["43", "44"], "lead": "0", "person": "0", "leader": "0", "due_kind": "date"}
    office.open("/years/2020/ledger").submit("/years/2020/ledger/assign", **chosen, due="2021-02-21", step="apply")
    office.says("已调整 2 项的分派").silent("已分派")


def test_settling_what_nobody_touched_is_no_edit(visit: Visit, demo_app: Flask, acts: Callable[[], int]) -> None:
    office = visit("office")
    outline = office.open("/years/2020/report").text
    path = next(
        one
        for one in re.findall(r'href="(/years/2020/report/passage\?slot=[^"]+)"', outline)
        if "上次定下以来" not in office.open(one).text and as_it_stands(office)["body"]
    )
    before, body = acts(), as_it_stands(office)["body"]
    office.submit(path, body=body, act="draft").says(NOTHING)
    assert acts() == before
    office.open(path).submit(path, body=body, act="settle").says("已定下")
    office.open(path).silent("上次定下以来").submit(path, body=body, act="settle").says(NOTHING)
    with Session(demo_app.extensions["engine"]) as session:
        told = session.exec(select(Trail.verb).order_by(Trail.id.desc()).limit(acts() - before)).all()  # type: ignore[union-attr]
    assert [one for one in told if one.startswith("passage.")] == ["passage.settle"]


def test_saving_an_item_as_it_is_says_so(visit: Visit, acts: Callable[[], int]) -> None:
    office, before = visit("office"), acts()
    fields = as_it_stands(office.open("/items/43/edit"))
    office.submit("/items/43/edit", **fields).says(NOTHING)
    assert acts() == before
