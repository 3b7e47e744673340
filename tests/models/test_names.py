"""The names an archived year keeps, on both databases."""

from datetime import date

from sqlmodel import Session

from models.act import Act
from models.entries import sources
from models.history import story
from models.items import archive, item_by_id
from models.ledger import Filter, borders, ledger
from models.people import Department, own_name, use_names
from models.years import year_by_no
from tests.make import World, at, world
from tests.models.test_life import finish


def archived(session: Session) -> World:
    """A year with one item closed by 办公室, archived; afterwards department and person are renamed."""
    here = world(session)
    here.assigned(helpers=("law",)).hand_on(here.who("staff"), Act(here.who("staff"), at(2, 3)))
    finish(here, here.item()).accept(Act(here.who("fazhi"), at(11, 5)))
    for place in (1, 2):
        here.item(place).drop("重复", Act(here.who("fazhi"), at(3, 1)))
    session.commit()
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None
    archive(year, Act(here.who("fazhi"), at(12, 31)))
    for key, name in (("office", "综合科"), ("law", "法治科")):
        here.rooms[key].edit(Act(here.who("admin"), at(12, 31)), name=name, position=1, active=True)
    staff = here.who("staff")
    staff.edit(Act(here.who("admin"), at(12, 31)), name="新来的", department=here.rooms["law"], roles=set(staff.roles))
    session.commit()
    session.expunge_all()
    return here


def test_every_list_of_an_archived_year_shows_the_old_names(session: Session) -> None:
    here = archived(session)
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None
    use_names(session, year.names)
    boss = here.who("fazhi")
    page = ledger(session, boss, year.key_id, Filter(), borders(session, year.bureau, year, date(2031, 1, 5)))
    assert (page.rows[0].lead, page.rows[0].helpers, page.rows[0].person) == ("办公室", ("法规科",), "staff")
    item = item_by_id(session, here.bureau.key_id, page.rows[0].id)
    assert item is not None and item.lead is not None and item.person is not None
    assert (item.lead.name, item.person.name, [one.name for one in item.helpers]) == ("办公室", "staff", ["法规科"])
    lines = story(session, item).lines
    told = [(one.department.name, one.author.name) for line in lines for one in line.entries]
    assert told == [("办公室", "staff")]
    assert {line.who for line in lines} == {"staff", "fazhi"}
    assert next(iter(sources(session, year.key_id).values())).department == "办公室"


def test_the_old_names_are_shown_and_never_written(session: Session) -> None:
    here = archived(session)
    year = year_by_no(session, here.bureau.key_id, 2030)
    room = session.get(Department, here.rooms["office"].id)
    assert year is not None and room is not None and room.name == "综合科"
    use_names(session, year.names)
    assert room.name == "办公室", "also what was loaded before"
    assert room not in session.dirty
    session.commit()
    session.expire_all()
    assert room.name == "办公室"
    use_names(session, {})
    assert room.name == "综合科"
    session.expire_all()
    assert room.name == "综合科"


def test_what_is_called_otherwise_now_can_be_asked(session: Session) -> None:
    here = archived(session)
    year = year_by_no(session, here.bureau.key_id, 2030)
    before = session.get(Department, here.rooms["office"].id)
    assert year is not None and before is not None
    use_names(session, year.names)
    staff = here.who("staff")
    assert staff.department is not None
    assert (staff.name, staff.department.name, before.name) == ("staff", "法规科", "办公室")
    shown = (staff, staff.department, before)
    assert [own_name(one) for one in shown] == ["新来的", "法治科", "综合科"]
    session.expire_all()
    assert before.name == "办公室" and own_name(before) == "综合科", "read anew"
    session.refresh(before, ["position"])
    assert before.name == "办公室" and own_name(before) == "综合科", "read anew in part"


def test_a_reopened_year_speaks_of_today(session: Session) -> None:
    here = archived(session)
    year = year_by_no(session, here.bureau.key_id, 2030)
    assert year is not None and year.names["department"][str(here.rooms["law"].id)] == "法规科"
    year.reopen("补报", Act(here.who("fazhi"), at(12, 31)))
    session.commit()
    assert year.names == {}
