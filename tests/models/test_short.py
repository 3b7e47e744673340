"""Closed with a gap: it stays in sight until its papers have come, on both databases."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed
from models.entries import Entry, EntryKind, Said, recount_told, reopen, write
from models.evidence import EvidenceLink, FileKind, attach
from models.history import act_rows, undo
from models.items import Item, ItemState, Owed
from models.ledger import (
    AskedFiles,
    Filter,
    Lamp,
    borders,
    by_department,
    gaps,
    glance,
    ledger,
    percent_of_item,
    rights,
    standing,
)
from models.office import wrong_told
from models.passages import listed_items
from models.trail import Trail
from tests.make import World, at, world
from tests.models.test_life import again, finish


def closed(here: World, *, ticked: bool = True) -> Item:
    """An item that the office has closed although its paper is missing."""
    item = here.assigned()
    if ticked:
        item.tick(item.checkpoints[0], True, Act(here.who("staff"), at(10, 1)))
    said = Said(text="办完了", shortfall="文件还在印")
    entry = write(here.item(), here.rooms["office"], EntryKind.CLOSING, 0, said, Act(here.who("staff"), at(11, 1)))
    entry.submit(Act(here.who("staff"), at(11, 1)))
    again(here, entry).accept(Act(here.who("fazhi"), at(11, 2)))
    return here.item()


def hand_in(here: World, item: Item, owed: Owed | None, letter: str = "a", who: str = "staff") -> EvidenceLink:
    link = attach(
        here.session, item, Act(here.who(who), at(12, 1)), sha256=letter * 64, size=3, kind=FileKind.PDF,
        mime="application/pdf", file_name="a.pdf", title="文件", own_date=None, secret=False, owed=owed,
    )  # fmt: skip
    here.session.commit()
    return link


def seen(here: World) -> tuple[Lamp, dict[Lamp, int], dict[Lamp, int], int, int]:
    """What the item's page, the ledger, the home page and the missing papers say."""
    session, person, key = here.session, here.who("fazhi"), here.year.key_id
    at_day = borders(session, here.bureau, here.year, at(12, 15).date())
    found = ledger(session, person, key, Filter(lamp=Lamp.SHORT), at_day)
    stands = standing(session, person, key, at_day)
    assert [row.lamp for row in found.rows] == [Lamp.SHORT] * found.total
    (room,) = by_department(session, stands, here.bureau.key_id)
    assert room.counts.get("short", 0) == found.counts.get(Lamp.SHORT, 0)
    lacking = gaps(session, person, key, AskedFiles(), at_day)
    of_item = sum(one.item_id == here.item().id for one in lacking.rows)
    light = glance(session, here.item().key_id, at_day, percent_of_item()).lamp
    return light, dict(found.counts), stands.lamps, of_item, lacking.total


def test_an_item_closed_with_a_gap_stays_in_sight_until_its_papers_come(session: Session) -> None:
    here = world(session)
    item = closed(here)
    assert item.state == ItemState.CLOSED and item.short
    light, in_ledger, at_home, of_item, lacking = seen(here)
    assert light == Lamp.SHORT and in_ledger == at_home and (of_item, lacking) == (1, 3)
    assert in_ledger[Lamp.SHORT] == 1 and Lamp.CLOSED not in in_ledger
    here.year.appendix_assessment = True
    assert [one.shortfall for one in listed_items(session, here.year)] == ["文件还在印", "", ""]
    link = hand_in(here, here.item(), here.item().owed[0])
    assert [one.shortfall for one in listed_items(session, here.year)] == ["", "", ""], "the table says no more why"
    light, in_ledger, at_home, of_item, lacking = seen(here)
    assert light == Lamp.CLOSED and in_ledger == at_home and (of_item, lacking) == (0, 2)
    assert in_ledger[Lamp.CLOSED] == 1 and Lamp.SHORT not in in_ledger
    told = session.exec(select(Trail).where(Trail.verb == "evidence.supply")).one()
    assert (told.subject_id, told.item_id, told.after["owed"]) == (link.id, item.id, "文件")
    hand_in(here, here.item(), here.item().owed[0], "b")  # the second half of the same paper
    assert not here.item().short


def test_only_what_is_owed_is_handed_in_afterwards_and_only_by_who_may(session: Session) -> None:
    here = world(session)
    item = closed(here)
    with pytest.raises(NotAllowed, match="只能补交应交材料") as refused:
        hand_in(here, item, None)
    assert refused.value.field == "owed"
    may = {one for one in ("staff", "fazhi", "helper", "boss") if rights.may(here.who(one), item, "supply")}
    assert may == {"staff", "fazhi"}
    hand_in(here, item, item.owed[0])
    link = session.exec(select(EvidenceLink)).one()
    with pytest.raises(NotAllowed, match="办结后不能再改材料"):
        link.detach(here.item(), "传错了", Act(here.who("staff"), at(12, 2)))
    here.year.state = "archived"  # type: ignore[assignment]
    with pytest.raises(NotAllowed, match="已归档"):
        hand_in(here, here.item(), here.item().owed[0], "c")


def test_a_whole_item_takes_nothing_more(session: Session) -> None:
    here = world(session)
    finish(here, here.assigned()).accept(Act(here.who("fazhi"), at(11, 3)))
    item = here.item()
    assert not item.short
    with pytest.raises(NotAllowed, match="办结后不能再改材料"):
        hand_in(here, item, item.owed[0], "z")


def test_a_step_that_was_never_taken_is_a_gap_too_and_what_does_not_apply_is_none(session: Session) -> None:
    here = world(session)
    item = closed(here, ticked=False)
    hand_in(here, item, item.owed[0])
    assert here.item().short
    here.item(1).close_na("没有这项业务", Act(here.who("fazhi"), at(11, 3)))
    assert not here.item(1).short


def test_the_gap_goes_and_comes_with_the_closing(session: Session) -> None:
    here = world(session)
    closed(here)
    row = session.exec(select(Trail.id).where(Trail.verb == "item.close")).one()
    undo(session, act_rows(session, here.bureau.key_id, row or 0), Act(here.who("fazhi"), at(11, 4)))
    assert here.item().state == ItemState.DONE and not here.item().short
    entry = session.exec(select(Entry).where(Entry.kind == EntryKind.CLOSING)).one()
    again(here, entry).accept(Act(here.who("fazhi2"), at(11, 5)))
    assert here.item().short
    reopen(here.item(), "还要改", Act(here.who("fazhi"), at(11, 6)))
    assert here.item().state == ItemState.ACTIVE and not here.item().short


def test_what_is_kept_wrong_is_told_and_mended(session: Session) -> None:
    here = world(session)
    item = closed(here)
    session.execute(sa.update(Item).values(short=False))
    session.commit()
    assert wrong_told(session, here.bureau.key_id) == [2030]
    assert recount_told(session, here.year.key_id) == 1 and item.short
    session.commit()
    assert wrong_told(session, here.bureau.key_id) == []
