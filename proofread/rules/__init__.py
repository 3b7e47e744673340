"""Every rule, in the order in which the page of rules tells them; one file a rule."""

from proofread.rule import Rule
from proofread.rules import conflict, difference, growth, product, series, share, sum

RULES: tuple[Rule, ...] = (
    sum.RULE,
    difference.RULE,
    growth.RULE,
    share.RULE,
    product.RULE,
    series.RULE,
    conflict.RULE,
)
