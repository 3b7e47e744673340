"""Every rule, in the order in which the page of rules tells them; one file a rule."""

from proofread.rule import Rule
from proofread.rules import (
    bracket,
    character,
    copied,
    count,
    date,
    heading,
    missing_part,
    name,
    ordinal,
    punctuation,
    secret,
    wording,
)

RULES: tuple[Rule, ...] = (
    ordinal.RULE,
    count.RULE,
    heading.RULE,
    missing_part.RULE,
    bracket.RULE,
    punctuation.RULE,
    character.RULE,
    name.RULE,
    date.RULE,
    copied.RULE,
    wording.RULE,
    secret.RULE,
)
