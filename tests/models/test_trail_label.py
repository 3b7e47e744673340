"""What an act was about: no word of ours is kept in it, people read it with the words, and find it by them."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from checklists.schema import Part
from models.act import Act
from models.base import About
from models.evidence import FileKind, attach
from models.history import Asked, trail
from models.labels import in_words
from models.passages import write_passage
from models.trail import Trail, tell
from tests.make import World, at, outline, world


def say(text: str, **values: str) -> str:
    return text % values


def attached(here: World) -> int:
    row = attach(
        here.session, here.assigned(), Act(here.who("staff"), at(3, 2)), sha256="a" * 64, size=3, kind=FileKind.PDF, mime="application/pdf",
        file_name="a.pdf", title="纪要", own_date=None, secret=False, owed=None,
    )  # fmt: skip
    return row.evidence_id


def test_a_passage_without_a_heading_and_a_paper_are_kept_by_kind_and_read_in_words(session: Session) -> None:
    here = world(session)
    plan = outline()
    here.year.outline = replace(plan, parts=(*plan.parts, Part(key="closing", kind="written"))).to_dict()
    for slot in ("opening", "closing"):
        write_passage(session, here.year, slot, "正文。", [], "", Act(here.who("fazhi"), at(3, 1)))
    number = attached(here)
    rows = session.exec(select(Trail).where(Trail.verb.in_(["passage.edit", "evidence.add"])).order_by(Trail.id)).all()  # type: ignore[attr-defined, arg-type]
    assert not any(word in row.label for row in rows for word in ("开头", "结尾", "号材料"))
    item = here.item()
    assert [in_words(row.label, say) for row in rows] == [
        "2030 开头",
        "2030 结尾",
        f"{item.no} {item.title}，第 {number} 号材料",
    ]


@pytest.mark.parametrize(("text", "kept"), [("30 开头", "2030 {:opening:}"), ("第 7 号材", "1 甲{:paper:7:}")])
def test_it_is_found_by_the_words_as_rows_of_before_are(session: Session, text: str, kept: str) -> None:
    here = world(session)
    for label in (kept, in_words(kept, say), "2030 别的"):
        tell(here.year, "year.settings", Act(None, at(3, 1)), about=About(here.bureau.key_id, label))
    session.flush()
    rows, total = trail(session, here.bureau.key_id, Asked(text=text))
    assert total == 2 and {in_words(row.label, say) for row, _who in rows} == {in_words(kept, say)}


def test_what_people_write_is_left_as_it_stands() -> None:
    for label in ("{opening}", "{:other:}", "{会议:2030}", "1 {甲}"):
        assert in_words(label, say) == label
