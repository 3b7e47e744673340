"""The page of rules in docs, made from the rules themselves so that it cannot drift."""

from proofread.message import Say, _
from proofread.rule import Rule
from proofread.rules import RULES

HEAD = _(
    """# 校对规则

本页由规则自身生成：`flask proofread --rules > docs/proofread-rules.zh-CN.md`。请改规则，不要改本页。

每条规则只在文本自己说明了某种关系时才说话；拿不准的只作提示。
**错误**：文本自相矛盾；**警告**：请看这里；**提示**：由人判断。遍及全文的同一种问题只报一次，并写明处数。
"""
)


def rules_page(say: Say = str) -> str:
    """The page as Markdown; `say` translates a text of the catalogue."""
    listed = "\n".join(f"| `{rule.name}` | {rule.title.said(say)} |" for rule in RULES)
    table = f"\n{_('| 规则 | 名称 |').said(say)}\n| --- | --- |\n{listed}\n"
    return HEAD.said(say) + table + "".join(chapter(rule, say) for rule in RULES)


def chapter(rule: Rule, say: Say) -> str:
    """One rule: when it speaks, what it rests on, examples."""
    sound = "\n\n".join(quoted(text) for text in rule.sound)
    wrong = "\n\n".join(quoted(text) for text in rule.wrong)
    head = f"\n## {rule.title.said(say)}（`{rule.name}`）\n\n{rule.claims.said(say)}\n\n"
    rests = _("依据：%(source)s", source=rule.source).said(say)
    return f"{head}{rests}\n\n{_('没有问题：').said(say)}\n\n{sound}\n\n{_('会被指出：').said(say)}\n\n{wrong}\n"


def quoted(text: str) -> str:
    """An example as it would stand in a file."""
    return f"```text\n{text}\n```"
