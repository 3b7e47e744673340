"""Every rule, in the order in which the page of rules tells them; one file a rule."""

from proofread.rule import Rule

RULES: tuple[Rule, ...] = ()
