"""A verb that refuses has changed nothing: every verb, on rows in every state, in the session and in the database."""

import importlib
import inspect
import pkgutil
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

import models
from models.act import Act
from models.base import NotAllowed
from models.passages import freeze
from models.years import YearState
from tests.acts import HELPERS, NEVER_REFUSE, TRIES, Missing, Wild
from tests.counted import Counted
from tests.make import world

ENDS = {
    "freeze",
    "archive",
    "Edition.lift",
    "Year.reopen",
    "Person.switch",
    "move_room",
    "hand_over",
    "Person.edit",
    "edit_room",
}


def verbs() -> Iterator[str]:
    """Every public function and method of the models that is given an act."""
    for found in pkgutil.walk_packages(models.__path__, "models."):
        module = importlib.import_module(found.name)
        for name, one in vars(module).items():
            if getattr(one, "__module__", "") != module.__name__ or name.startswith("_"):
                continue
            members = vars(one).items() if inspect.isclass(one) else [("", one)]
            for inner, function in members:
                if inspect.isfunction(function) and not inner.startswith("_") and takes_an_act(function):
                    yield f"{name}.{inner}" if inner else name


def takes_an_act(function: Any) -> bool:
    return any(one.annotation is Act for one in inspect.signature(function).parameters.values())


def changed(session: Session) -> list[object]:
    """What waits in the session to be written."""
    return [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]


def test_every_verb_is_tried() -> None:
    found = set(verbs())
    assert len(found) > 60
    assert found - HELPERS == set(TRIES)


def test_a_verb_that_refuses_has_changed_nothing(session: Session) -> None:
    """Wild acts on a small year, a fixed throw of dice: what is done stays, what is refused leaves no trace."""
    wild = Wild(Counted(world(session, "standards")), random.Random(11))
    wild.begin()
    written: list[str] = []

    @sa.event.listens_for(session.get_bind(), "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA")):
            written.append(statement)

    refused, done = Counter[str](), Counter[str]()

    def play(rounds: int) -> None:
        names = [name for name in TRIES for _round in range(rounds)]
        wild.dice.shuffle(names)
        for name in names:
            told = len(session.info.get("acts", ()))
            written.clear()
            try:
                TRIES[name](wild)
            except Missing:
                continue
            except NotAllowed as refusal:
                assert (written, changed(session)) == ([], []), f"{name}: {refusal}"
                assert len(session.info.get("acts", ())) == told, f"{name} was told of: {refusal}"
                refused[name] += 1
                continue
            done[name] += 1
            if name in ENDS:  # what would end the play is looked at and taken back
                session.flush()
                session.rollback()
            else:
                session.commit()

    play(8)
    freeze(session, wild.year.year, {}, "f" * 64, wild.act(), open_errors=0)
    session.commit()
    play(2)
    wild.year.year.state = YearState.ARCHIVED
    session.commit()
    play(2)
    assert sorted(set(TRIES) - set(refused)) == sorted(NEVER_REFUSE), "each of the others was refused at least once"
    assert len(done) > 50, "and most were carried out"
