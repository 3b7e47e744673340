"""Which font serves each role of the layout: asked of fontconfig before a print and by flask doctor."""

import bisect
import functools
import re
import shutil
import subprocess
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from checklists.problems import _  # models.base would bring the tables, which a process that prints does not need

ROLES = {
    "fang": _("正文（仿宋）"),
    "kai": _("二级标题（楷体）"),
    "hei": _("一级标题（黑体）"),
    "xbs": _("标题（小标宋）"),
    "song": _("页码（宋体）"),
    "signs": _("上下标数字"),
}
EXACT = {"fang": 5, "kai": 5, "hei": 4, "xbs": 3, "song": 3, "signs": 2}
SAMPLE = "法治政府建设年度报告一二三四五六七八九十，。《》“”〔〕"
SIGNS = "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹"
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # nothing of them is printed
Characters = tuple[tuple[int, int], ...]
INSTALL = "apt-get install fonts-noto-cjk fonts-dejavu-core"


@dataclass(frozen=True, slots=True)
class RoleFont:
    """The font that serves a role: exact (of the kind the standard asks for), substitute, or none."""

    role: str
    name: str
    font: str | None
    exact: bool
    complete: bool


def stacks() -> dict[str, list[str]]:
    """Font names by role, as the stylesheet orders them."""
    css = (Path(__file__).parent.parent / "static" / "report.css").read_text(encoding="utf-8")
    found = {}
    for role in ROLES:
        names = re.search(rf"--{role}: ([^;]+);", css)
        found[role] = [name.strip().strip('"') for name in names[1].split(",")] if names else []
    return found


def characters(family: str) -> Characters:
    """The characters that a family of this very name has; none where it is not installed. Asked anew each minute,
    since fonts come and go while the server runs."""
    return _characters(family, int(time.monotonic() // 60))


@functools.lru_cache(maxsize=64)
def _characters(family: str, _minute: int) -> Characters:
    tool = shutil.which("fc-list")
    if tool is None:
        return ()
    asked = [tool, "-f", "%{charset}\n", f":family={family}"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    found = set()
    for piece in done.stdout.split():
        first, _dash, last = piece.partition("-")
        found.add((int(first, 16), int(last or first, 16)))
    return tuple(sorted(found))


def covers(family: str, text: str = "") -> bool:
    """Whether a family of this very name is installed and has these characters."""
    there = characters(family)
    return bool(there) and all(_in(there, ord(char)) for char in set(text))


def _in(there: Characters, code: int) -> bool:
    place = bisect.bisect_right(there, (code, 0x110000)) - 1
    return place >= 0 and there[place][0] <= code <= there[place][1]


def lost(text: str) -> list[str]:
    """Characters that none of the families which may serve the body has, each once."""
    families = [characters(name) for name in fallbacks()]
    inked = [char for char in dict.fromkeys(text) if unicodedata.category(char) not in INVISIBLE]
    return [char for char in inked if not any(_in(one, ord(char)) for one in families)]


def fallbacks() -> list[str]:
    """The families that may serve a character which the body's own face lacks."""
    return [name for role in ("fang", "signs") for name in stacks()[role] if name not in ("serif", "sans-serif")]


def preflight() -> list[RoleFont]:
    """The font that serves each role, and whether it is of the right kind and has the usual characters."""
    found = []
    for role, stack in stacks().items():
        names = [name for name in stack if name not in ("serif", "sans-serif")]
        font = next((name for name in names if covers(name)), None)
        exact = font is not None and names.index(font) < EXACT[role]
        sample = SIGNS if role == "signs" else SAMPLE
        found.append(RoleFont(role, ROLES[role], font, exact, font is not None and covers(font, sample)))
    return found


def chinese_there() -> bool:
    """Whether any font has Chinese at all; without one every character would print as a box."""
    tool = shutil.which("fc-list")
    if tool is None:
        return True
    done = subprocess.run([tool, ":lang=zh-cn", "family"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return bool(done.stdout.strip())
