"""The page of quality counts what the rules do on passages; it has no row without passages behind it."""

from pathlib import Path

import pytest
import yaml

from benchmarks import proofread as bench
from proofread.rules import growth

SOUND = {"rule": "growth", "wrong": False, "text": "由50件增加到100件，增长100%。"}
WRONG = {"rule": "growth", "wrong": True, "expected": "100%", "text": "由50件增加到100件，增长90%。"}
MISSED = {"rule": "growth", "wrong": True, "expected": "100%", "text": "由50件增加到100件。"}
FALSE = {"rule": "growth", "wrong": False, "text": "由50件增加到100件，增长80%。"}
OTHER = {"rule": "growth", "wrong": True, "expected": "99%", "text": "由50件增加到100件，增长80%。"}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bench, "CORPUS", tmp_path)
    return tmp_path / "growth.yaml"


def test_hits_misses_false_words_and_wrong_values_are_counted_apart(corpus: Path) -> None:
    corpus.write_text(yaml.safe_dump([SOUND, WRONG, MISSED, FALSE, OTHER], allow_unicode=True), encoding="utf-8")
    found = bench.score(growth.RULE)
    assert (found.sound, found.wrong, found.false, found.named) == (2, 3, 1, 2)
    assert (found.right, found.valued) == (1, 3)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)


def test_a_rule_without_passages_claims_nothing(corpus: Path) -> None:
    found = bench.score(growth.RULE)
    assert (found.sound, found.wrong, found.named) == (0, 0, 0)


def test_the_page_in_docs_tells_every_rule_of_arithmetic() -> None:
    page = bench.PAGE.read_text(encoding="utf-8")
    for name in ("sum", "difference", "growth", "share", "product", "series", "conflict"):
        assert f"| `{name}` |" in page


@pytest.mark.parametrize("length", [1, 999, 20_000])
def test_prose_has_the_length_that_is_asked_for(length: int) -> None:
    assert len(bench.prose(length)) == length
