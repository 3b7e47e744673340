"""Every rule, in the order in which the page of rules tells them; one file a rule."""

from proofread.rule import Rule
from proofread.rules import (
    bracket,
    character,
    conflict,
    copied,
    count,
    date,
    difference,
    growth,
    heading,
    missing_part,
    name,
    ordinal,
    product,
    punctuation,
    secret,
    series,
    share,
    wording,
)
from proofread.rules import sum as sums

RULES: tuple[Rule, ...] = (
    sums.RULE,
    difference.RULE,
    growth.RULE,
    share.RULE,
    product.RULE,
    series.RULE,
    conflict.RULE,
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
