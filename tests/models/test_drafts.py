"""What a report is written from and what its appendices list: the text that counts, and nothing that does not."""

import pytest
from sqlmodel import Session

from models.act import Act
from models.entries import EntryKind, Said, Source, reopen, sources, write
from models.evidence import EvidenceLink, links_of
from models.items import Item, ItemState
from models.office import kept_hashes, row_count
from models.passages import Listed, listed_items
from tests.make import World, at, world
from tests.models.test_life import finish, prove, report


def source(here: World, key: str = "small/t1") -> Source:
    here.session.commit()
    return sources(here.session, here.year.key_id)[key]


def test_without_anything_accepted_there_is_no_text(session: Session) -> None:
    here = world(session)
    assert source(here).text == "" and source(here).entry_id is None
    report(here, here.assigned(), 3, "等审核")
    assert source(here).text == "", "what waits says nothing yet"
    found = sources(session, here.year.key_id)
    assert list(found) == ["small/t1", "small/t2", "small/t3"], "each item of the outline, in its order"


def test_the_last_accepted_month_speaks_until_the_summary_does(session: Session) -> None:
    here = world(session)
    here.assigned()
    for month, text in ((4, "四月的话"), (3, "三月补报的话"), (5, "")):
        report(here, here.item(), month, text).accept(Act(here.who("fazhi"), at(month, 25)))
    told = source(here)
    assert (told.text, told.month, told.closed) == ("四月的话", 4, False), "a quiet month says nothing"
    entry = finish(here, here.item(), "办结的话")
    assert source(here).text == "四月的话", "the summary waits"
    entry.accept(Act(here.who("fazhi"), at(11, 5)))
    told = source(here)
    assert (told.text, told.month, told.entry_id, told.closed) == ("办结的话", 0, entry.id, True)


def test_a_summary_that_was_taken_out_by_reopening_no_longer_speaks(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(), 3, "三月的话").accept(Act(here.who("fazhi"), at(3, 25)))
    finish(here, here.item(), "办结的话").accept(Act(here.who("fazhi"), at(11, 5)))
    reopen(here.item(), "数据有误", Act(here.who("fazhi"), at(11, 6)))
    assert (source(here).text, source(here).closed) == ("三月的话", False)


def test_a_text_sent_back_never_speaks(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(), 3, "不清楚的话").send_back("重写", Act(here.who("fazhi"), at(3, 25)))
    assert source(here).text == ""


def test_a_dropped_item_is_not_in_the_report_and_comes_back(session: Session) -> None:
    here = world(session)
    here.item().drop("重复", Act(here.who("fazhi"), at(3, 1)))
    session.commit()
    assert list(sources(session, here.year.key_id)) == ["small/t2", "small/t3"]
    here.item().restore(Act(here.who("fazhi"), at(3, 2)))
    assert source(here).title == "事项1"


def test_the_item_speaks_with_its_new_lead_and_its_old_text(session: Session) -> None:
    here = world(session)
    report(here, here.assigned(), 3, "办公室写的话").accept(Act(here.who("fazhi"), at(3, 25)))
    here.item().move(here.rooms["office"], here.rooms["law"], Act(here.who("fazhi"), at(4, 1)))
    told = source(here)
    assert (told.department, told.text, told.state) == ("法规科", "办公室写的话", ItemState.ASSIGNED)


# ---- appendices


def listed(here: World, place: int = 0) -> Listed:
    here.session.commit()
    here.year.appendix_ledger = True
    return listed_items(here.session, here.year)[place]


def test_a_year_that_prints_no_appendix_asks_for_none(session: Session) -> None:
    here = world(session)
    assert listed_items(session, here.year) == []
    here.year.set_report({"appendix_assessment": True}, Act(here.who("fazhi"), at(12, 1)))
    assert [one.item.no for one in listed_items(session, here.year)] == ["1", "2", "3"]


def test_what_was_handed_in_is_counted_and_named(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    assert (listed(here).there, listed(here).evidence) == (0, ())
    prove(here, item)
    assert (listed(here).there, listed(here).evidence, listed(here).secret) == (1, ("文件",), 0)


def link_of(here: World, item: Item) -> EvidenceLink:
    here.session.commit()
    return links_of(here.session, item.key_id)[0]


def test_a_secret_paper_counts_and_is_not_named(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    prove(here, item)
    link_of(here, item).evidence.secret = True
    found = listed(here)
    assert (found.there, found.evidence, found.secret) == (1, (), 1)


def test_a_paper_that_was_taken_off_counts_no_more(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    prove(here, item)
    link_of(here, item).detach(here.item(), "放错了", Act(here.who("staff"), at(10, 3)))
    assert (listed(here).there, listed(here).evidence) == (0, ())


def test_only_the_shortfall_of_the_summary_that_counts_is_printed(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    said = Said(text="办完", shortfall="印发件年后补")
    entry = write(item, here.rooms["office"], EntryKind.CLOSING, 0, said, Act(here.who("staff"), at(11, 1)))
    session.flush()
    entry.submit(Act(here.who("staff"), at(11, 2)))
    assert listed(here).shortfall == "", "it waits"
    entry.accept(Act(here.who("fazhi"), at(11, 3)))
    assert listed(here).shortfall == "印发件年后补"
    reopen(here.item(), "已补齐", Act(here.who("fazhi"), at(11, 4)))
    assert listed(here).shortfall == ""


def test_a_dropped_item_is_in_no_appendix(session: Session) -> None:
    here = world(session)
    here.item(1).drop("重复", Act(here.who("fazhi"), at(3, 1)))
    assert [listed(here, place).item.no for place in (0, 1)] == ["1", "3"]


# ---- health


@pytest.mark.parametrize("taken_off", [False, True])
def test_a_file_that_a_row_names_is_never_swept(session: Session, taken_off: bool) -> None:
    here = world(session)
    item = here.assigned()
    assert "a" * 64 not in kept_hashes(session)
    prove(here, item)
    if taken_off:
        link_of(here, item).detach(here.item(), "放错了", Act(here.who("staff"), at(10, 3)))
    session.flush()
    assert "a" * 64 in kept_hashes(session), "the history still shows it"
    assert row_count(session) == 3
