"""The two READMEs say the same: commands, settings, roles, dependencies, what to type, pictures; and the guide covers every role."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ENGLISH = (HOUSE / "README.md").read_text(encoding="utf-8")
CHINESE = (HOUSE / "README.zh-CN.md").read_text(encoding="utf-8")
GUIDE = (HOUSE / "docs" / "user-guide.zh-CN.md").read_text(encoding="utf-8")


def first_cells(text: str) -> set[str]:
    """The code in the first cell of every table row: commands and settings."""
    return set(re.findall(r"^\| (`[^|]*(?:\\\|[^|]*)*`) \|", text, re.MULTILINE))


def typed(text: str) -> list[str]:
    """What a reader is told to type, without the remarks behind it."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [re.sub(r"\s+#.*", "", line).strip() for block in blocks for line in block.splitlines()]


def names(text: str) -> set[str]:
    """Files, variables, commands and roles: what stands between back-ticks."""
    return set(re.findall(r"`([A-Za-z0-9_./*:-]+(?: [a-z-]+)*)`", text))


def test_the_same_commands_and_settings() -> None:
    assert len(first_cells(ENGLISH)) >= 11
    assert first_cells(ENGLISH) == first_cells(CHINESE)


def test_the_same_words_to_type() -> None:
    assert typed(ENGLISH) == typed(CHINESE) and "make run" in typed(ENGLISH)


def test_the_same_names() -> None:
    assert names(ENGLISH) - names(CHINESE) <= {"docs/user-guide.zh-CN.md"}  # a link in Chinese
    assert names(CHINESE) <= names(ENGLISH)


def test_the_same_number_of_sections() -> None:
    assert len(re.findall(r"^## ", ENGLISH, re.MULTILINE)) == len(re.findall(r"^## ", CHINESE, re.MULTILINE))


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_the_pictures_are_made_by_the_script(text: str) -> None:
    script = (HOUSE / "scripts" / "pictures.py").read_text(encoding="utf-8")
    pictures = re.findall(r"\((docs/pictures/(\w+)\.png)\)", text)
    assert len(pictures) >= 4
    for path, name in pictures:
        assert (HOUSE / path).stat().st_size > 10_000
        assert f'"{name}": (' in script or f'"{name}.png"' in script, name


def test_no_picture_is_left_over() -> None:
    shown = set(re.findall(r"docs/pictures/(\S+?\.png)", ENGLISH))
    assert {path.name for path in (HOUSE / "docs" / "pictures").iterdir()} == shown


@pytest.mark.parametrize("role", ["法治办", "科室负责人", "经办人", "局领导", "系统管理员", "审计员"])
def test_the_guide_leads_each_role(role: str) -> None:
    chapter = re.search(rf"^## [一二三四五六七八九十]+、{role}\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert chapter is not None and len(chapter[1]) > 150, role


@pytest.mark.parametrize(
    "word",
    [
        "签收",
        "退回分派",
        "交办",
        "本月无变化",
        "补报",
        "撤回",
        "办结小结",
        "待销号",
        "按不适用销号",
        "定稿",
        "归档",
        "恢复",
    ],
)
def test_the_guide_uses_the_words_of_the_pages(word: str) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (HOUSE / "templates").rglob("*.html"))
    code = "".join(
        path.read_text(encoding="utf-8") for room in ("models", "views") for path in (HOUSE / room).glob("*.py")
    )
    assert word in GUIDE and word in pages + code


def test_what_the_guide_puts_in_quotes_stands_on_a_page() -> None:
    """A button or a room that the guide names exists under that name."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (HOUSE / "templates").rglob("*.html"))
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("models", "views", "forms")
        for path in (HOUSE / room).glob("*.py")
    )
    quoted = set(re.findall(r"“([^”]{2,14})”", GUIDE))
    assert len(quoted) > 30
    missing = [word for word in quoted if word not in pages + code]
    assert missing == []
