"""Whatever stands in a file, reading it answers with values or with Wrong, soon."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checklists
from checklists import Wrong, available, kind_of, read_checklist, read_outline

PACKAGED = [(Path(checklists.__file__).parent / f"{name}.yaml").read_bytes() for name in available()]
WORDS = """
    kind key no title type sections items parts due points titles checklists run_in checkpoints text required
    checklist outline : - ? | > ' " [ ] { } & * ! !! %YAML --- ... << ~ null 1.10 %(x)s {name} 年底前 一 \\U0011ffff \\ud800
"""
MARKS = (
    ": ",
    "\n",
    "\n  ",
    "\n    - ",
    "- ",
    "\t",
    "\x00",
    "\x85",
    "\u202e",
    "\ufeff",
    '"\\UFFFFFFFF"',
    "a" * 3000,
    "9" * 5000,
)
PIECES = st.sampled_from([*WORDS.split(), *MARKS])


def answers(folder: Path, raw: bytes) -> bool:
    """Whether every way of reading ends in values or in Wrong with words that can be printed."""
    path = folder / "hostile.yaml"
    path.write_bytes(raw)
    lists = [read_checklist("key-tasks-2020")]
    for read in (kind_of, read_checklist, lambda name: read_outline(name, lists)):
        try:
            read(str(path))
        except Wrong as wrong:
            str(wrong).encode()
            if not wrong.problems or any(one.line < 1 or not one.says or not one.cure for one in wrong.problems):
                return False
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES, max_size=60).map("".join))
def test_pieces_of_yaml_in_any_order(tmp_path: Path, text: str) -> None:
    assert answers(tmp_path, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    assert answers(tmp_path, raw)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_packaged_files_with_one_place_spoiled(tmp_path: Path, data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(PACKAGED)).split(b"\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = lines[place][: data.draw(st.integers(0, 20))] + data.draw(PIECES).encode("utf-8", "surrogatepass")
    assert answers(tmp_path, b"\n".join(lines))


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b"a: b\n" * 60_000,
        b"{? " * 100_000,
        b"- " * 150_000,
        b"kind: checklist\nsections:\n" + b"- {}\n" * 60_000,
        b"kind: outline\nparts:\n" + b"- {key: a, kind: items, items: [x/y]}\n" * 8_000,
        b'key: "\\UFFFFFFFF"',
        b"%YAML " + b"9" * 5000 + b".1\n---\na: b",
        b"a: &a [x]\n" + b"b: [*a, *a, *a]\n" * 20_000,
    ],
    ids=["brackets", "fields", "questions", "dashes", "sections", "parts", "escape", "directive", "aliases"],
)
def test_a_large_hostile_file_is_answered(tmp_path: Path, raw: bytes) -> None:
    assert answers(tmp_path, raw)
