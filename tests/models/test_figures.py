"""Indicators and figures on both databases: one value a period, each with its source and who confirmed it."""

import pytest
from sqlmodel import Session, col, select

from models.act import Act
from models.base import NotAllowed
from models.figures import (
    Figure,
    FigureSource,
    add_figure,
    add_indicator,
    feeders,
    indicators_of,
    relations_of,
    take_data,
)
from models.passages import citations_of, cite
from models.records import Tally
from models.trail import Trail
from models.years import YearData
from reports.judge import judge_all
from tests.counted import INDICATORS, KINDS, Counted
from tests.make import at, world


@pytest.fixture
def year(session: Session) -> Counted:
    return Counted(world(session))


def test_a_year_takes_its_files_once_and_keeps_its_own_copy(year: Counted) -> None:
    kept = year.session.exec(select(YearData).order_by(col(YearData.kind))).all()
    assert [(one.kind, one.key, len(one.sha256)) for one in kept] == [
        ("indicators", "indicators", 64),
        ("records", "kinds", 64),
    ]
    assert [one.key for one in indicators_of(year.session, year.year.key_id)] == [
        one.key for one in INDICATORS.indicators
    ]
    assert [one.whole for one in relations_of(year.session, year.year.key_id)] == ["chaired:2030", "growth:2030"]
    with pytest.raises(NotAllowed, match="已经有"):
        take_data(year.session, year.year, KINDS, INDICATORS, Act(None, at(5, 1)))


def test_what_is_worked_out_waits_to_be_confirmed(year: Counted) -> None:
    year.confirmed()
    book = year.book()
    assert (book.get("meetings:2030").text, book.get("meetings:2030").sound) == ("1次", False)
    year.confirm_all()
    value = year.book().get("meetings:2030")
    assert value.sound and value.confirmed_by == "fazhi2"


def test_voiding_a_meeting_changes_the_figure_and_breaks_its_relation(year: Counted) -> None:
    first = year.confirmed()
    year.confirmed()
    year.figure("chaired", "2030", "2")
    year.confirm_all()

    def states() -> list[str]:
        return [one.state for one in judge_all(relations_of(year.session, year.year.key_id), year.book())]

    assert states() == ["ok", "unknown"]
    first.void("重复", Act(year.here.who("fazhi"), at(6, 1)))
    assert states() == ["broken", "unknown"] and year.book().get("meetings:2030").text == "1次"
    first.restore(Act(year.here.who("fazhi"), at(6, 2)))
    assert states() == ["ok", "unknown"]


def test_one_value_a_period(year: Counted) -> None:
    year.figure("money", "2029", "12.98")
    with pytest.raises(NotAllowed, match="“投入”2029 已有数据，一期只能有一个值") as refused:
        year.figure("money", "2029", "13")
    assert refused.value.field == "period"


NO_VALUES = [
    ("money", "2029", "很多", "typed", "请填写数值"),
    ("money", "2029", "", "typed", "请填写数值"),
    ("money", "2029", "9" * 19, "typed", "最多 18 位"),
    ("money", "2029", "1.123456789", "typed", "最多 8 位"),
    ("money", "2029", "1e9", "typed", "请填写数值"),
    ("chaired", "2029", "-5", "typed", "数量不能是负数"),
    ("money", "明年", "5", "period", "请填写年份"),
    ("money", "2029-01-01", "5", "period", "请填写年份"),
    ("money", "1800", "5", "period", "请填写年份"),
]


def test_no_values_are_refused_at_their_field(year: Counted) -> None:
    for key, period, typed, field, says in NO_VALUES:
        with pytest.raises(NotAllowed, match=says) as refused:
            year.figure(key, period, typed)
        assert refused.value.field == field, (key, period, typed)
    with pytest.raises(NotAllowed, match="证明它的材料") as refused:
        year.figure("money", "2029", "5", refs=[])
    assert refused.value.field == "refs"
    with pytest.raises(NotAllowed, match="没有定下怎样计算"):
        year.figure("money", "2029", "", source=FigureSource.FORMULA)
    assert [one.period for one in year.session.exec(select(Figure)).all()] == ["2030"] * 4


def test_huge_negative_and_hedged_values_are_kept_exactly(year: Counted) -> None:
    year.figure("money", "2027", "-999999999999999999.99999999")
    year.figure("part", "2030", "近30")
    year.figure("money", "2028", "尚未公布")
    book = year.book()
    assert book.get("money:2027").text == "-999999999999999999.99999999亿元"
    assert book.get("part:2030").text == "近30万元"
    assert book.get("money:2028").printed is None and "尚未公布" in book.get("money:2028").says


def test_who_typed_a_value_does_not_confirm_it(year: Counted) -> None:
    indicator = year.indicator("money")
    row = year.figure("money", "2029", "5", confirm=False)
    with pytest.raises(NotAllowed, match="不能由自己确认"):
        row.confirm(year.year, indicator, Act(year.here.who("fazhi"), at(5, 4)))
    row.confirm(year.year, indicator, Act(year.here.who("fazhi2"), at(5, 4)))
    with pytest.raises(NotAllowed, match="已经确认"):
        row.confirm(year.year, indicator, Act(year.here.who("fazhi2"), at(5, 5)))


def test_the_only_office_account_may_confirm_its_own(year: Counted) -> None:
    row = year.figure("money", "2029", "5", confirm=False)
    row.confirm(year.year, year.indicator("money"), Act(year.here.who("fazhi"), at(5, 4)), alone=True)
    assert row.confirmed_at is not None


def test_a_changed_value_has_to_be_confirmed_again_and_the_trail_has_both(year: Counted) -> None:
    row, indicator = year.figure("money", "2029", "5.50"), year.indicator("money")
    source = FigureSource.ENTRY
    row.set(
        year.year, indicator, Act(year.here.who("fazhi"), at(6, 1)), source=source, typed="6", refs=[1], note="更正"
    )
    year.session.commit()
    assert row.confirmed_at is None and row.typed == "6"
    told = year.session.exec(select(Trail).where(Trail.verb == "figure.set")).one()
    assert told.before["value"] == "5.50" and told.after["value"] == "6"


def test_indicators_of_ones_own(year: Counted) -> None:
    fazhi = year.here.who("fazhi")
    for name, unit, field, says in (
        ("新指标", "", "unit", "请填写单位"),
        ("", "项", "name", "请填写指标名称"),
        ("带 空格", "项", "name", "不能有花括号"),
        ("带：冒号", "项", "name", "不能有花括号"),
        ("{带括号}", "项", "name", "不能有花括号"),
        ("投入", "项", "name", "已有名为“投入”的指标"),
    ):
        with pytest.raises(NotAllowed, match=says) as refused:
            add_indicator(year.session, year.year, Act(fazhi, at(5, 1)), name=name, unit=unit)
        assert refused.value.field == field, name
    row = add_indicator(year.session, year.year, Act(fazhi, at(5, 1)), name="新指标", unit="项")
    with pytest.raises(NotAllowed, match="请填写单位"):
        row.edit(year.year, {"unit": " "}, Act(fazhi, at(5, 2)))
    row.edit(year.year, {"name": "改名", "decimals": 2}, Act(fazhi, at(5, 2)))
    add_figure(
        year.session, year.year, row, "2030", Act(fazhi, at(5, 3)), source=FigureSource.ENTRY, typed="3", refs=[1]
    )
    assert year.book().token("改名").text == "3项"


def test_a_citation_is_kept_taken_and_removed(year: Counted) -> None:
    row, fazhi = year.figure("money", "2029", "5"), year.here.who("fazhi")
    held = cite(year.session, year.year, "work", "5亿元", "投入" * 40, row, "5亿元", Act(fazhi, at(5, 5)))
    year.session.flush()
    assert len(held.before) == 40
    with pytest.raises(NotAllowed) as refused:
        held.keep(year.year, "6亿元", "  ", Act(fazhi, at(5, 6)))
    assert refused.value.field == "reason" and held.seen == "5亿元"
    held.keep(year.year, "6亿元", "口径不同", Act(fazhi, at(5, 6)))
    assert (held.seen, held.text, held.reason) == ("6亿元", "5亿元", "口径不同")
    held.take(year.year, "6亿元", "6亿元", Act(fazhi, at(5, 7)))
    assert (held.text, held.reason) == ("6亿元", "")
    held.remove(year.year, year.session, Act(fazhi, at(5, 8)))
    year.session.flush()
    assert citations_of(year.session, year.year.key_id) == []
    verbs = [
        one.verb for one in year.session.exec(select(Trail).where(Trail.subject == "citation").order_by(col(Trail.id)))
    ]
    assert verbs == ["citation.add", "citation.keep", "citation.take", "citation.remove"]


def test_nothing_feeds_a_checkpoint_by_a_like_name(year: Counted) -> None:
    row = year.indicator("meetings")
    row.edit(year.year, {"feeds": "small/t1#2", "goal": 5}, Act(year.here.who("fazhi"), at(5, 1)))
    year.session.flush()
    assert {place: one.key for place, one in feeders(year.session, year.year.key_id, "small/t1").items()} == {
        2: "meetings"
    }
    assert feeders(year.session, year.year.key_id, "small/t") == {}


def test_the_sums_belong_to_their_year(year: Counted) -> None:
    year.confirmed()
    year.session.flush()
    assert {one.year_id for one in year.session.exec(select(Tally))} == {year.year.id}
