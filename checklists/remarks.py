"""What is asked about a list that can be used as it is: numbers that leave something out, or come twice."""

import re

from checklists.problems import Remark, _
from checklists.schema import Checklist

DIGITS = "一二三四五六七八九"
TENS = ("", "十", *(f"{one}十" for one in DIGITS[1:]))
NUMBERS = {tens + ones: 10 * ten + one for ten, tens in enumerate(TENS) for one, ones in enumerate(("", *DIGITS))}
PLACE = re.compile(rf"(?P<head>.*?)(?P<place>[0-9]{{1,4}}|[十{DIGITS}]{{1,3}})[、.．）)]?")
SHOWN = 5


def remarks_of(checklist: Checklist) -> list[Remark]:
    """Its numbers that do not follow each other. A list may be a part of one from above that keeps its numbers."""
    heads = [checklist.sections, *(path[-1].sections for path in checklist.walk())]
    sections = jumps([[one.no for one in run] for run in heads])
    tasks = jumps([[task.no for task in path[-1].items] for path in checklist.walk()])
    found = []
    if sections:
        found.append(
            _remark(_("“%(title)s”节的序号有 %(n)s 处不连续：%(gaps)s。本来如此就不用改。"), checklist, sections)
        )
    if tasks:
        found.append(
            _remark(_("“%(title)s”事项的序号有 %(n)s 处不连续：%(gaps)s。本来如此就不用改。"), checklist, tasks)
        )
    return found


def _remark(text: str, checklist: Checklist, gaps: list[tuple[str, str]]) -> Remark:
    shown = "、".join(f"{before}→{after}" for before, after in gaps[:SHOWN])
    more = "……" if len(gaps) > SHOWN else ""
    return Remark(text, {"title": checklist.title, "n": len(gaps), "gaps": shown + more})


def jumps(runs: list[list[str]]) -> list[tuple[str, str]]:
    """Pairs of numbers where the second does not follow: each run counts from one, or on from the run before."""
    found = []
    last = ""
    for run in runs:
        for place, no in enumerate(one for one in run if one):
            if last and not _follows(last, no) and not (place == 0 and _begins(no)):
                found.append((last, no))
            last = no
    return found


def _follows(before: str, after: str) -> bool:
    """3 after 2, 1.1.3 after 1.1.2, 1.2.1 after 1.1.9; what has no number follows anything."""
    one, two = _read(before), _read(after)
    if one is None or two is None:
        return True
    return two[1] == (one[1] + 1 if one[0] == two[0] else 1)


def _begins(no: str) -> bool:
    found = _read(no)
    return found is None or found[1] == 1


def _read(no: str) -> tuple[str, int] | None:
    """What stands before the last figure of a number, and that figure: 12, or 十二."""
    found = PLACE.fullmatch(no)
    if found is None:
        return None
    place = found["place"]
    number = int(place) if place[0] not in TENS[1] + DIGITS else NUMBERS.get(place)
    return None if number is None else (found["head"], number)
