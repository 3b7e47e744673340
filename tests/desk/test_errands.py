"""Errands on both databases: what is refused has changed nothing, whichever part of it was refused."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from checklists.schema import Part
from desk.intake import Said, Upload, keep, put_in_place, use_again
from desk.opening import File, Unreadable, open_from, read_plan
from desk.passages import save
from desk.report import desk_of
from files import Empty, Store, TooLarge
from models.act import Act
from models.base import NotAllowed
from models.evidence import AlreadyThere, Evidence, EvidenceLink, link_by_id
from models.items import add_item
from models.passages import PassageState, citations_of, freeze, slot_name
from models.trail import Trail
from models.years import Year
from tests.make import World, at, outline, world


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "evidence", 100)


def files(*contents: str) -> list[Upload]:
    return [Upload(f"{place}.txt", io.BytesIO(content.encode())) for place, content in enumerate(contents)]


def clerk(here: World) -> Act:
    return Act(here.who("staff"), at(3, 2))


def untouched(session: Session) -> bool:
    """Whether nothing waits to be written, and nothing was since the last commit."""
    waits = bool(session.new or session.deleted or any(session.is_modified(row) for row in session.dirty))
    there = len(session.exec(select(Trail)).all()), len(session.exec(select(EvidenceLink)).all())
    session.rollback()
    kept = len(session.exec(select(Trail)).all()), len(session.exec(select(EvidenceLink)).all())
    return not waits and there == kept


def test_files_are_kept_together_and_doubles_are_left_out(session: Session, store: Store) -> None:
    here = world(session)
    item = here.assigned()
    taken = keep(session, store, item, files("甲", "乙", "甲"), Said(owed=item.owed[0]), clerk(here))
    assert [one.evidence.title for one in taken.rows] == ["0.txt", "1.txt"]
    assert [one.values["title"] for one in taken.doubles] == ["0.txt"]
    session.commit()
    with pytest.raises(AlreadyThere, match="内容完全相同"):
        keep(session, store, item, files("甲", "乙"), Said(owed=item.owed[0]), clerk(here))
    assert untouched(session)


@pytest.mark.parametrize(
    ("contents", "said", "refusal"),
    [
        (("甲", ""), Said(), Empty),
        (("甲", "x" * 101), Said(), TooLarge),
        (("甲", "乙"), Said(own_date=date(2030, 3, 3)), NotAllowed),
    ],
)
def test_all_files_or_none(
    session: Session, store: Store, contents: tuple[str, ...], said: Said, refusal: type[Exception]
) -> None:
    here = world(session)
    item = here.assigned()
    with pytest.raises(refusal):
        keep(session, store, item, files(*contents), said, clerk(here))
    assert untouched(session)


def test_a_file_that_cannot_give_way_leaves_no_newer_one(session: Session, store: Store) -> None:
    here = world(session)
    item = here.assigned()
    (row,) = keep(session, store, item, files("甲"), Said(), clerk(here)).rows
    row.detach(item, "错了", clerk(here))
    session.commit()
    with pytest.raises(NotAllowed, match="已经撤下"):
        put_in_place(session, store, row, item, files("乙")[0], Said(), "更清楚", clerk(here))
    assert untouched(session)
    (row,) = keep(session, store, here.item(), files("丙"), Said(), clerk(here)).rows
    newer = put_in_place(session, store, row, here.item(), files("丁")[0], Said(), "更清楚", clerk(here))
    assert (row.replaced_by_id, row.taken_off, newer.withdrawn_at) == (newer.id, False, None)


def test_files_serve_again_where_one_of_them_is_new(session: Session, store: Store) -> None:
    here = world(session)
    first, second = here.assigned(0), here.assigned(1)
    rows = keep(session, store, first, files("甲", "乙"), Said(), clerk(here)).rows
    papers: list[Evidence] = [one.evidence for one in rows]
    assert len(use_again(second, papers[:1], second.owed[0], clerk(here)).rows) == 1
    taken = use_again(second, papers, second.owed[0], clerk(here))
    assert (len(taken.rows), len(taken.doubles)) == (1, 1)
    session.commit()
    with pytest.raises(NotAllowed, match="不属于这个事项"):
        use_again(second, papers, first.owed[0], clerk(here))
    with pytest.raises(AlreadyThere):
        use_again(second, papers, second.owed[0], clerk(here))
    assert untouched(session)


def test_a_correction_is_saved_whole_or_not_at_all(session: Session, store: Store) -> None:
    here = world(session)
    item = here.assigned()
    (row,) = keep(session, store, item, files("甲"), Said(), clerk(here)).rows
    session.commit()
    found = link_by_id(session, here.bureau.key_id, row.key_id)
    assert found is not None
    with pytest.raises(NotAllowed, match="不能晚于今天"):
        found.correct(item, clerk(here), owed=item.owed[0], title="新", own_date=date(2031, 1, 1), secret=False)
    assert found.owed_id is None and untouched(session)
    found = link_by_id(session, here.bureau.key_id, row.key_id)
    assert found is not None
    item = here.item()
    found.correct(item, clerk(here), owed=item.owed[0], title="新", own_date=date(2030, 3, 1), secret=True)
    assert (found.owed_id, found.evidence.title, found.evidence.secret) == (item.owed[0].id, "新", True)


def test_a_passage_is_saved_and_settled_at_once_or_not_at_all(session: Session) -> None:
    here = world(session)
    office = Act(here.who("fazhi"), at(12, 1))
    desk = desk_of(session, here.year)
    piece = next(one for one in desk.pieces if one.slot.kind == "written")
    with pytest.raises(NotAllowed, match="还没有内容"):
        save(desk, piece, " \n", office, settled=True)
    assert untouched(session)
    held = save(desk_of(session, here.year), piece, "已写。", office, settled=True)
    assert held is not None
    assert (held.body, held.state, citations_of(session, here.year.key_id)) == ("已写。", PassageState.SETTLED, [])
    freeze(session, here.year, {}, "0" * 64, office, figures=[], open_errors=0)
    session.commit()
    frozen = desk_of(session, here.year)
    with pytest.raises(NotAllowed, match="已经定稿"):
        save(frozen, frozen.pieces[0], "再写", office, settled=False)
    assert untouched(session) and frozen.told == [] and frozen.unusable == []


def test_a_year_from_files_names_every_wrong_one_and_opens_once(session: Session, tmp_path: Path) -> None:
    here = world(session)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("kind: checklist\n", encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        read_plan(
            [File("甲.yaml", str(wrong)), File("key-tasks-2020"), File("乙.yaml", str(wrong))], [File("standard")]
        )
    assert [name for name, _wrong in refused.value.faults] == ["甲.yaml", "乙.yaml"]
    with pytest.raises(Unreadable, match=r"提纲\.yaml"):
        read_plan([File("key-tasks-2020")], [File("提纲.yaml", str(wrong))])
    plan, office = read_plan([File("key-tasks-2020")], [File("standard")]), Act(here.who("fazhi"), at(12, 1))
    opened = open_from(session, here.bureau, 2031, plan, office)
    assert (opened.year.no, opened.items, opened.before) == (2031, 22, None)
    session.commit()
    with pytest.raises(NotAllowed, match="已经建立"):
        open_from(session, here.bureau, 2031, plan, office)
    assert len(session.exec(select(Year)).all()) == 2 and untouched(session)


def test_an_item_added_in_mid_year_is_printed_in_the_part_of_the_rest(session: Session) -> None:
    here = world(session)
    plan = outline()
    rest = Part(key="rest", heading="其他事项", kind="items", rest=True)
    here.year.outline = replace(plan, parts=(*plan.parts, rest)).to_dict()
    session.commit()
    assert "rest" not in {one.slot.key for one in desk_of(session, here.year).pieces}
    office = Act(here.who("fazhi"), at(6, 1))
    new = {"no": "9", "title": "年中新增", "section": "", "requirement": "", "note": ""}
    item = add_item(session, here.year, new, office, standard=False, steps=(), owed=())
    session.commit()
    desk = desk_of(session, here.year)
    assert desk.pieces[-1].slot.key == "rest/own/own-1"
    last = desk.report.sections[-1]
    assert [one.number + one.heading for one in (last, *last.children)] == ["二、其他事项", "（一）年中新增"]
    assert slot_name(session, here.year, "rest/own/own-1") == "年中新增"
    item.drop("不再办", office)
    session.commit()
    assert desk_of(session, here.year).report.sections[-1].heading == "主要工作"


def test_headings_of_a_year_say_its_year_and_its_bureau(session: Session) -> None:
    here = world(session)
    plan = outline()
    last = Part(key="next", heading="{bureau}{year+1}年安排", kind="written")
    here.year.outline = replace(plan, parts=(*plan.parts, last)).to_dict()
    session.commit()
    assert desk_of(session, here.year).pieces[-1].slot.heading == "某市某局2031年安排"
    assert slot_name(session, here.year, "next") == "某市某局2031年安排"
    assert here.year.read_outline().parts[-1].heading == "{bureau}{year+1}年安排"
