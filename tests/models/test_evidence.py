"""Evidence on both databases: one file for many items, replaced with the old kept, secret wherever it is asked about."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.act import Act
from models.base import NotAllowed
from models.evidence import (
    AlreadyThere,
    Evidence,
    EvidenceLink,
    FileKind,
    attach,
    link_by_id,
    links_of,
    open_ends,
    past_links,
)
from models.items import Item
from models.ledger import (
    AskedFiles,
    borders,
    files_of_year,
    gaps,
    gaps_by_department,
    pickable,
    picked,
    places,
    rights,
    same_content,
)
from models.people import Person
from models.trail import Trail
from tests.make import World, at, world


def hand_in(
    here: World,
    item: Item,
    name: str = "文件",
    *,
    content: str = "a",
    secret: bool = False,
    owed: bool = True,
    by: str = "staff",
) -> EvidenceLink:
    row = attach(
        here.session,
        item,
        Act(here.who(by), at(3, 2)),
        sha256=content * 64,
        size=3,
        kind=FileKind.PDF,
        mime="application/pdf",
        file_name=f"{name}.pdf",
        title=name,
        own_date=date(2030, 3, 1),
        secret=secret,
        owed=item.owed[0] if owed else None,
    )
    here.session.commit()
    return again(here, row)


def again(here: World, row: EvidenceLink) -> EvidenceLink:
    found = link_by_id(here.session, here.bureau.key_id, row.key_id)
    assert found is not None
    return found


def listed(here: World, who: str, **asked: object) -> list[tuple[str, bool]]:
    found = files_of_year(here.session, here.who(who), here.year.key_id, AskedFiles(**asked))  # type: ignore[arg-type]
    assert found.total == len(found.rows)
    return [(row.title, row.seen) for row in found.rows]


def told(session: Session) -> str:
    rows = session.exec(select(Trail).where(col(Trail.verb).like("evidence.%"))).all()
    return " ".join(f"{row.label} {row.before} {row.after}" for row in rows)


def test_one_file_serves_two_items_and_counts_in_both(session: Session) -> None:
    here = world(session)
    first, second = here.assigned(0), here.assigned(1)
    row = hand_in(here, first)
    assert open_ends(second)[-1] == "文件"
    row.evidence.serve(second, second.owed[0], Act(here.who("staff"), at(3, 3)))
    session.commit()
    assert "文件" not in open_ends(here.item(1)) and "文件" not in open_ends(here.item(0))
    assert len(session.exec(select(Evidence)).all()) == 1
    assert {one.id for one in row.evidence.served()} == {first.id, second.id}
    row.detach(here.item(0), "传错了", Act(here.who("staff"), at(3, 4)))
    session.commit()
    assert "文件" in open_ends(here.item(0)) and "文件" not in open_ends(here.item(1)), "the other item keeps it"


def test_the_same_content_in_the_same_place_is_refused_and_elsewhere_it_is_not(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    row = hand_in(here, item)
    with pytest.raises(AlreadyThere, match="内容完全相同"):
        hand_in(here, here.item(), "换个名字")
    with pytest.raises(AlreadyThere, match="已经在这里"):
        row.evidence.serve(here.item(), here.item().owed[0], Act(here.who("staff"), at(3, 3)))
    session.rollback()
    row = again(here, row)
    other = hand_in(here, here.item(), "又一份", owed=False)
    assert other.evidence.id != row.evidence.id
    row = again(here, row)
    row.detach(here.item(), "重传", Act(here.who("staff"), at(3, 5)))
    session.commit()
    assert hand_in(here, here.item(), "重传的").withdrawn_at is None, "a withdrawn one does not stand in the way"


def test_a_thing_owed_by_another_item_is_refused(session: Session) -> None:
    here = world(session)
    first, second = here.assigned(0), here.assigned(1)
    row = hand_in(here, first)
    with pytest.raises(NotAllowed, match="不属于这个事项") as refusal:
        row.evidence.serve(second, first.owed[0], Act(here.who("staff"), at(3, 3)))
    assert refusal.value.field == "owed"


def test_a_newer_file_takes_the_place_and_the_old_one_is_kept(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    old, new = hand_in(here, item, "旧"), hand_in(here, here.item(), "新", content="b")
    old.give_way(new, here.item(), "改了人员", Act(here.who("staff"), at(3, 9)))
    session.commit()
    (past,) = past_links(session, item.key_id)
    assert past.replaced_by_id == new.id and past.withdrawn_at == at(3, 9) and past.reason == "改了人员"
    assert past.withdrawer is not None and past.withdrawer.name == "staff" and not past.taken_off
    assert [one.evidence.title for one in links_of(session, item.key_id)] == ["新"]
    assert "文件" not in open_ends(here.item())
    row = session.exec(select(Trail).where(Trail.verb == "evidence.replace")).one()
    assert row.before == {"evidence": old.evidence_id} and row.after["evidence"] == new.evidence_id
    with pytest.raises(NotAllowed, match="已经被新的替换"):
        again(here, old).detach(here.item(), "再撤", Act(here.who("staff"), at(3, 10)))


def test_a_file_is_not_replaced_by_itself_nor_by_one_of_another_item(session: Session) -> None:
    here = world(session)
    first, second = here.assigned(0), here.assigned(1)
    old, twin = hand_in(here, first), hand_in(here, here.item(0), owed=False)
    foreign = hand_in(here, second, content="c")
    for newer in (twin, foreign):
        with pytest.raises(NotAllowed, match="没有替换") as refusal:
            old.give_way(newer, here.item(0), "换", Act(here.who("staff"), at(3, 9)))
        assert refusal.value.field == "file"


@pytest.mark.parametrize("act", ["detach", "give_way", "serve", "attach", "edit"])
def test_nothing_changes_after_closing(session: Session, act: str) -> None:
    here = world(session)
    item = here.assigned()
    row, newer = hand_in(here, item), hand_in(here, here.item(), "新", content="b", owed=False)
    item = here.item()
    item.close_na("本年不涉及", Act(here.who("fazhi"), at(4, 1)))
    session.commit()
    row, newer, item, staff = again(here, row), again(here, newer), here.item(), here.who("staff")
    acts = {
        "detach": lambda: row.detach(item, "撤", Act(staff, at(4, 2))),
        "give_way": lambda: row.give_way(newer, item, "换", Act(staff, at(4, 2))),
        "serve": lambda: row.evidence.serve(item, None, Act(staff, at(4, 2))),
        "attach": lambda: hand_in(here, item, "迟到", content="d"),
        "edit": lambda: row.evidence.edit(item, Act(staff, at(4, 2)), title="改名", own_date=None, secret=False),
    }
    with pytest.raises(NotAllowed, match="办结"):
        acts[act]()
    session.rollback()
    assert again(here, row).evidence.title == "文件" and len(links_of(session, item.key_id)) == 2


def test_what_serves_a_closed_item_too_can_only_be_made_secret(session: Session) -> None:
    here = world(session)
    first, second = here.assigned(0), here.assigned(1)
    row = hand_in(here, first)
    row.evidence.serve(second, None, Act(here.who("staff"), at(3, 3)))
    here.item(0).close_na("不涉及", Act(here.who("fazhi"), at(4, 1)))
    session.commit()
    file, item = again(here, row).evidence, here.item(1)
    same: dict[str, Any] = {"own_date": file.own_date, "act": Act(here.who("staff"), at(4, 2))}
    with pytest.raises(NotAllowed, match="只能标为内部"):
        file.edit(item, title="改名", secret=False, **same)
    file.edit(item, title=file.title, secret=True, **same)
    session.commit()
    assert again(here, row).evidence.secret
    with pytest.raises(NotAllowed, match="只能标为内部"):
        file.edit(item, title=file.title, secret=False, **same)


def test_the_trail_tells_every_act_and_names_no_file(session: Session) -> None:
    """A file may be made secret long after it was handed in: what the trail never named it cannot give away."""
    here = world(session)
    first, second = here.assigned(0), here.assigned(1)
    row, staff = hand_in(here, first, "绝密纪要"), here.who("staff")
    row.evidence.serve(second, None, Act(staff, at(3, 3)))
    row.evidence.edit(here.item(0), Act(staff, at(3, 4)), title="绝密纪要二", own_date=None, secret=True)
    new = hand_in(here, here.item(0), "绝密新稿", content="b", secret=True, owed=False)
    again(here, row).give_way(new, here.item(0), "更正", Act(staff, at(3, 5)))
    new.detach(here.item(0), "撤", Act(staff, at(3, 6)))
    session.commit()
    verbs = session.exec(select(Trail.verb).where(col(Trail.verb).like("evidence.%")).order_by(col(Trail.id))).all()
    assert verbs == [f"evidence.{one}" for one in ("add", "attach", "edit", "add", "replace", "detach")]
    assert "绝密" not in told(session)
    assert f"{{:paper:{row.evidence_id}:}}" in told(session) and "'renamed': True" in told(session)


def test_a_renamed_open_file_shows_both_names_in_the_trail(session: Session) -> None:
    here = world(session)
    row = hand_in(here, here.assigned(), "旧名")
    file, staff = row.evidence, here.who("staff")
    file.edit(here.item(), Act(staff, at(3, 4)), title="新名", own_date=file.own_date, secret=False)
    file.edit(here.item(), Act(staff, at(3, 5)), title="新名", own_date=file.own_date, secret=False)
    session.commit()
    (edit,) = session.exec(select(Trail).where(Trail.verb == "evidence.edit")).all()
    assert (edit.before, edit.after) == ({"title": "旧名"}, {"title": "新名"})


@pytest.mark.parametrize(
    ("who", "open_", "withdrawn"),
    [
        ("staff", True, True),
        ("helper", True, True),
        ("fazhi", True, True),
        ("boss", False, False),
        ("admin", False, False),
    ],
)
def test_who_may_open_a_secret_file_and_the_database_says_the_same(
    session: Session, who: str, open_: bool, withdrawn: bool
) -> None:
    here = world(session)
    row = hand_in(here, here.assigned(helpers=("law",)), secret=True)
    person, item = here.who(who), here.item()
    assert rights.may_open(person, row, item) is open_
    query = select(Evidence.id).join(EvidenceLink).join(Item, col(EvidenceLink.item_id) == col(Item.id))
    assert bool(session.exec(query.where(rights.visible_file(person))).first()) is open_
    row.detach(item, "撤", Act(here.who("staff"), at(3, 3)))
    session.commit()
    assert rights.may_open(here.who(who), again(here, row), here.item()) is withdrawn


def test_a_withdrawn_open_file_is_closed_to_readers_and_a_replaced_one_is_not(session: Session) -> None:
    here = world(session)
    item = here.assigned()
    gone, old, new = (hand_in(here, here.item(), name, content=name, owed=False) for name in "abc")
    gone.detach(item, "传错", Act(here.who("staff"), at(3, 3)))
    old.give_way(new, item, "换", Act(here.who("staff"), at(3, 3)))
    session.commit()
    item = here.item()
    may = {
        (who, one.evidence.title): rights.may_open(here.who(who), again(here, one), item)
        for who in ("boss", "staff", "fazhi")
        for one in (gone, old, new)
    }
    assert may.pop(("boss", "a")) is False and all(may.values())


def test_the_list_hides_what_a_reader_may_not_see_and_does_not_answer_questions_about_it(session: Session) -> None:
    here = world(session)
    hand_in(here, here.assigned(0), "纪要", secret=True)
    hand_in(here, here.assigned(1), "通知", content="b")
    assert listed(here, "staff") == [("通知", True), ("纪要", True)]
    assert listed(here, "boss") == [("通知", True), ("", False)]
    for asked in ({"text": "纪要"}, {"kind": FileKind.PDF}, {"since": date(2030, 1, 1)}, {"until": date(2030, 12, 1)}):
        assert ("", False) not in listed(here, "boss", **asked), asked
        assert ("纪要", True) in listed(here, "staff", **asked), asked
    assert listed(here, "boss", text="事项1") == [("", False)], "the item is no secret"
    assert listed(here, "boss", secret=True) == [("", False)]


def test_the_list_filters_and_orders(session: Session) -> None:
    here = world(session)
    first, second = here.assigned(0), here.assigned(1, helpers=("law",))
    hand_in(here, first, "甲_1")
    hand_in(here, second, "乙", content="b").detach(here.item(1), "撤", Act(here.who("staff"), at(3, 4)))
    hand_in(here, here.item(1), "丙", content="c")
    titles = [title for title, _seen in listed(here, "fazhi")]
    assert titles == ["丙", "甲_1"], "newest first, without the withdrawn one"
    assert [title for title, _seen in listed(here, "fazhi", sort="item")] == ["甲_1", "丙"]
    assert listed(here, "fazhi", department=here.rooms["law"].id) == [("丙", True)], "helping departments count"
    assert listed(here, "helper") == [("丙", True)], "a department sees its own items"
    assert listed(here, "fazhi", text="_") == [("甲_1", True)], "a sign of LIKE means itself"
    assert listed(here, "fazhi", text="甲_1.PDF") == [("甲_1", True)]
    assert listed(here, "fazhi", item=first.id) == [("甲_1", True)]
    assert listed(here, "fazhi", checklist="small") and not listed(here, "fazhi", checklist="none")
    assert listed(here, "fazhi", since=date(2030, 3, 2)) == [] and listed(here, "admin") == []


def test_gaps_by_item_and_department(session: Session) -> None:
    here = world(session)
    hand_in(here, here.assigned(0))
    here.assigned(1)
    day = borders(session, here.bureau, here.year, date(2030, 6, 1))

    def owing(who: str, **asked: object) -> list[tuple[str, tuple[str, ...], str | None]]:
        found = gaps(session, here.who(who), here.year.key_id, AskedFiles(**asked), day)  # type: ignore[arg-type]
        return [(row.no, row.missing, row.department) for row in found.rows]

    assert owing("fazhi") == [("2", ("文件",), "办公室"), ("3", ("文件",), None)]
    assert owing("staff") == [("2", ("文件",), "办公室")] and owing("helper") == []
    assert owing("fazhi", text="事项3") == [("3", ("文件",), None)] and owing("fazhi", text="没有") == []
    assert owing("fazhi", department=here.rooms["office"].id) == [("2", ("文件",), "办公室")]
    assert gaps_by_department(session, here.who("fazhi"), here.year.key_id, AskedFiles()) == [
        (None, 1, 1),
        ("办公室", 1, 1),
    ]
    here.item(2).drop("重复", Act(here.who("fazhi"), at(6, 1)))
    here.item(1).close_na("不涉及", Act(here.who("fazhi"), at(6, 1)))
    session.commit()
    assert owing("fazhi") == [] and owing("fazhi", everything=True) == [("2", ("文件",), "办公室")]


def ids(found: list[Evidence]) -> list[str]:
    return [one.title for one in found]


def pick(here: World, who: str, text: str = "") -> list[str]:
    return ids(pickable(here.session, here.who(who), here.bureau.key_id, text, 1).rows)


def test_only_what_a_person_may_see_can_be_picked(session: Session) -> None:
    here = world(session)
    secret = hand_in(here, here.assigned(0), "纪要", secret=True)
    shared = hand_in(here, here.assigned(1, helpers=("law",)), "通知", content="b")
    gone = hand_in(here, here.item(1), "撤下的", content="c", owed=False)
    gone.detach(here.item(1), "撤", Act(here.who("staff"), at(3, 3)))
    session.commit()
    assert pick(here, "staff") == ["通知", "纪要"] and pick(here, "helper") == ["通知"] == pick(here, "boss")
    assert pick(here, "staff", "事项1") == ["纪要"] and pick(here, "boss", "纪要") == []
    everyone = [secret.evidence_id, shared.evidence_id, gone.evidence_id]
    assert ids(picked(session, here.who("helper"), here.bureau.key_id, everyone)) == ["通知"]
    where = places(session, here.who("boss"), everyone)
    assert where[shared.evidence_id] == [(here.item(1).key_id, "2 事项2")] and gone.evidence_id not in where


def test_the_same_content_is_said_only_to_who_may_see_the_other_file(session: Session) -> None:
    here = world(session)
    hidden = hand_in(here, here.assigned(0), "纪要", secret=True)
    item = here.item(1)
    item.assign(Act(here.who("fazhi"), at(2, 1)), lead=here.rooms["law"], due_kind=item.due_kind)
    session.commit()
    twin = hand_in(here, here.item(1), "副本", by="helper")

    def seen(person: Person) -> str | None:
        found = same_content(session, person, twin.evidence)
        return found.title if found else None

    assert seen(here.who("helper")) is None and seen(here.who("fazhi")) == hidden.evidence.title


def test_no_page_of_files_asks_more_questions_for_more_rows(session: Session) -> None:
    """Counted on both databases: 3 files and 60 files, 1 gap and 40."""
    import sqlalchemy as sa

    from models.items import add_item

    here = world(session)
    day = borders(session, here.bureau, here.year, date(2030, 6, 1))
    asked: list[str] = []
    sa.event.listen(session.get_bind(), "before_cursor_execute", lambda *seen: asked.append(seen[2]))

    def count() -> list[int]:
        counts = []
        session.expire_all()
        who = here.who("fazhi")
        for ask in (
            lambda: files_of_year(session, who, 1, AskedFiles()),
            lambda: gaps(session, who, 1, AskedFiles(), day),
            lambda: gaps_by_department(session, who, 1, AskedFiles()),
            lambda: pickable(session, who, 1, "", 1),
        ):
            before = len(asked)
            ask()
            counts.append(len(asked) - before)
        return counts

    item = here.assigned()
    hand_in(here, item, "0", content="0")
    few = count()
    for place in range(40):
        new = {"no": f"9.{place}", "title": f"新增{place}", "section": "", "requirement": ""}
        add_item(session, here.year, new, Act(here.who("fazhi"), at(3, 1)), standard=False, steps=[], owed=["表"])
        row = attach(
            session,
            item,
            Act(here.who("staff"), at(3, 2)),
            sha256=f"{place:064d}",
            size=1,
            kind=FileKind.TEXT,
            mime="text/plain",
            file_name="x",
            title="x",
            own_date=None,
            secret=place % 2 == 0,
            owed=None,
        )
        assert row.id
    session.commit()
    assert len(gaps(session, here.who("fazhi"), 1, AskedFiles(), day).rows) == 40
    assert count() == few
