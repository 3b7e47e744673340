"""Every rule, in the order in which the page of rules tells them; one file a rule."""

from proofread.rule import Rule
from proofread.rules.conflict import RULE as conflict
from proofread.rules.difference import RULE as difference
from proofread.rules.growth import RULE as growth
from proofread.rules.product import RULE as product
from proofread.rules.series import RULE as series
from proofread.rules.share import RULE as share
from proofread.rules.sum import RULE as sums

RULES: tuple[Rule, ...] = (
    sums,
    difference,
    growth,
    share,
    product,
    series,
    conflict,
)
