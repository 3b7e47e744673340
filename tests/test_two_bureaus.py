"""Two bureaus in one database: nobody of one sees, counts, reviews or undoes anything of the other."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from models.history import WAYS
from tests.apps import copied, new_app
from tests.bureaus import MARK, THEIRS, Both
from tests.visitor import Visitor

SIX = ("staff-law", "head-law", "office", "leader", "admin", "auditor")
STATES = "SELECT min(id) FROM {0} WHERE id <= :top GROUP BY {1}"
# By the name of an address's argument: what the first bureau has of it.
THINGS = {
    "item_id": STATES.format("item", "state, all_departments"),
    "entry_id": STATES.format("entry", "state, kind"),
    "link_id": "SELECT min(id) FROM evidence_link WHERE id <= :top",
    "record_id": STATES.format("record", "state"),
    "figure_id": STATES.format("figure", "source"),
    "indicator_id": "SELECT min(id) FROM indicator WHERE id <= :top",
    "relation_id": "SELECT min(id) FROM relation WHERE id <= :top",
    "citation_id": "SELECT min(id) FROM citation WHERE id <= :top",
    "passage_id": "SELECT min(id) FROM passage WHERE id <= :top",
    "checkpoint_id": "SELECT min(id) FROM checkpoint WHERE id <= :top",
    "person_id": "SELECT min(id) FROM person WHERE id <= :top GROUP BY department_id",
    "department_id": "SELECT min(id) FROM department WHERE id <= :top",
    "act_id": "SELECT max(id) FROM trail WHERE id <= :top AND verb IN ({}) GROUP BY verb".format(
        ", ".join(f"'{one}'" for one in sorted(WAYS))
    ),
}
GONE = "/report/outline/texts/"  # answered as a text put elsewhere: their year has none of this number
OWN = {
    "no",
    "name",
    "filename",
    "key",
}  # a year's number is each bureau's own; packaged lists and files are everybody's


@pytest.fixture(scope="module")
def both(boths: Callable[[str], Both]) -> Both:
    """On SQLite alone: what pages ask their finders is asked on both databases by tests/models/test_across_bureaus.py."""
    return boths("sqlite")


@pytest.fixture(scope="module")
def visitors(both: Both) -> dict[str, Visitor]:
    """Everybody of the second bureau, signed in."""
    return {name: Visitor(both.app).sign_in(name) for name in SIX}


@pytest.fixture(scope="module")
def alone(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Visitor]]:
    """The same people in a database of their own."""
    folder = copied(played, tmp_path_factory.mktemp("alone") / "data")
    app = new_app(folder, f"sqlite:///{folder / 'fazhi.sqlite3'}")
    yield {name: Visitor(app).sign_in(name) for name in SIX}
    app.extensions["engine"].dispose()


def addresses(both: Both, method: str) -> list[str]:
    """Every address that shows or changes one thing, with each thing of the first bureau in it."""
    found = []
    for rule in both.app.url_map.iter_rules():
        names = rule.arguments - OWN
        if method not in (rule.methods or ()) or not names:
            continue
        assert names <= set(THINGS), f"{rule}: say in THINGS what the first bureau has of it"
        ids = {name: both.ids(THINGS[name]) for name in names}
        for place in range(max(map(len, ids.values()))):
            path = str(rule).replace("<int:no>", "2020")
            for name, own in ids.items():
                path = path.replace(f"<int:{name}>", str(own[place % len(own)]))
            assert "<" not in path, path
            found.append(path)
    return found


def test_the_first_bureaus_people_see_what_is_marked(both: Both) -> None:
    """Else the rest of this file would find nothing because there is nothing to find."""
    office = Visitor(both.app).sign_in(f"{THEIRS}office")
    for path in (
        "/",
        "/years/2020/ledger",
        "/items/1",
        "/years/2020/evidence",
        "/years/2020/records",
        "/years/2020/report",
    ):
        office.open(path).says(MARK)
    assert len(addresses(both, "GET")) > 60 and len(addresses(both, "POST")) > 80


@pytest.mark.parametrize("username", SIX)
def test_nothing_of_another_bureau_is_opened_by_its_number(
    both: Both, visitors: dict[str, Visitor], username: str
) -> None:
    answers = {path: visitors[username].status(path) for path in addresses(both, "GET")}
    assert {path: status for path, status in answers.items() if status not in (403, 404)} == {}


@pytest.mark.parametrize("username", SIX)
def test_no_page_that_is_led_to_names_anything_of_another_bureau(
    both: Both, visitors: dict[str, Visitor], username: str
) -> None:
    visitor, waiting = visitors[username], ["/"]
    seen: set[str] = set()
    for _step in range(3):
        found: list[str] = []
        for path in waiting:
            with visitor.client.get(path, follow_redirects=True) as answer:
                text = html.unescape(answer.get_data(as_text=True))
            assert answer.status_code == 200 and MARK not in text, path
            found += re.findall(r'href="(/[^"#]*)"', text)
        waiting = sorted({one for one in found if not re.search(r"static|/pdf|/file|logout", one)} - seen)[:30]
        seen |= {*waiting}
    assert len(seen) > 2


ASKED = (  # username, a list with the other bureau's ids in what is asked for
    ("office", "/years/2020/ledger?q={mark}"),
    ("office", "/years/2020/ledger?department={department_id}&person={person_id}"),
    ("office", "/years/2020/evidence?q={mark}"),
    ("office", "/years/2020/evidence?item={item_id}&department={department_id}"),
    ("office", "/years/2020/evidence/gaps?item={item_id}&all=1"),
    ("office", "/years/2020/records?q={mark}"),
    ("office", "/years/2020/records?item={item_id}&department={department_id}"),
    ("office", "/items/{own_item}/evidence/pick?q={mark}"),
    ("leader", "/years/2020/ledger?q={mark}"),
    ("staff-law", "/years/2020/ledger?q={mark}"),
    ("auditor", "/trail?q={mark}"),
    ("auditor", "/trail?person={person_id}"),
    ("auditor", "/trail?item={item_id}"),
    ("auditor", "/trail.csv"),
    ("admin", "/people?q={mark}"),
    ("admin", "/people?department={department_id}"),
)


@pytest.mark.parametrize(("username", "path"), ASKED)
def test_no_list_finds_what_is_asked_for_by_another_bureaus_words_and_numbers(
    both: Both, visitors: dict[str, Visitor], username: str, path: str
) -> None:
    values: dict[str, Any] = {name: both.ids(sql)[0] for name, sql in THINGS.items()}
    own = both.ids("SELECT id FROM item WHERE id > :top AND state = 'active'")[0]
    asked = path.format(mark=MARK, own_item=own, **values)
    with visitors[username].client.get(asked) as answer:
        text = answer.get_data(as_text=True)
        assert answer.status_code == 200
    assert MARK not in text.replace(f'value="{MARK}"', "").replace(f"“{MARK}”", "").replace(f"含{MARK}", "")


COUNTED = (
    ("office", ("/", "/years/2020/ledger", "/years/2020/evidence", "/years/2020/evidence/gaps", "/years/2020/records",
                "/years/2020/figures", "/years/2020/review", "/years/2020/report", "/years", "/years/2020/plan")),
    ("leader", ("/", "/years/2020/ledger", "/years/2020/review")),
    ("staff-law", ("/", "/years/2020/ledger", "/years/2020/monthly", "/years/2020/records")),
    ("head-law", ("/", "/years/2020/evidence")),
    ("admin", ("/", "/people", "/settings")),
    ("auditor", ("/", "/trail")),
)  # fmt: skip


def words_of(visitor: Visitor, path: str) -> str:
    """What stands on a page, without the numbers that a database gives its rows and without the time of day."""
    text = re.sub(r"<script.*?</script>|<[^>]*>", " ", visitor.open(path).text, flags=re.DOTALL)
    text = re.sub(r"第 \d+ 号材料|[0-9]{1,2}:[0-9]{2}|剩余 \d+ MB", "", html.unescape(text))
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("username", "paths"), COUNTED, ids=[name for name, _paths in COUNTED])
def test_all_that_is_shown_and_counted_is_as_in_a_database_of_their_own(
    alone: dict[str, Visitor], visitors: dict[str, Visitor], username: str, paths: tuple[str, ...]
) -> None:
    for visitor in (visitors[username], alone[username]):
        visitor.open("/").submit("/guide")  # its steps tell what was looked at in this session
    for path in paths:
        assert words_of(visitors[username], path) == words_of(alone[username], path), path


FIELDS: dict[str, Any] = {
    "act": "accept",
    "all": "1",
    "amount": "1",
    "body": "改",
    "day": "2020-12-01",
    "decimals": "0",
    "due": "",
    "due_kind": "year_end",
    "kind": "monthly",
    "leader": "",
    "lead": "",
    "month": "12",
    "name": "改名",
    "no": "1",
    "on": "1",
    "own_date": "",
    "password": "another-horse-1",
    "percent": "50",
    "person": "",
    "position": "1",
    "reason": "改",
    "result": "met",
    "roles": ["staff"],
    "solved": "y",
    "source": "evidence",
    "stance": "progress",
    "text": "改",
    "title": "改",
    "typed": "5",
    "unit": "项",
    "version": "1",
    "way": "typed",
}
"""What any form of the product would take."""


def send(visitor: Visitor, path: str, **fields: Any) -> int:
    """Send a form, wherever it leads; the number of the answer."""
    if not visitor.token:
        visitor.open("/password")
    data = {"csrf_token": visitor.token, **fields}
    with visitor.client.post(path, data=data) as answer:
        return answer.status_code


@pytest.mark.parametrize("username", SIX)
def test_no_form_that_is_sent_to_a_thing_of_another_bureau_changes_it(
    both: Both, visitors: dict[str, Visitor], username: str
) -> None:
    before, visitor = both.rows(), visitors[username].open("/password")
    answers = {path: send(visitor, path, **FIELDS) for path in addresses(both, "POST")}
    said = {path: status for path, status in answers.items() if status not in (403, 404)}
    assert {path: status for path, status in said.items() if not (GONE in path and status == 303)} == {}
    assert both.rows() == before


def theirs(both: Both) -> dict[str, Any]:
    """What a form of the second bureau could be sent with: ids of the first, and things of its own to put them into."""
    found: dict[str, Any] = {name: [str(one) for one in both.ids(sql)] for name, sql in THINGS.items()}
    own = {
        "item": "SELECT id FROM item WHERE id > :top AND state = 'active' AND lead_id IS NOT NULL ORDER BY id",
        "department": "SELECT id FROM department WHERE id > :top ORDER BY id",
        "person": "SELECT id FROM person WHERE id > :top AND username = 'staff-law'",
        "figure": "SELECT id FROM figure WHERE id > :top AND source = 'evidence' ORDER BY id",
        "indicator": "SELECT indicator_id FROM figure WHERE id > :top AND source = 'evidence' ORDER BY id",
        "record": "SELECT id FROM record WHERE id > :top AND state <> 'confirmed' ORDER BY id",
        "link": "SELECT id FROM evidence_link WHERE id > :top AND withdrawn_at IS NULL ORDER BY id DESC",
    }
    found |= {name: str((both.ids(sql) or [0])[0]) for name, sql in own.items()}
    more = {
        "evidence": "SELECT id FROM evidence WHERE id <= :top ORDER BY id LIMIT 5",
        "waiting": "SELECT id FROM item WHERE id <= :top AND state IN ('assigned', 'unassigned', 'active')",
        "submitted": "SELECT id FROM record WHERE id <= :top AND state = 'submitted'",
        "owed": "SELECT id FROM owed WHERE id <= :top ORDER BY id LIMIT 1",
        "leader": "SELECT id FROM person WHERE id <= :top AND username LIKE '%leader'",
    }
    return found | {name: [str(one) for one in both.ids(sql)] for name, sql in more.items()}


def forms(a: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(username, address of an own page, fields with ids of the other bureau)."""
    item, strange, room = f"/items/{a['item']}", a["person_id"][-1], a["department_id"][0]
    hand_out = {"due_kind": "year_end", "due": "", "person": "", "leader": "", "version": "1"}
    paper = {"source": "evidence", "typed": "5", "note": "", "period": "2019", "version": "1"}
    return [
        ("office", "/years/2020/ledger/assign", {"items": a["waiting"], "step": "apply", "lead": a["department"],
                                                 "person": "0", "leader": "0", "due_kind": "", "due": ""}),
        ("office", "/years/2020/ledger/assign", {"items": [a["item"]], "step": "apply", "lead": room, "person": strange,
                                                 "leader": a["leader"][0], "due_kind": "", "due": ""}),
        ("staff-law", "/years/2020/ledger/acknowledge", {"items": a["waiting"]}),
        ("staff-law", "/years/2020/monthly/unchanged", {"items": a["waiting"], "month": "12"}),
        ("office", "/years/2020/review/unchanged", {"department": room}),
        ("office", "/years/2020/records/confirm", {"items": a["submitted"] or a["record_id"]}),
        ("office", f"{item}/assign", hand_out | {"lead": room}),
        ("office", f"{item}/assign", hand_out | {"lead": a["department"], "helpers": [room]}),
        ("office", f"{item}/assign", hand_out | {"lead": a["department"], "person": strange}),
        ("office", f"{item}/assign", hand_out | {"lead": a["department"], "leader": a["leader"][0]}),
        ("head-law", f"{item}/hand-on", {"person": strange, "version": "1"}),
        ("office", f"{item}/evidence/pick", {"files": a["evidence"], "owed": ""}),
        ("office", f"/evidence/{a['link']}/edit", {"title": "名", "own_date": "", "owed": a["owed"][0], "version": "1"}),
        ("office", f"/years/2020/figures/new?indicator={a['indicator_id'][0]}", paper | {"refs": a["link_id"]}),
        ("office", f"/years/2020/figures/new?indicator={a['indicator']}", paper | {"refs": a["link_id"]}),
        ("office", f"/years/2020/figures/new?indicator={a['indicator']}", paper | {"source": "entry", "entry": a["entry_id"][0]}),
        ("office", f"/figures/{a['figure']}/edit", paper | {"refs": a["link_id"]}),
        ("office", "/years/2020/report/numbers/cite", {"slot": "systems", "start": "1", "text": "1", "figure": a["figure_id"][0]}),
        ("staff-law", f"/records/{a['record']}/edit", {"title": "改", "day": "2020-12-01", "items": a["item_id"],
                                                       "proofs": a["link_id"], "version": "1"}),
        ("admin", f"/people/{a['person']}", {"name": "名", "department": room, "roles": ["staff"], "version": "1"}),
        ("admin", f"/people/{a['person']}/switch", {"items": strange, "drafts": strange, "act": "only"}),
        ("admin", "/people/new", {"username": "fresh", "name": "新", "password": "another-horse-1", "department": room,
                                  "roles": ["staff"]}),
        ("admin", f"/departments/{a['department']}/move", {"target": room, "members": "y"}),
    ]  # fmt: skip


def test_no_form_takes_anything_of_another_bureau(both: Both, visitors: dict[str, Visitor]) -> None:
    before, there = both.rows(), both.strays()  # somebody of the first one may have signed in since
    for username, path, fields in forms(theirs(both)):
        send(visitors[username].open("/password"), path, **fields)
        assert both.strays() == there, path
    assert both.rows() == before
    named = SQLModel.metadata.tables["figure"]
    with both.app.extensions["engine"].connect() as connection:
        query = sa.select(named.c.source, named.c.refs).where(named.c.id > both.first["figure"])
        for source, refs in connection.execute(query):
            assert all(one > both.first["entry" if source == "entry" else "evidence_link"] for one in refs)
