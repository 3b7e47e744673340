"""The page of rules in docs is made from the rules; the lists in data/ hold what they promise."""

from pathlib import Path

import pytest

from proofread.lists import inside, listed, pattern
from proofread.page import rules_page
from proofread.rules import RULES

HOUSE = Path(__file__).parents[2]


def test_the_page_in_docs_is_current() -> None:
    """Made anew by: flask proofread --rules > docs/proofread-rules.zh-CN.md."""
    assert (HOUSE / "docs" / "proofread-rules.zh-CN.md").read_text(encoding="utf-8") == rules_page()


def test_every_rule_has_a_chapter_with_examples() -> None:
    page = rules_page()
    for rule in RULES:
        assert f"（`{rule.name}`）" in page and str(rule.source) in page
        for text in (*rule.sound, *rule.wrong):
            assert text in page


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_no_pair_of_the_list_of_characters_mends_into_another_slip() -> None:
    data = listed("characters")
    wrong = pattern([*data["warning"], *data["note"]])
    for level in ("warning", "note"):
        for word, right in data[level].items():
            assert word != right and not wrong.search(right), f"{word} → {right}"


def test_every_exception_of_the_list_holds_its_word() -> None:
    data = listed("characters")
    for word, longer in data["unless"].items():
        assert word in data["warning"] or word in data["note"], word
        assert all(word in one and one != word for one in longer), word


@pytest.mark.parametrize("name", ["wording", "secrecy", "names"])
def test_lists_hold_no_word_twice(name: str) -> None:
    data = listed(name)
    words = (
        [word for group in data for word in group["words"]]
        if name == "wording"
        else [*data.get("marks", []), *data.get("ends", [])]
    )
    assert words and len(words) == len(set(words))


def test_a_longer_word_must_stand_around_the_match() -> None:
    found = pattern(["布署"]).search("公布署名")
    assert found and inside("公布署名", found, "公布署名")
    found = pattern(["布署"]).search("全面布署名额")
    assert found and not inside("全面布署名额", found, "公布署名")
