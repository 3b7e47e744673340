"""The text with its marks: nothing of it is lost, and each finding begins where it says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from proofread import Finding, Severity
from proofread.marked import marked
from proofread.message import Message

TEXT = "抓好学习建好制度\n\n管好队伍"
SPANS = st.tuples(st.sampled_from([1, 3]), st.integers(0, 3), st.integers(1, 4), st.sampled_from(list(Severity)))


def finding(line: int, start: int, length: int, severity: Severity) -> Finding:
    return Finding(
        "rule",
        severity,
        line,
        start,
        start + length,
        TEXT.split("\n")[line - 1][start : start + length],
        Message("words"),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(SPANS, max_size=8))
def test_marks_lose_nothing_and_stand_in_their_place(spans: list[tuple[int, int, int, Severity]]) -> None:
    spans = [(line, start, min(length, 4 - start), severity) for line, start, length, severity in spans if start < 4]
    found = sorted((finding(*one) for one in spans), key=lambda one: (one.line, one.start, one.end))
    lines = marked(TEXT, found)
    assert [("".join(piece.text for piece in line.pieces), line.number) for line in lines] == [
        ("抓好学习建好制度", 1),
        ("管好队伍", 3),
    ]
    begun: dict[int, tuple[int, int]] = {}
    for line in lines:
        at = 0
        for piece in line.pieces:
            begun |= dict.fromkeys(piece.begins, (line.number, at))
            at += len(piece.text)
    assert begun == {number: (one.line, one.start) for number, one in enumerate(found, 1)}


def test_the_gravest_of_two_findings_in_one_place_is_shown() -> None:
    found = [finding(1, 0, 4, Severity.NOTE), finding(1, 1, 2, Severity.ERROR)]
    shown = [(piece.text, piece.severity) for piece in marked(TEXT, found)[0].pieces]
    assert shown == [("抓", Severity.NOTE), ("好学", Severity.ERROR), ("习", Severity.NOTE), ("建好制度", None)]
