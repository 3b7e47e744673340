"""The numbers of an edition: what was frozen reads as it was, whatever the figures are by now."""

import json

import pytest

from checklists.units import Printed
from reports.figures import passage
from reports.frozen import frozen_json, frozen_passages, moved
from reports.sourced import as_json
from reports.why import Why, why_of
from tests.reports.book import Desk, citation


def made() -> Desk:
    desk = Desk()
    desk.indicator(
        "meetings", "次", name="会议", records={"kind": "meeting", "sorts": ["专题会议"], "measure": "records"}
    )
    desk.put("meetings")
    desk.meetings(1, 2, 3)
    desk.amount("money", "亿元", y2029="12.98", y2030="16.47")
    desk.amount("waiting", "项", y2030="4")
    desk.figures[-1].confirmed_at = None
    return desk


def test_what_is_frozen_reads_back_as_it_was() -> None:
    """Tokens, cited numbers, bare ones, one not confirmed, a missing token; kept by way of JSON."""
    desk = made()
    text = "开会{会议}，投入16.47亿元，增长{money:2030:增速}，另有3件，{waiting:2030}，{没有}。"
    cited = [citation(desk.figures[2], "16.47亿元")]
    told = [passage("slot", text, cited, desk.book())]
    kept = json.loads(json.dumps(frozen_json(told, lambda _rule: [11, 12, 13])))
    again = frozen_passages(kept)
    assert as_json(again, lambda _rule: []) == as_json(told, lambda _rule: [11, 12, 13])
    assert again[0].text == told[0].text and [one.token for one in again[0].shown].count("") == 2
    assert (again[0].sourced, len(again[0].shown)) == (3, 5) == (told[0].sourced, len(told[0].shown))
    assert not again[0].drifted and not again[0].faults


def test_an_edition_keeps_why_a_figure_may_not_be_used_as_a_kind_and_one_of_before_reads_the_same() -> None:
    told = [passage("slot", "{waiting:2030}", [], made().book())]
    kept = frozen_json(told, lambda _rule: [])
    assert kept[0]["shown"][0]["value"]["fault"] == "unconfirmed"
    before = json.loads(json.dumps(kept).replace('"unconfirmed"', json.dumps(Why.UNCONFIRMED.word)))
    for edition in (kept, before):
        assert [one.value.fault for one in frozen_passages(edition)[0].shown if one.value] == [Why.UNCONFIRMED]
    with pytest.raises(ValueError):
        why_of("nobody knows")


def test_figures_that_moved_since_are_told_once() -> None:
    desk = made()
    told = frozen_passages(
        frozen_json([passage("slot", "{会议}，{会议}，{money:2029}", [], desk.book())], lambda _rule: [])
    )
    assert moved(told, desk.book()) == []
    desk.meetings(4)
    ((was, now),) = moved(told, desk.book())
    assert (was.text, now.text) == ("3次", "4次") and was.printed == Printed(was.printed.value, 0, "")  # type: ignore[union-attr]
    desk.figures.clear()
    assert moved(told, desk.book()) == [], "a figure that is gone has no value to show"
