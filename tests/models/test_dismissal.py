"""The gate's memory, on both databases: who let which finding stand and why, and what the office had seen."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.act import Act
from models.base import NotAllowed
from models.items import open_year
from models.passages import Dismissal, dismiss, dismissals, freeze, last_look, look, standing_edition
from models.trail import Trail
from models.years import YearState
from tests.make import World, at, checklist, outline, world

WORDS = "16.47÷12.98−1=26.9%，文中写26.7%"


@pytest.fixture
def here(session: Session) -> World:
    return world(session)


def explain(here: World, mark: str = "a" * 24, reason: str = "按可比口径计算。", **more: Any) -> Dismissal:
    said: dict[str, Any] = {
        "rule": "growth",
        "slot": "work",
        "quote": "26.7%",
        "message": WORDS,
        "at": at(12, 1),
    } | more
    who = here.who(said.pop("who", "fazhi"))
    row = dismiss(
        here.session, said.pop("year", here.year), mark=mark, reason=reason, act=Act(who, said.pop("at")), **said
    )
    here.session.commit()
    return row


def verbs(here: World) -> list[str]:
    query = select(Trail.verb).where(col(Trail.verb).startswith("finding.")).order_by(col(Trail.id))
    return list(here.session.exec(query).all())


def final(here: World, open_errors: int) -> None:
    freeze(here.session, here.year, {}, "0" * 64, Act(here.who("fazhi"), at(12, 5)), open_errors=open_errors)
    here.session.commit()


def test_an_explanation_keeps_who_when_and_about_which_words(here: World) -> None:
    explain(here, reason="  按可比口径计算。\n")
    here.session.expire_all()
    row = dismissals(here.session, here.year.key_id)["a" * 24]
    assert (row.reason, row.author.name, row.at, row.quote, row.rule) == (
        "按可比口径计算。", "fazhi", at(12, 1), "26.7%", "growth",
    )  # fmt: skip
    told = here.session.exec(select(Trail).where(Trail.verb == "finding.dismiss")).one()
    assert told.after == {"rule": "growth", "message": WORDS, "reason": "按可比口径计算。"}
    assert told.label == "2030 主要工作 26.7%"


@pytest.mark.parametrize("reason", ["", " ", "\n\t　"])
def test_without_a_reason_nothing_stands(here: World, reason: str) -> None:
    with pytest.raises(NotAllowed, match="请写明为什么不改") as refused:
        explain(here, reason=reason)
    assert refused.value.field == "reason"
    here.session.rollback()
    assert dismissals(here.session, here.year.key_id) == {} and verbs(here) == []


def test_one_finding_has_one_explanation_until_it_is_taken_back(here: World) -> None:
    first = explain(here)
    with pytest.raises(NotAllowed, match="已经有说明"):
        explain(here, reason="另一个理由", who="fazhi2")
    first.take_back(here.year, Act(here.who("fazhi2"), at(12, 2)))
    here.session.commit()
    assert dismissals(here.session, here.year.key_id) == {}
    with pytest.raises(NotAllowed, match="已经收回"):
        first.take_back(here.year, Act(here.who("fazhi"), at(12, 3)))
    explain(here, reason="另一个理由", who="fazhi2")
    rows = here.session.exec(select(Dismissal).order_by(col(Dismissal.id))).all()
    assert [(one.reason, one.taken_back_by) for one in rows] == [
        ("按可比口径计算。", here.who("fazhi2").id),
        ("另一个理由", None),
    ], "what was taken back stays in the history"
    assert verbs(here) == ["finding.dismiss", "finding.reopen", "finding.dismiss"]


def test_two_who_explain_at_the_same_moment_leave_one(here: World) -> None:
    """Where neither saw the other's, the database refuses the second."""
    values = explain(here).model_dump(exclude={"id"})
    here.session.add(Dismissal(**values))
    with pytest.raises(IntegrityError):
        here.session.flush()
    here.session.rollback()
    here.session.add(Dismissal(**values | {"taken_back_at": at(12, 2)}))
    here.session.commit()
    assert len(dismissals(here.session, here.year.key_id)) == 1


@pytest.mark.parametrize("state", ["final", "archived"])
def test_what_is_final_or_archived_is_neither_explained_nor_taken_back(here: World, state: str) -> None:
    row = explain(here)
    if state == "final":
        final(here, 0)
    else:
        here.year.state = YearState.ARCHIVED
        here.session.commit()
    words = "已经定稿" if state == "final" else "已归档"
    with pytest.raises(NotAllowed, match=words):
        explain(here, mark="b" * 24)
    with pytest.raises(NotAllowed, match=words):
        row.take_back(here.year, Act(here.who("fazhi"), at(12, 6)))
    here.session.rollback()
    assert list(dismissals(here.session, here.year.key_id)) == ["a" * 24]


@pytest.mark.parametrize("errors", [1, 2, 40])
def test_no_edition_with_open_errors(here: World, errors: int) -> None:
    with pytest.raises(NotAllowed) as refused:
        final(here, errors)
    assert f"还有 {errors} 处错误没有改正" in str(refused.value)
    here.session.rollback()
    assert standing_edition(here.session, here.year.key_id) is None
    final(here, 0)
    assert standing_edition(here.session, here.year.key_id) is not None


def test_each_year_has_explanations_and_a_look_of_its_own(here: World) -> None:
    other = open_year(here.session, here.bureau, 2031, [checklist()], outline(), Act(None, at(12, 1)))
    here.session.flush()
    explain(here)
    explain(here, year=other, reason="下一年另有理由。")  # the same words printed again next year
    look(here.session, other, ["x"], Act(here.who("fazhi"), at(12, 2)))
    here.session.commit()
    assert dismissals(here.session, here.year.key_id)["a" * 24].reason == "按可比口径计算。"
    assert dismissals(here.session, other.key_id)["a" * 24].reason == "下一年另有理由。"
    assert last_look(here.session, here.year.key_id) is None


def test_the_last_look_is_of_whoever_looked_last(here: World) -> None:
    look(here.session, here.year, ["a", "b"], Act(here.who("fazhi"), at(12, 1)))
    here.session.commit()
    look(here.session, here.year, ["b", "c", "d"], Act(here.who("fazhi2"), at(12, 2)))
    here.session.commit()
    here.session.expire_all()
    seen = last_look(here.session, here.year.key_id)
    assert seen is not None
    assert (seen.marks, seen.by_id, seen.at) == (["b", "c", "d"], here.who("fazhi2").id, at(12, 2))
    told = here.session.exec(select(Trail).where(Trail.verb == "finding.look").order_by(col(Trail.id))).all()
    assert [one.after for one in told] == [{"count": 2}, {"count": 3}]


def test_long_messages_and_hostile_words_are_kept_as_words(here: World) -> None:
    hostile = "<script>alert(1)</script>'; DROP TABLE dismissal; --{{ 7*7 }}"
    row = explain(here, reason=hostile, message="长" * 900, quote="{数据}"[:40])
    here.session.expire_all()
    kept = dismissals(here.session, here.year.key_id)[row.mark]
    assert (kept.reason, len(kept.message)) == (hostile, 500)
