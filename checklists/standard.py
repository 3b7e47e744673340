"""The outline of a bureau that has not written one: the parts that every annual report must have.

《法治政府建设与责任落实督察工作规定》(2019), art. 24, names them; the measures follow the sections of the checklists.
"""

from collections.abc import Sequence
from dataclasses import replace

from checklists.outlines import DEEPEST, read_outline
from checklists.problems import _
from checklists.schema import Checklist, Outline, Part, Section

STANDARD = "standard"


def outline_for(name_or_path: str, checklists: Sequence[Checklist]) -> Outline:
    """The outline of this name or path, or the standard one. Raises Wrong with every mistake of a file."""
    return standard_outline(checklists) if name_or_path == STANDARD else read_outline(name_or_path, checklists)


def standard_outline(checklists: Sequence[Checklist]) -> Outline:
    """Each section of tasks a heading with its tasks under it; the standards of a checklist gathered into one text."""
    measures = tuple(part for checklist in checklists for part in _measures(checklist))
    written = {
        "problems": (_("存在的问题和原因"), _("写明不足，并逐条说明原因。")),
        "first-responsible": (
            _("主要负责人履行推进法治建设第一责任人职责情况"),
            _("写明亲自部署、亲自过问、亲自协调、亲自督办的情况。"),
        ),
        "next-year": (_("下一年度主要安排"), _("一条一条写，下一年可以直接列成事项。")),
    }
    return Outline(
        key=STANDARD,
        title="{bureau}{year}年度法治政府建设情况报告",
        parts=(
            Part(key="opening", kind="written", hint=_("说明报告的年度和依据。")),
            Part(key="measures", heading=_("主要举措和成效"), parts=measures),
            *(Part(key=key, heading=head, kind="written", hint=hint) for key, (head, hint) in written.items()),
        ),
    )


def _measures(checklist: Checklist) -> list[Part]:
    if checklist.kind == "standards":
        whole = tuple(f"{checklist.key}/{task.key}" for task in checklist.tasks)
        return [Part(key=checklist.key, heading=checklist.title, kind="gathered", items=whole)]
    return [_measure(checklist, section, 2) for section in checklist.sections]


def _measure(checklist: Checklist, section: Section, level: int) -> Part:
    """A section as a heading of its level; its tasks are headings under it, or points where there is no level left."""
    key = f"{checklist.key}.{section.key}"
    items = tuple(f"{checklist.key}/{task.key}" for task in section.items)
    if not section.sections:
        leaf = Part(key=key, heading=section.title, kind="items", items=items)
        return leaf if level < DEEPEST else replace(leaf, style="points", points="apart")
    own = [Part(key=f"{key}.items", kind="items", items=items)] if items else []
    below = [_measure(checklist, one, level + 1) for one in section.sections]
    return Part(key=key, heading=section.title, parts=(*own, *below))
