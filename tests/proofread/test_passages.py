"""Sound and wrong passages side by side, one file a rule: a loud word on a sound one is a fault, so is silence on a wrong one."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from proofread import Severity, check
from proofread.document import read
from proofread.rule import Rule
from proofread.rules import RULES

CORPUS = Path(__file__).parent / "corpus"
BY_NAME = {rule.name: rule for rule in RULES}
STRUCTURAL = [
    "ordinal",
    "count",
    "heading",
    "missing-part",
    "bracket",
    "punctuation",
    "character",
    "name",
    "date",
    "copied",
    "wording",
    "secret",
]


def passages() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted(CORPUS.glob("*.yaml")):
        if path.stem in STRUCTURAL:
            found += [(path.stem, one) for one in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return found


@pytest.mark.parametrize(
    ("name", "passage"), passages(), ids=lambda one: one if isinstance(one, str) else one["text"][:24]
)
def test_a_passage(name: str, passage: dict[str, Any]) -> None:
    found = list(BY_NAME[name].check(read(passage["text"])))
    loud = [one for one in found if one.severity is not Severity.NOTE]
    if not passage["wrong"]:
        assert not loud
        return
    assert loud, found
    if "quote" in passage:
        assert passage["quote"] in [one.quote for one in loud]
    if "expected" in passage:
        assert passage["expected"] in [one.expected for one in loud]


@pytest.mark.parametrize("name", STRUCTURAL)
def test_each_rule_has_passages_of_both_kinds(name: str) -> None:
    mine = [one for rule, one in passages() if rule == name]
    assert sum(one["wrong"] for one in mine) >= 4
    assert sum(not one["wrong"] for one in mine) >= 6


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_are_true(rule: Rule) -> None:
    assert rule.sound and rule.wrong and rule.claims and rule.source
    for text in rule.sound:
        assert not [one for one in check(text) if one.rule == rule.name and one.severity is not Severity.NOTE], text
    for text in rule.wrong:
        assert [one for one in check(text) if one.rule == rule.name], text
