"""What people read goes through the message catalogue, and the collected catalogue is current."""

import ast
import re
import subprocess
import sys
from collections.abc import Container
from functools import cache
from pathlib import Path

import pytest

from tests.test_rooms import HOUSE, code, room, tracked

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKS = {"_", "_l", "Required", "RequiredChoice", "RequiredNumber"}
DATA = {"demo"}  # the year 2020 as data
# Chinese that nobody is told in: what is looked for in a text, what a paper or a file says in Chinese in every language.
PRINTED = "templates/report/"
EVERYTHING = None
GIVEN: dict[str, tuple[str, set[str] | None]] = {
    "checklists/schema.py": ("words of the file format", {"年底前", "持续推进", "各科室"}),
    "checklists/schemes.py": ("numbers of headings", EVERYTHING),
    "checklists/standard.py": ("the title of a report", {"{bureau}{year}年度法治政府建设情况报告"}),
    "checklists/remarks.py": ("numerals of a file", {"一二三四五六七八九", "十", "[、.．）)]?"}),
    "checklists/tasks.py": ("marks between names", {"[、，,；;]"}),
    "checklists/units.py": ("units and hedges of printed numbers", EVERYTHING),
    "models/figures/figure.py": ("as a person types it", {"尚未公布"}),
    "proofread/numerals.py": ("numerals of a text", EVERYTHING),
    "proofread/reading/": ("the grammar of a text that is read", EVERYTHING),
    "proofread/structure.py": ("numerals of a text", {"[一二三四五六七八九十]{1,3}"}),
    "proofread/rules/character.py": ("a pattern", {"])(?<!先人后)"}),
    "proofread/rules/difference.py": ("what should stand in the text", {"增加", "减少"}),
    "proofread/rules/growth.py": ("what should stand in the text", {"增加", "增长", "下降", "倍", "个百分点"}),
    "proofread/rules/ordinal.py": ("what should stand in the text", {"最后"}),
    "proofread/rules/punctuation.py": ("what should stand in the text", {"互联网+"}),
    "proofread/rules/series.py": ("words of a text that is read", {"年均", "环比", "降", "减", "年"}),
    "reports/appendix.py": ("printed", EVERYTHING),
    "reports/book.py": ("as a person types it", {"增速", "增加", "减少"}),
    "reports/check.py": (
        "attachments that say nothing",
        {"无", "略", "暂无", "附件", "见附件", "待定", "：:。. 　0123456789一二三四五六七八九十、"},
    ),
    "reports/breaking.py": ("marks and words that are looked for in a name", EVERYTHING),
    "reports/measure.py": ("read on the paper", {"附件", "抄送："}),
    "reports/blocks.py": ("printed and read back", {"是", "[一二三四五六七八九十百]{1,5}"}),
    "reports/fonts.py": (
        "characters that a font must have",
        {"法治政府建设年度报告一二三四五六七八九十，。《》“”〔〕"},
    ),
    "reports/formulas.py": ("as a person types it", EVERYTHING),
    "reports/html.py": ("printed", {"文件"}),
    "reports/numbering.py": ("numbers of headings", EVERYTHING),
    "reports/numbers.py": ("units of printed numbers", EVERYTHING),
    "reports/origins.py": ("printed", EVERYTHING),
    "reports/pdf.py": ("a page that warms up the engine", {"</style><p>字</p>"}),
    "reports/proof.py": ("printed", {"附件："}),
    "reports/text.py": ("printed, and numerals", EVERYTHING),
    "reports/values.py": ("printed", {"附件", "年", "月", "日", "尚未评定", "未注明来源"}),
}
# what a text that is read is searched with
SEARCHES = {"search", "match", "fullmatch", "sub", "split", "startswith", "endswith", "strip", "rstrip"}
SEARCHES |= {"find", "count", "replace", "partition"}


def name_of(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def marked(tree: ast.Module) -> set[int]:
    """The nodes inside a marking call; docstrings and patterns."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            made = node.args and isinstance(node.args[0], ast.JoinedStr)  # which no catalogue can hold
            found |= set() if made else {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
            found |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
    return found


def looked_for(tree: ast.Module) -> set[int]:
    """The nodes by which a text is searched: comparisons, tables in capitals, the examples of a rule."""
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES:
            found += node.args
        if isinstance(node, ast.Compare):
            found.append(node)
        if isinstance(node, ast.keyword) and node.arg in ("sound", "wrong"):
            found.append(node.value)
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id.isupper() and target.id != "RULE":
            found.append(node)
    return {id(inner) for node in found for inner in ast.walk(node)}


def unmarked(path: Path) -> list[tuple[int, str]]:
    """Chinese strings that stand outside a marking call and are not given by something else."""
    tree, name = ast.parse(path.read_text(encoding="utf-8")), name_of(path)
    free = marked(tree) | (looked_for(tree) if room(path) == "proofread" else set())
    given = next((values for start, (_why, values) in GIVEN.items() if name.startswith(start)), set[str]())
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in free
        and given is not EVERYTHING
        and node.value not in given
    ]


def is_word(node: ast.AST | None, names: Container[str] = ()) -> bool:
    """A Chinese text, a text of the catalogue, the word of a kind, or one of the names that stand for a word."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(CHINESE.search(node.value))
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(is_word(one, names) for one in node.elts)
    if isinstance(node, ast.Name):
        return node.id in names
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
    return called or (isinstance(node, ast.Attribute) and node.attr in ("word", "says", "label"))


def own_words(tree: ast.Module) -> set[str]:
    """The constants of a file that hold a word."""
    lines = (line for line in tree.body if isinstance(line, ast.Assign) and is_word(line.value))
    return {target.id for line in lines for target in line.targets if isinstance(target, ast.Name)}


def named_words(tree: ast.Module) -> set[str]:
    """Its own constants that hold a word, and those that it takes from another file."""
    found = own_words(tree)
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module):
        source = HOUSE / f"{(node.module or '').replace('.', '/')}.py"
        if source.exists():
            found |= {one.name for one in node.names} & own_words(parsed(source))
    return found - TYPED


def compared(tree: ast.Module) -> list[tuple[int, str]]:
    """Comparisons with words."""
    names = named_words(tree)
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Compare))
    return [
        (node.lineno, ast.unparse(node))
        for node in nodes
        if any(is_word(one, names) for one in (node.left, *node.comparators))
    ]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


TYPED = {"NOT_YET", "BEFORE"}  # what a person types, which has to be read
SPEAKING = [path for path in code() if room(path) not in DATA]
# rooms that read a text or a file compare it with words; so does what reads a title, the numbers of a printed report,
# and an edition of before 0.5 kept a message where its kind stands today
READING = ("proofread/", "checklists/", "reports/breaking.py", "reports/numbers.py", "reports/why.py")


@pytest.mark.parametrize("path", SPEAKING, ids=name_of)
def test_words_in_code_are_marked(path: Path) -> None:
    assert unmarked(path) == []


@pytest.mark.parametrize("path", [one for one in SPEAKING if not name_of(one).startswith(READING)], ids=name_of)
def test_words_that_people_read_decide_nothing(path: Path) -> None:
    assert compared(parsed(path)) == []


def test_what_is_given_is_there() -> None:
    """An exception that nothing needs any more is none."""
    for start, (why, values) in GIVEN.items():
        texts = [path.read_text(encoding="utf-8") for path in SPEAKING if name_of(path).startswith(start)]
        assert texts and CHINESE.search("".join(texts)), f"{start}: {why}"
        assert [one for one in values or () if not any(one in text for text in texts)] == [], f"{start}: {why}"


def test_words_in_templates_decide_nothing() -> None:
    asks = re.compile(r"{%-?\s*(?:if|elif)\b(.*?)%}|\bif\b(.*?)\belse\b", re.DOTALL)
    word = re.compile(
        r"(?:==|!=|\bin)\s*(?:_\(|['\"\[(]+[^'\"]*[\u4e00-\u9fff])|(?:['\u4e00-\u9fff]['\"]|_\([^)]*\))\s*(?:==|!=|in\b)|\.word\s*[=!]="
    )
    for path in tracked(".html"):
        for found in asks.finditer(path.read_text(encoding="utf-8")):
            said = found[1] or found[2] or ""
            assert not word.search(said), f"{name_of(path)}: {said}"


def test_words_in_templates_are_marked() -> None:
    for path in tracked(".html"):
        name = str(path.relative_to(HOUSE))
        if name.startswith(PRINTED):
            continue
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not CHINESE.search(text), f"{name}: {CHINESE.findall(text)[:5]}"


def test_the_collected_catalogue_is_current(tmp_path: Path) -> None:
    words = next(line for line in (HOUSE / "Makefile").read_text(encoding="utf-8").splitlines() if "pybabel" in line)
    keys = [part for key in re.findall(r"-k (\w+)", words) for part in ("-k", key)]
    out = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", *keys]
    options = ["--no-location", "--sort-output", "--omit-header", "-o", str(out), "."]
    subprocess.run([*command, *options], cwd=HOUSE, check=True)
    kept = (HOUSE / "translations" / "messages.pot").read_text(encoding="utf-8")
    assert out.read_text(encoding="utf-8") == kept, "make messages brings translations/messages.pot up to date"
