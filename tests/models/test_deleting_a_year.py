"""A prepared year goes with all its rows, whatever there is in it; the trail and all else stay. On both databases."""

import random

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from checklists.mending import step
from models.act import Act
from models.base import NotAllowed
from models.evidence import Evidence, FileKind, attach
from models.items import items_of_year, open_year
from models.office import delete_year, kept_hashes
from models.passages import look, outlines_before, set_outline, write_passage
from models.trail import Trail
from models.years import Year, YearState, year_by_no
from tests.acts import Wild
from tests.counted import Counted
from tests.make import at, checklist, outline, world


def sizes(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    count = sa.select(sa.func.count())
    return {
        table.name: session.execute(count.select_from(table)).scalar_one() for table in SQLModel.metadata.sorted_tables
    }


def test_a_year_goes_with_all_its_rows_and_nothing_else(session: Session) -> None:
    here = world(session)
    open_year(session, here.bureau, 2031, [checklist()], outline(), Act(None, at(1, 2)))
    session.commit()
    other = year_by_no(session, here.bureau.key_id, 2031)
    assert other is not None
    paper = items_of_year(session, other.key_id)[0]
    before = sizes(session)
    wild = Wild(Counted(here), random.Random(1))
    wild.begin()
    attach(
        session, paper, Act(here.who("fazhi"), at(4, 1)), sha256="0" * 64, size=3, kind=FileKind.PDF,
        mime="application/pdf", file_name="a.pdf", title="两年都用", own_date=None, secret=False, owed=None,
    )  # fmt: skip
    look(session, here.year, ["a"], Act(here.who("fazhi"), at(4, 2)))
    here.year.state = YearState.PREPARING
    session.commit()
    told = sizes(session)["trail"]
    delete_year(session, here.year, "2030", Act(here.who("fazhi"), at(4, 3)))
    session.commit()
    after = sizes(session)
    assert session.exec(select(Year.no)).all() == [2031]
    assert after["trail"] == told + 1, "the trail stays, with one more row"
    gone = {"year": 1, "year_checklist": 1, "item": 3, "checkpoint": 6, "owed": 3}
    stay = {"evidence": 1, "evidence_link": 1, "trail": after["trail"] - before["trail"]}
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        **{name: -number for name, number in gone.items()},
        **stay,
    }
    assert kept_hashes(session) == {"0" * 64}, "the file of the deleted year alone falls to the sweep"
    assert session.exec(select(Evidence.title)).all() == ["两年都用"]
    row = session.exec(select(Trail).where(Trail.verb == "year.delete")).one()
    assert (row.label, row.before) == ("2030", {"items": 3})


@pytest.mark.parametrize(
    ("state", "typed", "why"),
    [
        (YearState.RUNNING, "2030", "已经启动过"),
        (YearState.ARCHIVED, "2030", "已经启动过"),
        (YearState.PREPARING, "", "请照样输入"),
        (YearState.PREPARING, "2031", "请照样输入"),
    ],
)
def test_only_a_prepared_year_whose_number_is_typed(session: Session, state: YearState, typed: str, why: str) -> None:
    here = world(session, start=False)
    here.year.state = state
    session.commit()
    with pytest.raises(NotAllowed, match=why):
        delete_year(session, here.year, typed, Act(None, at(4, 1)))
    assert sizes(session)["year"] == 1


def test_a_year_of_the_same_number_begins_anew(session: Session) -> None:
    """SQLite gives the ids again: what was kept of the deleted year is not taken for the new one's."""
    here, act = world(session, start=False), Act(None, at(4, 1))
    set_outline(session, here.year, step(here.year.read_outline(), "down", "opening"), act)
    write_passage(session, here.year, "opening", "旧年度的话。", [], "", Act(here.who("fazhi"), at(4, 1)))
    session.commit()
    delete_year(session, here.year, "2030", act)
    session.commit()
    again = open_year(session, here.bureau, 2030, [checklist()], outline(), act)
    session.commit()
    assert outlines_before(session, again) == []
    fresh = write_passage(session, again, "opening", "新年度的话。", [], "", Act(here.who("fazhi2"), at(4, 2)))
    session.commit()
    assert fresh.writers() == ["fazhi2"]
