"""What a rule says is a message of the catalogue with its values: nothing of it is made up on the way."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from proofread import check
from proofread.message import Message, _
from proofread.rules import RULES

POT = Path(__file__).parents[2] / "translations" / "messages.pot"


def texts(value: object) -> Iterator[str]:
    """The texts of a message and of those inside it."""
    if isinstance(value, Message):
        yield value.text
        for _name, one in value.values:
            yield from texts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)


def test_every_text_that_a_rule_says_is_in_the_catalogue() -> None:
    with POT.open("rb") as file:
        known = {one.id for one in read_po(file)}
    found = [one for rule in RULES for text in (*rule.wrong, "\n".join(rule.wrong * 30)) for one in check(text)]
    said = {text for one in found for text in texts(one.says)}
    said |= {text for rule in RULES for one in (rule.title, rule.claims, rule.source) for text in texts(one)}
    assert len(said) > 80 and said - known == set()


def test_a_message_is_said_in_other_words_all_through() -> None:
    """Inner messages and lists too; the values stay."""
    other = {"%(what)s有 %(n)s 处：%(each)s": "%(n)s × %(what)s: %(each)s", "逗号": "comma", "句号": "stop"}
    message = _("%(what)s有 %(n)s 处：%(each)s", what=_("逗号"), n=3, each=(_("句号"), "甲"))
    assert str(message) == message.said() == "逗号有 3 处：句号、甲"
    assert message.said(lambda text: other.get(text, text)) == "3 × comma: stop、甲"
    assert message.facts == ("3", "甲")


def test_percent_signs_of_a_text_are_said_once() -> None:
    (one,) = [
        one for one in check("全年办件的构成中，甲、乙、丙占比分别为60.0%、30.0%、11.0%。") if one.rule == "share"
    ]
    assert one.message == "60+30+11=101%，各部分之和应为100%"
    assert all("%%" not in one.message for rule in RULES for text in rule.wrong for one in check(text))
