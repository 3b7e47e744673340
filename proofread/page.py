"""The page of rules in docs, made from the rules themselves so that it cannot drift."""

from proofread.rule import Rule
from proofread.rules import RULES

HEAD = """# 校对规则

本页由规则自身生成：`flask proofread --rules > docs/proofread-rules.zh-CN.md`。请改规则，不要改本页。

每条规则只在文本自己说明了某种关系时才说话；拿不准的只作提示。
**错误**：文本自相矛盾；**警告**：请看这里；**提示**：由人判断。遍及全文的同一种问题只报一次，并写明处数。
"""


def rules_page() -> str:
    """The page as Markdown."""
    listed = "\n".join(f"| `{rule.name}` | {rule.title} |" for rule in RULES)
    table = f"\n| 规则 | 名称 |\n| --- | --- |\n{listed}\n"
    return HEAD + table + "".join(chapter(rule) for rule in RULES)


def chapter(rule: Rule) -> str:
    """One rule: when it speaks, what it rests on, examples."""
    sound = "\n\n".join(quoted(text) for text in rule.sound)
    wrong = "\n\n".join(quoted(text) for text in rule.wrong)
    return (
        f"\n## {rule.title}（`{rule.name}`）\n\n{rule.claims}\n\n依据：{rule.source}\n"
        f"\n没有问题：\n\n{sound}\n\n会被指出：\n\n{wrong}\n"
    )


def quoted(text: str) -> str:
    """An example as it would stand in a file."""
    return f"```text\n{text}\n```"
