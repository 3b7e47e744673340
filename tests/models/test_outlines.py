"""The year's own outline changed: texts go with their items, a text without a place is kept; on both databases."""

import pytest
from sqlmodel import Session, select

from checklists.mending import change, put, step
from checklists.schema import Outline, Part
from desk.outline import put_text
from models.act import Act
from models.base import NotAllowed
from models.history import changes_of
from models.items import item_names
from models.passages import (
    Passage,
    follows,
    freeze,
    lost_passages,
    name_before,
    passages,
    put_away,
    set_outline,
    slots_of,
    write_passage,
)
from models.trail import Trail
from models.years import YearState
from tests.make import World, at, world

OTHER = Part(key="other", heading="其他工作", kind="items", items=())


def grown(here: World) -> Outline:
    """The outline of the small year with one more part that takes items."""
    outline = here.year.read_outline()
    return Outline(key="plan", title=outline.title, parts=(*outline.parts, OTHER))


def written(here: World, slot: str, body: str) -> Passage:
    found = write_passage(here.session, here.year, slot, body, [], "", Act(here.who("fazhi"), at(3, 1)))
    here.session.commit()
    return found


def test_a_text_goes_with_its_item_and_one_row_tells_of_it(session: Session) -> None:
    here = world(session)
    written(here, "work/small/t2", "第二项做完了。")
    new = put(grown(here), ["small/t2"], "other")
    set_outline(session, here.year, new, Act(here.who("fazhi"), at(3, 2)))
    session.commit()
    assert {slot: one.body for slot, one in passages(session, here.year.key_id).items()} == {
        "other/small/t2": "第二项做完了。"
    }
    assert here.year.read_outline() == new
    (row,) = session.exec(select(Trail).where(Trail.verb == "year.outline")).all()
    (told,) = changes_of(row, {})
    assert told.after == "新增“其他工作”；事项“2 事项2”移到“其他工作”"


def test_a_text_that_lost_its_place_waits_for_it(session: Session) -> None:
    """Its place back, or another one: it is never overwritten by what follows its item."""
    here, act = world(session), Act(None, at(3, 2))
    written(here, "work/small/t1", "第一项。")
    old = here.year.read_outline()
    set_outline(session, here.year, change(old, "work", style="points"), act)
    session.commit()
    (lost,) = lost_passages(session, here.year, item_names(session, here.year.key_id))
    assert (lost.slot, name_before(session, here.year, lost.slot)) == ("work/small/t1", "事项1")
    set_outline(session, here.year, old, act)
    session.commit()
    assert lost_passages(session, here.year, item_names(session, here.year.key_id)) == []
    with pytest.raises(NotAllowed, match="有位置"):
        put_away(lost, here.year, act)


def test_a_text_that_is_thrown_away_stays_in_the_trail(session: Session) -> None:
    here, act = world(session), Act(None, at(3, 2))
    written(here, "opening", "开头的话。")
    set_outline(session, here.year, step(here.year.read_outline(), "drop", "opening"), act)
    session.commit()
    (lost,) = lost_passages(session, here.year, item_names(session, here.year.key_id))
    put_away(lost, here.year, act)
    session.commit()
    row = session.exec(select(Trail).where(Trail.verb == "passage.discard")).one()
    assert (row.before, passages(session, here.year.key_id)) == ({"body": "开头的话。"}, {})


@pytest.mark.parametrize("closed", ["final", "archived"])
def test_a_final_report_and_an_archived_year_keep_their_outline(session: Session, closed: str) -> None:
    here = world(session)
    act = Act(here.who("fazhi"), at(3, 2))
    if closed == "final":
        freeze(session, here.year, {}, "f" * 64, act, open_errors=0)
    else:
        here.year.state = YearState.ARCHIVED
    session.commit()
    with pytest.raises(NotAllowed):
        set_outline(session, here.year, grown(here), act)


def test_slots_are_those_of_the_report_and_a_part_of_the_rest_has_its_own() -> None:
    rest = Part(key="rest", heading="其他事项", kind="items", rest=True)
    outline = Outline(key="o", title="甲", parts=(Part(key="a", kind="written"), rest))
    assert slots_of(outline) == {"a": ()}
    assert slots_of(outline, ["own/own-1"]) == {"a": (), "rest/own/own-1": ("own/own-1",)}
    named = put(Outline(key="o", title="甲", parts=(*outline.parts, OTHER)), ["own/own-1"], "other")
    assert follows(outline, named, ["own/own-1"]) == {"rest/own/own-1": "other/own/own-1"}


def test_who_wrote_a_text_has_written_where_it_is_put(session: Session) -> None:
    here, act = world(session), Act(None, at(3, 2))
    written(here, "opening", "开头的话。")
    set_outline(session, here.year, step(grown(here), "drop", "opening"), act)
    session.commit()
    (lost,) = lost_passages(session, here.year, item_names(session, here.year.key_id))
    put_text(session, here.year, lost, "work/small/t1", Act(here.who("fazhi2"), at(3, 3)))
    session.commit()
    (found,) = passages(session, here.year.key_id).values()
    assert (found.slot, found.body, sorted(found.writers())) == ("work/small/t1", "开头的话。", ["fazhi", "fazhi2"])
