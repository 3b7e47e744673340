"""Migrations: the head equals the models, and up, down, up again works on both databases."""

import sqlalchemy as sa
from alembic import command
from flask import Flask
from sqlmodel import select

import db
from models.act import Act
from models.entries import EntryKind, Said, write
from models.evidence import Evidence, EvidenceLink, FileKind, attach
from models.items import Item, add_item
from models.passages import write_passage
from models.people import Bureau
from models.writers import writers
from models.years import Year, bureau_named
from tests.counted import Counted
from tests.make import at, world
from tests.models.test_short import closed


def test_head_equals_the_models(any_app: Flask) -> None:
    with any_app.app_context():
        stands, head = db.revisions()
        assert stands == head
        command.check(db.migrations_config())


def test_down_and_up_again(any_app: Flask) -> None:
    with any_app.app_context():
        command.downgrade(db.migrations_config(), "base")
        assert db.revisions()[0] is None
        db.upgrade()
        assert db.revisions()[0] == db.revisions()[1]


def test_evidence_survives_the_columns_of_its_replacement(any_app: Flask) -> None:
    """0005 down and up with rows in the tables: files, links and what was withdrawn are as they were."""
    with any_app.app_context():
        session = db.session()
        here = world(session)
        item = here.assigned()
        old, new = (
            attach(session, item, Act(here.who("staff"), at(3, 2)), sha256=letter * 64, size=3, kind=FileKind.PDF, mime="application/pdf", file_name="a.pdf", title=letter, own_date=None, secret=False, owed=None)
            for letter in "ab"
        )  # fmt: skip
        old.give_way(new, item, "换", Act(here.who("staff"), at(3, 3)))
        session.commit()
        session.close()
        command.downgrade(db.migrations_config(), "0005-1")
        with db.engine().connect() as connection:
            columns = {
                one["name"]
                for table in ("evidence", "evidence_link")
                for one in sa.inspect(connection).get_columns(table)
            }
            assert not columns & {"version", "replaced_by_id"}
        db.upgrade()
        rows = session.exec(select(EvidenceLink).order_by(EvidenceLink.id)).all()  # type: ignore[arg-type]
        assert [(one.withdrawn_at, one.reason, one.replaced_by_id) for one in rows] == [
            (at(3, 3), "换", None),
            (None, "", None),
        ]
        assert [one.version for one in session.exec(select(Evidence)).all()] == [1, 1]


def test_a_bureau_without_a_name_is_told_by_a_column(any_app: Flask) -> None:
    """0012 down and up: what was told by the word it was called by is kept beside it."""
    with any_app.app_context():
        session = db.session()
        bureau = bureau_named(session, "", Act(None, at(1, 1)))
        assert (bureau.named, bureau.name) == (False, "本单位")
        session.commit()
        session.close()
        for name, named in (("本单位", False), ("某市某局", True)):
            command.downgrade(db.migrations_config(), "0012-1")
            with db.engine().begin() as connection:
                connection.execute(sa.text("UPDATE bureau SET name = :name"), {"name": name})
            db.upgrade()
            assert [(one.name, one.named) for one in session.exec(select(Bureau)).all()] == [(name, named)]
            session.close()


def test_an_item_that_the_bureau_added_keeps_no_words_of_where_it_comes_from(any_app: Flask) -> None:
    """0012 down and up: the words of before are taken out and put back; other origins stay."""
    with any_app.app_context():
        session = db.session()
        here = world(session)
        new = {"no": "99", "title": "新事项", "requirement": "", "section": "", "note": ""}
        act = Act(here.who("fazhi"), at(2, 2))
        added = add_item(session, here.year, new, act, standard=False, steps=(), owed=())
        first = here.item()
        key, other = added.key_id, first.key_id
        first.origin = "公开文件"
        assert added.own and not first.own
        session.commit()
        session.close()
        origins = sa.text("SELECT id, origin FROM item WHERE id IN (:a, :b) ORDER BY id")
        found: list[dict[int, str]] = []
        for revision in ("0012-1", "head"):
            (command.upgrade if revision == "head" else command.downgrade)(db.migrations_config(), revision)
            with db.engine().connect() as connection:
                found.append(dict(connection.execute(origins, {"a": key, "b": other}).all()))
        assert found == [{key: "本单位新增", other: "公开文件"}, {key: "", other: "公开文件"}]


def test_lines_that_the_paper_joined_are_joined_in_the_passage(any_app: Flask) -> None:
    """0013 up and down: a passage prints as before, under the old rule and under the new one."""
    with any_app.app_context():
        session = db.session()
        here = world(session)
        year, act = here.year, Act(here.who("fazhi"), at(2, 2))
        passage = write_passage(session, year, "opening", "新写。", [], "", act)
        session.commit()
        key = passage.id
        session.close()
        command.downgrade(db.migrations_config(), "0012")
        typed = "第一行，\n接着一行。\n\n- 要点\n下文。\n甲\t乙\n丙\t丁"
        with db.engine().begin() as connection:
            connection.execute(sa.text("UPDATE passage SET body = :body WHERE id = :id"), {"body": typed, "id": key})
        read = sa.text("SELECT body FROM passage WHERE id = :id")
        found = []
        for revision in ("head", "0012"):
            (command.upgrade if revision == "head" else command.downgrade)(db.migrations_config(), revision)
            with db.engine().connect() as connection:
                found.append(connection.scalar(read, {"id": key}))
        assert found[0] == "第一行，接着一行。\n\n- 要点\n下文。\n甲\t乙\n丙\t丁"
        assert found[1] == found[0]
        db.upgrade()


def test_whose_words_and_which_gaps_are_found_by_what_is_there(any_app: Flask) -> None:
    """0014 down and up: writers since the last acceptance by the trail, closed items by what they lack."""
    with any_app.app_context():
        session = db.session()
        here = world(session)
        year = Counted(here)
        row, money = year.figure("money", "2029", "1"), year.indicator("money")
        for who, typed in (("boss", "2"), ("fazhi2", "3")):  # it was confirmed: fazhi no longer counts
            act = Act(here.who(who), at(6, 1))
            row.set(year.year, money, act, source=row.source, typed=typed, refs=[1], note="")
        item = closed(here, ticked=False)
        here.assigned(1)
        entry = write(
            here.item(1), here.rooms["office"], EntryKind.MONTHLY, 3, Said(text="甲"), Act(here.who("staff"), at(3, 2))
        )
        entry.revise(Said(text="乙"), Act(here.who("fazhi"), at(3, 3)))
        session.commit()
        found = [writers(row), writers(entry), item.short]
        assert found == [
            {here.who("boss").id, here.who("fazhi2").id},
            {here.who("staff").id, here.who("fazhi").id},
            True,
        ]
        session.close()
        command.downgrade(db.migrations_config(), "0014-1")
        db.upgrade()
        again = [session.get_one(type(one), key) for one, key in ((row, row.id), (entry, entry.id), (item, item.id))]
        assert [writers(again[0]), writers(again[1]), again[2].short] == found  # type: ignore[attr-defined]
        session.close()


def test_long_names_around_the_report_are_cut_where_they_have_no_room(any_app: Flask) -> None:
    """0015 down and up: a dozen addressees are kept as far as 60 characters go, short names are as they were."""
    with any_app.app_context():
        session = db.session()
        here = world(session)
        here.year.addressee, here.year.signature = "市" * 400, "某局\n某办"
        session.commit()
        key = here.year.key_id
        session.close()
        command.downgrade(db.migrations_config(), "0015-1")
        db.upgrade()
        found = session.get(Year, key)
        assert found is not None and (found.addressee, found.signature) == ("市" * 60, "某局\n某办")
        found.addressee = "市" * 400
        session.commit()


def test_a_section_three_titles_deep_is_kept_whole_and_cut_on_the_way_down(any_app: Flask) -> None:
    """0016 down and up: what is too long for the column of before is shortened, nothing is refused."""
    with any_app.app_context():
        session = db.session()
        key = world(session).item().key_id
        session.get_one(Item, key).section = "节" * 300
        session.commit()
        session.close()
        command.downgrade(db.migrations_config(), "0016-1")
        db.upgrade()
        assert session.get_one(Item, key).section == "节" * 120
