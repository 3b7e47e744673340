"""定稿 and 撤销定稿, on both databases: what the rows themselves refuse."""

import pytest
from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed
from models.passages import Edition, freeze, standing_edition
from models.trail import Trail
from models.years import YearState
from tests.make import at, world


def test_lifting_asks_for_a_reason_an_open_year_and_an_edition_that_stands(session: Session) -> None:
    here = world(session)
    office = here.who("fazhi")
    freeze(session, here.year, {}, "0" * 64, Act(office, at(11, 30)), figures=[], open_errors=0)
    session.commit()
    edition = session.exec(select(Edition)).one()
    assert edition.figures == []
    with pytest.raises(NotAllowed, match="请写明撤销定稿的原因"):
        edition.lift(here.year, " \n", Act(office, at(12, 1)))
    here.year.state = YearState.ARCHIVED
    with pytest.raises(NotAllowed, match="已归档，只能查看"):
        edition.lift(here.year, "还要改", Act(office, at(12, 1)))
    here.year.state = YearState.RUNNING
    assert standing_edition(session, here.year.key_id) is edition and edition.lift_reason == ""
    edition.lift(here.year, "还要改", Act(office, at(12, 2)))
    assert standing_edition(session, here.year.key_id) is None
    with pytest.raises(NotAllowed, match="已经撤销"):
        edition.lift(here.year, "再撤一次", Act(office, at(12, 3)))
    assert [row.after for row in session.exec(select(Trail).where(Trail.verb == "edition.lift"))] == [
        {"reason": "还要改"}
    ]
