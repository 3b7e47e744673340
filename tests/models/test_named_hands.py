"""A list that names who does it: handed out at opening where they are here, asked about where they are not."""

from sqlmodel import Session, select

from models.act import Act
from models.items import ItemState, hand_out_named, items_of_year
from models.trail import Trail
from tests.make import at, named_list, world


def test_items_are_handed_out_to_those_the_list_names(session: Session) -> None:
    here = world(session, start=False)
    remarks = hand_out_named(session, here.year, [named_list()], Act(here.who("fazhi"), at(1, 5)))
    session.commit()
    session.expire_all()
    first, second, third = items_of_year(session, here.year.key_id)
    assert first.lead and (first.lead.name, [one.name for one in first.helpers]) == ("办公室", ["法规科"])
    assert first.person and first.leader and (first.person.name, first.leader.name) == ("staff", "boss")
    assert (second.state, third.all_departments, third.person) == (ItemState.UNASSIGNED, True, None)
    assert [one.said(str) for one in remarks] == [
        "没有这些科室，所列事项没有分派：审计科（2）。",
        "没有这些科室，所列事项没有写配合科室：财务科（1）。",
        "牵头科室里没有这些人或不止一人，所列事项没有定责任人：helper（3）。",
        "局领导里没有这些人或不止一人，所列事项没有定责任领导：staff（2）。",
    ]
    assert len(session.exec(select(Trail).where(Trail.verb == "item.assign")).all()) == 2


def test_what_was_handed_out_since_stays(session: Session) -> None:
    here = world(session)
    item = here.assigned(1)
    hand_out_named(session, here.year, [named_list()], Act(here.who("fazhi"), at(3, 5)))
    assert (item.lead, item.state) == (here.rooms["office"], ItemState.ACTIVE)
